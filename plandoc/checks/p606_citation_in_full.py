"""Văn bản viện dẫn lần đầu phải ghi đầy đủ, những lần sau chỉ ghi tên loại và số, ký hiệu.

Nghị định 30/2020/NĐ-CP: lần đầu ghi đủ tên loại, số và ký hiệu, ngày ban hành, tên cơ quan ban
hành, trích yếu; các lần tiếp theo chỉ ghi tên loại và số, ký hiệu. Ở đây chỉ xét ngày ban hành.
Trích yếu của chính kế hoạch không tính là một lần; luật và pháp lệnh không phải ghi ngày; hai văn
bản trùng số thì lần nào cũng cần ngày để phân biệt.

Sai::

    text: Thực hiện Nghị quyết số 29-NQ/TW của Ban Chấp hành Trung ương về …

Đúng::

    text: Thực hiện Nghị quyết số 29-NQ/TW ngày 17/11/2022 của Ban Chấp hành Trung ương về …
"""

import datetime
import re
from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.checks.searching import Hit, places, search
from plandoc.diagnostics import Severity
from plandoc.model.dates import day, month
from plandoc.model.mentions import OFFICIAL_NUMBER
from plandoc.model.plan import Plan, Reference

CODE = "P606"
SEVERITY = Severity.WARNING

_DATE = re.compile(r",?\s+\(?(?:ban\s+hành\s+)?ngày\s+\d[\d/]*(?:\s+tháng\s+\d+\s+năm\s+\d+)?")
_SENTENCE = re.compile(r"[^;.]*")
_FAR = 150  # characters from a number to a date that is still its own
_UNDATED = ("luật", "bộ luật", "pháp lệnh", "hiến pháp")


def check(plan: Plan) -> Iterator[Finding]:
    """A first citation without a date, and later ones that repeat it."""
    cited: dict[str, list[Hit]] = {}
    # The bases are printed before the enacting sentence.
    for hit in sorted(search(plan, OFFICIAL_NUMBER), key=lambda hit: not _in_basis(hit)):
        if hit.passage.path != ("plan", "subject"):
            cited.setdefault(hit.text, []).append(hit)
    known: dict[str, list[Reference]] = {}
    for reference in plan.references:
        known.setdefault(reference.number, []).append(reference)
    for number, hits in cited.items():
        if len(known.get(number, ())) == 1:
            yield from _check(known[number][0], hits)


def _in_basis(hit: Hit) -> bool:
    return hit.passage.clause is not None and hit.passage.clause.kind == "basis"


def _check(reference: Reference, hits: list[Hit]) -> Iterator[Finding]:
    first, *later = hits
    number, date = reference.number, reference.date
    if date is None:
        return
    if not _dated(first, date):
        if reference.kind.lower() not in _UNDATED:
            written = f"{day(date.day)}/{month(date.month)}/{date.year}"
            hint = f"thêm “ngày {written}” sau số hiệu, rồi cơ quan ban hành và trích yếu"
            yield first.finding(f"viện dẫn lần đầu văn bản số {number} không ghi ngày", hint)
        return
    # A date that is not the document's is told of by P110.
    repeated = [
        given for hit in later if (given := _date(hit)) and _integers(given.text) == _of(date)
    ]
    if repeated:
        message = f"văn bản số {number} đã viện dẫn đầy đủ ở trên{places(len(repeated))}"
        hint = f"từ lần thứ hai chỉ ghi {reference.kind} số {number}"
        yield repeated[0].finding(message, hint)


def _dated(hit: Hit, date: datetime.date) -> bool:
    """Whether a date follows the number, or the sentence gives the document's date farther on."""
    if _date(hit):
        return True
    rest = _SENTENCE.match(hit.passage.text, hit.end, hit.end + _FAR)
    given = _DATE.finditer(rest[0]) if rest else ()
    return any(_integers(match[0]) == _of(date) for match in given)


def _date(hit: Hit) -> Hit | None:
    """The date right after a number."""
    match = _DATE.match(hit.passage.text, hit.end)
    return Hit(hit.passage, *match.span()) if match else None


def _integers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _of(date: datetime.date) -> list[int]:
    return [date.day, date.month, date.year]
