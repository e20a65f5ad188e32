"""Ways to break a finished document of ours in one respect."""

from collections.abc import Callable
from copy import deepcopy

from tests.forms import Draft, Element, W, p, xml

Break = Callable[[Draft], object]


def bold(on: int) -> str:
    return f'<w:b w:val="{on}"/>'


def italic(on: int) -> str:
    return f'<w:i w:val="{on}"/>'


def size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/>'


LEFT = '<w:jc w:val="left"/>'
NO_CAPS = '<w:caps w:val="0"/>'
ARIAL = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
RED = '<w:color w:val="FF0000"/>'


# --- ways to break a document ---


def paper(width: int, height: int) -> Break:
    def change(draft: Draft) -> None:
        page = draft.section.find(f"{W}pgSz")
        page.set(f"{W}w", str(width))
        page.set(f"{W}h", str(height))

    return change


def margin(side: str, twips: int) -> Break:
    return lambda d: d.section.find(f"{W}pgMar").set(f"{W}{side}", str(twips))


def turned_page_without_table(draft: Draft) -> None:
    def turn(section: Element) -> None:
        section.find(f"{W}pgSz").set(f"{W}w", "16838")
        section.find(f"{W}pgSz").set(f"{W}h", "11906")

    first, last = draft.paragraphs("Dash")[3], draft.paragraphs("Dash")[5]
    draft.break_section(first, lambda section: section.append(xml("<w:titlePg/>")[0]))
    draft.break_section(last, turn)
    draft.section.remove(draft.section.find(f"{W}titlePg"))


def later_section(inside: str, drop: str = "headerReference") -> Break:
    """A second section; the first keeps what the document had."""

    def change(draft: Draft) -> None:
        end = draft.paragraphs("Dash")[3]
        draft.break_section(end, lambda section: section.append(xml("<w:titlePg/>")[0]))
        draft.section.remove(draft.section.find(f"{W}titlePg"))
        for child in draft.section.findall(f"{W}{drop}"):
            draft.section.remove(child)
        draft.section.extend(xml(inside))

    return change


def no_page_number(draft: Draft) -> None:
    (header,) = draft.part("word/header1.xml")
    for run in header.findall(f"{W}r"):
        header.remove(run)


def page_number_in_footer(draft: Draft) -> None:
    for reference in draft.section.findall(f"{W}headerReference"):
        reference.tag = f"{W}footerReference"


def page_number_field(code: str) -> Break:
    def change(draft: Draft) -> None:
        draft.part("word/header1.xml").find(f".//{W}instrText").text = code

    return change


def number_format(kind: str) -> Break:
    return lambda d: d.section.extend(xml(f'<w:pgNumType w:fmt="{kind}"/>'))


def run_of(style: str, letters: str, which: int = 0) -> Break:
    return lambda d: d.direct(d.paragraphs(style)[which], letters)


def styled(name: str, letters: str = "", layout: str = "") -> Break:
    return lambda d: d.style(name, letters, layout)


def retyped(style: str, old: str, new: str, which: int = 0) -> Break:
    return lambda d: d.retype(style, old, new, which)


def both(*changes: Break) -> Break:
    def change(draft: Draft) -> None:
        for one in changes:
            one(draft)

    return change


def rule_under(style: str, change: Callable[[Draft, Element], object], which: int = -1) -> Break:
    """Change the thin paragraph that draws the line under a paragraph."""
    return lambda d: change(d, d.paragraphs(style)[which].getnext())


def erase(draft: Draft, line: Element) -> None:
    line.find(f"{W}pPr").remove(line.find(f"{W}pPr/{W}pBdr"))


def shorten(by: int) -> Callable[[Draft, object], None]:
    def change(draft: Draft, line: Element) -> None:
        for side in ("left", "right"):
            indent = line.find(f"{W}pPr/{W}ind")
            indent.set(W + side, str(int(indent.get(W + side)) + by))

    return change


def shift(draft: Draft, line: Element) -> None:
    indent = line.find(f"{W}pPr/{W}ind")
    indent.set(f"{W}left", str(int(indent.get(f"{W}left")) + 400))
    indent.set(f"{W}right", str(int(indent.get(f"{W}right")) - 400))


def dot(draft: Draft, line: Element) -> None:
    line.find(f"{W}pPr/{W}pBdr/{W}top").set(f"{W}val", "dotted")


def type_it(draft: Draft, line: Element) -> None:
    erase(draft, line)
    style = line.find(f"{W}pPr/{W}pStyle")
    style.set(f"{W}val", "NationalMotto")
    line.find(f"{W}pPr").remove(line.find(f"{W}pPr/{W}ind"))
    line.extend(xml("<w:r><w:t>_________________</w:t></w:r>"))


def underline_motto(draft: Draft) -> None:
    rule_under("NationalMotto", erase)(draft)
    draft.style("NationalMotto", '<w:u w:val="single"/>')


def superior_of_a_committee(draft: Draft) -> None:
    first = draft.paragraphs("IssuingBody")[0]
    first.addprevious(xml(p("CHÍNH PHỦ", layout='<w:pStyle w:val="SuperiorBody"/>'))[0])


def split_row(style: str) -> Break:
    """The row with a paragraph of this style in its first cell becomes two rows: the first with
    only that cell filled, the second with only the others."""

    def change(draft: Draft) -> None:
        row = draft.paragraphs(style)[0].getparent().getparent()
        copy = deepcopy(row)
        row.addnext(copy)
        for cell in row.findall(f"{W}tc")[1:]:
            empty(cell)
        empty(copy.find(f"{W}tc"))

    return change


def empty(cell: Element) -> None:
    for paragraph in cell.findall(f"{W}p"):
        cell.remove(paragraph)
    cell.extend(xml('<w:p><w:pPr><w:pStyle w:val="Anchor"/></w:pPr></w:p>'))


def addressed(letters: str) -> Break:
    layout = '<w:pStyle w:val="Addressee"/>'
    return lambda d: d.paragraphs("Basis")[0].addprevious(
        xml(p("Kính gửi: Ủy ban nhân dân tỉnh", letters, layout))[0]
    )


def without(style: str, which: int = 0) -> Break:
    def change(draft: Draft) -> None:
        paragraph = draft.paragraphs(style)[which]
        paragraph.getparent().remove(paragraph)

    return change


def cells_may_split(draft: Draft) -> None:
    for mark in draft.find(".//w:cantSplit"):
        mark.getparent().remove(mark)
    for style in ("SignatureAuthority", "SignatureTitle"):
        draft.style(style, layout='<w:keepNext w:val="0"/>')
    for mark in draft.find(".//w:tbl[last()]//w:pPr/w:keepNext"):
        mark.getparent().remove(mark)


def end_mark_gone(draft: Draft) -> None:
    draft.retype("Clause", "./.", ".", which=-1)


def annex_start(value: str | None) -> Break:
    def change(draft: Draft) -> None:
        for start in draft.find(".//w:sectPr/w:pgNumType"):
            start.attrib.pop(f"{W}start")
            if value:
                start.set(f"{W}start", value)

    return change


def annexes_in_one_section(draft: Draft) -> None:
    """The second annex goes on in the section of the first."""
    second = draft.paragraphs("AnnexNumber")[1]
    for before_it in second.itersiblings(preceding=True):
        section = before_it.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            section.getparent().remove(section)
            return
