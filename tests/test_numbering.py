"""Numbers, letters, citations."""

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plandoc.model.numbering import LETTERS, Clause, clauses_by_id, letter, ordinal, outline, roman
from plandoc.model.plan import Plan
from plandoc.reading.reader import read_files, read_plan
from tests.cases import changed

PLAN = Path(__file__).parent.parent / "plan"


@pytest.fixture(scope="module")
def clauses() -> dict[str, Clause]:
    plan = read_plan(PLAN).plan
    assert plan is not None
    return clauses_by_id(plan)


def plan_of_items(yaml: str) -> Plan:
    """The base plan with these items in its first section."""
    reading = read_files(changed({"sections/1-muc-tieu.yaml": f"items:\n{yaml}"}))
    assert reading.plan is not None, reading.diagnostics
    return reading.plan


# -- Signs

ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def value_of_roman(signs: str) -> int:
    values = [ROMAN_VALUES[sign] for sign in signs]
    following = [*values[1:], 0]
    pairs = zip(values, following, strict=True)
    return sum(-value if value < after else value for value, after in pairs)


@given(st.integers(1, 399))
def test_roman_numbers_read_back(number: int) -> None:
    signs = roman(number)
    assert value_of_roman(signs) == number
    for sign in "IXC":
        assert sign * 4 not in signs
    for sign in "VLD":
        assert signs.count(sign) <= 1


@pytest.mark.parametrize(
    ("number", "signs"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (38, "XXXVIII"), (49, "XLIX")],
)
def test_roman_numbers(number: int, signs: str) -> None:
    assert roman(number) == signs


def test_the_letters_are_the_decree_s() -> None:
    assert "".join(LETTERS) == "abcdđeghiklmnopqrstuvxy"
    assert [letter(n) for n in range(1, 24)] == LETTERS
    assert not set(LETTERS) & set("fjwzăâêôơư")


@given(st.integers(1, 200), st.integers(1, 200))
def test_two_points_never_share_a_letter(one: int, other: int) -> None:
    assert (letter(one) == letter(other)) == (one == other)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "thứ nhất"),
        (2, "thứ hai"),
        (4, "thứ tư"),
        (5, "thứ năm"),
        (10, "thứ mười"),
        (11, "thứ 11"),
    ],
)
def test_ordinals(number: int, words: str) -> None:
    assert ordinal(number) == words


# -- The real plan


@pytest.mark.parametrize(
    ("clause", "label", "short", "citation"),
    [
        ("can-cu-ctr-111", "", "", "căn cứ thứ nhất"),
        ("muc-dich-yeu-cau", "I.", "I", "Mục I"),
        ("muc-dich", "1.", "I.1", "khoản 1 Mục I"),
        (
            "thuong-mai-dich-vu",
            "-",
            "I.1, gạch đầu dòng 2",
            "gạch đầu dòng thứ hai, khoản 1 Mục I",
        ),
        # The one paragraph of a clause is cited as the clause; beside others, as a paragraph.
        ("tinh-than-nghi-quyet", "", "I.2", "khoản 2 Mục I"),
        ("boi-canh-chi-tieu", "", "II.2, đoạn 1", "đoạn thứ nhất, khoản 2 Mục II"),
        # What stands beside the paragraph still counts from 1.
        ("giai-doan-2021-2025", "2.1.", "II.2.1", "điểm 2.1 khoản 2 Mục II"),
        (
            "di-doi-2030",
            "-",
            "II.2.2, gạch đầu dòng 6",
            "gạch đầu dòng thứ sáu, điểm 2.2 khoản 2 Mục II",
        ),
        ("tam-nhin-2045", "3.", "II.3", "khoản 3 Mục II"),
        ("the-che", "1.", "III.1", "khoản 1 Mục III"),
        ("the-che-stttt", "b)", "III.1.b", "điểm b khoản 1 Mục III"),
        (
            "quy-hoach-tinh",
            "-",
            "III.1.a, gạch đầu dòng 1",
            "gạch đầu dòng thứ nhất, điểm a khoản 1 Mục III",
        ),
        ("cong-nghiep-bql", "d)", "III.2.d", "điểm d khoản 2 Mục III"),
        # Inline, and a paragraph on its own.
        ("tieu-chi-di-doi", "", "III.1.c", "điểm c khoản 1 Mục III"),
        ("binh-on-thi-truong", "", "III.7.c", "điểm c khoản 7 Mục III"),
        ("bao-cao-hang-nam", "3.", "IV.3", "khoản 3 Mục IV"),
    ],
)
def test_the_tricky_places(
    clauses: dict[str, Clause], clause: str, label: str, short: str, citation: str
) -> None:
    found = clauses[clause]
    assert (found.label, found.short, found.citation) == (label, short, citation)


def test_phases_are_inherited(clauses: dict[str, Clause]) -> None:
    assert clauses["giai-doan-2026-2030"].phase == "2026-2030"
    assert clauses["kinh-te-2030"].phase == "2026-2030"
    assert clauses["kinh-te-2025"].phase == "2021-2025"
    assert clauses["boi-canh-chi-tieu"].phase == clauses["quy-hoach-tinh"].phase == ""


# -- Layouts in any order

LAYOUTS = ("number", "letter", "dash", "plus", "paragraph")
TREES = st.recursive(
    st.just([]),
    lambda below: st.lists(st.tuples(st.sampled_from([*LAYOUTS, ""]), below), max_size=5),
    max_leaves=25,
)
Tree = list[tuple[str, "Tree"]]


def yaml_of(tree: Tree, indent: str = "  ", path: str = "i") -> str:
    lines = []
    for number, (layout, below) in enumerate(tree):
        name = f"{path}-{number}"
        lines.append(f"{indent}- id: {name}")
        lines.append(f"{indent}  text: Đoạn.")
        if layout:
            lines.append(f"{indent}  layout: {layout}")
        if below:
            lines += [f"{indent}  items:", yaml_of(below, f"{indent}    ", name)]
    return "\n".join(lines)


@given(TREES.filter(bool))
def test_siblings_are_told_apart_and_count_without_gaps(tree: Tree) -> None:
    siblings = defaultdict(list)
    for clause in outline(plan_of_items(yaml_of(tree))):
        siblings[clause.parent].append(clause)
    for parent, children in siblings.items():
        if not parent:
            continue
        assert len({child.citation for child in children}) == len(children)
        assert len({child.short for child in children}) == len(children)
        numbered = [child for child in children if child.layout in ("number", "letter", "roman")]
        assert len({child.label for child in numbered}) == len(numbered)
        letters = [child.label for child in children if child.layout == "letter"]
        assert letters == [f"{letter(n)})" for n in range(1, len(letters) + 1)]
        numbers = [c.label.rstrip(".").split(".")[-1] for c in children if c.layout == "number"]
        assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


@given(TREES.filter(bool))
def test_a_citation_ends_with_its_section(tree: Tree) -> None:
    for clause in outline(plan_of_items(yaml_of(tree))):
        if clause.kind == "item":
            assert clause.citation.endswith("Mục I")
            assert clause.short.startswith("I")
            assert "  " not in clause.citation


def test_the_default_is_a_number_in_a_section_and_a_dash_below() -> None:
    plan = plan_of_items(yaml_of([("", [("", [("", [])])]), ("number", [("number", [])])]))
    labels = [clause.label for clause in outline(plan) if clause.kind == "item"]
    assert labels == ["1.", "-", "-", "2.", "2.1."]
