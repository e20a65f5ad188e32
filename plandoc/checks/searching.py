"""Searching all of a plan's texts at once, and telling no more than a drafter reads.

A pattern runs once over the passages joined into one text: that is many times faster than once for
each of them. Between two passages stands a character that no text may hold and no ``\\s`` matches.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from plandoc.checks.finding import Finding
from plandoc.checks.passages import Passage, passages
from plandoc.model.plan import Plan
from plandoc.reading.structure import Path

ENOUGH = 20  # findings of one rule in one text; a text with more is no text
_BETWEEN = "\0"


class Joined(Struct, frozen=True):
    """All passages as one text, the same in small letters, and where each passage begins."""

    text: str
    small: str
    passages: tuple[Passage, ...]
    starts: list[int]


class Hit(Struct, frozen=True):
    """What a pattern found: ``passage.text[start:end]``."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words found."""
        return self.passage.text[self.start : self.end]

    def finding(self, message: str, hint: str = "") -> Finding:
        """A fault at these words."""
        return Finding(self.passage.path, message, hint, (self.start, self.end))


def search(plan: Plan, pattern: re.Pattern[str] | str, *needed: str) -> Iterator[Hit]:
    """Every match in the plan's texts, in printed order.

    `needed`: words in small letters of which a match holds at least one; where the plan holds
    none of them a pattern given as text is not even compiled.
    """
    joined = _joined(plan)
    if needed and not any(word in joined.small for word in needed):
        return
    for match in re.compile(pattern).finditer(joined.text):
        index = bisect_right(joined.starts, match.start()) - 1
        start = match.start() - joined.starts[index]
        yield Hit(joined.passages[index], start, start + len(match[0]))


def few(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, but of one text no more than `ENOUGH`."""
    told: dict[Path, int] = {}
    for finding in findings:
        told[finding.path] = told.get(finding.path, 0) + 1
        if told[finding.path] <= ENOUGH:
            yield finding


def places(count: int) -> str:
    """What a message adds where one cause has several places: `` (3 chỗ)``."""
    return f" ({count} chỗ)" if count > 1 else ""


@lru_cache(maxsize=4)
def _joined(plan: Plan) -> Joined:
    starts, length = [], 0
    for passage in passages(plan):
        starts.append(length)
        length += len(passage.text) + len(_BETWEEN)
    text = _BETWEEN.join(passage.text for passage in passages(plan))
    return Joined(text, text.lower(), passages(plan), starts)
