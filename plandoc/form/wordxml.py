"""The XML of a Word file: parsing what may be hostile, names, values.

lxml brings no types: its elements are `Element` here, and nothing above `plandoc.form.document`
sees one. Lengths come out in points.
"""

import re
from typing import Any, TypeAlias

from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from plandoc.diagnostics import PlandocError

Element: TypeAlias = Any

_2006 = "http://schemas.openxmlformats.org"
W = f"{{{_2006}/wordprocessingml/2006/main}}"
R = f"{{{_2006}/officeDocument/2006/relationships}}"
A = f"{{{_2006}/drawingml/2006/main}}"
WP = f"{{{_2006}/drawingml/2006/wordprocessingDrawing}}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
MC = f"{{{_2006}/markup-compatibility/2006}}"
V = "{urn:schemas-microsoft-com:vml}"

MOST_TAGS = 1_000_000  # a plan has 3,000; more only fills the memory

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_UNITS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0, "": 0.05}
_MEASURE = re.compile(r"\s*(-?\d{1,9}(?:\.\d{1,9})?)\s*(mm|cm|in|pt|pc|pi|)\s*")
_OFF = ("0", "false", "off", "none")


def parse(data: bytes, name: str) -> Element:
    """The root element of a part. Nothing outside `data` is ever opened or substituted.

    Strict names are turned into the usual ones. Raises PlandocError for anything but sound,
    bounded XML without a document type.
    """
    text = _utf8(data, name)
    if b"<!DOCTYPE" in text:
        raise PlandocError(f"phần {name} có khai báo DOCTYPE, Word không bao giờ ghi như vậy")
    if text.count(b"<") > MOST_TAGS:
        raise PlandocError(f"phần {name} có quá nhiều thẻ để kiểm tra")
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(_STRICT.sub(_USUAL, text), parser)
    except etree.XMLSyntaxError as error:
        if "HUGE" in str(error):  # what libxml2 says of each of its limits
            raise PlandocError(f"phần {name} lồng quá sâu hoặc có chuỗi quá dài") from None
        line = f", dòng {error.lineno}" if error.lineno else ""
        raise PlandocError(f"phần {name} không phải XML đúng{line}") from None


def _utf8(data: bytes, name: str) -> bytes:
    """The part in UTF-8, whatever it says of itself: Word writes UTF-8 or UTF-16 only."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16").encode()
        except UnicodeError:
            raise PlandocError(f"phần {name} không phải XML đúng") from None
    return data.removeprefix(b"\xef\xbb\xbf")


def value(parent: Element | None, child: str, attribute: str = "val") -> str:
    """An attribute in `W` of the child `W` + `child`; empty when there is none."""
    if parent is None:
        return ""
    found = parent.find(W + child)
    return "" if found is None else found.get(W + attribute, "")


def switch(parent: Element | None, child: str) -> bool | None:
    """An on-off child: None when it is not there."""
    if parent is None:
        return None
    found = parent.find(W + child)
    return None if found is None else is_on(found.get(W + "val"))


def is_on(text: str | None) -> bool:
    """An on-off value; present without a value means on."""
    return text is None or text.lower() not in _OFF


def points(text: str | None, plain: float = 0.05) -> float | None:
    """A length such as ``1134`` (of `plain` points each), ``2cm`` or ``12pt``; None otherwise."""
    found = _MEASURE.fullmatch(text) if text else None
    if found is None:
        return None
    return float(found[1]) * (_UNITS[found[2]] if found[2] else plain)


def whole(text: str | None, default: int = 0) -> int:
    """A whole number; `default` for anything else."""
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else default
