"""Câu nhiệm vụ nêu một cơ quan cùng làm mà lead và partners không có cơ quan ấy.

Cơ quan được nêu tên trong câu thì phải thấy việc ấy trong mẫu kế hoạch hành động của mình. Chỉ xét
cơ quan mà câu nói là làm hay tham gia (“phối hợp với …”, “giao …”, “… chịu trách nhiệm”); nơi được
trình, được tham mưu, nơi nhận, chủ của một văn bản thì không.

Sai::

    partners: []
    text: Phối hợp với Sở Xây dựng lập danh mục, trình Ủy ban nhân dân tỉnh.

Đúng::

    partners: [so-xd]
    text: Phối hợp với Sở Xây dựng lập danh mục, trình Ủy ban nhân dân tỉnh.
"""

import re
from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.mentions import CAPITAL, Mention, agency_recogniser
from plandoc.model.plan import Plan

CODE = "P206"
SEVERITY = Severity.WARNING

# Before the first of the agencies that a sentence lists: "bàn giao cho" hands a thing over.
_ASKED = re.compile(
    r"(?:\b(?:phối hợp(?: chặt chẽ)?(?: (?:với|cùng))?|cùng(?: với)?)"
    r"|(?<!bàn\s)(?<!chuyển\s)\bgiao(?: cho)?)\s*:?\s*$".replace(" ", r"\s+"),
    re.IGNORECASE,
)
# After the last of them, where they begin a sentence or a part of one.
_BEGINS = re.compile(r"(?:^|[.,;:])\s*$")
_ACTS = re.compile(
    r"\s*[:,]?\s*(?:chủ trì|phối hợp|tham gia|(?:chịu|có) trách nhiệm)\b".replace(" ", r"\s+"),
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:[,;]|,?\s*\b(?:và|cùng)\b)\s*")
# "Ủy ban nhân dân tỉnh Đồng Nai", "Sở Y tế các tỉnh": the name of others begins like ours.
_OTHERS = re.compile(rf"\s+(?:{CAPITAL}|(?:các|tỉnh|thành\s+phố)\b)")
_BEFORE = 40  # characters that are looked at before a name


def check(plan: Plan) -> Iterator[Finding]:
    """An agency that a task's text asks to take part, and that nothing asks by its id."""
    find = agency_recogniser(plan)
    for assignment in plan.assignments:
        named = {*assignment.lead, *assignment.partners}
        for task in assignment.tasks:
            told = named.union(task.partners)
            for mention in _taking_part(task.text, find(task.text)):
                agency = plan.agency[mention.ids[0]]
                if told.isdisjoint(mention.ids) and not agency.collective:
                    told.update(mention.ids)
                    message = f"câu nêu {agency.name} cùng làm mà lead và partners không có"
                    hint = f"thêm {agency.id} vào partners của nhiệm vụ"
                    within = (mention.start, mention.end)
                    yield Finding(("clause", task.id, "text"), message, hint, within)


def _taking_part(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """Those whom the text asks to act: who stand in one list are asked together."""
    for listed in _lists(text, mentions):
        start, end = listed[0].start, listed[-1].end
        before = text[max(0, start - _BEFORE) : start]
        if _ASKED.search(before) or (_BEGINS.search(before) and _ACTS.match(text, end)):
            yield from (mention for mention in listed if not _OTHERS.match(text, mention.end))


def _lists(text: str, mentions: list[Mention]) -> list[list[Mention]]:
    lists: list[list[Mention]] = []
    for mention in mentions:
        if lists and _AND.fullmatch(text, lists[-1][-1].end, mention.start):
            lists[-1].append(mention)
        else:
            lists.append([mention])
    return lists
