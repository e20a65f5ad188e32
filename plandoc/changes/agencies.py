"""What a revision means for each agency: tasks gained and lost, duties, its action plan."""

from collections.abc import Callable, Iterable, Iterator

from plandoc.changes.facts import AgencyChange, Change, Counts, Duties, Kind, Owed, Tasks
from plandoc.model.duties import ClauseDuty, Responsibilities, Share, responsibilities, roster
from plandoc.model.numbering import Clause, outline
from plandoc.model.plan import Assignment, Plan, Task

# What an agency's action plan repeats of a task, and of the assignment that holds it.
_OF_TASK: frozenset[Kind] = frozenset(
    {"reworded", "partners", "due", "deliverable", "funding", "footnote", "moved"}
)
_OF_ASSIGNMENT: frozenset[Kind] = frozenset({"lead", "partners"})
# What it repeats of the agency's own entry.
_ENTRY = frozenset(
    {"name", "code", "superior", "place", "letterhead", "letterhead_short", "signature"}
)


def concerned(*plans: Plan) -> Callable[[Change], tuple[str, ...]]:
    """A function that tells whom a fact concerns: agencies and collectives by their ids.

    For a clause those it names as responsible, on either side, and whom a duty reaches as members
    of a collective; for a target those whose clauses print it or are measured by it.
    """
    of_clause: dict[str, dict[str, None]] = {}
    of_indicator: dict[str, dict[str, None]] = {}
    for plan in plans:
        here: dict[str, dict[str, None]] = {}
        for clause in outline(plan):
            named = dict.fromkeys(_named(plan, clause))
            if isinstance(clause.node, Task):
                named = here[clause.parent] | named
                for indicator in clause.node.indicators:
                    of_indicator.setdefault(indicator, {}).update(named)
            here[clause.id] = named
            of_clause.setdefault(clause.id, {}).update(named)

    def whom(fact: Change) -> tuple[str, ...]:
        if fact.of == "agency":
            return tuple(dict.fromkeys((fact.node, *fact.gained, *fact.lost)))
        if fact.of == "indicator":
            found = dict(of_indicator.get(fact.node, {}))
            for clause in fact.clauses:
                found |= of_clause.get(clause, {})
            return tuple(found)
        return tuple(of_clause.get(fact.node, {})) if fact.of == "clause" else ()

    return whom


def _named(plan: Plan, clause: Clause) -> Iterator[str]:
    """Whom a clause itself names."""
    if isinstance(clause.node, Assignment):
        yield from (*clause.node.lead, *clause.node.partners)
    elif isinstance(clause.node, Task):
        yield from clause.node.partners
    for duty in clause.duties:
        yield from filter(None, (*duty.actors, *duty.partners, duty.to))
        for agency in (*duty.actors, *duty.partners):
            yield from roster(plan, agency)


def agency_changes(
    old: Plan, new: Plan, facts: Iterable[Change], renamed: dict[str, str]
) -> dict[str, AgencyChange]:
    """For every agency to which something happened, in the order of the new agencies.yaml.

    `renamed` maps old clause ids to new ones: who keeps a task under another id lost nothing.
    """
    before, after = (responsibilities(plan) for plan in (old, new))
    touched = _touched(new, facts)
    entries = {
        fact.node: tuple(detail.field for detail in fact.details)
        for fact in facts
        if fact.of == "agency" and fact.kind == "agency"
    }
    found: dict[str, AgencyChange] = {}
    for agency in dict.fromkeys((*new.agency, *old.agency)):
        was, now = before.get(agency), after.get(agency)
        if was is None and now is None:
            continue
        entry = new.agency.get(agency) or old.agency[agency]
        none = Responsibilities()
        change = _change(
            entry.name, was or none, now or none, touched, entries.get(agency, ()), renamed
        )
        if change:
            found[agency] = change
    return found


def _touched(new: Plan, facts: Iterable[Change]) -> frozenset[str]:
    """The tasks and implementation clauses of which an action plan would repeat something else."""
    holds: dict[str, list[str]] = {}
    for clause in outline(new):
        if clause.kind == "task":
            holds.setdefault(clause.parent, []).append(clause.id)
    touched: set[str] = set()
    for fact in facts:
        if fact.of == "clause" and fact.kind in _OF_TASK and not _only_marks(fact):
            touched.add(fact.node)
        if fact.of == "clause" and fact.kind in _OF_ASSIGNMENT:
            touched.update(holds.get(fact.node, ()))
        if fact.kind == "target" and fact.of == "indicator":
            touched.update(fact.clauses)
    return frozenset(touched)


def _only_marks(fact: Change) -> bool:
    """Whether a text differs in punctuation alone."""
    changed = "".join(hunk.text for hunk in fact.words if hunk.op != "=")
    return bool(changed) and not any(map(str.isalnum, changed))


def _change(
    name: str,
    was: Responsibilities,
    now: Responsibilities,
    touched: frozenset[str],
    entry: tuple[str, ...],
    renamed: dict[str, str],
) -> AgencyChange | None:
    lead = _tasks(was.leads, now.leads, touched, renamed)
    named = _tasks(was.named, now.named, touched, renamed)
    shared = _tasks(was.shared, now.shared, frozenset(), renamed)
    duties = _duties(was.clauses, now.clauses, touched, renamed)
    must = any((*_all(lead), *_all(named), *_all(duties))) or not _ENTRY.isdisjoint(entry)
    counts = Counts(len(shared.gained), len(shared.lost))
    if not must and not entry and counts == Counts():
        return None
    return AgencyChange(name, lead, named, counts, duties, entry, must)


def _all(part: Tasks | Duties) -> tuple[object, ...]:
    return (*part.gained, *part.lost, *part.changed)


def _tasks(
    was: tuple[Share, ...], now: tuple[Share, ...], touched: frozenset[str], renamed: dict[str, str]
) -> Tasks:
    olds = [renamed.get(task.id, task.id) for share in was for task in share.tasks]
    news = [task.id for share in now for task in share.tasks]
    had, has = set(olds), set(news)
    original = {new: old for old, new in renamed.items()}
    return Tasks(
        tuple(task for task in news if task not in had),
        tuple(original.get(task, task) for task in olds if task not in has),
        tuple(task for task in news if task in had and task in touched),
    )


def _duties(
    was: tuple[ClauseDuty, ...],
    now: tuple[ClauseDuty, ...],
    touched: frozenset[str],
    renamed: dict[str, str],
) -> Duties:
    def key(owed: ClauseDuty) -> Owed:
        clause = renamed.get(owed.clause.id, owed.clause.id)
        return Owed(clause, owed.duty.kind, owed.role)

    def terms(owed: ClauseDuty) -> tuple[str | None, ...]:
        return owed.duty.every, owed.duty.before, owed.duty.to

    def differs(owed: Owed) -> bool:
        """In its terms; in words only where the agency itself is named, not its collective."""
        named = not news[owed].through and owed.clause in touched
        return named or terms(news[owed]) != terms(olds[owed])

    olds, news = {key(owed): owed for owed in was}, {key(owed): owed for owed in now}
    return Duties(
        tuple(owed for owed in news if owed not in olds),
        tuple(owed for owed in olds if owed not in news),
        tuple(owed for owed in news if owed in olds and differs(owed)),
    )
