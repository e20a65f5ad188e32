"""Danh sách thành viên của một nhóm chỉ ghi cơ quan, không ghi nhóm khác.

Chương trình không mở nhóm lồng trong nhóm: cơ quan thuộc nhóm bên trong sẽ không nhận được việc
giao cho nhóm bên ngoài, mà không ai hay. Ghi đủ mã từng cơ quan.

Sai::

    - id: cac-don-vi
      roster: [cac-so, ubnd-huyen]        # cac-so lại là một nhóm

Đúng::

    - id: cac-don-vi
      roster: [so-ct, so-xd, ubnd-huyen]
"""

from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.plan import Plan

CODE = "P212"
SEVERITY = Severity.ERROR


def check(plan: Plan) -> Iterator[Finding]:
    """A collective among the members of a collective."""
    for agency in plan.agencies:
        if isinstance(agency.roster, tuple):
            for index, member in enumerate(agency.roster):
                if plan.agency[member].collective:
                    path = ("agency", agency.id, "roster", index)
                    message = f"{plan.agency[member].name} là một nhóm, không phải một cơ quan"
                    yield Finding(path, message, f"ghi mã từng cơ quan của {member}")
