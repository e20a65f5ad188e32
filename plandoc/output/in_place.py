"""Files rewritten where they stand: all of them or none."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from msgspec import Struct

from plandoc.diagnostics import PlandocError
from plandoc.refusals import reason


class Rewrite(Struct, frozen=True):
    """A file, what it must still hold, and what it is to hold."""

    path: Path
    old: bytes
    new: bytes


def rewrite(changes: list[Rewrite]) -> None:
    """Make each file hold its new content, its mode kept; a link keeps leading where it does.

    Raises PlandocError, with every file as it was, when one has changed since it was read or the
    machine refuses.
    """
    prepared: list[tuple[str, Rewrite]] = []
    done: list[Rewrite] = []
    current = Path()
    try:
        for change in changes:
            current = change.path
            prepared.append((_beside(current.resolve(), change.new), change))
            if current.read_bytes() != change.old:
                message = f"tệp {current.as_posix()} vừa được sửa ở nơi khác: không ghi gì"
                raise PlandocError(message, "lưu ở trình soạn thảo rồi chạy lại")
        for temporary, change in prepared:
            current = change.path
            os.replace(temporary, current.resolve())
            done.append(change)
    except OSError as error:
        for change in done:
            with suppress(OSError):
                os.replace(_beside(change.path.resolve(), change.old), change.path.resolve())
        raise PlandocError(f"không ghi được {current.as_posix()}: {reason(error)}") from error
    finally:
        for temporary, _ in prepared:
            _remove(temporary)


def _beside(path: Path, content: bytes) -> str:
    """A file beside another, of its mode, that is to take its place."""
    name = ""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            name = file.name
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, name)
    except OSError:
        _remove(name)
        raise
    return name


def _remove(name: str) -> None:
    with suppress(OSError):
        os.unlink(name)
