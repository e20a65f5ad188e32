"""What is timed: a job is a name, the commands that do it, and what must be so before."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench.plans import SIZES, write_plan

ROOT = Path(__file__).resolve().parent.parent
CHANGED = "plan-1000-changed"
IMPORTS = "import click, jinja2, markdown_it, ruamel.yaml, docx"


class Job(NamedTuple):
    """`before` is done each time and is not timed; `size` names the plan, ``plan`` the real one."""

    name: str
    size: str
    commands: list[list[str]]
    before: Callable[[], None] = lambda: None


def product(work: Path, size: str, *arguments: str) -> list[str]:
    """Our command line; the plan is the repository's own or a generated one."""
    folder = ROOT / "plan" if size == "plan" else work / f"plan-{size}"
    command, *rest = arguments
    return [
        sys.executable, str(ROOT / "build.py"), command, "--plan", str(folder),
        *(["--templates", str(ROOT / "templates")] if command == "build" else []), *rest,
    ]  # fmt: skip


def prepare(work: Path, sizes: list[str]) -> None:
    """Write the plans that the jobs read."""
    for size in sizes:
        write_plan(work / f"plan-{size}", SIZES[size])
    if "1000" in sizes:
        write_plan(work / CHANGED, SIZES["1000"], changes=1)
        write_plan(work / "plan-1000-work", SIZES["1000"])
    if "10000" in sizes:
        write_plan(work / "plan-10000-changed", SIZES["10000"], changes=1000)


def build(work: Path, size: str) -> Job:
    """Our full build, nothing there before."""
    output = work / f"ours-{size}"
    command = product(work, size, "build", "--output", str(output))
    return Job("build", size, [command], lambda: shutil.rmtree(output, ignore_errors=True))


def floor(work: Path, size: str) -> Job:
    """The least work that writes the same words."""
    output = work / f"floor-{size}"
    command = [sys.executable, "-m", "bench.floor", str(work / f"plan-{size}"), str(output)]
    return Job("floor", size, [command], lambda: shutil.rmtree(output, ignore_errors=True))


def imports() -> Job:
    """The packages that the product stands on, imported."""
    return Job("imports", "plan", [[sys.executable, "-c", IMPORTS]])


def check(work: Path, size: str) -> Job:
    """`check`."""
    return Job("check", size, [product(work, size, "check")])


def unchanged(work: Path) -> Job:
    """A build of what was just built: the plan of 1,000 tasks."""
    output = work / "ours-unchanged"
    command = product(work, "1000", "build", "--output", str(output))
    return Job("unchanged", "1000", [command], lambda: _built(command, output))


def one_changed(work: Path) -> Job:
    """A build after one task's words changed, to and fro."""
    output, group = work / "ours-one-changed", Path("sections", "3-tasks", "nhom-1.yaml")
    versions = [(work / folder / group).read_bytes() for folder in (CHANGED, "plan-1000")]
    command = product(work, "1000-work", "build", "--output", str(output))

    def change() -> None:
        _built(command, output)
        (work / "plan-1000-work" / group).write_bytes(versions[0])
        versions.reverse()

    return Job("one changed", "1000", [command], change)


def _built(command: list[str], output: Path) -> None:
    if not output.exists():
        subprocess.run(command, check=True, capture_output=True)


def diff(work: Path) -> Job:
    """`diff` of 10,000 tasks, 1,000 of them changed."""
    folders = [str(work / "plan-10000"), str(work / "plan-10000-changed")]
    command = [sys.executable, str(ROOT / "build.py"), "diff", *folders]
    return Job("diff", "10000", [command])
