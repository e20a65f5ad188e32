"""Dấu “./.” chỉ đứng ở cuối nội dung văn bản, và viết đủ hai dấu chấm.

Dấu “./.” báo nội dung kết thúc ở đó, phần sau chỉ còn nơi nhận và chữ ký. Đặt ở giữa thì phần sau
như không thuộc văn bản; viết thiếu (“./”) thì chưa thành dấu kết thúc.

Sai::

    - {id: mot, text: Các sở tổ chức thực hiện./.}
    - {id: hai, text: Sở Tài chính bố trí kinh phí.}

Đúng::

    - {id: mot, text: Các sở tổ chức thực hiện.}
    - {id: hai, text: Sở Tài chính bố trí kinh phí./.}
"""

import re
from collections.abc import Iterator

from plandoc.checks.endings import without_notes
from plandoc.checks.finding import Finding
from plandoc.checks.passages import passages
from plandoc.checks.searching import few, search
from plandoc.diagnostics import Severity
from plandoc.model.plan import Plan

CODE = "P609"
SEVERITY = Severity.WARNING

_MARK = re.compile(r"(?<!\.)\./\.?(?![\w./])")  # not in a path


def check(plan: Plan) -> Iterator[Finding]:
    """The end mark before the end, or cut short."""
    return few(_found(plan))


def _found(plan: Plan) -> Iterator[Finding]:
    last = [passage for passage in passages(plan) if passage.clause][-1:]
    for hit in search(plan, _MARK, "./"):
        at_end = hit.passage in last and hit.end == len(without_notes(hit.passage.text))
        if not at_end:
            hint = "kết thúc đoạn này bằng dấu chấm"
            yield hit.finding(f"“{hit.text}” đứng trước chỗ kết thúc văn bản", hint)
        elif hit.text != "./.":
            yield hit.finding(f"dấu kết thúc văn bản viết thiếu: “{hit.text}”", "viết “./.”")
