"""A DOCX file as its parts. The file may be damaged, hostile, or no DOCX at all.

Whatever is wrong with it is one PlandocError. Nothing is unpacked but the parts that are asked
for, each up to a limit that is counted while it is unpacked: what a zip says of itself may be a
lie.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import unquote

from msgspec import Struct

from plandoc.diagnostics import PlandocError
from plandoc.form import wordxml
from plandoc.form.wordxml import Element

MOST_DIRECTORY = 2**20  # of the list of members: about 10,000
MOST_BYTES = 24 * 2**20  # of one part: about 5,000 pages
MOST_BYTES_IN_ALL = 64 * 2**20
MOST_RATIO = 400  # unpacked to packed; repeated table rows reach 60
_SMALL = 2**20  # below this a ratio proves nothing
_CHUNK = 2**18

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, OSError, ValueError, NotImplementedError, RuntimeError),
)
_WORD = "lưu lại thành .docx bằng Word rồi kiểm tra"


class Relation(Struct, frozen=True):
    """What a part points at: `kind` is the last word of its type, `target` a part's name."""

    kind: str
    target: str


class Package:
    """An open DOCX: its main part, and what the parts point at."""

    def __init__(self, stream: BinaryIO) -> None:
        self._archive = _archive(stream)
        self._names = {info.filename.lstrip("/").lower(): info for info in self._archive.infolist()}
        self._left = MOST_BYTES_IN_ALL
        self.main = self._main_name()

    def part(self, name: str) -> Element:
        """The root element of a part. Raises PlandocError when it is missing or unreadable."""
        return wordxml.parse(self._bytes(name), name)

    def relations(self, name: str) -> dict[str, Relation]:
        """What the part `name` points at inside the file, by relation id."""
        folder, base = posixpath.split(name)
        listed = posixpath.join(folder, "_rels", f"{base}.rels")
        if listed.lower() not in self._names:
            return {}
        return {
            relation.get("Id", ""): Relation(
                relation.get("Type", "").rpartition("/")[2],
                posixpath.normpath(
                    posixpath.join("/", folder, unquote(relation.get("Target", "")))
                ).lstrip("/"),
            )
            for relation in self.part(listed).iter(f"{_RELATIONS}Relationship")
            if relation.get("TargetMode") != "External"
        }

    def related(self, kind: str) -> Element | None:
        """The part of that kind that the main part points at; None when there is none."""
        for relation in self.relations(self.main).values():
            if relation.kind == kind and relation.target.lower() in self._names:
                return self.part(relation.target)
        return None

    def optional(self, name: str) -> Element | None:
        """A part, or None when the file does not have it."""
        return self.part(name) if name.lower() in self._names else None

    def _main_name(self) -> str:
        if "[content_types].xml" not in self._names:
            raise PlandocError(*_without_types(set(self._names)))
        types = self.part("[Content_Types].xml")
        for relation in self.relations("").values():
            if relation.kind == "officeDocument":
                kind = _content_type(types, relation.target)
                if "word" not in kind or "main" not in kind:
                    raise PlandocError(_other_office(kind), "cần một văn bản Word (.docx)")
                return relation.target
        raise PlandocError("tệp không nêu phần nào là văn bản Word", _WORD)

    def _bytes(self, name: str) -> bytes:
        info = self._names.get(name.lower())
        if info is None:
            raise PlandocError(f"tệp thiếu phần {name}")
        if info.flag_bits & 1:
            raise PlandocError(f"phần {name} đặt mật khẩu", "bỏ mật khẩu rồi kiểm tra")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise PlandocError(f"phần {name} nén theo cách mà Word không dùng")
        try:
            data = b"".join(self._chunks(info))
        except _DAMAGE:
            raise PlandocError(f"phần {name} hỏng, không giải nén được") from None
        self._left -= len(data)
        return data

    def _chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        most = min(MOST_BYTES, self._left)
        size = 0
        with self._archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                size += len(chunk)
                if size > most or (size > _SMALL and size > MOST_RATIO * info.compress_size):
                    raise PlandocError(
                        f"phần {info.filename} giải nén ra quá lớn (giới hạn {most // 2**20} MB): "
                        "tệp quá dài hoặc là bom nén"
                    )
                yield chunk


def _content_type(types: Element, name: str) -> str:
    """What `[Content_Types].xml` says of a part: by its name, else by its extension."""
    named = {
        override.get("PartName", "").lstrip("/").lower(): override.get("ContentType", "")
        for override in types.iter(f"{_TYPES}Override")
    }
    extensions = {
        default.get("Extension", "").lower(): default.get("ContentType", "")
        for default in types.iter(f"{_TYPES}Default")
    }
    extension = name.lower().rpartition(".")[2]
    return str(named.get(name.lower()) or extensions.get(extension, ""))


def _archive(stream: BinaryIO) -> zipfile.ZipFile:
    start = stream.read(16)
    if _directory_size(stream) > MOST_DIRECTORY:
        raise PlandocError("tệp nén có quá nhiều phần để là văn bản Word")
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        raise PlandocError(*_no_zip(start, stream)) from None


def _directory_size(stream: BinaryIO) -> int:
    """Bytes of the zip's list of members: `zipfile` reads all of it before one can look at it."""
    length = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, length - 2**16 - 64))
    tail = stream.read()
    stream.seek(0)
    end = tail.rfind(b"PK\5\6")
    if end < 0 or end + 16 > len(tail):
        return 0
    if tail[max(0, end - 20) :].startswith(b"PK\6\7"):  # more than a plain zip can hold
        return MOST_DIRECTORY + 1
    return int.from_bytes(tail[end + 12 : end + 16], "little")


def _no_zip(start: bytes, stream: BinaryIO) -> tuple[str, str]:
    """What a file that is no zip is, and what to do."""
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        stream.seek(0)
        if "EncryptedPackage".encode("utf-16-le") in stream.read(MOST_BYTES):
            return "tệp đặt mật khẩu", "bỏ mật khẩu trong Word rồi kiểm tra"
        return "tệp là .doc kiểu cũ (Word 97-2003)", _WORD
    for magic, name in _KNOWN.items():
        if start.startswith(magic):
            return f"tệp là {name}, không phải DOCX", _WORD
    if start.startswith(b"PK"):
        return "tệp DOCX bị cắt cụt hoặc hỏng", "lấy lại bản gốc"
    return ("tệp rỗng" if not start else "tệp không phải DOCX"), _WORD


_KNOWN = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "ảnh PNG",
    b"\xff\xd8\xff": "ảnh JPEG",
    b"<!DOCTYPE html": "trang web",
    b"<html": "trang web",
    b"<?xml": "XML",
}


def _without_types(names: set[str]) -> tuple[str, str]:
    if "mimetype" in names and "content.xml" in names:
        return "tệp là ODT của LibreOffice, không phải DOCX", _WORD
    if "word/document.xml" in names:
        return "tệp DOCX hỏng: thiếu phần [Content_Types].xml", "lấy lại bản gốc"
    return "tệp là một tệp nén zip, không phải DOCX", _WORD


def _other_office(kind: str) -> str:
    for words, name in _OTHERS:
        if any(word in kind for word in words):
            return f"tệp là {name}, không phải văn bản Word"
    return "phần chính của tệp không khai là văn bản Word"


_OTHERS = (
    (("spreadsheet", "excel"), "bảng tính"),
    (("presentation", "powerpoint"), "bản trình chiếu"),
)
