"""A document of `plandoc.writers.docx` read back: blocks, rows, and letters with their looks.

The writer's own strings are cut where its elements begin and end, so that what is not touched is
written again letter for letter. Only what this writer writes is understood; anything else raises
ValueError.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

NOTE = "￼"  # stands in a text for the mark of a footnote

_TAG = re.compile(r"<(/?)([\w:]+)([^>]*?)(/?)>")
_BODY = re.compile(r"<w:body>(.*)</w:body>", re.DOTALL)
_ENTITIES = (("&quot;", '"'), ("&gt;", ">"), ("&lt;", "<"), ("&amp;", "&"))


@dataclass(frozen=True)
class Element:
    """An element as it is written: its attributes and its inside are strings."""

    tag: str
    attributes: str
    inside: str
    whole: str


class Letter(NamedTuple):
    """One letter of a paragraph. `kind` is "t" for one of the text, else the name of the element
    that stands in its place (tab, br, footnoteReference, footnoteRef); `look` is the inside of
    `w:rPr`; `note` the id of the footnote that it refers to."""

    char: str
    kind: str
    look: str
    note: str = ""

    def like(self, other: "Letter") -> bool:
        """Whether both print the same; which footnote a mark names does not count."""
        return self[:3] == other[:3]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: `properties` is the inside of `w:pPr` but for `section`, its `w:sectPr`.

    `marks` are the ends of bookmarks, each before the letter of that number; `name` is the first
    bookmark that begins the paragraph, which is the id of what stands in it.
    """

    style: str
    properties: str
    section: str
    letters: tuple[Letter, ...]
    marks: tuple[tuple[int, str], ...]
    name: str

    @cached_property
    def text(self) -> str:
        return "".join(letter.char for letter in self.letters)


@dataclass(frozen=True)
class Cell:
    """A cell of a row; `properties` is its `w:tcPr`."""

    properties: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Row:
    """A row of a table; `properties` is the inside of `w:trPr`."""

    properties: str
    cells: tuple[Cell, ...]

    @property
    def shape(self) -> tuple[str, ...]:
        """What two rows must share to hold the same cells."""
        return (self.properties, *(cell.properties for cell in self.cells))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words of each cell."""
        return tuple("\n".join(_words(cell)) for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """A table: its name, the insides of `w:tblPr` and `w:tblGrid`, its rows."""

    name: str
    properties: str
    grid: str
    rows: tuple[Row, ...]


Block = Paragraph | Table


@dataclass(frozen=True)
class Written:
    """A whole document; `notes` are the paragraphs of its footnotes by their ids."""

    blocks: tuple[Block, ...]
    last_section: str
    notes: dict[str, Paragraph]


def read_written(document: str, footnotes: str) -> Written:
    """The main part and the footnotes part of a document of `plandoc.writers.docx`."""
    body = _BODY.search(document)
    if body is None:
        raise ValueError("no body")
    elements = list(children(body[1]))
    notes = {
        _attribute(note, "w:id"): _paragraph(next(children(note.inside)))
        for note in children(next(children(footnotes)).inside)
        if "w:type" not in note.attributes
    }
    return Written(_blocks(elements[:-1]), elements[-1].whole, notes)


def children(xml: str) -> Iterator[Element]:
    """The elements at the top of a piece of XML, in order; what stands between them is passed."""
    depth = 0
    start = inside = 0
    tag = attributes = ""
    for match in _TAG.finditer(xml):
        closes, name, given, empty = match.groups()
        if closes:
            depth -= 1
            if depth == 0:
                whole = xml[start : match.end()]
                yield Element(tag, attributes, xml[inside : match.start()], whole)
        elif empty and depth == 0:
            yield Element(name, given, "", match[0])
        elif not empty:
            if depth == 0:
                start, inside, tag, attributes = match.start(), match.end(), name, given
            depth += 1


def _blocks(elements: list[Element]) -> tuple[Block, ...]:
    for element in elements:
        if element.tag not in ("w:p", "w:tbl"):
            raise ValueError(f"not known among blocks: {element.tag}")
    return tuple(_paragraph(one) if one.tag == "w:p" else _table(one) for one in elements)


def _table(element: Element) -> Table:
    properties, grid, *rows = children(element.inside)
    caption = next(one for one in children(properties.inside) if one.tag == "w:tblCaption")
    name = _attribute(caption, "w:val")
    return Table(name, properties.inside, grid.inside, tuple(map(_row, rows)))


def _row(element: Element) -> Row:
    properties, *cells = children(element.inside)
    return Row(properties.inside, tuple(map(_cell, cells)))


def _cell(element: Element) -> Cell:
    properties, *blocks = children(element.inside)
    return Cell(properties.whole, _blocks(blocks))


def _words(cell: Cell) -> Iterator[str]:
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (text for row in block.rows for text in row.texts)


def _paragraph(element: Element) -> Paragraph:
    properties, *content = children(element.inside)
    looks = list(children(properties.inside))
    section = "".join(one.whole for one in looks if one.tag == "w:sectPr")
    letters: list[Letter] = []
    marks: list[tuple[int, str]] = []
    name = ""
    for one in content:
        if one.tag == "w:r":
            letters.extend(_letters(one))
            continue
        if one.tag not in ("w:bookmarkStart", "w:bookmarkEnd"):
            raise ValueError(f"not known in a paragraph: {one.tag}")
        marks.append((len(letters), one.whole))
        if one.tag == "w:bookmarkStart" and not letters:
            name = name or _attribute(one, "w:name")
    return Paragraph(
        _attribute(looks[0], "w:val"),
        properties.inside.removesuffix(section),
        section,
        tuple(letters),
        tuple(marks),
        name,
    )


def _letters(run: Element) -> Iterator[Letter]:
    look = ""
    for one in children(run.inside):
        kind = one.tag.removeprefix("w:")
        if kind == "rPr":
            look = one.inside
        elif kind == "t":
            text = one.inside
            for entity, char in _ENTITIES:
                text = text.replace(entity, char)
            yield from (Letter(char, kind, look) for char in text)
        elif kind in ("tab", "br"):
            yield Letter("\t" if kind == "tab" else "\n", kind, look)
        elif kind in ("footnoteReference", "footnoteRef"):
            note = _attribute(one, "w:id") if kind == "footnoteReference" else ""
            yield Letter(NOTE, kind, look, note)
        else:
            raise ValueError(f"not known in a run: {one.tag}")


def _attribute(element: Element, name: str) -> str:
    found = re.search(rf'(?:^|\s){name}="([^"]*)"', element.attributes)
    if found is None:
        raise ValueError(f"{element.tag} without {name}")
    return found[1]
