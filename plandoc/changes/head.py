"""What a revision does to the head of the plan, its recipients and its signature."""

import datetime
from collections.abc import Iterator

from plandoc.changes.alignment import heaviest_increasing
from plandoc.changes.facts import Change, Detail, Kind
from plandoc.changes.texts import Difference, Texts, paired
from plandoc.model.plan import Head, Signature

_SCALARS = ("kind", "number", "symbol", "date", "place", "issuer", "annexes")


def head_facts(texts: Texts) -> Iterator[Change]:
    """What is printed before the sections, in its printed order."""
    old, new = texts.old_plan.head, texts.new_plan.head
    for field in _SCALARS:
        yield from _plain(texts, field, getattr(old, field), getattr(new, field))
    yield from _prose(texts, "subject", old.subject, new.subject)
    yield from _enacting(texts, old, new)
    if old.phases != new.phases:
        gained = tuple(phase for phase in new.phases if phase not in old.phases)
        lost = tuple(phase for phase in old.phases if phase not in new.phases)
        yield Change("", "head", "head", "", "phases", old.phases or None, new.phases or None,
                     gained=gained, lost=lost)  # fmt: skip


def ending_facts(texts: Texts) -> Iterator[Change]:
    """What is printed after the sections: recipients and signature."""
    old, new = texts.old_plan.head, texts.new_plan.head
    yield from _recipients(texts, old.recipients, new.recipients)
    for field in ("authority", "title", "name"):
        was, now = _of_signature(old.signature, field), _of_signature(new.signature, field)
        yield from _plain(texts, f"signature.{field}", was, now)


def _of_signature(signature: Signature, field: str) -> str:
    value: str = getattr(signature, field)
    return value


def _plain(
    texts: Texts, field: str, old: str | datetime.date | None, new: str | datetime.date | None
) -> Iterator[Change]:
    """A value without prose; a date as YYYY-MM-DD."""
    change = texts.plain_difference(*(str(value) if value else "" for value in (old, new)))
    if change:
        kind: Kind = "cosmetic" if change.what == "form" else "head"
        yield Change("", kind, "head", "", field, change.before, change.after)


def _prose(texts: Texts, field: str, old: str, new: str, kind: Kind = "head") -> Iterator[Change]:
    for change in texts.differences(old, new):
        yield _fact(change, field, kind)


def _fact(change: Difference, field: str, kind: Kind) -> Change:
    if change.what in ("note", "mark"):
        kind, field = "footnote", f"{field}.{change.what}"
    elif change.what in ("form", "note-form"):
        kind = "cosmetic"
    return Change("", kind, "head", "", field, change.before, change.after, change.words)


def _enacting(texts: Texts, old: Head, new: Head) -> Iterator[Change]:
    if old.enacting and new.enacting:
        yield from _prose(texts, "enacting", old.enacting.text, new.enacting.text)
        if old.enacting.layout != new.enacting.layout:
            yield Change("", "cosmetic", "head", "", "enacting.layout", old.enacting.layout,
                         new.enacting.layout)  # fmt: skip
    elif old.enacting or new.enacting:
        before = texts.old(old.enacting.text).body if old.enacting else None
        after = texts.new(new.enacting.text).body if new.enacting else None
        yield Change("", "head", "head", "", "enacting", before, after)


def _recipients(texts: Texts, olds: tuple[str, ...], news: tuple[str, ...]) -> Iterator[Change]:
    """Recipients have no ids: equal ones are the same, then the most alike; the fewest moved."""
    pairs = paired(olds, news)
    both = [(i, j) for i, j in pairs if i is not None and j is not None]
    by_text = sorted(both, key=lambda pair: (min(olds[pair[0]], news[pair[1]]), sum(pair)))
    weights = [(1 << len(both)) + (1 << by_text.index(pair)) for pair in both]
    stay = heaviest_increasing([i for i, _ in both], weights)
    moved = {pair for index, pair in enumerate(both) if index not in stay}
    for i, j in pairs:
        before = None if i is None else texts.old(olds[i]).body
        after = None if j is None else texts.new(news[j]).body
        if i is None or j is None:
            yield Change("", "recipient", "head", "", "recipients", before, after)
            continue
        yield from _prose(texts, "recipients", olds[i], news[j], "recipient")
        if (i, j) in moved:
            places = Detail("position", str(i + 1), str(j + 1))
            yield Change("", "recipient", "head", "", "recipients.order", before, after,
                         details=(places,))  # fmt: skip
