"""Phân công không có cơ quan nào chủ trì.

Việc không có ai chủ trì thì không ai phải làm, và không mẫu kế hoạch hành động nào có việc ấy. Nhóm
cơ quan để ngỏ (roster: []) không gồm cơ quan nào, nên một mình nó không thể chủ trì.

Sai::

    lead: don-vi-lien-quan     # agencies.yaml: roster: []
    lead_in: "Các đơn vị liên quan chủ trì:"

Đúng::

    lead: so-ct
    lead_in: "Sở Công Thương chủ trì:"
"""

from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.duties import reaches
from plandoc.model.plan import Plan

CODE = "P204"
SEVERITY = Severity.ERROR


def check(plan: Plan) -> Iterator[Finding]:
    """An assignment whose leads come to nobody; a list that is empty was told by the reader."""
    for assignment in plan.assignments:
        if not reaches(plan, assignment.lead):
            name = plan.agency[assignment.lead[0]].name
            message = f"phân công không có ai chủ trì: {name} không gồm cơ quan nào"
            hint = "ghi trong lead, và nêu trong câu dẫn, cơ quan chịu trách nhiệm chính"
            yield Finding(("clause", assignment.id, "lead", 0), message, hint)
