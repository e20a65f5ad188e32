"""Hạn là một ngày, tháng hoặc quý không có trong lịch.

Xét hạn báo cáo (before) và thời hạn của nhiệm vụ (due). Ngày 29 tháng 02 không ghi năm thì được, vì
có năm nhuận.

Sai::

    before: 31/11
    due: Ngày 31/4/2025

Đúng::

    before: 30/11
    due: Ngày 30/4/2025
"""

from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.moments import day_exists, moments
from plandoc.model.numbering import outline
from plandoc.model.plan import Plan, Task

CODE = "P305"
SEVERITY = Severity.ERROR

_HINT = "xem lại lịch"


def check(plan: Plan) -> Iterator[Finding]:
    """A day, month or quarter that no calendar has."""
    for clause in outline(plan):
        for number, duty in enumerate(clause.duties):
            if duty.before and not day_exists(*map(int, duty.before.split("/"))):
                path = ("clause", clause.id, "duties", number, "before")
                yield Finding(path, f"lịch không có ngày {duty.before}", _HINT)
        if isinstance(clause.node, Task):
            due = clause.node.due
            for moment in moments(due):
                if not moment.exists:
                    message = f"lịch không có “{due[moment.start : moment.end]}”"
                    within = (moment.start, moment.end)
                    yield Finding(("clause", clause.id, "due"), message, _HINT, within)
