"""The product does not become slower unseen: ratios of processor time and memory in one run.

Seconds would tell of the machine. Even processor time of the same work doubles on a busy machine,
for half a minute or for a moment, but then for all that runs just then: so two jobs are run one
after the other, and the median of their ratios is what counts. While it passes the limit there are
more rounds.
"""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
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
# Four times the tasks cost less than four times as much, for the start is shared. Drawn anew from
# thirty runs of each beside six others on two cores, and with a machine that changes its pace up to
# threefold after every tenth process, at most 1 run in 50,000 failed without cause.
GUARDS = (
    Guard("full build of the real plan against the imports", "build", "imports", 4.75, 6.2),
    Guard("check of the real plan against the imports", "check", "imports", 1.0, 1.4),
    Guard("full build of 800 tasks against 200", "build 800", "build 200", 2.75, 3.6),
)
MEMORY_800 = 150_000_000  # bytes; the full build of 800 tasks needed 115 million


class Jobs:
    """Runs jobs in a folder of its own."""

    def __init__(self, work: Path) -> None:
        self.work = work
        for tasks in (200, 800):
            write_plan(work / f"plan-{tasks}", Size(tasks, tasks // 5))
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

    def once(self, name: str) -> Cost:
        environment = {"PLANDOC_CACHE": str(self.work / "cache"), "PYTHONHASHSEED": "0"}
        return run(self.commands[name](), self.work, environment, SECONDS)

    def ratio(self, guard: Guard) -> float:
        """The median of as many rounds as it takes to be within the limit, ten at most."""
        found: list[float] = []
        while len(found) < AT_MOST:
            found.append(self.once(guard.job).cpu / self.once(guard.to).cpu)
            if len(found) >= ROUNDS and median(found) <= guard.limit:
                break
        print(f"{guard.words}: × {median(found):.2f}, at most × {guard.limit}")
        return median(found)


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> Jobs:
    found = Jobs(tmp_path_factory.mktemp("speed"))
    found.once("build")  # the reviews of the plan's history are made once and kept
    return found


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.words)
def test_the_product_is_no_slower(jobs: Jobs, guard: Guard) -> None:
    assert jobs.ratio(guard) <= guard.limit


def test_a_large_build_needs_no_more_memory(jobs: Jobs) -> None:
    needed = jobs.once("build 800").memory
    print(f"peak memory of 800 tasks: {needed / 1e6:.0f} MB")
    assert needed <= MEMORY_800


def test_a_guard_would_notice() -> None:
    """The limits leave room for a busy machine, not for half as much again."""
    for guard in GUARDS:
        assert guard.measured <= guard.limit <= 1.5 * guard.measured
