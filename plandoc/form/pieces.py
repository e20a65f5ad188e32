"""Words as lines on the page: what the components of a document are looked for in."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from plandoc.form.view import Letters, Paragraph, Run, printed

LEFT, RIGHT, WHOLE = "left", "right", "whole"


class Piece(Struct, frozen=True):
    """A stretch of a paragraph between line breaks and tabs; `side` is the half of the page."""

    text: str  # as printed, spaces tidied
    runs: tuple[Run, ...]
    paragraph: Paragraph
    side: str

    @property
    def folded(self) -> str:
        """The words in capitals without marks: how they are recognised."""
        return fold(self.text)

    @property
    def is_typed_line(self) -> bool:
        """Whether it is a line drawn with characters."""
        return is_typed_line(self.text)

    def letters(self) -> list[Letters]:
        """The looks of its letters, blanks left out."""
        return [run.letters for run in self.runs if run.text.strip()]

    def sizes(self) -> list[float]:
        """The sizes of its letters, smallest first."""
        return sorted({letters.size for letters in self.letters() if not letters.is_raised})

    def every(self, holds: Callable[[Letters], bool]) -> bool:
        """Whether all its letters are so."""
        return all(holds(letters) for letters in self.letters())


def pieces(paragraphs: Iterable[Paragraph]) -> Iterator[Piece]:
    """The pieces of paragraphs, in order, without empty ones."""
    for paragraph in paragraphs:
        label = paragraph.label
        for line in _split(paragraph.runs, "\n"):
            parts = _split(line, "\t")
            for index, part in enumerate(parts):
                text = tidy("".join(printed(run) for run in part))
                if text:
                    text, label = f"{label} {text}".strip(), ""
                    yield Piece(text, part, paragraph, _side(paragraph, index, len(parts)))


def _split(runs: Iterable[Run], sign: str) -> list[tuple[Run, ...]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        for index, text in enumerate(run.text.split(sign)):
            if index:
                lines.append([])
            if text:
                lines[-1].append(run if text == run.text else replace(run, text=text))
    return [tuple(line) for line in lines]


def _side(paragraph: Paragraph, index: int, count: int) -> str:
    if paragraph.cell is not None and paragraph.cell.columns > 1:
        return LEFT if paragraph.cell.column == 0 else RIGHT
    if count == 1:
        return WHOLE
    return RIGHT if index else LEFT


def is_typed_line(text: str) -> bool:
    """Whether a text is a line drawn with characters: ``______``."""
    return re.fullmatch(r"[_\-–—=*.\s]{3,}", text.strip()) is not None


def tidy(text: str) -> str:
    """Words with single spaces between them, letters put together (NFC)."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Words in capitals without marks, spaces tidied: ``Nơi nhận:`` is ``NOI NHAN:``."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).upper().split())


def is_upper(text: str) -> bool:
    """Whether all its letters are capitals."""
    return text == text.upper()
