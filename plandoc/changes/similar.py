"""Clauses whose id changed though their text did not: told as a warning, never used to match.

Two clauses are alike when four fifths of their syllables are the same. Only those that share one of
their rarest syllables are compared, so that thousands added and removed take no time.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

from plandoc.changes.words import syllables
from plandoc.model.numbering import Clause

LEAST_ALIKE = Fraction(4, 5)  # of all syllables of both, those in common
MOST_SHARING = 50  # a word of more clauses than this tells nothing; a thousand drafts of one text
LEAST_SYLLABLES = 6  # shorter texts are alike by chance

Bags = dict[str, frozenset[str]]


def changed_ids(olds: Mapping[str, Clause], news: Mapping[str, Clause]) -> dict[str, str]:
    """Old ids to new ones: each the best match of the other, in the order of the old plan."""
    gone = _bags(olds, {clause.id for clause in olds.values() if clause.id not in news})
    come = _bags(news, {clause.id for clause in news.values() if clause.id not in olds})
    found = dict(_same(olds, news, gone, come))
    taken = set(found.values())
    gone = {old: words for old, words in gone.items() if old not in found}
    come = {new: words for new, words in come.items() if new not in taken}
    order = {id_: index for clauses in (olds, news) for index, id_ in enumerate(clauses)}
    candidates = [
        (-similarity(gone[old], come[new]), order[old] + order[new], old, new)
        for old, new in _with_rare_words_in_common(gone, come)
        if olds[old].kind == news[new].kind
    ]
    for alike, _, old, new in sorted(candidates):
        if -alike >= LEAST_ALIKE and old not in found and new not in taken:
            found[old] = new
            taken.add(new)
    return {old: found[old] for old in olds if old in found}


def _same(
    olds: Mapping[str, Clause], news: Mapping[str, Clause], gone: Bags, come: Bags
) -> Iterator[tuple[str, str]]:
    """Those with the very same words, the first with the first."""
    waiting: dict[tuple[str, frozenset[str]], list[str]] = {}
    for new in reversed(come):
        waiting.setdefault((news[new].kind, come[new]), []).append(new)
    for old, words in gone.items():
        if alike := waiting.get((olds[old].kind, words)):
            yield old, alike.pop()


def similarity(one: frozenset[str], other: frozenset[str]) -> Fraction:
    """The share of the syllables of both that both have (Jaccard)."""
    return Fraction(len(one & other), len(one | other) or 1)


def _bags(clauses: Mapping[str, Clause], wanted: set[str]) -> Bags:
    """The syllables of each wanted clause with all below it; without those of few."""
    if not wanted:
        return {}
    below: dict[str, set[str]] = {clause_id: set() for clause_id in wanted}
    for clause in clauses.values():
        own: frozenset[str] | None = None
        holder: Clause | None = clause
        while holder is not None:
            if holder.id in below:
                own = syllables(f"{clause.title} {clause.text}") if own is None else own
                below[holder.id] |= own
            holder = clauses.get(holder.parent)
    return {
        clause_id: frozenset(below[clause_id])
        for clause_id in clauses
        if len(below.get(clause_id, ())) >= LEAST_SYLLABLES
    }


def _with_rare_words_in_common(gone: Bags, come: Bags) -> Iterator[tuple[str, str]]:
    """Pairs that can be alike: of two such bags even the rarest few words must have one in common,
    as many as the bag may have words that the other has not, and one more."""
    counts = Counter(word for bags in (gone, come) for words in bags.values() for word in words)

    def rarest(words: frozenset[str]) -> list[str]:
        most_own = int(len(words) * (1 - LEAST_ALIKE))
        return sorted(words, key=lambda word: (counts[word], word))[: most_own + 1]

    index: dict[str, list[str]] = {}
    for new, words in come.items():
        for word in rarest(words):
            index.setdefault(word, []).append(new)
    for old, words in gone.items():
        telling = [word for word in rarest(words) if counts[word] <= MOST_SHARING]
        near = dict.fromkeys(new for word in telling for new in index.get(word, ()))
        for new in near:
            small, large = sorted((len(words), len(come[new])))
            if small >= LEAST_ALIKE * large:
                yield old, new


def likeness(
    olds: Mapping[str, Clause], news: Mapping[str, Clause], renamed: Mapping[str, str]
) -> dict[str, int]:
    """For each old id how alike its clause and the new one's, with all below them, are: in per
    cent, rounded down."""
    ones, others = _bags(olds, set(renamed)), _bags(news, set(renamed.values()))
    none: frozenset[str] = frozenset()
    return {
        old: int(similarity(ones.get(old, none), others.get(new, none)) * 100)
        for old, new in renamed.items()
    }
