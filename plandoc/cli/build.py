"""``build``: everything that a plan, or each of several, must become."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from plandoc.cli.common import check_command, output_option, show, templates_option
from plandoc.cli.vietnamese import Command, help_option
from plandoc.diagnostics import PlandocError, summary

if TYPE_CHECKING:
    from plandoc.builds import Built
    from plandoc.executors import Executor, Run
    from plandoc.inputs import Inputs
    from plandoc.last_build import LastBuild

    _Wanted = tuple[Inputs, Path, LastBuild | None]

P = TypeVar("P")
R = TypeVar("R")

LONG = 150_000  # bytes of YAML whose build somebody waits for: over a second


@click.command("build", cls=Command, short_help="Dựng mọi kết quả vào thư mục output.")
@click.option(
    "--plan",
    "plans",
    default="plan",
    metavar="THƯ_MỤC",
    help="Thư mục của kế hoạch (mặc định: plan); mẫu tên như 'plans/*' thì dựng từng kế hoạch, "
    "mỗi kế hoạch vào một thư mục cùng tên trong thư mục kết quả.",
)
@templates_option
@output_option
@click.option(
    "--agency",
    metavar="MÃ",
    default="",
    help="Chỉ dựng mẫu kế hoạch hành động của một cơ quan (mã trong agencies.yaml).",
)
@click.option(
    "--base-url",
    metavar="ĐỊA_CHỈ",
    default="",
    help="Địa chỉ sẽ đặt trang web: thêm sitemap, nguồn tin, thông tin cho máy tìm kiếm.",
)
@click.option("--pdf", is_flag=True, help="Làm thêm bản PDF cạnh mỗi tệp Word (cần LibreOffice).")
@click.option(
    "--executor",
    "cluster",
    metavar="ĐỊA_CHỈ",
    default="",
    help="Dựng bằng các máy của một cụm Dask: dask://MÁY:CỔNG.",
)
@help_option
def command(
    plans: str,
    templates: Path,
    output: Path,
    agency: str,
    base_url: str,
    pdf: bool,
    cluster: str,
) -> int:
    """Dựng kế hoạch: văn bản Word, mẫu cho từng cơ quan, trang web, dữ liệu.

    Kế hoạch có lỗi thì không dựng gì, kết quả lần trước giữ nguyên.
    """
    from plandoc.documents.template_files import read_templates
    from plandoc.inputs import Options, read_inputs
    from plandoc.last_build import last_build

    folders, several = _folders(plans)
    template_files = read_templates(templates)
    changed: list[_Wanted] = []
    for folder in folders:
        base = _address(base_url, folder.name if several else "")
        inputs = read_inputs(folder, template_files, Options(agency, base, pdf))
        place = output / folder.name if several else output
        last = None if agency else last_build(place)
        if last and last.inputs == inputs.key:
            _tell(inputs, place, last.files, last.summary)
        else:
            changed.append((inputs, place, last))
    if not changed:
        return 0
    size = sum(inputs.files.size for inputs, _, _ in changed)
    with _executor(cluster, size) as executor:
        return _build(changed, _Shown(executor) if size > LONG else executor)


def _folders(plans: str) -> tuple[list[Path], bool]:
    """The folders, and whether a pattern named them, if only one; a folder's name is no pattern."""
    if Path(plans).is_dir() or not set(plans) & set("*?["):
        return [Path(plans)], False
    from glob import glob

    found = [Path(name) for name in sorted(glob(plans)) if (Path(name) / "plan.yaml").is_file()]
    if not found:
        raise PlandocError(f"không có kế hoạch nào ở {plans}", "mỗi thư mục cần có plan.yaml")
    names = [folder.name for folder in found]
    if twice := [name for name in names if names.count(name) > 1]:
        hint = "kết quả của chúng sẽ vào cùng một thư mục: dựng riêng từng kế hoạch"
        raise PlandocError(f"hai thư mục kế hoạch cùng tên {twice[0]}", hint)
    return found, True


def _address(base_url: str, name: str) -> str:
    if not base_url:
        return ""
    from plandoc.site.metadata import base_address

    return base_address(base_url) + (f"{name}/" if name else "")


def _build(wanted: Sequence["_Wanted"], executor: "Executor") -> int:
    from plandoc.builds import build, build_portfolio

    results: Iterator[Built]
    if len(wanted) == 1:
        results = iter([build(*wanted[0], executor, _pdfs)])
    else:
        plans = [(inputs, output) for inputs, output, _ in wanted]
        results = build_portfolio(plans, executor, _pdfs)
    code = 0
    for (inputs, output, _), built in zip(wanted, results, strict=True):
        found = built.findings.diagnostics
        if built.files:
            _tell(inputs, output, built.files, summary(found) if found else "")
        else:
            show(found, built.findings.sources)
            code = 1
    return code


def _executor(cluster: str, size: int) -> AbstractContextManager["Executor"]:
    """Where to build: on this machine, or in the cluster."""
    from plandoc.executors import suited

    if cluster:
        kind, _, address = cluster.partition("://")
        if kind != "dask" or not address:
            hint = "viết dask://MÁY:CỔNG, như dask://10.0.0.5:8786"
            raise PlandocError(f"không hiểu --executor {cluster}", hint)
        try:
            from plandoc.cluster import connected
        except ImportError as error:
            hint = "cài bằng: python -m pip install 'distributed>=2024.8'"
            raise PlandocError(f"thiếu gói {error.name} để dùng cụm Dask", hint) from error
        return connected(f"tcp://{address}")
    return nullcontext(suited(size))


class _Shown:
    """An executor that shows how far it is: a bar on a terminal, nothing in a pipe."""

    def __init__(self, executor: "Executor") -> None:
        self.executor = executor
        self.count = executor.count

    def beside(self) -> "Executor":
        """See `plandoc.executors.Executor`."""
        return self.executor.beside()

    @contextmanager
    def sharing(self, work: Any) -> Iterator["Run"]:
        """See `plandoc.executors.Executor`."""
        with self.executor.sharing(work) as run:

            def shown(function: Callable[[Any, P], R], parts: Sequence[P]) -> Iterator[R]:
                return self._watched(run(function, parts), len(parts))

            yield shown

    def _watched(self, made: Iterator[R], count: int) -> Iterator[R]:
        if self.count == 1 or not sys.stderr.isatty():
            yield from made
            return
        with click.progressbar(made, length=count, label="Dựng", file=sys.stderr) as bar:
            yield from bar


def _pdfs(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """A PDF of each DOCX; a bar on a terminal, nothing in a pipe."""
    from plandoc.pdf import to_pdf

    with click.progressbar(
        length=len(documents), label="PDF", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        return to_pdf(documents, lambda done: bar.update(done - bar.pos))


def _tell(inputs: "Inputs", output: Path, files: Mapping[str, Any], findings: str) -> None:
    """What was built, one line for each kind of thing."""
    for name in sorted(name for name in files if "/" not in name):
        click.echo(f"{output.as_posix()}/{name}")
    action_plans = [n for n in files if n.startswith("don-vi/") and n.endswith(".docx")]
    if len(action_plans) == 1:
        stem = action_plans[0].removesuffix("docx")
        for name in (name for name in (f"{stem}docx", f"{stem}pdf") if name in files):
            click.echo(f"{output.as_posix()}/{name}")
    elif action_plans:
        click.echo(f"{output.as_posix()}/don-vi/  {len(action_plans)} mẫu kế hoạch hành động")
    for name in ("du-lieu/plan.json", "site/index.html"):
        if name in files:
            click.echo(f"{output.as_posix()}/{name}")
    if findings:
        click.echo(f"{findings}: xem bằng {check_command(inputs.folder)}", err=True)
