"""Một nhóm cơ quan không thể chủ trì.

Nhiều cơ quan cùng chủ trì một việc thì không cơ quan nào chịu trách nhiệm chính, và việc ấy không
vào mục chủ trì của mẫu kế hoạch hành động nào. Việc mà mỗi cơ quan đều phải tự làm là trách nhiệm
chung: ghi ở mục tổ chức thực hiện (duties).

Sai::

    lead: cac-so-nganh
    lead_in: "Các Sở, ban, ngành chủ trì:"

Đúng::

    lead: so-ct
    partners: [cac-so-nganh]
    lead_in: "Sở Công Thương chủ trì, phối hợp với các Sở, ban, ngành:"
"""

from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.duties import reaches
from plandoc.model.plan import Plan

CODE = "P205"
SEVERITY = Severity.ERROR


def check(plan: Plan) -> Iterator[Finding]:
    """A collective among the leads; where nobody leads at all, P204 tells it."""
    for assignment in plan.assignments:
        for index, lead in enumerate(assignment.lead):
            agency = plan.agency[lead]
            if agency.collective and reaches(plan, assignment.lead):
                message = f"{agency.name} là nhóm cơ quan, không thể chủ trì"
                hint = f"ghi cơ quan chịu trách nhiệm chính vào lead, chuyển {lead} sang partners"
                yield Finding(("clause", assignment.id, "lead", index), message, hint)
