"""The comparison table (bảng so sánh) of legal dossiers: old, new, what changed."""

from collections.abc import Sequence

from markupsafe import Markup

from plandoc.changes.facts import Hunk
from plandoc.documents.document import Document, Templates
from plandoc.documents.markdown import escape
from plandoc.model.plan import Plan
from plandoc.review.report import Report
from plandoc.review.rows import Row, described


def comparison_document(
    templates: Templates, plan: Plan, report: Report, rows: Sequence[Row]
) -> Document:
    """The table as a document, from ``comparison.md.j2``; `plan` is the new one."""
    cells = [_cells(row) for row in rows]
    return templates.document("comparison.md.j2", plan=plan, report=report, rows=cells)


def _cells(row: Row) -> dict[str, object]:
    """A row's cells; where a clause only moved, its words stand at both places."""
    return {
        "where": row.where,
        "old": _cell(row.old_label, row.side("-"), there=row.op != "added"),
        "new": _cell(row.new_label, row.side("+"), there=row.op not in ("removed", "moved-from")),
        "changes": [described(entry) for entry in row.entries],
    }


def _cell(label: str, hunks: Sequence[Hunk], *, there: bool) -> Markup:
    """The words of one side, what differs in bold."""
    if not there:
        return Markup("")
    mixed = any(hunk.op == "=" for hunk in hunks)
    parts = [escape(f"{label} ") if label else Markup("")]
    for hunk in hunks:
        text = escape(hunk.text)
        # A span, for asterisks beside a comma would be no emphasis.
        parts.append(Markup(f"[{text}]{{.strong}}") if mixed and hunk.op != "=" else text)
    return Markup("").join(parts)
