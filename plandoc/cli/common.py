"""What several commands share: the folders they name, and how diagnostics are shown."""

import shlex
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from plandoc.diagnostics import Diagnostic, full, in_order, summary, visible
from plandoc.reading.source import Source


def plan_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--plan``: the folder of the plan's YAML files."""
    return click.option(
        "--plan",
        "plan_folder",
        type=click.Path(path_type=Path),
        default=Path("plan"),
        metavar="THƯ_MỤC",
        help="Thư mục của kế hoạch (mặc định: plan).",
    )(function)


def templates_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--templates``: the folder of the templates and the profile."""
    return click.option(
        "--templates",
        type=click.Path(path_type=Path),
        default=Path("templates"),
        metavar="THƯ_MỤC",
        help="Thư mục mẫu trình bày (mặc định: templates).",
    )(function)


def output_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--output``: the folder of the results."""
    return click.option(
        "--output",
        type=click.Path(path_type=Path),
        default=Path("output"),
        metavar="THƯ_MỤC",
        help="Thư mục kết quả (mặc định: output).",
    )(function)


def show(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> None:
    """Print diagnostics to the error stream, with their frames, and a line that counts them."""
    colour = sys.stderr.isatty()
    click.echo(frames(diagnostics, sources, colour), err=True, color=colour)


def frames(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source], colour: bool = False
) -> str:
    """Diagnostics with their frames, in order, and a line that counts them."""
    found = in_order(diagnostics)

    def lines(path: str) -> list[str]:
        return sources[path].lines if path in sources else []

    return "\n\n".join([*(full(diagnostic, lines, colour) for diagnostic in found), summary(found)])


def check_command(plan_folder: Path) -> str:
    """What to type to see what is wrong with a plan."""
    place = plan_folder.as_posix()
    return "python build.py check" + ("" if place == "plan" else f" --plan {shlex.quote(place)}")


def complaint(message: str, hint: str = "") -> str:
    """What is wrong with no place in a file, as lines for the user."""
    return f"lỗi: {visible(message)}" + (f"\n  = gợi ý: {visible(hint)}" if hint else "")
