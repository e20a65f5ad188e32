"""What the browsers are shown: the last good site, and what is wrong with the newest save.

The site is kept in memory: a request never meets a folder that is just being swapped, and a path
can only name a file of the site.
"""

from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Condition

from msgspec import Struct

from plandoc.output.ownership import MARKER, is_link, walk
from plandoc.output.publishing import heal


class Shown(Struct, frozen=True, eq=False):
    """`files` is the last good site, bytes by path; `version` names its content, and is empty while
    there is no site; `problem` is what stopped the newest build, empty when nothing did."""

    files: Mapping[str, bytes]
    version: str
    problem: str


class Preview:
    """What is shown now; one thread changes it, many wait for the change."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._condition = Condition()
        self._shown = Shown(files, _version(files), "")
        self._closed = False

    @property
    def shown(self) -> Shown:
        """What to show now: one value, so that a page and its version belong together."""
        return self._shown

    def succeed(self, files: Mapping[str, bytes]) -> None:
        """A build went well: its site takes the place of the last."""
        self._show(Shown(files, _version(files), ""))

    def fail(self, problem: str) -> None:
        """A build went wrong: the last good site stays."""
        self._show(Shown(self._shown.files, self._shown.version, problem))

    def after(self, told: Shown | None, timeout_s: float) -> Shown | None:
        """What is shown once it is no longer `told`, or still is when the time is up; None at the
        end of the preview."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or self._shown is not told, timeout_s)
            return None if self._closed else self._shown

    def close(self) -> None:
        """End it: whoever waits goes home."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    def _show(self, shown: Shown) -> None:
        with self._condition:
            self._shown = shown
            self._condition.notify_all()


def _version(files: Mapping[str, bytes]) -> str:
    """A digest, so that a tab is reloaded only for something new, also after a restart."""
    if not files:
        return ""
    digest = sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:20]


def last_site(output: Path, name: str) -> dict[str, bytes]:
    """The site in the folder `name` of an output folder of ours, from an earlier build.

    Empty when there is none. Raises PlandocError when the output folder cannot be healed.
    """
    heal(output)
    site = output / name
    if not (output / MARKER).is_file() or is_link(output) or is_link(site):
        return {}
    with suppress(OSError):  # what cannot be read is no good site; the build says what is wrong
        return {
            path.relative_to(site).as_posix(): path.read_bytes()
            for path in walk(site)
            if path.is_file() and not is_link(path)
        }
    return {}
