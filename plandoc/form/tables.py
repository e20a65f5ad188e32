"""Tables: where a cell stands, how wide its text is, what the table's style says in it."""

import re
from collections.abc import Iterator

from msgspec import Struct

from plandoc.form.content import chosen
from plandoc.form.facts import MM, Facts
from plandoc.form.styles import Styles
from plandoc.form.view import Cell
from plandoc.form.wordxml import Element, W, is_on, points, switch, value, whole

_PADDING = 5.75  # points, where nothing is said
_LOOKS = (("firstRow", 0x20), ("lastRow", 0x40), ("firstColumn", 0x80), ("lastColumn", 0x100))
_CONDITIONS = {"firstColumn": "firstCol", "lastColumn": "lastCol"}


class CellContent(Struct, frozen=True):
    """A cell to be read: the `w:tc`, its place, its room in mm, what the table's style says."""

    element: object
    cell: Cell
    room: float
    letters: Facts
    layout: Facts


def cells(table: Element, number: int, room: float, styles: Styles) -> Iterator[CellContent]:
    """The cells of the table, row by row; `room` is the width (mm) of what it stands in."""
    properties = table.find(f"{W}tblPr")
    style = styles.known(value(properties, "tblStyle"), "table")
    grid = [
        points(column.get(f"{W}w")) or 0.0 for column in table.findall(f"{W}tblGrid/{W}gridCol")
    ]
    rows = list(_rows(table))
    widest = max((_columns(row) for row in rows), default=0)
    looks = _looks(None if properties is None else properties.find(f"{W}tblLook"))
    for index, row in enumerate(rows):
        row_properties = row.find(f"{W}trPr")
        column = whole(value(row_properties, "gridBefore"))
        stays = bool(switch(row_properties, "cantSplit"))
        for element in _unwrapped(row, "tc"):
            span = _span(element)
            place = Cell(number, index, column, max(widest, len(grid)), stays)
            applying = _applying(looks, place, len(rows), span)
            letters, layout = styles.table_facts(style, applying)
            width = _width(element, grid[column : column + span], room, place.columns)
            padding = _padding(element, properties, style, styles)
            yield CellContent(element, place, max(width - padding, 1.0), letters, layout)
            column += span


def _rows(table: Element) -> Iterator[Element]:
    for row in _unwrapped(table, "tr"):
        properties = row.find(f"{W}trPr")
        if properties is None or properties.find(f"{W}del") is None:
            yield row


def _unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    """Children of that tag, also those inside content controls and tracked insertions."""
    for child in chosen(parent):
        if child.tag == W + tag:
            yield child
        elif child.tag == f"{W}sdt":
            for content in child.findall(f"{W}sdtContent"):
                yield from _unwrapped(content, tag)
        elif child.tag in (f"{W}ins", f"{W}customXml", f"{W}moveTo"):
            yield from _unwrapped(child, tag)


def _columns(row: Element) -> int:
    before = whole(value(row.find(f"{W}trPr"), "gridBefore"))
    return before + sum(_span(cell) for cell in _unwrapped(row, "tc"))


def _span(cell: Element) -> int:
    return min(max(1, whole(value(cell.find(f"{W}tcPr"), "gridSpan"), 1)), 100)


def _width(cell: Element, columns: list[float], room: float, count: int) -> float:
    """The width of a cell in mm: as it says, else as the grid says, else an equal share."""
    properties = cell.find(f"{W}tcPr")
    given, kind = value(properties, "tcW", "w"), value(properties, "tcW", "type")
    length = points(given)
    if kind in ("dxa", "") and length:
        return length * MM
    if sum(columns) > 0:
        return sum(columns) * MM
    if given.endswith("%"):
        return room * whole(given[:-1].partition(".")[0]) / 100
    if kind == "pct" and whole(given):
        return room * whole(given) / 5000
    return room / max(count, 1)


def _padding(cell: Element, table: Element | None, style: str, styles: Styles) -> float:
    """The space left and right of a cell's text, together, in mm."""
    sources = [cell.find(f"{W}tcPr/{W}tcMar")]
    sources += [None if table is None else table.find(f"{W}tblCellMar")]
    sources += [one.element.find(f"{W}tblPr/{W}tblCellMar") for one in styles.chain(style)]
    total = 0.0
    for names in (("left", "start"), ("right", "end")):
        found = (points(value(source, name, "w")) for source in sources for name in names)
        total += next((length for length in found if length is not None), _PADDING)
    return total * MM


def _looks(look: Element | None) -> set[str]:
    """Which special rows and columns the table wants from its style."""
    if look is None:
        return set()
    bits = look.get(f"{W}val", "")
    mask = int(bits, 16) if re.fullmatch("[0-9A-Fa-f]{1,8}", bits) else 0
    wanted = set()
    for name, bit in _LOOKS:
        said = look.get(W + name)
        if is_on(said) if said else mask & bit:
            wanted.add(name)
    return wanted


def _applying(looks: set[str], cell: Cell, rows: int, span: int) -> tuple[str, ...]:
    """The conditions of the table's style that hold in a cell, weakest first."""
    holds = {
        "firstColumn": cell.column == 0,
        "lastColumn": cell.column + span >= cell.columns,
        "firstRow": cell.row == 0,
        "lastRow": cell.row == rows - 1,
    }
    return tuple(
        _CONDITIONS.get(name, name) for name, is_here in holds.items() if is_here and name in looks
    )
