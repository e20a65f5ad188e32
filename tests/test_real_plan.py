"""The plan in this repository: whole, sound, and word for word its source."""

import re
from pathlib import Path

import pytest

from plandoc.checks import RULES, run_checks
from plandoc.model.numbering import Clause, outline
from plandoc.model.plan import Group, Item, ItemSection, Plan, TaskSection
from plandoc.model.printed import plain, printed
from plandoc.model.prose import Note, Words
from plandoc.reading.reader import Reading, read_plan
from tests.source_text import CORRECTIONS, SourceNote, expected_notes, expected_paragraphs

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_plan(ROOT / "plan")


@pytest.fixture(scope="module")
def plan(reading: Reading) -> Plan:
    assert reading.plan is not None
    return reading.plan


# -- Its shape


def test_it_is_read_without_a_word(reading: Reading) -> None:
    assert reading.diagnostics == []


def test_the_other_checks_find_what_is_true_and_nothing_else(reading: Reading, plan: Plan) -> None:
    """Every finding with the reason why it is one; the source's README has the evidence."""
    checked = (d for d in run_checks(plan, reading) if d.code[:2] not in ("P4", "P6"))
    found = [(d.code, d.span.path, d.span.line) for d in checked]
    # No task names an indicator, and the plan names no agency for any: a note at the first.
    first = reading.span(("indicator", "grdp-growth", "id"))
    expected = [("P211", first.path, first.line)]
    # III.1.b, III.1.c and III.3.b never say "chủ trì".
    for assignment in ("the-che-stttt", "the-che-sct", "nhan-luc-sldtbxh"):
        text = next(a.lead_in for a in plan.assignments if a.id == assignment)
        start = text.index("phối hợp")
        span = reading.span(("clause", assignment, "lead_in"), (start, start + 8))
        expected.append(("P202", span.path, span.line))
    assert sorted(found) == sorted(expected)


# All that the rules on targets and on wording find, and why it is true. The source's README lists
# most of it among what may stand in the original; what it lists besides is no rule's business.
WORDING = [
    # “tỷ trọng” everywhere else.
    ("P603", "co-cau-lai-kinh-te", "tỉ trọng"),
    # Six spans of years with spaces, six without, and the same Kế hoạch 2021 - 2025 both ways.
    ("P603", "boi-canh-chi-tieu", "2021-2025"),
    # An en dash once; a hyphen wherever else these names stand.
    ("P603", "tai-co-cau-doanh-nghiep", "khoa học – công nghệ"),
    ("P603", "nhan-luc-sldtbxh", "Lao động – Thương binh"),
    # Annex II of the decree: the people, the city by its full name (twice), the new year, and the
    # kind of this very document.
    ("P604", "binh-on-thi-truong", "nhân dân"),
    ("P604", "tuyen-duong-trong-diem", "thành phố Hồ Chí Minh"),
    ("P604", "binh-on-thi-truong", "Tết Nguyên đán"),
    ("P604", "bo-tri-kinh-phi", "kế hoạch"),
    # Both are cited in full in the first basis; from then on the number is enough.
    ("P606", "boi-canh-chi-tieu", " ngày 17/3/2023"),
    ("P606", "tinh-than-nghi-quyet", ", ngày 17/11/2022"),
]


def test_the_rules_on_targets_and_wording_find_what_is_odd_and_nothing_else(plan: Plan) -> None:
    texts = {clause.id: clause.text for clause in outline(plan)}
    found = []
    for rule in RULES:
        if rule.CODE[:2] in ("P4", "P6"):
            for finding in rule.check(plan):
                clause = finding.path[1]
                found.append((rule.CODE, clause, texts[clause][slice(*finding.within)]))
    assert sorted(found) == sorted(WORDING)


def test_it_has_as_many_parts_as_its_source(plan: Plan) -> None:
    purposes, objectives, tasks, implementation = plan.sections
    assert isinstance(purposes, ItemSection)
    assert isinstance(objectives, ItemSection)
    assert isinstance(tasks, TaskSection)
    assert isinstance(implementation, ItemSection)
    assert [len(item.items) for item in purposes.items] == [3, 1]
    assert [len(item.items) for item in objectives.items] == [5, 3, 0]
    assert [len(item.items) for item in objectives.items[1].items] == [0, 6, 6]
    assert len(implementation.items) == 4
    assert len(tasks.groups) == 7
    assert [len(group.assignments) for group in tasks.groups] == [3, 4, 4, 4, 2, 2, 3]
    assert len(plan.assignments) == 22
    assert len({lead for assignment in plan.assignments for lead in assignment.lead}) == 13
    every_task = [(a.layout, task) for a in plan.assignments for task in a.tasks]
    assert len(every_task) == 44
    layouts = [layout for layout, _ in every_task]
    assert {layout: layouts.count(layout) for layout in set(layouts)} == {
        "dash": 40,
        "inline": 3,
        "paragraph": 1,
    }


def test_nothing_is_copied_into_a_field_that_the_plan_leaves_open(plan: Plan) -> None:
    for assignment in plan.assignments:
        for task in assignment.tasks:
            assert (task.deliverable, task.due, task.funding, task.indicators) == ("", "", "", ())


# The table of targets in the source's README.
MEASURES = {
    "grdp-growth": "average",
    "grdp-per-capita": "level",
    "grdp-per-capita-usd": "level",
    "grdp-structure": "shares",
    "digital-economy-share": "level",
    "tfp-contribution": "average",
    "iip-growth": "average",
    "retail-growth": "average",
    "export-growth": "average",
    "import-growth": "average",
    "agricultural-labour": "level",
    "trained-labour": "level",
    "digital-skills": "level",
    "urbanisation": "level",
    "electricity": "level",
    "fdi": "total",
    "industrial-land-growth": "change",
    "industrial-land-hectares": "change",
    "relocated-enterprises": "share",
}
SECOND_PHASE_ONLY = {
    "grdp-per-capita-usd",
    "tfp-contribution",
    "industrial-land-growth",
    "industrial-land-hectares",
    "relocated-enterprises",
}


def test_its_nineteen_indicators(plan: Plan) -> None:
    assert {indicator.id: indicator.measure for indicator in plan.indicators} == MEASURES
    for indicator in plan.indicators:
        phases = plan.head.phases[1:] if indicator.id in SECOND_PHASE_ONLY else plan.head.phases
        assert tuple(indicator.targets) == phases
    assert len(MEASURES) - len(SECOND_PHASE_ONLY) == 14


def test_every_target_stands_in_the_sentence_of_its_phase(plan: Plan) -> None:
    sentences = dict.fromkeys(plan.head.phases, "")
    for clause in outline(plan):
        if clause.phase:
            sentences[clause.phase] += plain(plan, clause.text, clause.phase)
    for indicator in plan.indicators:
        for phase, target in indicator.targets.items():
            assert target.text in sentences[phase]


def test_its_six_numbered_documents(plan: Plan) -> None:
    dates = {r.number: f"{r.date:%d/%m/%Y}" for r in plan.references if r.number and r.date}
    assert dates == {
        "111-CTr/TU": "17/03/2023",
        "29-NQ/TW": "17/11/2022",
        "404/TB-UBND": "14/11/2023",
        "24-NQ/TW": "07/10/2022",
        "2902/QĐ-UBND": "20/12/2021",
        "6613/KH-UBND": "22/12/2021",
    }


# -- Its words


def test_its_paragraphs_are_the_source_s_word_for_word(plan: Plan) -> None:
    for found, expected in zip(paragraphs(plan), expected_paragraphs(), strict=True):
        assert found == expected


def test_its_footnotes_are_the_source_s_and_stand_where_their_marks_are(plan: Plan) -> None:
    assert notes(plan) == expected_notes()
    assert len(expected_notes()) == 2


def test_every_correction_of_the_source_is_needed(plan: Plan) -> None:
    text = "\n".join(paragraphs(plan))
    for correction in CORRECTIONS:
        assert correction.found not in text
        assert correction.right.rstrip("\n") in text


def test_no_word_of_the_source_is_left_out_of_the_comparison() -> None:
    """The list is built with few rules; this counts words without any of them."""
    fixture = (ROOT / "tests" / "fixtures" / "ke-hoach-6011.txt").read_text(encoding="utf-8")
    printed_words = " ".join(expected_paragraphs() + [note.text for note in expected_notes()])
    assert len(re.findall(r"\w+", printed_words)) == len(re.findall(r"[^\W¹²]+", fixture))


def paragraphs(plan: Plan) -> list[str]:
    """The whole plan as printed, a string for each paragraph, without footnotes."""
    head, signature = plan.head, plan.head.signature
    assert head.enacting
    assert head.enacting.layout == "run-in"
    found = [head.kind.upper(), plain(plan, head.subject)]
    for clause in outline(plan):
        words = with_label(clause, plain(plan, clause.text, clause.phase))
        if clause.layout == "inline":
            found[-1] = f"{found[-1]} {words}"
        elif clause.id == head.bases[-1].id:
            found.append(f"{words} {head.enacting.text}")
        else:
            found.append(words)
    found += ["Nơi nhận:", *(f"- {recipient}" for recipient in head.recipients)]
    return [*found, signature.authority, signature.title, signature.name]


def with_label(clause: Clause, text: str) -> str:
    title = clause.title.upper() if clause.kind == "section" else clause.title
    return " ".join(filter(None, (clause.label, title, text)))


def notes(plan: Plan) -> list[SourceNote]:
    found = []
    for clause in outline(plan):
        before = f"{clause.label} ".lstrip()
        for piece in printed(plan, clause.text, clause.phase):
            if isinstance(piece, Note):
                words = "".join(p.text for p in piece.pieces if isinstance(p, Words))
                found.append(SourceNote(before, words))
            else:
                before += piece.text
    return found


def test_titles_and_lead_ins_hold_no_footnote(plan: Plan) -> None:
    """Else `notes` would have to look there."""
    for clause in outline(plan):
        if isinstance(clause.node, Item | Group | ItemSection | TaskSection):
            assert "^[" not in clause.title
