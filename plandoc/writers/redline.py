"""Two documents as one with tracked changes: accepting all gives the new, rejecting all the old.

Both are written as any document is, read back, and laid side by side. What a change is to Word
stands in `plandoc.writers.tracked`, which block is which in `plandoc.writers.slots`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from markdown_it.token import Token

from plandoc.changes.words import Atoms, edits, no_atoms
from plandoc.documents.profile import Profile
from plandoc.writers import wml
from plandoc.writers.docx import parts
from plandoc.writers.package import Parts, Properties, package
from plandoc.writers.slots import Slot, come, gone, rows, slots
from plandoc.writers.styles import style_id
from plandoc.writers.tracked import Change, Signed, Tracked
from plandoc.writers.written import (
    Block,
    Cell,
    Letter,
    Paragraph,
    Row,
    Table,
    Written,
    read_written,
)

Letters = Sequence[Letter]
Piece = tuple[Change | None, Letters, Letters]
"""Letters of both documents: the old ones and, as far as they stay, the new ones beside them."""


def redline(
    old: Sequence[Token],
    new: Sequence[Token],
    profile: Profile,
    properties: Properties,
    signed: Signed,
    atoms: Atoms = no_atoms,
) -> bytes:
    """The bytes of a DOCX file: the `new` tokens with what they change in the `old` ones tracked.

    Both are printed in the same `profile`; `properties` are those of the new document. No change
    begins or ends inside one of the `atoms` of a text. Raises UnknownMarkup as `docx` does.
    """
    before = parts(old, profile, properties.language)
    after = parts(new, profile, properties.language)
    return package(merged(before, after, signed, atoms), properties)


def merged(before: Parts, after: Parts, signed: Signed, atoms: Atoms = no_atoms) -> Parts:
    """The same for the parts of both documents, as the DOCX writer makes them."""
    if (before.document, before.footnotes) == (after.document, after.footnotes):
        return after
    old = read_written(before.document, before.footnotes)
    new = read_written(after.document, after.footnotes)
    merge = _Merge(old, new, Tracked(signed, _bookmarks(new.blocks)), atoms)
    body = merge.blocks(slots(old.blocks, new.blocks))
    document = wml.document(body, merge.tracked.section(new.last_section, old.last_section))
    return replace(after, document=document, footnotes=wml.footnotes("".join(merge.notes)))


def _bookmarks(blocks: Iterable[Block]) -> int:
    """How many bookmarks a document has; they are numbered from 1."""
    found = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            found += len(block.marks) // 2
        else:
            found += sum(_bookmarks(cell.blocks) for row in block.rows for cell in row.cells)
    return found


class _Merge:
    """One document being written of two, and the footnotes gathered on the way."""

    def __init__(self, old: Written, new: Written, tracked: Tracked, atoms: Atoms) -> None:
        self.old = old
        self.new = new
        self.tracked = tracked
        self.atoms = atoms
        self.notes: list[str] = []
        self.moves = 1000  # Word's own names for moves begin here

    # --- blocks ---

    def blocks(self, found: Sequence[Slot]) -> str:
        names = self._moves(found)
        done: list[str] = []
        closing = ""
        for place, slot in enumerate(found):
            opening = ""
            name = names.get(place, "")
            if name and names.get(place - 1) != name:
                opening, closing = self.tracked.move_range(_change(slot), name)
            if slot.is_table:
                done.append(self.table(slot))
            else:
                done.append(self.paragraph(slot, opening))
            if name and names.get(place + 1) != name:
                done.append(closing)
        return "".join(done)

    def _moves(self, found: Sequence[Slot]) -> dict[int, str]:
        """The name of the move by the places of its slots; what moved side by side is one move."""
        to = {s.moved: place for place, s in enumerate(found) if s.moved and s.mark == "ins"}
        names: dict[int, str] = {}
        for place, slot in enumerate(found):
            if not slot.moved or slot.mark != "del":
                continue
            before = found[place - 1] if place else slot
            goes_on = place - 1 in names and to[before.moved] == to[slot.moved] - 1
            self.moves += not (goes_on and before.mark == "del")
            names[place] = names[to[slot.moved]] = f"move{self.moves}"
        return names

    def paragraph(self, slot: Slot, opening: str = "") -> str:
        """A paragraph; `opening` begins a move."""
        before, after = slot.forms
        form = after or before
        assert isinstance(form, Paragraph)
        was = before.properties if after and isinstance(before, Paragraph) else None
        section = form.section
        if after and isinstance(before, Paragraph):
            section = self.tracked.section(section, before.section)
        return self.tracked.paragraph(
            form.properties,
            opening + self.content(slot.old, slot.new, _change(slot) if slot.moved else None),
            _change(slot) if slot.mark else None,
            section,
            None if was == form.properties else was,
        )

    # --- tables ---

    def table(self, slot: Slot) -> str:
        old, new = slot.old, slot.new
        known = new or old
        assert isinstance(known, Table)
        olds = old.rows if isinstance(old, Table) else ()
        news = new.rows if isinstance(new, Table) else ()
        was = old if new and isinstance(old, Table) else known
        content = "".join(self._row(one, other) for one, other in rows(olds, news))
        return self.tracked.table(
            (known.properties, known.grid), (was.properties, was.grid), content
        )

    def _row(self, old: Row | None, new: Row | None) -> str:
        if old and new:
            pairs = zip(old.cells, new.cells, strict=True)
            cells = "".join(
                self._cell(other, slots(one.blocks, other.blocks)) for one, other in pairs
            )
            return self.tracked.row(new.properties, None, cells)
        row, all_of = (new, come) if new else (old, gone)
        assert row
        cells = "".join(
            self._cell(cell, [all_of(block) for block in cell.blocks]) for cell in row.cells
        )
        return self.tracked.row(row.properties, "ins" if new else "del", cells)

    def _cell(self, cell: Cell, found: Sequence[Slot]) -> str:
        return f"<w:tc>{cell.properties}{self.blocks(found)}</w:tc>"

    # --- letters ---

    def content(
        self, old: Block | None, new: Block | None, moved: Change | None, skip: int = 0
    ) -> str:
        """The inside of a paragraph, without its first `skip` letters on both sides."""
        olds = old.letters[skip:] if isinstance(old, Paragraph) else ()
        news = new.letters[skip:] if isinstance(new, Paragraph) else ()
        # The bookmarks are the new document's: one name must not stand twice.
        marks = list(new.marks) if isinstance(new, Paragraph) else []
        done: list[str] = []
        at = 0
        for change, ones, others in _pieces(olds, news, moved, self.atoms):
            done += _passed(marks, at)
            inside: list[str] = [] if others else [self._runs(change, ones, ())]
            start = 0
            while start < len(others):
                # Bookmarks within what came stand within the change: a move must be one piece.
                inside += _passed(marks, at)
                end = min(len(others), marks[0][0] - at + start) if marks else len(others)
                inside.append(self._runs(change, ones[start:end], others[start:end]))
                at, start = at + end - start, end
            runs = "".join(inside)
            done.append(self.tracked.runs(change, runs) if change else runs)
        return "".join([*done, *(mark for _, mark in marks)])

    def _runs(self, change: Change | None, olds: Letters, news: Letters) -> str:
        """Letters as runs; where both sides are given they are alike but for their notes."""
        letters = news or olds
        tag = "w:delText" if change == "del" else "w:t"
        done: list[str] = []
        place = 0
        for (look, is_text), inside in groupby(letters, lambda x: (x.look, x.kind in _TEXT)):
            run = list(inside)
            if is_text:
                done.append(wml.text("".join(letter.char for letter in run), look, tag))
            for n, letter in enumerate(run if not is_text else ()):
                if letter.kind == "footnoteReference":
                    old_note = olds[place + n].note if olds else ""
                    done.append(self._note(change, old_note, letter.note))
                else:
                    done.append(wml.run(f"<w:{letter.kind}/>", look))
            place += len(run)
        return "".join(done)

    def _note(self, change: Change | None, old_note: str, new_note: str) -> str:
        """The mark of a footnote, which is gathered: each mark has a note of its own."""
        old = None if change in ("ins", "moveTo") else self.old.notes[old_note]
        new = None if change in ("del", "moveFrom") else self.new.notes[new_note]
        if change in ("moveFrom", "moveTo"):
            old = new = old or new  # its words do not change, it is only elsewhere
        number = len(self.notes) + 1
        content = self.content(old, new, None, skip=_NOTE_HEAD)
        style = style_id("footnote-reference")
        self.notes.append(wml.footnote(number, style_id("footnote-text"), style, content))
        return wml.footnote_reference(number, style)


_TEXT = ("t", "tab")
_NOTE_HEAD = 2  # a note begins with its mark and a space


def _passed(marks: list[tuple[int, str]], at: int) -> Iterator[str]:
    """Take the bookmarks' ends up to the letter `at` from `marks`."""
    while marks and marks[0][0] <= at:
        yield marks.pop(0)[1]


def _change(slot: Slot) -> Change:
    if slot.moved:
        return "moveTo" if slot.mark == "ins" else "moveFrom"
    return "ins" if slot.mark == "ins" else "del"


def _pieces(olds: Letters, news: Letters, moved: Change | None, atoms: Atoms) -> Iterator[Piece]:
    """What goes, comes and stays, in order."""
    if moved or not olds or not news:
        if olds:
            yield (moved or "del"), olds, ()
        if news:
            yield (moved or "ins"), (), news
        return
    texts = ["".join(letter.char for letter in letters) for letters in (olds, news)]
    for edit in edits(texts[0], texts[1], atoms):
        one = olds[edit.old_start : edit.old_end]
        other = news[edit.new_start : edit.new_end]
        if edit.op == "-":
            yield "del", one, ()
        elif edit.op == "+":
            yield "ins", (), other
        else:
            yield from _alike(one, other)


def _alike(olds: Letters, news: Letters) -> Iterator[Piece]:
    """The same words: they stay, unless they look otherwise."""
    pairs = zip(olds, news, strict=True)
    for is_alike, inside in groupby(pairs, lambda pair: pair[0].like(pair[1])):
        ones, others = zip(*inside, strict=True)
        if is_alike:
            yield None, ones, others
        else:
            yield "del", ones, ()
            yield "ins", (), others
