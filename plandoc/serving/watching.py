"""Which moment to build again: the files of some folders are looked at, several times a second.

Looking needs no package, works on every file system (also on shared folders of an office, where
the system's own notices do not arrive) and takes a thousandth of a second for a plan.
"""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

LOOK_EVERY_S = 0.1
SETTLED_AFTER_S = 0.05
PATIENCE_S = 1.0  # something that is written without a pause is built all the same

Look = dict[str, tuple[int, int]]


def changes(folders: Iterable[Path]) -> Iterator[None]:
    """Yields at once, and then each time that something in the folders changes and comes to rest.

    What changes while the caller works counts as a change.
    """
    watched = tuple(folders)
    seen = look(watched)
    yield
    while True:
        time.sleep(LOOK_EVERY_S)
        now = look(watched)
        if now != seen:
            seen = _settled(watched, now)
            yield


def look(folders: Iterable[Path]) -> Look:
    """(time of change in ns, size in bytes) by path.

    Hidden files and those that end in ``~`` belong to editors, not to the plan.
    """
    found: Look = {}
    for folder in folders:
        for parent, below, names in os.walk(folder):
            below[:] = [name for name in below if not name.startswith(".")]
            for name in names:
                if name.startswith(".") or name.endswith("~"):
                    continue
                path = os.path.join(parent, name)
                with suppress(OSError):  # gone since, or a link to nowhere
                    info = os.stat(path)
                    found[path] = (info.st_mtime_ns, info.st_size)
    return found


def _settled(folders: tuple[Path, ...], seen: Look) -> Look:
    """What is there when nothing has changed for a moment: saving may take several steps."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        time.sleep(SETTLED_AFTER_S)
        now = look(folders)
        if now == seen:
            break
        seen = now
    return seen
