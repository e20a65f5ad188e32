"""Cơ cấu phải đủ 100%, và có đúng bấy nhiêu thành phần.

Chỉ tiêu kiểu shares liệt kê tỷ trọng các phần của một tổng thể; tổng khác 100 là gõ nhầm, hoặc
thiếu một thành phần.

Sai::

    measure: shares
    components: [công nghiệp, dịch vụ, nông nghiệp]
    targets: {2021-2025: 62% - 30% - 5%}

Đúng::

    targets: {2021-2025: 62% - 33% - 5%}
"""

from collections.abc import Iterator
from decimal import Decimal

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.plan import Indicator, Plan
from plandoc.model.targets import parse_target

CODE = "P402"
SEVERITY = Severity.ERROR

# Shares rounded to one decimal may miss 100 by half a unit of the last place.
TOLERANCE = Decimal("0.05")


def check(plan: Plan) -> Iterator[Finding]:
    """Shares that do not add up, or are not as many as the components."""
    for indicator in plan.indicators:
        if indicator.measure == "shares":
            yield from _check_shares(indicator)


def _check_shares(indicator: Indicator) -> Iterator[Finding]:
    for phase, target in indicator.targets.items():
        path = ("indicator", indicator.id, "targets", phase)
        figure = parse_target(target.text, shares=True)
        if figure is None:
            continue  # told by the reader
        if indicator.components and len(figure.values) != len(indicator.components):
            components = len(indicator.components)
            message = f"cơ cấu có {len(figure.values)} số, components có {components}"
            yield Finding(path, message, "mỗi thành phần một số, theo cùng thứ tự")
        total = sum(figure.values, Decimal())
        if abs(total - 100) > TOLERANCE:
            shown = f"{total.normalize():f}".replace(".", ",")
            yield Finding(path, f"tổng cơ cấu là {shown}%, không phải 100%", "xem lại từng số")
