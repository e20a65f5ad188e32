"""Thời hạn của nhiệm vụ nằm trước ngày ban hành, hoặc sau khi kế hoạch đã hết.

Thời hạn đã qua thì không ai làm kịp; thường là chép từ kế hoạch cũ. Thời hạn sau giai đoạn cuối thì
không lần tổng kết nào tính tới. Trong due chương trình tìm ngày, tháng, quý, năm muộn nhất; kế
hoạch kết thúc vào năm cuối của giai đoạn cuối cùng. Việc bắt đầu từ một năm đã qua, hay làm hằng
năm, thì không phải là đã quá hạn.

Sai::

    date: 2023-11-17           # plan.yaml
    due: Quý II/2023

Đúng::

    due: Quý II/2024
"""

import re
from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.moments import moments
from plandoc.model.phases import years_of
from plandoc.model.plan import Plan

CODE = "P302"
SEVERITY = Severity.WARNING

# What begins, or comes again, is not over.
_FROM = re.compile(r"\btừ(?: (?:đầu |cuối )?năm)? $".replace(" ", r"\s+"), re.IGNORECASE)
_AGAIN = re.compile(r"tiếp theo|h[ằà]ng (?:năm|quý|tháng)|thường xuyên|trở đi", re.IGNORECASE)


def check(plan: Plan) -> Iterator[Finding]:
    """A due date before the plan's date or after its last phase, at the latest point it names."""
    issued, phases = plan.head.date, plan.head.phases
    horizon = years_of(phases[-1])[1] if phases else None
    for assignment in plan.assignments:
        for task in assignment.tasks:
            days = [(m.last, m) for m in moments(task.due) if m.last]
            if not days:
                continue
            last, moment = max(days, key=lambda day: day[0])
            path, within = ("clause", task.id, "due"), (moment.start, moment.end)
            lasting = _AGAIN.search(task.due) or _FROM.search(task.due[: moment.start])
            if issued and last < issued and not lasting:
                message = f"thời hạn đã qua khi ban hành kế hoạch ({issued:%d/%m/%Y})"
                yield Finding(path, message, "sửa thời hạn", within)
            elif horizon and last.year > horizon:
                message = f"thời hạn nằm sau năm cuối của kế hoạch ({horizon})"
                yield Finding(path, message, "sửa thời hạn, hoặc thêm giai đoạn vào phases", within)
