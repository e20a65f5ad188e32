"""The files of a build into the output folder, whole or not at all.

Everything is staged beside the folder, on the same file system, and swapped in by renames::

    .output.plandoc-lock   held by whoever publishes; the system frees it when a process dies
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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from plandoc.diagnostics import PlandocError
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

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_WAIT_S = 5.0  # a whole build takes under a second: a neighbour is soon done


def publish(
    folder: Path, files: Mapping[str, bytes], *, replace_all: bool = True
) -> dict[str, str]:
    """Make `folder` hold exactly `files` (relative POSIX path -> content), or leave it as it was.

    Returns what it then holds, path -> SHA-256.

    With `replace_all=False` the files of the last publish that `files` does not name stay.
    Raises PlandocError: the folder is not ours, holds a file that is not ours or was changed,
    another build holds the lock, a path is not allowed, or the machine refuses to write.
    """
    with _errors_in_words(folder):
        place = _place(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        with _locked(place):
            _settle(place)
            try:
                ours = our_files(place)
                wanted = {path: sha256(content).hexdigest() for path, content in files.items()}
                wanted = wanted if replace_all else ours | wanted
                check_paths(wanted)
                if wanted == ours and (place / MARKER).exists():
                    return wanted
                _stage(place, wanted, ours, files)
                our_files(place)  # once more: staging took time, and Word saves when it likes
                _swap(place)
                return wanted
            finally:
                # What cannot be removed now waits for the next run; the output itself is whole.
                with suppress(OSError):
                    _settle(place)


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


def _stage(
    place: Path, wanted: Mapping[str, str], ours: Mapping[str, str], files: Mapping[str, bytes]
) -> None:
    """Write the whole new output into the tmp sibling and see it onto the disk."""
    staging = _sibling(place, "tmp")
    staging.mkdir()
    fresh = {MARKER: marker_bytes(wanted)}
    for path, digest in wanted.items():
        (staging / path).parent.mkdir(parents=True, exist_ok=True)
        if ours.get(path) != digest:
            fresh[path] = files[path]
            continue
        try:
            os.link(place / path, staging / path)
        except OSError:  # a file system without hard links
            fresh[path] = (place / path).read_bytes()
    for path, content in fresh.items():
        (staging / path).write_bytes(content)
    # Flushed only when all is written: the first flush then carries the rest along.
    for path in fresh:
        with open(staging / path, "r+b") as stream:
            os.fsync(stream.fileno())
    for inside, _, _ in os.walk(staging):
        _sync_folder(Path(inside))


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


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


# -- the lock, and the machine's errors


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    """Hold the lock file; raises PlandocError when another build has it for LOCK_WAIT_S."""
    path = _sibling(place, "lock")
    deadline = time.monotonic() + LOCK_WAIT_S
    while (descriptor := _try_lock(path)) is None:
        if time.monotonic() > deadline:
            raise PlandocError(
                f"một lần dựng khác đang ghi vào {shown(place)}", "chờ nó xong rồi chạy lại"
            )
        time.sleep(0.02)
    try:
        yield
    finally:
        if sys.platform == "win32":
            # There an open file cannot be removed: neither ours nor one that another waits at.
            os.close(descriptor)
            with suppress(OSError):
                path.unlink()
        else:
            with suppress(OSError):
                path.unlink()  # while it is held; see the check in `_try_lock`
            os.close(descriptor)


def _try_lock(path: Path) -> int | None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    with suppress(BlockingIOError, PermissionError, FileNotFoundError):
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Its last holder removed the file: a lock on a file that is gone keeps nobody out.
        if os.path.samestat(os.fstat(descriptor), path.stat()):
            return descriptor
    os.close(descriptor)
    return None


@contextmanager
def _errors_in_words(folder: Path) -> Iterator[None]:
    """What the machine refuses becomes one line for the user."""
    try:
        yield
    except OSError as error:
        where = f" ({shown(Path(error.filename))})" if isinstance(error.filename, str) else ""
        raise PlandocError(f"không ghi được {shown(folder)}: {reason(error)}{where}") from error
