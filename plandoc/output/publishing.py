"""The files of a build into the output folder, whole or not at all.

Everything is staged beside the folder, on the same file system, and swapped in by renames::

    .output.plandoc-lock   held while files are made; the system frees it when a process dies
    .output.plandoc-tmp    being written or being thrown away: never worth anything
    .output.plandoc-old    the last good output, whole, while the new one takes its place

    write tmp -> rename output to old -> rename tmp to output -> rename old to tmp -> remove tmp

Wherever a kill falls, `output` or `old` is whole; `heal` and the next `publish` bring it to rest.
The marker `.plandoc.json` in the folder lists what we wrote, each file with its SHA-256: a file
that we did not write, or that somebody has changed since (a form filled in in Word), stops the
publish and is named. Only an empty folder or one with our marker is ever replaced.
"""

import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from plandoc.diagnostics import PlandocError
from plandoc.output.locking import locked
from plandoc.output.ownership import (
    MARKER,
    check_paths,
    is_link,
    marker_bytes,
    our_files,
    recorded,
    shown,
    walk,
)
from plandoc.refusals import reason

LOCK_WAIT_S = 20.0  # most builds take seconds: a neighbour is soon done


class Staged:
    """What an output folder is to hold next, written beside it piece by piece; see `staging`."""

    def __init__(self, folder: Path, place: Path) -> None:
        self._folder, self._place = folder, place
        self._beside = _sibling(place, "tmp")
        self._ours = our_files(place)
        self._wanted: dict[str, str] = {}
        self._beside.mkdir()

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write some files (relative POSIX path -> content) and see them onto the disk."""
        with _errors_in_words(self._folder):
            digests = {path: sha256(content).hexdigest() for path, content in files.items()}
            check_paths(digests)
            fresh = {path for path, digest in digests.items() if not self._kept(path, digest)}
            for path in fresh:
                target = self._make_room(path)
                if path in self._wanted:
                    target.unlink()  # it may be a link into the last output
                target.write_bytes(files[path])
            # Flushed only when all are written: the first flush then carries the rest along.
            for path in fresh:
                _sync_file(self._beside / path)
            self._wanted |= digests

    def read(self, path: str) -> bytes:
        """What was written."""
        with _errors_in_words(self._folder):
            return (self._beside / path).read_bytes()

    def publish(self, *, replace_all: bool = True) -> dict[str, str]:
        """Make the folder hold exactly what was written; returns that, path -> SHA-256.

        With `replace_all=False` the files of the last publish that were not written again stay.
        """
        with _errors_in_words(self._folder):
            if not replace_all:
                self._keep(path for path in self._ours if path not in self._wanted)
            check_paths(self._wanted)
            # Looked at again: a file may have gone while the others were made.
            same = self._wanted == self._ours == our_files(self._place)
            if not same or not (self._place / MARKER).exists():
                (self._beside / MARKER).write_bytes(marker_bytes(self._wanted))
                _sync_file(self._beside / MARKER)
                for inside, _, _ in os.walk(self._beside):
                    _sync_folder(Path(inside))
                our_files(self._place)  # once more: that took time, and Word saves when it likes
                _swap(self._place)
        return self._wanted

    def _keep(self, paths: Iterable[str]) -> None:
        """Take files of the last publish over."""
        for path in paths:
            if not self._kept(path, self._ours[path]):
                self._make_room(path).write_bytes((self._place / path).read_bytes())
                _sync_file(self._beside / path)
            self._wanted[path] = self._ours[path]

    def _kept(self, path: str, digest: str) -> bool:
        """Whether the last publish left just this content, and the system lets it stand in both."""
        if self._ours.get(path) != digest:
            return False
        try:
            os.link(self._place / path, self._make_room(path))
        except OSError:  # a file system without hard links
            return False
        return True

    def _make_room(self, path: str) -> Path:
        target = self._beside / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


@contextmanager
def staging(folder: Path) -> Iterator[Staged]:
    """Begin what `folder` is to hold next; it stays as it is unless that is published.

    Until the end no other build writes there. Raises PlandocError, as `Staged` does: the folder is
    not ours, holds a file that is not ours or was changed, another build holds the lock, a path is
    not allowed, or the machine refuses to write.
    """
    with ExitStack() as held:
        with _errors_in_words(folder):
            place = _place(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            held.enter_context(_locked(place))
            # What cannot be removed at the end waits for the next run; the output itself is whole.
            held.callback(_settle_quietly, place)
            _settle(place)
            staged = Staged(folder, place)
        yield staged


def published(folder: Path) -> dict[str, str] | None:
    """What the last publish wrote, path -> SHA-256; None unless the folder holds just that, and
    no other publish is under way or was killed."""
    with suppress(PlandocError, OSError):
        place = _place(folder)
        at_rest = not any(os.path.lexists(_sibling(place, kind)) for kind in ("lock", "tmp", "old"))
        ours = our_files(place) if at_rest else {}
        if ours and ours == recorded(place):
            return ours
    return None


def heal(folder: Path) -> None:
    """Put the last good output back in its place after a build was killed while swapping.

    For whoever reads the folder: one look when there is nothing to heal, else it waits for a
    build that is running. Raises PlandocError when the machine refuses.
    """
    with _errors_in_words(folder):
        place = _place(folder)
        if os.path.lexists(_sibling(place, "old")):
            with _locked(place):
                _settle(place)


# -- the swap and its healing


def _place(folder: Path) -> Path:
    """The folder, links *above* it resolved, so that its siblings lie on its file system."""
    if folder.name in ("", ".."):
        raise PlandocError(f"{folder} không thể là thư mục đầu ra", "chọn một thư mục con")
    return folder.parent.resolve() / folder.name


def _sibling(place: Path, kind: str) -> Path:
    return place.with_name(f".{place.name}.plandoc-{kind}")


def _swap(place: Path) -> None:
    if place.exists():
        _rename(place, _sibling(place, "old"))
    _rename(_sibling(place, "tmp"), place)
    _sync_folder(place.parent)


def _settle(place: Path) -> None:
    """Bring the folder and its siblings to rest, after whatever step a publish stopped."""
    old, tmp = _sibling(place, "old"), _sibling(place, "tmp")
    if old.is_dir() and not is_link(place):
        if (place / MARKER).is_file():
            # The swap is done. Never removed under the name `old`: a half must not pass for whole.
            _remove(tmp)
            _rename(old, tmp)
        elif not place.exists() or (place.is_dir() and next(walk(place), None) is None):
            _remove(place)
            _rename(old, place)
        # Else somebody has put something of their own there: `our_files` names it, `old` is kept.
    _remove(tmp)


def _settle_quietly(place: Path) -> None:
    with suppress(OSError):
        _settle(place)


def _remove(path: Path) -> None:
    if path.is_symlink():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def _rename(source: Path, target: Path) -> None:
    for pause_s in (0.05, 0.1, 0.2, 0.4):
        try:
            source.rename(target)
            return
        except PermissionError:
            time.sleep(pause_s)  # on Windows a virus scanner holds fresh files for a moment
    source.rename(target)


def _sync_file(path: Path) -> None:
    with open(path, "r+b") as stream:
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


# -- the lock, and the machine's errors


def _locked(place: Path) -> AbstractContextManager[None]:
    """Have the folder alone; raises PlandocError when another build has it for LOCK_WAIT_S."""
    message = f"một lần dựng khác đang ghi vào {shown(place)}"
    complaint = PlandocError(message, "chờ nó xong rồi chạy lại")
    return locked(_sibling(place, "lock"), LOCK_WAIT_S, complaint)


@contextmanager
def _errors_in_words(folder: Path) -> Iterator[None]:
    """What the machine refuses becomes one line for the user."""
    try:
        yield
    except OSError as error:
        where = f" ({shown(Path(error.filename))})" if isinstance(error.filename, str) else ""
        raise PlandocError(f"không ghi được {shown(folder)}: {reason(error)}{where}") from error
