"""``form``: the form of a finished DOCX, ours or anyone's."""

import sys
from pathlib import Path

import click

from plandoc.cli.vietnamese import Command, help_option


@click.command("form", cls=Command, short_help="Kiểm tra thể thức của một tệp Word (.docx).")
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP", required=False)
@click.option(
    "--format",
    "style",
    default="text",
    metavar="KIỂU",
    help="Kiểu in kết quả: text (mặc định) hoặc json.",
)
@click.option("--rules", is_flag=True, help="Liệt kê mọi quy tắc và giải thích, không đọc tệp nào.")
@help_option
def command(file: Path | None, style: str, rules: bool) -> int:
    """Kiểm tra thể thức của một tệp Word theo Nghị định 30/2020/NĐ-CP, Phụ lục I.

    Mỗi quy tắc được đạt, không đạt, không áp dụng hoặc ghi chú (thông lệ, không phải lỗi), kèm số
    đo và mức cho phép. Mã thoát: 0 không có gì không đạt, 1 có quy tắc không đạt, 2 không đọc được
    tệp. Kết quả không thay cho việc chứng nhận thể thức.
    """
    from plandoc.diagnostics import PlandocError
    from plandoc.form.document import read_file
    from plandoc.form.report import as_json, as_text, examine, has_faults
    from plandoc.form.rules import RULES

    if rules:
        for rule in RULES:
            kind = " (thông lệ)" if rule.grade == "P" else ""
            click.echo(f"{rule.id}  {rule.title}{kind}")
            click.echo(click.wrap_text(rule.manual, 100, " " * 6, " " * 6))
        return 0
    if style not in ("text", "json"):
        raise PlandocError(f"không có kiểu in {style}", "dùng --format text hoặc --format json")
    if file is None:
        raise PlandocError("thiếu tên tệp Word (.docx)", "python build.py form TỆP.docx")
    results = examine(read_file(file))
    if style == "json":
        click.echo(as_json(file.as_posix(), results))
    else:
        is_terminal = sys.stdout.isatty()
        shown = as_text(file.as_posix(), results, colour=is_terminal)
        click.echo(shown, color=is_terminal)
    return 1 if has_faults(results) else 0
