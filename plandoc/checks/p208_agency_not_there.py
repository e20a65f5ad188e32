"""Cơ quan chưa có, hoặc không còn, vào ngày ban hành kế hoạch.

Cơ quan được lập, sáp nhập, đổi tên vào một ngày nhất định. Giao việc cho cơ quan đã giải thể là
không giao cho ai. since là ngày đầu tiên cơ quan có mặt, until là ngày đầu tiên không còn nữa; dự
thảo chưa có ngày thì chưa xét.

Sai::

    date: 2025-06-30                          # plan.yaml
    - {id: so-gtvt, until: 2025-03-01, …}     # agencies.yaml
    lead: so-gtvt

Đúng::

    lead: so-xd
"""

from collections.abc import Iterator

from plandoc.checks.appointments import appointments
from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.plan import Plan

CODE = "P208"
SEVERITY = Severity.ERROR


def check(plan: Plan) -> Iterator[Finding]:
    """Every place that names an agency which does not exist on the plan's date."""
    absent = _absent(plan)
    for path, agency in appointments(plan):
        if agency in absent:
            hint = "thay bằng cơ quan đang có, hoặc sửa since, until trong agencies.yaml"
            yield Finding(path, absent[agency], hint)


def _absent(plan: Plan) -> dict[str, str]:
    """The agencies that do not exist on the plan's date, each with what is to be told."""
    date = plan.head.date
    found: dict[str, str] = {}
    if date is None:
        return found
    for agency in plan.agencies:
        told = f"kế hoạch ban hành ngày {date:%d/%m/%Y}, {agency.name}"
        if agency.since and date < agency.since:
            found[agency.id] = f"{told} chỉ có từ ngày {agency.since:%d/%m/%Y}"
        elif agency.until and date >= agency.until:
            found[agency.id] = f"{told} không còn từ ngày {agency.until:%d/%m/%Y}"
    return found
