"""Một con số gõ ở hai nơi: trong hai câu, hoặc trong câu và trong bảng chỉ tiêu.

Khi điều chỉnh, người soạn sửa một nơi và quên nơi kia; hai con số khác nhau trong một văn bản đã
ký thì không biết số nào đúng. Con số của chỉ tiêu chỉ gõ một lần, trong indicators.yaml. Hai con
số là một khi cùng giá trị, cùng đơn vị, cùng năm hoặc giai đoạn, và cùng lời nói về cái được đo.

Sai::

    text: Tỷ lệ đô thị hóa đạt 85%.    # indicators.yaml cũng ghi Tỷ lệ đô thị hóa: 85%

Đúng::

    text: Tỷ lệ đô thị hóa đạt {do-thi-hoa}.
"""

from collections.abc import Iterator

from plandoc.checks.figures import Typed, placeholder, typed_figures
from plandoc.checks.finding import Finding
from plandoc.checks.searching import few
from plandoc.diagnostics import Severity
from plandoc.model.plan import Plan

CODE = "P406"
SEVERITY = Severity.WARNING


def check(plan: Plan) -> Iterator[Finding]:
    """A typed figure that a target holds, or that was typed before."""
    yield from few(
        _finding(plan, figure) for figure in typed_figures(plan) if figure.twin or figure.first
    )


def _finding(plan: Plan, figure: Typed) -> Finding:
    if figure.twin:
        name, phase = figure.twin
        clause = figure.hit.passage.clause
        indicator = plan.indicator[name]
        message = f"“{figure.hit.text}” gõ thẳng, mà chỉ tiêu {name} đã ghi đúng con số này"
        hint = f"viết {placeholder(indicator, phase, clause.phase if clause else '')}"
        return figure.hit.finding(message, hint)
    assert figure.first
    before = figure.first.passage.clause
    where = before.citation if before else "phần chung"
    message = f"“{figure.hit.text}” của “{figure.about}” đã gõ một lần ở {where}"
    hint = "ghi con số thành chỉ tiêu trong indicators.yaml, ở cả hai chỗ viết {mã-chỉ-tiêu}"
    return figure.hit.finding(message, hint)
