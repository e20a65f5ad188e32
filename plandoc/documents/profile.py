"""The look of a document: `templates/style.yaml` as frozen values.

Lengths on the page are millimetres, sizes of letters and distances between lines are points, line
spacing is a multiple of a single line. A number that the decree bounds carries its legal range, so
that a value outside it can be reported where it stands. Nothing here knows of Word or of plans.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import msgspec

from plandoc.diagnostics import Diagnostic, PlandocError, Span
from plandoc.documents.template_files import TemplateFiles
from plandoc.reading.nodes import parse
from plandoc.reading.source import Source, decode
from plandoc.reading.structure import BAD, Structure

PROFILE = "style.yaml"  # among the templates

Place = tuple[str | int, ...]
Range = tuple[float, ...]  # (least,) or (least, most)


class Bounded(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number with the range that the decree allows: `{value: 14, legal: [13, 14]}`."""

    value: float
    legal: tuple[float, ...]


Number = float | Bounded


class Margins(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Margins of an upright page, in millimetres; a page on its side turns them with the paper."""

    top: Number
    bottom: Number
    left: Number
    right: Number


class PageSetup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The upright sheet: `width` by `height`, and `header`, the page number's distance from the
    upper edge; all in millimetres."""

    width: float
    height: float
    header: float
    margins: Margins


class ParagraphStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One paragraph style; what is left out comes from the style named in `base`."""

    name: str  # as Word lists it, in Vietnamese
    base: str = ""  # key of another paragraph style
    next: str = ""  # key of the style that Enter gives; the style itself when empty
    size: Number | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    align: Literal["left", "center", "right", "justify"] | None = None
    indent_left: float | None = None
    indent_right: float | None = None
    first_line: Number | None = None
    before: Number | None = None
    after: Number | None = None
    line: Number | None = None
    exact: float | None = None  # points from line to line, in place of `line`
    keep_next: bool | None = None
    keep_lines: bool | None = None
    outline: int | None = None  # 1 is the highest level of the navigation pane
    leader: bool | None = None  # dots up to the right margin after a tab
    rule: Number | None = None  # length of the line under `.ruled`, as a share of the text's width


class SpanStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One character style; what is left out stays as in the paragraph."""

    name: str
    bold: bool | None = None
    italic: bool | None = None
    superscript: bool = False


class TableStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of table: column widths in per cent of the text's width; a width of 0 stands for as
    many equal columns as the table has more (one for each phase). `orientation: landscape` gives a
    table that stands on an upright page a page of its own on its side."""

    name: str
    columns: tuple[float, ...]
    orientation: Literal["portrait", "landscape"] = "portrait"


class GridStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One layout of blocks side by side: column widths in millimetres; columns of width 0 share
    what is left of the line."""

    name: str
    columns: tuple[float, ...]


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, eq=False):
    """Everything that a form person may set. `paragraphs` and `spans` are keyed by the class names
    of the templates, `tables` and `grids` by the names that templates give them."""

    font: str
    page: PageSetup
    rule_weight: float  # thickness of the lines under the head and the subject, points
    table_border: float  # points
    table_padding: float  # between a cell's border and its text, left and right, millimetres
    grid_padding: float
    paragraphs: dict[str, ParagraphStyle]
    spans: dict[str, SpanStyle]
    tables: dict[str, TableStyle]
    grids: dict[str, GridStyle]


REQUIRED_PARAGRAPHS = (
    *("body", "heading-1", "heading-2", "heading-3", "heading-4"),
    *("table-head", "table-cell", "table-number", "anchor", "page-number", "footnote-text"),
)
REQUIRED_SPANS = ("strong", "emphasis", "strong-emphasis", "footnote-reference")


def amount(number: Number) -> float:
    """The number itself, bounded or not."""
    return number.value if isinstance(number, Bounded) else number


@lru_cache(maxsize=4)
def effective_styles(profile: Profile) -> dict[str, ParagraphStyle]:
    """Every paragraph style with everything that it takes from the styles it is based on.

    Raises KeyError when a style is based on one that does not exist.
    """
    return {key: _effective(profile, key) for key in profile.paragraphs}


def _effective(profile: Profile, key: str) -> ParagraphStyle:
    style = profile.paragraphs[key]
    own = {
        name: value for name, value in msgspec.structs.asdict(style).items() if value is not None
    }
    base = style.base
    for _ in profile.paragraphs:  # as many steps as there are styles: a circle cannot hang us
        if not base:
            break
        parent = profile.paragraphs[base]
        for name, value in msgspec.structs.asdict(parent).items():
            if value is not None:
                own.setdefault(name, value)
        base = parent.base
    return ParagraphStyle(**own)


def out_of_range(profile: Profile) -> Iterator[tuple[Place, float, Range]]:
    """Every bounded value outside its legal range: its place among the YAML keys, value, range."""
    yield from _outside(msgspec.structs.asdict(profile), ())


def _outside(node: object, place: Place) -> Iterator[tuple[Place, float, Range]]:
    if isinstance(node, Bounded):
        below = node.legal and node.value < node.legal[0]
        above = len(node.legal) > 1 and node.value > node.legal[1]
        if below or above:
            yield (*place, "value"), node.value, node.legal
    elif isinstance(node, msgspec.Struct):
        yield from _outside(msgspec.structs.asdict(node), place)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _outside(value, (*place, key))


def unusable(profile: Profile) -> Iterator[tuple[Place, str]]:
    """What would leave a writer without an answer: (place among the YAML keys, a Vietnamese
    message). A profile with any of these must not be written with."""
    yield from _missing(profile)
    yield from _misnamed(profile)
    for key, style in profile.paragraphs.items():
        if style.size is not None and amount(style.size) <= 0:
            yield ("paragraphs", key, "size"), "cỡ chữ phải lớn hơn 0"
        for field in ("base", "next"):
            other = getattr(style, field)
            if other and other not in profile.paragraphs:
                yield ("paragraphs", key, field), f"không có kiểu đoạn {other}"
        if _circular(profile, key):
            yield ("paragraphs", key, "base"), f"kiểu {key} dựa vòng tròn vào chính nó"
    for key, table in profile.tables.items():
        if not _fits(table.columns):
            yield ("tables", key, "columns"), f"bề rộng các cột của bảng {key} phải cộng đủ 100"
    room = profile.page.width - amount(profile.page.margins.left)
    room -= amount(profile.page.margins.right)
    for key, grid in profile.grids.items():
        rest = room - sum(grid.columns)
        if not grid.columns or min(grid.columns) < 0 or rest < (1 if 0 in grid.columns else 0):
            yield (
                ("grids", key, "columns"),
                f"các cột của khung {key} không vừa bề ngang {room:g} mm",
            )


def _fits(columns: tuple[float, ...]) -> bool:
    """Widths add up to 100, or leave room for the one that is 0."""
    if not columns or min(columns) < 0 or columns.count(0) > 1:
        return False
    total = sum(columns)
    return total < 100 if 0 in columns else abs(total - 100) <= 0.01


def _missing(profile: Profile) -> Iterator[tuple[Place, str]]:
    for key in REQUIRED_PARAGRAPHS:
        if key not in profile.paragraphs:
            yield ("paragraphs",), f"thiếu kiểu đoạn {key}"
    for key in REQUIRED_SPANS:
        if key not in profile.spans:
            yield ("spans",), f"thiếu kiểu chữ {key}"


def _misnamed(profile: Profile) -> Iterator[tuple[Place, str]]:
    """Word takes no comma in a style's name, and no name twice."""
    seen: set[str] = set()
    named: list[tuple[str, str, str]] = [
        *(("paragraphs", key, style.name) for key, style in profile.paragraphs.items()),
        *(("spans", key, style.name) for key, style in profile.spans.items()),
    ]
    for kind, key, name in named:
        if "," in name:
            yield (kind, key, "name"), f"tên kiểu {name} có dấu phẩy, Word không nhận"
        if name.lower() in seen:
            yield (kind, key, "name"), f"tên kiểu {name} đã dùng cho kiểu khác"
        seen.add(name.lower())


def _circular(profile: Profile, key: str) -> bool:
    seen = {key}
    base = profile.paragraphs[key].base
    while base in profile.paragraphs:
        if base in seen:
            return base == key
        seen.add(base)
        base = profile.paragraphs[base].base
    return False


class ProfileReading(msgspec.Struct, frozen=True):
    """What came of reading a profile: None with diagnostics where it must not be written with."""

    profile: Profile | None
    diagnostics: list[Diagnostic]
    sources: dict[str, Source]


def read_profile(templates: TemplateFiles) -> ProfileReading:
    """Read the profile, ``style.yaml``, every fault at its line.

    Raises PlandocError when there is no such file.
    """
    path = templates.path(PROFILE)
    if PROFILE not in templates.content:
        raise PlandocError(f"không có tệp {path}", "nêu thư mục mẫu bằng --templates")
    state = Structure()
    source = decode(path, templates.content[PROFILE], state.diagnostics)
    node = parse(source, state.diagnostics) if source else None
    if source is None or node is None:
        return ProfileReading(None, state.diagnostics, {path: source} if source else {})
    profile = state.read(node, Profile, ("profile",))
    if profile is not BAD:
        for place, message in unusable(profile):
            state.error("P906", message, _span(state, place))
        for place, value, legal in out_of_range(profile):
            allowed = (
                f"từ {_vi(legal[0])} đến {_vi(legal[1])}"
                if legal[1:]
                else f"ít nhất {_vi(legal[0])}"
            )
            message = f"giá trị {_vi(value)} ngoài khoảng mà Nghị định 30/2020/NĐ-CP cho phép"
            state.error("P904", message, _span(state, place), f"chọn {allowed}")
    usable = profile is not BAD and not state.diagnostics
    return ProfileReading(profile if usable else None, state.diagnostics, {source.path: source})


def _span(state: Structure, place: Place) -> Span:
    """The place of a value, or of what holds it where the value itself is not written."""
    path: Place = ("profile", *place)
    while path not in state.places:
        path = path[:-1]
    return state.places[path].span


def _vi(number: float) -> str:
    return f"{number:g}".replace(".", ",")
