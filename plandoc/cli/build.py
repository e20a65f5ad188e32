"""``build``: everything the plan must become, into the output folder."""

import sys
from pathlib import Path

import click
import msgspec
from msgspec import Struct

from plandoc.cli.common import output_option, plan_option, show, summary, templates_option
from plandoc.cli.vietnamese import Command, help_option
from plandoc.diagnostics import Diagnostic
from plandoc.reading.source import Source


class Outcome(Struct, frozen=True):
    """What a build found, the texts it found it in (by path), and the files it published: none
    when it found an error."""

    diagnostics: list[Diagnostic]
    sources: dict[str, Source]
    files: dict[str, bytes]


@click.command("build", cls=Command, short_help="Dựng mọi kết quả vào thư mục output.")
@plan_option
@templates_option
@output_option
@click.option(
    "--agency",
    "agency_id",
    metavar="MÃ",
    help="Chỉ dựng mẫu kế hoạch hành động của một cơ quan (mã trong agencies.yaml).",
)
@click.option(
    "--base-url",
    metavar="ĐỊA_CHỈ",
    help="Địa chỉ sẽ đặt trang web: thêm sitemap, nguồn tin, thông tin cho máy tìm kiếm.",
)
@click.option("--pdf", is_flag=True, help="Làm thêm bản PDF cạnh mỗi tệp Word (cần LibreOffice).")
@help_option
def command(
    plan_folder: Path,
    templates: Path,
    output: Path,
    agency_id: str | None,
    base_url: str | None,
    pdf: bool,
) -> int:
    """Dựng kế hoạch: văn bản Word, mẫu cho từng cơ quan, trang web, dữ liệu.

    Kế hoạch có lỗi thì không dựng gì, kết quả lần trước giữ nguyên.
    """
    base = ""
    if base_url:
        from plandoc.site.metadata import base_address

        base = base_address(base_url)
    outcome = build_once(plan_folder, templates, output, agency_id=agency_id, base=base, pdf=pdf)
    found = outcome.diagnostics
    if not outcome.files:
        show(found, outcome.sources)
        return 1
    _tell(output, outcome.files, summary(found) if found else "")
    return 0


def build_once(
    plan_folder: Path,
    templates: Path,
    output: Path,
    *,
    agency_id: str | None = None,
    base: str = "",
    pdf: bool = False,
) -> Outcome:
    """Read, check, make and publish: everything, or what one agency is to fill in.

    `base` is the address that the website will stand at. Raises PlandocError when the work could
    not be done.
    """
    from plandoc.checks import read_and_check
    from plandoc.diagnostics import has_errors
    from plandoc.documents.profile import read_profile
    from plandoc.documents.template_files import read_templates
    from plandoc.documents.templates import TemplateFault
    from plandoc.history import plan_history
    from plandoc.output.publishing import publish
    from plandoc.products import Work, action_plan, products

    reading, diagnostics = read_and_check(plan_folder)
    template_files = read_templates(templates)
    form = read_profile(template_files)
    sources = {**reading.sources, **form.sources}
    found = [*diagnostics, *form.diagnostics]
    if has_errors(found) or reading.plan is None or form.profile is None:
        return Outcome(found, sources, {})
    try:
        work = Work(reading.plan, template_files, form.profile, base)
        if agency_id:
            files = action_plan(work, agency_id)
        else:
            history = plan_history(plan_folder, template_files)
            files = products(msgspec.structs.replace(work, history=history))
    except TemplateFault as fault:
        return Outcome([*found, fault.diagnostic], {**sources, **fault.sources}, {})
    if pdf:
        files |= _pdfs(files)
    publish(output, files, replace_all=agency_id is None)
    return Outcome(found, sources, files)


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
