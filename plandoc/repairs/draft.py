"""A plan's files while they are mended: their text as it lies on the disk, and edits of it."""

import re
from bisect import bisect_right
from codecs import BOM_UTF8
from functools import cached_property

from msgspec import Struct

from plandoc.reading.nodes import Node, parse
from plandoc.reading.reader import Reading, read_files
from plandoc.reading.source import Files, decode

_LINE_END = re.compile(r"\r\n|\r|\n")


class Edit(Struct, frozen=True, order=True):
    """``text[start:end]`` of a file becomes `text`.

    `count` is how many repairs it is; `note` what is told of it.
    """

    start: int
    end: int
    text: str
    count: int = 1
    note: str = ""


class Written(Struct, frozen=True, dict=True):
    """A file as it is written, its line ends as they are, and the YAML in it."""

    text: str
    bom: bool
    root: Node

    @property
    def content(self) -> bytes:
        """The file's bytes."""
        return (BOM_UTF8 if self.bom else b"") + self.text.encode()

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return _LINE_END.split(self.text)

    @cached_property
    def line_ends(self) -> list[str]:
        """What ends each line; nothing for the last."""
        return [*_LINE_END.findall(self.text), ""]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def at(self, line: int, column: int) -> int:
        """The offset of a place that counts from 0, as nodes do (the text being in NFC).

        An empty value at the end may stand past the last line.
        """
        return self._starts[line] + column if line < len(self._starts) else len(self.text)

    def line_at(self, offset: int) -> int:
        """The line, from 0, that an offset lies on."""
        return bisect_right(self._starts, offset) - 1

    def edited(self, edits: list[Edit]) -> bytes:
        """The file's bytes after edits that do not overlap."""
        parts: list[str] = []
        position = 0
        for edit in sorted(edits):
            parts += [self.text[position : edit.start], edit.text]
            position = edit.end
        parts.append(self.text[position:])
        return (BOM_UTF8 if self.bom else b"") + "".join(parts).encode()


class Draft(Struct, frozen=True, dict=True):
    """All of a plan that can be read as YAML: the files by name, and what came of reading them.

    `retired` are ids that must not be given again; `all_texts` holds also what is no YAML.
    """

    files: dict[str, Written]
    reading: Reading
    retired: frozenset[str]
    all_texts: tuple[str, ...]

    @cached_property
    def _mappings(self) -> dict[str, list[tuple[type[Struct], Node]]]:
        found: dict[str, list[tuple[type[Struct], Node]]] = {}
        for kind, node in self.reading.mappings:
            found.setdefault(node.source.path, []).append((kind, node))
        return found

    def mappings(self, name: str) -> list[tuple[type[Struct], Node]]:
        """The mappings of a file with the structs they are read as, the outer before the inner."""
        return self._mappings.get(self.files[name].root.source.path, [])


def read_draft(files: Files, retired: frozenset[str]) -> Draft:
    """The files of a plan as far as they can be read."""
    reading = read_files(files)
    found = {}
    for name, content in files.content.items():
        if files.path(name) in reading.sources:
            written = read_written(files.path(name), content)
            if written:
                found[name] = written
    texts = tuple(content.decode("utf-8", "replace") for content in files.content.values())
    return Draft(found, reading, retired, texts)


def read_written(path: str, content: bytes) -> Written | None:
    """A file's text and nodes; None where it cannot be read."""
    source = decode(path, content, [])
    root = parse(source, []) if source else None
    if root is None:
        return None
    return Written(content.decode("utf-8-sig"), content.startswith(BOM_UTF8), root)
