"""One at a time: a lock that the system frees when a process dies."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def locked(path: Path, wait_s: float, complaint: Exception) -> Iterator[None]:
    """Hold a lock file, and remove it at the end; raises `complaint` when another process has it
    for `wait_s`."""
    deadline = time.monotonic() + wait_s
    while (descriptor := _try_lock(path)) is None:
        if time.monotonic() > deadline:
            raise complaint
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
