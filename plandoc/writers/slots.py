"""Two sequences of blocks as one: what stays, what goes, what comes, what is moved.

Paragraphs that bear an id are matched by it, tables by their names, the rest by their words where
they stand. What is matched in the same order on both sides is the spine; along it every block of
both sides has its slot.

A reader accepts or rejects a paragraph by its mark, and a mark that goes joins its paragraph to the
next one. Before a table, and at the end of a cell or of the document, there is none: the last mark
there is never tracked (see `_with_a_last_mark`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from plandoc.changes.alignment import heaviest_increasing
from plandoc.changes.words import syllables
from plandoc.writers.order import in_order
from plandoc.writers.written import Block, Paragraph, Row, Table

Mark = Literal["", "ins", "del"]
Pair = tuple[int, int]

_FIXED = 10**9  # a table is never moved: it weighs more than all words


@dataclass(frozen=True)
class Slot:
    """A place in the document made of both. `mark` is what becomes of its end, which is a
    paragraph's mark, or of all the rows of a table.

    `forms` are the paragraphs whose properties it has before and after; mostly its own. `moved` is
    the id of a paragraph that stands at another place on the other side.
    """

    old: Block | None
    new: Block | None
    mark: Mark = ""
    forms: tuple[Block | None, Block | None] = (None, None)
    moved: str = ""

    @property
    def block(self) -> Block:
        """The new block, or else the old one."""
        block = self.new or self.old
        assert block
        return block

    @property
    def is_table(self) -> bool:
        return isinstance(self.block, Table)


def kept(old: Block, new: Block) -> Slot:
    return Slot(old, new, "", (old, new))


def gone(old: Block, moved: str = "") -> Slot:
    return Slot(old, None, "del", (old, None), moved)


def come(new: Block, moved: str = "") -> Slot:
    return Slot(None, new, "ins", (None, new), moved)


def slots(olds: Sequence[Block], news: Sequence[Block]) -> list[Slot]:
    """Both sequences as one, fit to be accepted and rejected."""
    spine, moved = _spine(olds, news)
    found = list(_along(olds, news, spine, moved))
    settled: list[Slot] = []
    for group in _groups(found):
        settled += _with_a_last_mark(group)
    here = Counter(slot.moved for slot in settled)
    return [replace(slot, moved="") if here[slot.moved] == 1 else slot for slot in settled]


def rows(olds: Sequence[Row], news: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """The rows of both tables as one: those that have the same cells are matched by their words."""

    def words(row: Row) -> str:
        return " ".join(row.texts)

    def likeliest(row: Row) -> object:
        return row.shape, max(row.texts, key=len, default="")

    pairs = in_order(
        olds, news, key=likeliest, words=lambda row: syllables(words(row)),
        fits=lambda old, new: old.shape == new.shape,
    )  # fmt: skip
    found: list[tuple[Row | None, Row | None]] = []
    for (i, j), (next_i, next_j) in pairwise([(-1, -1), *pairs, (len(olds), len(news))]):
        if i >= 0:
            found.append((olds[i], news[j]))
        found += [(old, None) for old in olds[i + 1 : next_i]]
        found += [(None, new) for new in news[j + 1 : next_j]]
    return found


# --- matching ---


def _spine(olds: Sequence[Block], news: Sequence[Block]) -> tuple[list[Pair], set[str]]:
    """Which blocks are which, in order; and the ids of paragraphs that are elsewhere."""
    places = {b.name: i for i, b in enumerate(olds) if isinstance(b, Paragraph) and b.name}
    pairs = [
        (places[block.name], j)
        for j, block in enumerate(news)
        if isinstance(block, Paragraph) and block.name in places
    ]
    pairs = sorted([*pairs, *_tables(olds, news)], key=lambda pair: pair[1])
    weights = [
        len(block.text) + 1 if isinstance(block, Paragraph) else _FIXED
        for block in (olds[i] for i, _ in pairs)
    ]
    stay = heaviest_increasing([i for i, _ in pairs], weights)
    moved = {olds[i].name for number, (i, _) in enumerate(pairs) if number not in stay}
    spine = [pair for number, pair in enumerate(pairs) if number in stay]
    whole = list(spine)
    for (i, j), (next_i, next_j) in pairwise([(-1, -1), *spine, (len(olds), len(news))]):
        whole += _unnamed(olds, news, range(i + 1, next_i), range(j + 1, next_j))
    return sorted(whole), moved


def _tables(olds: Sequence[Block], news: Sequence[Block]) -> Iterator[Pair]:
    """Tables by their names, then in order: of tables that came and went in one place some would
    stand without a paragraph between."""
    old_places = [i for i, block in enumerate(olds) if isinstance(block, Table)]
    new_places = [j for j, block in enumerate(news) if isinstance(block, Table)]
    names = [olds[i].name for i in old_places], [news[j].name for j in new_places]
    for _, i, end_i, j, end_j in SequenceMatcher(None, *names, autojunk=False).get_opcodes():
        yield from zip(old_places[i:end_i], new_places[j:end_j], strict=False)


def _unnamed(
    olds: Sequence[Block], news: Sequence[Block], old_places: range, new_places: range
) -> list[Pair]:
    """The paragraphs without an id between two of the spine."""

    def unnamed(blocks: Sequence[Block], places: range) -> list[tuple[int, Paragraph]]:
        found = ((i, blocks[i]) for i in places)
        return [(i, b) for i, b in found if isinstance(b, Paragraph) and not b.name]

    ones, others = unnamed(olds, old_places), unnamed(news, new_places)
    pairs = in_order(
        [block for _, block in ones], [block for _, block in others],
        key=lambda block: (block.style, block.text, bool(block.section)),
        words=lambda block: syllables(block.text), fits=_fits,
    )  # fmt: skip
    return [(ones[i][0], others[j][0]) for i, j in pairs]


def _fits(old: Paragraph, new: Paragraph) -> bool:
    """Whether one paragraph can become the other word by word."""
    return old.style == new.style and bool(old.section) == bool(new.section)


def _along(
    olds: Sequence[Block], news: Sequence[Block], spine: list[Pair], moved: set[str]
) -> Iterator[Slot]:
    """Every block of both sides at its slot; what goes before what comes."""
    for (i, j), (next_i, next_j) in pairwise([(-1, -1), *spine, (len(olds), len(news))]):
        if i >= 0:
            old, new = olds[i], news[j]
            if isinstance(old, Table) or (isinstance(new, Paragraph) and _fits(old, new)):
                yield kept(old, new)
            else:
                yield gone(old)
                yield come(new)
        going = [gone(old, _moved(old, moved)) for old in olds[i + 1 : next_i]]
        coming = [come(new, _moved(new, moved)) for new in news[j + 1 : next_j]]
        # A paragraph that goes must not stand before a table that comes.
        comes_first = any(slot.is_table for slot in coming)
        yield from [*coming, *going] if comes_first else [*going, *coming]


def _moved(block: Block, moved: set[str]) -> str:
    return block.name if isinstance(block, Paragraph) and block.name in moved else ""


# --- the last mark ---


def _groups(found: Sequence[Slot]) -> Iterator[list[Slot]]:
    """The slots cut before every table that stands where the paragraph before it has gone."""
    group: list[Slot] = []
    for slot in found:
        if group and slot.is_table and slot.mark != group[-1].mark:
            yield group
            group = []
        group.append(slot)
    if group:
        yield group


def _with_a_last_mark(group: list[Slot]) -> list[Slot]:
    """The same with a last mark that stays.

    What is the last both to go and to come shares one paragraph. Where there is only the one or
    the other, it takes over the mark of the last paragraph that stays, whose own comes or goes.
    """
    if group[-1].is_table or not group[-1].mark:
        return group
    start = next((n for n in reversed(range(len(group))) if not group[n].mark), -1)
    last = group[-1]
    other = next(
        (s for s in reversed(group[start + 1 :]) if s.mark != last.mark and not s.is_table), None
    )
    if other is not None:
        old, new = (last.old, other.new) if last.mark == "del" else (other.old, last.new)
        rest = [slot for slot in group if slot is not last and slot is not other]
        return [*rest, Slot(old, new, "", (old, new))]
    if start < 0 or group[start].is_table:
        return group
    before, after = group[start].forms
    if last.mark == "ins":
        stays = replace(group[start], mark="ins", forms=(None, after))
        ends = replace(last, mark="", forms=(before, last.new), moved="")
    else:
        stays = replace(group[start], mark="del", forms=(before, None))
        ends = replace(last, mark="", forms=(last.old, after), moved="")
    return [*group[:start], stays, *group[start + 1 : -1], ends]
