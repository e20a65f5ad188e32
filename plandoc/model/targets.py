"""What a printed target says: qualifier, range, unit and period, as exact decimals.

The words are printed as typed; only their value is read here. Forms read (Vietnamese numbers:
decimal comma, dot for thousands): ``8,5%-8,7%/năm``, ``210-215 triệu đồng``, ``khoảng 30 - 35%``,
``trên 8,7%/năm``, ``từ 14-15%/năm`` (a range), ``từ 4.000 ha trở lên`` (at least), and for a
structure ``62,3% - 28% - 2,5% - 7,2%``.
"""

import re
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


class Qualifier(StrEnum):
    """How the figure is meant; ``EXACT`` where the plan does not qualify it."""

    EXACT = "exact"
    ABOVE = "above"
    BELOW = "below"
    ABOUT = "about"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"


class Figure(Struct, frozen=True):
    """A target's value: two `values` are a range (low, high), one is a point, shares are listed."""

    qualifier: Qualifier
    values: tuple[Decimal, ...]
    unit: str
    period: str

    @property
    def full_unit(self) -> str:
        """The unit with its period: ``%/năm``."""
        return f"{self.unit}/{self.period}" if self.period else self.unit


MAX_TARGET = 200  # characters; a number of thousands of digits is none to reckon with

_NUMBER = r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_BEFORE = {
    "trên": Qualifier.ABOVE,
    "hơn": Qualifier.ABOVE,
    "dưới": Qualifier.BELOW,
    "khoảng": Qualifier.ABOUT,
    "gần": Qualifier.ABOUT,
    "tối thiểu": Qualifier.AT_LEAST,
    "ít nhất": Qualifier.AT_LEAST,
    "tối đa": Qualifier.AT_MOST,
    "không quá": Qualifier.AT_MOST,
    "từ": Qualifier.EXACT,
    "": Qualifier.EXACT,
}
_AFTER = {"trở lên": Qualifier.AT_LEAST, "trở xuống": Qualifier.AT_MOST}
_PERIODS = ("năm", "quý", "tháng", "nhiệm kỳ", "giai đoạn")
_TARGET = re.compile(
    rf"(?P<before>{'|'.join(filter(None, _BEFORE))})?\s*"
    rf"(?P<first>{_NUMBER})(?![\d.,])\s*%?"
    rf"(?:\s*(?:[-–—]|đến)\s*(?P<second>{_NUMBER})(?![\d.,])\s*%?)?"
    r"(?P<unit>\s*/?[^\W\d_][^,;%]*?)??"
    rf"\s*(?P<after>{'|'.join(_AFTER)})?",
    re.IGNORECASE,
)
_SHARE = re.compile(rf"({_NUMBER})\s*(%?)")


def parse_number(text: str) -> Decimal:
    """A Vietnamese number (``15.000``, ``8,5``) as an exact decimal."""
    return Decimal(text.replace(".", "").replace(",", "."))


def parse_target(text: str, *, shares: bool = False) -> Figure | None:
    """The value of a printed target, or None when it cannot be read.

    `shares`: the text lists the parts of a whole, in the order of the indicator's components.
    """
    if len(text) > MAX_TARGET:
        return None
    return _parse_shares(text) if shares else _parse_single(text.strip())


def _parse_shares(text: str) -> Figure | None:
    parts = [_SHARE.fullmatch(part.strip()) for part in re.split(r"\s*(?:[-–—;])\s*", text.strip())]
    if len(parts) < 2 or not all(parts):
        return None
    values = tuple(parse_number(part[1]) for part in parts if part)
    return Figure(Qualifier.EXACT, values, "%" if "%" in text else "", "")


def _parse_single(text: str) -> Figure | None:
    match = _TARGET.fullmatch(text)
    if match is None:
        return None
    unit, _, period = (match["unit"] or "").rpartition("/")
    if period.strip() not in _PERIODS:
        unit, period = match["unit"] or "", ""
    if "%" in text:
        unit = f"%{unit}"
    values = [parse_number(match["first"])]
    if match["second"]:
        values.append(parse_number(match["second"]))
    qualifier = _BEFORE[(match["before"] or "").lower()]
    if match["after"]:
        qualifier = _AFTER[match["after"].lower()]
    return Figure(qualifier, tuple(values), unit.strip(), period.strip())
