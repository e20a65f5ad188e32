"""The benchmark measures what it says it does: valid plans, a floor that writes the same words."""

import math
import subprocess
import sys
from pathlib import Path

import pytest

from bench.plans import SIZES, Size, write_plan
from bench.processes import Cost, Failed, TooSlow, run
from bench.results import BEGIN, END, PAGE, TARGETS, Results, markdown
from bench.same_words import compared
from plandoc.checks import read_and_check
from plandoc.model.numbering import outline

REPOSITORY = Path(__file__).parent.parent
SMALL = Size(tasks=60, agencies=40)


def texts(folder: Path) -> dict[str, str]:
    reading, _ = read_and_check(folder)
    assert reading.plan is not None
    return {clause.id: clause.text for clause in outline(reading.plan) if clause.kind == "task"}


@pytest.mark.parametrize("size", [SIZES["real"], SMALL, SIZES["1000"]])
def test_a_generated_plan_has_no_fault_and_the_size_asked_for(tmp_path: Path, size: Size) -> None:
    write_plan(tmp_path / "plan", size)
    reading, diagnostics = read_and_check(tmp_path / "plan")
    assert [found.message for found in diagnostics] == []
    assert reading.plan is not None
    leads = {lead for assignment in reading.plan.assignments for lead in assignment.lead}
    assert len(leads) <= size.agencies
    assert len([agency for agency in reading.plan.agencies if agency.superior]) == size.agencies
    assert len(texts(tmp_path / "plan")) == size.tasks


def test_tasks_are_as_long_as_the_real_plan_s(tmp_path: Path) -> None:
    write_plan(tmp_path / "plan", SIZES["1000"])
    lengths = [
        [len(text) for text in texts(folder).values()]
        for folder in (tmp_path / "plan", REPOSITORY / "plan")
    ]
    generated, real = (sum(found) / len(found) for found in lengths)
    assert generated == pytest.approx(real, rel=0.15)


def test_the_same_seed_gives_the_same_plan_and_changes_only_what_was_asked(tmp_path: Path) -> None:
    write_plan(tmp_path / "one", SMALL)
    write_plan(tmp_path / "two", SMALL)
    write_plan(tmp_path / "changed", SMALL, changes=10)
    assert _files(tmp_path / "one") == _files(tmp_path / "two")
    old, new = texts(tmp_path / "one"), texts(tmp_path / "changed")
    assert len(old.keys() - new.keys()) == len(new.keys() - old.keys()) == 1
    assert sum(old[task] != new[task] for task in old.keys() & new.keys()) == 9


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_the_floor_writes_our_words(tmp_path: Path) -> None:
    write_plan(tmp_path / "plan", SMALL)
    options = ["--plan", tmp_path / "plan", "--output", tmp_path / "ours"]
    subprocess.run([sys.executable, "build.py", *options], cwd=REPOSITORY, check=True)
    command = [sys.executable, "-m", "bench.floor", tmp_path / "plan", tmp_path / "floor"]
    subprocess.run(command, cwd=REPOSITORY, check=True)
    shares = {found.kind: found.share for found in compared(tmp_path / "ours", tmp_path / "floor")}
    assert shares.keys() == {"ke-hoach.docx", "phu-luc.docx", "action plans", "pages", "data"}
    for kind in ("ke-hoach.docx", "phu-luc.docx", "action plans"):
        assert shares[kind] > 0.999, f"{kind}: the floor writes less than we do"
    assert shares["pages"] > 0.9
    assert shares["data"] > 0.85


def test_a_process_is_measured_with_its_children(tmp_path: Path) -> None:
    child = "x = bytearray(150_000_000); import time; time.sleep(1)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    cost = run([sys.executable, "-c", parent], tmp_path, {}, limit=30)
    assert cost.wall > 1
    assert cost.cpu < cost.wall
    assert cost.memory > 150_000_000


def test_a_process_that_fails_or_takes_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="exit 3"):
        run([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, {}, limit=30)
    with pytest.raises(TooSlow):
        run([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, {}, limit=0.5)


def test_a_target_is_met_missed_or_not_measured() -> None:
    results = Results()
    results.absent = ["a peer is not installed"]
    for size, name, wall in (
        ("1000", "floor", 1.0), ("1000", "build", 3.5), ("10000", "floor", 10.0),
        ("10000", "build", 29.0),
    ):  # fmt: skip
        results.add(size, name, Cost(wall, wall, 300_000_000))
    met = {aim.words: aim.met(results) for aim in TARGETS}
    assert met["full build against the floor, 1,000 tasks"] is False
    assert met["full build against the floor, 10,000 tasks"] is True
    assert met["growth of the full build, 1,000 to 10,000 tasks"] is True
    assert met["diff of 10,000 tasks, 1,000 changed"] is None
    assert results.missed() == ["full build against the floor, 1,000 tasks"]
    shown = markdown(results)
    assert "**Not measured: a peer is not installed**" in shown
    assert "| full build against the floor, 1,000 tasks | ≤ × 3 | × 3.5 | **not met** |" in shown


def test_a_ratio_is_the_median_of_the_rounds_own() -> None:
    results = Results()
    for pace in (1.0, 3.0, 1.5):  # the machine's, not the jobs'
        results.add("real", "build", Cost(4 * pace, 4 * pace, 1))
        results.add("real", "floor", Cost(2 * pace, 2 * pace, 1))
    results.add("real", "build", Cost(100, 100, 1))  # its round was not finished
    assert results.ratio("real", "build", "floor") == 2.0
    assert math.isnan(results.ratio("real", "build", "check"))


def test_the_median_is_of_all_runs_and_nan_of_none() -> None:
    results = Results()
    for wall in (3.0, 1.0, 2.0):
        results.add("real", "build", Cost(wall, wall, 1))
    assert results.median("real", "build") == 2.0
    assert math.isnan(results.median("real", "floor"))


def test_the_page_has_a_place_for_the_tables() -> None:
    text = PAGE.read_text("utf-8")
    assert text.count(BEGIN) == text.count(END) == 1
    assert text.index(BEGIN) < text.index(END)
