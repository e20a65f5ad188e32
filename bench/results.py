"""What was measured, against what was aimed at, as a table for docs/performance.md."""

import datetime
import math
import os
import platform
import statistics
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, NamedTuple

from bench.processes import Cost

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- make bench: begin -->", "<!-- make bench: end -->"
SIZES = {
    "plan": "the real plan",
    "real": "44 tasks × 22",
    "1000": "1,000 × 200",
    "10000": "10,000 × 1,000",
}
PACKAGES = ("click", "jinja2", "markdown-it-py", "msgspec", "python-docx", "ruamel.yaml")
PEERS = "docxtpl + mkdocs-material"
MB = 1_000_000
BUSY = 0.5  # processes that want a core before we begin
Field = Literal["wall", "cpu"]


class Results:
    """Every cost by size and job; `absent` are the peers that could not be run, and why."""

    def __init__(self) -> None:
        self.costs: dict[tuple[str, str], list[Cost]] = {}
        self.stopped: dict[tuple[str, str], float] = {}
        self.absent: list[str] = []
        self.versions: list[str] = []
        self.load = os.getloadavg()[0]

    def add(self, size: str, name: str, cost: Cost) -> None:
        """One more run of a job."""
        self.costs.setdefault((size, name), []).append(cost)

    def too_slow(self, size: str, name: str, limit: float) -> None:
        """A job that was stopped after `limit` seconds."""
        self.stopped[size, name] = limit

    def median(self, size: str, name: str, field: Field = "wall") -> float:
        """The median seconds of a job, by the clock or of the processor; not a number when it was
        not run."""
        found = self.costs.get((size, name))
        return statistics.median(getattr(cost, field) for cost in found) if found else math.nan

    def memory(self, size: str, name: str) -> float:
        """The largest peak, in bytes."""
        found = self.costs.get((size, name))
        return max(cost.memory for cost in found) if found else math.nan

    def ratio(self, size: str, name: str, to: str, field: Field = "wall") -> float:
        """How many times as long a job takes as another of the same size: the median of the rounds'
        own ratios, for a machine may change its pace from round to round."""
        both = zip(self.costs.get((size, name), ()), self.costs.get((size, to), ()), strict=False)
        ratios = [getattr(one, field) / getattr(other, field) for one, other in both]
        return statistics.median(ratios) if ratios else math.nan

    def exponent(self, name: str, field: Field = "wall") -> float:
        """Time grows as tasks to this power, from 1,000 to 10,000."""
        return math.log10(self.median("10000", name, field) / self.median("1000", name, field))

    def missed(self) -> list[str]:
        """The targets that were measured and not met."""
        return [aim.words for aim in TARGETS if aim.met(self) is False]

    def as_data(self) -> dict[str, Any]:
        """Every measurement, for other programs."""
        runs = {
            f"{size} {name}": [cost._asdict() for cost in found]
            for (size, name), found in self.costs.items()
        }
        aims = {aim.words: [aim.value(self), aim.met(self)] for aim in TARGETS}
        return {"machine": machine(), "runs": runs, "targets": aims, "absent": self.absent}


class Target(NamedTuple):
    """An aim: the `measure` of a `job` at a size is to be at most `limit`, or with `least` at least
    that; a ratio is to the job `to`."""

    words: str
    limit: float
    measure: Literal["ratio", "exponent", "memory", "seconds"]
    size: str
    job: str
    to: str = ""
    least: bool = False

    def value(self, results: Results, field: Field = "wall") -> float:
        """What was measured, in the unit of `UNITS`; not a number when it was not run."""
        if self.measure == "ratio":
            return results.ratio(self.size, self.job, self.to, field)
        if self.measure == "exponent":
            return results.exponent(self.job, field)
        if self.measure == "memory":
            return results.memory(self.size, self.job) / MB
        return results.median(self.size, self.job, field)

    def met(self, results: Results) -> bool | None:
        """Whether it is; None when it was not measured."""
        value = self.value(results)
        if math.isnan(value):
            return None
        return value >= self.limit if self.least else value <= self.limit


UNITS = {"ratio": "× {}", "exponent": "{}", "memory": "{} MB", "seconds": "{} s"}
_BUILD = "full build against"
TARGETS = (
    Target(f"{_BUILD} the floor, 1,000 tasks", 3, "ratio", "1000", "build", "floor"),
    Target(f"{_BUILD} the floor, 10,000 tasks", 3, "ratio", "10000", "build", "floor"),
    Target(f"{PEERS} against our build, 1,000 tasks", 10, "ratio", "1000", PEERS, "build", True),
    Target(f"{PEERS} against our build, real size", 4, "ratio", "real", PEERS, "build", True),
    Target("growth of the full build, 1,000 to 10,000 tasks", 1.1, "exponent", "10000", "build"),
    Target("peak memory of the full build, 10,000 tasks", 400, "memory", "10000", "build"),
    Target("real plan: full build against the imports", 3, "ratio", "plan", "build", "imports"),
    Target("real plan: check against the imports", 1, "ratio", "plan", "check", "imports"),
    Target("diff of 10,000 tasks, 1,000 changed", 5, "seconds", "10000", "diff"),
    Target("unchanged rebuild against the build", 0.1, "ratio", "1000", "unchanged", "build"),
    Target("one changed clause against the build", 0.6, "ratio", "1000", "one changed", "build"),
)


def machine() -> str:
    """What it ran on, without its name."""
    python = f"Python {platform.python_version()}"
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {python}, {system}"


def markdown(results: Results) -> str:
    """Both tables, and what they were made with."""
    today = datetime.date.today().isoformat()
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    peers = "; ".join(results.versions)
    lines = [
        f"Measured {today}, {machine()}; {packages}{f'; peers: {peers}' if peers else ''}.",
        "",
    ]
    if results.load > BUSY:
        busy = f"others kept the machine busy (load {results.load:.1f}): go by processor time"
        lines += [f"**At the start {busy}.**", ""]
    lines += [f"**Not measured: {reason}**" + "\n" for reason in results.absent]
    return "\n".join([*lines, *_aims(results), "", *_times(results)])


def _aims(results: Results) -> list[str]:
    lines = [
        "| target | aimed at | measured | | by processor time |",
        "| --- | ---: | ---: | --- | ---: |",
    ]
    for aim in TARGETS:
        value, cpu, met = aim.value(results), aim.value(results, "cpu"), aim.met(results)
        said = {True: "met", False: "**not met**", None: "not measured"}[met]
        limit = f"{'≥' if aim.least else '≤'} {_amount(aim.limit, aim.measure)}"
        shown = "–" if met is None else _amount(value, aim.measure)
        also = "" if met is None or aim.measure == "memory" else _amount(cpu, aim.measure)
        lines.append(f"| {aim.words} | {limit} | {shown} | {said} | {also} |")
    return lines


def _amount(value: float, measure: str) -> str:
    return UNITS[measure].format(f"{value:.0f}" if value >= 100 else f"{value:.3g}")


def _times(results: Results) -> list[str]:
    lines = [
        "| plan | job | time, s | processor, s | memory, MB | against the floor | runs |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for size, shown in SIZES.items():
        names = [name for found, name in results.costs if found == size]
        names.sort(key=lambda name: results.median(size, name))
        for name in names:
            ratio = results.ratio(size, name, "floor")
            against = "" if math.isnan(ratio) else f"× {ratio:.3g}"
            times = (results.median(size, name), results.median(size, name, "cpu"))
            cells = (*(f"{time:.3f}" for time in times), f"{results.memory(size, name) / MB:.0f}")
            runs = len(results.costs[size, name])
            lines.append(f"| {shown} | {name} | {' | '.join(cells)} | {against} | {runs} |")
        for (where, name), limit in results.stopped.items():
            if where == size:
                lines.append(f"| {shown} | {name} | stopped after {limit:.0f} | | | | |")
    return lines


def write_page(results: Results) -> None:
    """Put the tables between the marks of docs/performance.md; the rest is written by hand."""
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{markdown(results)}\n{END}{after}", "utf-8")
