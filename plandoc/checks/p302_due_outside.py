"""Thời hạn của nhiệm vụ nằm trước ngày ban hành, hoặc sau khi kế hoạch đã hết.

Thời hạn đã qua thì không ai làm kịp; thường là chép từ kế hoạch cũ. Thời hạn sau giai đoạn cuối thì
không lần tổng kết nào tính tới. Trong due chương trình tìm ngày, tháng, quý, năm muộn nhất; kế
hoạch kết thúc vào năm cuối của giai đoạn cuối cùng.

Sai::

    date: 2023-11-17           # plan.yaml
    due: Quý II/2023

Đúng::

    due: Quý II/2024
"""

from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.moments import moments
from plandoc.model.plan import Plan

CODE = "P302"
SEVERITY = Severity.WARNING


def check(plan: Plan) -> Iterator[Finding]:
    """A due date before the plan's date or after its last phase, at the latest point it names."""
    issued, phases = plan.head.date, plan.head.phases
    horizon = int(phases[-1].rpartition("-")[2]) if phases else None
    for assignment in plan.assignments:
        for task in assignment.tasks:
            days = [(m.last, m) for m in moments(task.due) if m.last]
            if not days:
                continue
            last, moment = max(days, key=lambda day: day[0])
            path, within = ("clause", task.id, "due"), (moment.start, moment.end)
            if issued and last < issued:
                message = f"thời hạn đã qua khi ban hành kế hoạch ({issued:%d/%m/%Y})"
                yield Finding(path, message, "sửa thời hạn", within)
            elif horizon and last.year > horizon:
                message = f"thời hạn nằm sau năm cuối của kế hoạch ({horizon})"
                yield Finding(path, message, "sửa thời hạn, hoặc thêm giai đoạn vào phases", within)
