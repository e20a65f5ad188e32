"""Three versions of a file into one, clause by clause and field by field.

Every line of the result is a line of one of the three: ours, but where only theirs changed. What
both changed differently is a `Conflict` around the lines of just that field.
"""

from collections.abc import Callable, Sequence
from typing import NoReturn

from msgspec import Struct

from plandoc.gitdrivers.entries import Block, Entry, Flow, Layout, Lines
from plandoc.gitdrivers.ordering import clash, merged_order
from plandoc.reading.extents import Unsafe

WIDTH = 100  # columns that a flow list may fill


class Conflict(Struct, frozen=True):
    """What both sides changed: the clause and field, and the lines of either side."""

    where: str
    ours: Lines
    theirs: Lines


Piece = str | Conflict
Place = tuple[str, ...]
"""Where a clause stands: the id of what holds it, and the names of fields from there."""


class Stand(Struct, frozen=True):
    """A clause in a file."""

    place: Place
    entry: Entry


def stands(layout: Layout) -> dict[str, Stand]:
    """Every clause of a list, by id; raises Unsafe when one is there twice."""
    found: dict[str, Stand] = {}

    def walk(block: Block, place: Place) -> None:
        for entry in block.entries:
            if block.kind == "ids":
                if entry.key in found:
                    raise Unsafe
                found[entry.key] = Stand(place, entry)
            if entry.block:
                walk(entry.block, (entry.key,) if block.kind == "ids" else (*place, entry.key))

    walk(layout.block, ())
    return found


def merge(base: Layout, ours: Layout, theirs: Layout) -> list[Piece]:
    """The lines of the merged file; raises Unsafe where that is no matter of single entries."""
    if not base.block.kind == ours.block.kind == theirs.block.kind:
        raise Unsafe
    merging = _Merging(base, ours, theirs)
    body = merging.block(base.block, ours.block, theirs.block, (), ours.block.column)
    if body is None:
        raise Unsafe
    head = _texts("đầu tệp", base.head, ours.head, theirs.head)
    return [*head, *body, *_texts("cuối tệp", base.tail, ours.tail, theirs.tail)]


class _Merging:
    """What the three files hold, and the functions that go down them side by side."""

    def __init__(self, base: Layout, ours: Layout, theirs: Layout) -> None:
        self.base, self.ours, self.theirs = stands(base), stands(ours), stands(theirs)
        # Their content may come from a place that a look at one entry does not see.
        self.moved = {
            key
            for side in (self.ours, self.theirs)
            for key, stand in side.items()
            if key in self.base and self.base[key].place != stand.place
        }

    def block(
        self, base: Block | None, ours: Block, theirs: Block, place: Place, column: int
    ) -> list[Piece] | None:
        """The entries of a block, at `column`; None when they can only be taken together."""
        olds = base.by_key if base else {}
        mine, yours = ours.by_key, theirs.by_key
        names = list(olds), list(mine), list(yours)
        if ours.kind == "values" and clash(*names):
            return None
        found: list[Piece] = []
        for key in merged_order(*names, strict=ours.kind != "fields"):
            old, one, other = olds.get(key), mine.get(key), yours.get(key)
            if ours.kind == "ids":
                found += self.clause(key, old, one, other, place, column)
            else:
                found += self.entry(old, one, other, (*place, key), column, ours.kind == "values")
        return found

    def clause(
        self, key: str, base: Entry | None, ours: Entry | None, theirs: Entry | None,
        place: Place, column: int,
    ) -> list[Piece]:  # fmt: skip
        """A clause of a list, if it belongs there; wherever it stood before."""
        if (ours is None) == (theirs is None):
            stand = self.base.get(key)
            return self.entry(stand.entry if stand else None, ours, theirs, (key,), column, True)
        there = self.theirs if ours else self.ours
        old, elsewhere = self.base.get(key), there.get(key)
        if base and elsewhere:
            return []  # the other side moved it: it is met there
        if not base and elsewhere:
            # Moved or made on both sides, to two places.
            if not old or elsewhere.place != old.place:
                raise Unsafe
            ours = ours or elsewhere.entry
            theirs = theirs or elsewhere.entry
            return self.entry(old.entry, ours, theirs, (key,), column, True)
        if not base and old:  # moved here, taken out there
            return [self.conflict((key,), ours, theirs, column, True)]
        return self.entry(base, ours, theirs, (key,), column, True)

    def entry(
        self, base: Entry | None, ours: Entry | None, theirs: Entry | None,
        place: Place, column: int, dash: bool,
    ) -> list[Piece]:  # fmt: skip
        """A field or an element from three; any may be missing."""
        if ours is None or theirs is None:
            left = ours or theirs
            if left is None or (base and _same(base, left)):
                return []
            if base:
                return [self.conflict(place, ours, theirs, column, dash)]
            return list(_at(left, column, dash))
        taken = self.unchanged(base, ours, theirs)
        if taken:
            return list(_at(taken, column, dash))
        body = self.parts(base, ours, theirs, place, column)
        if body is None:
            if base and _same_content(base, ours):
                body = list(_shifted(theirs.lines, theirs.column, column))
            elif _same_content(ours, theirs) or (base and _same_content(base, theirs)):
                body = list(_shifted(ours.lines, ours.column, column))
        if body is None or (dash and (not body or isinstance(body[0], Conflict))):
            return [self.conflict(place, ours, theirs, column, dash)]
        if dash:
            body[0] = _dashed(str(body[0]), column)
        leads = [_shifted(e.lead, e.column, column) for e in (base or _NOTHING, ours, theirs)]
        return [*_texts(_name(place), *leads), *body]

    def unchanged(self, base: Entry | None, ours: Entry, theirs: Entry) -> Entry | None:
        """The entry that can be taken as it stands, because one side did not touch its text."""
        if self.moved and any(e and e.block and self.holds_moved(e.block) for e in (ours, theirs)):
            return None
        if base and _text(base) == _text(ours):
            return theirs
        return ours if _text(ours) == _text(theirs) or (
            base and _text(base) == _text(theirs)
        ) else None  # fmt: skip

    def holds_moved(self, block: Block) -> bool:
        return any(
            (block.kind == "ids" and entry.key in self.moved)
            or (entry.block is not None and self.holds_moved(entry.block))
            for entry in block.entries
        )

    def parts(
        self, base: Entry | None, ours: Entry, theirs: Entry, place: Place, column: int
    ) -> list[Piece] | None:
        """The lines of an entry merged part by part, where all three have parts of one kind."""
        if ours.block and theirs.block and ours.block.kind == theirs.block.kind:
            old = base.block if base else None
            if base and (old is None or old.kind != ours.block.kind):
                return None
            openings = [e.opening for e in (base or _NOTHING, ours, theirs)]
            opening = _texts("", *(_shifted(o, ours.column, column) for o in openings))
            inner = ours.block.column + column - ours.column
            body = self.block(old, ours.block, theirs.block, place, inner)
            if body is None or any(isinstance(piece, Conflict) for piece in opening):
                return None
            # With nothing left below it, the field itself is in doubt.
            return [*opening, *body] if body else None
        if ours.flow and theirs.flow and (base is None or base.flow):
            lines = _flow(base.flow if base else None, ours.flow, theirs.flow, len(ours.lines) > 1)
            return list(_shifted(lines, ours.column, column)) if lines else None
        return None

    def conflict(
        self, place: Place, ours: Entry | None, theirs: Entry | None, column: int, dash: bool
    ) -> Conflict:
        one, other = (tuple(_at(e, column, dash)) if e else () for e in (ours, theirs))
        return Conflict(_name(place), one, other)


_NOTHING = Entry("", 0, (), (), "", ())


def _name(place: Place) -> str:
    return f"{place[0]}: {'.'.join(place[1:])}" if len(place) > 1 else "".join(place)


def _text(entry: Entry) -> tuple[int, Lines, Lines]:
    return entry.column, entry.lead, entry.lines


def _words(lines: Lines) -> Lines:
    return tuple(line.strip() for line in lines if line.strip())


def _same(one: Entry, other: Entry) -> bool:
    """Whether two entries say the same, comments included; layout and key order apart."""
    return _words(one.lead) == _words(other.lead) and _same_content(one, other)


def _same_content(one: Entry, other: Entry) -> bool:
    if one.value != other.value or one.comments != other.comments:
        return False
    if one.block and other.block:
        theirs = other.block.by_key
        return all(e.key in theirs and _same(e, theirs[e.key]) for e in one.block.entries)
    return True


def _texts(where: str, base: Lines, ours: Lines, theirs: Lines) -> list[Piece]:
    """Comments and blank lines of three sides."""
    if ours == theirs or theirs == base or _words(theirs) == _words(base) != _words(ours):
        return list(ours)
    if ours == base or _words(ours) == _words(base) != _words(theirs):
        return list(theirs)
    return list(ours) if _words(ours) == _words(theirs) else [Conflict(where, ours, theirs)]


def _at(entry: Entry, column: int, dash: bool) -> list[str]:
    """The lines of an entry, to stand at a column."""
    lines = list(_shifted(entry.lines, entry.column, column))
    if dash:
        lines[0] = _dashed(lines[0], column)
    return [*_shifted(entry.lead, entry.column, column), *lines]


def _dashed(line: str, column: int) -> str:
    return f"{line[:column]}-{line[column + 1 :]}"


def _shifted(lines: Lines, column: int, to: int) -> Lines:
    if column == to:
        return lines
    if to > column:
        return tuple(line and " " * (to - column) + line for line in lines)
    return tuple(_outdented(line, column - to) for line in lines)


def _outdented(line: str, width: int) -> str:
    if line[:width].strip():
        return line.lstrip(" ") if line.lstrip().startswith("#") else _refuse()
    return line[width:]


def _refuse() -> NoReturn:
    raise Unsafe


def _flow(base: Flow | None, ours: Flow, theirs: Flow, wrapped: bool) -> Lines | None:
    """A flow list of three sides; None when it can only be taken whole."""
    old = list(base.texts) if base else []
    names = old, list(ours.texts), list(theirs.texts)
    if not (ours.bracketed and theirs.bracketed) or clash(*names):
        return None
    after = ours.after
    if ours.after != theirs.after:
        if base is None or base.after not in (ours.after, theirs.after):
            return None
        after = theirs.after if base.after == ours.after else ours.after
    kept = _kept(*names)
    keys = [key for key in merged_order(*names) if kept(key)]
    words = [ours.texts.get(key) or theirs.texts[key] for key in keys]
    line = f"{ours.before}{', '.join(words)}{after}"
    if len(line) <= WIDTH and not wrapped:
        return (line,)
    lines, line = [], ours.before
    for number, word in enumerate(words, 1):
        word += after if number == len(words) else ","
        if len(line) + 1 + len(word) > WIDTH and line != ours.before:
            lines.append(line)
            line = " " * len(ours.before)
        line += word if line.endswith("[") or not line.strip() else f" {word}"
    return (*lines, line if words else ours.before + after)


def _kept(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Callable[[str], bool]:
    old, mine, yours = set(base), set(ours), set(theirs)
    return lambda key: key in mine & yours if key in old else key in mine | yours
