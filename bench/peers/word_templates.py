"""docxtpl: the plan, its annexes and a document for every agency, from Word templates."""

import sys
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate  # type: ignore[import-not-found]

from bench.floor import plan as plan
from bench.floor import word
from bench.floor.plan import agencies, clauses, duties, escaped, indicators, names
from bench.peers import ENVIRONMENTS

TEMPLATES = ENVIRONMENTS / "docxtpl-mkdocs" / "templates"


def save(template: str, context: dict[str, Any], path: Path) -> None:
    """Render a template into a file. The texts are escaped already."""
    document = DocxTemplate(TEMPLATES / template)
    document.render(context)
    document.save(path)


def main() -> None:
    """Write all documents of the plan in the first folder into the second."""
    folder, output = sys.argv[1], Path(sys.argv[2])
    plan.read(folder)
    (output / "don-vi").mkdir(parents=True, exist_ok=True)
    head, cited = plan.head, word.cited_plan()
    save("plan.docx", {"head": head, "rows": plan_rows()}, output / "ke-hoach.docx")
    tasks = [row for clause in clauses for row in annex_row(clause)]
    context = {"cited": cited, "indicators": indicators, "phases": head["phases"], "tasks": tasks}
    save("annexes.docx", context, output / "phu-luc.docx")
    for agency in duties:
        save("agency.docx", about(agency, cited), output / "don-vi" / f"{agency}.docx")


def plan_rows() -> list[tuple[str, str]]:
    """Every clause as its kind and words; an inline task runs on in its lead-in."""
    rows: list[tuple[str, str]] = []
    for clause in clauses:
        if clause.layout == "inline":
            rows[-1] = (rows[-1][0], f"{rows[-1][1]} {clause.text}")
        else:
            words = " ".join(filter(None, (clause.label, clause.title, clause.text)))
            rows.append((clause.kind, words))
    return rows


def annex_row(clause: plan.Clause) -> list[tuple[str, ...]]:
    """A group or a task as a row of the annex."""
    if clause.kind == "group":
        return [(clause.label, clause.title, "", "", "", "", clause.short)]
    if clause.kind != "task" or clause.parent is None:
        return []
    node, who = clause.node, (names(clause.parent.lead), names(clause.parent.partners))
    made = (node.get("deliverable", ""), node.get("due", ""))
    return [(str(clause.node.get("number", "")), clause.text, *who, *made, clause.short)]


def about(agency: str, cited: str) -> dict[str, Any]:
    """What the template of an agency's plan asks for."""
    own, owed = agencies[agency], duties[agency]
    tasks = {
        field: [
            (number, f"{task.text} ({task.citation})", task.node.get("deliverable", ""),
             names(given.partners if field == "leads" else given.lead), task.node.get("due", ""))
            for number, (given, task) in enumerate(
                ((given, task) for given in owed[field] for task in given.below), 1
            )
        ]
        for field in ("leads", "named")
    }  # fmt: skip
    shared = [
        (number, f"{given.parent.title} ({given.citation}: {len(given.below)} nhiệm vụ)",
         names(given.lead))
        for number, given in enumerate(owed["shared"], 1)
    ]  # fmt: skip
    clauses_owed = [
        (number, f"{clause.text} ({clause.citation})",
         "".join(word.deadline(duty) for duty, _ in parts),
         "".join(agencies[duty["to"]]["name"] for duty, _ in parts if "to" in duty))
        for number, (clause, parts) in enumerate(owed["duties"].items(), 1)
    ]  # fmt: skip
    return {
        "own": own, "name": escaped(own["name"]), "cited": cited, "head": plan.head,
        "superior": agencies[own["superior"]]["letterhead_short"], **tasks, "shared": shared,
        "clauses": clauses_owed,
    }  # fmt: skip


if __name__ == "__main__":
    main()
