"""What kinds of change, fields and values are called in Vietnamese."""

from plandoc.changes.facts import Kind

# In the order of the summary; what follows the bar is form, told after the rest.
KINDS: dict[Kind, str] = {
    "lead": "chủ trì",
    "partners": "phối hợp",
    "agency": "cơ quan",
    "target": "chỉ tiêu",
    "due": "thời hạn",
    "deliverable": "sản phẩm",
    "funding": "kinh phí",
    "added": "thêm",
    "removed": "bỏ",
    "moved": "chuyển chỗ",
    "head": "đầu văn bản",
    "basis": "căn cứ",
    "recipient": "nơi nhận",
    "reworded": "sửa lời",
    "footnote": "chú thích",
    "id-changed": "đổi mã",
    "cosmetic": "hình thức",
    "renumbered": "đánh số lại",
}

# key, title, kinds; the keys stand in the addresses of the page.
GROUPS: tuple[tuple[str, str, tuple[Kind, ...]], ...] = (
    ("canh-bao", "Cảnh báo", ("id-changed",)),
    ("trach-nhiem", "Trách nhiệm", ("lead", "partners", "agency")),
    ("chi-tieu", "Chỉ tiêu", ("target",)),
    ("thoi-han", "Thời hạn, sản phẩm, kinh phí", ("due", "deliverable", "funding")),
    ("them-bo", "Thêm và bỏ", ("added", "removed")),
    ("chuyen-cho", "Chuyển chỗ", ("moved",)),
    ("dau-van-ban", "Đầu văn bản, căn cứ, nơi nhận", ("head", "basis", "recipient")),
    ("loi-van", "Lời văn", ("reworded", "footnote")),
    ("hinh-thuc", "Hình thức và đánh số", ("cosmetic", "renumbered")),
)
FORM: frozenset[Kind] = frozenset({"cosmetic", "renumbered"})

FIELDS = {
    "title": "tên mục",
    "text": "nội dung",
    "lead_in": "câu dẫn",
    "lead": "chủ trì",
    "partners": "phối hợp",
    "deliverable": "sản phẩm",
    "due": "thời hạn",
    "funding": "kinh phí",
    "footnote": "chú thích",
    "mark": "chỗ đặt dấu chú thích",
    "note": "chú thích",
    "indicators": "chỉ tiêu của nhiệm vụ",
    "layout": "cách trình bày",
    "phase": "giai đoạn",
    "kind": "loại",
    "number": "số",
    "symbol": "ký hiệu",
    "date": "ngày",
    "place": "nơi ban hành",
    "issuer": "cơ quan ban hành",
    "subject": "trích yếu",
    "enacting": "câu ban hành",
    "phases": "các giai đoạn",
    "recipients": "nơi nhận",
    "annexes": "phụ lục",
    "order": "thứ tự",
    "position": "vị trí",
    "signature": "người ký",
    "authority": "thẩm quyền ký",
    "name": "tên",
    "short": "tên gọi tắt",
    "aliases": "cách gọi khác",
    "code": "ký hiệu",
    "superior": "cơ quan cấp trên",
    "letterhead": "tên ở đầu văn bản",
    "letterhead_short": "tên ngắn ở đầu văn bản",
    "roster": "thành viên",
    "since": "có từ ngày",
    "until": "không còn từ ngày",
    "measure": "cách tính",
    "unit": "đơn vị",
    "components": "thành phần",
    "restates": "nói lại chỉ tiêu",
    "base": "tính trên",
    "direction": "chiều phấn đấu",
    "qualifier": "cách nêu",
    "period": "kỳ",
    "actors": "cơ quan thực hiện",
    "every": "định kỳ",
    "before": "hạn",
    "to": "nơi nhận",
}

DUTIES = {
    "planning": "lập kế hoạch",
    "funding": "bố trí kinh phí",
    "execution": "thực hiện",
    "report": "báo cáo",
    "synthesis": "tổng hợp",
    "monitoring": "theo dõi",
    "other": "khác",
}

VALUES = {
    "number": "đánh số",
    "letter": "chữ cái",
    "dash": "gạch đầu dòng",
    "plus": "dấu cộng",
    "paragraph": "đoạn riêng",
    "inline": "viết liền câu dẫn",
    "run-in": "viết liền căn cứ",
    "year": "hằng năm",
    "half-year": "6 tháng một lần",
    "quarter": "hằng quý",
    "month": "hằng tháng",
    "exact": "đúng con số",
    "above": "trên",
    "below": "dưới",
    "about": "khoảng",
    "at-least": "ít nhất",
    "at-most": "nhiều nhất",
    "average": "bình quân năm",
    "level": "mức cuối giai đoạn",
    "total": "tổng cả giai đoạn",
    "shares": "cơ cấu",
    "share": "tỷ lệ",
    "change": "tăng, giảm",
    "up": "tăng",
    "down": "giảm",
    "apart": "tệp riêng",
    "inside": "liền sau chữ ký",
    "leads": "mọi cơ quan chủ trì",
    "purposes": "mục đích, yêu cầu",
    "objectives": "mục tiêu",
    "implementation": "tổ chức thực hiện",
    "tasks": "nhiệm vụ",
    "section": "mục",
    "group": "nhóm nhiệm vụ",
    "item": "điều khoản",
    "assignment": "phân công",
    "task": "nhiệm vụ",
    "basis": "căn cứ",
}

# Fields whose values are words of ours rather than of the plan.
CODED = frozenset(
    {"layout", "kind", "every", "qualifier", "measure", "direction", "roster", "annexes"}
)
# Fields whose values are ids of agencies.
OF_AGENCIES = frozenset({"lead", "partners", "actors", "to", "issuer", "superior", "roster"})


def field_name(field: str) -> str:
    """``duties.report.before`` as ``hạn báo cáo``; an unknown field, a phase, is its own name."""
    if not field.startswith("duties."):
        return ", ".join(FIELDS.get(part, part) for part in field.split(".") if part)
    _, duty, *rest = field.split(".")
    return f"{FIELDS[rest[0]] if rest else 'trách nhiệm'} {duty_name(duty)}"


def duty_name(kind: str) -> str:
    """What a kind of duty asks for."""
    return DUTIES.get(kind, kind)
