"""The full text: the document's own tokens as HTML, with its contents, links and permalinks."""

from plandoc.documents.document import Document, short_date
from plandoc.model.duties import Responsibilities
from plandoc.model.mentions import Mention, agency_recogniser, reference_recogniser
from plandoc.model.numbering import Clause, clauses_by_id, outline
from plandoc.model.plan import Plan
from plandoc.writers.html import Link, html


def contents(plan: Plan) -> list[Clause]:
    """The clauses of the table of contents: sections, and what has a title below them."""
    return [c for c in outline(plan) if c.kind == "section" or (c.title and c.level <= 3)]


def name_in_citations(plan: Plan) -> str:
    """How the plan is named after a clause: ``Kế hoạch số … ngày 17/11/2023 của …``."""
    head = plan.head
    number = f" số {head.number}" if head.number else ""
    date = f" ngày {short_date(head.date)}" if head.date else ""
    draft = " (dự thảo)" if head.draft else ""
    return f"{head.kind}{number}{date} của {plan.issuer.name}{draft}"


def full_text(plan: Plan, document: Document, duties: dict[str, Responsibilities]) -> str:
    """The document as HTML: a permalink on every clause, agencies and documents linked."""
    clauses = clauses_by_id(plan)

    def permalink(clause_id: str) -> str:
        clause = clauses.get(clause_id)
        if clause is None:
            return ""
        parent = clauses.get(clause.parent)
        # A task alone in its assignment is cited like it: the two links need two names.
        of = "nội dung tại " if parent and parent.citation == clause.citation else ""
        return f"Liên kết tới {of}{clause.citation}"

    def citation(clause_id: str) -> str:
        return clauses[clause_id].citation

    agencies, references = agency_recogniser(plan), reference_recogniser(plan)

    def links(text: str) -> list[Link]:
        found = [_link(plan, duties, mention) for mention in (*references(text), *agencies(text))]
        chosen: list[Link] = []
        for link in sorted(filter(None, found), key=lambda link: (link.start, -link.end)):
            if not chosen or link.start >= chosen[-1].end:
                chosen.append(link)
        return chosen

    return html(document.tokens, permalink=permalink, citation=citation, links=links, top_heading=2)


def _link(plan: Plan, duties: dict[str, Responsibilities], mention: Mention) -> Link | None:
    """Where a mention leads; None when it is ambiguous, or the site says nothing of it."""
    if len(mention.ids) > 1:
        return None
    target = mention.ids[0]
    if mention.kind == "reference":
        return Link(mention.start, mention.end, f"van-ban.html#{target}")
    if plan.agency[target].collective and duties:
        return Link(mention.start, mention.end, f"don-vi/index.html#{target}")
    if target in duties:
        return Link(mention.start, mention.end, f"don-vi/{target}.html")
    return None
