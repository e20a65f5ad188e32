"""What a revision does to clauses: one clause, both its sides, to facts."""

from collections.abc import Iterator
from typing import Any

from plandoc.changes.alignment import Step
from plandoc.changes.facts import Change, Detail, Kind, Place
from plandoc.changes.texts import Texts
from plandoc.model.numbering import Clause, clauses_by_id
from plandoc.model.plan import Duty, Plan

_PLAIN: dict[str, Kind] = {"deliverable": "deliverable", "due": "due", "funding": "funding"}


def clause_facts(texts: Texts, step: Step) -> Iterator[Change]:
    """The facts at one slot. A moved clause has its facts where it stands now."""
    if step.op == "removed" and step.old:
        yield _whole("removed", step.old, texts, step.root)
    elif step.op == "added" and step.new:
        yield _whole("added", step.new, texts, step.root)
    elif step.op in ("kept", "moved-to") and step.old and step.new:
        if step.root == step.new.id:
            yield from _moved(step.old, step.new)
        elif _own_number(texts.old_plan, step.old) != _own_number(texts.new_plan, step.new):
            yield from _renumbered(step.old, step.new)
        yield from _fields(texts, step.old, step.new)


def place(clause: Clause) -> Place:
    """Where a clause stands."""
    return Place(clause.short, clause.citation, clause.label, clause.parent)


def _fact(kind: Kind, old: Clause, new: Clause, field: str = "", **values: Any) -> Change:
    return Change(
        "", kind, "clause", new.id, field, place_before=place(old), place_after=place(new), **values
    )


def _moved(old: Clause, new: Clause) -> Iterator[Change]:
    kind: Kind = "basis" if new.kind == "basis" else "moved"
    field = "order" if kind == "basis" else ""
    yield _fact(kind, old, new, field, before=old.citation, after=new.citation)


def _own_number(plan: Plan, clause: Clause) -> tuple[str, str]:
    """What numbers the clause itself: its printed label, and its own part of the citation."""
    holder = clauses_by_id(plan).get(clause.parent)
    return clause.label, clause.citation.removesuffix(holder.citation if holder else "")


def _renumbered(old: Clause, new: Clause) -> Iterator[Change]:
    if old.layout == new.layout:  # else the change of layout says it
        yield _fact("renumbered", old, new, before=old.citation, after=new.citation)


def _whole(kind: Kind, clause: Clause, texts: Texts, root: str) -> Change:
    """A clause that stands on one side only, with all that it says of itself."""
    read = texts.old if kind == "removed" else texts.new
    printed = [read(text, clause.phase) for text in (clause.title, clause.text) if text]
    body = " ".join(text.body for text in printed)
    own = {
        "footnote": tuple(note for text in printed for note in text.notes),
        **{f: getattr(clause.node, f, ()) for f in ("lead", "partners", *_PLAIN, "indicators")},
        **{f"duties.{duty.kind}": duty.actors for duty in clause.duties},
    }
    gone = kind == "removed"
    details = tuple(
        Detail(field, value if gone else None, None if gone else value)
        for field, value in own.items()
        if value
    )
    basis = clause.kind == "basis"
    return Change(
        "", "basis" if basis else kind, "clause", clause.id, "text" if basis else "",
        before=body if gone else None,
        after=None if gone else body,
        details=details,
        within="" if root == clause.id else root,
        place_before=place(clause) if gone else None,
        place_after=None if gone else place(clause),
    )  # fmt: skip


def _fields(texts: Texts, old: Clause, new: Clause) -> Iterator[Change]:
    """The facts of every field that both sides have."""
    wording: Kind = "basis" if new.kind == "basis" else "reworded"
    last = "lead_in" if new.kind == "assignment" else "text"
    for field, before, after in (("title", old.title, new.title), (last, old.text, new.text)):
        for d in texts.differences(before, after, old.phase, new.phase):
            kind: Kind = wording if d.what == "words" else "cosmetic"
            kind = "footnote" if d.what in ("note", "mark") else kind
            name = {"note-form": "footnote", "note": "", "mark": "mark"}.get(d.what, field)
            yield _fact(kind, old, new, name, before=d.before, after=d.after, words=d.words)
    one, other = old.node, new.node
    yield from _list("lead", old, new, "lead", one, other)
    yield from _list("partners", old, new, "partners", one, other)
    for field, plain_kind in _PLAIN.items():
        change = texts.plain_difference(getattr(one, field, ""), getattr(other, field, ""))
        if change:
            kind = "cosmetic" if change.what == "form" else plain_kind
            before_and_after = {"before": change.before, "after": change.after}
            yield _fact(kind, old, new, field, words=change.words, **before_and_after)
    yield from _list("target", old, new, "indicators", one, other)
    yield from _settings(old, new)
    yield from _duties(old, new)


def _list(
    kind: Kind, old: Clause, new: Clause, field: str, one: Any, other: Any, shown: str = ""
) -> Iterator[Change]:
    """A list of ids; the order counts only for those who lead."""
    before: tuple[str, ...] = tuple(getattr(one, field, ()))
    after: tuple[str, ...] = tuple(getattr(other, field, ()))
    if before == after:
        return
    gained = tuple(dict.fromkeys(i for i in after if i not in before))
    lost = tuple(dict.fromkeys(i for i in before if i not in after))
    if not gained and not lost and kind != "lead":
        kind = "cosmetic"
    yield _fact(
        kind, old, new, shown or field, before=before or None, after=after or None,
        gained=gained, lost=lost,
    )  # fmt: skip


def _settings(old: Clause, new: Clause) -> Iterator[Change]:
    """What is not words: layout, phase, kind. What only follows from a new place is no fact."""
    kinds: tuple[tuple[str, Kind], ...] = (("layout", "cosmetic"), ("phase", "target"))
    for field, kind in kinds:
        own = tuple(getattr(clause.node, field, "") for clause in (old, new))
        # An assignment's layout is that of its tasks.
        sides = own if new.kind == "assignment" else (getattr(old, field), getattr(new, field))
        if own[0] != own[1] and sides[0] != sides[1]:
            yield _fact(kind, old, new, field, before=sides[0] or None, after=sides[1] or None)
    was, now = (getattr(clause.node, "kind", clause.kind) for clause in (old, new))
    if was != now:
        yield _fact("cosmetic", old, new, "kind", before=was, after=now)


def _duties(old: Clause, new: Clause) -> Iterator[Change]:
    """Duties have no ids: equal ones are the same, then the first of a kind is the first of it."""
    gone = [duty for duty in old.duties if duty not in new.duties]
    come = [duty for duty in new.duties if duty not in old.duties]
    for duty in come:
        before = next((other for other in gone if other.kind == duty.kind), None)
        if before:
            gone.remove(before)
            yield from _duty(old, new, before, duty)
        else:
            yield _fact("lead", old, new, f"duties.{duty.kind}", after=duty.actors,
                        gained=duty.actors)  # fmt: skip
    for duty in gone:
        yield _fact("lead", old, new, f"duties.{duty.kind}", before=duty.actors,
                    lost=duty.actors)  # fmt: skip


def _duty(old: Clause, new: Clause, before: Duty, after: Duty) -> Iterator[Change]:
    name = f"duties.{after.kind}"
    yield from _list("lead", old, new, "actors", before, after, f"{name}.actors")
    yield from _list("partners", old, new, "partners", before, after, f"{name}.partners")
    for field in ("every", "before", "to"):
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            yield _fact("due", old, new, f"{name}.{field}", before=was or None, after=now or None)
