"""Every printed text of a plan as typed, with its place: what the rules on wording look through."""

from functools import lru_cache

from msgspec import Struct

from plandoc.model.numbering import Clause, outline
from plandoc.model.plan import Plan
from plandoc.reading.structure import Path


class Passage(Struct, frozen=True):
    """A text as its author typed it, placeholders unfilled.

    `path` is its place; `clause` what it belongs to, None for the head (subject, enacting sentence,
    recipients).
    """

    path: Path
    text: str
    clause: Clause | None = None


@lru_cache(maxsize=4)
def passages(plan: Plan) -> tuple[Passage, ...]:
    """All texts that are not empty, in printed order: the head's, the clauses', the recipients."""
    head = plan.head
    found = [Passage(("plan", "subject"), head.subject)]
    if head.enacting:
        found.append(Passage(("plan", "enacting", "text"), head.enacting.text))
    for clause in outline(plan):
        field = "lead_in" if clause.kind == "assignment" else "text"
        found.append(Passage(("clause", clause.id, "title"), clause.title, clause))
        found.append(Passage(("clause", clause.id, field), clause.text, clause))
    for number, recipient in enumerate(head.recipients):
        found.append(Passage(("plan", "recipients", number), recipient))
    return tuple(passage for passage in found if passage.text)
