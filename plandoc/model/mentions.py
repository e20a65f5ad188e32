"""Agencies and cited documents recognised in prose by their names and numbers.

Nothing is marked up in the text: the longest known name wins, white space and the kinds of dash
are alike, and a sentence may begin with a capital. Numbers of documents are also found where the
plan does not know them, so that a check can say so.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from msgspec import Struct

from plandoc.model.plan import Plan

# "111-CTr/TU", "404/TB-UBND", "30/2020/NĐ-CP"; not "17/3/2023", not "2021-2025", not "1-A".
OFFICIAL_NUMBER = re.compile(
    r"(?<![\w/.-])(?=\d+(?:-\w+)?/)\d+(?:/\d{4})?[-/][A-ZĐ][\wĐ]*(?:[-/&][A-ZĐ]\w*)*"
)
# Any capital letter: in Unicode those of Vietnamese stand among the small ones, in no range.
CAPITAL = f"[A-Z{''.join(c for c in map(chr, range(0xC0, 0x1F00)) if c.isupper())}]"


class Mention(Struct, frozen=True):
    """A name or number found in ``text[start:end]``; `kind` is ``agency`` or ``reference``.

    `ids` has several members where a number alone is not unique.
    """

    kind: str
    ids: tuple[str, ...]
    start: int
    end: int


Recogniser = Callable[[str], list[Mention]]
Tree = dict[str, "Tree"]
_DEPTH = 10


@lru_cache(maxsize=4)
def agency_recogniser(plan: Plan) -> Recogniser:
    """Finds the plan's agencies and collectives by name, short name and alias."""
    names: dict[str, list[str]] = {}
    for agency in plan.agencies:
        for name in (agency.name, agency.short, *agency.aliases):
            if name:
                names.setdefault(_key(name), []).append(agency.id)
    return _recogniser("agency", names)


@lru_cache(maxsize=4)
def reference_recogniser(plan: Plan) -> Recogniser:
    """Finds the plan's references by number, by title where they have none, and by alias."""
    names: dict[str, list[str]] = {}
    for reference in plan.references:
        for name in (reference.number or reference.title, *reference.aliases):
            if name:
                names.setdefault(_key(name), []).append(reference.id)
    return _recogniser("reference", names)


def _key(text: str) -> str:
    """A name as it is compared: one space, one dash, first letter small."""
    text = re.sub(r"\s+", " ", re.sub(r"[‐‑–—]", "-", text.strip()))
    return text[:1].lower() + text[1:]


def _recogniser(kind: str, names: dict[str, list[str]]) -> Recogniser:
    if not names:
        return lambda text: []
    pattern = re.compile(rf"(?<![\w/-])(?:{_pattern(names)})(?![\w])(?!/\w)")

    def find(text: str) -> list[Mention]:
        return [
            Mention(kind, tuple(dict.fromkeys(names[_key(match[0])])), *match.span())
            for match in pattern.finditer(text)
        ]

    return find


def _pattern(names: Iterable[str]) -> str:
    """All names as alternatives, the longest first, as a tree of words.

    What many names share is tried once: else a text would cost as much as there are agencies. The
    tree has a bound, so that no name can exhaust the stack: what is longer ends in one piece.
    """
    tree: Tree = {}
    for name in names:
        branch = tree
        words = _words(name)
        end = [r"\s+".join(words[_DEPTH:])] if words[_DEPTH:] else []
        for word in (*words[:_DEPTH], *end):
            branch = branch.setdefault(word, {})
        branch[""] = {}  # a name ends here
    return _alternatives(tree)


def _alternatives(tree: Tree) -> str:
    words = sorted(filter(None, tree), key=len, reverse=True)
    return "|".join(word + _rest(tree[word]) for word in words)


def _rest(tree: Tree) -> str:
    longer = _alternatives(tree)
    return rf"(?:\s+(?:{longer})){'?' if '' in tree else ''}" if longer else ""


def _words(name: str) -> list[str]:
    """A pattern for each word of a name."""
    words = [re.escape(word).replace(r"\-", "[-‐‑–—]") for word in name.split(" ")]
    first, capital = name[:1], name[:1].upper()
    if capital != first and capital.lower() == first:  # not so for ß, whose capital is SS
        words[0] = f"[{re.escape(first)}{re.escape(capital)}]{words[0][len(re.escape(first)) :]}"
    return words
