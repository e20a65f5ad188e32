"""``check``: read the plan and run every rule; nothing is written."""

from pathlib import Path

import click

from plandoc.cli.common import plan_option, show
from plandoc.cli.vietnamese import Command, help_option

_FULL = "full"


@click.command("check", cls=Command, short_help="Nêu mọi lỗi và cảnh báo của kế hoạch.")
@plan_option
@click.option(
    "--coverage",
    "with_coverage",
    is_flag=True,
    help="In thêm bảng: ai phục vụ từng chỉ tiêu, mỗi cơ quan có bao nhiêu việc.",
)
@click.option(
    "--format",
    "style",
    default=_FULL,
    metavar="KIỂU",
    help="Kiểu in: full (mặc định), concise (mỗi lỗi một dòng), github (ghi chú trên pull "
    "request), json, sarif.",
)
@click.option("--strict", is_flag=True, help="Coi cảnh báo như lỗi: mã thoát 1.")
@help_option
def command(plan_folder: Path, with_coverage: bool, style: str, strict: bool) -> int:
    """Kiểm tra kế hoạch, nêu mọi lỗi và cảnh báo, không ghi gì ra.

    Mỗi lỗi nêu tệp, dòng, cột và cách sửa. Xem giải thích một mã lỗi: python build.py explain MÃ

    Mã thoát: 0 không có lỗi, 1 có lỗi (với --strict: có lỗi hoặc cảnh báo), 2 không đọc được.
    """
    from plandoc.checks import read_and_check
    from plandoc.diagnostics import PlandocError, Severity, counted, in_order

    if style != _FULL:
        from plandoc.check_formats import FORMATS

        if style not in FORMATS:
            known = ", ".join((_FULL, *FORMATS))
            raise PlandocError(f"không có kiểu in {style}", f"các kiểu có: {known}")
        if with_coverage:
            raise PlandocError("bảng của --coverage chỉ in cùng kiểu full", "bỏ --format")
    reading, diagnostics = read_and_check(plan_folder)
    if with_coverage and reading.plan:
        from plandoc.cli.coverage import coverage

        click.echo(coverage(reading.plan))
    if style == _FULL:
        show(diagnostics, reading.sources)
    elif text := FORMATS[style](in_order(diagnostics)):
        click.echo(text)
    counts = counted(diagnostics)
    stopping = counts[Severity.ERROR] + (counts[Severity.WARNING] if strict else 0)
    return 1 if stopping else 0
