"""What serves which indicator, and how much each agency has to do: the table of holes in a plan."""

from collections import Counter

from msgspec import Struct

from plandoc.model.duties import Responsibilities, count_tasks, responsibilities
from plandoc.model.numbering import Clause, clauses_by_id, outline
from plandoc.model.plan import Assignment, Indicator, Plan, Task
from plandoc.model.prose import parse_prose, placeholders


class Served(Struct, frozen=True):
    """An indicator, the clauses that serve it, and behind how many of them each agency or
    collective stands."""

    indicator: Indicator
    clauses: tuple[Clause, ...]
    agencies: dict[str, int]


class Load(Struct, frozen=True):
    """How many tasks an agency leads, is named to coordinate, and shares as a member of a
    collective; and how many implementation clauses ask something of it."""

    agency: str
    leads: int
    named: int
    shared: int
    duties: int


def serving(plan: Plan) -> dict[str, tuple[Clause, ...]]:
    """For each indicator that something serves, the clauses that do, in the plan's order.

    A task serves what it names or prints, a clause with duties what it prints; what serves an
    indicator serves also those that say it once more in another unit.
    """
    found: dict[str, dict[str, Clause]] = {}
    for clause in outline(plan):
        task = clause.node if isinstance(clause.node, Task) else None
        named = list(task.indicators) if task else []
        if (task or clause.duties) and "{" in clause.text:
            named += [use.indicator for use in placeholders(parse_prose(clause.text)[0])]
        for indicator in named:
            found.setdefault(indicator, {})[clause.id] = clause
    for again in plan.indicators:
        if again.restates in found:
            found.setdefault(again.id, found[again.restates])
    return {indicator: tuple(clauses.values()) for indicator, clauses in found.items()}


def served_indicators(plan: Plan) -> tuple[Served, ...]:
    """Every indicator with what serves it, in the order of indicators.yaml."""
    found = serving(plan)
    rows = []
    for indicator in plan.indicators:
        clauses = found.get(indicator.id, ())
        agencies = Counter(a for clause in clauses for a in _behind(plan, clause))
        rows.append(Served(indicator, clauses, agencies))
    return tuple(rows)


def _behind(plan: Plan, clause: Clause) -> set[str]:
    """Who answers for a clause: the leads of a task, the actors of duties."""
    holder = clauses_by_id(plan)[clause.parent].node
    if isinstance(holder, Assignment):
        return set(holder.lead)
    return {actor for duty in clause.duties for actor in duty.actors}


def loads(plan: Plan) -> tuple[Load, ...]:
    """What every agency (not collective) of the registry has to do, also where it is nothing."""
    owed = responsibilities(plan)
    none = Responsibilities()
    return tuple(
        _load(agency.id, owed.get(agency.id, none))
        for agency in plan.agencies
        if not agency.collective
    )


def _load(agency: str, owed: Responsibilities) -> Load:
    return Load(
        agency,
        count_tasks(owed.leads),
        count_tasks(owed.named),
        count_tasks(owed.shared),
        len(owed.by_clause),
    )
