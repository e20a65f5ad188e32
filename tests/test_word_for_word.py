"""The DOCX of the real plan says what the source says, paragraph by paragraph."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from plandoc.cli import main
from tests.outline import Element, W, read_parts
from tests.source_text import expected_notes, expected_paragraphs

ROOT = Path(__file__).parent.parent
CAPITALS = {"DocKind"}  # stored as `Kế hoạch`, printed in capitals


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Element]:
    output = tmp_path_factory.mktemp("word") / "output"
    arguments = ["--plan", f"{ROOT}/plan", "--templates", f"{ROOT}/templates"]
    assert main(["build", *arguments, "--output", str(output)]) == 0
    return read_parts((output / "ke-hoach.docx").read_bytes())


def words(paragraph: Element) -> str:
    text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
    return text.upper() if style(paragraph) in CAPITALS else text


def style(paragraph: Element) -> str:
    return paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def paragraphs(body: Element) -> Iterator[Element]:
    """All that is printed below the head, in reading order."""
    printed = [p for p in body.iter(f"{W}p") if words(p)]
    start = next(i for i, p in enumerate(printed) if style(p) == "DocKind")
    return iter(printed[start:])


def test_every_paragraph(parts: dict[str, Element]) -> None:
    built = [words(p) for p in paragraphs(parts["word/document.xml"])]
    expected = expected_paragraphs()
    assert expected[0] == "KẾ HOẠCH"
    assert len(expected) == 123
    for number, (ours, source) in enumerate(zip(built, expected, strict=False), 1):
        assert ours == source, f"paragraph {number}"
    assert len(built) == len(expected)


def test_every_footnote_at_its_mark(parts: dict[str, Element]) -> None:
    notes = {
        note.get(f"{W}id"): "".join(t.text or "" for t in note.iter(f"{W}t")).strip()
        for note in parts["word/footnotes.xml"].iter(f"{W}footnote")
    }
    found = []
    for paragraph in paragraphs(parts["word/document.xml"]):
        before = ""
        for element in paragraph.iter(f"{W}t", f"{W}footnoteReference"):
            if element.tag == f"{W}t":
                before += element.text or ""
            else:
                found.append((before, notes[element.get(f"{W}id")]))
    assert found == [(note.after, note.text) for note in expected_notes()]


def test_the_head(parts: dict[str, Element]) -> None:
    """What the extraction lost, from its public source."""
    printed = [words(p) for p in parts["word/document.xml"].iter(f"{W}p") if words(p)]
    assert printed[: printed.index("KẾ HOẠCH")] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH BÌNH DƯƠNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 6011/KH-UBND",
        "Bình Dương, ngày 17 tháng 11 năm 2023",
    ]


def test_italics_end_where_the_enacting_sentence_begins(parts: dict[str, Element]) -> None:
    last = [p for p in paragraphs(parts["word/document.xml"]) if style(p) == "Basis"][-1]
    upright = [
        "".join(t.text or "" for t in run.iter(f"{W}t"))
        for run in last.iter(f"{W}r")
        if run.find(f"{W}rPr/{W}rStyle") is not None
    ]
    assert "".join(upright).startswith("Ủy ban nhân dân tỉnh Bình Dương ban hành Kế hoạch")


def test_the_vision_is_one_paragraph_its_title_bold(parts: dict[str, Element]) -> None:
    (vision,) = [
        p for p in paragraphs(parts["word/document.xml"]) if words(p).startswith("3. Tầm nhìn")
    ]
    runs = [
        ("".join(t.text or "" for t in run.iter(f"{W}t")), run.find(f"{W}rPr/{W}b") is not None)
        for run in vision.iter(f"{W}r")
    ]
    assert style(vision) == "Heading2"
    assert runs[0] == ("3. Tầm nhìn đến năm 2045: ", False)  # bold by its style
    assert runs[1][0].startswith("Bình Dương trở thành đô thị thông minh")
    assert runs[1][1], "the text that runs in switches the bold off"
