"""Documents that other programs made, and other people: understood, and judged usefully."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from plandoc.form.parts import Form, find_form
from plandoc.form.verdicts import Verdict
from tests.forms import PAGE, Draft, built, document, docx, faults, p, results, verdicts

TIMES = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
BOLD, ITALIC = "<w:b/>", "<w:i/>"
CENTRED, JUSTIFIED = '<w:jc w:val="center"/>', '<w:jc w:val="both"/>'
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DATE = "Bình Dương, ngày 05 tháng 3 năm 2024"


def size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/>'


# --- LibreOffice ---


@pytest.fixture(scope="module")
def office(
    program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Path, str], Path]:
    """`office(path, "odt")`: the file as LibreOffice converts it."""
    soffice = program("soffice")
    folder = tmp_path_factory.mktemp("office")

    def convert(path: Path, kind: str) -> Path:
        target = folder / kind.partition(":")[0]
        command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        if path.suffix == ".html":
            command += ["--infilter=HTML (StarWriter)"]
        command += ["--convert-to", kind, "--outdir", str(target), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return target / f"{path.stem}.{kind.partition(':')[0]}"

    return convert


@pytest.mark.parametrize("name", ["ke-hoach.docx", "don-vi/so-ct.docx"])
def test_our_document_saved_by_libreoffice_still_passes(
    name: str, office: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    path = tmp_path / "van-ban.docx"
    path.write_bytes(built()[name])
    again = office(office(path, "odt"), "docx:MS Word 2007 XML").read_bytes()
    assert b"LibreOffice" in Draft(again).members["docProps/app.xml"]
    assert faults(again) == set()
    before, after = verdicts(built()[name]), verdicts(again)
    assert {key for key in before if before[key] is not after[key]} <= {"F422"}


def test_a_page_of_the_web_in_libreoffice_lacks_its_page_number(
    office: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    path = tmp_path / "trang.docx"
    path.write_bytes(built()["ke-hoach.docx"])
    again = office(office(path, "html"), "docx:MS Word 2007 XML").read_bytes()
    found = results(again)
    assert found["F104"].verdict is Verdict.FAULT
    assert "Liberation Serif" in found["F201"].measured
    assert found["F301"].verdict is Verdict.PASS
    assert found["F327"].verdict is Verdict.PASS


# --- pandoc, by hand as pandoc 3.9 writes ---

PANDOC_STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>
<w:sz w:val="24"/><w:lang w:val="en-US"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>
<w:spacing w:after="200"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Body Text"/>
<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="180" w:after="180"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Compact"><w:name w:val="Compact"/>
<w:basedOn w:val="BodyText"/><w:pPr><w:spacing w:before="36" w:after="36"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>
<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr>
<w:color w:val="0F4761" w:themeColor="accent1" w:themeShade="BF"/><w:sz w:val="40"/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>
<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="56"/></w:rPr></w:style>
"""
PANDOC_THEME = """<a:themeElements><a:fontScheme>
<a:minorFont><a:latin typeface="Aptos"/></a:minorFont></a:fontScheme></a:themeElements>"""
PANDOC_NUMBERING = """
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
<w:lvlText w:val="•"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>"""


def of(style: str, number: str = "") -> str:
    listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    return f'<w:pStyle w:val="{style}"/>{listed}'


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str, grid: tuple[int, int] = (3960, 3960)) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def pandoc() -> bytes:
    task = "Triển khai đầy đủ, đúng tiến độ, có kết quả các nhiệm vụ được giao trong giai đoạn này"
    body = (
        p("KẾ HOẠCH", layout=of("Title"))
        + p("Triển khai thực hiện Kế hoạch số 6011/KH-UBND", layout=of("Title"))
        + table(
            row(
                p("UBND TỈNH BÌNH DƯƠNG\nSỞ CÔNG THƯƠNG", layout=of("Compact")),
                p("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc",
                  BOLD, of("Compact")),
            ),
            row(
                p("Số: 5/KH-SCT", layout=of("Compact")),
                p("Bình Dương, ngày 7 tháng 03 năm 2024", ITALIC, of("Compact")),
            ),
        )
        + p("Căn cứ Kế hoạch số 6011/KH-UBND của Ủy ban nhân dân tỉnh;", layout=of("BodyText"))
        + p("Sở Công Thương ban hành Kế hoạch như sau:", layout=of("BodyText"))
        + p("I. MỤC ĐÍCH", layout=of("Heading1"))
        + p(f"{task}, {task}.", layout=of("Compact", "2"))
        + p("Phân công rõ.", layout=of("Compact", "2"))
        + p("Nơi nhận:", BOLD, of("BodyText"))
        + p("UBND tỉnh (b/c);", layout=of("Compact", "1"))
        + p("Lưu: VT, KH.", layout=of("Compact", "1"))
        + p("GIÁM ĐỐC", layout=of("BodyText"))
        + p("Nguyễn Văn A", layout=of("BodyText"))
        + "<w:sectPr/>"
    )  # fmt: skip
    return docx(body, styles=PANDOC_STYLES, theme=PANDOC_THEME, numbering=PANDOC_NUMBERING)


def test_a_pandoc_document_is_understood() -> None:
    form = find_form(document(pandoc()))
    head, ending = form.head, form.ending
    assert [piece.text for piece in head.superior] == ["UBND TỈNH BÌNH DƯƠNG"]
    assert [piece.text for piece in head.issuer] == ["SỞ CÔNG THƯƠNG"]
    assert (head.number.text, head.kind.text) == ("Số: 5/KH-SCT", "KẾ HOẠCH")
    assert [piece.text for piece in head.subject] == [
        "Triển khai thực hiện Kế hoạch số 6011/KH-UBND"
    ]
    assert [basis.text[-8:] for basis in form.bases] == ["ân tỉnh;"]
    assert form.body[2].text.startswith("1. Triển khai")
    assert [piece.text for piece in ending.recipients] == ["• UBND tỉnh (b/c);", "• Lưu: VT, KH."]
    assert ([piece.text for piece in ending.titles], ending.name.text) == (
        ["GIÁM ĐỐC"],
        "Nguyễn Văn A",
    )


def test_a_pandoc_document_gets_useful_verdicts() -> None:
    found = results(pandoc())
    expected = {
        "F103": "lề trên 25,4 mm",
        "F201": "Aptos",
        "F202": "#0F4761",
        "F301": "HOÀ",
        "F304": "–",
        "F307": "không có đường kẻ",
        "F314": "không đậm",
        "F322": "phải là 05",
        "F325": "phải là ngày 07 tháng 3",
        "F332": "cỡ 28",
        "F401": "chữ đứng",
        "F411": "cỡ 12",
        "F413": "canh trái",
        "F414": "-6,3",
        "F415": "1,8 pt",
        "F417": "Phân công rõ.",
        "F501": "đứng",
        "F504": "cỡ 12",
        "F505": "không có gạch đầu dòng",
        "F507": "không cùng hàng",
        "F515": "canh trái",
        "F516": "tách",
    }
    for rule, words in expected.items():
        assert found[rule].verdict is Verdict.FAULT, rule
        assert words in found[rule].measured, rule
    assert "en-US" in found["F204"].measured
    assert found["F204"].verdict is Verdict.NOTE
    for rule in ("F101", "F102", "F311", "F321", "F324", "F326", "F327", "F502"):
        assert found[rule].verdict is not Verdict.FAULT or rule == "F326", rule


# --- a typist's document, with tabs and drawn lines ---

TYPIST_STYLES = f"""<w:docDefaults><w:rPrDefault><w:rPr>{TIMES}{size(14)}
<w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>"""


def vml(*lengths: int) -> str:
    shapes = "".join(
        f'<w:r><w:pict><v:line from="10pt,1pt" to="{10 + length}pt,1pt"/></w:pict></w:r>'
        for length in lengths
    )
    return f"<w:p>{shapes}</w:p>"


def split(left: str, right: str, looks: tuple[str, str] = ("", "")) -> str:
    """A line with words on both sides of a tab."""
    runs = "".join(
        f'<w:r><w:rPr>{look}</w:rPr>{before}<w:t xml:space="preserve">{text}</w:t></w:r>'
        for text, look, before in ((left, looks[0], ""), (right, looks[1], "<w:tab/>"))
    )
    tabs = '<w:tabs><w:tab w:val="center" w:pos="6500"/></w:tabs>'
    return f"<w:p><w:pPr>{tabs}</w:pPr>{runs}</w:p>"


NUMBER = (
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p>'
)
TEXT = "Các phòng, đơn vị thuộc Sở khẩn trương thực hiện các nhiệm vụ được giao, bảo đảm "


def typed(end: str = "./.", sentence: str = TEXT * 3) -> bytes:
    text = JUSTIFIED + '<w:ind w:firstLine="720"/><w:spacing w:before="120" w:after="120"/>'
    kept = "<w:keepNext/>"
    body = (
        split("UBND TỈNH BÌNH DƯƠNG", NATION, (size(13), BOLD + size(13)))
        + split("SỞ CÔNG THƯƠNG", MOTTO, (BOLD + size(13), BOLD))
        + vml(45, 172)
        + split("Số: 05/KH-SCT", DATE, (size(13), ITALIC))
        + p("KẾ HOẠCH", BOLD, CENTRED)
        + p("Triển khai Chương trình hành động", BOLD, CENTRED)
        + vml(90)
        + p("Căn cứ Kế hoạch số 6011/KH-UBND của Ủy ban nhân dân tỉnh;", ITALIC, text)
        + p("Căn cứ Công văn số 12/UBND-KT của Ủy ban nhân dân tỉnh.", ITALIC, text)
        + p("I. MỤC ĐÍCH", BOLD, text)
        + p(f"{sentence}đúng tiến độ.", "", text)
        + p(f"|{sentence}có kết quả{end}", "", text.replace('w:firstLine="720"', 'w:left="0"'))
        + split("Nơi nhận:", "KT. GIÁM ĐỐC", (BOLD + ITALIC + size(12), BOLD))
        + split("- UBND tỉnh (b/c);", "PHÓ GIÁM ĐỐC", (size(11), BOLD))
        + split("- Lưu: VT, KH.", "Nguyễn Văn A", (size(11), BOLD))
        + '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
        + f"{PAGE}<w:titlePg/></w:sectPr>"
    ).replace("<w:pPr><w:tabs>", f"<w:pPr>{kept}<w:tabs>")
    return docx(body, styles=TYPIST_STYLES, header=NUMBER)


def form_of(content: bytes) -> Form:
    return find_form(document(content))


def test_a_head_of_tabs_is_understood() -> None:
    head = form_of(typed()).head
    assert (head.national_name.text, head.motto.text) == (NATION, MOTTO)
    assert ([o.text for o in head.superior], [o.text for o in head.issuer]) == (
        ["UBND TỈNH BÌNH DƯƠNG"],
        ["SỞ CÔNG THƯƠNG"],
    )
    assert (head.number.text, head.date.text) == ("Số: 05/KH-SCT", DATE)


def test_a_typists_document_passes() -> None:
    assert faults(typed()) == set()
    found = verdicts(typed())
    assert found["F308"] is Verdict.ABSENT  # beside a tab nothing can be measured
    assert found["F307"] is found["F316"] is found["F335"] is Verdict.PASS
    assert found["F327"] is found["F507"] is found["F516"] is Verdict.PASS


def test_an_ending_of_tabs_is_understood() -> None:
    ending = form_of(typed()).ending
    assert [piece.text for piece in ending.recipients] == ["- UBND tỉnh (b/c);", "- Lưu: VT, KH."]
    assert [piece.text for piece in ending.titles] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert ending.name.text == "Nguyễn Văn A"


def test_a_faulty_end_is_shown() -> None:
    result = results(typed(end="."))["F417"]
    assert result.verdict is Verdict.FAULT
    assert "quả.”" in result.measured
    assert result.where[0].startswith("đoạn ")


# --- other people's habits ---


def test_a_decision_names_its_authority_below_the_subject() -> None:
    head = head_table(p("SỞ A", BOLD) + p("Số: 12/QĐ-A"), p(NATION) + p(MOTTO) + p(DATE))
    title = p("QUYẾT ĐỊNH", BOLD, CENTRED) + p("Về việc B", BOLD, CENTRED) + vml(40)
    body = head + title + p("GIÁM ĐỐC SỞ A", BOLD, CENTRED) + p("Căn cứ Luật C;", ITALIC)
    form = form_of(docx(body))
    assert [piece.text for piece in form.head.subject] == ["Về việc B"]
    assert [basis.text for basis in form.bases] == ["Căn cứ Luật C;"]


def test_one_paragraph_may_hold_kind_and_subject_and_a_typed_line_follow() -> None:
    head = head_table(p("SỞ A", BOLD) + p("Số: 12/KH-A"), p(NATION) + p(MOTTO) + p(DATE))
    title = p("KẾ HOẠCH\nVề việc B", BOLD, CENTRED) + p("__________", layout=CENTRED)
    content = docx(head + title + p("Căn cứ Luật C;", ITALIC) + p("Sở A ban hành như sau:"))
    form = form_of(content)
    assert (form.head.kind.text, form.head.subject[0].text) == ("KẾ HOẠCH", "Về việc B")
    assert [basis.text for basis in form.bases] == ["Căn cứ Luật C;"]
    assert results(content)["F335"].measured == "kẻ bằng dấu gạch"


def test_plain_lines_one_below_the_other_are_understood() -> None:
    body = (
        p(NATION, BOLD, CENTRED) + p(MOTTO, BOLD, CENTRED) + p("ỦY BAN NHÂN DÂN")
        + p("HUYỆN BÀU BÀNG", BOLD) + p("Số: 12/KH-UBND")
        + p("Bàu Bàng, ngày 12 tháng 3 năm 2024") + p("KẾ HOẠCH", "", CENTRED)
        + p("Về phát triển", "", CENTRED) + p("1. Mục đích") + p("Nội dung.") + p("Nơi nhận:")
        + p("- UBND tỉnh;") + p("- Lưu: VT.") + p("TM. ỦY BAN NHÂN DÂN", BOLD, CENTRED)
        + p("CHỦ TỊCH", BOLD, CENTRED) + p("(Đã ký)") + p("Lê Văn B", BOLD, CENTRED)
        + p("PHỤ LỤC 01", "", CENTRED) + p("DANH MỤC", "", CENTRED) + p("(Kèm theo …)", ITALIC)
    )  # fmt: skip
    form = form_of(docx(body))
    assert [o.text for o in form.head.issuer] == ["ỦY BAN NHÂN DÂN", "HUYỆN BÀU BÀNG"]
    assert [one.text for one in form.body] == ["1. Mục đích", "Nội dung."]
    assert [o.text for o in form.ending.titles] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert (form.ending.name.text, form.annexes[0].label) == ("Lê Văn B", "01")


def head_table(left: str, right: str) -> str:
    return table(row(left, right))


@pytest.mark.parametrize(
    ("lines", "superior", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN|TỈNH BÌNH DƯƠNG", "", "ỦY BAN NHÂN DÂN|TỈNH BÌNH DƯƠNG"),
        ("UBND TỈNH BÌNH DƯƠNG|SỞ CÔNG THƯƠNG", "UBND TỈNH BÌNH DƯƠNG", "SỞ CÔNG THƯƠNG"),
        ("ỦY BAN NHÂN DÂN|TỈNH BÌNH DƯƠNG|SỞ Y TẾ", "ỦY BAN NHÂN DÂN|TỈNH BÌNH DƯƠNG", "SỞ Y TẾ"),
        ("UBND TỈNH BÌNH DƯƠNG|BAN QUẢN LÝ|CÁC KHU CÔNG NGHIỆP", "UBND TỈNH BÌNH DƯƠNG",
         "BAN QUẢN LÝ|CÁC KHU CÔNG NGHIỆP"),
        ("SỞ CÔNG THƯƠNG|TRUNG TÂM KHUYẾN CÔNG", "SỞ CÔNG THƯƠNG", "TRUNG TÂM KHUYẾN CÔNG"),
        ("SỞ VĂN HÓA, THỂ THAO|VÀ DU LỊCH", "", "SỞ VĂN HÓA, THỂ THAO|VÀ DU LỊCH"),
        ("BỘ CÔNG THƯƠNG", "", "BỘ CÔNG THƯƠNG"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("look", ["", BOLD])
def test_bodies_are_told_apart_by_their_names(
    lines: str, superior: str, issuer: str, look: str
) -> None:
    left = "".join(p(line, look) for line in lines.split("|")) + p("Số: 12/KH-ABC")
    body = head_table(left, p(NATION) + p(MOTTO) + p(DATE)) + p("KẾ HOẠCH")
    head = form_of(docx(body)).head
    assert "|".join(piece.text for piece in head.superior) == superior
    assert "|".join(piece.text for piece in head.issuer) == issuer


def test_bodies_with_other_names_are_told_apart_by_weight() -> None:
    left = p("TẬP ĐOÀN A") + p("CÔNG TY B", BOLD) + p("Số: 12/KH-B")
    head = form_of(docx(head_table(left, p(NATION) + p(MOTTO)))).head
    assert ([o.text for o in head.superior], [o.text for o in head.issuer]) == (
        ["TẬP ĐOÀN A"],
        ["CÔNG TY B"],
    )


def test_an_official_letter_has_an_addressee_and_no_kind() -> None:
    left = p("SỞ CÔNG THƯƠNG", BOLD) + p("Số: 12/SCT-KH") + p("V/v báo cáo")
    body = head_table(left, p(NATION) + p(MOTTO) + p(DATE)) + p("Kính gửi: UBND tỉnh", size(14))
    found = verdicts(docx(body))
    assert found["F331"] is Verdict.ABSENT
    assert found["F336"] is Verdict.PASS


@pytest.mark.parametrize(
    ("number", "zero"),
    [
        ("Số: 05/KH-UBND", Verdict.PASS),
        ("Số: 123/BC-SCT", Verdict.PASS),
        ("Số:        /KH-UBND", Verdict.ABSENT),
        ("Số: …/KH-…", Verdict.ABSENT),
        ("Số: ....../TTr-SCT", Verdict.ABSENT),
        ("Số: 12/KH-SNgV", Verdict.PASS),
        ("Số: 12/UBND-KT", Verdict.PASS),
    ],
)
def test_numbers_that_are_right(number: str, zero: Verdict) -> None:
    body = head_table(p("SỞ A", BOLD) + p(number), p(NATION) + p(MOTTO) + p(DATE))
    found = verdicts(docx(body))
    assert (found["F321"], found["F322"]) == (Verdict.PASS, zero)


@pytest.mark.parametrize(
    ("date", "form", "zero"),
    [
        ("Bình Dương, ngày 07 tháng 02 năm 2024", Verdict.PASS, Verdict.PASS),
        ("Bình Dương, ngày 17 tháng 12 năm 2024", Verdict.PASS, Verdict.PASS),
        ("Bàu Bàng, ngày … tháng … năm …", Verdict.PASS, Verdict.ABSENT),
        ("Bình Dương, ngày     tháng     năm 2024", Verdict.PASS, Verdict.ABSENT),
        ("Bình Dương, ngày ... tháng 3 năm 2024", Verdict.PASS, Verdict.ABSENT),
        ("Bình Dương, ngày 5 tháng 3 năm 2024", Verdict.PASS, Verdict.FAULT),
        ("Bình Dương, ngày 05 tháng 1 năm 2024", Verdict.PASS, Verdict.FAULT),
        ("Ngày 05 tháng 3 năm 2024", Verdict.FAULT, Verdict.ABSENT),
    ],
)
def test_dates(date: str, form: Verdict, zero: Verdict) -> None:
    body = head_table(p("SỞ A", BOLD) + p("Số: 12/KH-A"), p(NATION) + p(MOTTO) + p(date))
    found = verdicts(docx(body))
    assert (found["F324"], found["F325"]) == (form, zero)


@pytest.mark.parametrize(
    ("bases", "verdict"),
    [
        (["Căn cứ Luật A;", "Căn cứ Luật B."], Verdict.PASS),
        (["Căn cứ Luật A;", "Theo đề nghị của Giám đốc Sở."], Verdict.PASS),
        (["Căn cứ Luật A;", "Căn cứ Luật B;"], Verdict.FAULT),
        (["Căn cứ Luật A,", "Căn cứ Luật B."], Verdict.FAULT),
    ],
)
def test_marks_of_bases(bases: list[str], verdict: Verdict) -> None:
    head = head_table(p("SỞ A", BOLD) + p("Số: 12/KH-A"), p(NATION) + p(MOTTO) + p(DATE))
    title = p("KẾ HOẠCH", BOLD, CENTRED) + p("Về việc A", BOLD, CENTRED)
    listed = "".join(p(basis, ITALIC) for basis in bases)
    assert verdicts(docx(head + title + listed + p("I. MỤC ĐÍCH")))["F403"] is verdict
    enacted = docx(head + title + listed + p("Sở A ban hành Kế hoạch như sau:"))
    if bases[-1].endswith(";"):
        assert verdicts(enacted)["F403"] is Verdict.PASS


def test_an_upright_sentence_that_enacts_is_no_basis() -> None:
    head = head_table(p("SỞ A", BOLD) + p("Số: 12/KH-A"), p(NATION) + p(MOTTO) + p(DATE))
    sentence = "Thực hiện Chương trình số 1, Sở A ban hành Kế hoạch như sau:"
    content = docx(head + p("KẾ HOẠCH", BOLD, CENTRED) + p("Về A", BOLD, CENTRED) + p(sentence))
    assert form_of(content).bases == ()
    assert verdicts(content)["F401"] is Verdict.ABSENT


def test_a_strict_document_is_read_like_any_other() -> None:
    draft = Draft(built()["ke-hoach.docx"])
    for name, member in draft.members.items():
        for kind in (b"wordprocessingml", b"officeDocument", b"drawingml"):
            member = member.replace(
                b"http://schemas.openxmlformats.org/" + kind + b"/2006/",
                b"http://purl.oclc.org/ooxml/" + kind + b"/",
            )
        draft.members[name] = member
    assert b"purl.oclc.org" in draft.members["word/document.xml"]
    assert verdicts(draft.save()) == verdicts(built()["ke-hoach.docx"])


def test_words_by_hand_for_what_a_style_could_say_make_no_difference() -> None:
    """The same look, said in every run and paragraph, without any style."""
    draft = Draft(built()["ke-hoach.docx"])
    before = document(draft.save()).paragraphs
    for element, paragraph in zip(draft.find(".//w:p"), before, strict=True):
        draft.direct(element, layout=f'<w:jc w:val="{_JC[paragraph.layout.align]}"/>')
    after = document(draft.save()).paragraphs
    assert [one.layout.align for one in after] == [one.layout.align for one in before]
    assert verdicts(draft.save()) == verdicts(built()["ke-hoach.docx"])


_JC = {"left": "start", "right": "end", "center": "center", "justify": "both"}
