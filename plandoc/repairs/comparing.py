"""Whether a mended file still says the same: told from what is read, not from how it was mended."""

import re

from plandoc.reading.nodes import Node
from plandoc.repairs.draft import Written

_WORDS = re.compile(r"\w+")


def same_signs(before: Written, after: Written) -> bool:
    """All that is no white space is there, in the same order: words, signs, comments."""
    return "".join(before.text.split()) == "".join(after.text.split())


def same_words(before: Node, after: Node) -> bool:
    """The same fields and lists, each value the same words in the same paragraphs."""
    if before.kind != after.kind:
        return False
    if before.kind == "scalar":
        one, other = before.value, after.value
        return one == other or (
            _WORDS.findall(one) == _WORDS.findall(other)
            and "".join(one.split()) == "".join(other.split())
            and one.count("\n") == other.count("\n")
        )
    if len(before.items) != len(after.items) or len(before.pairs) != len(after.pairs):
        return False
    return all(map(same_words, before.items, after.items)) and all(
        key.value == other_key.value and same_words(value, other)
        for (key, value), (other_key, other) in zip(before.pairs, after.pairs, strict=True)
    )
