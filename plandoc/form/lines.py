"""Lines that are drawn as shapes: DrawingML of Word 2010 and later, VML of older files."""

import re
from collections.abc import Iterator

from plandoc.form.facts import MM
from plandoc.form.view import Line
from plandoc.form.wordxml import WP, WPS, A, Element, V, points

_EMU = 36_000  # in a millimetre
_FLAT = 0.1  # a line's height, as a share of its length, that still makes it level
_SHAPES = ("line", "straightConnector1")


def drawn_lines(parent: Element) -> Iterator[Line]:
    """The level lines drawn inside an element (a `w:drawing` or a `w:pict`)."""
    yield from _drawing(parent)
    yield from _vml(parent)


def _drawing(parent: Element) -> Iterator[Line]:
    for kind in ("anchor", "inline"):
        for frame in parent.iter(WP + kind):
            extent = frame.find(f"{WP}extent")
            shape = next(frame.iter(f"{WPS}wsp"), None)
            if extent is None or shape is None:
                continue
            preset = next(shape.iter(f"{A}prstGeom"), None)
            length, height = _emu(extent.get("cx")), _emu(extent.get("cy"))
            is_line = preset is not None and preset.get("prst") in _SHAPES
            if (is_line or height < 1) and length > 0 and height <= length * _FLAT:
                dash = next(shape.iter(f"{A}prstDash"), None)
                yield Line(length, dash is None or dash.get("val") == "solid")


def _emu(text: str | None) -> float:
    return int(text) / _EMU if text and text.isdigit() and len(text) < 12 else 0.0


def _vml(parent: Element) -> Iterator[Line]:
    for shape in parent.iter(f"{V}line", f"{V}shape", f"{V}rect"):
        if shape.tag == f"{V}line":
            size = _between(shape.get("from", ""), shape.get("to", ""))
        else:
            size = _styled(shape.get("style", ""))
        if size is None:
            continue
        length, height = (abs(side) for side in size)
        is_thin = height <= length * _FLAT and (height < 2 or shape.tag == f"{V}line")
        if length > 0 and is_thin:
            stroke = shape.find(f"{V}stroke")
            dash = "" if stroke is None else stroke.get("dashstyle", "")
            yield Line(length, dash in ("", "solid"))


def _between(start: str, end: str) -> tuple[float, float] | None:
    corners = [_vml_length(part) for part in (*start.split(","), *end.split(","))]
    if len(corners) != 4 or None in corners:
        return None
    x1, y1, x2, y2 = (corner or 0.0 for corner in corners)
    return x2 - x1, y2 - y1


def _styled(style: str) -> tuple[float, float] | None:
    given = dict(re.findall(r"(?:^|;)\s*(width|height)\s*:\s*([^;]+)", style))
    width, height = _vml_length(given.get("width", "")), _vml_length(given.get("height", ""))
    return None if width is None or height is None else (width, height)


def _vml_length(text: str) -> float | None:
    """Millimetres of a VML length, whose bare numbers are pixels of 1/96 inch."""
    text = text.strip().removesuffix("px")
    length = points(text.lstrip("+") or "0", plain=0.75)
    if length is None and text.startswith((".", "-.")):
        length = points(text.replace(".", "0.", 1), plain=0.75)
    return None if length is None else length * MM
