"""Con số trong câu mục tiêu gõ thẳng, không lấy từ một chỉ tiêu.

Con số gõ thẳng thì bảng chỉ tiêu, trang thống kê và bản rà soát không thấy; sửa ở một chỗ là lệch
với chỗ khác. Chỉ xét số có đơn vị đo (%, triệu đồng, ha…) trong mục có kind: objectives; năm, ngày,
số hiệu văn bản không phải là con số của chỉ tiêu. Con số của năm ngoài các giai đoạn (kết quả đã
đạt, tầm nhìn) cũng không xét, vì chỉ tiêu chỉ có mức của từng giai đoạn.

Sai::

    text: Tỷ lệ đô thị hóa đạt 85%.

Đúng::

    text: Tỷ lệ đô thị hóa đạt {do-thi-hoa}.    # indicators.yaml: targets: {2021-2025: 85%}
"""

from collections.abc import Iterator

from plandoc.checks.figures import in_phase, typed_figures
from plandoc.checks.finding import Finding
from plandoc.checks.searching import few
from plandoc.diagnostics import Severity
from plandoc.model.numbering import outline
from plandoc.model.plan import Plan, Section

CODE = "P405"
SEVERITY = Severity.WARNING


def check(plan: Plan) -> Iterator[Finding]:
    """A figure typed into an objective; one that stands elsewhere too is told by P406."""
    phases = plan.head.phases
    objectives = _objectives(plan)
    hint = "ghi con số thành chỉ tiêu trong indicators.yaml, trong câu viết {mã-chỉ-tiêu}"
    yield from few(
        figure.hit.finding(f"“{figure.hit.text}” gõ thẳng vào câu mục tiêu", hint)
        for figure in typed_figures(plan)
        if figure.hit.passage.clause
        and figure.hit.passage.clause.id in objectives
        and any(not figure.year or in_phase(figure.year, phase) for phase in phases)
        and not figure.twin
        and not figure.first
    )


def _objectives(plan: Plan) -> set[str]:
    """The clauses of sections that state objectives."""
    found, inside = set(), False
    for clause in outline(plan):
        if isinstance(clause.node, Section):
            inside = clause.node.kind == "objectives"
        if inside:
            found.add(clause.id)
    return found
