"""Two plans to all facts that differ, in the order of the document."""

from collections.abc import Iterator, Mapping
from itertools import chain

from msgspec import structs

from plandoc.changes.agencies import agency_changes, concerned
from plandoc.changes.alignment import Alignment, align
from plandoc.changes.clauses import clause_facts, place
from plandoc.changes.facts import Change, Changes, Detail, Side, Subject
from plandoc.changes.figures import target_facts
from plandoc.changes.head import ending_facts, head_facts
from plandoc.changes.registry import agency_facts, reference_facts
from plandoc.changes.similar import likeness
from plandoc.changes.texts import Texts
from plandoc.changes.words import fold
from plandoc.model.numbering import clauses_by_id
from plandoc.model.plan import Agency, Indicator, Plan, Reference


def changes(old: Plan, new: Plan, base: Side = Side(), head: Side = Side()) -> Changes:  # noqa: B008
    """What `new` does to `old`, as facts; the same plans give the same facts."""
    texts = Texts(old, new)
    alignment = align(old, new)
    facts = chain(
        head_facts(texts),
        chain.from_iterable(clause_facts(texts, step) for step in alignment.steps),
        ending_facts(texts),
        target_facts(texts),
        agency_facts(texts),
        reference_facts(texts),
        _changed_ids(texts, alignment),
    )
    whom = concerned(old, new)
    numbered = tuple(
        structs.replace(fact, id=f"chg-{number:06}", agencies=whom(fact))
        for number, fact in enumerate(facts, 1)
    )
    return Changes(numbered, agency_changes(old, new, numbered, alignment.renamed), base, head)


def _changed_ids(texts: Texts, alignment: Alignment) -> Iterator[Change]:
    """A warning for every id that changed though what it names did not: links to it are broken."""
    olds, news = clauses_by_id(texts.old_plan), clauses_by_id(texts.new_plan)
    per_cent = likeness(olds, news, alignment.renamed)
    for old, new in alignment.renamed.items():
        alike = Detail("alike", None, str(per_cent[old]))
        yield Change(
            "", "id-changed", "clause", new, before=old, after=new, details=(alike,),
            place_before=place(olds[old]), place_after=place(news[new]),
        )  # fmt: skip
    one, other = texts.old_plan, texts.new_plan
    yield from _changed_entries("agency", one.agency, other.agency)
    yield from _changed_entries("indicator", one.indicator, other.indicator)
    yield from _changed_entries("reference", one.reference, other.reference)


Entry = Agency | Indicator | Reference


def _changed_entries(
    of: Subject, olds: Mapping[str, Entry], news: Mapping[str, Entry]
) -> Iterator[Change]:
    """Of registries: entries of the same name, where each name has one."""
    gone = {_name(entry): entry.id for entry in olds.values() if entry.id not in news}
    for entry in news.values():
        old = gone.pop(_name(entry), None) if entry.id not in olds else None
        if old:
            yield Change("", "id-changed", of, entry.id, before=old, after=entry.id)


def _name(entry: Entry) -> str:
    if isinstance(entry, Reference):
        return fold(f"{entry.kind} {entry.number} {entry.date or ''} {entry.title}")
    return fold(entry.name)
