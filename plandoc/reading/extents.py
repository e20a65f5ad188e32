"""Where a value ends in its file: what the parser's marks do not tell.

Positions count from 0; `lines` are the lines of the value's file without their ends.
"""

import re
from collections.abc import Sequence

from plandoc.reading.nodes import Node


class Unsafe(Exception):
    """The file cannot be taken apart and put together again without risk."""


def is_flow(lines: Sequence[str], node: Node) -> bool:
    """Whether a collection is written in brackets."""
    return node.kind != "scalar" and lines[node.line][node.column] in "[{"


def last_line(lines: Sequence[str], node: Node, least: int = 0) -> int:
    """The last line that holds something of a value, at least `least`; raises Unsafe."""
    if node.kind == "scalar":
        if node.style in (">", "|"):
            return _last_of_block_scalar(lines, node)
        return max(least, node.end_line) if node.value or node.style else max(least, node.line)
    if is_flow(lines, node):
        return closing(lines, node)[0]
    if node.pairs:
        key, value = node.pairs[-1]
        return last_line(lines, value, key.line)
    return last_line(lines, node.items[-1], node.line)


def _last_of_block_scalar(lines: Sequence[str], node: Node) -> int:
    header = lines[node.line][node.column :].partition("#")[0].strip()
    if not re.fullmatch(r"[>|][-+]?", header):
        raise Unsafe
    # The mark stands on the line below, but in a file whose last line does not end.
    end = max(node.end_line + (1 if node.end_column else 0), node.line + 1)
    last, indent = node.line, 0
    for number in range(node.line + 1, len(lines)):
        line = lines[number]
        width = len(line) - len(line.lstrip(" "))
        if not line.strip():
            continue
        indent = indent or width
        if not node.value or width < indent or number >= end:
            break
        last = number
    return last


def closing(lines: Sequence[str], node: Node) -> tuple[int, int]:
    """Where the bracket stands that closes a flow collection; raises Unsafe."""
    line, column = node.line, node.column + 1
    inner = [*node.items, *(part for pair in node.pairs for part in pair)]
    if inner:
        last = inner[-1]
        line, column = last.end_line, last.end_column
        if last.kind != "scalar":
            line, column = closing(lines, last)
            column += 1
    while line < len(lines):
        rest = lines[line][column:].lstrip(" ,")
        if rest[:1] in ("]", "}"):
            return line, len(lines[line]) - len(rest)
        if rest and not rest.startswith("#"):
            break
        line, column = line + 1, 0
    raise Unsafe
