"""``lsp``: the language server that an editor starts."""

import click

from plandoc.cli.vietnamese import Command, help_option
from plandoc.diagnostics import PlandocError


@click.command("lsp", cls=Command, short_help="Máy chủ ngôn ngữ cho trình soạn thảo.")
@help_option
def command() -> int:
    """Chạy máy chủ ngôn ngữ (LSP) qua stdin và stdout; trình soạn thảo tự gọi lệnh này.

    Trong lúc gõ: báo lỗi của mọi tệp, giải thích mã đang trỏ, gợi ý mã, nhảy tới nơi đặt mã. Kế
    hoạch là thư mục gần nhất chứa tệp đang mở và có plan.yaml. Cần gói pygls.
    """
    try:
        from plandoc.language_server.server import serve
    except ModuleNotFoundError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        hint = 'cài bằng: python -m pip install "pygls>=2.0"'
        raise PlandocError("máy chủ ngôn ngữ cần gói pygls", hint) from None
    serve()
    return 0
