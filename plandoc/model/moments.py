"""Points of time in a Vietnamese text: days, months, quarters, years.

Read: ``31/12/2024``, ``ngày 30 tháng 6 năm 2024``, ``ngày 15/11`` (of every year),
``tháng 6/2024``, ``quý II/2024``, ``năm 2024``, ``2024-2025`` (two years). The number of a
document and its date are no points of time.
"""

import calendar
import datetime
import re
from collections.abc import Iterator

from msgspec import Struct

from plandoc.model.mentions import OFFICIAL_NUMBER

_LEAP_YEAR = 2024  # a day without a year may be 29 February
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
_MOMENT = re.compile(
    rf"(?P<cited>(?-i:{OFFICIAL_NUMBER.pattern}),?\s+ngày\s+[\d/.-]+)"
    r"|(?<![\d.,/])(?:(?:ngày\s+)?"
    r"(?P<day>\d{1,2})(?:[/.-]|\s+tháng\s+)(?P<month>\d{1,2})(?:[/.-]|\s+năm\s+)(?P<year>YEAR)"
    r"|ngày\s+(?P<any_day>\d{1,2})(?:/|\s+tháng\s+)(?P<any_month>\d{1,2})"
    r"|tháng\s+(?P<in_month>\d{1,2})(?:[/-]|\s+(?:năm\s+)?)(?P<month_year>YEAR)"
    r"|(?P<bare_month>0?[1-9]|1[0-2])/(?P<bare_year>YEAR)"
    r"|quý\s+(?P<quarter>[IVX]+|\d+)(?:[/-]|\s+(?:năm\s+)?)(?P<quarter_year>YEAR)"
    r"|(?P<in_year>YEAR)"
    r")(?![\d/]|[.,]\d|-\D)".replace("YEAR", r"(?:19|20|21)\d\d"),
    re.IGNORECASE,
)


class Moment(Struct, frozen=True):
    """A point of time in ``text[start:end]``: its first and last day.

    Both are None where there is no such day, month or quarter, and where no year is told; `exists`
    tells these apart.
    """

    start: int
    end: int
    exists: bool
    first: datetime.date | None = None
    last: datetime.date | None = None


def moments(text: str) -> Iterator[Moment]:
    """The points of time in a text, in order."""
    for match in _MOMENT.finditer(text):
        found = {name: value for name, value in match.groupdict().items() if value}
        if "cited" in found:
            continue
        if "any_day" in found:
            exists = day_exists(int(found["any_day"]), int(found["any_month"]))
            yield Moment(*match.span(), exists)
            continue
        days = _days(found)
        yield Moment(*match.span(), True, *days) if days else Moment(*match.span(), False)


def day_exists(day: int, month: int, year: int = _LEAP_YEAR) -> bool:
    """Whether the calendar has this day; without a year, whether some year has it."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _days(found: dict[str, str]) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of what was found; None where there is no such thing."""
    if "day" in found:
        day, month, year = (int(found[name]) for name in ("day", "month", "year"))
        date = datetime.date(year, month, day) if day_exists(day, month, year) else None
        return (date, date) if date else None
    if "quarter" in found:
        sign = found["quarter"].upper()
        number = int(sign) if sign.isdecimal() else _QUARTERS.get(sign, 0)
        if not 1 <= number <= 4:
            return None
        return _months(int(found["quarter_year"]), 3 * number - 2, 3 * number)
    if "in_year" in found:
        return _months(int(found["in_year"]), 1, 12)
    month = int(found.get("in_month") or found["bare_month"])
    year = int(found.get("month_year") or found["bare_year"])
    return _months(year, month, month) if 1 <= month <= 12 else None


def _months(year: int, first: int, last: int) -> tuple[datetime.date, datetime.date]:
    end = datetime.date(year, last, calendar.monthrange(year, last)[1])
    return datetime.date(year, first, 1), end
