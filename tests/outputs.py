"""Output folders for tests."""

from collections.abc import Mapping
from pathlib import Path

from plandoc.output.publishing import staging


def publish(
    folder: Path, files: Mapping[str, bytes], *, replace_all: bool = True
) -> dict[str, str]:
    """Make `folder` hold just some files, as a build does at its end, or leave it as it was."""
    with staging(folder) as staged:
        staged.write(files)
        return staged.publish(replace_all=replace_all)
