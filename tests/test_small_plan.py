"""A second plan, of another shape: nothing of the real plan is taken for granted."""

from pathlib import Path

from plandoc.checks import read_and_check
from plandoc.model.duties import responsibilities
from plandoc.model.numbering import outline

READING, FOUND = read_and_check(Path(__file__).parent / "golden" / "small" / "plan")


def test_it_is_sound() -> None:
    assert FOUND == []
    assert READING.plan is not None
    assert READING.plan.head.draft
    assert READING.plan.head.phases == READING.plan.indicators == READING.plan.references == ()


def test_its_labels() -> None:
    assert READING.plan is not None
    labels = [clause.label or clause.layout for clause in outline(READING.plan)]
    assert " ".join(labels) == (
        "basis "
        "I. 1. a) + + b) 2. 2.1. - - 2.2. 3. "  # text: letters and plusses, numbers in numbers
        "II. 1. a) - - b) inline "
        "III. 1. 2."
    )


def test_who_owes_what() -> None:
    assert READING.plan is not None
    duties = responsibilities(READING.plan)
    assert {
        agency: (len(d.leads), len(d.named), len(d.shared)) for agency, d in duties.items()
    } == {
        "phong-vhtt": (1, 0, 0),
        "phong-gddt": (1, 1, 0),  # named inside a task of the other assignment
        "phong-tckh": (0, 0, 1),
        "huyen-doan": (0, 1, 0),
        "ubnd-xa-dong-vang": (0, 0, 2),
        "ubnd-xa-bai-co": (0, 0, 2),
    }
