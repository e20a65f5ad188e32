"""`make bench`: everything timed in turn, in one run, and told against the targets.

Each round runs every job once, so that what the machine does meanwhile falls on all alike; medians
of the rounds, of times and of each round's ratios. What is not timed: writing the plans, emptying
the output.
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
QUICK_ROUNDS = {"plan": 5, "real": 3, "1000": 2, "10000": 1}
WARMED_UP = ("plan", "real")  # what is over in a blink: the first round is thrown away
LIMIT = 240.0  # seconds for one process
SLOW = 30.0  # seconds: what takes longer is run once


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
    parser.add_argument(
        "--quick", action="store_true", help="fewer rounds, peers on smaller plans only"
    )
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
    found = [jobs.floor(work, size), jobs.build(work, size)]
    if size == "1000":
        found += [jobs.one_changed(work), jobs.unchanged(work)]
    ran = ((peer, peer.sizes[:-1] if quick else peer.sizes) for peer in others)
    found += [peer.job(work, size) for peer, sizes in ran if size in sizes]
    found.append(jobs.check(work, size))
    return [*found, jobs.diff(work)] if size == "10000" else found


def _time(found: Sequence[Job], rounds: int, work: Path, results: Results) -> None:
    """Round by round. A job that takes long is done once."""
    warmed_up = found[0].size in WARMED_UP
    over: set[str] = set()
    for turn in range(0 if warmed_up else 1, rounds + 1):
        for job in found:
            if job.name in over:
                continue
            print(f"{job.size} {job.name} {turn}/{rounds}", file=sys.stderr)
            try:
                cost = _once(job, work)
            except TooSlow:
                results.too_slow(job.size, job.name, LIMIT)
                over.add(job.name)
                continue
            if turn:
                results.add(job.size, job.name, cost)
            if cost.wall > SLOW:
                over.add(job.name)


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
