"""What a revision does to indicators and their targets, in exact decimals."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from plandoc.changes.facts import Change, Delta, Detail, TargetValue
from plandoc.changes.registry import entry_details, matched_entries
from plandoc.changes.texts import Texts
from plandoc.changes.words import fold
from plandoc.model.plan import Indicator, Plan, Target
from plandoc.model.targets import Figure, parse_target
from plandoc.model.uses import indicator_uses

_FIELDS = ("name", "measure", "components", "restates", "base", "direction")
_TENTH = Decimal("0.1")


def target_facts(texts: Texts) -> Iterator[Change]:
    """The facts of every indicator, in the order of the new plan."""
    old_plan, new_plan = texts.old_plan, texts.new_plan
    for old, new in matched_entries(old_plan.indicator, new_plan.indicator):
        if old and new:
            yield from _entry(texts, old, new)
            for phase in dict.fromkeys((*new.targets, *old.targets)):
                yield from _target(texts, old, new, phase)
        else:
            yield _whole(texts, old, new)


def _entry(texts: Texts, old: Indicator, new: Indicator) -> Iterator[Change]:
    if details := entry_details(old, new, _FIELDS):
        yield Change(
            "", "target", "indicator", new.id, before=old.name, after=new.name, details=details,
            words=texts.words(old.name, new.name) if old.name != new.name else (),
        )  # fmt: skip


def _whole(texts: Texts, old: Indicator | None, new: Indicator | None) -> Change:
    """An indicator that only one side has."""
    indicator = old or new
    assert indicator
    phases = tuple(
        Detail(phase, target.text if old else None, None if old else target.text)
        for phase, target in indicator.targets.items()
    )
    return Change(
        "", "target", "indicator", indicator.id,
        before=old.name if old else None,
        after=new.name if new else None,
        details=phases,
        clauses=tuple(
            dict.fromkeys(c for p in indicator.targets for c in _clauses(texts, indicator.id, p))
        ),
    )  # fmt: skip


def _target(texts: Texts, old: Indicator, new: Indicator, phase: str) -> Iterator[Change]:
    was, now = old.targets.get(phase), new.targets.get(phase)
    if was == now:
        return
    before = _value(old, was) if was else None
    after = _value(new, now) if now else None
    words = texts.words(was.text if was else "", now.text if now else "")
    details = _details(before, after) if before and after else ()
    only_form = before and after and not details and before.values == after.values
    form = only_form and before and after and fold(before.text) == fold(after.text)
    yield Change(
        "", "cosmetic" if form else "target", "indicator", new.id, phase,
        before=before, after=after, words=words, details=details,
        delta=delta(before, after) if before and after else None,
        clauses=_clauses(texts, new.id, phase),
    )  # fmt: skip


def _value(indicator: Indicator, target: Target) -> TargetValue:
    figure = parse_target(target.text, shares=indicator.measure == "shares")
    if figure is None:
        return TargetValue(target.text, None, (), "", "", target.base)
    return _read(target, figure)


def _read(target: Target, figure: Figure) -> TargetValue:
    return TargetValue(
        target.text, figure.qualifier.value, figure.values, figure.unit, figure.period, target.base
    )


def _details(before: TargetValue, after: TargetValue) -> tuple[Detail, ...]:
    """What changed of a target besides its figures; where one cannot be read, only its base."""
    fields = ["base"]
    if before.qualifier and after.qualifier:
        fields = ["qualifier", "unit", "period", "base"]
    pairs = ((field, getattr(before, field), getattr(after, field)) for field in fields)
    return tuple(
        Detail(field, was or None, now or None)
        for field, was, now in pairs
        if fold(was) != fold(now)
    )


def delta(before: TargetValue, after: TargetValue) -> Delta | None:
    """How far a target moved; None where the two cannot be compared, or stand at the same figure.

    A range moves at both ends; between a range and a point each end moves to, or from, the point.
    """
    if not before.values or not after.values:
        return None
    if (fold(before.unit), fold(before.period)) != (fold(after.unit), fold(after.period)):
        return None
    olds, news = before.values, after.values
    if len(olds) != len(news):
        if max(len(olds), len(news)) > 2:
            return None  # the parts of two different wholes
        olds, news = (olds * 2)[:2], (news * 2)[:2]
    absolute = tuple(new - old for old, new in zip(olds, news, strict=True))
    if not any(absolute):
        return None
    percent = before.unit.startswith("%")
    relative: tuple[Decimal, ...] = ()
    if not percent and all(olds):
        relative = tuple(
            ((new - old) * 100 / old).quantize(_TENTH, ROUND_HALF_UP)
            for old, new in zip(olds, news, strict=True)
        )
    unit = "điểm phần trăm" if percent else before.unit
    if len(set(zip(absolute, relative or absolute, strict=True))) == 1:
        absolute, relative = absolute[:1], relative[:1]
    return Delta(unit, absolute, relative)


def _clauses(texts: Texts, indicator: str, phase: str) -> tuple[str, ...]:
    """The clauses that print a target, on either side."""
    plans: tuple[Plan, ...] = (texts.new_plan, texts.old_plan)
    uses = [clause.id for p in plans for clause in indicator_uses(p).get((indicator, phase), ())]
    return tuple(dict.fromkeys(uses))
