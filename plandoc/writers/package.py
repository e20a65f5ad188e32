"""The package: the parts of a DOCX put together by python-docx's package layer, as bytes.

The same parts give the same bytes: entries are sorted and carry one fixed date, and the core
properties are the caller's, never the clock's.
"""

import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:  # python-docx takes 70 ms to import: only who writes a file pays for it
    from docx.opc.part import Part
    from docx.package import Package

HEADER_ID = "rIdHeader"
FIRST_HEADER_ID = "rIdFirstHeader"

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say
_LEVEL = 4  # 3.5 times as fast as the default, for 5 % more bytes


class Properties(Struct, frozen=True):
    """What Word shows under File > Info; `language` is also that of the text."""

    title: str
    subject: str = ""
    author: str = ""
    keywords: str = ""
    created: datetime.date | None = None
    language: str = "vi-VN"


@dataclass(frozen=True)
class Parts:
    """The XML of the parts that a document of ours has."""

    document: str
    styles: str
    settings: str
    footnotes: str
    header: str
    first_header: str


def package(parts: Parts, properties: Properties) -> bytes:
    """The bytes of the DOCX file.

    The document's sections refer to the headers as `HEADER_ID` and `FIRST_HEADER_ID`.
    """
    from docx.package import Package

    whole = Package()
    main = _part(whole, "document", f"{_WORD}.document.main+xml", parts.document)
    whole.rels.add_relationship(f"{_RELATION}/officeDocument", main, "rId1")
    whole.rels.add_relationship(
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        _core_properties(whole, properties),
        "rId2",
    )
    for kind, name, xml, relation_id in (
        ("styles", "styles", parts.styles, "rIdStyles"),
        ("settings", "settings", parts.settings, "rIdSettings"),
        ("footnotes", "footnotes", parts.footnotes, "rIdFootnotes"),
        ("header", "header1", parts.header, HEADER_ID),
        ("header", "header2", parts.first_header, FIRST_HEADER_ID),
    ):
        part = _part(whole, name, f"{_WORD}.{kind}+xml", xml)
        main.rels.add_relationship(f"{_RELATION}/{kind}", part, relation_id)
    return _zipped(_members(whole))


def _part(whole: "Package", name: str, content_type: str, xml: str) -> "Part":
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    return Part(PackURI(f"/word/{name}.xml"), content_type, xml.encode(), whole)


def _core_properties(whole: "Package", properties: Properties) -> "Part":
    from docx.opc.constants import CONTENT_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.parts.coreprops import CorePropertiesPart
    from docx.oxml.coreprops import CT_CoreProperties

    part = CorePropertiesPart(
        PackURI("/docProps/core.xml"),
        CONTENT_TYPE.OPC_CORE_PROPERTIES,
        CT_CoreProperties.new(),
        whole,
    )
    core = part.core_properties
    for name in ("title", "subject", "author", "keywords", "language"):
        # 255 characters is the most that python-docx, as Word, takes in a property.
        if value := getattr(properties, name):
            setattr(core, name, value[:255])
    if properties.author:
        core.last_modified_by = core.author
    if properties.created:
        core.created = core.modified = datetime.datetime.combine(
            properties.created, datetime.time()
        )
    return part


def _members(whole: "Package") -> Iterator[tuple[str, bytes]]:
    parts = list(whole.iter_parts())
    yield "[Content_Types].xml", _content_types(parts)
    yield "_rels/.rels", whole.rels.xml
    for part in parts:
        yield part.partname.membername, part.blob
        if part.rels:
            yield part.partname.rels_uri.membername, part.rels.xml


def _content_types(parts: Iterable["Part"]) -> bytes:
    overrides = "".join(
        f'<Override PartName="{part.partname}" ContentType="{part.content_type}"/>'
        for part in sorted(parts, key=lambda part: str(part.partname))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()


def _zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(members):
            entry = zipfile.ZipInfo(name, _FIXED_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # not the machine that built it
            archive.writestr(entry, content, compresslevel=_LEVEL)
    return target.getvalue()
