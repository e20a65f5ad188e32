"""What lies in an output folder: ours and untouched, or somebody's work that must not be lost.

The marker file lists what the last publish wrote. This module only looks; `output` writes.
"""

import json
import os
import re
import stat
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path, PurePosixPath

from plandoc.diagnostics import PlandocError, visible

MARKER = ".plandoc.json"

_FORMAT = 1
_LITTER = {".ds_store", "thumbs.db", "desktop.ini"}  # file managers leave them everywhere
_IN_USE = ("~$", ".~lock.")  # Word's and LibreOffice's lock files
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(10)}


def our_files(place: Path) -> dict[str, str]:
    """The files of ours that are there, with their SHA-256; raises when anything else is."""
    if is_link(place) or (place.exists() and not place.is_dir()):
        raise PlandocError(
            f"{shown(place)} là một tệp hoặc một liên kết, không phải thư mục",
            "chuyển nó đi, hoặc chọn thư mục khác bằng --output",
        )
    listed = recorded(place)
    if listed is None:
        for path in walk(place):
            raise PlandocError(
                f"thư mục {shown(place)} không do plandoc dựng ra và đã có tệp, như {shown(path)}",
                "chuyển các tệp ấy đi, hoặc chọn thư mục khác bằng --output",
            )
        return {}
    found = {path.relative_to(place).as_posix(): path for path in walk(place)}
    del found[MARKER]
    digests = {name: _digest(path) for name, path in found.items() if name in listed}
    _refuse_any(
        in_use=[path for path in found.values() if path.name.startswith(_IN_USE)],
        changed=[found[name] for name, digest in digests.items() if digest != listed[name]],
        foreign=[path for name, path in found.items() if name not in listed],
    )
    return digests


def _refuse_any(in_use: list[Path], changed: list[Path], foreign: list[Path]) -> None:
    hint = "chuyển tệp ấy sang thư mục khác rồi chạy lại"
    if in_use:
        raise open_elsewhere(in_use)
    if changed:
        raise PlandocError(f"tệp đã bị sửa sau khi plandoc ghi ra: {_listed(changed)}", hint)
    if foreign:
        raise PlandocError(f"tệp không do plandoc ghi ra: {_listed(foreign)}", hint)


def locks_of(document: Path) -> list[Path]:
    """The lock files that Word or LibreOffice keeps beside a document while it is open."""
    name = document.name
    # Word puts its mark in the place of the first two letters, or before a short name.
    names = dict.fromkeys((f".~lock.{name}#", f"~${name}", f"~${name[1:]}", f"~${name[2:]}"))
    return [path for path in map(document.with_name, names) if path.exists()]


def open_elsewhere(locks: list[Path]) -> PlandocError:
    """The complaint that names the documents which lock files belong to."""
    listed = _listed([_locked_by(lock) for lock in locks])
    return PlandocError(
        f"văn bản đang mở trong Word hoặc LibreOffice: {listed}",
        f"đóng văn bản rồi chạy lại; nếu không còn mở ở đâu thì xóa tệp khóa {_listed(locks)}",
    )


def _locked_by(lock: Path) -> Path:
    """The document of a lock file; the lock itself where the document is gone."""
    if lock.name.startswith(".~lock."):
        return lock.with_name(lock.name.removeprefix(".~lock.").removesuffix("#"))
    others = sorted(path for path in lock.parent.iterdir() if not path.name.startswith(_IN_USE))
    return next((path for path in others if lock in locks_of(path)), lock)


def recorded(place: Path) -> dict[str, str] | None:
    """What the marker lists, path -> SHA-256; None when there is no marker."""
    marker = place / MARKER
    if not os.path.lexists(marker):
        return None
    if marker.is_file() and not is_link(marker):
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            content = json.loads(marker.read_bytes())
            if content["format"] == _FORMAT:
                return {str(path): str(digest) for path, digest in content["files"].items()}
    raise PlandocError(
        f"không hiểu tệp đánh dấu {shown(marker)}: bị hỏng, hoặc của phiên bản plandoc khác",
        f"giữ lại những gì cần trong {shown(place)} rồi xóa thư mục ấy",
    )


def marker_bytes(files: Mapping[str, str]) -> bytes:
    """The marker file for these files (path -> SHA-256); the same files give the same bytes."""
    note = "Thư mục này do plandoc dựng ra và sẽ được thay mới; đừng sửa hay cất tệp ở đây."
    content = {"format": _FORMAT, "note": note, "files": dict(sorted(files.items()))}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def walk(folder: Path) -> Iterator[Path]:
    """All files below, litter left out; a link counts as a file and is never followed."""
    pending = [folder] if folder.exists() else []
    while pending:
        for path in sorted(pending.pop().iterdir()):
            if path.is_dir() and not is_link(path):
                pending.append(path)
            elif path.name.lower() not in _LITTER or is_link(path):
                yield path


def is_link(path: Path) -> bool:
    """Whether it leads elsewhere: a symbolic link, or a junction of Windows."""
    try:
        info = path.lstat()
    except FileNotFoundError:
        return False
    mount_point = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT
    return stat.S_ISLNK(info.st_mode) or getattr(info, "st_reparse_tag", 0) == mount_point


def _digest(path: Path) -> str:
    """SHA-256 of a plain file; empty for anything else, which opening might block on."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return ""
    with open(path, "rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def check_paths(paths: Collection[str]) -> None:
    """Only plain ASCII paths that stay inside and mean the same file on every system."""
    folded = {path.lower() for path in paths}
    folders = {str(above) for path in folded for above in PurePosixPath(path).parents}
    for path in paths:
        parts = path.split("/")
        if (
            not all(re.fullmatch(r"[\w.-]{0,199}[\w-]", part, re.ASCII) for part in parts)
            or any(part.lower().split(".")[0] in _DEVICES for part in parts)
            or parts[-1].lower() in {MARKER, *_LITTER}
            or path.lower() in folders
        ):
            raise PlandocError(f"tên tệp đầu ra không hợp lệ: {path!r}")
    if len(folded) < len(paths):
        raise PlandocError("hai tệp đầu ra chỉ khác nhau chữ hoa, chữ thường")


def _listed(paths: list[Path]) -> str:
    more = f" và {len(paths) - 1} tệp khác" if len(paths) > 1 else ""
    return shown(paths[0]) + more


def shown(path: Path) -> str:
    """A path as messages name it: from the working folder when below it, and on one line."""
    here = Path.cwd()
    return visible(str(path.relative_to(here) if path.is_relative_to(here) else path))
