"""Câu dẫn không nói ai "chủ trì".

Câu chỉ viết "phối hợp" thì người đọc không chắc cơ quan nêu đầu câu có phải chịu trách nhiệm
chính hay không. Chương trình vẫn coi cơ quan trong lead là cơ quan chủ trì; nếu bản đã ban hành
viết như vậy thì giữ nguyên chữ, cảnh báo này chỉ để người soạn biết.

Sai::

    lead_in: Sở Công Thương phối hợp với các Sở, ban, ngành:

Đúng::

    lead_in: Sở Công Thương chủ trì, phối hợp với các Sở, ban, ngành:
"""

import re
from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.plan import Plan

CODE = "P202"
SEVERITY = Severity.WARNING

_LEADS = re.compile(r"chủ\s+trì", re.IGNORECASE)


def check(plan: Plan) -> Iterator[Finding]:
    """A lead-in that never says "chủ trì"."""
    for assignment in plan.assignments:
        if not _LEADS.search(assignment.lead_in):
            message = "câu dẫn không viết “chủ trì”: chưa rõ cơ quan nào chịu trách nhiệm chính"
            hint = "thêm “chủ trì”; nếu bản đã ban hành viết như vậy thì giữ nguyên"
            start = assignment.lead_in.find("phối hợp")
            within = (start, start + len("phối hợp")) if start >= 0 else None
            yield Finding(("clause", assignment.id, "lead_in"), message, hint, within)
