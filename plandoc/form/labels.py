"""The numbers that Word puts before paragraphs by itself: ``1.``, ``a)``, ``-``."""

import re
from collections.abc import Callable

from msgspec import Struct

from plandoc.form.facts import Facts, layout_facts
from plandoc.form.wordxml import Element, W, is_on, value, whole

LEVELS = 9
_MOST = 10_000  # a number beyond this is printed in Arabic digits


class Level(Struct, frozen=True):
    """One level of a list: how its number is written, and what it does to the paragraph."""

    start: int
    format: str
    text: str  # %1.%2.
    is_legal: bool  # all numbers in Arabic digits
    style: str
    layout: Facts


class Labels:
    """Counts the lists of a document, paragraph by paragraph."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, str] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._restarted: set[str] = set()
        self._restarts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        shared = {
            abstract.get(f"{W}abstractNumId", ""): _levels(abstract)
            for abstract in root.iter(f"{W}abstractNum")
        }
        for number in root.findall(f"{W}num"):
            key, abstract = number.get(f"{W}numId", ""), value(number, "abstractNumId")
            levels = dict(shared.get(abstract, {}))
            restarts = {}
            for override in number.findall(f"{W}lvlOverride"):
                at = whole(override.get(f"{W}ilvl"))
                levels |= _levels(override)
                if start := value(override, "startOverride"):
                    restarts[at] = whole(start, 1)
            self._abstract[key] = abstract
            self._levels[key] = levels
            self._restarts[key] = restarts

    def level(self, key: str, level: int | None, style: str) -> Level | None:
        """The level of list `key`; without a number, the one that is tied to the style."""
        return self._levels.get(key, {}).get(self._depth(key, level, style))

    def _depth(self, key: str, level: int | None, style: str) -> int:
        if level is not None:
            return level
        tied = [at for at, one in self._levels.get(key, {}).items() if style and one.style == style]
        return tied[0] if tied else 0

    def label(self, key: str, level: int | None, style: str) -> str:
        """The label of the next paragraph of the list; counts it."""
        depth = self._depth(key, level, style)
        levels = self._levels.get(key, {})
        if depth not in levels or not 0 <= depth < LEVELS:
            return ""
        counts = self._counts.setdefault(self._abstract[key], [None] * LEVELS)
        if key not in self._restarted:
            self._restarted.add(key)
            for at, start in self._restarts[key].items():
                if 0 <= at < LEVELS:
                    counts[at] = start - 1
        before = counts[depth]
        counts[depth] = levels[depth].start if before is None else before + 1
        counts[depth + 1 :] = [None] * (LEVELS - depth - 1)
        return _written(levels, depth, counts)


def _levels(parent: Element) -> dict[int, Level]:
    return {
        whole(level.get(f"{W}ilvl")): Level(
            start=whole(value(level, "start"), 1),
            format=value(level, "numFmt") or "decimal",
            text=value(level, "lvlText"),
            is_legal=(found := level.find(f"{W}isLgl")) is not None and is_on(found.get(f"{W}val")),
            style=value(level, "pStyle"),
            layout=layout_facts(level.find(f"{W}pPr")),
        )
        for level in parent.findall(f"{W}lvl")
    }


def _written(levels: dict[int, Level], depth: int, counts: list[int | None]) -> str:
    own = levels[depth]
    if own.format == "bullet":
        return _BULLETS.get(own.text, own.text)

    def number(found: "re.Match[str]") -> str:
        at = int(found[1]) - 1
        level = levels.get(at)
        if level is None:
            return ""
        count = counts[at]
        kind = "decimal" if own.is_legal else level.format
        return _FORMATS.get(kind, str)(level.start if count is None else count)

    return re.sub(r"%([1-9])", number, own.text)


_BULLETS = {"\uf0b7": "•", "\uf02d": "-", "\uf0a7": "▪", "\uf0d8": "➢"}  # letters of symbol fonts


def _letter(number: int) -> str:
    if not 0 < number <= _MOST:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def roman(number: int) -> str:
    """A number in capital Roman digits; beyond 3999 in Arabic ones."""
    if not 0 < number < 4000:
        return str(number)
    done = ""
    for size, digits in _ROMAN:
        done += digits * (number // size)
        number %= size
    return done


_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
    "none": lambda _: "",
}
