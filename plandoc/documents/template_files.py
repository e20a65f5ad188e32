"""The files of a templates folder, read once and handed on as a value: what is built from them then
needs no disk, also in another process or on another machine."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from plandoc.diagnostics import PlandocError
from plandoc.refusals import reason


class TemplateFiles(Struct, frozen=True, eq=False):
    """`content` is bytes by relative POSIX path; `folder` is how messages name the folder."""

    folder: str
    content: Mapping[str, bytes]

    def path(self, name: str) -> str:
        """A file's path as messages name it."""
        return f"{self.folder}/{name}"

    def within(self, name: str) -> "TemplateFiles":
        """The files of a folder inside."""
        inside = {
            path.removeprefix(f"{name}/"): content
            for path, content in self.content.items()
            if path.startswith(f"{name}/")
        }
        return TemplateFiles(self.path(name), inside)


def read_templates(folder: Path) -> TemplateFiles:
    """Read all files of a folder; hidden ones, and folders that a link leads to, are left alone.

    Raises PlandocError when there is no such folder, the machine does not let us read it, or a link
    leads out of it: a folder that somebody sends must not bring a file of this machine into what
    is published.
    """
    hint = "nêu thư mục mẫu bằng --templates"
    if not folder.is_dir():
        raise PlandocError(f"không có thư mục mẫu {folder.as_posix()}", hint)
    content: dict[str, bytes] = {}
    pending = [folder]
    try:
        while pending:
            for path in sorted(pending.pop().iterdir()):
                if path.name.startswith((".", "~")):
                    continue
                if path.is_dir() and not path.is_symlink():
                    pending.append(path)
                elif path.is_file():
                    _refuse_outside(folder, path)
                    content[path.relative_to(folder).as_posix()] = path.read_bytes()
    except OSError as error:
        message = f"không đọc được {folder.as_posix()}: {reason(error)}"
        raise PlandocError(message, hint) from error
    return TemplateFiles(folder.as_posix(), content)


def _refuse_outside(folder: Path, path: Path) -> None:
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        message = f"tệp {path.as_posix()} dẫn ra ngoài thư mục mẫu"
        raise PlandocError(message, "đặt chính tệp đó vào thư mục mẫu")
