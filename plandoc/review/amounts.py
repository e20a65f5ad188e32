"""Numbers as they are written in Vietnamese: decimal comma, dots between thousands."""

from decimal import Decimal

from plandoc.changes.facts import Delta


def number(value: Decimal, signed: bool = False) -> str:
    """``-1234.5`` as ``−1.234,5``; `signed` writes the plus too."""
    digits = f"{abs(value):f}"
    whole, _, part = digits.partition(".")
    groups: list[str] = []
    while len(whole) > 3:
        whole, group = whole[:-3], whole[-3:]
        groups.insert(0, group)
    part = part.rstrip("0")
    text = ".".join([whole, *groups]) + (f",{part}" if part else "")
    sign = "−" if value < 0 else "+" if signed and value > 0 else ""
    return sign + text


def delta_text(delta: Delta, components: tuple[str, ...] = ()) -> str:
    """``+0,5 … +0,8 điểm phần trăm``; for parts of a whole each part that changed."""
    amounts = [number(value, signed=True) for value in delta.absolute]
    if components and len(components) == len(amounts):
        parts = zip(components, amounts, delta.absolute, strict=True)
        shown = "; ".join(f"{name} {amount}" for name, amount, value in parts if value)
    else:
        shown = " … ".join(amounts)
    text = f"{shown} {delta.unit}".rstrip()
    if not delta.relative:
        return text
    relative = " … ".join(f"{number(value, signed=True)}%" for value in delta.relative)
    return f"{text} ({relative})"
