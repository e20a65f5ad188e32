"""Cơ quan chủ trì không thể đồng thời là cơ quan phối hợp của chính phân công đó.

Sai::

    lead: so-ct
    partners: [so-ct, so-tc]

Đúng::

    lead: so-ct
    partners: [so-tc]
"""

from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.plan import Plan

CODE = "P203"
SEVERITY = Severity.ERROR


def check(plan: Plan) -> Iterator[Finding]:
    """A lead among the partners of its assignment, or of a task in it."""
    for assignment in plan.assignments:
        lists = [("clause", assignment.id, assignment.partners)]
        lists += [("clause", task.id, task.partners) for task in assignment.tasks]
        for namespace, owner, partners in lists:
            for index, partner in enumerate(partners):
                if partner in assignment.lead:
                    path = (namespace, owner, "partners", index)
                    message = f"{plan.agency[partner].name} vừa chủ trì vừa phối hợp"
                    yield Finding(path, message, f"bỏ {partner} khỏi partners")
