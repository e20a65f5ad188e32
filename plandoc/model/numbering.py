"""Numbers, letters and citations: computed here once, used everywhere.

The printed plan numbers sections I, II, …; items and groups 1, 2, … (one level down 2.1, 2.2, …);
points a) b) c) d) đ) e) g) … in the decree's alphabet; bullets by a dash. A citation goes from the
smallest unit up: ``gạch đầu dòng thứ hai, điểm a khoản 1 Mục III``.
"""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from plandoc.model.plan import (
    Assignment,
    Basis,
    Duty,
    Group,
    Item,
    ItemSection,
    Plan,
    Section,
    Task,
    TaskSection,
)

LETTERS = "a b c d đ e g h i k l m n o p q r s t u v x y".split()
_ORDINALS = "nhất hai ba tư năm sáu bảy tám chín mười".split()
_ROMAN = {100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}

ClauseNode = Basis | Section | Group | Item | Assignment | Task


class Clause(Struct, frozen=True):
    """A citable node in its place.

    `kind` is ``basis section group item assignment task``; `level` counts from 1 for a section;
    `layout` is how it stands on the page: ``number letter dash plus paragraph inline roman basis``;
    `label` is printed before it (``I.``, ``2.1.``, ``a)``, ``-``) and may be empty; `short` is the
    number for narrow places (``III.1.a``); `phase` is inherited.
    """

    id: str
    kind: str
    level: int
    layout: str
    label: str
    short: str
    citation: str
    parent: str
    phase: str
    title: str
    text: str
    node: ClauseNode

    @property
    def duties(self) -> tuple[Duty, ...]:
        """What an item asks of whom; empty for other clauses."""
        return self.node.duties if isinstance(self.node, Item) else ()


def roman(number: int) -> str:
    """``4`` as ``IV``; from 1."""
    digits = ""
    for value, sign in _ROMAN.items():
        while number >= value:
            digits, number = digits + sign, number - value
    return digits


def letter(number: int) -> str:
    """The letter of a point, from 1: a b c d đ e g …; past ``y`` (a check complains) ``z24``."""
    return LETTERS[number - 1] if number <= len(LETTERS) else f"z{number}"


def ordinal(number: int) -> str:
    """``thứ nhất``, ``thứ hai``, … ``thứ 11``."""
    return f"thứ {_ORDINALS[number - 1] if number <= len(_ORDINALS) else number}"


@lru_cache(maxsize=4)
def outline(plan: Plan) -> tuple[Clause, ...]:
    """Every clause of the plan in printed order: bases, then sections with all below them."""
    return tuple(_walk(plan))


@lru_cache(maxsize=4)
def clauses_by_id(plan: Plan) -> dict[str, Clause]:
    """The clauses of `outline` by id."""
    return {clause.id: clause for clause in outline(plan)}


@lru_cache(maxsize=4)
def clauses_below(plan: Plan) -> dict[str, tuple[Clause, ...]]:
    """The clauses directly below each clause of `outline`, by its id, in printed order."""
    below: dict[str, list[Clause]] = {clause.id: [] for clause in outline(plan)}
    for clause in outline(plan):
        if clause.parent:
            below[clause.parent].append(clause)
    return {parent: tuple(clauses) for parent, clauses in below.items()}


def _walk(plan: Plan) -> Iterator[Clause]:
    for number, basis in enumerate(plan.head.bases, 1):
        citation = f"căn cứ {ordinal(number)}"
        yield Clause(basis.id, "basis", 1, "basis", "", "", citation, "", "", "", basis.text, basis)
    for number, section in enumerate(plan.sections, 1):
        sign = roman(number)
        clause = Clause(
            section.id, "section", 1, "roman", f"{sign}.", sign, f"Mục {sign}", "", "",
            section.title, "", section,
        )  # fmt: skip
        yield clause
        if isinstance(section, TaskSection):
            yield from _groups(section, clause)
        elif isinstance(section, ItemSection):
            yield from _items(section.items, clause, "")


def _groups(section: TaskSection, parent: Clause) -> Iterator[Clause]:
    for number, group in enumerate(section.groups, 1):
        clause = Clause(
            group.id, "group", 2, "number", f"{number}.", f"{parent.short}.{number}",
            f"khoản {number} {parent.citation}", parent.id, "", group.title, "", group,
        )  # fmt: skip
        yield clause
        for index, assignment in enumerate(group.assignments, 1):
            yield from _assignment(assignment, clause, letter(index))


def _assignment(assignment: Assignment, parent: Clause, sign: str) -> Iterator[Clause]:
    clause = Clause(
        assignment.id, "assignment", 3, "letter", f"{sign})", f"{parent.short}.{sign}",
        f"điểm {sign} {parent.citation}", parent.id, "", "", assignment.lead_in, assignment,
    )  # fmt: skip
    yield clause
    alone = len(assignment.tasks) == 1
    for number, task in enumerate(assignment.tasks, 1):
        label, short, citation = _bullet(assignment.layout, number, clause, alone)
        yield Clause(
            task.id, "task", 4, assignment.layout, label, short, citation,
            clause.id, "", "", task.text, task,
        )  # fmt: skip


def _bullet(layout: str, number: int, parent: Clause, alone: bool) -> tuple[str, str, str]:
    """Label, short number and citation of the `number`-th dash, plus or paragraph of a clause.

    A paragraph that stands alone is cited as what holds it: nothing else could be meant.
    """
    if layout in ("inline", "paragraph") and alone:
        return "", parent.short, parent.citation
    name, label = {
        "dash": ("gạch đầu dòng", "-"),
        "plus": ("dấu cộng", "+"),
    }.get(layout, ("đoạn", ""))
    citation = f"{name} {ordinal(number)}, {parent.citation}"
    return label, f"{parent.short}, {name} {number}", citation


def _items(items: tuple[Item, ...], parent: Clause, numbers: str) -> Iterator[Clause]:
    """Items below a clause; each layout counts for itself. `numbers` is what ``2.`` adds to."""
    counts: dict[str, int] = {}
    for item in items:
        layout = item.layout or ("number" if parent.level == 1 else "dash")
        counts[layout] = number = counts.get(layout, 0) + 1
        label, short, citation, own = "", "", "", numbers
        if layout == "number":
            own = f"{numbers}{number}."
            plain = own.rstrip(".")
            label, unit = own, "điểm" if numbers else "khoản"
            short = f"{parent.short}.{number}"
            citation = f"{unit} {plain} {parent.citation}"
        elif layout == "letter":
            label, short = f"{letter(number)})", f"{parent.short}.{letter(number)}"
            citation = f"điểm {letter(number)} {parent.citation}"
        else:
            label, short, citation = _bullet(layout, number, parent, len(items) == 1)
        clause = Clause(
            item.id, "item", parent.level + 1, layout, label, short, citation,
            parent.id, item.phase or parent.phase, item.title, item.text, item,
        )  # fmt: skip
        yield clause
        yield from _items(item.items, clause, own)
