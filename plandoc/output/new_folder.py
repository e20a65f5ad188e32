"""A folder that is not there yet, or is empty, written whole or not at all."""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

from plandoc.diagnostics import PlandocError
from plandoc.refusals import reason


def check_free(folder: Path) -> None:
    """Raise PlandocError unless a folder of this name could be written."""
    shown = folder.as_posix()
    try:
        if folder.is_dir() and not any(folder.iterdir()):
            return
        if folder.exists() or folder.is_symlink():
            is_folder = folder.is_dir()
            what = f"thư mục {shown} không trống" if is_folder else f"{shown} không phải thư mục"
            raise PlandocError(what, "nêu tên một thư mục mới")
    except OSError as error:
        raise PlandocError(f"không đọc được {shown}: {reason(error)}") from error


def write_new_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files (by POSIX path) into a new folder.

    Raises PlandocError when the folder holds something or the machine refuses; then nothing is
    left behind.
    """
    check_free(folder)
    target = folder.absolute()
    missing = [parent for parent in target.parents if not parent.exists()]
    temporary = ""
    moved: list[Path] = []
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = mkdtemp(dir=target.parent, prefix=f".{target.name[:80]}.")
        for name, content in files.items():
            path = Path(temporary, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if target.exists():  # it stays the folder that it is: somebody may stand in it
            for entry in sorted(os.listdir(temporary)):
                os.rename(Path(temporary, entry), target / entry)
                moved.append(target / entry)
            os.rmdir(temporary)
        else:
            # A temporary folder is its owner's alone; this one is as any that people make.
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(temporary, 0o777 & ~mask)
            os.rename(temporary, target)
    except OSError as error:
        for path in [*moved, *([Path(temporary)] if temporary else [])]:
            _remove(path)
        for parent in missing:
            with suppress(OSError):
                parent.rmdir()
        message = f"không tạo được thư mục {folder.as_posix()}: {reason(error)}"
        raise PlandocError(message) from error


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
