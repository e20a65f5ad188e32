"""The YAML parser's English complaints, said in Vietnamese to someone who never saw YAML.

The parser tells where it lost its way; a drafter needs the place of the slip, often lines above.
"""

import re
from collections.abc import Sequence
from typing import Any

from plandoc.diagnostics import Diagnostic, Severity
from plandoc.reading.source import Source

# What a word processor or an input method puts where YAML needs plain signs, on this line or the
# one above: (pattern whose group "sign" is the place, what is wrong, how to mend it).
_LOOKALIKES = (
    (
        re.compile(r"^ *(?:- +)?(?:[\w-]+:|-)?(?P<sign>\u00a0+)"),
        "có dấu cách không ngắt (U+00A0) ở chỗ cần dấu cách",
        "thay bằng dấu cách thường",
    ),
    (
        re.compile(r"^ *(?P<sign>[–—−•]) *[a-z_]+:(?: |$)"),
        "đầu dòng của danh sách không phải dấu -",
        "thay bằng dấu - (phím trừ)",
    ),
    (
        re.compile(r"^ *(?:- +)?[a-z_]+ *(?P<sign>：)"),
        "dấu hai chấm gõ bằng bộ gõ khác (：)",
        "thay bằng dấu : và một dấu cách",
    ),
    (
        re.compile(r"^ *(?:- +)?[a-z_]+(?P<sign>:)[^\s:/]"),
        "thiếu dấu cách sau dấu hai chấm",
        "viết `tên: giá trị`",
    ),
)

_FIELD = re.compile(r"^(?P<before> *(?:- +)*)(?P<name>[a-z_]+):(?P<value>.*)$")

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


Slip = tuple[int, int, str, str]  # line and column from 0, what is wrong, how to mend it


def explained(source: Source, error: Any, quoted: tuple[int, int, int] | None) -> Diagnostic:
    """The diagnostic of a parser's `error`, at the place where the drafter slipped.

    `quoted` is where the value read last began, if it was in quotes, and the line where it ended;
    all count from 0.
    """
    problem, mark, opened = error.problem or "", error.problem_mark, error.context_mark
    # Where a quote, a bracket or a field begins tells more than where the parser lost its way.
    begun = opened and re.search("quoted|flow|simple key", error.context or "")
    if not mark or (begun and (opened.line < mark.line or "end of stream" in problem)):
        mark = opened
    line = min(mark.line, len(source.lines) - 1) if mark else 0
    column = min(mark.column, len(source.lines[line])) if mark else 0
    if quoted and quoted[0] < quoted[2] == line and "expected key" in problem:
        # The quote that closed it opens another value: its own is missing, lines above.
        line, column, problem = quoted[0], quoted[1], "unexpected end of stream"
    slip = _slip(source.lines, line, column, problem)
    line, column, message, hint = slip or (line, column, *_said(problem))
    span = source.span(line + 1, column + 1)
    return Diagnostic("P003", Severity.ERROR, f"cú pháp YAML sai: {message}", span, hint)


def _slip(lines: Sequence[str], line: int, column: int, problem: str) -> Slip | None:
    """A slip that the lines themselves show."""
    if "\t" in lines[line][: column + 1] and not lines[line][:column].strip():
        return line, column, *_said("found a tab character")
    for number in (line, line - 1) if line else (line,):
        for pattern, message, hint in _LOOKALIKES:
            if match := pattern.match(lines[number]):
                return number, match.start("sign"), message, hint
    if "end of stream" in problem:
        return None
    return (
        _not_indented(lines, line, column, problem)
        or _cut_by_comment(lines, line)
        or _misaligned(lines, line, column, problem)
        or _without_dash(lines, line, column, problem)
    )


def _not_indented(lines: Sequence[str], line: int, column: int, problem: str) -> Slip | None:
    above = _FIELD.match(lines[line - 1]) if line else None
    if "expected ':'" not in problem or not above:
        return None
    if above["value"].strip() not in ("", ">", ">-", "|", "|-"):
        return None
    message = f"giá trị của “{above['name']}” không thụt vào"
    return line, column, message, f"thụt dòng này vào sâu hơn “{above['name']}”"


def _cut_by_comment(lines: Sequence[str], line: int) -> Slip | None:
    above = lines[line - 1] if line else ""
    sign = re.match(r"(?:.*: +)?([^#\s]+ [^#]*)\s(#)", above)  # words, not an id with a remark
    if not sign or _FIELD.match(lines[line]):
        return None
    hint = "muốn in dấu # thì đặt cả câu sau `>-` ở dòng dưới, hoặc trong nháy"
    return line - 1, sign.start(2), "từ dấu # tới hết dòng là chú thích, không được in", hint


def _misaligned(lines: Sequence[str], line: int, column: int, problem: str) -> Slip | None:
    text, before = lines[line], lines[line][:column]
    if "mapping values" in problem and re.fullmatch(r" *(?:- +)?[a-z_]+", before):
        return line, column, *_crooked(lines, line)
    if "expected key" in problem and before.strip():
        hint = "đặt cả câu trong một cặp nháy, hoặc sau `>-` ở dòng dưới"
        return line, column, "có chữ thừa sau giá trị", hint
    lost = "expected key" in problem or "'-' indicator" in problem
    if lost and _FIELD.match(text) and not text.lstrip().startswith("-"):
        return line, column, *_crooked(lines, line)
    return None


def _without_dash(lines: Sequence[str], line: int, column: int, problem: str) -> Slip | None:
    if "expected key" not in problem or not lines[line].lstrip().startswith("- "):
        return None
    first = _first_item(lines, line)
    if first is None:
        return None
    start = lines[first].lstrip()
    if start.startswith("-"):
        return line, column, *_said("did not find expected '-' indicator")
    hint = f"thêm dấu - trước “{start[:40].rstrip()}”, thẳng cột với dấu - bên dưới"
    return first, len(lines[first]) - len(start), "phần tử đầu của danh sách thiếu dấu -", hint


def _crooked(lines: Sequence[str], line: int) -> tuple[str, str]:
    """A field that stands in no column: what is wrong, and with which field it should align."""
    message = "thụt dòng không thẳng với các trường cùng bậc"
    field = _FIELD.match(lines[line])
    own = len(field["before"]) if field else 0
    limit, near = own + 1000, None
    for number in range(line - 1, -1, -1):
        above = _FIELD.match(lines[number])
        if above and len(above["before"]) < limit:
            limit = len(above["before"])
            if near is None or abs(limit - own) < abs(len(near[1]["before"]) - own):
                near = number, above
    if near is None:
        return message, "căn cho các trường cùng bậc bắt đầu ở cùng một cột"
    return message, f"căn thẳng cột với “{near[1]['name']}” ở dòng {near[0] + 1}"


def _first_item(lines: Sequence[str], line: int) -> int | None:
    """The line where a list begins without its dash, when the parser met the second item."""
    indent = len(lines[line]) - len(lines[line].lstrip())
    first = None
    for number in range(line - 1, -1, -1):
        text = lines[number]
        if not text.strip():
            continue
        if len(text) - len(text.lstrip()) <= indent:
            parent = _FIELD.match(text)
            return first if parent and not parent["value"].strip() else None
        first = number
    return None


def _said(problem: str) -> tuple[str, str]:
    """What is wrong and how to mend it, by the parser's words alone."""
    for part, message, hint in _SAID:
        if part in problem:
            return message, hint
    hint = "xem lại thụt dòng, dấu hai chấm và dấu nháy ở dòng này và dòng trên"
    return f"không hiểu chỗ này ({problem})", hint
