"""Ngày nhỏ hơn 10 và tháng 1, tháng 2 phải ghi thêm số 0 phía trước.

Nghị định 30/2020/NĐ-CP đòi như vậy để không thêm được chữ số vào ngày đã ký. Tháng 3 đến tháng 9
ghi một chữ số. Chỉ xét ngày có cả tháng; ngày và tháng gạch chéo thì phải có năm, hoặc “hằng năm”.

Sai::

    text: … trước ngày 5 tháng 2 năm 2024 … Quyết định số 12/QĐ-UBND ngày 5/2/2024 …

Đúng::

    text: … trước ngày 05 tháng 02 năm 2024 … Quyết định số 12/QĐ-UBND ngày 05/02/2024 …
"""

import re
from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.checks.searching import Hit, few, search
from plandoc.diagnostics import Severity
from plandoc.model.dates import day, month
from plandoc.model.plan import Plan

CODE = "P607"
SEVERITY = Severity.WARNING

_IN_WORDS = re.compile(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?!\d)", re.IGNORECASE)
_WITH_SLASHES = re.compile(
    r"\d(?<![\d/.,-]\d)\d?/\d{1,2}(?:/\d{4}(?![\d/-])|(?!\d)(?=\s+h[ằà]ng\s+năm\b))"
)


def check(plan: Plan) -> Iterator[Finding]:
    """A date with one digit where the decree asks for two."""
    dates = (*search(plan, _IN_WORDS, "tháng"), *search(plan, _WITH_SLASHES, "/"))
    return few(finding for hit in dates if (finding := _unpadded(hit)))


def _unpadded(hit: Hit) -> Finding | None:
    typed = re.findall(r"\d+", hit.text)
    numbers = [int(number) for number in typed[:2]]
    if numbers[0] > 31 or numbers[1] > 12:
        return None  # no date
    right = iter([day(numbers[0]), max(typed[1], month(numbers[1]), key=len), *typed[2:]])
    written = re.sub(r"\d+", lambda _: next(right), hit.text)
    if written == hit.text:
        return None
    return hit.finding(f"“{hit.text}” thiếu số 0 ở ngày hoặc tháng", f"viết “{written}”")
