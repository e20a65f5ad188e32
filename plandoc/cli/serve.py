"""``serve``: the website while it is written, made anew and reloaded on every save."""

import sys
import traceback
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from plandoc.cli.common import (
    check_command,
    complaint,
    frames,
    output_option,
    plan_option,
    show,
    templates_option,
)
from plandoc.cli.vietnamese import Command, help_option
from plandoc.diagnostics import PlandocError, summary

if TYPE_CHECKING:
    from plandoc.builds import Built
    from plandoc.serving.preview import Preview


def _port(context: click.Context, parameter: click.Parameter, given: str) -> int:
    if given.isdecimal() and int(given) <= 65535:
        return int(given)
    raise click.BadParameter(f"“{given}” không phải số từ 0 đến 65535", context, parameter)


@click.command("serve", cls=Command, short_help="Xem trước trang web, tự cập nhật khi lưu.")
@plan_option
@templates_option
@output_option
@click.option(
    "--port",
    default="8000",
    callback=_port,
    metavar="SỐ",
    help="Cổng (mặc định: 8000; 0 là cổng bất kỳ còn trống).",
)
@click.option("--open", "in_browser", is_flag=True, help="Mở luôn trình duyệt.")
@help_option
def command(plan_folder: Path, templates: Path, output: Path, port: int, in_browser: bool) -> int:
    """Xem trước trang web trên máy này; mỗi lần lưu kế hoạch hay mẫu thì tự dựng lại.

    Có lỗi thì trang giữ bản dựng được gần nhất và hiện lỗi lên trên. Máy khác không xem được.
    Dừng bằng Ctrl+C.
    """
    from plandoc.products import SITE
    from plandoc.serving.preview import Preview, last_site
    from plandoc.serving.server import serving
    from plandoc.serving.watching import changes

    try:
        preview = Preview(last_site(output, SITE))
        with serving(preview, port) as address:
            click.echo(f"xem trước: {address} (dừng: Ctrl+C)")
            for _ in changes((plan_folder, templates)):
                _rebuild(preview, plan_folder, templates, output)
                if in_browser:
                    in_browser = False
                    _open(address)
    except KeyboardInterrupt:
        click.echo("\nđã dừng" if sys.stdout.isatty() else "đã dừng")  # a terminal shows ^C
    return 0


def _build(plan_folder: Path, templates: Path, output: Path) -> "Built":
    from plandoc.builds import build
    from plandoc.documents.template_files import read_templates
    from plandoc.inputs import Options, read_inputs
    from plandoc.last_build import last_build

    inputs = read_inputs(plan_folder, read_templates(templates), Options())
    return build(inputs, output, last_build(output))


def _rebuild(preview: "Preview", plan_folder: Path, templates: Path, output: Path) -> None:
    """One build; what it made or what is wrong with it goes to the browsers and the terminal."""
    from plandoc.products import SITE
    from plandoc.serving.preview import last_site

    started = perf_counter()
    try:
        built = _build(plan_folder, templates, output)
        site = last_site(output, SITE) if built.files else {}
    except PlandocError as error:
        preview.fail(complaint(error.message, error.hint))
        click.echo(complaint(error.message, error.hint), err=True)
    except Exception as error:
        # A fault of the program itself: told in full, and the last good site stays.
        preview.fail(complaint(f"chương trình hỏng: {error!r}", "xem cửa sổ lệnh"))
        traceback.print_exc()
    else:
        found, sources = built.findings.diagnostics, built.findings.sources
        if not built.files:
            preview.fail(frames(found, sources))
            show(found, sources)
            return
        preview.succeed(site)
        seconds = f"{perf_counter() - started:.1f}".replace(".", ",")
        findings = f" ({summary(found)}: xem bằng {check_command(plan_folder)})" if found else ""
        click.echo(f"đã dựng trong {seconds} giây{findings}")


def _open(address: str) -> None:
    import webbrowser

    if not webbrowser.open(address):
        click.echo(f"không mở được trình duyệt: hãy tự mở {address}", err=True)
