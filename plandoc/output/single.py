"""One file that the user named, whole or not at all."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from plandoc.diagnostics import PlandocError
from plandoc.output.ownership import locks_of, open_elsewhere
from plandoc.refusals import reason


def write_file(path: Path, content: bytes) -> None:
    """Make a file hold `content`; what it held before stays until then.

    Raises PlandocError when the machine refuses, or Word or LibreOffice has the file open: what
    is saved there later would take the place of `content`.
    """
    target = path.resolve()  # a link keeps leading where it does
    temporary = ""
    try:
        if locks := locks_of(target):
            raise open_elsewhere(locks)
        with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            temporary = file.name
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A temporary file is its owner's alone; this one is for whoever may read its neighbours.
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        os.replace(temporary, target)
    except OSError as error:
        with suppress(OSError):
            os.unlink(temporary)
        hint = "nêu một tệp trong thư mục có sẵn và ghi được"
        raise PlandocError(f"không ghi được {path.as_posix()}: {reason(error)}", hint) from error


def write_changed(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write those of some files, by path relative to a folder, that differ from what is there.

    Raises PlandocError when the machine refuses.
    """
    for name, content in files.items():
        path = folder / name
        try:
            if path.is_file() and path.read_bytes() == content:
                continue
            path.parent.mkdir(exist_ok=True)
        except OSError as error:
            message = f"không ghi được {path.as_posix()}: {reason(error)}"
            raise PlandocError(message) from error
        write_file(path, content)
