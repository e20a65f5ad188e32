"""Câu dẫn phải nêu đúng các cơ quan chủ trì và phối hợp đã ghi trong lead và partners.

Kế hoạch đã ký mà câu văn giao cho một cơ quan, còn mẫu kế hoạch hành động lại gửi cho cơ quan
khác, thì không ai biết việc của ai. Cơ quan nêu trước tiên trong câu là cơ quan chủ trì. Tên được
nhận theo name, short và aliases trong agencies.yaml.

Sai::

    lead: so-ct
    partners: [so-tc]
    lead_in: Sở Công Thương chủ trì, phối hợp với Sở Xây dựng:

Đúng::

    lead: so-ct
    partners: [so-xd]
    lead_in: Sở Công Thương chủ trì, phối hợp với Sở Xây dựng:
"""

import re
from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Guesses, Severity
from plandoc.model.mentions import CAPITAL, Mention, agency_recogniser
from plandoc.model.plan import Assignment, Plan

CODE = "P201"
SEVERITY = Severity.ERROR

# A word that begins the name of an agency, then a capital: a name that we may not know.
_NOUNS = (
    "Sở|Bộ|Ban|Cục|Chi cục|Tổng cục|Ủy ban nhân dân|UBND|Văn phòng|Thanh tra|Công an|Hội|"
    "Liên minh|Trung tâm|Trường|Viện|Kho bạc|Bảo hiểm|Ngân hàng|Báo|Đài|Tòa án"
)
_AGENCY_LIKE = re.compile(
    rf"\b(?:{_NOUNS})\s+(?={CAPITAL})[^,;:·]*?"
    rf"(?=\s*(?:[,;:·]|$)|\s+và\s+(?:các|{_NOUNS}|·)|\s+chủ\s+trì|\s+phối\s+hợp)"
)


def check(plan: Plan) -> Iterator[Finding]:
    """An agency that the sentence names and the fields do not, or the other way round."""
    find = agency_recogniser(plan)
    guesses = Guesses()
    for assignment in plan.assignments:
        mentions = find(assignment.lead_in)
        mistyped = _unknown(plan, assignment, mentions, guesses)
        yield from (finding for _, finding in mistyped)
        yield from _extra(assignment, mentions)
        # A mistyped name was told of; that its agency is missing is the same fault.
        yield from _missing(plan, assignment, mentions, {agency for agency, _ in mistyped})
        yield from _wrong_head(assignment, mentions)


def _unknown(
    plan: Plan, assignment: Assignment, mentions: list[Mention], guesses: Guesses
) -> list[tuple[str, Finding]]:
    """What looks like an agency and is none that we know, with the agency that may be meant."""
    rest = assignment.lead_in
    for mention in mentions:
        rest = rest[: mention.start] + "·" * (mention.end - mention.start) + rest[mention.end :]
    names = {agency.name: agency.id for agency in plan.agencies}
    found = []
    for match in _AGENCY_LIKE.finditer(rest):
        near = guesses.nearest(match[0], names)
        hint = (
            f"ý bạn là {near}?" if near else "thêm cơ quan, hoặc cách viết này, vào agencies.yaml"
        )
        message = f"câu dẫn nêu {match[0]}, không có trong danh mục cơ quan"
        path = ("clause", assignment.id, "lead_in")
        found.append((names[near] if near else "", Finding(path, message, hint, match.span())))
    return found


def _expected(assignment: Assignment) -> set[str]:
    return {*assignment.lead, *assignment.partners}


def _extra(assignment: Assignment, mentions: list[Mention]) -> Iterator[Finding]:
    expected = _expected(assignment)
    for mention in mentions:
        if not expected.intersection(mention.ids):
            name = assignment.lead_in[mention.start : mention.end]
            message = f"câu dẫn nêu {name} nhưng lead và partners không có {mention.ids[0]}"
            hint = f"thêm {mention.ids[0]} vào partners, hoặc bỏ tên này khỏi câu dẫn"
            path = ("clause", assignment.id, "lead_in")
            yield Finding(path, message, hint, (mention.start, mention.end))


def _missing(
    plan: Plan, assignment: Assignment, mentions: list[Mention], mistyped: set[str]
) -> Iterator[Finding]:
    named = mistyped.union(*(mention.ids for mention in mentions))
    for field, ids in (("lead", assignment.lead), ("partners", assignment.partners)):
        for index, agency in enumerate(ids):
            if agency not in named:
                message = f"câu dẫn không nêu {plan.agency[agency].name} ({agency})"
                hint = f"bỏ {agency} khỏi {field}, hoặc nêu tên cơ quan này trong lead_in"
                yield Finding(("clause", assignment.id, field, index), message, hint)


def _wrong_head(assignment: Assignment, mentions: list[Mention]) -> Iterator[Finding]:
    """The first agency of the sentence must be a lead; a stranger was told of already."""
    if not mentions or set(mentions[0].ids).intersection(assignment.lead):
        return
    if _expected(assignment).intersection(mentions[0].ids):
        first = mentions[0]
        name = assignment.lead_in[first.start : first.end]
        message = f"câu dẫn bắt đầu bằng {name}, không phải cơ quan chủ trì"
        path = ("clause", assignment.id, "lead_in")
        yield Finding(path, message, "sửa lead, hoặc sửa câu dẫn", (first.start, first.end))
