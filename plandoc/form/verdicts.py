"""What a rule says of a document, and how measures are worded."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct

from plandoc.form.pieces import Piece, tidy
from plandoc.form.view import Paragraph

_EXCERPT = 60
_MOST_PLACES = 3


class Verdict(StrEnum):
    """Only `FAULT` fails a document; `NOTE` is practice, not law."""

    PASS = "đạt"
    FAULT = "không đạt"
    ABSENT = "không áp dụng"
    NOTE = "ghi chú"


class Outcome(Struct, frozen=True):
    """A rule's verdict, what was measured, and where the trouble is."""

    verdict: Verdict
    measured: str = ""
    where: tuple[str, ...] = ()


def passed(measured: str) -> Outcome:
    return Outcome(Verdict.PASS, measured)


def fault(measured: str, where: Iterable["Place"] = ()) -> Outcome:
    return Outcome(Verdict.FAULT, measured, places(where))


def note(measured: str, where: Iterable["Place"] = ()) -> Outcome:
    return Outcome(Verdict.NOTE, measured, places(where))


def absent(why: str = "") -> Outcome:
    return Outcome(Verdict.ABSENT, why)


def judged(troubles: Sequence[str], measured: str, where: Iterable["Place"] = ()) -> Outcome:
    """A fault that names its troubles, each once, or a pass."""
    return fault("; ".join(dict.fromkeys(troubles)), where) if troubles else passed(measured)


Place = str | Paragraph | Piece


def places(where: Iterable[Place]) -> tuple[str, ...]:
    """The first few places in words, and how many more there are."""
    unique = {_key(place): place for place in where}
    shown = [_worded(place) for place in list(unique.values())[:_MOST_PLACES]]
    if len(unique) > _MOST_PLACES:
        shown.append(f"và {len(unique) - _MOST_PLACES} chỗ khác")
    return tuple(shown)


def _key(place: Place) -> str | int:
    if isinstance(place, str):
        return place
    return (place.paragraph if isinstance(place, Piece) else place).index


def _worded(place: Place) -> str:
    if isinstance(place, str):
        return place
    paragraph = place.paragraph if isinstance(place, Piece) else place
    return f"đoạn {paragraph.index + 1}: {quoted(place.text)}"


def quoted(text: str) -> str:
    """The first words of a text in quotation marks."""
    words = tidy(text)
    if len(words) > _EXCERPT:
        words = words[:_EXCERPT].rsplit(" ", 1)[0] + " …"
    return f"“{words}”"


def number(value: float, digits: int = 1) -> str:
    """A number as it is written in Vietnamese: ``12,7``; whole ones without a comma."""
    shown = f"{value:.{digits}f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return ("0" if shown == "-0" else shown).replace(".", ",")


def several(values: Iterable[float], unit: str, digits: int = 1) -> str:
    """Values of one unit, each once, smallest first: ``13; 14 pt``."""
    shown = dict.fromkeys(number(value, digits) for value in sorted(values))
    return f"{'; '.join(shown)} {unit}" if shown else ""
