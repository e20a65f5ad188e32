"""A .docx file as text that a person can review: a line for a paragraph, a line for a table's row.

    Heading 1 #muc_dich | I. MỤC ĐÍCH
    Nội dung | Giai đoạn **2021 - 2025**^[Quyết định số 2902/QĐ-UBND.]
    Table Nhiệm vụ chủ trì | 12.9 + 90 mm
      Head | TT | Nội dung
      Row | >1< | Các Sở, ban, ngành; ¶ Ủy ban nhân dân các huyện
    Section | 210 x 297 mm | margins 20 15 20 30 (top right bottom left) | first page differs

A cell of a table shows its paragraphs with ¶ between, centred ones in > <; a layout grid shows its
cells line by line. Run as a program it prints the outline of the files that it is given.
"""

import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DC = "{http://purl.org/dc/elements/1.1/}"

Element = etree._Element


def outline(content: bytes) -> str:
    """The outline of a DOCX file's bytes. An element that it does not know raises ValueError."""
    parts = read_parts(content)
    return "\n".join(_Outline(parts).lines()) + "\n"


def read_parts(content: bytes) -> dict[str, Element]:
    """Every XML part of the package by its name, parsed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: etree.fromstring(archive.read(name), parser)
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


class _Outline:
    def __init__(self, parts: dict[str, Element]) -> None:
        self.parts = parts
        self.names = {
            style.get(f"{W}styleId"): _value(style.find(f"{W}name"))
            for style in parts["word/styles.xml"].iter(f"{W}style")
        }
        self.targets = {
            relation.get("Id"): f"word/{relation.get('Target')}"
            for relation in parts["word/_rels/document.xml.rels"]
        }
        self.notes = {
            note.get(f"{W}id"): note for note in parts["word/footnotes.xml"].iter(f"{W}footnote")
        }

    def lines(self) -> Iterator[str]:
        for element in self.parts["docProps/core.xml"]:
            yield f"Property {etree.QName(element).localname} | {element.text}"
        yield from self.blocks(self.parts["word/document.xml"][0], "")

    def blocks(self, parent: Element, indent: str) -> Iterator[str]:
        for block in parent:
            if block.tag == f"{W}p":
                yield indent + self.paragraph(block)
                if (section := block.find(f"{W}pPr/{W}sectPr")) is not None:
                    yield from self.section(section)
            elif block.tag == f"{W}tbl":
                yield from self.table(block, indent)
            elif block.tag == f"{W}sectPr":
                yield from self.section(block)
            elif block.tag != f"{W}tcPr":
                raise ValueError(f"not in the outline: {block.tag}")

    def paragraph(self, paragraph: Element) -> str:
        properties = paragraph.find(f"{W}pPr")
        head = self.names[_value(properties.find(f"{W}pStyle"))].replace("heading", "Heading")
        for mark in paragraph.iter(f"{W}bookmarkStart"):
            head += f" #{mark.get(f'{W}name')}"
        if properties.find(f"{W}keepNext") is not None:
            head += " (keep)"
        if (border := properties.find(f"{W}pBdr/{W}top")) is not None:
            indents = properties.find(f"{W}ind")
            sides = " and ".join(_mm(indents.get(f"{W}{side}")) for side in ("left", "right"))
            head += f" (line of {int(border.get(f'{W}sz')) / 8:g} pt, {sides} mm from the sides)"
        text = self.text(paragraph)
        return f"{head} | {text}" if text else head

    def text(self, paragraph: Element) -> str:
        """The words with their marks; neighbouring runs of one face share them."""
        pieces: list[tuple[tuple[str, str], str]] = []
        for run in paragraph.iter(f"{W}r"):
            face, words = self.face(run), "".join(self.signs(run))
            if pieces and pieces[-1][0] == face:
                pieces[-1] = (face, pieces[-1][1] + words)
            else:
                pieces.append((face, words))
        return "".join(
            f"{before}{words}{after}" if words else "" for (before, after), words in pieces
        )

    def face(self, run: Element) -> tuple[str, str]:
        """What stands before and after the words of a run."""
        style = run.find(f"{W}rPr/{W}rStyle")
        if run.find(f"{W}rPr") is None or run.find(f"{W}footnoteReference") is not None:
            return "", ""
        key = _value(style) if style is not None else ""
        marks = {"Strong": "**", "Emphasis": "*", "StrongEmphasis": "***"}
        off = [
            f"not {word}"
            for element, word in (("b", "bold"), ("i", "italic"))
            if _value(run.find(f"{W}rPr/{W}{element}")) == "0"
        ]
        if key in marks and not off:
            return marks[key], marks[key]
        return "[", f"]{{{', '.join(filter(None, [self.names.get(key, ''), *off]))}}}"

    def signs(self, run: Element) -> Iterator[str]:
        for sign in run:
            kind = etree.QName(sign).localname
            if kind == "t":
                yield sign.text or ""
            elif kind in ("br", "tab"):
                yield {"br": " ⏎ ", "tab": " → "}[kind]
            elif kind == "instrText":
                yield f"{{{(sign.text or '').strip()}}}"
            elif kind == "footnoteReference":
                yield f"^[{self.text(self.notes[sign.get(f'{W}id')]).strip()}]"
            elif kind not in ("rPr", "fldChar", "footnoteRef", "separator"):
                raise ValueError(f"not in the outline: {sign.tag}")

    def table(self, table: Element, indent: str) -> Iterator[str]:
        style = _value(table.find(f"{W}tblPr/{W}tblStyle"))
        is_grid = style == "LayoutTable"
        name = _value(table.find(f"{W}tblPr/{W}tblCaption"))
        widths = " + ".join(_mm(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol"))
        yield f"{indent}{'Grid' if is_grid else 'Table'} {name} | {widths} mm"
        for row in table.iter(f"{W}tr"):
            if is_grid:
                yield f"{indent}  Row"
                for cell in row.iter(f"{W}tc"):
                    yield f"{indent}    Cell"
                    yield from self.blocks(cell, f"{indent}      ")
            else:
                kind = "Head" if row.find(f"{W}trPr/{W}tblHeader") is not None else "Row"
                cells = [self.cell(cell, kind) for cell in row.iter(f"{W}tc")]
                yield f"{indent}  {' | '.join([kind, *cells])}".rstrip()

    def cell(self, cell: Element, kind: str) -> str:
        usual = {"Head": "TableHead", "Row": "TableCell"}[kind]
        shown = []
        for paragraph in cell.iter(f"{W}p"):
            style, text = _value(paragraph.find(f"{W}pPr/{W}pStyle")), self.text(paragraph)
            if style == "TableNumber":
                shown.append(f">{text}<")
            else:
                shown.append(text if style == usual else f"{self.names[style]}: {text}")
        return " ¶ ".join(shown)

    def section(self, section: Element) -> Iterator[str]:
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        sides = " ".join(_mm(margins.get(f"{W}{s}")) for s in ("top", "right", "bottom", "left"))
        first = " | first page differs" if section.find(f"{W}titlePg") is not None else ""
        paper = f"{_mm(size.get(f'{W}w'))} x {_mm(size.get(f'{W}h'))} mm"
        yield f"Section | {paper} | margins {sides} (top right bottom left){first}"
        for header in section.iter(f"{W}headerReference"):
            part = self.parts[self.targets[header.get(f"{R}id")]]
            for paragraph in part:
                yield f"  Header {header.get(f'{W}type')} | {self.paragraph(paragraph)}"


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _mm(twips: str) -> str:
    return f"{int(twips) * 25.4 / 1440:.1f}".removesuffix(".0")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        sys.stdout.write(outline(Path(argument).read_bytes()))
