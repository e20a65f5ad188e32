"""Single YAML values as Python values: each function gives the value, or what is wrong with it.

Nothing is guessed: a plain scalar stays as it was typed (``12`` in a text is text, ``no`` is no
boolean), and a date or a number is only what is written like one.
"""

import datetime
import re
from collections.abc import Callable, Iterable

from msgspec import Struct

from plandoc.diagnostics import did_you_mean
from plandoc.reading.nodes import Node


class Complaint(Struct, frozen=True):
    """Why a value cannot be read, and how to mend it."""

    code: str
    message: str
    hint: str = ""


_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_UNPADDED = re.compile(r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})")

KIND_NAMES = {"scalar": "một giá trị", "sequence": "một danh sách", "mapping": "một nhóm trường"}


def unexpected(node: Node, what: str) -> Complaint:
    """The value is not `what` is needed here; an empty one is told as empty."""
    if node.kind != "scalar":
        message = f"ở đây cần {what}, không phải {KIND_NAMES[node.kind]}"
        return Complaint("P011", message, _meant_as_words(node))
    if not node.value:
        return Complaint("P014", "giá trị trống", "ghi giá trị, hoặc bỏ trường này")
    hint = "sau dấu hai chấm phải có dấu cách" if re.match(r"\w+:\S", node.value) else ""
    return Complaint("P011", f"ở đây cần {what}, không phải “{node.value[:40]}”", hint)


def _meant_as_words(node: Node) -> str:
    """The hint for ``Lưu: VT.`` without quotes, which YAML takes for a field."""
    if len(node.pairs) != 1 or node.pairs[0][1].kind != "scalar" or node.items:
        return ""
    key, value = node.pairs[0]
    if key.line != value.line or '"' in value.value:
        return ""
    return f'câu có dấu hai chấm thì đặt trong nháy: "{key.value}: {value.value[:40]}"'


def text(node: Node) -> str | Complaint:
    """Words, in one paragraph."""
    if node.kind != "scalar" or not node.value:
        return unexpected(node, "văn bản")
    if "\n" in node.value:
        return Complaint("P015", "văn bản bị ngắt thành nhiều đoạn", _how_to_join(node))
    return node.value


def _how_to_join(node: Node) -> str:
    """The hint for words that YAML broke: in ``>-``, a blank line or one indented otherwise."""
    lines = node.source.lines[node.line + 1 : node.end_line + 1]
    if node.style == ">" and "\n\n" not in node.value and lines:
        indents = [len(line) - len(line.lstrip()) for line in lines]
        for number, (line, indent) in enumerate(zip(lines, indents, strict=True), node.line + 2):
            if line.strip() and indent > indents[0]:
                return f"dòng {number} thụt sâu hơn dòng đầu: căn các dòng sau `>-` thẳng cột nhau"
    return "mỗi đoạn là một mục riêng; nếu chỉ muốn xuống dòng cho dễ đọc thì dùng `>-`"


def matching(pattern: str, *, never: Iterable[str] = (), **complaint: str) -> Callable[..., object]:
    """The function that reads words of a given form; `complaint` replaces its code and hint."""
    matches = re.compile(pattern)
    refused = frozenset(never)

    def read(node: Node) -> str | Complaint:
        value = text(node)
        if isinstance(value, Complaint):
            return value
        if matches.fullmatch(value) and value not in refused:
            return value
        message = f"giá trị {value[:80]} viết không đúng dạng"
        return Complaint(**{"code": "P014", "message": message, **complaint})

    return read


def integer(node: Node) -> int | Complaint:
    """A whole number."""
    if node.kind == "scalar" and re.fullmatch(r"-?[0-9]{1,9}", node.value):
        return int(node.value)
    return unexpected(node, "một số nguyên")


def number(node: Node) -> float | Complaint:
    """A number with a decimal point (sizes and lengths, never a plan's figures)."""
    if node.kind == "scalar" and re.fullmatch(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?", node.value):
        return float(node.value)
    return unexpected(node, "một số (dấu thập phân là dấu chấm)")


def boolean(node: Node) -> bool | Complaint:
    """``true`` or ``false``."""
    if node.kind == "scalar" and node.value in ("true", "false"):
        return node.value == "true"
    return unexpected(node, "true hoặc false")


def date(node: Node) -> datetime.date | Complaint:
    """A day of the calendar, as ``2023-11-17``."""
    if node.kind == "scalar" and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node.value):
        try:
            return datetime.date.fromisoformat(node.value)
        except ValueError:
            return Complaint("P014", f"không có ngày {node.value}", "xem lại lịch")
    complaint = unexpected(node, "một ngày dạng năm-tháng-ngày, như 2023-11-17")
    meant = _DAY_FIRST.fullmatch(node.value) or _UNPADDED.fullmatch(node.value)
    if not meant:
        return complaint
    parts = {name: int(value) for name, value in meant.groupdict().items()}
    hint = "viết {year:04}-{month:02}-{day:02}".format(**parts)
    return Complaint(complaint.code, complaint.message, hint)


def choice(values: tuple[str, ...]) -> Callable[[Node], str | Complaint]:
    """The function that reads one of some words."""

    def read(node: Node) -> str | Complaint:
        if node.kind != "scalar" or not node.value:
            return unexpected(node, "một giá trị")
        if node.value in values:
            return node.value
        hint = did_you_mean(node.value, values, "chọn một trong: " + ", ".join(values))
        return Complaint("P014", f"giá trị {node.value[:80]} không có ở đây", hint)

    return read
