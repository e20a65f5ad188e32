"""What a DOCX looks like when LibreOffice has laid it out: words with their places on the page."""

import re
import subprocess
from html import unescape
from pathlib import Path

from msgspec import Struct

MM = 72 / 25.4  # points in a millimetre
_WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)


class Word(Struct, frozen=True):
    """A word and its box, in millimetres from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Page(Struct, frozen=True):
    """A page: its size in millimetres, and its words in reading order."""

    width: float
    height: float
    words: list[Word]

    def find(self, text: str) -> Word:
        """The box around a run of words; an AssertionError when the page has it not."""
        wanted = text.split()
        for start in range(len(self.words) - len(wanted) + 1):
            run = self.words[start : start + len(wanted)]
            if [word.text for word in run] == wanted:
                return Word(
                    text,
                    min(word.left for word in run),
                    min(word.top for word in run),
                    max(word.right for word in run),
                    max(word.bottom for word in run),
                )
        raise AssertionError(f"{text!r} is not on the page")


def pages(pdf: Path) -> list[Page]:
    """The pages of a PDF."""
    command = ["pdftotext", "-bbox-layout", str(pdf), "-"]
    layout = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    found = []
    for part in layout.split("<page ")[1:]:
        width, height = re.findall(r'(?:width|height)="([\d.]+)"', part)[:2]
        words = [
            Word(unescape(text), *(float(side) / MM for side in sides))
            for *sides, text in _WORD.findall(part)
        ]
        found.append(Page(float(width) / MM, float(height) / MM, words))
    return found


def fonts(pdf: Path) -> set[str]:
    """The names of the fonts used, without the letters that mark a subset."""
    listed = subprocess.run(["pdffonts", str(pdf)], capture_output=True, check=True).stdout
    lines = listed.decode("utf-8").split("\n")[2:]
    return {line.split()[0].rpartition("+")[2] for line in lines if line.strip()}
