"""What the plan's fields are called and what they are for, in Vietnamese.

An editor shows it while a drafter writes; a test holds it to the structs of `plandoc.model.plan`.
A review names the fields in fewer words, inside its sentences (`plandoc.review.labels`).
"""

from msgspec import Struct


class Words(Struct, frozen=True):
    """A name, an explanation of one or two sentences, and how the value may be written."""

    title: str
    description: str
    examples: tuple[str | int, ...] = ()


def _words(title: str, description: str, *examples: str | int) -> Words:
    return Words(title, description, examples)


STRUCTS: dict[str, tuple[str, str]] = {
    "Head": ("Phần chung", "Tất cả những gì đứng quanh phần nội dung của kế hoạch."),
    "Basis": ("Căn cứ", "Một căn cứ ban hành, in đúng từng chữ."),
    "Enacting": ("Câu ban hành", "Câu đứng sau các căn cứ, trước mục I."),
    "Signature": ("Người ký", "Ai ký văn bản."),
    "Agency": ("Cơ quan", "Một cơ quan, đơn vị, hoặc một nhóm cơ quan (có roster)."),
    "Reference": ("Văn bản viện dẫn", "Một văn bản mà kế hoạch nhắc đến."),
    "Indicator": ("Chỉ tiêu", "Một chỉ tiêu và mức cần đạt ở từng giai đoạn."),
    "Target": ("Mức của chỉ tiêu", "Mức cần đạt, ghi đúng như in ra."),
    "Duty": ("Trách nhiệm", "Việc mà câu văn giao cho ai, khi nào; chỉ ghi điều câu văn nói ra."),
    "Item": ("Nội dung", "Một khoản, điểm hay gạch đầu dòng; có title, text, hoặc cả hai."),
    "ItemSection": ("Mục", "Một mục (I, II, …) gồm các nội dung."),
    "TaskSectionFile": ("Mục nhiệm vụ", "Mục gồm các nhóm nhiệm vụ, mỗi nhóm một tệp."),
    "Group": ("Nhóm nhiệm vụ", "Một nhóm nhiệm vụ, gồm các phân công."),
    "Assignment": ("Phân công", "Các nhiệm vụ giao cho cơ quan chủ trì và cơ quan phối hợp."),
    "Task": ("Nhiệm vụ", "Một việc phải làm."),
}

_ID = (
    "Đặt một lần, không đổi và không dùng lại: bản so sánh, liên kết và biểu mẫu gửi về đều dựa "
    "vào mã. Chữ thường không dấu, chữ số, gạch nối; bắt đầu bằng chữ."
)
_PROSE = "Viết {mã-chỉ-tiêu} ở chỗ của con số, ^[…] ở chỗ có chú thích."
_NOT_STATED = "Kế hoạch không nêu thì bỏ trường này."

FIELDS: dict[str, dict[str, Words]] = {
    "Head": {
        "format": _words("Định dạng dữ liệu", "Số hiệu cách ghi các tệp này: luôn là 1.", 1),
        "kind": _words("Tên loại", "Tên loại văn bản, in dưới số và ngày.", "Kế hoạch"),
        "place": _words("Nơi ban hành", "Địa danh in trước ngày tháng."),
        "issuer": _words("Cơ quan ban hành", "Mã của cơ quan trong agencies.yaml."),
        "subject": _words("Trích yếu", f"In dưới tên loại, đúng từng chữ. {_PROSE}"),
        "sections": _words(
            "Các mục", "Tên tệp (bỏ đuôi .yaml) hoặc thư mục trong sections/, theo thứ tự in."
        ),
        "signature": _words("Người ký", "Ai ký kế hoạch."),
        "number": _words(
            "Số, ký hiệu", "Bỏ number và date thì kế hoạch là bản dự thảo.", "6011/KH-UBND"
        ),
        "symbol": _words(
            "Ký hiệu của dự thảo", "In sau số còn trống khi là bản dự thảo.", "KH-UBND"
        ),
        "date": _words("Ngày ban hành", "Viết năm-tháng-ngày; bỏ khi là dự thảo.", "2023-11-17"),
        "bases": _words("Căn cứ", "Các căn cứ ban hành, theo thứ tự in."),
        "enacting": _words("Câu ban hành", "Câu đứng sau các căn cứ."),
        "phases": _words(
            "Các giai đoạn", "Mọi giai đoạn mà chỉ tiêu và điều khoản nói đến, liền nhau."
        ),
        "recipients": _words("Nơi nhận", "Mỗi dòng một mục, in đúng từng chữ, không gõ gạch."),
        "annexes": _words("Phụ lục", "Bảng chỉ tiêu và bảng nhiệm vụ để ở đâu."),
    },
    "Basis": {
        "id": _words("Mã căn cứ", _ID, "can-cu-nghi-quyet-29"),
        "text": _words("Lời căn cứ", "In đúng từng chữ, kể cả dấu ; hoặc . ở cuối."),
    },
    "Enacting": {
        "text": _words("Lời câu ban hành", "In đúng từng chữ, kể cả dấu hai chấm ở cuối."),
        "layout": _words("Cách trình bày", "In thành đoạn riêng hay liền căn cứ cuối."),
    },
    "Signature": {
        "title": _words("Chức vụ", "In chữ hoa.", "CHỦ TỊCH", "GIÁM ĐỐC"),
        "authority": _words(
            "Thẩm quyền ký", "Dòng in trên chức vụ, nếu có.", "TM. ỦY BAN NHÂN DÂN"
        ),
        "name": _words("Họ tên", f"Họ tên người ký. {_NOT_STATED}"),
    },
    "Agency": {
        "id": _words("Mã cơ quan", _ID, "so-ct", "ubnd-tinh"),
        "name": _words("Tên đầy đủ", "Như viết trong câu văn của kế hoạch.", "Sở Công Thương"),
        "short": _words("Tên viết tắt", "Dùng ở chỗ hẹp; cũng được nhận ra trong câu.", "Sở KH&ĐT"),
        "aliases": _words("Cách viết khác", "Những cách gọi khác cũng phải nhận ra trong câu."),
        "code": _words("Ký hiệu", "In sau KH- trong số văn bản của cơ quan.", "SCT"),
        "superior": _words("Cơ quan cấp trên", "Mã cơ quan in ở dòng trên của đầu văn bản."),
        "place": _words("Địa danh", "In trước ngày tháng; bỏ thì theo cơ quan cấp trên."),
        "letterhead": _words("Đầu văn bản", "Tên in ở góc trái, mỗi phần tử một dòng."),
        "letterhead_short": _words(
            "Đầu văn bản khi là cấp trên", "Tên in trên tên của cơ quan cấp dưới."
        ),
        "signature": _words("Người ký", "Ai ký kế hoạch hành động của cơ quan."),
        "roster": _words(
            "Danh sách thành viên",
            "Mã các cơ quan trong nhóm; có trường này thì đây là một nhóm cơ quan. [] là nhóm "
            "không kể ra ai; leads là mọi cơ quan chủ trì nhiệm vụ.",
        ),
        "since": _words(
            "Có từ ngày", "Ngày đầu tiên cơ quan tồn tại; bỏ khi không cần.", "2025-03-01"
        ),
        "until": _words(
            "Không còn từ ngày",
            "Ngày đầu tiên cơ quan không còn; bỏ khi đang hoạt động.",
            "2025-07-01",
        ),
    },
    "Reference": {
        "id": _words("Mã văn bản", _ID, "nq-29"),
        "kind": _words("Tên loại", "Loại văn bản.", "Nghị quyết", "Quyết định", "Chương trình"),
        "title": _words("Tên văn bản", "Như in trong kế hoạch, không kể loại và số."),
        "number": _words("Số, ký hiệu", _NOT_STATED, "29-NQ/TW"),
        "date": _words("Ngày ban hành", f"Viết năm-tháng-ngày. {_NOT_STATED}", "2022-11-17"),
        "issuer": _words("Cơ quan ban hành", "Mã của cơ quan trong agencies.yaml."),
        "aliases": _words("Cách gọi khác", "Những cách gọi khác thấy trong kế hoạch."),
    },
    "Indicator": {
        "id": _words("Mã chỉ tiêu", _ID, "grdp-growth"),
        "name": _words("Tên chỉ tiêu", "Như gọi trong kế hoạch; in ở bảng chỉ tiêu."),
        "measure": _words("Cách tính", "Con số nói lên điều gì."),
        "targets": _words("Mức cần đạt", "Mỗi giai đoạn một mức, ghi đúng như in ra."),
        "components": _words("Các thành phần", "Chỉ với cơ cấu (shares): theo thứ tự con số."),
        "restates": _words("Nói lại chỉ tiêu", "Mã chỉ tiêu được nói lại bằng đơn vị khác."),
        "base": _words("Tính trên", "Con số tính trên cái gì, khi kế hoạch nói rõ.", "GRDP"),
        "direction": _words(
            "Chiều phấn đấu", f"Mức của giai đoạn sau phải cao hơn hay thấp hơn. {_NOT_STATED}"
        ),
    },
    "Target": {
        "text": _words(
            "Mức",
            "Đúng như in ra, kể cả chữ đứng trước (trên, khoảng, từ … trở lên) và đơn vị.",
            "8,5%-8,7%/năm",
            "khoảng 20%",
            "15.000 - 16.000 USD",
        ),
        "base": _words("Tính trên", "Con số của riêng giai đoạn này tính trên cái gì."),
    },
    "Duty": {
        "actors": _words("Ai làm", "Mã các cơ quan phải làm."),
        "kind": _words("Loại việc", "Việc gì."),
        "partners": _words("Phối hợp", "Mã các cơ quan phối hợp."),
        "every": _words("Định kỳ", f"Bao lâu một lần. {_NOT_STATED}"),
        "before": _words("Trước ngày", f"Ngày và tháng của thời hạn. {_NOT_STATED}", "01/12"),
        "to": _words("Gửi đến", f"Mã cơ quan nhận. {_NOT_STATED}"),
    },
    "Item": {
        "id": _words("Mã nội dung", _ID, "muc-tieu-chung"),
        "title": _words("Đề mục", f"In liền trước text nếu có cả hai. {_PROSE}"),
        "text": _words("Lời văn", f"In đúng từng chữ, không gõ số thứ tự. {_PROSE}"),
        "layout": _words("Cách trình bày", "Không nêu thì cấp đầu đánh số, cấp dưới gạch ngang."),
        "phase": _words("Giai đoạn", "Các chỗ {mã} bên trong lấy con số của giai đoạn này."),
        "items": _words("Nội dung bên trong", "Các khoản, điểm, gạch đầu dòng cấp dưới."),
        "duties": _words("Trách nhiệm", "Việc mà câu này giao cho ai, khi nào, gửi đến đâu."),
    },
    "ItemSection": {
        "id": _words("Mã mục", _ID, "muc-tieu"),
        "kind": _words("Loại mục", "Mục nói về điều gì."),
        "title": _words("Tên mục", "In sau I., II., …; không gõ số.", "MỤC ĐÍCH, YÊU CẦU"),
        "items": _words("Nội dung", "Các khoản của mục, theo thứ tự in."),
    },
    "TaskSectionFile": {
        "id": _words("Mã mục", _ID, "nhiem-vu"),
        "kind": _words("Loại mục", "Luôn là tasks."),
        "title": _words("Tên mục", "In sau I., II., …; không gõ số.", "NHIỆM VỤ, GIẢI PHÁP"),
        "groups": _words("Các nhóm", "Tên tệp (bỏ đuôi .yaml) trong thư mục này, theo thứ tự in."),
    },
    "Group": {
        "id": _words("Mã nhóm", _ID, "phat-trien-nhan-luc"),
        "title": _words("Tên nhóm", f"In sau 1., 2., …; không gõ số. {_PROSE}"),
        "assignments": _words("Phân công", "Các điểm a, b, …, theo thứ tự in."),
    },
    "Assignment": {
        "id": _words("Mã phân công", _ID, "nhan-luc-so-ct"),
        "lead": _words("Cơ quan chủ trì", "Mã cơ quan chịu trách nhiệm; mẫu của họ có việc này."),
        "lead_in": _words("Câu dẫn", f"Câu in ra, nêu đúng cơ quan chủ trì, phối hợp. {_PROSE}"),
        "tasks": _words("Nhiệm vụ", "Các việc phải làm, theo thứ tự in."),
        "partners": _words("Cơ quan phối hợp", "Mã các cơ quan, theo thứ tự trong câu dẫn."),
        "layout": _words("Cách trình bày nhiệm vụ", "Không nêu thì mỗi nhiệm vụ một gạch."),
    },
    "Task": {
        "id": _words("Mã nhiệm vụ", _ID, "quy-hoach-tinh"),
        "text": _words("Nội dung", f"In đúng từng chữ, không gõ gạch đầu dòng. {_PROSE}"),
        "partners": _words("Phối hợp thêm", "Mã cơ quan mà câu văn của nhiệm vụ nêu thêm."),
        "deliverable": _words("Sản phẩm", _NOT_STATED, "Nghị quyết của Hội đồng nhân dân tỉnh"),
        "due": _words("Thời hạn", f"Ghi như câu văn. {_NOT_STATED}", "năm 2025"),
        "funding": _words("Kinh phí", _NOT_STATED, "ngân sách tỉnh"),
        "indicators": _words("Chỉ tiêu", "Mã các chỉ tiêu mà nhiệm vụ góp phần đạt."),
    },
}
