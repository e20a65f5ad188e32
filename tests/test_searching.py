"""Searching all of a plan's texts at once."""

import re

from plandoc.checks.searching import ENOUGH, few, search
from plandoc.model.plan import Plan
from plandoc.reading.reader import read_files
from tests.cases import changed


def plan_with(*items: str) -> Plan:
    lines = [f'  - {{id: p{number}, text: "{text}"}}' for number, text in enumerate(items)]
    section = "\n".join(["items:", *lines])
    plan = read_files(changed({"sections/1-muc-tieu.yaml": section})).plan
    assert plan is not None
    return plan


def test_a_hit_is_a_place_in_its_own_text() -> None:
    plan = plan_with("Cầu và cầu.", "Đường.", "Cầu.")
    hits = list(search(plan, re.compile("cầu", re.IGNORECASE)))
    assert [(hit.passage.path[1], hit.start, hit.end) for hit in hits] == [
        ("p0", 0, 3),
        ("p0", 7, 10),
        ("p2", 0, 3),
    ]
    assert [hit.text for hit in hits] == ["Cầu", "cầu", "Cầu"]


def test_nothing_is_found_across_two_texts() -> None:
    plan = plan_with("Bờ", "kè")
    assert list(search(plan, re.compile(r"Bờ\s*kè"))) == []
    assert list(search(plan, re.compile(r"Bờ\W*kè"))) != []  # they do stand side by side


def test_what_a_match_must_hold_is_asked_in_small_letters() -> None:
    plan = plan_with("CẦU.")
    assert [hit.text for hit in search(plan, "CẦU", "cầu")] == ["CẦU"]
    assert list(search(plan, "CẦU", "đường")) == []
    assert [hit.text for hit in search(plan, "CẦU", "đường", "cầu")] == ["CẦU"]


def test_of_one_text_no_more_is_told_than_anybody_reads() -> None:
    plan = plan_with("a " * (ENOUGH + 5), "a " * ENOUGH)
    found = list(few(hit.finding("a") for hit in search(plan, r"\ba\b")))
    assert [finding.path[1] for finding in found] == ["p0"] * ENOUGH + ["p1"] * ENOUGH
