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


def search(plan: Plan, pattern: re.Pattern[str], *needed: str) -> Iterator[Hit]:
    """Every match in the plan's texts, in printed order.

    `needed`: strings of which a match holds at least one; where the plan holds none, the pattern
    need not run.
    """
    text, found, starts = _joined(plan)
    if needed and not any(word in text for word in needed):
        return
    for match in pattern.finditer(text):
        index = bisect_right(starts, match.start()) - 1
        start = match.start() - starts[index]
        yield Hit(found[index], start, start + len(match[0]))


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
def _joined(plan: Plan) -> tuple[str, tuple[Passage, ...], list[int]]:
    """All passages as one text, with where each begins."""
    found = passages(plan)
    starts, length = [], 0
    for passage in found:
        starts.append(length)
        length += len(passage.text) + len(_BETWEEN)
    return _BETWEEN.join(passage.text for passage in found), found, starts
