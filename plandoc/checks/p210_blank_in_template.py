"""Cơ quan được giao việc mà chưa có ký hiệu hoặc người ký.

Mẫu kế hoạch hành động của cơ quan in số “…/KH-SCT” theo code và chức vụ người ký theo signature.
Thiếu thì mẫu để trống, mỗi cơ quan điền một kiểu.

Sai::

    - id: so-ct
      name: Sở Công Thương

Đúng::

    - id: so-ct
      name: Sở Công Thương
      code: SCT
      signature: {title: GIÁM ĐỐC}
"""

from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.duties import owing
from plandoc.model.plan import Plan

CODE = "P210"
SEVERITY = Severity.WARNING


def check(plan: Plan) -> Iterator[Finding]:
    """An agency whose action-plan template would carry blanks."""
    owe = owing(plan)
    for agency in plan.agencies:
        fields = {"ký hiệu (code)": agency.code, "người ký (signature)": agency.signature}
        lacking = " và ".join(name for name, value in fields.items() if not value)
        if agency.id in owe and lacking:
            message = f"{agency.name} được giao việc mà chưa có {lacking}"
            hint = "ghi trong agencies.yaml, để mẫu kế hoạch hành động không bị trống"
            yield Finding(("agency", agency.id, "id"), message, hint)
