"""Files as text: which there are, how they are decoded, where a character stands."""

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path

from msgspec import Struct

from plandoc.diagnostics import Diagnostic, PlandocError, Severity, Span
from plandoc.reading.encodings import guess_encoding
from plandoc.refusals import reason

MAX_BYTES = 16 * 1024 * 1024

# What XML 1.0 forbids, what YAML would take for a line break, invisible marks inside a word, and
# marks that turn the order of letters round: what is read would not be what is written.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)


class Source(Struct, frozen=True, eq=False, dict=True):
    """A text file: `path` as the user knows it, text in NFC with ``\\n`` line ends."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.split("\n")

    def span(self, line: int, column: int, length: int = 1) -> Span:
        """A place on one line; line and column from 1."""
        return Span(self.path, line, column, line, column + length)

    def span_at(self, offset: int, length: int = 1) -> Span:
        """The place of a character by its offset in the text."""
        line = self.text.count("\n", 0, offset) + 1
        column = offset - (self.text.rfind("\n", 0, offset) + 1) + 1
        return self.span(line, column, length)


class Files(Struct, frozen=True):
    """The YAML files of a folder, as bytes by POSIX path relative to it.

    `root` is the folder as the user named it; `outside` lists the files whose real place lies
    outside the folder (they are not read).
    """

    root: str
    content: dict[str, bytes]
    outside: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(map(len, self.content.values()))

    def path(self, name: str) -> str:
        """How a file of the folder is shown to the user."""
        path = f"{self.root}/{name}"
        # A name that is no text would be a traceback when it is printed.
        return path.encode("utf-8", "replace").decode("utf-8")


def read_folder(folder: Path) -> Files:
    """Every ``.yaml`` file under a folder.

    Raises PlandocError when there is no such folder or the machine does not let us read it.
    """
    if not folder.is_dir():
        hint = "nêu thư mục của kế hoạch bằng --plan"
        raise PlandocError(f"không có thư mục {folder.as_posix()}", hint)
    content: dict[str, bytes] = {}
    outside: set[str] = set()
    real_root = folder.resolve()
    for path in _yaml_files(folder):
        # A name that passed through a Mac is decomposed; in plan.yaml it is typed composed.
        name = unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
        try:
            if not path.resolve().is_relative_to(real_root):
                outside.add(name)
                continue
            if not stat.S_ISREG(path.stat().st_mode):
                continue  # a pipe or a device would never end
            # One byte more than allowed is enough to know that it is too large.
            with path.open("rb") as file:
                content[name] = file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            continue  # a link to nowhere is a missing file, told where the plan names it
        except (OSError, RuntimeError) as error:
            # Python before 3.13 has an error of its own for links that lead round in a circle.
            why = reason(error if isinstance(error, OSError) else OSError(errno.ELOOP, ""))
            raise PlandocError(f"không đọc được {path.as_posix()}: {why}") from error
    return Files(folder.as_posix(), content, frozenset(outside))


def file_paths(folder: Path) -> dict[str, Path]:
    """Where each file of `read_folder` lies, by its name there."""
    return {
        unicodedata.normalize("NFC", path.relative_to(folder).as_posix()): path
        for path in _yaml_files(folder)
    }


def _yaml_files(folder: Path) -> Iterator[Path]:
    """In order; hidden files (``.#plan.yaml``) are an editor's or a Mac's, not the plan's."""
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        shown = sorted(name for name in names if not name.startswith("."))
        yield from (Path(parent, name) for name in shown if name.endswith(".yaml"))


def decode(path: str, content: bytes, report: list[Diagnostic]) -> Source | None:
    """The bytes of a file as a `Source`; None, with diagnostics, where they cannot be text."""
    source = Source(path, "")
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        report.append(_error("P004", f"tệp lớn hơn {limit} MB", source.span(1, 1)))
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        report.append(_not_utf8(path, content, error.start))
        return None
    source = Source(path, _one_kind_of_end(text))
    forbidden = list(islice(FORBIDDEN.finditer(source.text), 20))
    for match in forbidden:
        message = f"ký tự điều khiển U+{ord(match[0]):04X} không được phép trong văn bản"
        hint = "xóa ký tự này (thường do chép dán từ chương trình khác)"
        report.append(_error("P005", message, source.span_at(match.start()), hint))
    if forbidden:
        return None
    if unicodedata.is_normalized("NFC", source.text):
        return source
    report.append(_not_nfc(source))
    return Source(path, unicodedata.normalize("NFC", source.text))


def undecoded(path: str, content: bytes) -> Source:
    """What cannot be decoded, as far as it can be shown around the place of its error."""
    return Source(path, _readable(content[:1_000_000]))


def _readable(content: bytes) -> str:
    return _one_kind_of_end(content.decode("utf-8", "replace").removeprefix("\ufeff"))


def _one_kind_of_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _error(code: str, message: str, span: Span, hint: str = "") -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, span, hint)


def _not_utf8(path: str, content: bytes, offset: int) -> Diagnostic:
    before = _readable(content[:offset]).split("\n")
    line, column = len(before), len(before[-1]) + 1
    encoding = guess_encoding(content)
    guess = f"; đây có vẻ là bảng mã {encoding}" if encoding else ""
    return _error(
        "P002",
        f"tệp không phải UTF-8{guess}",
        Span(path, line, column, line, column + 1),
        "chuyển tệp sang Unicode (UTF-8) rồi lưu lại",
    )


def _not_nfc(source: Source) -> Diagnostic:
    lines = [
        (number, line)
        for number, line in enumerate(source.lines, 1)
        if not unicodedata.is_normalized("NFC", line)
    ]
    number, line = lines[0]
    composed = unicodedata.normalize("NFC", line)
    pairs = zip(line, composed, strict=False)
    column = next((c for c, (was, now) in enumerate(pairs, 1) if was != now), len(composed))
    return _error(
        "P501",
        f"chữ Việt ở dạng Unicode tổ hợp, không phải dựng sẵn (NFC), trên {len(lines)} dòng",
        source.span(number, column),
        "gõ lại bằng Unicode dựng sẵn; với kế hoạch, python build.py fix đổi giúp",
    )
