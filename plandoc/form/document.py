"""A DOCX to the frozen `Document` of `plandoc.form.view`: everything that Word would show."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from plandoc.diagnostics import PlandocError
from plandoc.form import pages
from plandoc.form.content import Content, Field, chosen
from plandoc.form.facts import HTML_SPACE, Facts, layout_facts
from plandoc.form.labels import Labels
from plandoc.form.package import Package
from plandoc.form.styles import Styles
from plandoc.form.tables import cells
from plandoc.form.theme import Theme
from plandoc.form.view import Cell, Document, Layout, Paragraph
from plandoc.form.wordxml import Element, W, value

_ENDS_SECTION = (f"{W}pPr", f"{W}body")
MOST_FILE = 200 * 2**20


class _Place(Struct, frozen=True):
    """Where a paragraph is being read."""

    room: float
    cell: Cell | None = None
    letters: Facts = {}
    layout: Facts = {}
    is_boxed: bool = False


def read_file(path: Path) -> Document:
    """The document in a file. Raises PlandocError when it cannot be read as a DOCX."""
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise PlandocError("đây là thư mục", "nêu tên một tệp DOCX")
        if not stat.S_ISREG(about.st_mode):  # opening a pipe would wait for ever
            raise PlandocError("không phải một tệp")
        if about.st_size > MOST_FILE:
            raise PlandocError(f"tệp lớn hơn {MOST_FILE // 2**20} MB")
        with path.open("rb") as stream:
            return read(stream)
    except PlandocError as error:
        raise PlandocError(f"{path}: {error.message}", error.hint) from None
    except FileNotFoundError:
        raise PlandocError(f"không có tệp {path}") from None
    except (OSError, ValueError):  # ValueError: a name that holds a NUL
        raise PlandocError(f"không mở được tệp {path}") from None


def read(stream: BinaryIO) -> Document:
    """The document in an open file. Raises PlandocError when it cannot be read as a DOCX."""
    package = Package(stream)
    root = package.part(package.main)
    body = root.find(f"{W}body") if root.tag == f"{W}document" else None
    if body is None:
        raise PlandocError("phần chính của tệp không phải văn bản Word")
    return _Reader(package, body).document()


class _Reader:
    """One file being read, and what its paragraphs have in common."""

    def __init__(self, package: Package, body: Element) -> None:
        self.package = package
        self.body = body
        self.styles = Styles(package.related("styles"), Theme(package.related("theme")))
        self.labels = Labels(package.related("numbering"))
        self.settings = package.related("settings")
        self.add_up = pages.spaces_add_up(self.settings)
        # Not those that a tracked change keeps as they were.
        found = [one for one in body.iter(f"{W}sectPr") if one.getparent().tag in _ENDS_SECTION]
        self.section_elements = found or [body]
        self.widths = [pages.text_width(element) for element in self.section_elements]
        self.section = 0
        self.tables = 0
        self.count = 0
        self.relations = package.relations(package.main)
        self.stories: dict[str, pages.Story] = {}
        self.elsewhere: list[tuple[str, Paragraph]] = []

    def document(self) -> Document:
        content = Content(self.styles)
        place = _Place(self.widths[0])
        paragraphs = tuple(one for one, _ in self.blocks(self.body, content, place))
        has_even = pages.even_pages_differ(self.settings)
        sections = tuple(pages.sections(self.section_elements, self.story, has_even=has_even))
        return Document(
            paragraphs=paragraphs,
            sections=sections,
            elsewhere=(*self.elsewhere, *self.notes()),
            even_pages_differ=has_even,
            spaces_add_up=self.add_up,
            tab_stop=pages.tab_stop(self.settings),
        )

    # --- blocks ---

    def blocks(
        self, parent: Element, content: Content, place: _Place
    ) -> Iterator[tuple[Paragraph, list[Field]]]:
        """The paragraphs inside an element, those of tables row by row."""
        for child in chosen(parent):
            tag = child.tag.removeprefix(W)
            if tag == "p":
                yield from self.paragraph(child, content, self.here(place))
            elif tag == "tbl":
                yield from self.table(child, content, self.here(place))
            elif tag == "sdt":
                for inside in child.findall(f"{W}sdtContent"):
                    yield from self.blocks(inside, content, place)
            elif tag in ("ins", "moveTo", "customXml", "smartTag"):
                yield from self.blocks(child, content, place)

    def here(self, place: _Place) -> _Place:
        """The place, with the room of the page that reading has come to."""
        if place.cell or place.is_boxed:
            return place
        return _Place(self.widths[min(self.section, len(self.widths) - 1)])

    def table(
        self, table: Element, content: Content, place: _Place
    ) -> Iterator[tuple[Paragraph, list[Field]]]:
        self.tables += 1
        for cell in cells(table, self.tables, place.room, self.styles):
            inside = _Place(cell.room, cell.cell, cell.letters, cell.layout, place.is_boxed)
            yield from self.blocks(cell.element, content, inside)

    def paragraph(
        self, element: Element, content: Content, place: _Place
    ) -> Iterator[tuple[Paragraph, list[Field]]]:
        properties = element.find(f"{W}pPr")
        style = self.styles.known(value(properties, "pStyle"), "paragraph")
        direct = layout_facts(properties)
        facts, label = self.numbered(style, direct, place.layout)
        inside = content.read(element, style, place.letters)
        is_framed = properties is not None and properties.find(f"{W}framePr") is not None
        yield (
            Paragraph(
                index=self.count,
                section=min(self.section, len(self.widths) - 1),
                style=self.styles.name(style),
                runs=tuple(inside.runs),
                layout=self.layout(facts),
                label=label if any(run.text.strip() for run in inside.runs) else "",
                room=place.room,
                cell=place.cell,
                shapes=tuple(inside.shapes),
                is_boxed=place.is_boxed or is_framed,
            ),
            inside.fields,
        )
        self.count += 1
        for box in inside.boxes:
            boxed = _Place(place.room, place.cell, is_boxed=True)
            yield from self.blocks(box, Content(self.styles), boxed)
        if properties is not None and properties.find(f"{W}sectPr") is not None:
            self.section += 1

    def numbered(self, style: str, direct: Facts, table: Facts) -> tuple[Facts, str]:
        """What holds for a paragraph, and the label of its list. An indent of the list is
        stronger than the style's, unless the style itself brings the list."""
        own = self.styles.layout_facts(style)
        base = self.styles.default_layout | table
        number = str(direct.get("list", own.get("list", "0")))
        if number == "0":
            return base | own | direct, ""
        depth = direct.get("level", own.get("level"))
        level = self.labels.level(number, depth, style)
        indents: Facts = {} if level is None else level.layout
        merged = base | own | indents if "list" in direct else base | indents | own
        return merged | direct, self.labels.label(number, depth, style)

    def layout(self, facts: Facts) -> Layout:
        rule = facts.get("line_rule", "auto")
        line = facts.get("line_points", 12.0)
        return Layout(
            align=facts.get("align", "left"),
            left=facts.get("left", 0.0),
            right=facts.get("right", 0.0),
            first_line=facts.get("first_line", 0.0),
            before=self.space(facts, "before", 5.0),
            after=self.space(facts, "after", 10.0),
            line=line / 12 if rule == "auto" else line,
            line_rule=rule,
            keep_next=facts.get("keep_next", False),
            keep_lines=facts.get("keep_lines", False),
            hugs=facts.get("hugs", False),
            outline=facts.get("outline", 0),
            rule_above=facts.get("rule_above", ""),
            rule_below=facts.get("rule_below", ""),
            tabs=facts.get("tabs", ()),
        )

    def space(self, facts: Facts, side: str, old: float) -> float:
        """The space before or after; `old` is what "automatic" meant before Word 2000."""
        if facts.get(f"{side}_automatic"):
            return old if self.add_up else HTML_SPACE
        return float(facts.get(side, 0.0))

    # --- headers, footers, notes ---

    def story(self, relation: str, place: str) -> pages.Story:
        """The paragraphs and fields of a header or footer; a missing one is empty."""
        if relation not in self.stories:
            self.stories[relation] = []
            target = self.relations.get(relation)
            root = None if target is None else self.package.optional(target.target)
            if root is not None:
                found = list(self.blocks(root, Content(self.styles), _Place(self.widths[0])))
                self.stories[relation] = found
                self.elsewhere += [(place, paragraph) for paragraph, _ in found]
        return self.stories[relation]

    def notes(self) -> Iterator[tuple[str, Paragraph]]:
        """Footnotes and endnotes, without the lines that Word draws above them."""
        for kind in ("footnote", "endnote"):
            root = self.package.related(f"{kind}s")
            for note in () if root is None else root.findall(W + kind):
                if note.get(f"{W}type", "normal") == "normal":
                    found = self.blocks(note, Content(self.styles), _Place(self.widths[0]))
                    yield from ((kind, paragraph) for paragraph, _ in found)
