"""Giai đoạn sau đặt mức kém giai đoạn trước, ngược với chiều phấn đấu đã ghi.

Chỉ tiêu có direction: up thì mức sau không được thấp hơn mức trước; direction: down thì không được
cao hơn. Không ghi direction thì không đối chiếu: tốc độ tăng của giai đoạn sau thấp hơn giai đoạn
trước là chuyện thường. Hai mức khác đơn vị, hai khoảng chồng lên nhau cũng không đối chiếu.

Sai::

    direction: up
    targets: {2021-2025: 90%, 2026-2030: 85%}

Đúng::

    direction: up
    targets: {2021-2025: 85%, 2026-2030: 90%}
"""

from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.plan import Indicator, Plan
from plandoc.model.targets import Figure, parse_target

CODE = "P404"
SEVERITY = Severity.WARNING

_SIDES = {"up": "thấp hơn", "down": "cao hơn"}


def check(plan: Plan) -> Iterator[Finding]:
    """A target behind the one of the phase before it."""
    for indicator in plan.indicators:
        if indicator.direction:
            yield from _against(indicator, indicator.direction, plan.head.phases)


def _against(indicator: Indicator, direction: str, phases: tuple[str, ...]) -> Iterator[Finding]:
    before: tuple[str, Figure] | None = None
    for phase in phases:
        target = indicator.targets.get(phase)
        figure = parse_target(target.text) if target else None
        if figure is None:
            continue
        text = indicator.targets[phase].text
        if before and _behind(before[1], figure, direction):
            message = (
                f"mức “{text}” {_SIDES[direction]} giai đoạn {before[0]}, "
                f"mà chỉ tiêu có direction: {direction}"
            )
            path = ("indicator", indicator.id, "targets", phase, "text")
            yield Finding(path, message, "xem lại hai mức, hoặc bỏ direction")
        before = (phase, figure)


def _behind(old: Figure, new: Figure, direction: str) -> bool:
    """Neither end of the new range is better, and one is worse."""
    if old.full_unit != new.full_unit:
        return False
    sign = 1 if direction == "up" else -1
    ends = ((new.values[0] - old.values[0]) * sign, (new.values[-1] - old.values[-1]) * sign)
    return max(ends) <= 0 and min(ends) < 0
