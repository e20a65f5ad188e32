"""Which clause of one revision is which of the other, and which of them moved.

Clauses are matched by their permanent ids alone. What did not move is a spine in the same order on
both sides; along it every clause of both revisions has its slot.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from plandoc.changes.similar import changed_ids
from plandoc.model.numbering import Clause, clauses_by_id
from plandoc.model.plan import Plan

Op = Literal["kept", "removed", "added", "moved-from", "moved-to"]
Clauses = dict[str, Clause]


class Step(Struct, frozen=True):
    """One clause at one slot of the document; what went stands before what came.

    A moved clause has two steps, both with both its sides; a removed one has no `new`, an added one
    no `old`. `root` is the id of the clause that it was moved, added or removed with, which is its
    own where nothing above it was; empty for a kept one.
    """

    op: Op
    old: Clause | None
    new: Clause | None
    root: str = ""

    @property
    def clause(self) -> Clause:
        """The side that stands at this slot."""
        clause = self.old if self.op in ("removed", "moved-from") else self.new
        assert clause
        return clause


class Alignment(Struct, frozen=True):
    """Two plans side by side. `renamed` maps old ids to new ones where only the id changed: such
    a clause is one removed and one added, but what it holds stays with it."""

    steps: tuple[Step, ...]
    renamed: dict[str, str]


@lru_cache(maxsize=4)
def align(old_plan: Plan, new_plan: Plan) -> Alignment:
    """Match the clauses of two plans."""
    olds, news = clauses_by_id(old_plan), clauses_by_id(new_plan)
    renamed = changed_ids(olds, news)
    former = {new: old for old, new in renamed.items()}
    pairs = {
        new: olds[former.get(new, new)] for new in news if former.get(new, new) in olds
    }  # the old clause of each new one
    roots = _moved(pairs, olds, news, renamed)
    return Alignment(tuple(_steps(olds, news, pairs, roots)), renamed)


def _moved(pairs: Clauses, olds: Clauses, news: Clauses, renamed: dict[str, str]) -> dict[str, str]:
    """For each moved clause the one that it moved with, by new ids."""
    siblings: dict[tuple[str, bool], list[str]] = {}
    moved: set[str] = set()
    for new, old in pairs.items():
        parent = news[new].parent
        if renamed.get(old.parent, old.parent) == parent:
            siblings.setdefault((parent, news[new].kind == "basis"), []).append(new)
        else:
            moved.add(new)
    order = {old: index for index, old in enumerate(olds)}
    sizes = _sizes(olds), _sizes(news)
    for ids in siblings.values():
        positions = [order[pairs[new].id] for new in ids]
        if positions != sorted(positions):
            stay = heaviest_increasing(positions, _weights(ids, pairs, *sizes))
            moved.update(new for index, new in enumerate(ids) if index not in stay)
    roots: dict[str, str] = {}
    for new in pairs:
        if new in moved:
            roots[new] = new
        elif news[new].parent in roots:
            roots[new] = roots[news[new].parent]
    return roots


def _weights(
    ids: list[str], pairs: Clauses, old_sizes: dict[str, int], new_sizes: dict[str, int]
) -> list[int]:
    """What it costs to move each clause: how much it holds.

    Of two that weigh the same the choice must not hang on the direction of the review, so a bit of
    its own, by the order of ids, makes the sum of every set of clauses its own.
    """
    by_id = sorted(ids, key=lambda new: min(new, pairs[new].id))
    bits = {new: 1 << rank for rank, new in enumerate(by_id)}
    return [(old_sizes[pairs[new].id] + new_sizes[new] << len(ids)) + bits[new] for new in ids]


def _sizes(clauses: Clauses) -> dict[str, int]:
    """How many clauses each one holds, itself counted."""
    sizes = dict.fromkeys(clauses, 1)
    for clause in reversed(clauses.values()):
        if clause.parent:
            sizes[clause.parent] += sizes[clause.id]
    return sizes


def heaviest_increasing(positions: list[int], weights: list[int]) -> set[int]:
    """The indices of the increasing subsequence with the greatest weight in sum."""
    front: list[tuple[int, int, int]] = []  # (position, weight so far, index), both growing
    previous: list[int] = []
    for index, (position, weight) in enumerate(zip(positions, weights, strict=True)):
        at = bisect_left(front, (position, -1, -1))
        total = weight + (front[at - 1][1] if at else 0)
        previous.append(front[at - 1][2] if at else -1)
        end = at
        while end < len(front) and front[end][1] <= total:
            end += 1
        front[at:end] = [(position, total, index)]
    index = front[-1][2] if front else -1
    chosen = set()
    while index >= 0:
        chosen.add(index)
        index = previous[index]
    return chosen


def _steps(olds: Clauses, news: Clauses, pairs: Clauses, roots: dict[str, str]) -> Iterator[Step]:
    """Every clause of both sides at its slot."""
    partner = {old.id: news[new] for new, old in pairs.items()}
    added = _topmost(new for new in news.values() if new.id not in pairs)
    removed = _topmost(old for old in olds.values() if old.id not in partner)
    waiting: list[Step] = []
    rest = iter(olds.values())

    def went(until: Clause | None) -> Iterator[Step]:
        for old in rest:
            if old is until:
                return
            new = partner.get(old.id)
            if new is None:
                yield Step("removed", old, None, removed[old.id])
            elif new.id == old.id:
                yield Step("moved-from", old, new, roots[new.id])
            else:
                yield Step("removed", old, None, old.id)

    for new in news.values():
        old = pairs.get(new.id)
        if old is not None and new.id not in roots:
            yield from went(old)
            yield from waiting
            waiting.clear()
            if old.id == new.id:
                yield Step("kept", old, new)
            else:
                yield Step("removed", old, None, old.id)
                yield Step("added", None, new, new.id)
        elif old is not None and old.id == new.id:
            waiting.append(Step("moved-to", old, new, roots[new.id]))
        else:
            waiting.append(Step("added", None, new, added.get(new.id, new.id)))
    yield from went(None)
    yield from waiting


def _topmost(clauses: Iterator[Clause]) -> dict[str, str]:
    """For each clause the highest one among them that holds it, its own id where none does."""
    roots: dict[str, str] = {}
    for clause in clauses:
        roots[clause.id] = roots.get(clause.parent, clause.id)
    return roots
