"""``explain CODE``: the manual page of a diagnostic."""

import click

from plandoc.cli.vietnamese import Command, help_option


@click.command("explain", cls=Command, short_help="Giải thích một mã lỗi (như P201).")
@click.argument("code", metavar="MÃ", required=False)
@help_option
def command(code: str | None) -> int:
    """Giải thích một mã lỗi (như P201); không nêu mã thì liệt kê mọi mã."""
    from plandoc.diagnostics import PlandocError, did_you_mean
    from plandoc.explanations.codes import codes, explain

    if code is None:
        for known in codes():
            click.echo(f"{known}  {(explain(known) or '').splitlines()[0]}")
        return 0
    text = explain(code)
    if text is None:
        hint = did_you_mean(code.upper(), codes(), "xem các mã: python build.py explain")
        raise PlandocError(f"không có mã {code}", hint)
    click.echo(f"{code.upper()}: {text.strip()}")
    return 0
