"""Trong lời văn có ký tự vô hình, thường do chép từ trang web.

Dấu cách rộng bằng không, dấu gạch nối mềm không thấy khi đọc, nhưng cắt đôi một từ: tìm không ra,
đối chiếu tên cơ quan không khớp, Word có thể ngắt dòng ở đó. Xóa hai chữ ở hai bên rồi gõ lại.

Sai::

    text: "Công\\u200bnghiệp"        # giữa hai chữ có một ký tự không thấy

Đúng::

    text: Công nghiệp
"""

import re
from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.checks.searching import few, search
from plandoc.diagnostics import Severity
from plandoc.model.plan import Plan

CODE = "P612"
SEVERITY = Severity.WARNING

# Zero-width space, non-joiner, joiner and word joiner; soft hyphen. A joiner in an emoji is right.
_INVISIBLE = re.compile("[\u200b\u200c\u2060\u00ad]|(?<=\\w)\u200d|\u200d(?=\\w)")


def check(plan: Plan) -> Iterator[Finding]:
    """Marks that nobody sees, in the plan's texts."""
    return few(
        hit.finding(
            f"ký tự vô hình U+{ord(hit.text):04X} trong lời văn",
            "xóa chữ ở hai bên rồi gõ lại",
        )
        for hit in search(plan, _INVISIBLE)
    )
