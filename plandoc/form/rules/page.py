"""F1: the page: paper, margins, page numbers."""

from collections.abc import Iterator

from plandoc.form.parts import Form
from plandoc.form.verdicts import Outcome, absent, fault, judged, number, passed
from plandoc.form.view import PageNumber, Section

_A4 = (210.0, 297.0)
_PAPER_SLACK = 0.6  # millimetres: programs round A4 in their own ways
SLACK = 0.05  # what rounding to a twentieth of a point may do to a length
_ONE_PAGE = 1000  # letters that surely stand on one page; nobody else counts them rightly
_ARABIC = ("", "decimal", "arabic", "numberInDash", "arabicdash")


def paper(form: Form) -> Outcome:
    """Khổ giấy A4 (210 mm × 297 mm) ở mọi phần của văn bản."""
    wrong, where = [], []
    for index, section in enumerate(form.document.sections):
        sides = sorted((section.width, section.height))
        if any(abs(side - a4) > _PAPER_SLACK for side, a4 in zip(sides, _A4, strict=True)):
            wrong.append(_size(section))
            where.append(_part(index))
    measured = sorted({_size(section) for section in form.document.sections})
    return judged(wrong, "; ".join(measured), where)


def orientation(form: Form) -> Outcome:
    """Văn bản trình bày theo chiều dài của giấy (trang đứng); trang có bảng rộng được xoay ngang.

    Phần xoay ngang không có bảng nào thì không đạt.
    """
    turned = [i for i, section in enumerate(form.document.sections) if section.is_landscape]
    layout = {
        piece.paragraph.cell.table
        for piece in (*form.head.zone, *form.ending.pieces())
        if piece.paragraph.cell is not None
    }
    wrong = [
        index
        for index in turned
        if not any(
            one.section == index and one.cell is not None and one.cell.table not in layout
            for one in form.document.paragraphs
        )
    ]
    if wrong:
        return fault("trang ngang mà không có bảng", map(_part, wrong))
    return passed(
        "trang đứng" if not turned else f"trang đứng; {len(turned)} phần có bảng xoay ngang"
    )


def margins(form: Form) -> Outcome:
    """Lề trên, dưới 20–25 mm; lề trái 30–35 mm; lề phải 15–20 mm.

    Ở trang xoay ngang, lề được xoay theo giấy (lề đóng gáy ở trên hoặc ở dưới) hoặc giữ nguyên.
    """
    troubles, where = [], []
    for index, section in enumerate(form.document.sections):
        found = min((list(_bad_margins(sides)) for sides in _ways(section)), key=len)
        if found:
            troubles += found
            where += [_part(index)] if len(form.document.sections) > 1 else []
    first = form.document.sections[0]
    sides = (
        ("trên", first.top),
        ("dưới", first.bottom),
        ("trái", first.left),
        ("phải", first.right),
    )
    measured = ", ".join(f"{name} {number(length)}" for name, length in sides)
    turned = "trang ngang: " if first.is_landscape else ""
    return judged(troubles, f"{turned}{measured} mm", where)


def _ways(section: Section) -> Iterator[tuple[float, float, float, float]]:
    """The margins as top, bottom, left, right of the upright page, in each way to turn it."""
    yield section.top, section.bottom, section.left, section.right
    if section.is_landscape:
        yield section.left, section.right, section.bottom, section.top
        yield section.right, section.left, section.top, section.bottom


def _bad_margins(sides: tuple[float, float, float, float]) -> Iterator[str]:
    for name, length, least, most in zip(
        ("trên", "dưới", "trái", "phải"), sides, (20, 20, 30, 15), (25, 25, 35, 20), strict=True
    ):
        if not least - SLACK <= length <= most + SLACK:
            yield f"lề {name} {number(length, 2)} mm"


def page_numbers(form: Form) -> Outcome:
    """Trang được đánh số bằng chữ số Ả Rập, liên tục từ trang 2."""
    numbers = [n for section in form.document.sections for n in section.numbers]
    if not numbers:
        if sum(len(one.text) for one in form.document.paragraphs) < _ONE_PAGE:
            return absent("văn bản một trang")
        return fault("không có số trang")
    foreign = {
        number.format or section.number_format
        for section in form.document.sections
        for number in section.numbers
        if (number.format or section.number_format) not in _ARABIC
    }
    if foreign:
        return fault(f"số trang kiểu {', '.join(sorted(foreign))}")
    if form.document.even_pages_differ and not any(n.pages == "even" for n in numbers):
        return fault("trang chẵn không có số")
    return passed("chữ số Ả Rập")


def page_number_place(form: Form) -> Outcome:
    """Số trang canh giữa, đặt ở lề trên (header), không ở chân trang."""
    numbers = _numbers(form)
    if not numbers:
        return absent("không có số trang")
    troubles = []
    if any(number.place == "footer" for number in numbers):
        troubles.append("đặt ở chân trang")
    aligned = {number.align for number in numbers} - {"center", ""}  # "": in a text box
    if aligned:
        troubles.append("canh " + ", ".join(sorted(_ALIGN.get(one, one) for one in aligned)))
    return judged(troubles, "canh giữa, ở lề trên")


def page_number_letters(form: Form) -> Outcome:
    """Số trang cỡ chữ 13–14, kiểu chữ đứng."""
    numbers = _numbers(form)
    if not numbers:
        return absent("không có số trang")
    sizes = sorted({one.letters.size for one in numbers})
    troubles = [f"cỡ {number(size)}" for size in sizes if not 13 <= size <= 14]
    troubles += ["chữ nghiêng"] if any(one.letters.italic for one in numbers) else []
    return judged(troubles, f"cỡ {'; '.join(map(number, sizes))}, đứng")


def first_page(form: Form) -> Outcome:
    """Trang thứ nhất không hiển thị số trang."""
    if form.is_annex_file:
        return absent("tệp chỉ có phụ lục")
    first = form.document.sections[0]
    if not first.numbers and not any(s.numbers for s in form.document.sections):
        return absent("không có số trang")
    pages = "first" if first.has_first else "default"
    if any(number.pages == pages for number in first.numbers):
        return fault("trang 1 có số trang", ["đầu trang 1"])
    return passed("trang 1 không có số")


def later_sections(form: Form) -> Outcome:
    """Các phần sau của văn bản (không phải phụ lục) đánh số tiếp, mọi trang đều có số."""
    annexed = {index for annex in form.annexes for index in range(annex.section, annex.stop)}
    later = [i for i in range(1, len(form.document.sections)) if i not in annexed]
    if not later or not any(section.numbers for section in form.document.sections):
        return absent("văn bản có một phần" if not later else "không có số trang")
    troubles, where = [], []
    for index in later:
        section = form.document.sections[index]
        found = _breaks(section)
        if found:
            troubles.append(found)
            where.append(_part(index))
    return judged(troubles, f"{len(later)} phần đánh số tiếp", where)


def _breaks(section: Section) -> str:
    shown = {number.pages for number in section.numbers}
    if section.start is not None:
        return f"đánh số lại từ {section.start}"
    if "default" not in shown:
        return "phần không có số trang"
    return "trang đầu của phần không có số" if section.has_first and "first" not in shown else ""


def _numbers(form: Form) -> list[PageNumber]:
    return [number for section in form.document.sections for number in section.numbers]


def _size(section: Section) -> str:
    return f"{number(section.width)} × {number(section.height)} mm"


def _part(index: int) -> str:
    return f"phần {index + 1} của văn bản"


_ALIGN = {"left": "trái", "right": "phải", "justify": "trái"}
