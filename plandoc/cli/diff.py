"""``diff``: what a revision does to the plan, for reviewers."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plandoc.cli.common import plan_option, show, templates_option
from plandoc.cli.vietnamese import Command, help_option
from plandoc.diagnostics import PlandocError

if TYPE_CHECKING:
    from plandoc.changes.sides import Revision

# Named here: a help page loads nothing.
_FORMATS = ("text", "json", "markdown", "html", "docx", "table")


@click.command("diff", cls=Command, short_help="So sánh hai bản: đổi gì, ai phải làm gì.")
@click.argument("revisions", nargs=-1, metavar="[BẢN]")
@plan_option
@templates_option
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help="Dạng kết quả: text (mặc định), json, markdown (ghi vào pull request), html (một trang), "
    "docx (kế hoạch có dấu sửa Track Changes), table (bảng so sánh, tệp Word).",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="TỆP",
    help="Ghi kết quả vào tệp; đuôi .txt, .json, .md, .html, .docx tự chọn dạng.",
)
@click.option("--agency", "agency_id", metavar="MÃ", help="Chỉ những gì liên quan một cơ quan.")
@click.option("--exit-code", is_flag=True, help="Kết thúc với mã 1 khi có thay đổi.")
@help_option
def command(
    revisions: tuple[str, ...],
    plan_folder: Path,
    templates: Path,
    form: str | None,
    output: Path | None,
    agency_id: str | None,
    exit_code: bool,
) -> int:
    """So sánh hai bản của kế hoạch, nêu từng thay đổi và việc mỗi cơ quan phải làm.

    BẢN là bản ghi của git: không nêu thì so HEAD với bản đang soạn; A so A với bản đang soạn;
    A..B so A với B; A...B so từ gốc chung của hai bên. Nêu hai thư mục thì so hai thư mục ấy,
    không cần git.
    """
    from plandoc.changes.comparing import changes
    from plandoc.documents.template_files import read_templates
    from plandoc.documents.templates import TemplateFault
    from plandoc.review.formats import FORMATS, Review, as_text
    from plandoc.review.report import of_agency

    form = _form(form, output)
    old, new = _sides(revisions, _upwards(plan_folder))
    found = changes(old.plan, new.plan, old.side, new.side)
    if agency_id:
        found = of_agency(old.plan, new.plan, found, agency_id)
    review = Review(old.plan, new.plan, found)
    if form == "text" and output is None:
        click.echo(as_text(review, _colours()), nl=False, color=True)
    else:
        try:
            content = FORMATS[form](review, read_templates(_upwards(templates)))
        except TemplateFault as fault:
            show([fault.diagnostic], fault.sources)
            return 1
        _give(content, output)
    return 1 if exit_code and found.changes else 0


def _form(form: str | None, output: Path | None) -> str:
    """The form asked for, else the one that the file's name says; they must not contradict."""
    from plandoc.review.formats import BINARY, BY_ENDING

    ending = output.suffix.lower() if output else ""
    if form is None and ending and ending not in BY_ENDING:
        endings = ", ".join(BY_ENDING)
        raise PlandocError(f"không biết ghi dạng nào vào tệp {ending}", f"dùng đuôi {endings}")
    form = form or BY_ENDING.get(ending, "text")
    if form in BINARY and ending != ".docx":
        raise PlandocError("dạng này là tệp Word", "nêu tên tệp: --output so-sanh.docx")
    if ending == ".docx" and form not in BINARY:
        hint = "dùng --format docx hoặc table, hoặc đặt đuôi khác"
        raise PlandocError(f"dạng {form} không phải tệp Word: Word không mở được", hint)
    return form


def _sides(revisions: tuple[str, ...], plan_folder: Path) -> tuple["Revision", "Revision"]:
    from plandoc.changes.sides import read_folders, read_range

    if len(revisions) > 2:
        raise PlandocError("nêu nhiều nhất hai bản", "ví dụ: python build.py diff v1..v2")
    if len(revisions) == 2:
        folders = [Path(revision) for revision in revisions]
        if all(folder.is_dir() for folder in folders):
            return read_folders(*folders)
    return read_range("..".join(revisions) or "HEAD", plan_folder)


def _upwards(folder: Path) -> Path:
    """The folder; where it is not here, the one of that name further up in the work tree."""
    here = Path.cwd()
    if folder.exists() or folder.is_absolute():
        return folder
    for parent in here.parents if not (here / ".git").exists() else ():
        if (parent / folder).is_dir():
            return parent / folder
        if (parent / ".git").exists():
            break
    return folder


def _colours() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _give(content: bytes, output: Path | None) -> None:
    from plandoc.output.single import write_file

    if output is None:
        click.echo(content, nl=False)
    else:
        write_file(output, content)
        click.echo(output.as_posix())
