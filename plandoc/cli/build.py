"""``build``: everything the plan must become, into the output folder."""

import sys
from pathlib import Path

import click

from plandoc.cli.common import plan_option, show, summary, templates_option
from plandoc.cli.vietnamese import Command, help_option


@click.command("build", cls=Command, short_help="Dựng mọi kết quả vào thư mục output.")
@plan_option
@templates_option
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    metavar="THƯ_MỤC",
    help="Thư mục kết quả (mặc định: output).",
)
@click.option(
    "--agency",
    "agency_id",
    metavar="MÃ",
    help="Chỉ dựng mẫu kế hoạch hành động của một cơ quan (mã trong agencies.yaml).",
)
@click.option("--pdf", is_flag=True, help="Làm thêm bản PDF cạnh mỗi tệp Word (cần LibreOffice).")
@help_option
def command(
    plan_folder: Path, templates: Path, output: Path, agency_id: str | None, pdf: bool
) -> int:
    """Dựng kế hoạch: văn bản Word, mẫu cho từng cơ quan, trang web, dữ liệu.

    Kế hoạch có lỗi thì không dựng gì, kết quả lần trước giữ nguyên.
    """
    from plandoc.checks import read_and_check
    from plandoc.diagnostics import has_errors
    from plandoc.documents.profile import read_profile
    from plandoc.documents.templates import TemplateFault
    from plandoc.output.publishing import publish
    from plandoc.products import action_plan, products

    reading, diagnostics = read_and_check(plan_folder)
    form = read_profile(templates / "style.yaml")
    sources = {**reading.sources, **form.sources}
    found = [*diagnostics, *form.diagnostics]
    if has_errors(found) or reading.plan is None or form.profile is None:
        show(found, sources)
        return 1
    try:
        if agency_id:
            files = action_plan(reading.plan, templates, form.profile, agency_id)
        else:
            files = products(reading.plan, templates, form.profile)
    except TemplateFault as fault:
        show([*found, fault.diagnostic], {**sources, **fault.sources})
        return 1
    if pdf:
        files |= _pdfs(files)
    publish(output, files, replace_all=agency_id is None)
    _tell(output, files, summary(found) if found else "")
    return 0


def _pdfs(files: dict[str, bytes]) -> dict[str, bytes]:
    """A PDF beside each DOCX; a bar on a terminal, nothing in a pipe."""
    from plandoc.pdf import to_pdf

    documents = {
        name: content
        for name, content in files.items()
        if name.endswith(".docx") and not name.startswith("site/")
    }
    with click.progressbar(
        length=len(documents), label="PDF", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        return to_pdf(documents, lambda done: bar.update(done - bar.pos))


def _tell(output: Path, files: dict[str, bytes], findings: str) -> None:
    """What was built, one line for each kind of thing."""
    for name in sorted(name for name in files if "/" not in name):
        click.echo(f"{output.as_posix()}/{name}")
    action_plans = [n for n in files if n.startswith("don-vi/") and n.endswith(".docx")]
    if len(action_plans) == 1:
        click.echo(f"{output.as_posix()}/{action_plans[0]}")
    elif action_plans:
        click.echo(f"{output.as_posix()}/don-vi/  {len(action_plans)} mẫu kế hoạch hành động")
    for name in ("du-lieu/plan.json", "site/index.html"):
        if name in files:
            click.echo(f"{output.as_posix()}/{name}")
    if findings:
        click.echo(f"{findings}: xem bằng python build.py check", err=True)
