"""How paragraphs end: marks, footnotes after them, and what looks like half a paragraph."""

import re

from plandoc.model.numbering import Clause
from plandoc.model.prose import Note, Words, parse_prose

_END_MARK = re.compile(r"(?:[.;:,…!?]|\./)[\"'”’»)\]]*$")
_LAST_WORD = re.compile(r"\S+$")
_NOTE = re.compile(r"(?<!\^)\^\[")


def without_notes(text: str) -> str:
    """A text up to its last own character: footnotes and spaces after it are cut off."""
    text = text.rstrip()
    if not text.endswith("]"):
        return text
    pieces = list(parse_prose(text)[0])
    starts = [match.start() for match in _NOTE.finditer(text)]  # notes hold no notes
    end = len(text)
    while pieces:
        piece = pieces.pop()
        if isinstance(piece, Note):
            end = starts.pop()
        elif not isinstance(piece, Words) or piece.text.strip():
            break
    return text[:end].rstrip()


def has_end_mark(text: str) -> bool:
    """Whether a paragraph ends with a mark, maybe within quotes or brackets."""
    return bool(_END_MARK.search(without_notes(text)[-10:]))


def last_word(text: str) -> tuple[int, int]:
    """Where the last word of a text stands, footnotes apart."""
    match = _LAST_WORD.search(without_notes(text)[-60:])
    end = len(without_notes(text))
    return (end - len(match[0]), end) if match else (0, len(text))


def looks_cut(clause: Clause, following: Clause | None) -> bool:
    """Whether a paragraph goes on in the next: no end mark here, a small letter there.

    A paragraph that begins with a small letter itself is one of a list written so, and what stands
    below a clause is its list.
    """
    if following is None or following.parent == clause.id or clause.text[:1].islower():
        return False
    return (following.title or following.text)[:1].islower() and not has_end_mark(clause.text)
