"""`make bench`: everything timed in turn, in one run, and told against the targets.

Each round runs every job once, so that what the machine does meanwhile falls on all alike; medians
of the rounds, and ratios of medians. What is not timed: writing the plans, emptying the output.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import jobs, peers
from bench.jobs import Job
from bench.processes import Cost, TooSlow, run
from bench.results import Results, markdown, write_page

ROUNDS = {"plan": 9, "real": 7, "1000": 5, "10000": 3}
QUICK_ROUNDS = {"plan": 5, "real": 3, "1000": 3, "10000": 1}
LIMIT = 240.0  # seconds for one process
SLOW = 20.0  # seconds: what takes longer is run once


def main() -> int:
    """Time what the command line asks for; 1 when a target is missed and `--strict` is given."""
    given = _arguments()
    sizes = given.sizes.split(",")
    results = Results()
    with tempfile.TemporaryDirectory(prefix="plandoc-bench-", dir=given.work) as folder:
        work = Path(folder)
        print("writing the plans …", file=sys.stderr)
        jobs.prepare(work, sizes)
        others = [] if given.no_peers else peers.found()
        results.absent = ["the peers (--no-peers)"] if given.no_peers else peers.absent()
        results.versions = [] if given.no_peers else peers.versions()
        for size in ["plan", *sizes]:
            rounds = given.runs or (QUICK_ROUNDS if given.quick else ROUNDS)[size]
            _time(_jobs(work, size, others, given.quick), rounds, work, results)
    if given.json:
        given.json.write_text(json.dumps(results.as_data(), indent=2) + "\n", "utf-8")
    print(markdown(results))
    if given.write:
        write_page(results)
    return 1 if given.strict and results.missed() else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=main.__doc__)
    parser.add_argument("--sizes", default="real,1000,10000", help="plans, separated by commas")
    parser.add_argument("--runs", type=int, help="rounds, instead of each size's own number")
    parser.add_argument("--quick", action="store_true", help="fewer rounds; no peers past 1,000")
    parser.add_argument("--no-peers", action="store_true", help="ours and the floor only")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measurement there")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a target is missed")
    parser.add_argument("--work", type=Path, help="where to put plans and outputs")
    return parser.parse_args()


def _jobs(work: Path, size: str, others: list[peers.Peer], quick: bool) -> list[Job]:
    """What is timed at a size, in this order in each round."""
    if size == "plan":
        return [jobs.imports(), jobs.build(work, size), jobs.check(work, size)]
    found = [jobs.floor(work, size), jobs.build(work, size), jobs.check(work, size)]
    if size == "1000":
        found += [jobs.unchanged(work), jobs.one_changed(work)]
    if size == "10000":
        found.append(jobs.diff(work))
    if not (quick and size == "10000"):
        found += [peer.job(work, size) for peer in others if size in peer.sizes]
    return found


def _time(found: Sequence[Job], rounds: int, work: Path, results: Results) -> None:
    """Round by round; the first round of a short job is thrown away (cold disk, byte code)."""
    left = {job.name: rounds for job in found}
    for turn in range(rounds + 1):
        for job in found:
            if not left[job.name]:
                continue
            print(f"{job.size} {job.name} {turn}", file=sys.stderr)
            try:
                cost = _once(job, work)
            except TooSlow:
                results.too_slow(job.size, job.name, LIMIT)
                left[job.name] = 0
                continue
            slow = cost.wall > SLOW
            if turn or slow:
                results.add(job.size, job.name, cost)
                left[job.name] = 0 if slow else left[job.name] - 1


def _once(job: Job, work: Path) -> Cost:
    """All commands of a job, one after the other."""
    job.before()
    environment = {
        "PYTHONPATH": str(jobs.ROOT),
        "PLANDOC_CACHE": str(work / "cache"),
        "PYTHONHASHSEED": "0",
    }
    whole = Cost(0, 0, 0)
    for command in job.commands:
        whole = whole.then(run(command, work, environment, LIMIT))
    return whole


if __name__ == "__main__":
    sys.exit(main())
