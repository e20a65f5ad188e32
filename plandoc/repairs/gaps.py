"""The white space between the words of a value, where it stands in the file."""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from plandoc.reading.extents import Unsafe, last_line
from plandoc.reading.nodes import Node
from plandoc.repairs.draft import Written

_WORD = re.compile(r"\S+")


class Gap(Struct, frozen=True):
    """White space between the words `before` and `after`, at ``text[start:end]`` of the file."""

    start: int
    end: int
    white: str
    before: str
    after: str

    @property
    def folded(self) -> bool:
        """Whether a line ends in it."""
        return "\n" in self.white or "\r" in self.white


def gaps(written: Written) -> Iterator[Gap]:
    """The white space inside all values of a file, in order."""
    for node in scalars(written.root):
        place = _place(written, node)
        if place is None:
            continue
        start, end = place
        words = list(_WORD.finditer(written.text, start, end))
        for one, other in pairwise(words):
            white = written.text[one.end() : other.start()]
            yield Gap(one.end(), other.start(), white, one[0], other[0])


def scalars(node: Node) -> Iterator[Node]:
    """The single values below a node, but for the names of fields."""
    if node.kind == "scalar":
        yield node
    for item in (*node.items, *(value for _, value in node.pairs)):
        yield from scalars(item)


def _place(written: Written, node: Node) -> tuple[int, int] | None:
    """Where a value's words stand; None where white space is written by signs."""
    if not node.value:
        return None
    if node.style in (">", "|"):
        try:
            last = last_line(written.lines, node)
        except Unsafe:
            return None
        return written.at(node.line + 1, 0), written.at(last, len(written.lines[last]))
    start, end = written.at(node.line, node.column), written.at(node.end_line, node.end_column)
    if node.style == '"' and "\\" in written.text[start:end]:
        return None
    quotes = 1 if written.text[start] == node.style else 0  # before them may stand an anchor
    return start + quotes, end - quotes
