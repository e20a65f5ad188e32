"""YAML as nodes that know their places.

YAML is never *loaded*: loading retypes ``007`` and ``no``, dies without a place on ``2026-13-01``,
and composing in C kills the process on deep nesting. The parser's events are iterative, so the
nodes are built from those, with every bound (depth, aliases, size) held on the way.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from msgspec import Struct, field, structs

from plandoc.diagnostics import Diagnostic, Severity, Span
from plandoc.reading.source import FORBIDDEN, Source

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?= |$)", re.MULTILINE)
MAX_DEPTH = 40
MAX_ALIASES = 50
MAX_TEXT = 100_000  # forty pages without a break
MAX_NODES = 300_000  # a plan has thousands; millions fit in 16 MB and would take seconds


class Node(Struct, frozen=True, eq=False):
    """A YAML value. `kind` is ``scalar``, ``sequence`` or ``mapping``; positions count from 0."""

    kind: str
    source: Source
    line: int
    column: int
    end_line: int
    end_column: int
    value: str = ""
    style: str = ""
    items: list["Node"] = field(default_factory=list)
    pairs: list[tuple["Node", "Node"]] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """The smallest useful place: the whole of a value on one line, else its first line."""
        end_column = self.end_column
        if self.end_line != self.line:
            line = self.source.lines[self.line]
            end_column = max(len(line.rstrip()), self.column + 1)
        return self.source.span(self.line + 1, self.column + 1, max(1, end_column - self.column))

    def get(self, name: str) -> "Node | None":
        """The value of a mapping's field; None where it has no such field."""
        return next((value for key, value in self.pairs if key.value == name), None)

    def span_within(self, start: int, end: int) -> Span:
        """The place of ``value[start:end]``, also inside a folded scalar.

        Folding only changes white space, so the value's other characters stand in the file in
        the same order. Where they do not (an escape in quotes), the whole value is the place.
        """
        places = _places(self)
        if len(places) < min(end, len(self.value)):
            return self.span
        inside = [place for place in places[start:end] if place]
        if not inside:
            return self.span
        (line, column), (last_line, last_column) = inside[0], inside[-1]
        beyond = last_column + 1 if last_line == line else len(self.source.lines[line])
        return self.source.span(line + 1, column + 1, max(1, beyond - column))


@lru_cache(maxsize=4)  # a text of a thousand faults is walked through once
def _places(node: Node) -> list[tuple[int, int] | None]:
    """Line and column, from 0, of each character of a value, None for a fold, which has no place
    of its own; as far as the characters can be found."""
    lines = node.source.lines
    line, column = (node.line + 1, 0) if node.style in (">", "|") else (node.line, node.column)
    if node.style in ("'", '"'):
        column += 1
    found: list[tuple[int, int] | None] = []
    for char in node.value:
        here = lines[line][column : column + 1] if line < len(lines) else ""
        if char.isspace() and here != char:
            found.append(None)
            continue
        while line <= node.end_line and line < len(lines):
            if column >= len(lines[line]):
                line, column = line + 1, 0
            elif lines[line][column] == char:
                break
            elif lines[line][column].isspace():
                column += 1
            else:
                return found
        else:
            return found
        found.append((line, column))
        column += 1
    return found


def parse(source: Source, report: list[Diagnostic]) -> Node | None:
    """The one YAML document of a file as nodes; None, with diagnostics, where it cannot be read.

    An empty file is None with a diagnostic too: no file of a plan is meant to be empty.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    from plandoc.reading.yaml_errors import explained

    conflicts = _conflicts(source)
    if conflicts:
        report.extend(conflicts)
        return None
    builder = _Builder(source)
    try:
        # The text, not a stream: ruamel would look for an encoding again.
        for event in YAML(typ="safe").parse(source.text):
            if not builder.take(event):
                break
    except MarkedYAMLError as error:
        report.append(explained(source, error, builder.quoted))
        return None
    except YAMLError as error:
        report.append(_fault("P003", f"cú pháp YAML sai: {error}", source.span(1, 1)))
        return None
    if builder.fault:
        report.append(builder.fault)
        return None
    if builder.root is None:
        report.append(_fault("P003", "tệp trống", source.span(1, 1), "ghi nội dung, hoặc xóa tệp"))
    return builder.root


def _conflicts(source: Source) -> list[Diagnostic]:
    """The places where git could not merge two revisions, each where it begins."""
    marks = list(_CONFLICT.finditer(source.text))
    hint = "giữ một trong hai phần (hoặc gộp lại), rồi xóa các dòng <<<<<<<, ======= và >>>>>>>"
    return [
        _fault("P003", "còn dấu xung đột của git", source.span_at(mark.start(), 7), hint)
        for mark in [mark for mark in marks if mark[0][0] == "<"] or marks[:1]
    ]


class _Builder:
    """Builds nodes from events with a stack of its own, so that no input can exhaust Python's."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: Node | None = None
        self.fault: Diagnostic | None = None
        self.stack: list[tuple[Node, str | None, list[Node]]] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.aliases = 0
        self.weight = 0  # nodes after expansion of aliases
        self.starts: list[int] = []
        self.quoted: tuple[int, int, int] | None = None  # where the last value in quotes stands

    def take(self, event: Any) -> bool:
        """One event; False when the file is to be read no further."""
        kind = type(event).__name__
        if kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._open("mapping" if kind[0] == "M" else "sequence", event)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._close(event)
        elif kind == "ScalarEvent":
            self._add(self._scalar(event), event.anchor, 1)
        elif kind == "AliasEvent":
            self._alias(event)
        elif kind == "DocumentStartEvent" and self.root is not None:
            self._fail("P003", "một tệp chỉ được có một tài liệu YAML", event, "bỏ dòng ---")
        if self.weight > MAX_NODES and not self.fault:
            self._fail("P004", "tệp nở ra quá lớn qua các bí danh (*) hoặc có quá nhiều mục", event)
        return self.fault is None

    def _scalar(self, event: Any) -> Node:
        self._no_tag(event)
        start, end = event.start_mark, event.end_mark
        style = event.style or ""
        self.quoted = (start.line, start.column, end.line) if style in ("'", '"') else None
        if len(event.value) > MAX_TEXT:
            message = f"văn bản dài quá {MAX_TEXT:,} ký tự".replace(",", ".")
            self._fail("P004", message, event, "tách thành nhiều mục, hoặc xem có thiếu dấu nháy")
        forbidden = FORBIDDEN.search(event.value)
        if forbidden:  # only an escape in quotes can still bring one in
            code = f"U+{ord(forbidden[0]):04X}"
            message = f"ký tự điều khiển {code} không được phép trong văn bản"
            self._fail("P005", message, event, "bỏ dấu \\ và mã đứng sau nó")
        value = unicodedata.normalize("NFC", event.value.strip())
        place = (start.line, start.column, end.line, end.column)
        return Node("scalar", self.source, *place, value=value, style=style)

    def _open(self, kind: str, event: Any) -> None:
        self._no_tag(event)
        if len(self.stack) >= MAX_DEPTH:
            message = f"lồng nhau quá {MAX_DEPTH} tầng"
            self._fail("P004", message, event, "bỏ các dấu [ { hoặc - thừa")
            return
        mark = event.start_mark
        node = Node(kind, self.source, mark.line, mark.column, mark.line, mark.column + 1)
        self.stack.append((node, event.anchor, []))
        self.starts.append(self.weight)

    def _close(self, event: Any) -> None:
        node, anchor, children = self.stack.pop()
        weight = self.weight - self.starts.pop() + 1
        if node.kind == "mapping":
            node.pairs.extend(zip(children[::2], children[1::2], strict=True))
        else:
            node.items.extend(children)
        self.weight -= weight - 1
        self._add(node, anchor, weight)

    def _alias(self, event: Any) -> None:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            message = f"quá {MAX_ALIASES} bí danh (*) trong một tệp"
            self._fail("P004", message, event, "viết đầy đủ thay cho bí danh")
        elif event.anchor not in self.anchors:
            message = f"bí danh *{event.anchor} chưa được đặt tên bằng &"
            self._fail("P003", message, event, "nếu cần in dấu * thì đặt giá trị trong nháy")
        else:
            node, weight = self.anchors[event.anchor]
            if self.weight + weight <= MAX_NODES:
                node = _copied(node, event)
            self._add(node, None, weight)

    def _add(self, node: Node, anchor: str | None, weight: int) -> None:
        self.weight += weight
        if anchor:
            self.anchors[anchor] = (node, weight)
        if self.stack:
            self.stack[-1][2].append(node)
        else:
            self.root = node

    def _no_tag(self, event: Any) -> None:
        if event.tag and not event.tag.startswith("tag:yaml.org,2002:str"):
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._fail("P003", f"thẻ {tag} không dùng trong kế hoạch", event, "bỏ thẻ này")

    def _fail(self, code: str, message: str, event: Any, hint: str = "") -> None:
        if self.fault is None:
            mark = event.start_mark
            span = self.source.span(mark.line + 1, mark.column + 1)
            self.fault = _fault(code, message, span, hint)


def _copied(node: Node, event: Any) -> Node:
    """A value as it stands at an alias: all of it lies there, none of it is shared.

    Sharing would hide that an id is given twice, and mix up the phases of two places.
    """
    start, end = event.start_mark, event.end_mark
    return structs.replace(
        node,
        line=start.line,
        column=start.column,
        end_line=end.line,
        end_column=end.column,
        items=[_copied(item, event) for item in node.items],
        pairs=[(_copied(key, event), _copied(value, event)) for key, value in node.pairs],
    )


def _fault(code: str, message: str, span: Span, hint: str = "") -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, span, hint)
