"""Một cơ quan được ghi hai lần trong cùng một danh sách.

Thường là chép thừa, hoặc định ghi một cơ quan khác: khi ấy cơ quan kia không được giao việc. Cơ
quan thực hiện một trách nhiệm cũng không thể là cơ quan phối hợp của chính trách nhiệm đó.

Sai::

    partners: [so-xd, so-tc, so-xd]

Đúng::

    partners: [so-xd, so-tc]
"""

from collections.abc import Iterator

from plandoc.checks.appointments import agency_lists
from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.numbering import outline
from plandoc.model.plan import Plan

CODE = "P207"
SEVERITY = Severity.ERROR


def check(plan: Plan) -> Iterator[Finding]:
    """The second naming in a list, and a partner who is an actor of the same duty."""
    for path, ids in agency_lists(plan):
        seen: set[str] = set()
        for index, agency in enumerate(ids):
            if agency in seen:
                message = f"{plan.agency[agency].name} được ghi hai lần"
                yield Finding((*path, index), message, f"bỏ một {agency}, hoặc sửa mã")
            seen.add(agency)
    for clause in outline(plan):
        for number, duty in enumerate(clause.duties):
            for index, partner in enumerate(duty.partners):
                if partner in duty.actors:
                    place = ("clause", clause.id, "duties", number, "partners", index)
                    message = f"{plan.agency[partner].name} vừa thực hiện vừa phối hợp"
                    yield Finding(place, message, f"bỏ {partner} khỏi partners")
