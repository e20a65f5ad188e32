"""A YAML file as entries that know the lines they stand on, so that parts can be exchanged.

Only what is laid out plainly is taken apart: block mappings, lists of clauses and of values, flow
lists. Anything else is one value to be taken whole; where even that cannot be told from the lines
around it (anchors, tags, document marks), `Unsafe` is raised and the file is no matter for us.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from msgspec import structs

from plandoc.gitdrivers.entries import Block, Entry, Flow, Layout, Lines, id_of, value_of
from plandoc.reading.extents import Unsafe, closing, is_flow, last_line
from plandoc.reading.nodes import Node, parse
from plandoc.reading.source import FORBIDDEN, MAX_BYTES, Source

_LEAD = re.compile(r"\s*(?:#.*)?")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")
_DASH = re.compile(r" *- +")


def lay_out(content: bytes) -> Layout:
    """The entries of a file; raises Unsafe."""
    if len(content) > MAX_BYTES or b"\r" in content:
        raise Unsafe
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise Unsafe from None
    if FORBIDDEN.search(text) or not unicodedata.is_normalized("NFC", text):
        raise Unsafe
    root = parse(Source("", text), [])
    if root is None:
        raise Unsafe
    return take_apart(text, root)


def take_apart(text: str, root: Node) -> Layout:
    """The entries of a file from its nodes; raises Unsafe."""
    return _Reader(text.removesuffix("\n").split("\n")).layout(root)


class _Reader:
    """Takes the nodes of one file apart; `lines` are the file's."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    def layout(self, root: Node) -> Layout:
        self.check(root)
        block = self.block(root, 0)
        if block is None:
            raise Unsafe
        first, rest = block.entries[0], block.entries[1:]
        # Above the last blank line stands what belongs to the file, not to its first entry.
        cut = max((n for n, line in enumerate(first.lead, 1) if not line.strip()), default=0)
        head, lead = first.lead[:cut], first.lead[cut:]
        entries = (structs.replace(first, lead=lead), *rest)
        tail = tuple(self.lines[last_line(self.lines, root) + 1 :])
        _check_lead(tail)
        return Layout(head, Block(block.kind, block.column, entries), tail)

    def block(self, node: Node, start: int) -> Block | None:
        """The entries of a block collection whose first lead begins on line `start`.

        None when it is to be taken whole.
        """
        if node.kind == "scalar" or is_flow(self.lines, node) or not (node.items or node.pairs):
            return None
        return self.fields(node, start) if node.kind == "mapping" else self.elements(node, start)

    def fields(self, node: Node, start: int) -> Block:
        entries = []
        for key, value in node.pairs:
            before = self.lines[key.line][: key.column]
            if key.kind != "scalar" or key.column != node.column or before.strip(" -"):
                raise Unsafe
            end = last_line(self.lines, value, key.line)
            inner = key.line + 1
            block = None if value.line == key.line else self.block(value, inner)
            entries.append(self.entry(key.value, node.column, start, key.line, end, value, block))
            start = end + 1
        return _distinct("fields", node.column, entries)

    def elements(self, node: Node, start: int) -> Block | None:
        kind: Literal["ids", "values"] = "ids" if node.items[0].kind == "mapping" else "values"
        entries = []
        for item in node.items:
            key = id_of(item) if kind == "ids" else item.value
            if item.kind != ("mapping" if kind == "ids" else "scalar") or not key:
                return None
            if is_flow(self.lines, item):
                return None
            dash = _DASH.match(self.lines[item.line])
            if not dash or dash.end() != item.column or dash[0].index("-") != node.column:
                raise Unsafe
            end = last_line(self.lines, item)
            block = self.fields(item, item.line) if kind == "ids" else None
            entries.append(self.entry(key, node.column, start, item.line, end, item, block))
            start = end + 1
        if kind == "values" and len({entry.key for entry in entries}) < len(entries):
            return None
        return _distinct(kind, node.column, entries)

    def entry(
        self, key: str, column: int, start: int, line: int, end: int, value: Node,
        block: Block | None,
    ) -> Entry:  # fmt: skip
        lead = tuple(self.lines[start:line])
        _check_lead(lead)
        lines = (_without_dash(self.lines[line]), *self.lines[line + 1 : end + 1])
        opening = lines[:1] if block and value.line > line else ()
        if block is None:
            comments = self.comments(line, end, value)
        else:
            comments = tuple(match[0] for text in opening if (match := _COMMENT.search(text)))
        flow = self.flow(value) if block is None and value.line == line else None
        return Entry(key, column, lead, lines, value_of(value), comments, opening, block, flow)

    def comments(self, line: int, end: int, node: Node) -> Lines:
        """The comments on some lines that hold a value; a ``#`` of its words is none."""
        lines = self.lines[line : end + 1]
        for scalar in _scalars(node):
            first, last = scalar.line - line, scalar.end_line - line
            if scalar.style in (">", "|"):
                last = last_line(self.lines, scalar) - line
                lines[first + 1 : last + 1] = [""] * (last - first)
                continue
            if last >= len(lines):
                continue  # an empty value
            after = lines[last][scalar.end_column :]
            if first == last:
                lines[first] = lines[first][: scalar.column].ljust(scalar.end_column, "_") + after
            else:
                lines[last] = "_" * scalar.end_column + after
                lines[first] = lines[first][: scalar.column]
                lines[first + 1 : last] = [""] * (last - first - 1)
        return tuple(match[0] for text in lines if (match := _COMMENT.search(text)))

    def flow(self, node: Node) -> Flow | None:
        """A value that begins on its field's line as a list of single values."""
        line = _without_dash(self.lines[node.line])
        if node.kind == "scalar":
            if node.style in (">", "|") or node.end_line != node.line or not node.value:
                return None
            text = line[node.column : node.end_column]
            return Flow(line[: node.column], line[node.end_column :], {node.value: text}, False)
        if node.kind != "sequence" or not is_flow(self.lines, node):
            return None
        end_line, end_column = closing(self.lines, node)
        texts = {}
        for item in node.items:
            if item.kind != "scalar" or item.line != item.end_line or not item.value:
                return None
            texts[item.value] = self.lines[item.line][item.column : item.end_column]
        inside = self.lines[node.line : end_line + 1]
        if len(texts) < len(node.items) or any("#" in part for part in inside[:-1]):
            return None
        return Flow(line[: node.column + 1], self.lines[end_line][end_column:], texts)

    def check(self, node: Node) -> None:
        """Anchors, aliases and tags tie places together that are exchanged one by one."""
        line = self.lines[node.line] if node.line < len(self.lines) else ""
        if line[node.column : node.column + 1] in tuple("&*!?") and (node.value or not node.style):
            raise Unsafe
        for child in (*node.items, *(part for pair in node.pairs for part in pair)):
            self.check(child)


def _scalars(node: Node) -> Iterator[Node]:
    if node.kind == "scalar":
        yield node
    for child in (*node.items, *(part for pair in node.pairs for part in pair)):
        yield from _scalars(child)


def _without_dash(line: str) -> str:
    """The line with the dash of a list's element as a space."""
    return re.sub(r"^( *)-(?= )", r"\1 ", line)


def _check_lead(lines: Lines) -> None:
    if not all(_LEAD.fullmatch(line) for line in lines):
        raise Unsafe


def _distinct(kind: Literal["fields", "ids", "values"], column: int, entries: list[Entry]) -> Block:
    if len({entry.key for entry in entries}) < len(entries):
        raise Unsafe
    return Block(kind, column, tuple(entries))
