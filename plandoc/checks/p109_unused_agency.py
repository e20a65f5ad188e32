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

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.mentions import agency_recogniser
from plandoc.model.numbering import outline
from plandoc.model.plan import Assignment, Item, Plan, Task

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
    yield plan.head.issuer
    for agency in plan.agencies:
        yield agency.superior
        if isinstance(agency.roster, tuple):
            yield from agency.roster
    for reference in plan.references:
        yield reference.issuer
    for clause in outline(plan):
        node = clause.node
        if isinstance(node, Assignment):
            yield from (*node.lead, *node.partners)
        elif isinstance(node, Task):
            yield from node.partners
        elif isinstance(node, Item):
            for duty in node.duties:
                yield from (*duty.actors, *duty.partners, duty.to)


def _named_in_prose(plan: Plan) -> Iterator[str]:
    find = agency_recogniser(plan)
    texts = [text for clause in outline(plan) for text in (clause.title, clause.text) if text]
    enacting = plan.head.enacting.text if plan.head.enacting else ""
    for text in (*texts, *plan.head.recipients, plan.head.subject, enacting):
        for mention in find(text):
            yield from mention.ids
