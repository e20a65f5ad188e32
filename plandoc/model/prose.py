"""The three things in a text that are not plain words.

``{indicator}`` or ``{indicator@phase}`` stands for a target's printed words, ``^[…]`` is a
footnote (its brackets balanced). ``{{``, ``}}`` and ``^^[`` are the literal ``{``, ``}``, ``^[``.
"""

import re
from collections.abc import Callable, Iterator

from msgspec import Struct


class Words(Struct, frozen=True):
    """Plain words, literals resolved."""

    text: str


class Placeholder(Struct, frozen=True):
    """A target to be printed here; `phase` is empty where the text leaves it to its place."""

    indicator: str
    phase: str
    start: int
    end: int


class Note(Struct, frozen=True):
    """A footnote and what it holds."""

    pieces: tuple["Words | Placeholder", ...]


class Fault(Struct, frozen=True):
    """What cannot be read in a text: `message` in Vietnamese, at ``text[start:end]``."""

    message: str
    hint: str
    start: int
    end: int


Piece = Words | Placeholder | Note

_MARK = re.compile(r"\{\{|\}\}|\^\^\[|\^\[|[{}\[\]]")
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9-]*)(?:@([^{}@\s]+))?\}")


def parse_prose(text: str) -> tuple[tuple[Piece, ...], tuple[Fault, ...]]:
    """A text as pieces, and the faults that keep it from being read whole."""
    if not _MARK.search(text):
        return (Words(text),) if text else (), ()
    parser = _Parser(text)
    parser.run()
    return tuple(parser.pieces), tuple(parser.faults)


def placeholders(pieces: tuple[Piece, ...]) -> Iterator[Placeholder]:
    """Every placeholder, those in footnotes too."""
    for piece in pieces:
        if isinstance(piece, Note):
            yield from placeholders(piece.pieces)
        elif isinstance(piece, Placeholder):
            yield piece


def resolve(
    text: str, target: Callable[[Placeholder], str]
) -> tuple[tuple[Words | Note, ...], tuple[Fault, ...]]:
    """A text with every placeholder replaced by the words that `target` gives for it."""
    pieces, faults = parse_prose(text)

    def words(piece: Words | Placeholder) -> Words:
        return Words(target(piece)) if isinstance(piece, Placeholder) else piece

    resolved: list[Words | Note] = []
    for piece in pieces:
        if isinstance(piece, Note):
            inside = "".join(words(inner).text for inner in piece.pieces)
            resolved.append(Note((Words(inside),)))
        elif resolved and isinstance(last := resolved[-1], Words):
            resolved[-1] = Words(last.text + words(piece).text)
        else:
            resolved.append(words(piece))
    return tuple(resolved), faults


class _Parser:
    """One pass over the marks; a note is a list of pieces of its own."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: list[Piece] = []
        self.faults: list[Fault] = []
        self.note: list[Words | Placeholder] | None = None  # the pieces of an open footnote
        self.note_start = 0
        self.brackets = 0

    def run(self) -> None:
        position = 0
        while match := _MARK.search(self.text, position):
            self._words(self.text[position : match.start()])
            position = self._mark(match)
        self._words(self.text[position:])
        if self.note is not None:
            self._fault(
                "chú thích ^[ chưa đóng", "thêm dấu ]", self.note_start, self.note_start + 2
            )
            self.pieces.append(Note(tuple(self.note)))

    def _words(self, text: str) -> None:
        if text:
            self._add(Words(text))

    def _add(self, piece: Words | Placeholder) -> None:
        if self.note is None:
            self.pieces.append(piece)
        else:
            self.note.append(piece)

    def _mark(self, match: re.Match[str]) -> int:
        mark = match[0]
        if mark in ("{{", "}}", "^^["):
            self._words(mark[1:])
        elif mark == "{":
            return self._placeholder(match.start())
        elif mark == "}":
            self._fault("dấu } không có dấu { đi trước", "viết }} nếu cần in dấu }", *match.span())
        elif mark == "^[":
            self._open_note(match)
        else:
            self._bracket(mark)
        return match.end()

    def _placeholder(self, start: int) -> int:
        match = _PLACEHOLDER.match(self.text, start)
        if match is None:
            hint = "viết {mã-chỉ-tiêu} hoặc {mã-chỉ-tiêu@giai-đoạn}; viết {{ nếu cần in dấu {"
            close = self.text.find("}", start, start + 120)  # farther on it closes something else
            end = close + 1 if close >= 0 else start + 1
            self._fault("chỗ dành cho chỉ tiêu viết sai", hint, start, end)
            return end
        self._add(Placeholder(match[1], match[2] or "", *match.span()))
        return match.end()

    def _open_note(self, match: re.Match[str]) -> None:
        if self.note is not None:
            self._fault("chú thích nằm trong chú thích", "tách thành hai chú thích", *match.span())
            self.brackets += 1
        else:
            self.note, self.note_start, self.brackets = [], match.start(), 0

    def _bracket(self, mark: str) -> None:
        if self.note is None:
            self._words(mark)
        elif mark == "]" and self.brackets == 0:
            self.pieces.append(Note(tuple(self.note)))
            self.note = None
        else:
            self.brackets += 1 if mark == "[" else -1
            self._words(mark)

    def _fault(self, message: str, hint: str, start: int, end: int) -> None:
        self.faults.append(Fault(message, hint, start, end))
