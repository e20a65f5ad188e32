"""F5: the end: Nơi nhận, the signature."""

import re
from collections.abc import Iterator, Sequence

from plandoc.form.parts import Form
from plandoc.form.pieces import LEFT, RIGHT, Piece, fold
from plandoc.form.rules import looks
from plandoc.form.verdicts import Outcome, absent, fault, judged, note, passed, quoted
from plandoc.form.view import Paragraph

_DASHES = ("-", "–", "•", "*", "+")
_KEPT = re.compile(r"^[-–•*+]?\s*LUU\b")


def _one(piece: Piece | None) -> list[Piece]:
    return [] if piece is None else [piece]


def recipients_title(form: Form) -> Outcome:
    """“Nơi nhận:” ở bên trái, kiểu chữ nghiêng, đậm, có dấu hai chấm."""
    if form.is_annex_file:
        return absent("tệp chỉ có phụ lục")
    piece = form.ending.recipients_title
    if piece is None:
        return fault("không thấy Nơi nhận")
    look = looks.style([piece], bold=True, italic=True)
    words = passed(quoted(piece.text)) if piece.text == "Nơi nhận:" else fault(quoted(piece.text))
    return looks.both(words, look)


def recipients_title_size(form: Form) -> Outcome:
    """“Nơi nhận:” cỡ chữ 12."""
    return looks.size(_one(form.ending.recipients_title), 12, 12)


def recipients_style(form: Form) -> Outcome:
    """Các dòng nơi nhận kiểu chữ đứng, không đậm."""
    return looks.style(form.ending.recipients, bold=False, italic=False)


def recipients_size(form: Form) -> Outcome:
    """Các dòng nơi nhận cỡ chữ 11."""
    return looks.size(form.ending.recipients, 11, 11)


def recipients_list(form: Form) -> Outcome:
    """Mỗi nơi nhận một dòng, bắt đầu bằng gạch đầu dòng, cuối dòng có dấu chấm phẩy; dòng cuối là
    “Lưu: VT, …” và kết thúc bằng dấu chấm."""
    items = list(_items(form.ending.recipients))
    if not items:
        return absent("không thấy")
    troubles, where = [], []
    for item in items:
        found = _item_fault(item, is_last=item is items[-1])
        if found:
            troubles.append(found)
            where.append(quoted(item))
    if not _KEPT.match(fold(items[-1])):
        troubles.append("dòng cuối không phải Lưu: VT")
    return judged(troubles, f"{len(items)} nơi nhận", where)


def _items(pieces: Sequence[Piece]) -> Iterator[str]:
    """The entries of the list; a line that does not begin with a dash goes on with the last."""
    entry = ""
    for piece in pieces:
        if entry and not piece.text.startswith(_DASHES) and not entry.endswith(";"):
            entry = f"{entry} {piece.text}"
            continue
        if entry:
            yield entry
        entry = piece.text
    if entry:
        yield entry


def _item_fault(item: str, *, is_last: bool) -> str:
    if not item.startswith("- "):
        return "không có gạch đầu dòng"
    mark, name = (".", "chấm") if is_last else (";", "chấm phẩy")
    return "" if item.endswith(mark) else f"thiếu dấu {name} cuối dòng"


def kept_by(form: Form) -> Outcome:
    """Dòng “Lưu: VT, …” nêu chữ viết tắt đơn vị soạn thảo (thông lệ)."""
    kept = [item for item in _items(form.ending.recipients) if _KEPT.match(fold(item))]
    if not kept:
        return absent("không có dòng Lưu")
    names = kept[-1].partition(":")[2].strip(" .")
    if len(names.split(",")) < 2:
        return note(f"{quoted(kept[-1])} không nêu đơn vị soạn thảo")
    return passed(quoted(kept[-1]))


def level_with_signature(form: Form) -> Outcome:
    """“Nơi nhận” ở bên trái, ngang hàng với phần quyền hạn, chức vụ của người ký."""
    title, signer = form.ending.recipients_title, next(iter(form.ending.titles), None)
    if title is None or signer is None:
        return absent("không thấy cả hai")
    first, second = title.paragraph, signer.paragraph
    if first.index == second.index:
        return passed("cùng một dòng")
    if first.cell is None or second.cell is None:
        return fault("không cùng hàng", [title, signer])
    if (first.cell.table, first.cell.row) != (second.cell.table, second.cell.row):
        return fault("khác hàng của khung", [title, signer])
    return passed("cùng một hàng của khung") if title.side == LEFT else fault("ở bên phải")


def signer_style(form: Form) -> Outcome:
    """Quyền hạn, chức vụ của người ký in hoa, kiểu chữ đứng, đậm."""
    if not form.ending.titles and not form.is_annex_file:
        return fault("không thấy chức vụ người ký")
    return looks.style(form.ending.titles, bold=True, italic=False, capitals=True)


def signer_size(form: Form) -> Outcome:
    """Quyền hạn, chức vụ của người ký cỡ chữ 13–14."""
    return looks.size(form.ending.titles, 13, 14)


def name_style(form: Form) -> Outcome:
    """Họ tên người ký in thường, kiểu chữ đứng, đậm."""
    if form.ending.titles and form.ending.name is None:
        return fault("không thấy họ tên người ký")
    return looks.style(_one(form.ending.name), bold=True, italic=False)


def name_size(form: Form) -> Outcome:
    """Họ tên người ký cỡ chữ 13–14."""
    return looks.size(_one(form.ending.name), 13, 14)


def signature_place(form: Form) -> Outcome:
    """Chức vụ và họ tên người ký ở nửa phải của trang, canh giữa với nhau."""
    return looks.centred(list(form.ending.signature()), RIGHT)


def signature_whole(form: Form) -> Outcome:
    """Khối chữ ký (từ quyền hạn, chức vụ đến họ tên) nằm trọn trên một trang: hàng của khung không
    được tách trang (cantSplit), hoặc các đoạn được giữ với đoạn sau (keepNext)."""
    block = list(form.ending.signature())
    if len(block) < 2:
        return absent("không thấy khối chữ ký")
    first, last = block[0].paragraph, block[-1].paragraph
    between = form.document.paragraphs[first.index : last.index]
    loose = [one for one in between if not _stays(one, last)]
    if loose:
        return fault("có thể bị tách qua hai trang", loose)
    return passed("không tách trang")


def _stays(paragraph: Paragraph, last: Paragraph) -> bool:
    """Whether a paragraph is on the page of the next one."""
    cell, end = paragraph.cell, last.cell
    if paragraph.layout.keep_next:
        return True
    if cell is None or end is None:
        return False
    return cell.row_stays_whole and (cell.table, cell.row) == (end.table, end.row)
