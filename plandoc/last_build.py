"""What the last build of an output folder was made of, so that the next need not do it again.

Kept in the cache, outside the folder; believed only while the folder holds what that build wrote.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from plandoc import cache
from plandoc.output.publishing import published


class LastBuild(Struct, frozen=True):
    """`inputs` is the key of everything that went in; `summary` is what the check found, in short;
    `files` are the SHA-256 of what was published; `keys` name what each document was made of."""

    inputs: str
    summary: str
    files: dict[str, str]
    keys: dict[str, str]


def last_build(output: Path) -> LastBuild | None:
    """The last build of a folder that still holds, whole and untouched, what that build wrote."""
    content = cache.recall(_name(output))
    if content is None:
        return None
    try:
        last = msgspec.json.decode(content, type=LastBuild)
    except msgspec.DecodeError:
        return None
    return last if published(output) == last.files else None


def remember(
    output: Path, inputs: str, summary: str, files: Mapping[str, str], keys: Mapping[str, str]
) -> None:
    """Keep what a build was made of, once it is published."""
    last = LastBuild(inputs, summary, dict(files), dict(keys))
    cache.keep(_name(output), msgspec.json.encode(last))


def _name(output: Path) -> str:
    return cache.key("last build", str(output.absolute()))
