"""What a revision does to what is kept apart from the text: agencies and cited documents."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from plandoc.changes.facts import Change, Detail, Kind, Subject
from plandoc.changes.texts import Texts
from plandoc.changes.words import fold
from plandoc.model.numbering import clauses_by_id, outline
from plandoc.model.plan import Agency, Reference, Signature

Entry = TypeVar("Entry")

_AGENCY = (
    *("name", "short", "aliases", "code", "superior", "place"),
    *("letterhead", "letterhead_short", "signature", "roster", "since", "until"),
)
_REFERENCE = ("kind", "number", "date", "issuer", "title", "aliases")


def matched_entries(
    olds: Mapping[str, Entry], news: Mapping[str, Entry]
) -> Iterator[tuple[Entry | None, Entry | None]]:
    """Entries of a registry by their ids, in the order of the new one; what is gone comes last."""
    for entry_id, new in news.items():
        yield olds.get(entry_id), new
    for entry_id, old in olds.items():
        if entry_id not in news:
            yield old, None


def entry_details(old: Any, new: Any, fields: Sequence[str]) -> tuple[Detail, ...]:
    """The fields of an entry that differ."""
    return tuple(
        Detail(field, _shown(getattr(old, field)), _shown(getattr(new, field)))
        for field in fields
        if getattr(old, field) != getattr(new, field)
    )


def _shown(value: Any) -> str | tuple[str, ...] | None:
    """A value as text; None where nothing is said. An empty roster names nobody, which is a say."""
    if isinstance(value, Signature):
        return "; ".join(filter(None, (value.authority, value.title, value.name)))
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value if isinstance(value, tuple) else value or None


def agency_facts(texts: Texts) -> Iterator[Change]:
    """One fact for every agency that differs, however many clauses print its new name."""
    naming = _clauses_by_agency(texts)
    for old, new in matched_entries(texts.old_plan.agency, texts.new_plan.agency):
        clauses = naming.get(new.id, ()) if new else ()
        yield from _entry("agency", "agency", texts, old, new, _AGENCY, tuple(clauses))


def reference_facts(texts: Texts) -> Iterator[Change]:
    """One fact for every cited document whose entry differs."""
    olds, news = texts.old_plan.reference, texts.new_plan.reference
    for old, new in matched_entries(olds, news):
        yield from _entry("basis", "reference", texts, old, new, _REFERENCE, ())


def _entry(
    kind: Kind,
    of: Subject,
    texts: Texts,
    old: Agency | Reference | None,
    new: Agency | Reference | None,
    fields: Sequence[str],
    clauses: tuple[str, ...],
) -> Iterator[Change]:
    entry = new or old
    assert entry
    before, after = (None if one is None else _name(one) for one in (old, new))
    details = entry_details(old, new, fields) if old and new else ()
    if old and new and not details:
        return
    form = details and all(_only_form(detail) for detail in details)
    renamed = before is not None and after is not None and before != after
    agency = of == "agency"
    yield Change(
        "", "cosmetic" if form else kind, of, entry.id,
        before=before, after=after, details=details, clauses=clauses,
        words=texts.words(before or "", after or "") if renamed else (),
        gained=_members(details, "after") if agency else (),
        lost=_members(details, "before") if agency else (),
    )  # fmt: skip


def _name(entry: Agency | Reference) -> str:
    if isinstance(entry, Agency):
        return entry.name
    return " ".join(filter(None, (entry.kind, entry.number, entry.title)))


def _only_form(detail: Detail) -> bool:
    before, after = detail.before, detail.after
    return isinstance(before, str) and isinstance(after, str) and fold(before) == fold(after)


def _members(details: tuple[Detail, ...], side: str) -> tuple[str, ...]:
    """Agencies that a roster has on one side only."""
    roster = next((detail for detail in details if detail.field == "roster"), None)
    if roster is None:
        return ()
    one, other = getattr(roster, side), roster.before if side == "after" else roster.after
    if not isinstance(one, tuple):
        return ()
    return tuple(i for i in one if not isinstance(other, tuple) or i not in other)


def _clauses_by_agency(texts: Texts) -> dict[str, list[str]]:
    """For a renamed agency the clauses that follow the change of its name."""
    found: dict[str, list[str]] = {}
    news = clauses_by_id(texts.new_plan)
    for old in outline(texts.old_plan):
        new = news.get(old.id)
        if new and (old.title, old.text) != (new.title, new.text):
            sides = (f"{clause.title}\n{clause.text}" for clause in (old, new))
            for agency in texts.renamed(*sides):
                found.setdefault(agency, []).append(old.id)
    return found
