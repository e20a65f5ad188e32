"""Đoạn trông như bị cắt: không có dấu kết thúc, mà đoạn sau bắt đầu bằng chữ thường.

Chép từ bản PDF thì chỗ sang trang thường cắt một đoạn thành hai: nửa sau thành một gạch đầu dòng
riêng, và cách viện dẫn của mọi đoạn ở sau đều lệch.

Sai::

    - {id: mot, text: Quy hoạch phù hợp lợi thế của từng}
    - {id: hai, text: địa phương, bảo đảm tính liên kết vùng.}

Đúng::

    - {id: mot, text: Quy hoạch phù hợp lợi thế của từng địa phương, bảo đảm tính liên kết vùng.}
"""

from collections.abc import Iterator
from itertools import pairwise

from plandoc.checks.endings import last_word, looks_cut
from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.numbering import outline
from plandoc.model.plan import Plan

CODE = "P611"
SEVERITY = Severity.WARNING


def check(plan: Plan) -> Iterator[Finding]:
    """A paragraph of the body that goes on in the next."""
    for clause, following in pairwise(outline(plan)):
        if clause.kind in ("item", "task") and clause.text and looks_cut(clause, following):
            words = " ".join((following.title or following.text).split()[:4]).rstrip(".,;:")
            message = "đoạn này trông như bị cắt, đoạn sau bắt đầu bằng chữ thường"
            hint = f"nối với đoạn sau (“{words}…”), hoặc thêm dấu kết thúc"
            yield Finding(("clause", clause.id, "text"), message, hint, last_word(clause.text))
