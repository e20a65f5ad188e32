"""Cơ quan có trong agencies.yaml nhưng kế hoạch không dùng đến.

Danh mục cơ quan chỉ nên giữ những cơ quan mà kế hoạch nói tới: cơ quan thừa thường là tên ghi
hai lần, hoặc một phân công đã bị bỏ sót. Cơ quan được coi là có dùng khi kế hoạch nêu mã của nó
(chủ trì, phối hợp, thành viên, cấp trên, nơi ban hành…) hoặc nêu tên nó trong câu văn.

Sai::

    - id: so-dl            # không phân công nào, câu nào nhắc đến
      name: Sở Du lịch

Đúng::

    partners: [so-dl]      # phân công có nêu, hoặc xóa cơ quan khỏi agencies.yaml
"""

from collections.abc import Iterator

from plandoc.checks.appointments import appointments
from plandoc.checks.finding import Finding
from plandoc.checks.passages import passages
from plandoc.diagnostics import Severity
from plandoc.model.mentions import agency_recogniser
from plandoc.model.plan import Plan

CODE = "P109"
SEVERITY = Severity.WARNING


def check(plan: Plan) -> Iterator[Finding]:
    """An agency that nothing in the plan names."""
    used = set(_named_by_id(plan)) | set(_named_in_prose(plan))
    for agency in plan.agencies:
        if agency.id not in used:
            message = f"kế hoạch không dùng đến {agency.name}"
            yield Finding(("agency", agency.id, "id"), message, "xóa khỏi agencies.yaml nếu thừa")


def _named_by_id(plan: Plan) -> Iterator[str]:
    yield from (agency for _, agency in appointments(plan))
    yield from (agency.superior for agency in plan.agencies)
    yield from (reference.issuer for reference in plan.references)


def _named_in_prose(plan: Plan) -> Iterator[str]:
    find = agency_recogniser(plan)
    for passage in passages(plan):
        for mention in find(passage.text):
            yield from mention.ids
