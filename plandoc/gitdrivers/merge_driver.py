"""The merge driver: three files into one, by ids where that is proven right, else by lines."""

import os
import subprocess
import tempfile
from pathlib import Path

from msgspec import Struct

from plandoc.gitdrivers.entries import id_of
from plandoc.gitdrivers.layout import lay_out
from plandoc.gitdrivers.merging import Conflict, Piece, merge
from plandoc.gitdrivers.proof import is_merge, keeps
from plandoc.reading.extents import Unsafe
from plandoc.reading.nodes import parse
from plandoc.reading.source import decode

OURS, THEIRS = "bên này", "bên kia"
MARKER_SIZE = 7


class Merged(Struct, frozen=True):
    """A merged file; `conflicts` name the clauses and fields left to a person."""

    content: bytes
    conflicts: tuple[str, ...]


def merge_contents(
    base: bytes, ours: bytes, theirs: bytes, marker_size: int = MARKER_SIZE
) -> Merged | None:
    """Three versions of a YAML file merged by ids; None where that is not certain to be right.

    Without conflicts the result was read back and holds exactly what both sides made of the base;
    with conflicts, taking one side of each was seen to leave nothing out that this side wrote.
    """
    if ours == theirs or theirs == base:
        return Merged(ours, ())
    if ours == base:
        return Merged(theirs, ())
    try:
        old, mine, yours = lay_out(base), lay_out(ours), lay_out(theirs)
        pieces = merge(old, mine, yours)
        one, other = (_resolved(pieces, theirs=side) for side in (False, True))
        first = lay_out(one)
        conflicts = tuple(piece.where for piece in pieces if isinstance(piece, Conflict))
        if conflicts:
            proven = keeps(old, mine, first) and keeps(old, yours, lay_out(other))
        else:
            proven = is_merge(old, mine, yours, first)
    except (Unsafe, RecursionError):
        return None
    if not proven:
        return None
    return Merged(_marked(pieces, marker_size) if conflicts else one, conflicts)


def drive(base: Path, ours: Path, theirs: Path, marker_size: int) -> tuple[int, tuple[str, ...]]:
    """What git asks of a merge driver: the result goes into `ours`.

    Returns the exit code that git expects (0 merged, 1 conflicts are marked) and the conflicts by
    clause; none are named where git merged by lines.
    """
    contents = [path.read_bytes() for path in (base, ours, theirs)]
    try:
        merged = merge_contents(contents[0], contents[1], contents[2], marker_size)
    except Exception:  # whatever it is, the drafter's work must not wait for our correction
        merged = None
    if merged is None:
        code = _by_lines(base, ours, theirs, marker_size)
        if code or _is_sound(contents[1], contents[2], ours.read_bytes()):
            return code, ()
        merged = Merged(_side_by_side(contents[1], contents[2], marker_size), ("cả tệp",))
    if merged.content != contents[1]:
        _replace(ours, merged.content)
    return (1 if merged.conflicts else 0), merged.conflicts


def _by_lines(base: Path, ours: Path, theirs: Path, marker_size: int) -> int:
    labels = ("-L", OURS, "-L", "gốc", "-L", THEIRS)
    files = [os.fspath(path.absolute()) for path in (ours, base, theirs)]
    command = ["git", "merge-file", "-q", f"--marker-size={marker_size}", *labels, *files]
    done = subprocess.run(command, capture_output=True, check=False)
    # Above 128 git has failed itself (a binary file): it says so as it would without us.
    return done.returncode if done.returncode > 127 else min(done.returncode, 1)


def _is_sound(ours: bytes, theirs: bytes, merged: bytes) -> bool:
    """Whether what was merged by lines can be read, if both sides can.

    git sees no conflict where both sides move one clause, each elsewhere: it is there twice then.
    """
    return _reads(merged) or not (_reads(ours) and _reads(theirs))


def _reads(content: bytes) -> bool:
    """Whether a file is YAML that gives no id twice."""
    source = decode("", content, [])
    root = parse(source, []) if source else None
    if root is None:
        return False
    nodes, ids = [root], []
    while nodes:
        node = nodes.pop()
        ids += [found] if (found := id_of(node)) else []
        nodes += [*node.items, *(value for _, value in node.pairs)]
    return len(set(ids)) == len(ids)


def _side_by_side(ours: bytes, theirs: bytes, size: int) -> bytes:
    """One conflict that holds the whole of either side."""
    one, other = (content.removesuffix(b"\n") + b"\n" for content in (ours, theirs))
    begin, middle, end = f"{'<' * size} {OURS}\n", f"{'=' * size}\n", f"{'>' * size} {THEIRS}\n"
    return b"".join((begin.encode(), one, middle.encode(), other, end.encode()))


def _replace(path: Path, content: bytes) -> None:
    """All of it or nothing, with the mode that it had."""
    handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f"{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, path.stat().st_mode & 0o777)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _resolved(pieces: list[Piece], *, theirs: bool) -> bytes:
    """The file with one side of each conflict."""
    lines: list[str] = []
    for piece in pieces:
        if isinstance(piece, Conflict):
            lines += piece.theirs if theirs else piece.ours
        else:
            lines.append(piece)
    return _encoded(lines)


def _marked(pieces: list[Piece], size: int) -> bytes:
    """The file with git's markers around each conflict."""
    lines: list[str] = []
    for piece in pieces:
        if isinstance(piece, Conflict):
            lines += [f"{'<' * size} {OURS} ({piece.where})", *piece.ours, "=" * size]
            lines += [*piece.theirs, f"{'>' * size} {THEIRS} ({piece.where})"]
        else:
            lines.append(piece)
    return _encoded(lines)


def _encoded(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8")
