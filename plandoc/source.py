"""Files as text, and YAML as nodes that know their places.

YAML is never *loaded*: loading retypes ``007`` and ``no``, dies without a place on ``2026-13-01``,
and composing in C kills the process on deep nesting. The parser's events are iterative, so the
nodes are built from those, with every bound (depth, aliases, size) held on the way.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from plandoc.diagnostics import Diagnostic, PlandocError, Severity, Span
from plandoc.encodings import guess_encoding

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 40
MAX_ALIASES = 50
MAX_NODES = 2_000_000

# What XML 1.0 forbids, what YAML would take for a line break, and invisible marks inside a word.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


class Source(Struct, frozen=True, eq=False, dict=True):
    """A text file: `path` as the user knows it, text in NFC with ``\\n`` line ends."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.split("\n")

    def span(self, line: int, column: int, length: int = 1) -> Span:
        """A place on one line; line and column from 1."""
        return Span(self.path, line, column, line, column + length)

    def span_at(self, offset: int, length: int = 1) -> Span:
        """The place of a character by its offset in the text."""
        line = self.text.count("\n", 0, offset) + 1
        column = offset - (self.text.rfind("\n", 0, offset) + 1) + 1
        return self.span(line, column, length)


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
        return self.source.span(self.line + 1, self.column + 1, end_column - self.column)

    def span_within(self, start: int, end: int) -> Span:
        """The place of ``value[start:end]``, also inside a folded scalar.

        Folding only changes white space, so the value's other characters stand in the file in
        the same order. Where they do not (an escape in quotes), the whole value is the place.
        """
        lines = self.source.lines
        line, column = (self.line + 1, 0) if self.style in (">", "|") else (self.line, self.column)
        if self.style in ("'", '"'):
            column += 1
        first: tuple[int, int] | None = None
        for index, char in enumerate(self.value[:end]):
            if char.isspace() and not (line < len(lines) and lines[line][column : column + 1] == char):
                continue  # a fold: the break itself has no place of its own
            while line <= self.end_line and line < len(lines):
                if column >= len(lines[line]):
                    line, column = line + 1, 0
                elif lines[line][column] == char:
                    break
                elif lines[line][column].isspace():
                    column += 1
                else:
                    return self.span
            else:
                return self.span
            if index >= start and first is None:
                first = (line, column)
            column += 1
        if first is None:
            return self.span
        length = column - first[1] if line == first[0] else len(lines[first[0]]) - first[1]
        return self.source.span(first[0] + 1, first[1] + 1, max(1, length))


class Files(Struct, frozen=True):
    """The YAML files of a folder, as bytes by POSIX path relative to it.

    `root` is the folder as the user named it; `outside` lists the files whose real place lies
    outside the folder (they are not read).
    """

    root: str
    content: dict[str, bytes]
    outside: frozenset[str] = frozenset()

    def path(self, name: str) -> str:
        """How a file of the folder is shown to the user."""
        return f"{self.root}/{name}"


def read_folder(folder: Path) -> Files:
    """Every ``.yaml`` file under a folder.

    Raises PlandocError where the machine does not let us read.
    """
    content: dict[str, bytes] = {}
    outside: set[str] = set()
    real_root = folder.resolve()
    for path in _yaml_files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            if not path.resolve().is_relative_to(real_root):
                outside.add(name)
                continue
            mode = path.stat()
            if not stat.S_ISREG(mode.st_mode):
                continue  # a pipe or a device would never end
            # One byte more than allowed is enough to know that it is too large.
            with path.open("rb") as file:
                content[name] = file.read(MAX_BYTES + 1)
        except (OSError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or error
            raise PlandocError(f"không đọc được {path.as_posix()}: {reason}") from error
    return Files(folder.as_posix(), content, frozenset(outside))


def _yaml_files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders.sort()
        yield from (Path(parent, name) for name in sorted(names) if name.endswith(".yaml"))


def decode(path: str, content: bytes, report: list[Diagnostic]) -> Source | None:
    """The bytes of a file as a `Source`; None, with diagnostics, where they cannot be text."""
    source = Source(path, "")
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        report.append(_error("P004", f"tệp lớn hơn {limit} MB", source.span(1, 1)))
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        report.append(_not_utf8(path, content, error.start))
        return None
    source = Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))
    forbidden = list(FORBIDDEN.finditer(source.text))
    for match in forbidden[:20]:
        message = f"ký tự điều khiển U+{ord(match[0]):04X} không được phép trong văn bản"
        hint = "xóa ký tự này (thường do chép dán từ chương trình khác)"
        report.append(_error("P005", message, source.span_at(match.start()), hint))
    if forbidden:
        return None
    if unicodedata.is_normalized("NFC", source.text):
        return source
    report.append(_not_nfc(source))
    return Source(path, unicodedata.normalize("NFC", source.text))


def _error(code: str, message: str, span: Span, hint: str = "") -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, span, hint)


def _not_utf8(path: str, content: bytes, offset: int) -> Diagnostic:
    line = content.count(b"\n", 0, offset) + 1
    start = content.rfind(b"\n", 0, offset) + 1
    column = len(content[start:offset].decode("utf-8", "replace")) + 1
    encoding = guess_encoding(content)
    guess = f"; đây có vẻ là bảng mã {encoding}" if encoding else ""
    return _error(
        "P002",
        f"tệp không phải UTF-8{guess}",
        Span(path, line, column, line, column + 1),
        "chuyển tệp sang Unicode (UTF-8) rồi lưu lại",
    )


def _not_nfc(source: Source) -> Diagnostic:
    lines = [
        (number, line)
        for number, line in enumerate(source.lines, 1)
        if not unicodedata.is_normalized("NFC", line)
    ]
    number, line = lines[0]
    same = os.path.commonprefix([line, unicodedata.normalize("NFC", line)])
    return _error(
        "P501",
        f"chữ Việt ở dạng Unicode tổ hợp, không phải dựng sẵn (NFC), trên {len(lines)} dòng",
        source.span(number, max(1, len(same))),
        "gõ lại bằng Unicode dựng sẵn",
    )


def parse(source: Source, report: list[Diagnostic]) -> Node | None:
    """The one YAML document of a file as nodes; None, with diagnostics, where it cannot be read.

    An empty file is None with a diagnostic too: no file of a plan is meant to be empty.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    builder = _Builder(source)
    try:
        # The text, not a stream: ruamel would look for an encoding again.
        for event in YAML(typ="safe").parse(source.text):
            if not builder.take(event):
                break
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "end of stream" in (error.problem or ""):
            mark = error.context_mark or mark  # where the quote was opened tells more
        report.append(_syntax_error(source, error.problem or error.context or "", mark))
        return None
    except YAMLError as error:
        report.append(_error("P003", f"cú pháp YAML sai: {error}", source.span(1, 1)))
        return None
    if builder.fault:
        report.append(builder.fault)
        return None
    if builder.root is None:
        report.append(_error("P003", "tệp trống", source.span(1, 1)))
    return builder.root


def _syntax_error(source: Source, problem: str, mark: Any) -> Diagnostic:
    from plandoc.yaml_errors import in_vietnamese

    line = min(mark.line, len(source.lines) - 1) if mark else 0
    column = min(mark.column, len(source.lines[line])) if mark else 0
    before = source.lines[line][: column + 1]
    if not before.strip() and "\t" in before:
        problem = "found a tab character"
    message, hint = in_vietnamese(problem)
    return _error("P003", f"cú pháp YAML sai: {message}", source.span(line + 1, column + 1), hint)


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
        forbidden = FORBIDDEN.search(event.value)
        if forbidden:  # only an escape in quotes can still bring one in
            code = f"U+{ord(forbidden[0]):04X}"
            self._fail("P005", f"ký tự điều khiển {code} không được phép trong văn bản", event)
        value = unicodedata.normalize("NFC", event.value.strip())
        place = (start.line, start.column, end.line, end.column)
        return Node("scalar", self.source, *place, value=value, style=style)

    def _open(self, kind: str, event: Any) -> None:
        self._no_tag(event)
        if len(self.stack) >= MAX_DEPTH:
            self._fail("P004", f"lồng nhau quá {MAX_DEPTH} tầng", event)
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
            self._fail("P004", f"quá {MAX_ALIASES} bí danh (*) trong một tệp", event)
        elif event.anchor not in self.anchors:
            self._fail("P003", f"bí danh *{event.anchor} chưa được đặt tên bằng &", event)
        else:
            node, weight = self.anchors[event.anchor]
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
            self._fail("P003", f"thẻ {event.tag} không dùng trong kế hoạch", event, "bỏ thẻ này")

    def _fail(self, code: str, message: str, event: Any, hint: str = "") -> None:
        if self.fault is None:
            mark = event.start_mark
            span = self.source.span(mark.line + 1, mark.column + 1)
            self.fault = _error(code, message, span, hint)
