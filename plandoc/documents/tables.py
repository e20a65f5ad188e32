"""Tables in Markdown: as in GitHub's, but a row loses no cell, and a table is one token.

markdown-it drops what a row has more than its head and fills up what it has less. Here every row
has the cells that were written, so that the writer can refuse a row that does not fit. Three tokens
for each cell would be most of the time and memory of a large document.
"""

import re
from collections.abc import Iterator

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from msgspec import Struct

_RULED = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
_ALIGN = {(True, True): "center", (False, True): "right"}

Cell = str | Token
"""Plain words; or an ``inline`` token, where there is markup among them."""


class Row(Struct):
    """A row; `line` counts from 1 in the Markdown text."""

    line: int
    cells: list[Cell]


class Table(Struct):
    """What a ``table`` token stands for; `aligns` are left, center or right, one for each cell of
    the head."""

    aligns: list[str]
    head: Row
    rows: list[Row]

    def all_rows(self) -> Iterator[Row]:
        """The head, then the rows below it."""
        yield self.head
        yield from self.rows


def table_of(token: Token) -> Table:
    """The table of a ``table`` token."""
    table: Table = token.meta["table"]
    return table


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block rule: a line of heads, a line of dashes, rows to the first line without a bar."""
    if start + 2 > end:
        return False
    head, ruled = _line(state, start), _line(state, start + 1)
    if "|" not in head or "-" not in ruled or not _RULED.fullmatch(ruled):
        return False
    aligns = [_align(cell) for cell in _split(ruled)]
    heads = _split(head)
    if len(heads) != len(aligns):
        return False
    if silent:
        return True
    last = start + 2
    while last < end and "|" in _line(state, last) and not _ends(state, last, end):
        last += 1
    token = state.push("table", "table", 0)
    token.map = [start, last]
    token.meta["table"] = Table(
        aligns,
        Row(start + 1, [*heads]),
        [Row(number + 1, [*_split(_line(state, number))]) for number in range(start + 2, last)],
    )
    state.line = last
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].strip()


def _split(line: str) -> list[str]:
    """The cells of a line: a bar at its ends encloses them, ``\\|`` is a bar of the text."""
    inside = line.removeprefix("|")
    if inside.endswith("|") and not inside.endswith("\\|"):
        inside = inside[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(inside)]


def _align(dashes: str) -> str:
    return _ALIGN.get((dashes.startswith(":"), dashes.endswith(":")), "left")


def _ends(state: StateBlock, number: int, end: int) -> bool:
    """Whether another block begins here; a line that begins with a bar can only be a row."""
    if state.src[state.bMarks[number] + state.tShift[number]] == "|":
        return False
    return any(
        rule(state, number, end, True) for rule in state.md.block.ruler.getRules("blockquote")
    )
