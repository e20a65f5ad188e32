"""Specimens of WordprocessingML: the raw `w:` elements of a document's body stand here, those of
tracked changes in `plandoc.writers.tracked`.

Plain functions from strings to strings; the order of elements is the schema's. Lengths are twips
(1/20 point) unless a name says otherwise. Styles are in `plandoc.writers.styles`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def twips(millimetres: float) -> int:
    """A length on the page, to the nearest twip."""
    return round(millimetres * 1440 / 25.4)


def illegal_character(text: str) -> str:
    """The first character that XML cannot carry (Word would refuse the file), or nothing."""
    found = _ILLEGAL.search(text)
    return found.group() if found else ""


def escape(text: str) -> str:
    """Text as XML character data and attribute value."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


# --- runs ---


def text(content: str, properties: str = "", tag: str = "w:t") -> str:
    """A run of text; `properties` is the inside of its `w:rPr`. A tab stays a tab. The `tag` of
    text that was deleted is ``w:delText``."""
    inside = "<w:tab/>".join(
        f'<{tag} xml:space="preserve">{escape(part)}</{tag}>' if part else ""
        for part in content.split("\t")
    )
    return run(inside, properties)


def run(inside: str, properties: str = "") -> str:
    return (
        f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>" if properties else f"<w:r>{inside}</w:r>"
    )


def face(style: str, bold: bool | None, italic: bool | None) -> str:
    """Inside of `w:rPr`: a character style, and bold or italic switched by hand.

    By hand because bold and italic are toggles: set to "off" in a character style they change
    nothing in a bold paragraph; only the run itself can switch them off.
    """
    parts = [f'<w:rStyle w:val="{style}"/>'] if style else []
    for element, value in (("b", bold), ("i", italic)):
        if value is not None:
            parts.append(f"<w:{element}/>" if value else f'<w:{element} w:val="0"/>')
    return "".join(parts)


LINE_BREAK = run("<w:br/>")
TAB = run("<w:tab/>")


def bookmark(number: int, name: str) -> tuple[str, str]:
    """Start and end of the bookmark `name`."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return start, f'<w:bookmarkEnd w:id="{number}"/>'


def field(instruction: str, shown: str) -> str:
    """A field that Word computes; `shown` stands there until it does."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{text(shown)}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


# --- footnotes ---


def footnote_reference(number: int, style: str) -> str:
    """The mark in the text; `number` from 1 names the note in the footnotes part."""
    return run(f'<w:footnoteReference w:id="{number}"/>', face(style, None, None))


def footnote(number: int, style: str, reference_style: str, content: str) -> str:
    """A note: its mark, a space, its runs."""
    mark = run("<w:footnoteRef/>", face(reference_style, None, None))
    inside = paragraph(style, mark + text(" ") + content)
    return f'<w:footnote w:id="{number}">{inside}</w:footnote>'


def footnotes(notes: str) -> str:
    """The footnotes part; -1 and 0 are the lines that Word draws above notes."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}">'
        f"<w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return f"{HEADER}<w:footnotes {NAMESPACES}>{separators}{notes}</w:footnotes>"


# --- paragraphs ---


def paragraph(
    style: str,
    content: str,
    *,
    keep_next: bool = False,
    keep_lines: bool = False,
    direct: str = "",
    section: str = "",
) -> str:
    """A paragraph; `direct` is what no style can say, `section` ends a section after it."""
    keep = ("<w:keepNext/>" if keep_next else "") + ("<w:keepLines/>" if keep_lines else "")
    properties = f'<w:pStyle w:val="{style}"/>{keep}{direct}{section}'
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def drawn_line(weight: float, left: int, right: int) -> str:
    """Direct formatting of an empty paragraph that is a line: `weight` in points, indented by
    `left` and `right`. No drawing: it needs no alternative text and follows the text's edits."""
    border = f'w:val="single" w:sz="{round(weight * 8)}" w:space="0" w:color="000000"'
    return f'<w:pBdr><w:top {border}/></w:pBdr><w:ind w:left="{left}" w:right="{right}"/>'


def leader_tab(position: int, instead_of: int = 0) -> str:
    """A tab at `position`, reached by dots; `instead_of` is the one that the style has."""
    clear = f'<w:tab w:val="clear" w:pos="{instead_of}"/>' if instead_of else ""
    return f'<w:tabs>{clear}<w:tab w:val="right" w:leader="dot" w:pos="{position}"/></w:tabs>'


# --- tables ---


def table(style: str, name: str, columns: list[int], rows: Iterable[str], *, has_head: bool) -> str:
    """A table of fixed column widths; `name` is what a screen reader announces."""
    first = 'w:val="0020" w:firstRow="1"' if has_head else 'w:val="0000" w:firstRow="0"'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    opening = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook {first} w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(name)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    return "".join((opening, *rows, "</w:tbl>"))


def row(cells: str, *, head: bool = False) -> str:
    """A row that stays on one page; a head row is repeated on every page."""
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def cell(width: int, paragraphs: str) -> str:
    """A cell; its paragraphs must not be empty and must end with a paragraph."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>'


# --- pages ---


@dataclass(frozen=True)
class Sheet:
    """A page's paper and margins, in twips."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right

    @property
    def is_landscape(self) -> bool:
        return self.width > self.height


NO_ROOM = '<w:spacing w:before="0" w:after="0" w:line="2" w:lineRule="exact"/>'


def section(
    sheet: Sheet, header: str, first_header: str = "", *, numbered_anew: bool = False
) -> str:
    """`w:sectPr`; `header` and `first_header` are relationship ids. With a first header the first
    page of the section differs; without, its header is as on the other pages."""
    references = f'<w:headerReference w:type="default" r:id="{header}"/>'
    if first_header:
        references += f'<w:headerReference w:type="first" r:id="{first_header}"/>'
    turned = ' w:orient="landscape"' if sheet.is_landscape else ""
    anew = '<w:pgNumType w:start="1"/>' if numbered_anew else ""
    title_page = "<w:titlePg/>" if first_header else ""
    return (
        f"<w:sectPr>{references}"
        f'<w:pgSz w:w="{sheet.width}" w:h="{sheet.height}"{turned}/>'
        f'<w:pgMar w:top="{sheet.top}" w:right="{sheet.right}" w:bottom="{sheet.bottom}"'
        f' w:left="{sheet.left}" w:header="{sheet.header}" w:footer="{sheet.header}"'
        f' w:gutter="0"/>{anew}{title_page}</w:sectPr>'
    )


def page_header(style: str, content: str) -> str:
    """A header part of one paragraph."""
    return f"{HEADER}<w:hdr {NAMESPACES}>{paragraph(style, content)}</w:hdr>"


def document(body: str, last_section: str) -> str:
    """The main part."""
    return f"{HEADER}<w:document {NAMESPACES}><w:body>{body}{last_section}</w:body></w:document>"
