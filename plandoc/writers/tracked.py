"""Specimens of tracked changes: every element by which Word knows what was changed by whom.

Like `plandoc.writers.wml`, plain functions from strings to strings in the order of the schema; only
the numbers of changes are counted here, for no two changes of a file may share one.
"""

from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from plandoc.writers import wml

Change = Literal["ins", "del", "moveFrom", "moveTo"]


@dataclass(frozen=True)
class Signed:
    """Whose changes these are: `date` as ``2025-06-01T08:00:00Z``, by the clock on the author's
    wall: that is what Word writes and shows, whatever the Z says."""

    author: str
    date: str


@dataclass(frozen=True)
class Tracked:
    """The changes of one file; their numbers begin after `last`, the bookmarks' last one."""

    signed: Signed
    last: int = 0
    _numbers: "count[int]" = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_numbers", count(self.last + 1))

    def number(self) -> int:
        """A number that no other change of the file has."""
        return next(self._numbers)

    def attributes(self) -> str:
        """The attributes that every change has."""
        author, date = wml.escape(self.signed.author), wml.escape(self.signed.date)
        return f'w:id="{self.number()}" w:author="{author}" w:date="{date}"'

    def runs(self, change: Change, runs: str) -> str:
        """Runs that came or went."""
        return f"<w:{change} {self.attributes()}>{runs}</w:{change}>" if runs else ""

    def paragraph(
        self, properties: str, content: str, mark: Change | None, section: str, before: str | None
    ) -> str:
        """A paragraph. `mark` is what became of its end, `before` what its properties were."""
        if mark:
            properties += f"<w:rPr><w:{mark} {self.attributes()}/></w:rPr>"
        properties += section
        if before is not None:
            properties += self._changed("pPr", before)
        return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"

    def move_range(self, change: Change, name: str) -> tuple[str, str]:
        """What stands before and after what was moved; `name` joins both its places."""
        attributes = self.attributes()
        number = attributes.split(" ", 1)[0]
        start = f'<w:{change}RangeStart {attributes} w:name="{name}"/>'
        return start, f"<w:{change}RangeEnd {number}/>"

    def row(self, properties: str, change: Change | None, cells: str) -> str:
        """A row; what is in the cells of one that came or went must be marked as well."""
        mark = f"<w:{change} {self.attributes()}/>" if change else ""
        return f"<w:tr><w:trPr>{properties}{mark}</w:trPr>{cells}</w:tr>"

    def table(self, new: tuple[str, str], old: tuple[str, str], rows: str) -> str:
        """A table; `new` and `old` are the insides of its `w:tblPr` and `w:tblGrid`."""
        (properties, grid), (was, grid_was) = new, old
        if was != properties:
            properties += self._changed("tblPr", was)
        if grid_was != grid:
            inside = f"<w:tblGrid>{grid_was}</w:tblGrid>"
            grid += f'<w:tblGridChange w:id="{self.number()}">{inside}</w:tblGridChange>'
        return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def section(self, new: str, old: str) -> str:
        """The `w:sectPr` of pages that were set otherwise; headers are no part of the change."""
        if not new or not old or new == old:
            return new
        was = old.removeprefix("<w:sectPr>").removesuffix("</w:sectPr>")
        while was.startswith("<w:headerReference"):
            was = was.partition("/>")[2]
        return new.removesuffix("</w:sectPr>") + self._changed("sectPr", was) + "</w:sectPr>"

    def _changed(self, tag: str, was: str) -> str:
        inside = f"<w:{tag}>{was}</w:{tag}>"
        return f"<w:{tag}Change {self.attributes()}>{inside}</w:{tag}Change>"
