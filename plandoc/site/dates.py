"""Dates: which duties recur on a day of the year, and the lines of a calendar file (RFC 5545)."""

import datetime
import re
import uuid
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from plandoc.model.numbering import Clause, outline
from plandoc.model.plan import Duty, Plan, Task

_FOLD_AT = 75  # octets of a line, without its CRLF


class Event(Struct, frozen=True):
    """A duty that is due each year before a day: the last day that is still before it.

    `start` is the first such day after the plan's date; `rule` says how it comes again.
    """

    clause: Clause
    duty: Duty
    uid: str
    start: datetime.date
    rule: str

    @property
    def end(self) -> datetime.date:
        """The day after, which an all-day event ends on."""
        return self.start + datetime.timedelta(days=1)


def events(plan: Plan) -> tuple[Event, ...]:
    """The yearly duties of an issued plan; without a date nothing can be dated."""
    return () if plan.head.draft else tuple(_events(plan))


def dated_tasks(plan: Plan) -> list[Clause]:
    """The tasks for which the plan says when."""
    return [c for c in outline(plan) if isinstance(c.node, Task) and c.node.due]


def escape_text(value: Any) -> Markup:
    """A TEXT value: its commas, semicolons, backslashes and line breaks escaped."""
    if hasattr(value, "__html__"):
        return Markup(value)
    text = str(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return Markup(re.sub(r"\s+", " ", text))


def content_lines(text: str) -> bytes:
    """The lines of a rendered template as the standard wants them: folded, ended by CRLF."""
    lines = (line.strip() for line in text.split("\n"))
    return b"".join(_folded(line.encode()) + b"\r\n" for line in lines if line)


def _folded(line: bytes) -> bytes:
    """A line in pieces of 75 octets, none of which cuts a letter in two."""
    pieces = []
    while len(line) > _FOLD_AT:
        cut = _FOLD_AT
        while line[cut] & 0xC0 == 0x80:  # the middle of a letter
            cut -= 1
        pieces.append(line[:cut])
        line = b" " + line[cut:]
    return b"\r\n".join([*pieces, line])


def _events(plan: Plan) -> Iterator[Event]:
    issued = plan.head.date
    assert issued is not None
    known: set[str] = set()
    for clause in outline(plan):
        for duty in clause.duties:
            if duty.every != "year" or not duty.before:
                continue
            day, month = int(duty.before[:2]), int(duty.before[3:])
            try:
                start, rule = _first(issued, day, month)
            except ValueError:  # 31/02 is no day
                continue
            uid = _uid(plan, clause, duty)
            if uid not in known:
                known.add(uid)
                yield Event(clause, duty, uid, start, rule)


def _first(issued: datetime.date, day: int, month: int) -> tuple[datetime.date, str]:
    """The first day after `issued` that is the last before a day of the year, and its rule.

    Before the first of a month is the last of the one before: -1, because February's changes.
    """
    before = datetime.date(2001, month, day) - datetime.timedelta(days=1)
    of_month = -1 if day == 1 else before.day
    starts = (
        datetime.date(year + (month < before.month), month, day) - datetime.timedelta(days=1)
        for year in (issued.year, issued.year + 1)
    )
    start = next(start for start in starts if start > issued)
    return start, f"FREQ=YEARLY;BYMONTH={before.month};BYMONTHDAY={of_month}"


def _uid(plan: Plan, clause: Clause, duty: Duty) -> str:
    """The same for the same duty in every build, and no other plan's."""
    head = plan.head
    parts = (plan.issuer.name, head.kind, head.number, str(head.date), clause.id, duty.kind)
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "\n".join((*parts, duty.before, duty.to))))
