"""Các giai đoạn phải nối tiếp nhau, không hở và không chồng năm.

Năm nằm giữa hai giai đoạn thì không chỉ tiêu nào tính tới; năm nằm trong cả hai thì không biết
tính theo chỉ tiêu nào.

Sai::

    phases: [2021-2025, 2027-2030]

Đúng::

    phases: [2021-2025, 2026-2030]
"""

from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.phases import years_of
from plandoc.model.plan import Plan

CODE = "P301"
SEVERITY = Severity.ERROR


def check(plan: Plan) -> Iterator[Finding]:
    """A phase that ends before it begins, or does not begin the year after the one before it."""
    previous: tuple[str, int] | None = None
    for index, phase in enumerate(plan.head.phases):
        first, last = years_of(phase)
        path = ("plan", "phases", index)
        if last < first:
            yield Finding(path, f"giai đoạn {phase} kết thúc trước khi bắt đầu", "sửa năm")
        elif previous and first != previous[1] + 1:
            message = f"giai đoạn {phase} không nối tiếp giai đoạn {previous[0]}"
            yield Finding(path, message, f"giai đoạn sau phải bắt đầu từ năm {previous[1] + 1}")
        previous = (phase, last)
