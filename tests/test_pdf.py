"""Every document as it is printed: laid out by LibreOffice and measured on the page."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from plandoc.cli import main
from tests.outline import read_parts
from tests.rendered import Page, fonts, pages

ROOT = Path(__file__).parent.parent

Program = Callable[[str], str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, program: Program) -> Path:
    """The real plan, every document beside its PDF."""
    for name in ("soffice", "pdftotext", "pdffonts"):
        program(name)
    output = tmp_path_factory.mktemp("pdf") / "output"
    arguments = ["--plan", f"{ROOT}/plan", "--templates", f"{ROOT}/templates"]
    assert main(["build", *arguments, "--output", str(output), "--pdf"]) == 0
    return output


@pytest.fixture(scope="module")
def laid_out(built: Path) -> dict[str, list[Page]]:
    return {path.stem: pages(path) for path in sorted(built.rglob("*.pdf"))}


def test_a_pdf_beside_every_document(built: Path) -> None:
    documents = {path for path in built.rglob("*.docx") if "site" not in path.parts}
    assert {path.with_suffix(".pdf") for path in documents} == set(built.rglob("*.pdf"))
    assert len(documents) == 31


def test_the_pdf_of_one_agency_is_told_too(
    tmp_path: Path, program: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    program("soffice")
    output = tmp_path / "o"
    arguments = ["--plan", f"{ROOT}/plan", "--templates", f"{ROOT}/templates"]
    assert main([*arguments, "--output", str(output), "--agency", "so-ct", "--pdf"]) == 0
    told = capsys.readouterr().out.split()
    assert told == [f"{output}/don-vi/so-ct.{kind}" for kind in ("docx", "pdf")]


def test_only_letters_of_the_times_family(built: Path) -> None:
    for path in built.rglob("*.pdf"):
        used = fonts(path)
        assert used, path.name
        assert all(name.startswith(("TimesNewRoman", "LiberationSerif", "Tinos")) for name in used)


def test_page_numbers(laid_out: dict[str, list[Page]]) -> None:
    """None on the first page, then counted on, at the top in the middle; an annex begins anew."""
    for name, document in laid_out.items():
        expected = [None, *range(2, len(document) + 1)]
        if name == "phu-luc":
            second = next(i for i, page in enumerate(document) if page.words[:3][-1].text == "II")
            expected = [None, *range(2, second + 1), None, *range(2, len(document) - second + 1)]
        for page, number in zip(document, expected, strict=True):
            at_top = [word for word in page.words if word.bottom < 20]
            assert [word.text for word in at_top] == ([str(number)] if number else []), name
            for word in at_top:
                middle = (word.left + word.right) / 2
                assert abs(middle - _middle_of_text(page)) < 0.5


def _middle_of_text(page: Page) -> float:
    left, right = _text_sides(page)
    return (left + right) / 2


def _text_sides(page: Page) -> tuple[float, float]:
    """The decree's margins; on a page on its side the binding edge is at the top."""
    return (30, page.width - 15) if page.width < page.height else (20, page.width - 20)


def test_no_text_outside_the_margins(laid_out: dict[str, list[Page]]) -> None:
    for name, document in laid_out.items():
        for number, page in enumerate(document, 1):
            left, right = _text_sides(page)
            bottom = page.height - (20 if page.width < page.height else 15)
            for word in page.words:
                place = f"{name}, page {number}: {word}"
                assert word.left >= left - 0.3, place
                assert word.right <= right + 0.3, place
                assert word.bottom <= bottom + 1, place  # a box is as high as the tallest letter


def test_no_page_is_empty(laid_out: dict[str, list[Page]]) -> None:
    for name, document in laid_out.items():
        for number, page in enumerate(document, 1):
            assert len(page.words) > 5, f"{name}, page {number}"


def test_the_rows_of_the_head(laid_out: dict[str, list[Page]]) -> None:
    """Quốc hiệu on one line to the right of the office; number and date on one row below."""
    for name, document in laid_out.items():
        if name == "phu-luc":
            continue
        page = document[0]
        state = page.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        motto = page.find("Độc lập - Tự do - Hạnh phúc")
        assert state.bottom - state.top < 8, f"{name}: the Quốc hiệu is broken"
        assert motto.top > state.top
        assert abs((motto.left + motto.right) - (state.left + state.right)) < 1
        number = page.find("Số:")
        date = page.find("ngày")
        assert abs(number.bottom - date.bottom) < 1.5, name
        assert number.top > motto.bottom
        first = page.words[0]
        assert abs(first.top - state.top) < 1.5, f"{name}: the office is not level with the state"


def test_a_long_name_stays_in_its_column(laid_out: dict[str, list[Page]]) -> None:
    """The office's column ends where the Quốc hiệu begins, however long the name."""
    for name, document in laid_out.items():
        if name == "phu-luc":
            continue
        page = document[0]
        state = page.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        number = page.find("Số:")
        office = [w for w in page.words if w.bottom < number.top and w.right < state.left]
        assert office, name
        assert all(word.left >= 30 and word.right <= 96 for word in office), name


def test_the_signature_is_on_one_page_with_text_above_it(laid_out: dict[str, list[Page]]) -> None:
    for name, document in laid_out.items():
        if name == "phu-luc":
            continue
        page = document[-1]
        recipients = page.find("Nơi nhận:")
        assert any(word.text.startswith("VT") and word.top > recipients.top for word in page.words)
        right = [w for w in page.words if w.top >= recipients.top - 2 and w.left > 100]
        assert right, f"{name}: nobody signs"
        above = [w for w in page.words if 20 < w.bottom < recipients.top]
        assert above, f"{name}: the signature is alone on its page"


def test_the_plan_word_for_word_on_paper(built: Path, laid_out: dict[str, list[Page]]) -> None:
    """Nothing is lost or invented between the DOCX and the page."""
    parts = read_parts((built / "ke-hoach.docx").read_bytes())
    document = laid_out["ke-hoach"]
    expected = Counter("12" * 2)  # the marks of the two footnotes, above and below
    expected.update("".join(str(number) for number in range(2, len(document) + 1)))
    for part in ("word/document.xml", "word/footnotes.xml"):
        for paragraph in parts[part].iter("{*}p"):
            text = "".join(t.text or "" for t in paragraph.iter("{*}t"))
            style = paragraph.find("{*}pPr/{*}pStyle")
            capitals = style is not None and "DocKind" in style.attrib.values()
            expected.update((text.upper() if capitals else text).replace(" ", ""))
    # Letters, not words: a line may end at the hyphen of "9-10%", a mark touches its word.
    assert Counter("".join(word.text for page in document for word in page.words)) == expected


def test_title_language_and_bookmarks(built: Path) -> None:
    content = (built / "ke-hoach.pdf").read_bytes()
    assert b"/Lang(vi-VN)" in content
    assert b"/Outlines" in content
    information = subprocess.run(
        ["pdfinfo", str(built / "ke-hoach.pdf")], capture_output=True, check=True
    ).stdout.decode("utf-8")
    assert "Title:           Kế hoạch 6011/KH-UBND" in information
    assert "Tagged:          yes" in information


def test_paper(laid_out: dict[str, list[Page]]) -> None:
    for document in laid_out.values():
        for page in document:
            assert sorted((round(page.width), round(page.height))) == [210, 297]


def test_without_libreoffice_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    arguments = ["--plan", f"{ROOT}/plan", "--templates", f"{ROOT}/templates"]
    assert main(["build", *arguments, "--output", str(tmp_path / "o"), "--pdf"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("lỗi: không có LibreOffice để làm PDF")
    assert not (tmp_path / "o").exists()


def test_a_libreoffice_that_fails_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = tmp_path / "soffice"
    fake.write_text("#!/bin/sh\necho hỏng rồi\nexit 7\n", "utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    arguments = ["--plan", f"{ROOT}/plan", "--templates", f"{ROOT}/templates"]
    assert main(["build", *arguments, "--output", str(tmp_path / "o"), "--pdf"]) == 2
    assert "LibreOffice dừng với mã 7: hỏng rồi" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()
