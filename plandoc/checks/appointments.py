"""Every place where the plan names agencies by their ids: what the rules on agencies go through."""

from collections.abc import Iterator

from plandoc.model.numbering import outline
from plandoc.model.plan import Assignment, Plan, Task
from plandoc.reading.structure import Path


def agency_lists(plan: Plan) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """The lists (roster, lead, partners, actors), each with its place."""
    for agency in plan.agencies:
        if isinstance(agency.roster, tuple):
            yield ("agency", agency.id, "roster"), agency.roster
    for clause in outline(plan):
        place = ("clause", clause.id)
        if isinstance(clause.node, Assignment):
            yield (*place, "lead"), clause.node.lead
        if isinstance(clause.node, Assignment | Task):
            yield (*place, "partners"), clause.node.partners
        for number, duty in enumerate(clause.duties):
            yield (*place, "duties", number, "actors"), duty.actors
            yield (*place, "duties", number, "partners"), duty.partners


def appointments(plan: Plan) -> Iterator[tuple[Path, str]]:
    """Every single naming: the members of all lists, who issues the plan, who is reported to."""
    yield ("plan", "issuer"), plan.head.issuer
    for path, ids in agency_lists(plan):
        for index, agency in enumerate(ids):
            yield (*path, index), agency
    for clause in outline(plan):
        for number, duty in enumerate(clause.duties):
            if duty.to:
                yield ("clause", clause.id, "duties", number, "to"), duty.to
