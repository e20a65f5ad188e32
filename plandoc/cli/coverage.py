"""The tables of ``check --coverage``: what serves each indicator, what each agency has to do."""

from plandoc.checks.coverage import Load, loads, served_indicators
from plandoc.model.plan import Plan

NONE = "·"  # a hole is to be seen

Row = list[str | int]


def coverage(plan: Plan) -> str:
    """Both tables as text, the same on a terminal and in a pipe."""
    return "\n".join([*_indicators(plan), "", *_agencies(plan)])


def _indicators(plan: Plan) -> list[str]:
    """A row for each indicator, a column for each agency or collective that serves any."""
    rows = served_indicators(plan)
    if not rows:
        return ["Kế hoạch không có chỉ tiêu."]
    serving = dict.fromkeys(agency for row in rows for agency in row.agencies)
    columns = [agency.id for agency in plan.agencies if agency.id in serving]
    served = sum(bool(row.clauses) for row in rows)
    return [
        f"Chỉ tiêu: {served} trong {len(rows)} chỉ tiêu có nhiệm vụ, điều khoản phục vụ.",
        "Mỗi ô là số nhiệm vụ, điều khoản mà cơ quan chịu trách nhiệm; dấu · là không có.",
        "",
        *_table(
            ["chỉ tiêu", "tất cả", *columns],
            [
                [row.indicator.name, len(row.clauses), *(row.agencies.get(c, 0) for c in columns)]
                for row in rows
            ],
        ),
    ]


def _agencies(plan: Plan) -> list[str]:
    """A row for each agency that has something to do; the others are named below."""
    found = loads(plan)
    idle = [plan.agency[load.agency].name for load in found if not any(_counts(load))]
    rows: list[Row] = [
        [plan.agency[load.agency].name, load.agency, *_counts(load)]
        for load in found
        if any(_counts(load))
    ]
    if not rows:
        return ["Không cơ quan nào được giao việc."]
    return [
        f"Cơ quan: {len(rows)} trong {len(found)} cơ quan được giao việc.",
        "Chủ trì, được nêu tên phối hợp, phối hợp qua nhóm: số nhiệm vụ; tổ chức: số điều khoản.",
        "",
        *_table(["cơ quan", "mã", "chủ trì", "phối hợp", "qua nhóm", "tổ chức"], rows),
        *(["", f"Không được giao việc: {'; '.join(idle)}."] if idle else []),
    ]


def _counts(load: Load) -> tuple[int, int, int, int]:
    return load.leads, load.named, load.shared, load.duties


def _table(head: list[str], rows: list[Row]) -> list[str]:
    """Aligned columns: words to the left, numbers to the right."""
    numbers = [isinstance(rows[0][n], int) for n in range(len(head))]
    cells = [head, *([str(cell or NONE) for cell in row] for row in rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(head))]
    lines = []
    for row in cells:
        columns = zip(row, widths, numbers, strict=True)
        parts = (
            text.rjust(width) if right else text.ljust(width) for text, width, right in columns
        )
        lines.append("  ".join(parts).rstrip())
    return lines
