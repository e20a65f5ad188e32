"""A reader of tracked changes that shares nothing with the writer: accept all, reject all, lint.

It is strict where Word is lenient: a paragraph's mark that goes joins the paragraph to the next
one; where none follows it stays, and an empty paragraph is left that the caller's comparison finds.
"""

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from tests.outline import W, read_parts

Element = etree._Element
RUNS = ("ins", "del", "moveFrom", "moveTo")
STAYS = {True: ("ins", "moveTo"), False: ("del", "moveFrom")}
PARTS = ("word/document.xml", "word/footnotes.xml")


def resolved(content: bytes, *, accept: bool) -> dict[str, Element]:
    """The document and the footnotes of a DOCX with all its changes accepted, or all rejected."""
    parts = {name: deepcopy(part) for name, part in read_parts(content).items() if name in PARTS}
    for part in parts.values():
        _rows(part, accept)
        marks = _marks(part, accept)
        _runs(part, accept)
        _properties(part, accept)
        _join(marks)
    return parts


def _rows(part: Element, accept: bool) -> None:
    for row in list(part.iter(f"{W}tr")):
        for kind in RUNS:
            mark = row.find(f"{W}trPr/{W}{kind}")
            if mark is None:
                continue
            if kind in STAYS[accept]:
                mark.getparent().remove(mark)
            else:
                row.getparent().remove(row)
    for table in list(part.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)


def _marks(part: Element, accept: bool) -> list[Element]:
    """The paragraphs whose marks go, in order; no mark is tracked any more."""
    going = []
    for paragraph in part.iter(f"{W}p"):
        looks = paragraph.find(f"{W}pPr/{W}rPr")
        if looks is None:
            continue
        (mark,) = looks
        if etree.QName(mark).localname not in STAYS[accept]:
            going.append(paragraph)
        looks.getparent().remove(looks)
    return going


def _runs(part: Element, accept: bool) -> None:
    for end in [*part.iter(*(f"{W}{kind}Range{end}" for kind in RUNS for end in ("Start", "End")))]:
        end.getparent().remove(end)
    for change in [*part.iter(*(f"{W}{kind}" for kind in RUNS))]:
        parent = change.getparent()
        at = parent.index(change)
        if etree.QName(change).localname in STAYS[accept]:
            parent[at : at + 1] = list(change)
        else:
            parent.remove(change)
    for text in part.iter(f"{W}delText"):
        text.tag = f"{W}t"


def _properties(part: Element, accept: bool) -> None:
    kinds = ("pPr", "tblPr", "tblGrid", "sectPr")
    for change in [*part.iter(*(f"{W}{kind}Change" for kind in kinds))]:
        properties = change.getparent()
        properties.remove(change)
        if accept:
            continue
        # What a change of properties cannot speak of stays as it is.
        fixed = [e for e in properties if e.tag in (f"{W}sectPr", f"{W}headerReference")]
        first = [e for e in fixed if e.tag == f"{W}headerReference"]
        last = [e for e in fixed if e.tag == f"{W}sectPr"]
        properties[:] = [*first, *change[0], *last]


def _join(going: list[Element]) -> None:
    for paragraph in going:
        following = paragraph.getnext()
        if following is None or following.tag != f"{W}p":
            continue  # it cannot go
        content = [e for e in paragraph if e.tag != f"{W}pPr"]
        following[1:1] = content
        paragraph.getparent().remove(paragraph)


# --- what a document says


def story(parts: dict[str, Element]) -> list[Any]:
    """Everything that is printed: blocks with their properties, runs of one look, their notes."""
    notes = {n.get(f"{W}id"): n for n in parts[PARTS[1]]}
    return _blocks(parts[PARTS[0]][0], notes)


def _blocks(parent: Element, notes: dict[str, Element]) -> list[Any]:
    found: list[Any] = []
    for block in parent:
        kind = etree.QName(block).localname
        if kind == "p":
            found.append((_xml(block[0]), _content(block, notes)))
        elif kind == "tbl":
            rows = [
                (_xml(row[0]), [(_xml(cell[0]), _blocks(cell, notes)) for cell in row[1:]])
                for row in block.iter(f"{W}tr")
            ]
            found.append((_xml(block[0]), _xml(block[1]), rows))
        elif kind == "sectPr":
            found.append(_xml(block))
        else:
            assert kind == "tcPr", kind
    return found


def _content(paragraph: Element, notes: dict[str, Element]) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = []
    for run in paragraph.iter(f"{W}r"):
        look = run.find(f"{W}rPr")
        face = "" if look is None else _xml(look)
        for sign in run:
            kind = etree.QName(sign).localname
            if kind == "rPr":
                continue
            text = sign.text or "" if kind == "t" else f"<{kind}>"
            if kind == "footnoteReference":
                text = f"<{_content(notes[sign.get(f'{W}id')], notes)}>"
            if pieces and pieces[-1][0] == face:
                pieces[-1] = (face, pieces[-1][1] + text)
            else:
                pieces.append((face, text))
    return [piece for piece in pieces if piece[1]]


def bookmarks(parts: dict[str, Element]) -> list[tuple[str, str]]:
    """The bookmarks in order, each with the words it holds."""
    found = []
    for paragraph in parts[PARTS[0]].iter(f"{W}p"):
        open_marks: dict[str, tuple[str, list[str]]] = {}
        for element in paragraph.iter():
            if element.tag == f"{W}bookmarkStart":
                open_marks[element.get(f"{W}id")] = (element.get(f"{W}name"), [])
            elif element.tag == f"{W}bookmarkEnd":
                name, words = open_marks.pop(element.get(f"{W}id"))
                found.append((name, "".join(words)))
            elif element.tag == f"{W}t":
                for _, words in open_marks.values():
                    words.append(element.text or "")
        assert not open_marks
    return found


def _xml(element: Element) -> str:
    text = etree.tostring(element, method="c14n", with_tail=False).decode()
    return re.sub(r' xmlns:\w+="[^"]*"', "", text)


# --- lint


def faults(content: bytes) -> list[str]:
    """What Word would object to in the tracked changes of a DOCX."""
    parts = read_parts(content)
    whole = [element for name in PARTS for element in parts[name].iter()]
    return [
        *_identity(whole), *_nesting(whole), *_ranges(whole), *_order(whole), *_tables(whole),
        *_notes(parts),
    ]  # fmt: skip


def _identity(whole: list[Element]) -> Iterator[str]:
    numbers: list[str] = []
    for element in whole:
        kind = etree.QName(element).localname
        is_change = kind in RUNS or kind.endswith(("Change", "RangeStart"))
        if is_change or kind == "bookmarkStart":
            numbers.append(element.get(f"{W}id", ""))
        if is_change and kind != "tblGridChange":
            if not element.get(f"{W}author"):
                yield f"{kind} without an author"
            if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.get(f"{W}date", "")):
                yield f"{kind} without a date"
    yield from (f"number {n!r} stands twice" for n, times in Counter(numbers).items() if times > 1)
    names = Counter(e.get(f"{W}name") for e in whole if e.tag == f"{W}bookmarkStart")
    yield from (f"bookmark {name} stands twice" for name, times in names.items() if times > 1)


def _nesting(whole: list[Element]) -> Iterator[str]:
    changes = tuple(f"{W}{kind}" for kind in RUNS)
    for element in whole:
        if element.tag in changes:
            if next(element.iterancestors(*changes), None) is not None:
                yield f"{element.tag} inside another change"
            inside = {etree.QName(child).localname for child in element}
            if not inside <= {"r", "bookmarkStart", "bookmarkEnd"}:
                yield f"{inside} inside {element.tag}"
            if element.getparent().tag == f"{W}p" and not inside:
                yield f"{element.tag} of nothing"
        holder = next(element.iterancestors(f"{W}del"), None)
        if element.tag == f"{W}t" and holder is not None:
            yield "w:t in w:del"
        if element.tag == f"{W}delText" and holder is None:
            yield "w:delText outside w:del"
        if element.tag in (f"{W}t", f"{W}delText") and not element.text:
            yield "a run of nothing"


def _ranges(whole: list[Element]) -> Iterator[str]:
    names: dict[str, list[str]] = {}
    for element in whole:
        if (kind := etree.QName(element).localname).endswith("RangeStart"):
            names.setdefault(element.get(f"{W}name"), []).append(kind)
    for name, kinds in names.items():
        if sorted(kinds) != ["moveFromRangeStart", "moveToRangeStart"]:
            yield f"{name} has {kinds}"
    yield from _range_ends(whole)


def _range_ends(whole: list[Element]) -> Iterator[str]:
    open_ranges: list[str] = []
    for element in whole:
        kind = etree.QName(element).localname
        if kind.endswith("RangeStart"):
            open_ranges.append(element.get(f"{W}id"))
        elif kind.endswith("RangeEnd"):
            if open_ranges != [element.get(f"{W}id")]:
                yield f"ranges {open_ranges} end with {element.get(f'{W}id')}"
            open_ranges.clear()
            if set(element.attrib) != {f"{W}id"}:
                yield "the end of a range says more than its number"
        elif kind in ("moveFrom", "moveTo") and not open_ranges:
            # The mark of a range's first paragraph stands before the range begins.
            paragraph = next(element.iterancestors(f"{W}p"))
            if paragraph.find(f"{W}{kind}RangeStart") is None:
                yield f"{kind} in no range"
    if open_ranges:
        yield f"ranges {open_ranges} never end"


def _order(whole: list[Element]) -> Iterator[str]:
    last = ["rPr", "sectPr", "pPrChange"]
    for properties in whole:
        if properties.tag == f"{W}pPr":
            kinds = [etree.QName(child).localname for child in properties]
            ends = [kind for kind in kinds if kind in last]
            if kinds[len(kinds) - len(ends) :] != ends or ends != sorted(ends, key=last.index):
                yield f"pPr holds {kinds}"


def _tables(whole: list[Element]) -> Iterator[str]:
    for element in whole:
        following = element.getnext()
        if element.tag == f"{W}tbl" and (following is None or following.tag == f"{W}tbl"):
            yield "no paragraph after a table"
        if element.tag == f"{W}tr":
            marks = [m for kind in RUNS if (m := element.find(f"{W}trPr/{W}{kind}")) is not None]
            for mark in marks:
                for paragraph in element.iter(f"{W}p"):
                    if paragraph.find(f"{W}pPr/{W}rPr/{mark.tag}") is None:
                        yield "a paragraph of a tracked row is not tracked"
                    if paragraph.find(f"{W}r") is not None:
                        yield "a run of a tracked row is not tracked"


def _notes(parts: dict[str, Element]) -> Iterator[str]:
    named = [e.get(f"{W}id") for e in parts[PARTS[0]].iter(f"{W}footnoteReference")]
    notes = [e.get(f"{W}id") for e in parts[PARTS[1]] if e.get(f"{W}type") is None]
    if sorted(named) != sorted(notes) or len(set(named)) < len(named):
        yield f"notes {notes} are named as {named}"
