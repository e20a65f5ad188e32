"""The floor's data: the search index, the tasks as CSV, the plan as JSON."""

import csv
import json
from collections.abc import Iterable
from typing import Any

from bench.floor import plan as floor
from bench.floor.plan import Clause, agencies, clauses, duties, indicators, names, references, upper


def write(output: str) -> None:
    """Everything that programs read."""
    rows = [clause for clause in clauses if clause.kind == "task"]
    data(f"{output}/du-lieu/plan.json", f"{output}/site/tai-ve/plan.json")
    with open(f"{output}/site/search-index.js", "w", encoding="utf-8") as file:
        file.write("window.INDEX = " + json.dumps(index(), ensure_ascii=False))
    csv_path = f"{output}/site/tai-ve/nhiem-vu.csv"
    with open(csv_path, "w", encoding="utf-8-sig", newline="") as table:
        csv.writer(table).writerows(csv_rows(rows))


def index() -> Any:
    """What the search looks through."""
    places = {agency: number for number, agency in enumerate(duties)}
    concerned: dict[str, list[int]] = {}
    for agency, owed in duties.items():
        for given in (*owed["leads"], *owed["named"], *owed["shared"]):
            for clause in (given, *given.below):
                concerned.setdefault(clause.id, []).append(places[agency])
        for clause in owed["duties"]:
            concerned.setdefault(clause.id, []).append(places[agency])
    found = [
        (c.id, c.citation, f"{c.title} {c.text}", c.parent and c.parent.id, concerned.get(c.id, ()))
        for c in clauses
    ]
    headings = [(c.id, c.short, c.title) for c in clauses if c.title]
    others: list[Any] = [(a["id"], a["name"]) for a in agencies.values()]
    others += [(one["id"], one["name"], *one["targets"].values()) for one in indicators]
    others += [(one["id"], one["number"], one["title"]) for one in references]
    return found, headings, [agencies[agency]["name"] for agency in duties], others


def csv_rows(rows: list[Clause]) -> Iterable[tuple[object, ...]]:
    """The tasks for a spreadsheet."""
    for number, task in enumerate(rows, 1):
        given: Any = task.parent
        text = f"{given.text} {task.text}" if task.layout == "inline" else task.text
        node, group = task.node, given.parent
        yield (
            number, upper(task.citation), f"{group.label} {group.title}", text, names(given.lead),
            names(given.partners), node.get("deliverable"), node.get("due"), task.id,
        )  # fmt: skip


def data(*paths: str) -> None:
    """The plan as JSON, with what follows from it."""
    said = [
        {"id": c.id, "kind": c.kind, "level": c.level, "layout": c.layout, "label": c.label,
         "short": c.short, "citation": c.citation, "parent": c.parent.id if c.parent else "",
         "title": c.title, "text": c.text, "lead": c.lead, "partners": c.partners,
         "tasks": [task.id for task in c.below], "deliverable": c.node.get("deliverable", ""),
         "due": c.node.get("due", ""), "duties": c.duties}
        for c in clauses
    ]  # fmt: skip
    owing = [
        {"agency": agency, "clauses": [c.id for c in owed["duties"]]}
        | {
            field: [
                {"assignment": given.id, "citation": given.citation,
                 "tasks": [task.id for task in given.below]}
                for given in owed[field]
            ]
            for field in ("leads", "named", "shared")
        }
        for agency, owed in duties.items()
    ]  # fmt: skip
    whole = {"head": floor.head, "clauses": said, "agencies": list(agencies.values()),
             "responsibilities": owing, "indicators": indicators,
             "references": references}  # fmt: skip
    text = json.dumps(whole, ensure_ascii=False)
    for path in paths:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
