"""Where a character stands for us and for an editor.

We count characters of the composed text (NFC), as the reading does. An editor counts units of the
text that it holds: of UTF-16 (an emoji is two), or of UTF-8 or UTF-32 where it asks for those.
"""

import unicodedata
from itertools import pairwise


def lines_of(text: str) -> list[str]:
    """The lines of a text as an editor counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def to_editor(line: str, column: int, encoding: str) -> int:
    """The editor's place of our `column` (from 0) in a line as the editor holds it."""
    before = line[: _end_of(line, column)]
    return _units(before, encoding)


def from_editor(line: str, character: int, encoding: str) -> int:
    """Our column (from 0) of an editor's place; one past the end is the end."""
    units = 0
    end = 0
    while end < len(line) and units < character:
        units += _units(line[end], encoding)
        end += 1
    return len(unicodedata.normalize("NFC", line[:end]))


def _units(text: str, encoding: str) -> int:
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    if encoding == "utf-32":
        return len(text)
    return len(text) + sum(1 for char in text if char > "\uffff")


def _end_of(line: str, column: int) -> int:
    """How much of a line makes `column` characters when it is composed."""
    if unicodedata.is_normalized("NFC", line):
        return min(column, len(line))
    starts = [at for at, char in enumerate(line) if not at or not unicodedata.combining(char)]
    composed = 0
    for start, end in pairwise([*starts, len(line)]):
        if composed >= column:
            return start
        composed += len(unicodedata.normalize("NFC", line[start:end]))
    return len(line)
