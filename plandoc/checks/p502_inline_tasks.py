"""Phân công có layout: inline chỉ có một nhiệm vụ, chạy liền trong câu dẫn.

Hai nhiệm vụ cùng chạy liền sau một câu dẫn thì không phân biệt được chỗ kết thúc của nhiệm vụ
trước.

Sai::

    layout: inline
    tasks: [ {id: mot, …}, {id: hai, …} ]

Đúng::

    layout: dash
    tasks: [ {id: mot, …}, {id: hai, …} ]
"""

from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.plan import Plan

CODE = "P502"
SEVERITY = Severity.ERROR


def check(plan: Plan) -> Iterator[Finding]:
    """An inline assignment with more than one task."""
    for assignment in plan.assignments:
        if assignment.layout == "inline" and len(assignment.tasks) > 1:
            path = ("clause", assignment.id, "layout")
            message = f"layout: inline mà có {len(assignment.tasks)} nhiệm vụ"
            yield Finding(path, message, "bỏ layout: inline, hoặc tách phân công")
