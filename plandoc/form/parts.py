"""The components of an administrative document (the decree's "ô số"), found in its words.

By text and position, so that a document of any make is understood: the head may be a table, lines
with tabs, or plain lines one below the other.
"""

from msgspec import Struct

from plandoc.form.annexes import Annex, find_annexes
from plandoc.form.ending import Ending, find_ending
from plandoc.form.head import Head, find_head
from plandoc.form.main import Basis, find_bases
from plandoc.form.pieces import Piece, is_typed_line, pieces
from plandoc.form.view import Document, Paragraph


class Form(Struct, frozen=True):
    """A document and its components. `body` starts after the subject and the bases and ends
    before Nơi nhận and the signature; what stands in tables is no part of it.

    A file that holds annexes only has no head, body or ending to be judged.
    """

    document: Document
    head: Head
    bases: tuple[Basis, ...]
    body: tuple[Paragraph, ...]
    ending: Ending
    annexes: tuple[Annex, ...]

    @property
    def is_annex_file(self) -> bool:
        return bool(self.annexes) and self.head.national_name is None and not self.body


def find_form(document: Document) -> Form:
    """The components of a document; those that it does not have are empty."""
    annexes = find_annexes(document)
    stop = annexes[0].number.paragraph.index if annexes else len(document.paragraphs)
    main = document.paragraphs[:stop]
    words = list(pieces(main))
    head = find_head(words)
    start = _after(head)
    ending = find_ending([piece for piece in words if piece.paragraph.index > start])
    first = min((piece.paragraph.index for piece in ending.pieces()), default=stop)
    flow = [one for one in main[start + 1 : first] if _is_flow(one)]
    bases, body = find_bases(flow)
    return Form(document, head, bases, body, ending, annexes)


def _is_flow(paragraph: Paragraph) -> bool:
    """Whether a paragraph is one of the text: in no table or box, no caption, no typed line."""
    if paragraph.cell is not None or paragraph.is_boxed or "caption" in paragraph.style.lower():
        return False
    return not is_typed_line(paragraph.text)


def _after(head: Head) -> int:
    """The index of the last paragraph of the head; -1 when there is none."""
    found: list[Piece] = [piece for piece in head.pieces() if piece is not None]
    return max((piece.paragraph.index for piece in found), default=-1)
