"""The rules of the form; this table is the whole registry.

A rule is a function of a module here with a Vietnamese docstring (its manual) that takes a `Form`
and says what it measured. Ids are for ever: F1 the page · F2 letters · F3 the head · F4 bases and
body · F5 the end · F6 annexes. Grade L is law; P is practice, and only ever notes.
"""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from plandoc.form.parts import Form
from plandoc.form.rules import annex, body, ending, head, letters, levels, page, strokes
from plandoc.form.verdicts import Outcome

GROUPS = {
    "F1": "Trang",
    "F2": "Chữ",
    "F3": "Đầu văn bản",
    "F4": "Nội dung",
    "F5": "Cuối văn bản",
    "F6": "Phụ lục",
}


class Rule(Struct, frozen=True):
    """`legal` is the range or the words that the decree asks for."""

    id: str
    title: str
    legal: str
    check: Callable[[Form], Outcome]
    grade: Literal["L", "P"] = "L"

    @property
    def group(self) -> str:
        return GROUPS[self.id[:2]]

    @property
    def manual(self) -> str:
        """What the rule asks, in Vietnamese."""
        return " ".join((self.check.__doc__ or "").split())


_CAPITALS_BOLD = "in hoa, đứng, đậm"

RULES: tuple[Rule, ...] = (
    Rule("F101", "Khổ giấy", "A4: 210 × 297 mm", page.paper),
    Rule("F102", "Hướng giấy", "đứng; trang có bảng rộng được ngang", page.orientation),
    Rule("F103", "Lề trang", "trên, dưới 20–25; trái 30–35; phải 15–20 mm", page.margins),
    Rule("F104", "Số trang", "chữ số Ả Rập", page.page_numbers),
    Rule("F105", "Vị trí số trang", "canh giữa, ở lề trên", page.page_number_place),
    Rule("F106", "Chữ của số trang", "cỡ 13–14, đứng", page.page_number_letters),
    Rule("F107", "Số trang của trang 1", "không hiển thị", page.first_page),
    Rule("F108", "Số trang của các phần sau", "đánh số tiếp", page.later_sections),
    Rule("F201", "Phông chữ", "Times New Roman", letters.font),
    Rule("F202", "Màu chữ", "đen", letters.colour),
    Rule("F203", "Các cỡ chữ đi cùng nhau", "12 và 13, hoặc 13 và 14", letters.sizes_together),
    Rule("F204", "Ngôn ngữ của chữ", "vi-VN", letters.language, "P"),
    Rule("F205", "Chữ có dấu", "Unicode dựng sẵn", letters.composed, "P"),
    Rule("F301", "Quốc hiệu", "đúng lời văn, HÒA", head.nation),
    Rule("F302", "Kiểu chữ Quốc hiệu", _CAPITALS_BOLD, head.nation_style),
    Rule("F303", "Cỡ chữ Quốc hiệu", "12–13", head.nation_size),
    Rule("F304", "Tiêu ngữ", "Độc lập - Tự do - Hạnh phúc", head.motto),
    Rule("F305", "Kiểu chữ Tiêu ngữ", "đứng, đậm", head.motto_style),
    Rule("F306", "Cỡ chữ Tiêu ngữ", "13–14", head.motto_size),
    Rule("F307", "Đường kẻ dưới Tiêu ngữ", "nét liền, bằng dòng chữ", strokes.under_motto),
    Rule("F308", "Vị trí Quốc hiệu, Tiêu ngữ", "bên phải, canh giữa", head.nation_place),
    Rule("F311", "Kiểu chữ cơ quan chủ quản", "in hoa, đứng, không đậm", head.superior_style),
    Rule("F312", "Cỡ chữ cơ quan chủ quản", "12–13", head.superior_size),
    Rule("F313", "Cơ quan chủ quản của UBND", "không ghi", head.no_superior),
    Rule("F314", "Kiểu chữ cơ quan ban hành", _CAPITALS_BOLD, head.issuer_style),
    Rule("F315", "Cỡ chữ cơ quan ban hành", "12–13", head.issuer_size),
    Rule("F316", "Đường kẻ dưới cơ quan", "nét liền, 1/3–1/2 dòng chữ", strokes.under_issuer),
    Rule("F317", "Vị trí tên cơ quan", "bên trái, canh giữa", head.issuer_place),
    Rule("F321", "Số, ký hiệu", "Số: 05/KH-UBND", head.number_form),
    Rule("F322", "Số 0 trước số dưới 10", "05, không phải 5", head.number_zero),
    Rule("F323", "Chữ của số, ký hiệu", "cỡ 13, đứng, không đậm", head.number_letters),
    Rule("F324", "Địa danh, thời gian", "…, ngày … tháng … năm …", head.date_form),
    Rule("F325", "Số 0 trong ngày, tháng", "ngày < 10, tháng 1 và 2", head.date_zero),
    Rule("F326", "Chữ của địa danh, thời gian", "cỡ 13–14, nghiêng", head.date_letters),
    Rule("F327", "Hàng của số và ngày", "cùng một hàng", head.same_row),
    Rule("F328", "Vị trí số và ngày", "canh giữa, trái và phải", head.row_place),
    Rule("F331", "Tên loại", f"{_CAPITALS_BOLD}, canh giữa", head.kind_style),
    Rule("F332", "Cỡ chữ tên loại", "13–14", head.kind_size),
    Rule("F333", "Trích yếu", "đứng, đậm, canh giữa", head.subject_style),
    Rule("F334", "Cỡ chữ trích yếu", "13–14", head.subject_size),
    Rule("F335", "Đường kẻ dưới trích yếu", "nét liền, 1/3–1/2 dòng chữ", strokes.under_subject),
    Rule("F336", "Kính gửi", "cỡ 13–14, đứng", head.addressee),
    Rule("F401", "Kiểu chữ căn cứ", "nghiêng", body.bases_style),
    Rule("F402", "Cỡ chữ căn cứ", "13–14", body.bases_size),
    Rule("F403", "Dấu cuối căn cứ", "“;”, căn cứ cuối “.”", body.bases_marks),
    Rule("F404", "Câu ban hành", "xuống dòng sau căn cứ", body.enacting, "P"),
    Rule("F411", "Cỡ chữ nội dung", "13–14", body.body_size),
    Rule("F412", "Kiểu chữ nội dung", "đứng", body.body_style),
    Rule("F413", "Canh lề nội dung", "đều hai lề", body.body_align),
    Rule("F414", "Lùi đầu dòng", "10–12,7 mm", body.first_line),
    Rule("F415", "Khoảng cách giữa các đoạn", "ít nhất 6 pt", body.gaps),
    Rule("F416", "Giãn dòng", "1–1,5 dòng", body.line_spacing),
    Rule("F417", "Dấu hết nội dung", "./.", body.end_mark),
    Rule("F421", "Đề mục I., II.", "in hoa, đậm", levels.sections, "P"),
    Rule("F422", "Đề mục 1., 1.1.", "tiêu đề thì đậm", levels.titles, "P"),
    Rule("F423", "Điểm a), b)", "chữ thường", levels.points, "P"),
    Rule("F424", "Thứ tự đề mục", "I II III; a b c d đ e g", levels.order, "P"),
    Rule("F425", "Tiêu đề viết liền", "đứng riêng dòng", levels.run_in, "P"),
    Rule("F501", "Nơi nhận", "nghiêng, đậm", ending.recipients_title),
    Rule("F502", "Cỡ chữ Nơi nhận", "12", ending.recipients_title_size),
    Rule("F503", "Kiểu chữ các nơi nhận", "đứng, không đậm", ending.recipients_style),
    Rule("F504", "Cỡ chữ các nơi nhận", "11", ending.recipients_size),
    Rule("F505", "Cách ghi các nơi nhận", "- …; … - Lưu: VT, ….", ending.recipients_list),
    Rule("F506", "Đơn vị soạn thảo", "Lưu: VT, <đơn vị>", ending.kept_by, "P"),
    Rule("F507", "Hàng của Nơi nhận", "ngang chức vụ, bên trái", ending.level_with_signature),
    Rule("F511", "Chức vụ người ký", _CAPITALS_BOLD, ending.signer_style),
    Rule("F512", "Cỡ chữ chức vụ", "13–14", ending.signer_size),
    Rule("F513", "Họ tên người ký", "đứng, đậm", ending.name_style),
    Rule("F514", "Cỡ chữ họ tên", "13–14", ending.name_size),
    Rule("F515", "Vị trí chữ ký", "nửa phải, canh giữa", ending.signature_place),
    Rule("F516", "Khối chữ ký", "không tách trang", ending.signature_whole),
    Rule("F601", "Tiêu đề phụ lục", "dòng riêng, giữa, cỡ 14, đậm", annex.heading),
    Rule("F602", "Số phụ lục", "I, II, III…", annex.numbering),
    Rule("F603", "Tên phụ lục", "giữa, in hoa, đậm, cỡ 13–14", annex.title),
    Rule("F604", "Dòng (Kèm theo …)", "giữa, nghiêng, cỡ 13–14", annex.note),
    Rule("F605", "Chỉ dẫn đến phụ lục", "trong nội dung", annex.mentioned),
    Rule("F606", "Số trang của phụ lục", "riêng, từ 1", annex.pages),
)
