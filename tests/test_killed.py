"""The whole build killed at random moments, and several at once: never broken, never mixed."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec import Struct

from plandoc.cli import main
from plandoc.output.ownership import MARKER
from plandoc.output.publishing import heal
from tests.cases import base_files
from tests.outputs import publish

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

ROOT = Path(__file__).parent.parent
KILLS = 200
SUBJECTS = ("Phát triển công nghiệp", "Phát triển dịch vụ")

Content = dict[str, bytes]


class Place(Struct):
    """An output folder, the commands that build two plans into it, and what they leave there."""

    output: Path
    commands: list[list[str]]
    good: list[Content]

    def publish(self, number: int) -> None:
        """The last part of a build alone: most kills shall fall where something is at stake."""
        files = {name: c for name, c in self.good[number].items() if name != MARKER}
        publish(self.output, files)

    def siblings(self) -> list[str]:
        found = (path.name for path in self.output.parent.iterdir())
        return sorted(name.rpartition("-")[2] for name in found if name.startswith(".output"))

    def whole(self) -> bool:
        """At once after a kill: the folder is one of the good ones, or such a one is beside it."""
        if self.output.exists():
            return content(self.output) in self.good
        return content(self.output.with_name(".output.plandoc-old")) in self.good


def content(folder: Path) -> Content:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Place:
    found = Place(tmp_path / "output", [], [])
    for number, subject in enumerate(SUBJECTS):
        plan = tmp_path / f"plan-{number}"
        for name, text in base_files().items():
            (plan / name).parent.mkdir(parents=True, exist_ok=True)
            (plan / name).write_text(text.replace(SUBJECTS[0], subject), "utf-8")
        folders = {"plan": plan, "templates": ROOT / "templates", "output": found.output}
        given = (word for name, path in folders.items() for word in (f"--{name}", str(path)))
        found.commands.append(["build", *given])
        assert main(found.commands[-1]) == 0
        found.good.append(content(found.output))
    capsys.readouterr()
    assert found.good[0] != found.good[1]
    assert found.good[0].keys() >= {MARKER, "ke-hoach.docx", "site/index.html"}
    return found


def in_child(work: Callable[[], object], said: Path) -> int:
    """Start `work` in a forked process, which exits with what it returns and writes to `said`."""
    if pid := os.fork():
        return pid
    code: object = 99
    try:
        os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
        os.dup2(2, 1)
        code = work()
    finally:
        os._exit(code if isinstance(code, int) else 0)


def duration_s(work: Callable[[], object]) -> float:
    start = time.monotonic()
    os.waitpid(in_child(work, Path(os.devnull)), 0)
    return time.monotonic() - start


def test_a_build_killed_at_any_moment(place: Place) -> None:
    chance = random.Random(6011)
    works: tuple[Callable[[int], object], ...] = (
        lambda number: main(place.commands[number]),
        place.publish,
    )
    place.publish(0)
    lasts = [max(duration_s(lambda n=n, w=w: w(n)) for n in (1, 0)) for w in works]
    left, outcomes = set(), set()
    for number in range(KILLS):
        which = number % 5 != 0
        pid = in_child(lambda n=number, w=works[which]: w(n % 2), Path(os.devnull))
        time.sleep(chance.uniform(0, lasts[which]))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        assert place.whole(), number
        left.add(tuple(place.siblings()))
        heal(place.output)
        found = content(place.output)
        assert found in place.good, number
        outcomes.add(place.good.index(found))
    assert main(place.commands[0]) == 0
    assert content(place.output) == place.good[0]
    assert place.siblings() == []
    # Both came out of kills, and some kills fell while files were written.
    assert outcomes == {0, 1}
    assert ("lock", "tmp") in left


def test_a_build_told_to_stop_tidies_up(tmp_path: Path) -> None:
    """Whoever is impatient tells it again and again; also the processes, as a terminal does."""
    output, lock = tmp_path / "output", tmp_path / ".output.plandoc-lock"
    command = [sys.executable, ROOT / "build.py", "--plan", ROOT / "plan", "--output", output]
    for _ in range(20):
        build = subprocess.Popen(
            [*command, "--templates", ROOT / "templates"],
            cwd=tmp_path, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        while not lock.exists() and build.poll() is None:
            time.sleep(0.001)
        for told in (signal.SIGINT, signal.SIGTERM, signal.SIGINT):
            with suppress(ProcessLookupError):
                os.killpg(build.pid, told)
            time.sleep(0.01)
        said = build.communicate(timeout=60)[1].decode()
        if build.returncode:
            break
        shutil.rmtree(output)  # it was done before it was told
    assert build.returncode == 2
    assert said == "\nlỗi: đã dừng theo yêu cầu\n"
    assert list(tmp_path.iterdir()) == []


def test_a_build_that_is_to_outlive_its_terminal_does(tmp_path: Path) -> None:
    output, lock = tmp_path / "output", tmp_path / ".output.plandoc-lock"
    command = [sys.executable, ROOT / "build.py", "--plan", ROOT / "plan", "--output", output]
    build = subprocess.Popen(
        ["nohup", *command, "--templates", ROOT / "templates"],
        cwd=tmp_path, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while not lock.exists() and build.poll() is None:
        time.sleep(0.001)
    while build.poll() is None:
        os.killpg(build.pid, signal.SIGHUP)
        time.sleep(0.02)
    assert build.returncode == 0
    assert (output / MARKER).is_file()


def test_builds_at_once_take_turns(place: Place, tmp_path: Path) -> None:
    def build(command: list[str]) -> int:
        return max(main(command) for _ in range(3))

    said = tmp_path / "said"
    children = [
        in_child(lambda command=command: build(command), said) for command in place.commands * 2
    ]
    codes = {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children}
    complaints = [line for line in said.read_text("utf-8").splitlines() if "lỗi" in line]
    assert codes == {0} | ({2} if complaints else set())
    assert all("một lần dựng khác đang ghi vào" in line for line in complaints)
    assert content(place.output) in place.good
    assert place.siblings() == []
