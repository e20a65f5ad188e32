"""The review as one page: it opens from anywhere, asks nothing of a network, and prints."""

from collections.abc import Sequence

from plandoc.documents.template_files import TemplateFiles
from plandoc.documents.templates import TemplateFolder
from plandoc.review.labels import GROUPS
from plandoc.review.report import Report
from plandoc.review.rows import Row, described

_GROUP_OF = {kind: key for key, _, kinds in GROUPS for kind in kinds}
_OPS = {
    "kept": "Sửa",
    "added": "Thêm",
    "removed": "Bỏ",
    "moved-from": "Chuyển đi",
    "moved-to": "Chuyển đến",
    "value": "",
}


def html(report: Report, rows: Sequence[Row], templates: TemplateFiles, back: str = "") -> str:
    """The page, from ``changes.html.j2``; `back` is the address of the list that it belongs to.

    Raises TemplateFault when it cannot be rendered.
    """
    items = [_item(number, row) for number, row in enumerate(rows, 1)]
    # Where the words of a clause are shown; a moved one at its new place.
    row_of = {row.node: item["id"] for row, item in zip(rows, items, strict=True)
              if row.op not in ("value", "moved-from")}  # fmt: skip
    context = {"report": report, "rows": items, "row_of": row_of, "back": back}
    return TemplateFolder(templates).render("changes.html.j2", context)


def _item(number: int, row: Row) -> dict[str, object]:
    """A row as the template shows it, with what its filters go by. An underscore in its id, so
    that it meets no id of the plan."""
    changes = [entry.change for entry in row.entries]
    prefix = {"moved-from": "tu", "moved-to": "den", "value": "gia_tri"}.get(row.op, "doan")
    other = {"moved-from": "den", "moved-to": "tu"}.get(row.op, "") if _moved_itself(row) else ""
    return {
        "row": row,
        "id": f"{prefix}_{number if row.op == 'value' else row.node}",
        "op": _OPS[row.op if other or row.op != "moved-to" else "kept"],
        "other": f"{other}_{row.node}" if other else "",
        "groups": " ".join(dict.fromkeys(_GROUP_OF[change.kind] for change in changes)),
        "agencies": " ".join(dict.fromkeys(a for change in changes for a in change.agencies)),
        "described": [(entry.change.id, described(entry)) for entry in row.entries],
    }


def _moved_itself(row: Row) -> bool:
    """Whether the clause moved on its own account: then both its places have a row."""
    changes = (entry.change for entry in row.entries)
    return any(change.kind == "moved" or change.field == "order" for change in changes)
