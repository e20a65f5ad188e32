"""How wide a text is in Times New Roman: the decree ties the length of its lines to their text.

Advance widths in 1/2048 of the letter size, as in every typeface of Times metrics (taken from
Liberation Serif). A letter with a mark is as wide as the letter; only ơ and ư are wider.
"""

import unicodedata
from functools import cache, lru_cache

_UNITS = 2048
_REGULAR = {
    369: "'",
    410: "|",
    512: " ,.",
    569: "ijlt/:;\\",
    614: "²³¹",
    682: "frI!()-[]`‘’·",
    797: "sJ",
    819: "°",
    836: '"',
    909: "acez?“”",
    961: "^",
    983: "{}",
    1024: "0123456789bdghknopquvxy#$*_đ–«»§",
    1083: "ơ",
    1108: "~",
    1110: "ư",
    1124: "≥≤",
    1139: "FPS",
    1155: "+<=>×−",
    1251: "ELTZ",
    1366: "BCR",
    1479: "wADGHKNOQUVXYĐƠ",
    1536: "½",
    1589: "Ư",
    1593: "m&",
    1706: "%",
    1821: "M",
    1886: "@",
    1933: "W",
    2048: "—…",
}
_BOLD = {
    451: "|",
    512: " ,.",
    569: "il'/\\",
    614: "²³¹",
    682: "fjt!()-:;[]`‘’·",
    797: "sI",
    807: "{}",
    819: "°",
    909: "cerz",
    1024: "0123456789agovxyJ#$*?_–“”«»§",
    1065: "~",
    1124: "≥≤",
    1134: "ơ",
    1137: '"',
    1139: "bdhknpquSđ",
    1167: "+<=>×−",
    1190: "^",
    1229: "ư",
    1251: "FP",
    1366: "BELTZ",
    1479: "wACDNRUVXYĐ",
    1536: "½",
    1593: "GHKOQƠ",
    1630: "Ư",
    1706: "m&",
    1905: "@",
    1933: "M",
    2048: "W%—…",
}
_REGULAR_WIDTHS, _BOLD_WIDTHS = (
    {letter: units for units, letters in table.items() for letter in letters}
    for table in (_REGULAR, _BOLD)
)


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of `text` on one line, in the unit of `size` (points in, points out)."""
    return sum(_advance(letter, bold) for letter in text) * size / _UNITS


@lru_cache(maxsize=256)  # the same words stand at the head of every document
def widest_line(text: str, size: float, bold: bool, room: float) -> float:
    """The width of the widest line when `text` is set in lines of at most `room`.

    Lines break at spaces, and at each newline in `text`. A word wider than `room` counts as is.
    """
    widest = 0.0
    space = width(" ", size, bold)
    for line in text.split("\n"):
        reached = 0.0
        for word in line.split(" "):
            advance = width(word, size, bold)
            if reached and reached + space + advance > room:
                widest, reached = max(widest, reached), advance
            else:
                reached += (space if reached else 0.0) + advance
        widest = max(widest, reached)
    return widest


@cache
def _advance(letter: str, bold: bool) -> int:
    widths = _BOLD_WIDTHS if bold else _REGULAR_WIDTHS
    if letter in widths:
        return widths[letter]
    if unicodedata.combining(letter):
        return 0
    if letter == "\u00a0":
        return widths[" "]
    whole = unicodedata.normalize("NFD", letter)
    if len(whole) == 1:
        return _UNITS // 2  # a letter beyond Vietnamese: about the middle
    base = whole[0]
    if "\u031b" in whole:  # the horn of ơ and ư belongs to the letter
        base = unicodedata.normalize("NFC", base + "\u031b")
    return widths.get(base, _UNITS // 2)
