"""The YAML parser's English complaints, said in Vietnamese to someone who never saw YAML."""

# (a part of the parser's words, what is wrong, how to mend it); the first match is taken.
_SAID = (
    (
        "mapping values are not allowed",
        "có dấu hai chấm ở chỗ không được phép",
        "đặt văn bản dài sau `>-` ở dòng dưới, hoặc trong dấu nháy",
    ),
    (
        "could not find expected ':'",
        "thiếu dấu hai chấm sau tên trường",
        "viết `tên: giá trị`; văn bản nhiều dòng đặt sau `>-` và thụt vào",
    ),
    ("cannot start any token", "ký tự này không đứng đầu giá trị được", "đặt giá trị trong nháy"),
    (
        "found a tab character",
        "dùng phím Tab để thụt dòng",
        "thay bằng dấu cách (mỗi bậc hai dấu cách)",
    ),
    (
        "did not find expected key",
        "thụt dòng không thẳng với các trường cùng bậc",
        "căn cho các trường cùng bậc bắt đầu ở cùng một cột",
    ),
    (
        "did not find expected '-' indicator",
        "thụt dòng không thẳng với các gạch đầu dòng của danh sách",
        "căn các dấu - của một danh sách ở cùng một cột",
    ),
    ("unexpected end of stream", "dấu nháy mở mà không đóng", "thêm dấu nháy đóng"),
    ("expected ',' or ']'", "danh sách [ … ] thiếu dấu phẩy hoặc dấu ]", "thêm dấu còn thiếu"),
    ("expected ',' or '}'", "nhóm { … } thiếu dấu phẩy hoặc dấu }", "thêm dấu còn thiếu"),
    ("did not find expected node content", "thiếu giá trị ở đây", "ghi giá trị, hoặc bỏ dấu thừa"),
    ("block sequence entries", "danh sách không được đặt ở đây", "xuống dòng trước dấu -"),
    ("unknown escape", "dấu \\ trong nháy kép tạo ký tự lạ", "dùng nháy đơn"),
    ("found character that cannot", "ký tự không được phép ở đây", "đặt giá trị trong nháy"),
    ("while scanning an anchor", "tên sau dấu & không hợp lệ", "đặt giá trị trong nháy"),
    ("while scanning an alias", "tên sau dấu * không hợp lệ", "đặt giá trị trong nháy"),
    ("alphabetic or numeric", "tên sau dấu & hoặc * không hợp lệ", "đặt giá trị trong nháy"),
    ("did not find expected <document start>", "nội dung thừa sau khi tài liệu đã hết", ""),
    ("indentation", "thụt dòng sai", "căn lại các dòng cùng bậc vào cùng một cột"),
)


def in_vietnamese(problem: str) -> tuple[str, str]:
    """What is wrong and how to mend it; words that are not known are passed on as they are."""
    for part, message, hint in _SAID:
        if part in problem:
            return message, hint
    return problem, "xem lại thụt dòng, dấu hai chấm và dấu nháy ở dòng này và dòng trên"
