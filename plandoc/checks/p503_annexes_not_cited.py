"""Kế hoạch kèm phụ lục thì lời văn phải nhắc tới phụ lục.

Phụ lục đứng sau chữ ký chỉ có giá trị khi nội dung văn bản dẫn tới nó; Nghị định 30/2020/NĐ-CP
đòi văn bản có phụ lục phải có chỉ dẫn về phụ lục đó.

Sai::

    annexes: inside            # không câu nào trong kế hoạch nhắc tới phụ lục

Đúng::

    text: … các nhiệm vụ cụ thể nêu tại Phụ lục II kèm theo Kế hoạch này.
"""

from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.numbering import outline
from plandoc.model.plan import Plan

CODE = "P503"
SEVERITY = Severity.ERROR


def check(plan: Plan) -> Iterator[Finding]:
    """Annexes inside a plan whose body names none."""
    if plan.head.annexes != "inside":
        return
    texts = (f"{clause.title} {clause.text}".lower() for clause in outline(plan))
    if not any("phụ lục" in text for text in texts):
        message = "kế hoạch kèm phụ lục mà lời văn không nhắc tới phụ lục nào"
        hint = "nhắc tới phụ lục trong lời văn, hoặc bỏ annexes: inside để phụ lục thành tệp riêng"
        yield Finding(("plan", "annexes"), message, hint)
