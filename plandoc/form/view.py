"""A finished document as its reader sees it: frozen values, no XML.

Page lengths, indents and widths are millimetres; sizes of letters and distances between lines are
points, as in `plandoc.documents.profile`.
"""

from msgspec import Struct


class Letters(Struct, frozen=True):
    """How the letters of a run look, after every style has had its say.

    `font` sets ASCII letters, `wide_font` the others (most Vietnamese letters with marks).
    """

    font: str
    wide_font: str
    size: float
    bold: bool
    italic: bool
    caps: bool
    underline: bool
    colour: str  # six hexadecimal digits
    is_raised: bool  # superscript or subscript: smaller than its size says
    is_hidden: bool
    language: str


class Run(Struct, frozen=True):
    """A stretch of text of one look; ``\\t`` is a tab, ``\\n`` a line broken by hand."""

    text: str
    letters: Letters


class Layout(Struct, frozen=True):
    """How a paragraph stands. `line` is a multiple of single lines (`line_rule` auto) or points.

    `rule_above` and `rule_below` are the kinds of border (single, dotted, …), empty for none.
    """

    align: str  # left, center, right, justify
    left: float
    right: float
    first_line: float  # negative: hanging
    before: float
    after: float
    line: float
    line_rule: str  # auto, exact, atLeast
    keep_next: bool
    keep_lines: bool
    hugs: bool  # no space towards a neighbour of the same style
    outline: int  # 0 is no heading, 1 the highest
    rule_above: str
    rule_below: str
    tabs: tuple[tuple[float, str], ...]  # position and kind, from the left


class Cell(Struct, frozen=True):
    """The place of a paragraph in a table; `column` counts grid columns from 0."""

    table: int
    row: int
    column: int
    columns: int
    row_stays_whole: bool


class Line(Struct, frozen=True):
    """A line that is drawn: a shape, or the border of a paragraph; `length` in millimetres."""

    length: float
    is_solid: bool
    is_centred: bool = True  # where a shape stands is not known: it is taken to be right


class Paragraph(Struct, frozen=True):
    """A paragraph with the label that Word puts before it (``1.``) when it numbers by itself.

    `room` is the width between its indents' edges: of the page's text, or of the cell.
    """

    index: int
    section: int
    style: str
    runs: tuple[Run, ...]
    layout: Layout
    label: str
    room: float
    cell: Cell | None = None
    shapes: tuple[Line, ...] = ()
    is_boxed: bool = False  # in a text box or a frame

    @property
    def text(self) -> str:
        """Its words as printed, after its label."""
        words = "".join(printed(run) for run in self.runs)
        return f"{self.label} {words}" if self.label else words


class PageNumber(Struct, frozen=True):
    """A PAGE field: on which pages (default, first, even), where, how it looks."""

    pages: str
    place: str  # header, footer
    align: str
    letters: Letters
    format: str  # of its own; empty: that of the section


class Section(Struct, frozen=True):
    """Pages of one shape; `start` is the number of its first page, None to go on counting."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    has_first: bool  # its first page has a header of its own
    number_format: str
    start: int | None
    numbers: tuple[PageNumber, ...]

    @property
    def is_landscape(self) -> bool:
        return self.width > self.height


class Document(Struct, frozen=True):
    """A whole document. `elsewhere` are the paragraphs of headers, footers and footnotes."""

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    elsewhere: tuple[tuple[str, Paragraph], ...]
    even_pages_differ: bool
    spaces_add_up: bool  # space after and before add up; else the larger counts
    tab_stop: float


def printed(run: Run) -> str:
    """The letters as printed."""
    return run.text.upper() if run.letters.caps else run.text
