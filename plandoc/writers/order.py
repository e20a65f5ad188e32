"""Which items of one sequence are which of another, by what they say, in order."""

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")
Pair = tuple[int, int]

MOST_PAIRS = 100_000  # to be weighed one by one; more are matched as they come


def in_order(
    olds: Sequence[T],
    news: Sequence[T],
    *,
    key: Callable[[T], object],
    words: Callable[[T], frozenset[str]],
    fits: Callable[[T, T], bool],
) -> list[Pair]:
    """The pairs (place in `olds`, place in `news`), both growing.

    First those of one `key`, the last with the last; then, between them, those that have the most
    `words` in common in all. Only items that `fits` allows are a pair by their words; items of one
    key must fit.
    """
    old_keys, new_keys = [key(old) for old in olds], [key(new) for new in news]
    end = 0
    while end < min(len(olds), len(news)) and old_keys[-1 - end] == new_keys[-1 - end]:
        end += 1
    old_end, new_end = len(olds) - end, len(news) - end
    matcher = SequenceMatcher(None, old_keys[:old_end], new_keys[:new_end], autojunk=False)
    pairs: list[Pair] = []
    for tag, i, j, k, n in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(range(i, j), range(k, n), strict=True)
        elif tag == "replace":
            found = _likeliest(olds[i:j], news[k:n], words, fits)
            pairs += [(i + one, k + other) for one, other in found]
    return [*pairs, *((old_end + n, new_end + n) for n in range(end))]


def _likeliest(
    olds: Sequence[T],
    news: Sequence[T],
    words: Callable[[T], frozenset[str]],
    fits: Callable[[T, T], bool],
) -> Iterator[Pair]:
    """The pairs with the most in common: the usual table of best results, read from its end."""
    if len(olds) * len(news) > MOST_PAIRS:
        pairs = enumerate(zip(olds, news, strict=False))
        yield from ((place, place) for place, (old, new) in pairs if fits(old, new))
        return
    bags = [words(old) for old in olds], [words(new) for new in news]
    gain = [
        [
            _gain(one, other) if fits(old, new) else 0
            for new, other in zip(news, bags[1], strict=True)
        ]
        for old, one in zip(olds, bags[0], strict=True)
    ]
    best = [[0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i, row in enumerate(gain):
        for j, worth in enumerate(row):
            pair = best[i][j] + worth if worth else 0
            best[i + 1][j + 1] = max(pair, best[i][j + 1], best[i + 1][j])
    found: list[Pair] = []
    i, j = len(olds), len(news)
    while i and j:
        worth = gain[i - 1][j - 1]
        if worth and best[i][j] == best[i - 1][j - 1] + worth:
            i, j = i - 1, j - 1
            found.append((i, j))
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    yield from reversed(found)


def _gain(one: frozenset[str], other: frozenset[str]) -> int:
    """How much two items have in common, from 1 for nothing to 1,001 for all."""
    whole = len(one | other)
    return 1 + (1000 * len(one & other) // whole if whole else 1000)
