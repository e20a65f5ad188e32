"""Chế độ báo cáo chưa nói gửi đến đâu, hoặc trước ngày nào.

Không có nơi nhận, không có hạn thì không ai theo dõi được báo cáo, và mẫu kế hoạch hành động để
trống chỗ đó. Báo cáo hằng tháng, hằng quý, 6 tháng thì không cần ngày. Nếu bản đã ban hành không
nói thì giữ nguyên: cảnh báo này chỉ để người soạn biết.

Sai::

    - {actors: [cac-so-nganh], kind: report, every: year}

Đúng::

    - {actors: [cac-so-nganh], kind: report, every: year, before: 01/12, to: so-khdt}
"""

from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.numbering import outline
from plandoc.model.plan import Duty, Plan

CODE = "P304"
SEVERITY = Severity.WARNING


def check(plan: Plan) -> Iterator[Finding]:
    """A report without receiver, or without the day it is due on."""
    for clause in outline(plan):
        for number, duty in enumerate(clause.duties):
            lacking = _lacking(duty) if duty.kind == "report" else ""
            if lacking:
                path = ("clause", clause.id, "duties", number, "kind")
                hint = f"ghi thêm {lacking}; nếu bản đã ban hành không nói thì giữ nguyên"
                yield Finding(path, f"báo cáo chưa có {lacking}", hint)


def _lacking(duty: Duty) -> str:
    """What a report does not say; a day and month says nothing of more than one report a year."""
    yearly = duty.every in (None, "year")
    fields = {"nơi nhận (to)": duty.to, "hạn (before)": duty.before or not yearly}
    return " và ".join(name for name, value in fields.items() if not value)
