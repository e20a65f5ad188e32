"""The order of a list after both sides changed it."""

from collections.abc import Sequence

from plandoc.reading.extents import Unsafe


def merged_order(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], *, strict: bool = True
) -> list[str]:
    """Every key of the three lists (each names a key once), in the order they are to stand in.

    New keys follow the key of the base that they follow on their own side, be it still there or
    not; ours before theirs. Raises Unsafe when both sides put the keys of the base into another
    order, each its own; unless `strict`: then ours counts.
    """
    anchors = list(base)
    if _reordered(base, ours):
        if strict and _reordered(base, theirs) and _shared(ours, theirs) != _shared(theirs, ours):
            raise Unsafe
        anchors = _anchors(base, ours)
    elif _reordered(base, theirs):
        anchors = _anchors(base, theirs)
    gaps, other_gaps = _gaps(base, ours), _gaps(base, theirs)
    order: list[str] = []
    for anchor in ("", *anchors):
        order += [anchor] if anchor else []
        order += gaps.get(anchor, [])
        order += [key for key in other_gaps.get(anchor, []) if key not in set(ours)]
    return order


def clash(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether both sides took out one value and put in different ones: perhaps in its place."""
    known = set(base)
    both_lack = known - set(ours) - set(theirs)
    return bool(both_lack) and set(ours) - known != set(theirs) - known


def _shared(keys: Sequence[str], others: Sequence[str]) -> list[str]:
    wanted = set(others)
    return [key for key in keys if key in wanted]


def _reordered(base: Sequence[str], side: Sequence[str]) -> bool:
    return _shared(base, side) != _shared(side, base)


def _anchors(base: Sequence[str], side: Sequence[str]) -> list[str]:
    """The keys of the base in a side's order; what it lacks stays behind what it followed."""
    order = _shared(side, base)
    kept = set(order)
    for number, key in enumerate(base):
        if key not in kept:
            place = order.index(base[number - 1]) + 1 if number else 0
            order.insert(place, key)
    return order


def _gaps(base: Sequence[str], side: Sequence[str]) -> dict[str, list[str]]:
    """The new keys of a side by the key of the base that they follow, or by nothing."""
    known = set(base)
    gaps: dict[str, list[str]] = {}
    last = ""
    for key in side:
        if key in known:
            last = key
        else:
            gaps.setdefault(last, []).append(key)
    return gaps
