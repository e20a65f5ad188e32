"""The annexes: their headings, and the pages that they stand on."""

import re

from msgspec import Struct

from plandoc.form.pieces import Piece, fold, pieces
from plandoc.form.view import Document, Paragraph

_HEADING = re.compile(r"^PHU LUC(?: SO)?(?: ([IVXLC]+|\d+|[A-Z]))?\s*[.:]?$")
_MOST_TITLE = 6


class Annex(Struct, frozen=True):
    """An annex: `label` as printed after ``Phụ lục`` (may be empty), `title` its lines, `note` the
    line in brackets under it; it stands in the sections from `section` to before `stop`."""

    number: Piece
    label: str
    title: tuple[Piece, ...]
    note: tuple[Piece, ...]
    section: int
    stop: int
    starts_section: bool


def find_annexes(document: Document) -> tuple[Annex, ...]:
    """The annexes of a document, in order."""
    heads = [one for one in document.paragraphs if _is_heading(one)]
    found = []
    for index, paragraph in enumerate(heads):
        following = heads[index + 1] if index + 1 < len(heads) else None
        end = following.index if following else len(document.paragraphs)
        words = list(pieces(document.paragraphs[paragraph.index : end]))
        title, note = _title(words[1:])
        match = _HEADING.match(words[0].folded)
        found.append(
            Annex(
                number=words[0],
                label=(match[1] or "") if match else "",
                title=title,
                note=note,
                section=paragraph.section,
                stop=following.section if following else len(document.sections),
                starts_section=_starts_section(document, paragraph),
            )
        )
    return tuple(found)


def _is_heading(paragraph: Paragraph) -> bool:
    if paragraph.cell is not None or len(paragraph.text) > 400:
        return False
    first = next(pieces([paragraph]), None)
    return first is not None and _HEADING.match(fold(first.text)) is not None


def _title(words: list[Piece]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The lines of the title, and those of the note in brackets after it."""
    title: list[Piece] = []
    note: list[Piece] = []
    for piece in words[: _MOST_TITLE + 2]:
        if piece.paragraph.cell is not None:
            break
        if piece.text.startswith("(") or (note and not note[-1].text.endswith(")")):
            note.append(piece)
        elif note or (title and piece.paragraph.layout.align != "center"):
            break
        else:
            title.append(piece)
    return tuple(title), tuple(note)


def _starts_section(document: Document, paragraph: Paragraph) -> bool:
    for before in reversed(document.paragraphs[: paragraph.index]):
        if before.text.strip():
            return before.section < paragraph.section
    return True
