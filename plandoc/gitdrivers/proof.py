"""Whether a merged file says what it must: told from the words alone, not from how it was made.

Each version is a flat table ``(clause, fields…) -> words``; three tables give the fourth by one
rule, and what was merged is read back and must be that.
"""

from collections import Counter
from collections.abc import Iterator

from plandoc.gitdrivers.entries import Block, Layout, Value
from plandoc.gitdrivers.merging import stands

Table = dict[tuple[str, ...], Value]


def is_merge(base: Layout, ours: Layout, theirs: Layout, result: Layout) -> bool:
    """Whether the result is exactly what both sides made of the base."""
    old, mine, yours, found = (_table(layout) for layout in (base, ours, theirs, result))
    for key in {*old, *mine, *yours, *found}:
        was, one, other, is_now = (table.get(key) for table in (old, mine, yours, found))
        if one == other or other == was:
            expected = one
        elif one == was:
            expected = other
        elif _as_set(was, one, other) == set(_listed(is_now)) and _in_order(is_now, one, other):
            continue
        else:
            return False
        if is_now != expected:
            return False
    return _keeps_comments(base, ours, result) and _keeps_comments(base, theirs, result)


def keeps(base: Layout, side: Layout, result: Layout) -> bool:
    """Whether nothing that a side wrote is missing from the result."""
    old, mine, found = (_table(layout) for layout in (base, side, result))
    for key, value in mine.items():
        if set(_listed(value)) - set(_listed(old.get(key))) - set(_listed(found.get(key))):
            return False
    return _keeps_comments(base, side, result)


def _table(layout: Layout) -> Table:
    table: Table = dict(_rows(layout.block, ()))
    for key, stand in stands(layout).items():
        table[key, ""] = stand.place  # no field has an empty name
    return table


def _rows(block: Block, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Value]]:
    if block.kind != "fields":
        yield place, tuple(entry.key for entry in block.entries)
    for entry in block.entries:
        inner = (entry.key,) if block.kind == "ids" else (*place, entry.key)
        if entry.block:
            yield from _rows(entry.block, inner)
        elif block.kind == "fields":
            yield inner, entry.value


def _listed(value: Value | None) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _as_set(base: Value | None, ours: Value | None, theirs: Value | None) -> set[Value]:
    old, mine, yours = set(_listed(base)), set(_listed(ours)), set(_listed(theirs))
    return (mine & yours) | (mine - old) | (yours - old)


def _in_order(result: Value | None, *sides: Value | None) -> bool:
    """Whether the order of one side at least is kept whole."""
    now = _listed(result)
    orders = [[v for v in _listed(side) if v in now] for side in sides]
    return any([v for v in now if v in order] == order for order in orders)


def _keeps_comments(base: Layout, side: Layout, result: Layout) -> bool:
    old, mine, found = (Counter(_comments(layout)) for layout in (base, side, result))
    return not (mine - old) - found


def _comments(layout: Layout) -> Iterator[str]:
    yield from (line.strip() for line in (*layout.head, *layout.tail) if line.strip())
    yield from _comments_below(layout.block)


def _comments_below(block: Block) -> Iterator[str]:
    for entry in block.entries:
        yield from (line.strip() for line in entry.lead if line.strip())
        yield from entry.comments
        if entry.block:
            yield from _comments_below(entry.block)
