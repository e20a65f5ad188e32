"""The task matrix: every task with who takes part in it, and the same as CSV."""

import csv
import io
from functools import lru_cache

from msgspec import Struct

from plandoc.model.duties import responsibilities
from plandoc.model.numbering import Clause, clauses_by_id, outline
from plandoc.model.plan import Assignment, Plan, Task
from plandoc.model.printed import plain

# What a spreadsheet would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

_COLUMNS = (
    "STT", "Vị trí trong kế hoạch", "Nhóm nhiệm vụ", "Nhiệm vụ", "Cơ quan chủ trì",
    "Cơ quan phối hợp", "Nêu tên phối hợp trong nhiệm vụ", "Kết quả, sản phẩm", "Thời gian",
    "Kinh phí", "Mã",
)  # fmt: skip


class TaskRow(Struct, frozen=True):
    """A task in its place: the ids of who leads it, is named to coordinate, or takes part as a
    member of a collective (`shared`); `partners` and `inside` are as printed, collectives too."""

    order: int
    task: Clause
    assignment: Clause
    group: Clause
    lead: tuple[str, ...]
    partners: tuple[str, ...]
    inside: tuple[str, ...]
    named: tuple[str, ...]
    shared: tuple[str, ...]

    @property
    def text(self) -> tuple[str, ...]:
        """What is to be done; a task that runs on in its lead-in needs that sentence too."""
        if self.task.layout == "inline":
            return (self.assignment.text, self.task.text)
        return (self.task.text,)

    @property
    def node(self) -> Task:
        """The task with the fields that the plan gives it."""
        assert isinstance(self.task.node, Task)
        return self.task.node


@lru_cache(maxsize=4)
def task_rows(plan: Plan) -> tuple[TaskRow, ...]:
    """Every task, in the plan's order."""
    clauses = clauses_by_id(plan)
    named: dict[str, list[str]] = {}
    shared: dict[str, list[str]] = {}
    for agency, owed in responsibilities(plan).items():
        for shares, found in ((owed.named, named), (owed.shared, shared)):
            for share in shares:
                for task in share.tasks:
                    found.setdefault(task.id, []).append(agency)
    rows: list[TaskRow] = []
    for clause in outline(plan):
        if not isinstance(clause.node, Task):
            continue
        assignment = clauses[clause.parent]
        assert isinstance(assignment.node, Assignment)
        rows.append(
            TaskRow(
                order=len(rows) + 1,
                task=clause,
                assignment=assignment,
                group=clauses[assignment.parent],
                lead=assignment.node.lead,
                partners=assignment.node.partners,
                inside=clause.node.partners,
                named=tuple(named.get(clause.id, ())),
                shared=tuple(shared.get(clause.id, ())),
            )
        )
    return tuple(rows)


def tasks_csv(plan: Plan, rows: tuple[TaskRow, ...]) -> bytes:
    """The rows for a spreadsheet: UTF-8 with a byte order mark, commas, CRLF.

    A cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for row in rows:
        writer.writerow([_cell(value) for value in _values(plan, row)])
    return text.getvalue().encode("utf-8-sig")


def _values(plan: Plan, row: TaskRow) -> tuple[str, ...]:
    def names(agencies: tuple[str, ...]) -> str:
        return "; ".join(plan.agency[agency].name for agency in agencies)

    words = " ".join(plain(plan, text, row.task.phase) for text in row.text)
    citation = row.task.citation
    group = f"{row.group.label} {plain(plan, row.group.title)}"
    node = row.node
    return (
        str(row.order), citation[:1].upper() + citation[1:], group, words, names(row.lead),
        names(row.partners), names(row.inside), node.deliverable, node.due, node.funding,
        row.task.id,
    )  # fmt: skip


def _cell(value: str) -> str:
    return f"'{value}" if value.lstrip(" ").startswith(_FORMULA) else value
