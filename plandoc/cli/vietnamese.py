"""click in Vietnamese: help pages, and what it says of a mistyped command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

_HEADINGS = {"Options": "Tùy chọn", "Commands": "Lệnh", "Arguments": "Tham số"}


class Formatter(click.HelpFormatter):
    """Help pages with Vietnamese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        shown = args.replace("[OPTIONS]", "[TÙY CHỌN]").replace("COMMAND [ARGS]...", "LỆNH …")
        super().write_usage(prog, shown, prefix or "Cách dùng: ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_HEADINGS.get(name, name)):
            yield


class Context(click.Context):
    """A context whose help pages are in Vietnamese."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help page is in Vietnamese."""

    context_class = Context


class Group(click.Group):
    """A group of such commands."""

    context_class = Context
    command_class = Command

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        formatter.write_text(f"Xem cách dùng một lệnh: python {ctx.command_path} LỆNH --help")


help_option = click.help_option("-h", "--help", help="In trang trợ giúp này.")


def in_vietnamese(error: click.ClickException) -> tuple[str, str]:
    """What click complains of, and where to look."""
    context = getattr(error, "ctx", None)
    where = f"python {context.command_path} --help" if context else "python build.py --help"
    return _message(error), f"xem {where}"


def _message(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f"; ý bạn là {error.possibilities[0]}?" if error.possibilities else ""
        return f"không có tùy chọn {error.option_name}{near}"
    if isinstance(error, click.MissingParameter):
        return f"thiếu {_name(error)}"
    if isinstance(error, click.BadParameter):
        return f"{_name(error)} {_refused(error)}"
    if isinstance(error, click.BadOptionUsage):
        return f"tùy chọn {error.option_name} cần một giá trị"
    if isinstance(error, click.BadArgumentUsage):
        return "thiếu tham số"
    if type(error).__name__ == "NoArgsIsHelpError":  # click ≥ 8.2; its message is a help page
        return "thiếu tên lệnh"
    command = getattr(error, "command_name", "")  # click ≥ 8.2 names the command apart
    if command or error.message.startswith("No such command"):
        return f"không có lệnh {command or error.message.split(chr(39))[1]}"
    if "unexpected extra argument" in error.message:
        extra = error.message.partition("(")[2].rstrip(")")
        return f"thừa tham số: {extra}"
    return error.message


def _refused(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        given = error.message.split("'")[1]
        return f"không có {given}; chọn một trong: {', '.join(kind.choices)}"
    if isinstance(kind, click.Path):
        return "cần một tệp, không phải thư mục"
    return f"không dùng được: {error.message}"


def _name(error: Any) -> str:
    parameter = error.param
    if isinstance(parameter, click.Option):
        return f"tùy chọn {parameter.opts[0]}"
    return f"tham số {parameter.human_readable_name}" if parameter else "tham số"
