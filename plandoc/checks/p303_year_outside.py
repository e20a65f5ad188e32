"""Câu văn đặt mốc vào một năm không thuộc giai đoạn nào của kế hoạch.

Mục tiêu “đến năm 2035” trong một kế hoạch đến năm 2030 thì không giai đoạn nào tính tới; thường là
gõ nhầm, hoặc chép từ kế hoạch khác. Chỉ xét năm được đặt làm mốc (đến năm, trước năm, hết năm, giai
đoạn …), không xét tầm nhìn, định hướng, tên của văn bản khác, cả khi trích yếu nêu các năm
ấy; năm đã qua chỉ xét khi câu viết phấn đấu, chậm nhất.

Sai::

    phases: [2021-2025, 2026-2030]      # plan.yaml
    text: Đến năm 2035 tỷ lệ đô thị hóa đạt 90%.

Đúng::

    text: Đến năm 2030 tỷ lệ đô thị hóa đạt 90%.
"""

import re
from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.checks.passages import passages
from plandoc.diagnostics import Severity
from plandoc.model.phases import years_of
from plandoc.model.plan import Plan

CODE = "P303"
SEVERITY = Severity.WARNING

_FOUR_DIGITS = re.compile(r"\d{4}")
# Read from left to right: the end of a sentence or of a part of one; what the years after it
# belong to, if not to this plan's aims; years that are aimed at.
_WORDS = re.compile(
    r"(?P<end>[.;:](?=\s))"
    r"|(?P<other>\b(?:tầm nhìn|định hướng|hướng (?:tới|đến)|cam kết|nghị quyết|quyết định|nghị định"
    r"|thông tư|chỉ thị|kết luận|thông báo|luật|chiến lược|chương trình|đề án|dự án|quy hoạch"
    r"|kế hoạch)\b)"
    r"|(?P<strive>\b(?:phấn đấu|(?:chậm|muộn) nhất)(?: là)? )?"
    r"\b(?:(?:(?:đến|trước|hết|cuối|trong|vào) )+năm (?P<year>\d{4})\b"
    r"|giai đoạn (?P<from>\d{4})\s*[-–—]\s*(?P<to>\d{4})\b)".replace(" ", r"\s+"),
    re.IGNORECASE,
)


def check(plan: Plan) -> Iterator[Finding]:
    """A year that is aimed at and lies in no phase."""
    phases = plan.head.phases
    if not phases:
        return
    first, last = years_of(phases[0])[0], years_of(phases[-1])[1]
    further = _further(plan.head.subject)
    visions: set[str] = set()  # ids of the items that tell a vision
    for passage in passages(plan):
        clause = passage.clause
        if clause and (clause.parent in visions or clause.title.lower().startswith("tầm nhìn")):
            visions.add(clause.id)
            continue
        for start, end, aimed in _aimed_at(passage.text):
            year = int(passage.text[start:end])
            if year in further:
                continue
            if year > last or (aimed and year < first):
                message = f"năm {year} không thuộc giai đoạn nào của kế hoạch"
                hint = "xem lại năm; nếu đúng thì thêm giai đoạn vào phases (plan.yaml)"
                yield Finding(passage.path, message, hint, (start, end))


def _further(subject: str) -> set[int]:
    """Years that the subject names as a vision's or as those of the document carried out: what the
    plan says of them is no slip."""
    aimed = {subject[start:end] for start, end, _ in _aimed_at(subject)}
    return {int(year) for year in _FOUR_DIGITS.findall(subject) if year not in aimed}


def _aimed_at(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end) of each year that a text aims at; whether it says that this is still ahead."""
    if not _FOUR_DIGITS.search(text):  # most texts: spare them the rest
        return
    other = False
    for match in _WORDS.finditer(text):
        if match["end"] or match["other"]:
            other = not match["end"]
        elif not other:
            name = "year" if match["year"] else "to"
            yield (*match.span(name), bool(match["strive"]))
