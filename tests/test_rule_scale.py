"""A rule's work grows with the plan, not with its tasks times its agencies."""

import datetime
import time
from types import ModuleType

import pytest

from plandoc.checks import RULES
from plandoc.model.plan import (
    Agency,
    Assignment,
    Duty,
    Group,
    Head,
    Indicator,
    Item,
    ItemSection,
    Plan,
    Signature,
    Target,
    Task,
    TaskSection,
)

TIMES = 8
SMALL_S = 0.004  # below this a clock tells little


def plan_of(tasks: int) -> Plan:
    """A plan with so many tasks, a tenth of agencies and indicators, and one collective of all."""
    count = tasks // 10
    chief = Signature("CHỦ TỊCH")
    agencies = [Agency("tinh", "Ủy ban nhân dân tỉnh", code="UBND", signature=chief)]
    for n in range(count):
        name = f"Ủy ban nhân dân xã Tân {n}" if n % 2 else f"Sở Công nghiệp {n}"
        agencies.append(Agency(f"a-{n}", name, code=f"X{n}", signature=chief))
    everyone = tuple(f"a-{n}" for n in range(count))
    agencies.append(Agency("cac-xa", "các xã", roster=everyone))
    targets = {"2021-2025": Target("8%/năm"), "2026-2030": Target("9%/năm")}
    indicators = tuple(
        Indicator(f"i-{n}", f"Chỉ tiêu {n}", "average", targets) for n in range(count)
    )
    groups = tuple(
        Group(f"g-{n}", f"Nhóm {n}.", (_assignment(n, agencies[1 + n % count].name, count),))
        for n in range(count)
    )
    items = tuple(
        Item(
            f"b-{n}",
            text="Các xã báo cáo về Sở Công nghiệp 0 trước ngày 01 tháng 12 hằng năm.",
            duties=(Duty(("cac-xa",), "report", every="year", before="01/12", to="a-0"),),
        )
        for n in range(count)
    )
    head = Head(
        1, "Kế hoạch", "Huế", "tinh", "Phát triển", ("a", "b"), chief,
        number="1/KH-UBND", date=datetime.date(2023, 1, 1), phases=("2021-2025", "2026-2030"),
    )  # fmt: skip
    sections = (
        TaskSection("nhiem-vu", "tasks", "NHIỆM VỤ", groups),
        ItemSection("to-chuc", "implementation", "TỔ CHỨC THỰC HIỆN", items),
    )
    return Plan(head, tuple(agencies), indicators, (), sections)


def _assignment(n: int, name: str, count: int) -> Assignment:
    tasks = tuple(_task(10 * n + k, count) for k in range(10))
    lead_in = f"{name} chủ trì, phối hợp với các xã:"
    return Assignment(f"p-{n}", (f"a-{n % count}",), lead_in, tasks, ("cac-xa",))


def _task(n: int, count: int) -> Task:
    partner = n * 7 % count
    name = f"Ủy ban nhân dân xã Tân {partner}" if partner % 2 else f"Sở Công nghiệp {partner}"
    text = (
        f"Xây dựng cụm công nghiệp số {n} đến năm 2030; phối hợp với {name}, trình Ủy ban nhân dân "
        f"tỉnh, đạt {{i-{n % count}@2021-2025}} trong giai đoạn 2021 - 2025, thu hút 12 dự án."
    )
    indicators = (f"i-{n % count}",)
    return Task(f"t-{n}", text, (f"a-{partner}",), due="Quý IV/2024", indicators=indicators)


def seconds(rule: ModuleType, plan: Plan) -> float:
    """The processor's time for a rule, whatever else the machine does."""
    start = time.process_time()
    list(rule.check(plan))
    return time.process_time() - start


@pytest.mark.parametrize("rule", RULES, ids=[rule.CODE for rule in RULES])
def test_a_rule_is_linear(rule: ModuleType) -> None:
    small = min(seconds(rule, plan_of(500)) for _ in range(3))
    large = min(seconds(rule, plan_of(500 * TIMES)) for _ in range(2))
    assert large < 3 * TIMES * max(small, SMALL_S)
