"""Chỉ tiêu chưa có nhiệm vụ, cơ quan nào phục vụ.

Chỉ tiêu mà không nhiệm vụ nào nhắm tới thì cuối kỳ không biết hỏi ai. Nhiệm vụ phục vụ một chỉ tiêu
khi ghi mã chỉ tiêu trong indicators, hoặc in con số của nó; điều khoản có duties cũng vậy. Đây chỉ
là ghi chú, một lần cho cả kế hoạch: không ghi điều kế hoạch không nói. Xem từng chỉ tiêu bằng
python build.py check --coverage

Sai::

    indicators: []             # nhiệm vụ nào cũng vậy

Đúng::

    indicators: [do-thi-hoa]   # một nhiệm vụ nhắm tới chỉ tiêu này
"""

from collections.abc import Iterator

from plandoc.checks.coverage import serving
from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.plan import Plan

CODE = "P211"
SEVERITY = Severity.NOTE


def check(plan: Plan) -> Iterator[Finding]:
    """One finding for all indicators that nothing serves, at the first of them."""
    served = serving(plan)
    unserved = [indicator.id for indicator in plan.indicators if indicator.id not in served]
    if unserved:
        count = f"{len(unserved)} trong {len(plan.indicators)} chỉ tiêu"
        message = f"{count} chưa có nhiệm vụ, cơ quan nào phục vụ"
        hint = "xem từng chỉ tiêu: python build.py check --coverage"
        yield Finding(("indicator", unserved[0], "id"), message, hint)
