"""Khoảng của chỉ tiêu ghi ngược: số sau nhỏ hơn số trước.

Khoảng đọc từ số thấp đến số cao; ghi ngược là gõ nhầm một trong hai số, mà không biết số nào. Nếu
hai số là hai phần của một tổng thể thì chỉ tiêu phải có measure: shares.

Sai::

    targets: {2021-2025: 10-8%/năm}

Đúng::

    targets: {2021-2025: 8-10%/năm}
"""

from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.plan import Plan
from plandoc.model.targets import parse_target

CODE = "P403"
SEVERITY = Severity.ERROR


def check(plan: Plan) -> Iterator[Finding]:
    """A range whose second figure is the smaller."""
    for indicator in plan.indicators:
        if indicator.measure == "shares":
            continue
        for phase, target in indicator.targets.items():
            figure = parse_target(target.text)
            if figure and len(figure.values) == 2 and figure.values[1] < figure.values[0]:
                path = ("indicator", indicator.id, "targets", phase, "text")
                hint = "xem lại hai số; nếu là cơ cấu thì ghi measure: shares"
                yield Finding(path, f"khoảng “{target.text}” ghi ngược: số sau nhỏ hơn", hint)
