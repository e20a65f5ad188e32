"""The rules on wording over the source as it was transcribed: they find the damage, and only it.

Each paragraph of the fixture is an item of a plan of its own, without its label.
"""

import json
import re
from types import ModuleType

import pytest

from plandoc.checks import (
    p601_misread_letters,
    p608_spacing,
    p609_end_of_document,
    p611_cut_paragraph,
)
from plandoc.model.plan import Plan
from plandoc.reading.reader import read_files
from tests.cases import changed
from tests.source_text import CORRECTIONS, FIXTURE, corrected_source

_LABEL = re.compile(r"(?:[IVX]+\.|[\d.]+\.|[a-zđ]\)|-|[¹²]) ")


def plan_of(text: str) -> Plan:
    """The paragraphs of the body, its last one the end of the document, and the recipients."""
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    end = paragraphs.index("Nơi nhận:")
    items = [
        f"  - id: p{number}\n    layout: paragraph\n    text: {json.dumps(words)}"
        for number, line in enumerate(paragraphs[:end])
        if (words := _LABEL.sub("", line, count=1))
    ]
    section = "id: nguon\nkind: text\ntitle: NGUỒN\nitems:\n" + "\n".join(items)
    recipients = [line.removeprefix("- ") for line in paragraphs[end + 1 : -3]]
    head = f"sections: [1-nguon]\nrecipients: {json.dumps(recipients)}"
    files = changed({"plan.yaml": head, "sections/1-nguon.yaml": section})
    plan = read_files(files).plan
    assert plan is not None
    return plan


def found(rule: ModuleType, text: str) -> list[str]:
    """The words that a rule points at."""
    plan = plan_of(text)
    texts = {item.id: item.text for item in plan.sections[0].items}
    words = []
    for finding in rule.check(plan):
        start, end = finding.within
        namespace, name, *_ = finding.path
        whole = texts[name] if namespace == "clause" else plan.head.recipients[finding.path[-1]]
        words.append(whole[start:end])
    return words


EXPECTED = {
    p601_misread_letters: ["Phân đầu", "Phần đầu", "phần đầu", "ĐDBQH"],
    p608_spacing: [":V"],
    p609_end_of_document: ["./"],
    p611_cut_paragraph: ["từng", "các", "có"],
}


@pytest.mark.parametrize("rule", EXPECTED, ids=[rule.CODE for rule in EXPECTED])
def test_the_damage_of_the_transcription_is_found(rule: ModuleType) -> None:
    assert found(rule, FIXTURE.read_text(encoding="utf-8")) == EXPECTED[rule]


@pytest.mark.parametrize("rule", EXPECTED, ids=[rule.CODE for rule in EXPECTED])
def test_nothing_is_found_once_it_is_mended(rule: ModuleType) -> None:
    assert found(rule, corrected_source()) == []


def test_every_misread_letter_that_was_mended_is_among_them() -> None:
    misread = [c.found for c in CORRECTIONS if c.reason == "letters misread from the scan"]
    words = EXPECTED[p601_misread_letters]
    assert len(misread) == len(words)
    assert all(any(word in place for place in misread) for word in words)
