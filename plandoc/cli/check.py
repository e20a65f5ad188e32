"""``check``: read the plan and run every rule; nothing is written."""

from pathlib import Path

import click

from plandoc.cli.common import plan_option, show
from plandoc.cli.vietnamese import Command, help_option


@click.command("check", cls=Command, short_help="Nêu mọi lỗi và cảnh báo của kế hoạch.")
@plan_option
@help_option
def command(plan_folder: Path) -> int:
    """Kiểm tra kế hoạch, nêu mọi lỗi và cảnh báo, không ghi gì ra.

    Mỗi lỗi nêu tệp, dòng, cột và cách sửa. Xem giải thích một mã lỗi: python build.py explain MÃ
    """
    from plandoc.checks import read_and_check
    from plandoc.diagnostics import has_errors

    reading, diagnostics = read_and_check(plan_folder)
    show(diagnostics, reading.sources)
    return 1 if has_errors(diagnostics) else 0
