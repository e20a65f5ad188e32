"""The notation of the files in ``tests/cases/``, and the small plan that they change.

A case file belongs to one code. It is a stream of YAML documents::

    # === phases leave a gap                 a case begins: its title
    --- # plan.yaml                          a file of the base plan (tests/cases/base) is changed:
    phases: [2021-2025, 2027-2030]           only the fields (or list entries) that differ
    #                   ^ P301               this diagnostic is expected at the caret, one line up

``#< P012`` points at column 1, where a caret cannot stand. ``--- # plan.yaml: whole`` replaces the
file, ``--- # plan.yaml: absent`` removes it (its diagnostic stands at 1:1). What a case does not
expect must not appear, but for the notes of other codes; a case without carets checks clean.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from plandoc.reading.source import Files

CASES = Path(__file__).parent / "cases"
BASE = CASES / "base"

Place = tuple[str, int, int, str]  # file, line, column, code

_TITLE = re.compile(r"# === (.+)")
_FILE = re.compile(r"--- # ([^:]+?)(?:: (whole|absent))?")
_EXPECTED = re.compile(r"#( *)([<^]) ((?:P\d{3} ?)+)")


class Case(Struct, frozen=True):
    """One case: the files of the whole changed plan, and where which codes are expected."""

    title: str
    files: Files
    expected: list[Place]


class Lines(Struct):
    """A file's lines, each with the (column, code) expected on it."""

    lines: list[str]
    marks: list[list[tuple[int, str]]]


def base_files() -> dict[str, str]:
    """The base plan: text by path."""
    return {
        path.relative_to(BASE).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(BASE.rglob("*.yaml"))
    }


def changed(changes: dict[str, str]) -> Files:
    """The base plan with fields changed (``{"plan.yaml": "place: Huế"}``)."""
    texts = base_files()
    for name, text in changes.items():
        texts[name] = "\n".join(_merged(texts.get(name, ""), _read(text.split("\n"))).lines)
    return Files("plan", {name: text.encode() for name, text in texts.items()})


def read_cases(path: Path) -> list[Case]:
    """The cases of a file."""
    chunks: list[tuple[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if title := _TITLE.fullmatch(line):
            chunks.append((title[1], []))
        elif chunks:
            chunks[-1][1].append(line)
    return [_case(title, lines) for title, lines in chunks]


def _case(title: str, lines: list[str]) -> Case:
    texts = base_files()
    expected: list[Place] = []
    for name, mode, body in _documents(lines):
        document = _read(body)
        if not mode:
            document = _merged(texts.get(name, ""), document)
        texts[name] = "\n".join(document.lines)
        for number, marks in enumerate(document.marks, 1):
            expected += [(f"plan/{name}", number, column, code) for column, code in marks]
        if mode == "absent":
            del texts[name]
    files = Files("plan", {name: text.encode() for name, text in texts.items()})
    return Case(title, files, sorted(expected))


def _documents(lines: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    starts = [i for i, line in enumerate(lines) if _FILE.fullmatch(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        header = _FILE.fullmatch(lines[start])
        assert header
        yield header[1], header[2] or "", lines[start + 1 : end]


def _read(lines: list[str]) -> Lines:
    """Take the comments with carets out of the lines; they belong to the line above them."""
    document = Lines([], [])
    for line in lines:
        if mark := _EXPECTED.fullmatch(line):
            if not document.lines:  # an absent file: as if it had a first line
                document = Lines([""], [[]])
            column = 1 if mark[2] == "<" else len(mark[1]) + 2
            document.marks[-1] += [(column, code) for code in mark[3].split()]
        else:
            document.lines.append(line)
            document.marks.append([])
    while document.lines and not document.lines[-1] and not document.marks[-1]:
        document.lines.pop()
        document.marks.pop()
    return document


def _blocks(document: Lines) -> dict[str, Lines]:
    """A file cut at its first column: by field, or by the id of a list entry."""
    blocks: dict[str, Lines] = {}
    key = ""
    for line, marks in zip(document.lines, document.marks, strict=True):
        if line[:1] not in ("", " ", "#"):
            key = line if line.startswith("- ") else line.partition(":")[0]
        block = blocks.setdefault(key, Lines([], []))
        block.lines.append(line)
        block.marks.append(marks)
    return blocks


def _merged(base: str, change: Lines) -> Lines:
    """The base file with the blocks of the change in place of its own; new ones come last."""
    blocks = {**_blocks(_read(base.split("\n"))), **_blocks(change)}
    return Lines(
        [line for block in blocks.values() for line in block.lines],
        [marks for block in blocks.values() for marks in block.marks],
    )
