"""Một khoản có nhiều điểm hơn số chữ cái dùng để đánh thứ tự.

Các điểm được đánh theo bảng chữ cái a, b, c, d, đ, e, g, … y: nhiều nhất 23 điểm. Quá số đó thì
không còn cách viện dẫn đúng thể thức.

Sai::

    assignments: [ … 24 phân công trong một nhóm … ]

Đúng::

    # tách nhóm nhiệm vụ thành hai nhóm
"""

from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.numbering import LETTERS, outline
from plandoc.model.plan import Plan

CODE = "P111"
SEVERITY = Severity.ERROR


def check(plan: Plan) -> Iterator[Finding]:
    """The first lettered clause past the end of the alphabet, once for each parent."""
    count: dict[str, int] = {}
    for clause in outline(plan):
        if clause.layout != "letter":
            continue
        count[clause.parent] = count.get(clause.parent, 0) + 1
        if count[clause.parent] == len(LETTERS) + 1:
            message = f"điểm thứ {len(LETTERS) + 1} không còn chữ cái để đánh thứ tự"
            yield Finding(("clause", clause.id, "id"), message, "tách thành hai khoản")
