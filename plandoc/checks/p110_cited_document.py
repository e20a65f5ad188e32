"""Số hiệu văn bản được viện dẫn phải có trong references.yaml, với đúng ngày đã ghi.

Một kế hoạch đã ký mà viện dẫn sai số, sai ngày thì không tra được văn bản gốc. Số hiệu chỉ là
duy nhất khi đi cùng cơ quan ban hành và ngày, nên ngày đứng ngay sau số hiệu cũng được đối chiếu.

Sai::

    text: … Nghị quyết số 29-NQ/TW ngày 17/11/2021 …    # references.yaml ghi 17/11/2022

Đúng::

    text: … Nghị quyết số 29-NQ/TW ngày 17/11/2022 …
"""

import datetime
import re
from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.checks.passages import passages
from plandoc.diagnostics import Guesses, Severity
from plandoc.model.mentions import OFFICIAL_NUMBER
from plandoc.model.plan import Plan
from plandoc.reading.structure import Path

CODE = "P110"
SEVERITY = Severity.ERROR

_DATE_AFTER = re.compile(
    r",?\s+ngày\s+(?:(\d{1,2})/(\d{1,2})/(\d{4})|(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4}))"
)


def check(plan: Plan) -> Iterator[Finding]:
    """A cited number in no reference, or with another date than its references have."""
    dates: dict[str, set[datetime.date | None]] = {}
    for reference in plan.references:
        if reference.number:
            dates.setdefault(reference.number, set()).add(reference.date)
    if plan.head.number:
        dates.setdefault(plan.head.number, set()).add(plan.head.date)
    guesses = Guesses()
    for passage in passages(plan):
        for match in OFFICIAL_NUMBER.finditer(passage.text):
            finding = _fault(passage.path, passage.text, match, dates, guesses)
            if finding:
                yield finding


def _fault(
    path: Path,
    text: str,
    match: re.Match[str],
    dates: dict[str, set[datetime.date | None]],
    guesses: Guesses,
) -> Finding | None:
    number = match[0]
    if number not in dates:
        near = guesses.nearest(number, dates)
        hint = "thêm văn bản này vào references.yaml"
        if near:  # most numbers look alike: the near one may well be another document
            hint = f"ý bạn là {near}? Nếu không thì {hint}"
        return Finding(path, f"văn bản số {number} không có trong danh mục", hint, match.span())
    cited = _DATE_AFTER.match(text, match.end())
    if cited is None:
        return None
    day, month, year = (int(part) for part in cited.groups() if part)
    known = {date for date in dates[number] if date}
    if not known or any((d.day, d.month, d.year) == (day, month, year) for d in known):
        return None
    right = " hoặc ".join(f"{d.day:02}/{d.month:02}/{d.year}" for d in sorted(known))
    message = f"văn bản số {number} ghi ngày {day:02}/{month:02}/{year}, danh mục ghi {right}"
    return Finding(path, message, "sửa ngày ở đây, hoặc trong references.yaml", cited.span())
