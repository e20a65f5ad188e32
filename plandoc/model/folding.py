"""Vietnamese text as a search compares it: without marks, case and punctuation.

``templates/site/search.js`` holds the same function for the browser; a test keeps the two equal.
"""

import unicodedata
from functools import lru_cache

# đ is no d with a mark to Unicode. ð and ɖ are taken for it: in capitals the three look alike.
_STROKED = "đðɖ"


def fold(text: str) -> str:
    """``Hoá chất: 8,5%`` as ``hoa chat  8 5 ``.

    Each character of the text in NFC becomes one: a letter its base in lower case, a digit
    itself, anything else a space. Characters beyond the BMP count as two, as JavaScript counts
    them, so that a place in the result is the same place in the text there.
    """
    return "".join(map(_folded, unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    if base in _STROKED:
        return "d"
    units = _units(character)
    readable = unicodedata.category(base[0])[0] in "LN"
    return base if readable and _units(base) == units else " " * units


def _units(text: str) -> int:
    """How many characters JavaScript counts."""
    return sum(2 if character > "\uffff" else 1 for character in text)
