"""The manual as a reader follows it: what to type, what to edit and what then appears, in order.

A fenced block says by the words behind its marks what it is::

    sh               commands, one a line; ``sh lỗi``: the last of them ends with code 1
    powershell       commands for Windows
    text             what the command above prints; … stands for whatever is there
    yaml FILE tìm    a stretch of a file, to be replaced by the next block …
    yaml FILE thay   … which is this
    yaml FILE cuối-tệp, yaml FILE cả-tệp    goes to the end of a file, becomes the whole file

Commands of ours inside a sentence or a table count too.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

_OURS = re.compile(r"`(python build\.py[^`…]*)`")


class Command(Struct, frozen=True):
    """A line to type; `code` is how it ends, `shell` what it is typed in: sh, powershell, or
    nothing when it stands in a sentence."""

    line: int
    text: str
    shell: str
    code: int = 0


class Shown(Struct, frozen=True):
    """What a command is said to print."""

    line: int
    text: str


class Edit(Struct, frozen=True):
    """A file becomes another: `old` is replaced by `new`; without `old` it goes to the end, and
    with `whole` it is the file."""

    line: int
    file: str
    new: str
    old: str = ""
    whole: bool = False

    def apply(self, folder: Path) -> None:
        """Do to the file below the folder what the page asks for."""
        path = folder / self.file
        text = path.read_text(encoding="utf-8")
        if self.old:
            assert text.count(self.old) == 1, f"{self.file}: {text.count(self.old)} × {self.old}"
            text = text.replace(self.old, self.new)
        else:
            text = self.new if self.whole else text + self.new
        path.write_text(text, encoding="utf-8", newline="\n")


class Other(Struct, frozen=True):
    """A block in another language: nothing to run."""

    line: int
    language: str
    text: str


Step = Command | Shown | Edit | Other


def steps(text: str) -> Iterator[Step]:
    """What a page asks for and shows, in its order. Raises ValueError at a block that is none."""
    sought = ""
    for line, about, body in _blocks(text):
        match about.split(" "):
            case [""]:
                yield from (Command(line, found, "") for found in _OURS.findall(body))
            case [("sh" | "powershell") as shell, *ends]:
                yield from _commands(line, shell, body, 1 if ends == ["lỗi"] else 0)
            case ["text"]:
                yield Shown(line, body)
            case ["yaml", _, "tìm"]:
                sought = body
            case ["yaml", file, ("thay" | "cuối-tệp" | "cả-tệp") as how]:
                yield Edit(line, file, body, sought if how == "thay" else "", how == "cả-tệp")
            case [("yaml" | "lua" | "toml" | "lisp") as language]:
                yield Other(line, language, body)
            case _:
                raise ValueError(f"line {line}: what is a block of “{about}”?")


def _commands(line: int, shell: str, body: str, code: int) -> Iterator[Command]:
    """The lines of a block that begins at a line; the last ends with the code."""
    lines = body.splitlines()
    for offset, text in enumerate(lines, 1):
        yield Command(line + offset, text, shell, code if offset == len(lines) else 0)


def _blocks(text: str) -> Iterator[tuple[int, str, str]]:
    """The blocks and the lines between them, which have no words: line, words, body."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        indent, mark, about = lines[at].partition("```")
        if not mark or indent.strip():
            yield at + 1, "", lines[at]
            at += 1
            continue
        end = next(n for n in range(at + 1, len(lines)) if lines[n] == f"{indent}```")
        body = "".join(f"{one.removeprefix(indent)}\n" for one in lines[at + 1 : end])
        yield at + 1, about or "?", body
        at = end + 1


def prints(shown: str, printed: str) -> bool:
    """Whether a text is what is shown: … alone on a line is any lines, inside one any words."""
    parts = (
        "(?:.*\n)*?" if line == "…" else ".*?".join(map(re.escape, line.split("…"))) + "\n"
        for line in shown.splitlines()
    )
    return re.fullmatch("".join(parts), printed.removesuffix("\n") + "\n") is not None
