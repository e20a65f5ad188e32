"""Ids made of Vietnamese words: without marks, cut at a syllable, free."""

import re
from collections.abc import Collection, Sequence

from plandoc.model.folding import fold
from plandoc.model.plan import RESERVED_IDS

MOST_LETTERS = 60


def syllables(text: str) -> list[str]:
    """``Hóa chất, 8,5%`` as ``hoa chat 8 5``."""
    return re.findall(r"[a-z0-9]+", fold(text))


def free_id(parts: Sequence[str], otherwise: str, taken: Collection[str]) -> str:
    """An id of some syllables, as many as fit, with a number where it is taken.

    Where they are none, or begin with a figure, `otherwise` (well-formed itself) begins it.
    """
    if not parts or not parts[0][0].isalpha():
        parts = [otherwise, *parts]
    candidate, number = _cut(parts, MOST_LETTERS), 1
    while candidate in taken or candidate in RESERVED_IDS:
        number += 1
        ending = f"-{number}"
        candidate = _cut(parts, MOST_LETTERS - len(ending)) + ending
    return candidate


def _cut(parts: Sequence[str], most: int) -> str:
    """The parts joined, as many as fit; of a first one that is too long, its beginning."""
    joined = parts[0][:most]
    for part in parts[1:]:
        if len(joined) + 1 + len(part) > most:
            break
        joined += f"-{part}"
    return joined
