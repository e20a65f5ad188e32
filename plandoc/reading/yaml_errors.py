"""The YAML parser's English complaints, said in Vietnamese to someone who never saw YAML."""

import re

# A no-break space where YAML needs a space: pasted from a word processor, and invisible.
_NO_BREAK = re.compile(r"^ *(?:- +)?(?:[\w-]+:|-)?\u00a0")

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
    ("escape code", "dấu \\ trong nháy kép tạo ký tự lạ", "dùng nháy đơn"),
    ("hexdecimal", "dấu \\ trong nháy kép tạo ký tự lạ", "dùng nháy đơn"),
    ("document indicator", "dấu nháy mở mà không đóng", "thêm dấu nháy đóng"),
    ("comment or line break", "chữ đứng liền sau | hoặc >", "viết `>-` rồi xuống dòng"),
    ("directive", "dòng bắt đầu bằng % không dùng trong kế hoạch", "bỏ dòng này"),
    ("incompatible", "dòng bắt đầu bằng % không dùng trong kế hoạch", "bỏ dòng này"),
    ("tag", "dấu ! đứng đầu giá trị", "đặt giá trị trong nháy"),
    ("found character that cannot", "ký tự không được phép ở đây", "đặt giá trị trong nháy"),
    ("while scanning an anchor", "tên sau dấu & không hợp lệ", "đặt giá trị trong nháy"),
    ("while scanning an alias", "tên sau dấu * không hợp lệ", "đặt giá trị trong nháy"),
    ("alphabetic or numeric", "tên sau dấu & hoặc * không hợp lệ", "đặt giá trị trong nháy"),
    (
        "did not find expected <document start>",
        "thụt dòng không thẳng với đầu tệp",
        "căn các trường ngoài cùng vào cột đầu tiên",
    ),
    ("indentation", "thụt dòng sai", "căn lại các dòng cùng bậc vào cùng một cột"),
)


def in_vietnamese(problem: str, line: str, column: int) -> tuple[str, str]:
    """What is wrong and how to mend it.

    `problem` is what the parser says at ``line[column]``; words of its that are not known are
    passed on as they are.
    """
    before = line[:column]
    if "\t" in line[: column + 1] and not before.strip():
        problem = "found a tab character"
    elif _NO_BREAK.search(line):
        return "có dấu cách không ngắt (U+00A0) ở chỗ cần dấu cách", "thay bằng dấu cách thường"
    elif "mapping values" in problem and re.fullmatch(r" *(?:- +)?[a-z_]+", before):
        hint = "căn trường này thẳng cột với các trường cùng bậc; xem cả dòng trên"
        return "thụt dòng không thẳng với các trường cùng bậc", hint
    elif "expected key" in problem and before.strip():
        return "có chữ thừa sau giá trị", "đặt cả câu trong một cặp nháy, hoặc sau `>-` ở dòng dưới"
    for part, message, hint in _SAID:
        if part in problem:
            return message, hint
    hint = "xem lại thụt dòng, dấu hai chấm và dấu nháy ở dòng này và dòng trên"
    return f"không hiểu chỗ này ({problem})", hint
