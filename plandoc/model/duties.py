"""Who owes what: every duty that the plan gives to an agency.

An agency that is both named and in a roster counts once, as named; a lead is never its own
partner. What a collective's open set may hold besides its roster is never guessed.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from msgspec import Struct

from plandoc.model.numbering import Clause, clauses_below, outline
from plandoc.model.plan import Assignment, Duty, Plan, Task


class Share(Struct, frozen=True):
    """An agency's part in an assignment: the clause and those of its tasks that it takes part in.

    `whole` tells whether these are all tasks of the assignment.
    """

    assignment: Clause
    tasks: tuple[Clause, ...]
    lead: tuple[str, ...]
    partners: tuple[str, ...]
    whole: bool


class ClauseDuty(Struct, frozen=True):
    """A duty under an implementation clause. `through` is the collective by which it is owed."""

    clause: Clause
    duty: Duty
    role: str  # actor | partner
    through: str


class Responsibilities(Struct, frozen=True):
    """All that one agency owes, each tuple in the plan's order.

    `leads`: it leads; `named`: it is named to coordinate, in an assignment or inside a task;
    `shared`: it takes part only as a member of a collective; `clauses`: implementation clauses.
    """

    leads: tuple[Share, ...] = ()
    named: tuple[Share, ...] = ()
    shared: tuple[Share, ...] = ()
    clauses: tuple[ClauseDuty, ...] = ()

    @property
    def by_clause(self) -> tuple[tuple[ClauseDuty, ...], ...]:
        """The duties under implementation clauses, those of one clause together."""
        groups = groupby(self.clauses, key=lambda owed: owed.clause.id)
        return tuple(tuple(group) for _, group in groups)

    @property
    def reports(self) -> tuple[ClauseDuty, ...]:
        """The reports that the agency itself owes."""
        return tuple(c for c in self.clauses if c.duty.kind == "report" and c.role == "actor")


def roster(plan: Plan, agency_id: str) -> tuple[str, ...]:
    """The members of a collective, empty for an agency or an open collective."""
    members = plan.agency[agency_id].roster
    if members is None:
        return ()
    if members == "leads":
        return leads(plan)
    return tuple(dict.fromkeys(members))


def count_tasks(shares: Iterable[Share]) -> int:
    """How many tasks some shares come to."""
    return sum(len(share.tasks) for share in shares)


@lru_cache(maxsize=4)
def leads(plan: Plan) -> tuple[str, ...]:
    """Every agency that leads an assignment, in the order of first leading."""
    return tuple(dict.fromkeys(lead for a in plan.assignments for lead in a.lead))


def reaches(plan: Plan, ids: Iterable[str], but: str = "") -> bool:
    """Whether some agency other than `but` is among the ids or the members of a collective."""
    return any(
        member != but and not plan.agency[member].collective
        for agency in ids
        for member in _reached(plan, agency)
    )


def owing(plan: Plan) -> set[str]:
    """Every agency to which `responsibilities` gives something, without looking up what."""
    found: set[str] = set()
    owed_to: dict[str, set[str]] = {}  # for those named: whom a duty goes to, "" for a task
    for clause in outline(plan):
        if isinstance(clause.node, Assignment):
            found.update(clause.node.lead)
        if isinstance(clause.node, Assignment | Task):
            for partner in clause.node.partners:
                owed_to.setdefault(partner, set()).add("")
        for duty in clause.duties:
            for agency in (*duty.actors, *duty.partners):
                owed_to.setdefault(agency, set()).add(duty.to)
    for agency, receivers in owed_to.items():
        found.update(m for m in _reached(plan, agency) if receivers != {m})
    return {agency for agency in found if not plan.agency[agency].collective}


def _reached(plan: Plan, agency_id: str) -> tuple[str, ...]:
    """The agency itself, or the members of a collective as they are listed."""
    members = plan.agency[agency_id].roster
    if members == "leads":
        return leads(plan)
    return (agency_id,) if members is None else members


@lru_cache(maxsize=4)
def responsibilities(plan: Plan) -> dict[str, Responsibilities]:
    """For every agency (not collective) with a duty, all of it; in the order of agencies.yaml."""
    found: dict[str, dict[str, list[Share] | list[ClauseDuty]]] = {}

    def give(agency: str, field: str, duty: Share | ClauseDuty) -> None:
        found.setdefault(agency, {}).setdefault(field, []).append(duty)  # type: ignore[arg-type]

    for clause in outline(plan):
        if isinstance(clause.node, Assignment):
            tasks = clauses_below(plan)[clause.id]
            for agency, field, share in _shares(plan, clause, clause.node, tasks):
                give(agency, field, share)
        for duty in clause.duties:
            for agency, owed in _owed(plan, clause, duty):
                give(agency, "clauses", owed)
    return {
        agency.id: Responsibilities(**{k: tuple(v) for k, v in found[agency.id].items()})  # type: ignore[arg-type]
        for agency in plan.agencies
        if agency.id in found and not agency.collective
    }


def _shares(
    plan: Plan, clause: Clause, assignment: Assignment, tasks: Sequence[Clause]
) -> list[tuple[str, str, Share]]:
    """(agency, field, share) for everyone who has a part in an assignment."""
    everyone: list[tuple[str, str, Share]] = []

    def add(agency: str, field: str, part: Sequence[Clause]) -> None:
        whole = len(part) == len(tasks)
        share = Share(clause, tuple(part), assignment.lead, assignment.partners, whole)
        everyone.append((agency, field, share))

    for lead in assignment.lead:
        add(lead, "leads", tasks)
    named = [p for p in dict.fromkeys(assignment.partners) if p not in assignment.lead]
    direct = [p for p in named if not plan.agency[p].collective]
    for partner in direct:
        add(partner, "named", tasks)
    rest: dict[tuple[str, str], list[Clause]] = {}
    for task in tasks:
        for part in _in_task(plan, task, named, {*assignment.lead, *direct}):
            rest.setdefault(part, []).append(task)
    for (field, agency), own in rest.items():
        add(agency, field, own)
    return everyone


def _in_task(
    plan: Plan, task: Clause, partners: list[str], told: set[str]
) -> Iterator[tuple[str, str]]:
    """(field, agency) for who else has a part in a task: named in its text, or as a member."""
    inside = task.node.partners if isinstance(task.node, Task) else ()
    named = [p for p in dict.fromkeys(inside) if p not in told and not plan.agency[p].collective]
    yield from (("named", partner) for partner in named)
    members = dict.fromkeys(m for p in (*partners, *inside) for m in roster(plan, p))
    yield from (("shared", member) for member in members if member not in {*told, *named})


def _owed(plan: Plan, clause: Clause, duty: Duty) -> list[tuple[str, ClauseDuty]]:
    owed: dict[str, ClauseDuty] = {}
    for role, ids in (("actor", duty.actors), ("partner", duty.partners)):
        direct = [agency for agency in ids if not plan.agency[agency].collective]
        for agency in direct:
            owed.setdefault(agency, ClauseDuty(clause, duty, role, ""))
        for collective in ids:
            for member in roster(plan, collective):
                owed.setdefault(member, ClauseDuty(clause, duty, role, collective))
    # Whom a report goes to does not owe it to itself.
    return [(agency, part) for agency, part in owed.items() if agency != duty.to]
