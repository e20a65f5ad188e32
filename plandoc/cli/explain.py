"""``explain CODE``: the manual page of a diagnostic."""

import click

from plandoc.cli.vietnamese import Command, help_option


@click.command("explain", cls=Command, short_help="Giải thích một mã lỗi (như P201).")
@click.argument("code", metavar="MÃ", required=False)
@help_option
def command(code: str | None) -> int:
    """Giải thích một mã lỗi của kế hoạch (như P201) hoặc của thể thức (như F103).

    Không nêu mã thì liệt kê mọi mã."""
    from plandoc.diagnostics import PlandocError, did_you_mean

    pages = _pages()
    if code is None:
        for known, page in pages.items():
            click.echo(f"{known}  {page.strip().splitlines()[0]}")
        return 0
    page = pages.get(code.upper(), "")
    if not page:
        hint = did_you_mean(code.upper(), pages, "xem các mã: python build.py explain")
        raise PlandocError(f"không có mã {code}", hint)
    click.echo(f"{code.upper()}: {page.strip()}")
    return 0


def _pages() -> dict[str, str]:
    """The manual page of every code: P of a plan, F of a document's form."""
    from plandoc.explanations.codes import codes, explain
    from plandoc.form.rules import RULES

    pages = {code: explain(code) or "" for code in codes()}
    return pages | {rule.id: f"{rule.title}.\n\n{rule.manual}" for rule in RULES}
