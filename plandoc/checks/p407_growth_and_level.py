"""Mức tăng đã ghi không khớp với hai mức mà nó nói lại.

Chỉ tiêu có restates nói lại một chỉ tiêu khác. Nếu chỉ tiêu kia là mức (measure: level) của cả giai
đoạn này lẫn giai đoạn trước, thì mức tăng bình quân năm (average) hay mức tăng của cả giai đoạn
(change), tính bằng %, phải suy ra được từ hai mức ấy. Sai số làm tròn và các khoảng được tính rộng
ra; mức ghi “khoảng” thì không đối chiếu. Ghi chú này chỉ để người soạn tính lại.

Sai::

    - {id: dien-tich, measure: level, targets: {2021-2025: 100 ha, 2026-2030: 120 ha}, …}
    - {id: tang-them, measure: change, restates: dien-tich, targets: {2026-2030: 30%}, …}

Đúng::

    - {id: tang-them, measure: change, restates: dien-tich, targets: {2026-2030: 20%}, …}
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from math import inf

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.phases import years_of
from plandoc.model.plan import Indicator, Plan
from plandoc.model.targets import Figure, Qualifier, parse_target

CODE = "P407"
SEVERITY = Severity.NOTE

Range = tuple[float, float]


def check(plan: Plan) -> Iterator[Finding]:
    """A growth that no two figures within the stated levels give."""
    for growth in plan.indicators:
        level = plan.indicator.get(growth.restates)
        if level and level.measure == "level" and growth.measure in ("average", "change"):
            for before, phase in pairwise(plan.head.phases):
                yield from _compare(growth, level, before, phase)


def _compare(growth: Indicator, level: Indicator, before: str, phase: str) -> Iterator[Finding]:
    old, new, stated = _figure(level, before), _figure(level, phase), _figure(growth, phase)
    if not old or not new or not stated or old.full_unit != new.full_unit:
        return
    if stated.unit != "%" or old.unit == "%":  # of a percentage: percent or points?
        return
    if not old.values[0]:
        return  # from nothing there is no growth in percent
    first, last = years_of(phase)
    count = last - first + 1 if growth.measure == "average" else 1
    (old_low, old_high), (new_low, new_high) = _range(old, 0.0), _range(new, 0.0)
    least, most = _growth(old_high, new_low, count), _growth(old_low, new_high, count)
    low, high = _range(stated, -inf)
    if least <= high and low <= most:
        return
    levels = f"{level.targets[before].text} lên {level.targets[phase].text}"
    message = f"“{growth.targets[phase].text}” không khớp với {level.id}: từ {levels} là "
    path = ("indicator", growth.id, "targets", phase, "text")
    yield Finding(path, message + _shown(least, most), "tính lại một trong ba con số")


def _figure(indicator: Indicator, phase: str) -> Figure | None:
    """The figure of a phase; None without one, and for “khoảng”, which may be anything near."""
    target = indicator.targets.get(phase)
    figure = parse_target(target.text) if target else None
    return figure if figure and figure.qualifier is not Qualifier.ABOUT else None


def _range(figure: Figure, least: float) -> Range:
    """What the figure may stand for: half a unit of the last place wider, or open to one side."""
    low, high = _rounded(figure.values[0])[0], _rounded(figure.values[-1])[1]
    if figure.qualifier in (Qualifier.ABOVE, Qualifier.AT_LEAST):
        return float(figure.values[0]), inf
    if figure.qualifier in (Qualifier.BELOW, Qualifier.AT_MOST):
        return least, float(figure.values[-1])
    return low, high


def _rounded(value: Decimal) -> Range:
    half = Decimal("0.5").scaleb(int(value.as_tuple().exponent))
    return float(value - half), float(value + half)


def _growth(old: float, new: float, years: int) -> float:
    """Percent (a year) from one level to another; from nothing it is without bound."""
    ratio: float = (new / old) ** (1 / years) if old else inf
    return (ratio - 1) * 100


def _shown(least: float, most: float) -> str:
    low, high = (f"{rate:.1f}".replace(".", ",") for rate in (least, most))
    if most == inf:
        return f"ít nhất {low}%"
    if least == -100:
        return f"nhiều nhất {high}%"
    return f"{low}%" if low == high else f"{low}-{high}%"
