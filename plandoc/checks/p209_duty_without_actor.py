"""Trách nhiệm không đến được cơ quan nào.

Nhóm cơ quan để ngỏ (roster: []) không gồm ai; cơ quan nhận báo cáo không báo cáo cho chính mình.
Chỉ ghi bấy nhiêu trong actors thì không mẫu kế hoạch hành động nào có việc ấy. Kế hoạch đã ban
hành mà chỉ gọi chung như vậy thì giữ nguyên lời, bỏ dòng ấy khỏi duties.

Sai::

    duties:
      - {actors: [don-vi-lien-quan], kind: execution}     # agencies.yaml: roster: []

Đúng::

    duties:
      - {actors: [cac-so-nganh], kind: execution}
"""

from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.duties import reaches
from plandoc.model.numbering import outline
from plandoc.model.plan import Plan

CODE = "P209"
SEVERITY = Severity.WARNING  # an issued plan may well ask something of an open group


def check(plan: Plan) -> Iterator[Finding]:
    """A duty whose actors come to nobody; a list that is empty was told by the reader."""
    for clause in outline(plan):
        for number, duty in enumerate(clause.duties):
            if not reaches(plan, duty.actors, but=duty.to):
                path = ("clause", clause.id, "duties", number, "actors", 0)
                hint = (
                    "ghi roster của nhóm, hoặc cơ quan phải làm; kế hoạch không nêu ai thì bỏ "
                    "trách nhiệm này khỏi duties"
                )
                if reaches(plan, duty.actors):  # nobody but who receives it
                    hint = f"ghi trong actors cơ quan khác nơi nhận (to: {duty.to})"
                yield Finding(path, "trách nhiệm không đến được cơ quan nào", hint)
