"""The rows of a table of data as WordprocessingML."""

from collections.abc import Callable, Iterator, Sequence

from plandoc.documents.tables import Cell, Row, Table
from plandoc.writers import wml
from plandoc.writers.markup import UnknownMarkup
from plandoc.writers.runs import Words, split_at_breaks

Text = Callable[[str, Words, int, bool], str]
"""A paragraph: the key of its style, its words, their line, and whether the next stays with it."""

_STYLES = {"left": "table-cell", "center": "table-number"}


def table_rows(
    table: Table, columns: Sequence[int], text: Text, is_kept: Callable[[Row], bool]
) -> Iterator[str]:
    """The rows, the head first; `columns` are the widths in twips, `is_kept` says of a row whether
    it stays with what follows.

    Raises UnknownMarkup for a row that does not fit the columns, and an align without a style.
    """
    for row in table.all_rows():
        if len(row.cells) != len(columns):
            raise UnknownMarkup("columns", f"{len(row.cells)}/{len(columns)}", row.line)
        is_head = row is table.head
        # A row that names the group below it does not stay behind at the foot of a page.
        kept = is_kept(row) or _names_group(row.cells[0])
        cells = []
        for cell, align, width in zip(row.cells, table.aligns, columns, strict=True):
            if align not in _STYLES:
                raise UnknownMarkup("align", align, row.line)
            style = "table-head" if is_head else _STYLES[align]
            paragraphs = [text(style, words, row.line, kept) for words in _lines(cell)]
            cells.append(wml.cell(width, "".join(paragraphs)))
        yield wml.row("".join(cells), head=is_head)


def _lines(cell: Cell) -> Sequence[Words]:
    """What stands in the paragraphs of a cell: one for each forced break, at least one."""
    if isinstance(cell, str):
        return (cell,)
    return [piece for piece in split_at_breaks(cell.children or ()) if piece] or [""]


def _names_group(cell: Cell) -> bool:
    """Whether the first words of a row are strong."""
    if isinstance(cell, str):
        return False
    said = (child for child in cell.children or () if child.type != "text" or child.content)
    return (opening := next(said, None)) is not None and opening.type == "strong_open"
