"""Damaged, foreign and hostile files: one clear line, soon, and never a traceback."""

import io
import random
import struct
import time
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plandoc.diagnostics import PlandocError
from plandoc.form import package, wordxml
from plandoc.form.document import read, read_file
from plandoc.form.report import as_text, examine
from tests.forms import Draft, Verdicts, built, docx, faults, p, texts_of, verdicts, zipped

SOON = 5.0  # seconds, on a slow machine; the worst takes a fifth of it
PLAN = built()["ke-hoach.docx"]
DECLARED = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def complaint(content: bytes) -> str:
    """The one line that is said of a file which cannot be read."""
    start = time.monotonic()
    with pytest.raises(PlandocError) as raised:
        read(io.BytesIO(content))
    assert time.monotonic() - start < SOON
    assert "\n" not in raised.value.message
    return raised.value.message


def with_main(text: str | bytes) -> bytes:
    """A DOCX with this main part."""
    draft = Draft(docx(p("chữ")))
    draft.members["word/document.xml"] = text.encode() if isinstance(text, str) else text
    return draft.save()


def main_of(body: str) -> str:
    return f"<w:document {DECLARED}><w:body>{body}</w:body></w:document>"


# --- no DOCX ---


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tệp rỗng"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "ảnh PNG"),
        (b"%PDF-1.7\n" + b"x" * 99, "PDF"),
        (b"{\\rtf1 abc}", "RTF"),
        (b"<html><body>", "trang web"),
        (b"Kinh gui", "không phải DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".doc kiểu cũ"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
            + "EncryptedPackage".encode("utf-16-le"),
            "đặt mật khẩu",
        ),
        (PLAN[: len(PLAN) // 2], "cắt cụt hoặc hỏng"),
        (PLAN[:100], "cắt cụt hoặc hỏng"),
        (zipped({"a.txt": b"a"}), "tệp nén zip"),
        (zipped({"mimetype": b"x", "content.xml": b"<x/>"}), "ODT"),
        (zipped({"word/document.xml": b"<x/>"}), "[Content_Types].xml"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_docx_is_named(content: bytes, words: str) -> None:
    assert words in complaint(content)


def test_other_office_files_are_named() -> None:
    for kind, name in (("spreadsheetml.sheet", "bảng tính"), ("presentationml.x", "trình chiếu")):
        draft = Draft(docx(p("chữ")))
        types = draft.members["[Content_Types].xml"]
        draft.members["[Content_Types].xml"] = types.replace(
            b"wordprocessingml.document", kind.encode()
        )
        assert name in complaint(draft.save())


@pytest.mark.parametrize(
    ("member", "words"),
    [
        ("_rels/.rels", "không nêu phần nào"),
        ("[Content_Types].xml", "[Content_Types].xml"),
        ("word/document.xml", "thiếu phần word/document.xml"),
    ],
)
def test_a_missing_part(member: str, words: str) -> None:
    draft = Draft(PLAN)
    del draft.members[member]
    assert words in complaint(draft.save())


@pytest.mark.parametrize(
    "member",
    [
        *("word/styles.xml", "word/settings.xml", "word/footnotes.xml", "word/header1.xml"),
        "word/_rels/document.xml.rels",
    ],
)
def test_without_a_lesser_part_there_are_verdicts(member: str) -> None:
    draft = Draft(PLAN)
    del draft.members[member]
    assert len(verdicts(draft.save())) > 50


def test_without_styles_the_letters_are_words_own() -> None:
    draft = Draft(PLAN)
    del draft.members["word/styles.xml"]
    found = faults(draft.save())
    assert {"F302", "F303", "F401", "F411", "F413"} <= found  # 10 points, upright, to the left
    assert not found & {"F201", "F202"}  # Times New Roman, black


def test_a_main_part_that_is_no_document() -> None:
    assert "không phải văn bản Word" in complaint(with_main(f"<w:styles {DECLARED}/>"))
    assert "không phải văn bản Word" in complaint(with_main(f"<w:document {DECLARED}/>"))
    assert "không phải XML đúng" in complaint(with_main("<w:document"))
    assert "không phải XML đúng" in complaint(with_main(b"\x00\x01\x02"))
    assert "không phải XML đúng" in complaint(with_main(b""))


def test_an_empty_document_has_verdicts() -> None:
    assert {"F301", "F321", "F501"} <= faults(with_main(main_of("")))


def test_a_part_with_a_password() -> None:
    content = bytearray(PLAN)
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1  # "encrypted", in the list of members
        at = content.find(b"PK\x01\x02", at + 4)
    assert "mật khẩu" in complaint(bytes(content))


def test_a_compression_that_word_does_not_know() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        for name, data in Draft(PLAN).members.items():
            archive.writestr(name, data)
    assert "nén theo cách" in complaint(target.getvalue())


def test_a_damaged_part() -> None:
    content = bytearray(PLAN)
    with zipfile.ZipFile(io.BytesIO(PLAN)) as archive:
        start = archive.getinfo("word/document.xml").header_offset
    content[start + 500 : start + 900] = bytes(400)
    assert "hỏng" in complaint(bytes(content))


# --- bombs ---


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = with_main(main_of(p("a" * 40) * 3_000_000))
    assert len(bomb) < 2 * 2**20
    assert "quá lớn" in complaint(bomb)


def test_a_part_may_not_lie_about_its_size() -> None:
    content = bytearray(with_main(main_of(" " * 60 * 2**20)))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.find(mark)
        while at >= 0:
            if struct.unpack_from("<I", content, at + offset)[0] > 2**20:
                struct.pack_into("<I", content, at + offset, 1000)
            at = content.find(mark, at + 4)
    assert complaint(bytes(content))


def test_many_parts_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES_IN_ALL", 100_000)
    assert "quá lớn" in complaint(docx(p("chữ"), styles=" " * 60_000, settings=" " * 60_000))


def test_a_zip_of_too_many_members() -> None:
    members = {f"{number}.xml": b"" for number in range(30_000)}
    assert "quá nhiều phần" in complaint(zipped(members))


def test_billion_laughs() -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    body = main_of("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>")
    assert "DOCTYPE" in complaint(with_main(f"<!DOCTYPE x [{entities}]>{body}"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_external_entities_are_never_read(tmp_path: Path, encoding: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("MẬT", "utf-8")
    text = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>' + main_of(
        "<w:p><w:r><w:t>&s;</w:t></w:r></w:p>"
    )
    assert "DOCTYPE" in complaint(with_main(text.encode(encoding)))


def test_an_encoding_that_hides_markup_is_not_believed() -> None:
    text = f'<?xml version="1.0" encoding="UTF-7"?>{main_of(p("+ADw-"))}'
    assert texts_of(with_main(text)) == ["+ADw-"]


def test_utf_16_is_read() -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?>{main_of(p("chữ"))}'
    assert texts_of(with_main(text.encode("utf-16"))) == ["chữ"]


def test_deep_nesting() -> None:
    opened = "".join(f'<w:sdt w:n="{number}">' for number in range(100_000))
    assert "sâu" in complaint(with_main(main_of(opened + "</w:sdt>" * 100_000)))


def test_a_text_of_50_megabytes() -> None:
    assert "quá lớn" in complaint(with_main(main_of(p("a b c d e " * 5_000_000))))
    spread = "".join(p(f"{number} " * 1000) for number in range(9000))
    assert len(spread) > 40 * 2**20
    assert "quá lớn" in complaint(with_main(main_of(spread)))


def test_too_many_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordxml, "MOST_TAGS", 1000)
    assert "quá nhiều thẻ" in complaint(with_main(main_of("<w:p/>" * 1001)))


@pytest.mark.parametrize(
    "body",
    [
        "<w:p/>" * 150_000,
        p("Phụ lục I") * 3_000,
        p("Nơi nhận:") * 5_000,
        p("|" * 5_000) * 20,
        p("\n" * 5_000) * 20,
        p("a " * 500_000),
        "<w:tbl><w:tr><w:tc>" * 60 + p("sâu") + "</w:tc></w:tr></w:tbl>" * 60,
        "<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 20_000 + "</w:tbl>",
        "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" * 5_000,
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 5_000 + p("chữ"),
    ],
    ids=["empty", "annexes", "recipients", "tabs", "breaks", "long", "nested", "rows", "sections",
         "fields"],
)  # fmt: skip
def test_much_of_the_same_is_judged_soon(body: str) -> None:
    start = time.monotonic()
    assert len(verdicts(with_main(main_of(body)))) > 50
    assert time.monotonic() - start < SOON


def test_a_long_chain_of_styles() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>'
        for n in range(3000)
    )
    body = "".join(p("chữ", layout=f'<w:pStyle w:val="s{n}"/>') for n in range(3000))
    start = time.monotonic()
    assert verdicts(docx(body, styles=styles))
    assert time.monotonic() - start < SOON


ODD = ["-1", "99999999999999999999", "la", "", "1e9", "NaN", "0x10", "-0", "1.5", "٣"]


@pytest.mark.parametrize("value", ODD)
def test_odd_numbers(value: str) -> None:
    v = f'w:val="{value}"'
    letters = f"<w:sz {v}/><w:color {v}/><w:b {v}/><w:rFonts w:ascii={value!r}/>".replace("'", '"')
    layout = (
        f"<w:pStyle {v}/><w:jc {v}/><w:outlineLvl {v}/>"
        f"<w:numPr><w:ilvl {v}/><w:numId {v}/></w:numPr>"
        f'<w:ind w:left="{value}" w:firstLine="{value}"/><w:tabs><w:tab w:pos="{value}"/></w:tabs>'
        f'<w:spacing w:line="{value}" w:before="{value}" w:afterLines="{value}"/>'
    )
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{value}"/><w:gridSpan {v}/></w:tcPr>{p("ô", letters)}</w:tc>'
    table = (
        f"<w:tbl><w:tblPr><w:tblLook {v}/></w:tblPr>"
        f'<w:tblGrid><w:gridCol w:w="{value}"/></w:tblGrid>'
        f"<w:tr><w:trPr><w:gridBefore {v}/></w:trPr>{cell}{cell}</w:tr></w:tbl>"
    )
    section = (
        f'<w:sectPr><w:pgSz w:w="{value}" w:h="{value}"/><w:pgMar w:left="{value}"/>'
        f'<w:pgNumType w:start="{value}" w:fmt="{value}"/></w:sectPr>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="{value}"><w:lvl w:ilvl="{value}"><w:start {v}/>'
        f'<w:numFmt {v}/><w:lvlText w:val="%1%9{value}"/></w:lvl></w:abstractNum>'
        f'<w:num w:numId="{value}"><w:abstractNumId {v}/></w:num>'
    )
    content = docx(p("Số: 5/KH", letters, layout) + table + section, numbering=numbering)
    assert len(verdicts(content)) > 50


# --- damage by chance ---


@given(st.data())
def test_flipped_bytes_never_crash(data: st.DataObject) -> None:
    content = bytearray(PLAN)
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    judged_or_refused(bytes(content))


@given(st.integers(0, 2**32))
def test_missing_elements_and_attributes_never_crash(seed: int) -> None:
    chance = random.Random(seed)
    draft = Draft(PLAN)
    for name in ("word/document.xml", "word/styles.xml", "word/header1.xml"):
        elements = list(draft.part(name).iter())[1:]
        for element in chance.sample(elements, min(15, len(elements))):
            if chance.random() < 0.5 and element.attrib:
                element.attrib.pop(chance.choice(list(element.attrib)))
            elif element.getparent() is not None and len(element) < 50:
                element.getparent().remove(element)
    judged_or_refused(draft.save())


def judged_or_refused(content: bytes) -> Verdicts | None:
    try:
        return {one.id: one.verdict for one in examine(read(io.BytesIO(content)))}
    except PlandocError:
        return None


# --- paths ---


def test_paths_that_are_no_file(tmp_path: Path) -> None:
    for path, words in (
        (tmp_path, "thư mục"),
        (tmp_path / "không có.docx", "không có tệp"),
        (Path("/dev/null"), "không phải một tệp"),
        (Path("a\0b"), "không mở được"),
    ):
        with pytest.raises(PlandocError) as raised:
            read_file(path)
        assert words in raised.value.message


def test_the_complaint_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "hong.docx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(PlandocError) as raised:
        read_file(path)
    assert raised.value.message.startswith(str(path))


def test_a_terminal_is_shown_nothing_that_it_would_obey() -> None:
    """XML may hold a C1 control, which begins a command to a terminal, and marks that turn text."""
    said = "Số: 5/KH\u009b31m\u202e \u0085\u2028"
    results = examine(read(io.BytesIO(docx(p(said)))))
    quoting = [msgspec.structs.replace(one, measured=said, where=(said,)) for one in results]
    for shown in (as_text("a.docx", results), as_text("a\x1b[2J.docx", quoting)):
        assert all(line.isprintable() for line in shown.split("\n"))
