"""Whole processes: how long they take, what they burn, how much memory they hold."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

BETWEEN_LOOKS = 0.1  # seconds; reading the memory of a family of processes is not free


class Failed(Exception):
    """A process that did not end well; the message is the end of what it said."""


class TooSlow(Exception):
    """A process that was stopped at its limit."""


class Cost(NamedTuple):
    """`wall` and `cpu` in seconds; `memory` in bytes, at its peak, of a process and its children
    together."""

    wall: float
    cpu: float
    memory: int

    def then(self, other: "Cost") -> "Cost":
        """The cost of one after the other."""
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.memory, other.memory))


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str], limit: float) -> Cost:
    """Run a command in a folder to its end; stop it after `limit` seconds.

    Raises Failed or TooSlow.
    """
    log = folder / "log.txt"
    # Python keeps what it compiles, as it does for whoever uses the product.
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with log.open("wb") as out:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=inherited | dict(environment), stdout=out, stderr=out,
            stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        watch = _Watch(process.pid, limit)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.end()
    if watch.stopped:
        raise TooSlow
    if process.returncode:
        end = log.read_text("utf-8", "replace")[-2000:]
        raise Failed(f"{' '.join(command)}: exit {process.returncode}\n{end}")
    # What ends before the first look is small; the kernel's figure is never less than what held
    # the process that started it.
    peak = watch.peak or usage.ru_maxrss * 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak)


class _Watch:
    """Looks now and then at what a process and its children hold; stops them at the limit."""

    def __init__(self, pid: int, limit: float) -> None:
        self.pid, self.limit, self.peak, self.stopped = pid, limit, 0, False
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def end(self) -> None:
        self.done.set()
        self.thread.join()

    def _look(self) -> None:
        until = time.monotonic() + self.limit
        while not self.done.wait(BETWEEN_LOOKS):
            family = _family(self.pid)
            self.peak = max(self.peak, sum(map(_held, family)), *map(_most, family))
            if time.monotonic() > until:
                self.stopped = True
                with suppress(ProcessLookupError):
                    os.killpg(self.pid, signal.SIGKILL)
                return


def _family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for one in found:
        with suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
    return found


def _most(pid: int) -> int:
    """Bytes that a process held at its peak, told by the kernel."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


def _held(pid: int) -> int:
    """Bytes that a process holds, its share of what it shares (a forked child shares most)."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
