"""The product does not become slower unseen: ratios of processor time and memory in one run.

Seconds would tell of the machine. Processor time of the same work still varies on a busy machine
(what others do to its caches), but that only ever adds: so each job's least of several rounds is
compared, the rounds go in turn, and while a limit is passed there are more of them. What fails is
slow in its best of ten.
"""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from bench.jobs import IMPORTS
from bench.plans import Size, write_plan
from bench.processes import Cost, run

ROOT = Path(__file__).parent.parent
ROUNDS, AT_MOST = 3, 10
SECONDS = 300  # for one process: past it something hangs


class Guard(NamedTuple):
    """A `job` may cost at most `limit` times what `to` costs; `measured` is what it was when the
    limit was set. Between both lies what a busy machine adds."""

    words: str
    job: str
    to: str
    measured: float
    limit: float


# Limits are `measured` × 1.3. After the product has become faster, measure and set both anew:
# `pytest -rP tests/test_speed.py` prints what it found. The aims stand in bench/results.py.
# Four times the tasks cost less than four times as much, for the start is shared. With six others
# wanting the two cores, drawing anew from thirty runs of each failed 6 times in 200,000.
GUARDS = (
    Guard("full build of the real plan against the imports", "build", "imports", 4.7, 6.1),
    Guard("check of the real plan against the imports", "check", "imports", 1.33, 1.75),
    Guard("full build of 800 tasks against 200", "build 800", "build 200", 3.3, 4.3),
)
MEMORY_800 = 150_000_000  # bytes; the full build of 800 tasks needed 117 million


class Jobs:
    """Runs jobs in a folder of its own and keeps the least that each has cost."""

    def __init__(self, work: Path) -> None:
        self.work = work
        for tasks in (200, 800):
            write_plan(work / f"plan-{tasks}", Size(tasks, tasks // 5))
        self.least: dict[str, Cost] = {}
        product = [sys.executable, str(ROOT / "build.py")]
        real = ["--plan", str(ROOT / "plan")]
        self.commands: dict[str, Callable[[], list[str]]] = {
            "imports": lambda: [sys.executable, "-c", IMPORTS],
            "check": lambda: [*product, "check", *real],
            "build": lambda: [*product, "build", *real, *self._output()],
            "build 200": lambda: [*product, "build", *self._generated(200), *self._output()],
            "build 800": lambda: [*product, "build", *self._generated(800), *self._output()],
        }

    def _output(self) -> list[str]:
        output = self.work / "output"
        shutil.rmtree(output, ignore_errors=True)
        return ["--output", str(output), "--templates", str(ROOT / "templates")]

    def _generated(self, tasks: int) -> list[str]:
        return ["--plan", str(self.work / f"plan-{tasks}")]

    def once(self, name: str) -> None:
        environment = {"PLANDOC_CACHE": str(self.work / "cache"), "PYTHONHASHSEED": "0"}
        cost = run(self.commands[name](), self.work, environment, SECONDS)
        best = self.least.get(name, cost)
        self.least[name] = Cost(*(min(pair) for pair in zip(best, cost, strict=True)))

    def ratio(self, guard: Guard) -> float:
        """By the least of as many rounds as it takes to be within the limit, ten at most."""
        found = float("inf")
        for done in range(AT_MOST):
            for name in (guard.job, guard.to):
                self.once(name)
            found = self.least[guard.job].cpu / self.least[guard.to].cpu
            if done + 1 >= ROUNDS and found <= guard.limit:
                break
        print(f"{guard.words}: × {found:.2f}, at most × {guard.limit}")
        return found


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> Jobs:
    found = Jobs(tmp_path_factory.mktemp("speed"))
    found.once("build")  # the reviews of the plan's history are made once and kept
    found.least.clear()
    return found


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.words)
def test_the_product_is_no_slower(jobs: Jobs, guard: Guard) -> None:
    assert jobs.ratio(guard) <= guard.limit


def test_a_large_build_needs_no_more_memory(jobs: Jobs) -> None:
    if "build 800" not in jobs.least:
        jobs.once("build 800")
    print(f"peak memory of 800 tasks: {jobs.least['build 800'].memory / 1e6:.0f} MB")
    assert jobs.least["build 800"].memory <= MEMORY_800


def test_a_guard_would_notice() -> None:
    """The limits leave room for a busy machine, not for half as much again."""
    for guard in GUARDS:
        assert guard.measured <= guard.limit <= 1.5 * guard.measured
