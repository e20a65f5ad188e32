"""F3: the head: Quốc hiệu to subject."""

import re

from plandoc.form.parts import Form
from plandoc.form.pieces import LEFT, RIGHT, WHOLE, Piece, tidy
from plandoc.form.rules import looks
from plandoc.form.verdicts import Outcome, absent, fault, passed, quoted
from plandoc.model.dates import day, month

_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_BLANK = r"[\s….\-_]*"
_CAPITALS = r"[A-ZĐÂÊÔƠƯĂ0-9….]"
# A small letter may follow a capital that would be read wrongly alone: TTr, CTr, SNgV.
_WORD = rf"{_CAPITALS}(?:[a-zđ]?{_CAPITALS})*[a-zđ]?"
_NUMBER = re.compile(rf"Số: ?(\d+|{_BLANK})/{_WORD}(?:[-/&]{_WORD})*")
_DATE = re.compile(r"([^,]+), ngày (\S{1,3}) tháng (\S{1,3}) năm (\S{1,6})")
_FILL = re.compile(r"[….\-_]+")


def _one(piece: Piece | None) -> list[Piece]:
    return [] if piece is None else [piece]


def _words(form: Form, piece: Piece | None, wanted: str, name: str) -> Outcome:
    if form.is_annex_file:
        return absent("tệp chỉ có phụ lục")
    if piece is None:
        return fault(f"không thấy {name}")
    if piece.text == wanted:
        return passed(quoted(piece.text))
    return fault(quoted(piece.text), [piece])


def nation(form: Form) -> Outcome:
    """Quốc hiệu ghi đúng “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM” (HÒA, không phải HOÀ)."""
    return _words(form, form.head.national_name, _NATION, "Quốc hiệu")


def nation_style(form: Form) -> Outcome:
    """Quốc hiệu in hoa, kiểu chữ đứng, đậm."""
    return looks.style(_one(form.head.national_name), bold=True, italic=False, capitals=True)


def nation_size(form: Form) -> Outcome:
    """Quốc hiệu cỡ chữ 12–13."""
    return looks.size(_one(form.head.national_name), 12, 13)


def motto(form: Form) -> Outcome:
    """Tiêu ngữ ghi đúng “Độc lập - Tự do - Hạnh phúc”: gạch nối có cách chữ, chữ cái đầu của các
    cụm từ viết hoa."""
    return _words(form, form.head.motto, _MOTTO, "Tiêu ngữ")


def motto_style(form: Form) -> Outcome:
    """Tiêu ngữ in thường, kiểu chữ đứng, đậm."""
    return looks.style(_one(form.head.motto), bold=True, italic=False)


def motto_size(form: Form) -> Outcome:
    """Tiêu ngữ cỡ chữ 13–14."""
    return looks.size(_one(form.head.motto), 13, 14)


def nation_place(form: Form) -> Outcome:
    """Quốc hiệu và Tiêu ngữ ở phía trên, bên phải trang đầu, Tiêu ngữ canh giữa dưới Quốc hiệu."""
    return looks.centred([*_one(form.head.national_name), *_one(form.head.motto)], RIGHT)


def superior_style(form: Form) -> Outcome:
    """Tên cơ quan chủ quản in hoa, kiểu chữ đứng, không đậm."""
    return looks.style(form.head.superior, bold=False, italic=False, capitals=True)


def superior_size(form: Form) -> Outcome:
    """Tên cơ quan chủ quản cỡ chữ 12–13."""
    return looks.size(form.head.superior, 12, 13)


def no_superior(form: Form) -> Outcome:
    """Ủy ban nhân dân (và Hội đồng nhân dân) các cấp không ghi tên cơ quan chủ quản."""
    if not form.head.issuer:
        return absent("không thấy")
    issuer = form.head.issuer[0].folded
    if not re.match(r"(UY BAN NHAN DAN|UBND|HOI DONG NHAN DAN|HDND)\b", issuer):
        return absent("không phải Ủy ban nhân dân")
    if form.head.superior:
        return fault("có ghi cơ quan chủ quản", form.head.superior)
    return passed("không ghi cơ quan chủ quản")


def issuer_style(form: Form) -> Outcome:
    """Tên cơ quan ban hành in hoa, kiểu chữ đứng, đậm."""
    if not form.head.issuer and not form.is_annex_file:
        return fault("không thấy tên cơ quan ban hành")
    return looks.style(form.head.issuer, bold=True, italic=False, capitals=True)


def issuer_size(form: Form) -> Outcome:
    """Tên cơ quan ban hành cỡ chữ 12–13."""
    return looks.size(form.head.issuer, 12, 13)


def issuer_place(form: Form) -> Outcome:
    """Tên cơ quan ở phía trên, bên trái, các dòng canh giữa."""
    return looks.centred([*form.head.superior, *form.head.issuer], LEFT)


def number_form(form: Form) -> Outcome:
    """Số, ký hiệu ghi “Số: 05/KH-UBND”: “Số”, dấu hai chấm, số, gạch chéo, ký hiệu in hoa nối bằng
    gạch nối. Bản dự thảo để trống số."""
    if form.is_annex_file:
        return absent("tệp chỉ có phụ lục")
    piece = form.head.number
    if piece is None:
        return fault("không thấy số, ký hiệu")
    return (
        passed(quoted(piece.text))
        if _NUMBER.fullmatch(piece.text)
        else fault(quoted(piece.text), [piece])
    )


def number_zero(form: Form) -> Outcome:
    """Số dưới 10 ghi số 0 phía trước: 05, không ghi 5; số từ 10 không thêm số 0."""
    found = form.head.number and re.match(r"Số\s*:?\s*(\d+)\s*/", form.head.number.text)
    if not found:
        return absent("để trống số" if form.head.number else "không thấy")
    digits = found[1]
    right = f"{int(digits):02}"
    return passed(digits) if digits == right else fault(f"{digits}, phải là {right}")


def number_letters(form: Form) -> Outcome:
    """Số, ký hiệu cỡ chữ 13, kiểu chữ đứng, không đậm."""
    pieces = _one(form.head.number)
    return looks.both(looks.style(pieces, bold=False, italic=False), looks.size(pieces, 13, 13))


def date_form(form: Form) -> Outcome:
    """Địa danh và thời gian ghi “Bình Dương, ngày 07 tháng 02 năm 2024”; bản dự thảo để trống ngày,
    tháng, năm."""
    if form.is_annex_file:
        return absent("tệp chỉ có phụ lục")
    piece = form.head.date
    if piece is None:
        return fault("không thấy địa danh, ngày tháng")
    found = _DATE.fullmatch(_joined_fill(piece.text))
    is_right = found is not None and all(
        part.isdigit() or _FILL.fullmatch(part) for part in found.groups()[1:]
    ) and found[1][:1].isupper()  # fmt: skip
    return passed(quoted(piece.text)) if is_right else fault(quoted(piece.text), [piece])


def _joined_fill(text: str) -> str:
    """Places to fill in (``ngày    tháng``, ``… …``) as one mark each."""
    text = re.sub(r"[….\-_]+(\s[….\-_]+)*", "…", text)
    return re.sub(r"\b(ngày|tháng)(?= (?:tháng|năm)\b)", r"\1 …", re.sub(r"năm$", "năm …", text))


def date_zero(form: Form) -> Outcome:
    """Ngày dưới 10 và tháng 1, tháng 2 ghi thêm số 0 phía trước; tháng 3 đến tháng 9 không ghi."""
    if form.head.date is None:
        return absent("không thấy")
    words = tidy(form.head.date.text)
    found = re.search(r"ngày (\d+) tháng (\d+)", words)
    if not found:
        return absent("để trống ngày, tháng")
    right = f"ngày {day(int(found[1]))} tháng {month(int(found[2]))}"
    return passed(found[0]) if found[0] == right else fault(f"{found[0]}, phải là {right}")


def date_letters(form: Form) -> Outcome:
    """Địa danh và thời gian cỡ chữ 13–14, kiểu chữ nghiêng, không đậm."""
    pieces = _one(form.head.date)
    return looks.both(looks.style(pieces, bold=False, italic=True), looks.size(pieces, 13, 14))


def same_row(form: Form) -> Outcome:
    """Số, ký hiệu và địa danh, thời gian nằm trên cùng một hàng."""
    number_piece, date = form.head.number, form.head.date
    if number_piece is None or date is None:
        return absent("không thấy cả hai")
    first, second = number_piece.paragraph, date.paragraph
    if first.index == second.index:
        return passed("cùng một dòng")
    rows = [(one.cell.table, one.cell.row) for one in (first, second) if one.cell]
    if len(rows) == 2 and rows[0] == rows[1]:
        return passed("cùng một hàng của khung")
    return fault("khác hàng", [number_piece, date])


def row_place(form: Form) -> Outcome:
    """Số, ký hiệu canh giữa dưới tên cơ quan; địa danh, thời gian canh giữa dưới Tiêu ngữ."""
    left = looks.centred(_one(form.head.number), LEFT)
    right = looks.centred(_one(form.head.date), RIGHT)
    return looks.both(left, right)


def kind_style(form: Form) -> Outcome:
    """Tên loại văn bản in hoa, kiểu chữ đứng, đậm, canh giữa. Công văn không có tên loại."""
    if form.is_annex_file or form.head.addressee:
        return absent("tệp chỉ có phụ lục" if form.is_annex_file else "công văn")
    pieces = _one(form.head.kind)
    if not pieces:
        return fault("không thấy tên loại")
    look = looks.style(pieces, bold=True, italic=False, capitals=True)
    return looks.both(look, looks.centred(pieces, WHOLE))


def kind_size(form: Form) -> Outcome:
    """Tên loại văn bản cỡ chữ 13–14."""
    return looks.size(_one(form.head.kind), 13, 14)


def subject_style(form: Form) -> Outcome:
    """Trích yếu in thường, kiểu chữ đứng, đậm, canh giữa dưới tên loại."""
    if form.head.kind is not None and not form.head.subject:
        return fault("không thấy trích yếu")
    look = looks.style(form.head.subject, bold=True, italic=False)
    return looks.both(look, looks.centred(form.head.subject, WHOLE))


def subject_size(form: Form) -> Outcome:
    """Trích yếu cỡ chữ 13–14."""
    return looks.size(form.head.subject, 13, 14)


def addressee(form: Form) -> Outcome:
    """“Kính gửi” cỡ chữ 13–14, kiểu chữ đứng."""
    pieces = form.head.addressee
    return looks.both(looks.style(pieces, italic=False), looks.size(pieces, 13, 14))
