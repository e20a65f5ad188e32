"""Where the plan's text uses what is kept apart from it: indicators and cited documents."""

from collections.abc import Iterator
from functools import lru_cache

from plandoc.model.mentions import reference_recogniser
from plandoc.model.numbering import Clause, outline
from plandoc.model.plan import Plan
from plandoc.model.printed import printed
from plandoc.model.prose import Note, Words, parse_prose, placeholders


@lru_cache(maxsize=4)
def indicator_uses(plan: Plan) -> dict[tuple[str, str], tuple[Clause, ...]]:
    """For (indicator, phase) the clauses that print its target, in the plan's order."""
    found: dict[tuple[str, str], dict[str, Clause]] = {}
    for clause in outline(plan):
        for text in (clause.title, clause.text):
            for use in placeholders(parse_prose(text)[0]):
                key = (use.indicator, use.phase or clause.phase)
                found.setdefault(key, {})[clause.id] = clause
    return {key: tuple(clauses.values()) for key, clauses in found.items()}


@lru_cache(maxsize=4)
def reference_uses(plan: Plan) -> dict[str, tuple[Clause, ...]]:
    """For a reference the clauses that cite it, also in a footnote, in the plan's order.

    A number that is not unique counts for every reference that carries it.
    """
    find = reference_recogniser(plan)
    found: dict[str, dict[str, Clause]] = {}
    for clause in outline(plan):
        for text in _texts(plan, clause):
            for mention in find(text):
                for reference in mention.ids:
                    found.setdefault(reference, {})[clause.id] = clause
    return {reference: tuple(clauses.values()) for reference, clauses in found.items()}


def _texts(plan: Plan, clause: Clause) -> Iterator[str]:
    """The printed words of a clause: title, text, each footnote."""
    for text in (clause.title, clause.text):
        pieces = printed(plan, text, clause.phase)
        yield "".join(piece.text for piece in pieces if isinstance(piece, Words))
        for note in pieces:
            if isinstance(note, Note):
                yield "".join(piece.text for piece in note.pieces if isinstance(piece, Words))
