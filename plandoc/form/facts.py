"""Single facts of formatting, as `w:rPr` and `w:pPr` state them: nothing inherited."""

from collections.abc import Callable
from typing import Any

from plandoc.form.theme import Theme
from plandoc.form.wordxml import Element, W, is_on, points, switch, value, whole

Facts = dict[str, Any]

MM = 25.4 / 72  # of a point
HTML_SPACE = 14.0  # what Word makes of an automatic space, points

_ALIGN = {
    **dict.fromkeys(("both", "distribute", "mediumKashida", "highKashida"), "justify"),
    "center": "center",
    "right": "right",
    "end": "right",
    "left": "left",
    "start": "left",
}


def letter_facts(properties: Element | None, theme: Theme) -> Facts:
    """What a `w:rPr` says; what it leaves out is not in the answer."""
    facts: Facts = {}
    if properties is None:
        return facts
    for child in properties:
        tag = child.tag.removeprefix(W)
        if tag in _SWITCHES:
            facts[_SWITCHES[tag]] = is_on(child.get(f"{W}val"))
        elif tag in _READERS:
            facts |= _READERS[tag](child, theme)
    return facts


_SWITCHES = {"b": "bold", "i": "italic", "caps": "caps", "vanish": "is_hidden"}


def _fonts(child: Element, theme: Theme) -> Facts:
    facts: Facts = {}
    for script, name in (("ascii", "font"), ("hAnsi", "wide_font")):
        font = theme.font(child.get(f"{W}{script}Theme", "")) or child.get(W + script, "")
        if font:
            facts[name] = font
    return facts


def _colour(child: Element, theme: Theme) -> Facts:
    shown = child.get(f"{W}val", "auto")
    themed = theme.colour(child.get(f"{W}themeColor", ""))
    is_mixed = child.get(f"{W}themeTint") or child.get(f"{W}themeShade")
    if themed and not is_mixed:
        shown = themed  # Word looks in the theme first; what it wrote beside it may be old
    return {"colour": "000000" if shown == "auto" else shown.upper()}


def _size(child: Element, _: Theme) -> Facts:
    size = points(child.get(f"{W}val"), plain=0.5)
    return {} if size is None else {"size": size}


_READERS: dict[str, Callable[[Element, Theme], Facts]] = {
    "rFonts": _fonts,
    "color": _colour,
    "sz": _size,
    "u": lambda child, _: {"underline": child.get(f"{W}val", "single") != "none"},
    "vertAlign": lambda child, _: {"is_raised": child.get(f"{W}val") != "baseline"},
    "lang": lambda child, _: {"language": found} if (found := child.get(f"{W}val")) else {},
    "rStyle": lambda child, _: {"style": child.get(f"{W}val", "")},
}


def layout_facts(properties: Element | None) -> Facts:
    """What a `w:pPr` says; what it leaves out is not in the answer."""
    facts: Facts = {}
    if properties is None:
        return facts
    for name, tag in (("keep_next", "keepNext"), ("keep_lines", "keepLines"),
                      ("hugs", "contextualSpacing")):  # fmt: skip
        if (given := switch(properties, tag)) is not None:
            facts[name] = given
    if align := value(properties, "jc"):
        facts["align"] = _ALIGN.get(align, "left")
    if level := value(properties, "outlineLvl"):
        facts["outline"] = whole(level, 9) + 1 if whole(level, 9) < 9 else 0
    facts |= _indents(properties.find(f"{W}ind")) | _spacing(properties.find(f"{W}spacing"))
    facts |= _borders(properties.find(f"{W}pBdr")) | _tabs(properties.find(f"{W}tabs"))
    return facts | _numbering(properties.find(f"{W}numPr"))


def _indents(given: Element | None) -> Facts:
    facts: Facts = {}
    if given is None:
        return facts
    for name, attributes in (("left", ("start", "left")), ("right", ("end", "right"))):
        for attribute in attributes:
            if (length := points(given.get(W + attribute))) is not None:
                facts[name] = length * MM
    first, hanging = points(given.get(f"{W}firstLine")), points(given.get(f"{W}hanging"))
    if first is not None:
        facts["first_line"] = first * MM
    if hanging is not None:
        facts["first_line"] = -hanging * MM
    return facts


def _spacing(given: Element | None) -> Facts:
    facts: Facts = {}
    if given is None:
        return facts
    for side in ("before", "after"):
        if (length := points(given.get(W + side))) is not None:
            facts[side] = length
        if lines := whole(given.get(f"{W}{side}Lines")):  # hundredths of a line of 12 points
            facts[side] = lines * 0.12
        if (automatic := given.get(f"{W}{side}Autospacing")) is not None:
            facts[f"{side}_automatic"] = is_on(automatic)
    rule = given.get(f"{W}lineRule")
    if (line := points(given.get(f"{W}line"))) is not None:
        facts["line_points"] = line
        facts["line_rule"] = rule or "auto"
    return facts


def _borders(given: Element | None) -> Facts:
    facts: Facts = {}
    for name, side in (("rule_above", "top"), ("rule_below", "bottom")):
        if kind := value(given, side):
            facts[name] = "" if kind in ("nil", "none") else kind
    return facts


def _tabs(given: Element | None) -> Facts:
    if given is None:
        return {}
    stops = [(points(tab.get(f"{W}pos")), tab.get(f"{W}val", "")) for tab in given]
    return {"tabs": tuple(sorted((at * MM, kind) for at, kind in stops if at is not None))}


def _numbering(given: Element | None) -> Facts:
    facts: Facts = {}
    if number := value(given, "numId"):
        facts["list"] = number
    if level := value(given, "ilvl"):
        facts["level"] = whole(level)
    return facts
