"""What a later run need not compute again, kept by key outside the output folder.

A key is made of everything that its content is made of, so that what is kept is never wrong, only
unused. A cache that cannot be read or written is no fault: the work is done anew.
"""

import os
import sys
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import msgspec

from plandoc import __version__


def key(*made_of: str | bytes) -> str:
    """The key of a content: its ingredients, told apart."""
    digest = sha256()
    for part in made_of:
        content = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(content) + content)
    return digest.hexdigest()


@lru_cache(maxsize=1)
def program() -> str:
    """Names this program and the packages beside it; a change of a file of ours changes it."""
    files = sorted(Path(__file__).parent.rglob("*.py"))
    stats = (path.stat() for path in files)
    own = "".join(f"{stat.st_mtime_ns}.{stat.st_size};" for stat in stats)
    # Installing or upgrading a package touches the folder that all of them lie in.
    packages = Path(msgspec.__file__).parent.parent.stat().st_mtime_ns
    return key(__version__, sys.version, own, str(packages))


def recall(name: str) -> bytes | None:
    """What is kept under a key; None when nothing is."""
    place = _place(name)
    with suppress(OSError):
        return place.read_bytes() if place else None
    return None


def keep(name: str, content: bytes) -> None:
    """Keep a content under its key, whole or not at all."""
    place = _place(name)
    if place is None:
        return
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f"{place.name}.{os.getpid()}")
        try:
            part.write_bytes(content)
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)  # what a full disk left of it


def _place(name: str) -> Path | None:
    """The user's cache, or where PLANDOC_CACHE says; nowhere when there is no home."""
    if root := os.environ.get("PLANDOC_CACHE"):
        return Path(root) / name
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    try:
        cache = Path(named) if named else Path.home() / ".cache"
    except RuntimeError:
        return None
    return cache / "plandoc" / name
