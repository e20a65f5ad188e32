"""The vocabulary of a review: what one fact is, and its versioned JSON form.

Ids are those of the plan. `None` says that there is nothing on that side, numbers are exact
decimals (strings in JSON), and no field is ever missing from the JSON.
"""

from decimal import Decimal
from typing import Any, Literal, get_args

import msgspec
from msgspec import Struct

SCHEMA = "plan-diff"
SCHEMA_VERSION = 1

Kind = Literal[
    "added", "removed", "moved", "reworded", "lead", "partners", "target", "due", "deliverable",
    "funding", "head", "basis", "recipient", "footnote", "agency", "cosmetic", "renumbered",
    "id-changed",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
Subject = Literal["clause", "head", "agency", "indicator", "reference"]

Op = Literal["=", "-", "+"]


class Hunk(Struct, frozen=True, array_like=True):
    """A stretch of words: ``=`` on both sides, ``-`` only before, ``+`` only after."""

    op: Op
    text: str


class Place(Struct, frozen=True):
    """Where a clause stands on one side: ``III.1.a``, in words, under which clause."""

    short: str
    citation: str
    label: str
    parent: str


class TargetValue(Struct, frozen=True):
    """A printed target; `values` is empty and `qualifier` None where it cannot be read."""

    text: str
    qualifier: str | None
    values: tuple[Decimal, ...]
    unit: str
    period: str
    base: str


class Delta(Struct, frozen=True):
    """How far a target moved: one figure, or one for each end of a range or part of a whole.

    Shares and rates differ in ``điểm phần trăm`` (`relative` is then empty); other quantities in
    their unit, and in per cent of the old figure, rounded to one decimal.
    """

    unit: str
    absolute: tuple[Decimal, ...]
    relative: tuple[Decimal, ...]


Value = str | tuple[str, ...] | TargetValue | None


class Detail(Struct, frozen=True):
    """One field of an entry that changed as a whole: an agency, a document, an indicator."""

    field: str
    before: str | tuple[str, ...] | None
    after: str | tuple[str, ...] | None


class Change(Struct, frozen=True, rename="camel"):
    """One fact. `node` is the id of what `of` names; empty for the head.

    `field` tells which value of it; `words` how a text differs; `gained` and `lost` the agencies
    or indicators of a list; `within` the added or removed clause that carries this one along;
    `clauses` those that print what changed; `agencies` whom it concerns.
    """

    id: str
    kind: Kind
    of: Subject
    node: str
    field: str = ""
    before: Value = None
    after: Value = None
    words: tuple[Hunk, ...] = ()
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    delta: Delta | None = None
    within: str = ""
    clauses: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    place_before: Place | None = None
    place_after: Place | None = None


class Side(Struct, frozen=True):
    """One of the two revisions. `rev` is the commit, empty for a folder or the working tree;
    `date` is the commit's, ISO 8601 with its offset."""

    label: str = ""
    rev: str = ""
    author: str = ""
    date: str = ""


class Tasks(Struct, frozen=True):
    """Ids of tasks that an agency gained, lost, or still has with other words or terms."""

    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


class Owed(Struct, frozen=True):
    """A duty under an implementation clause."""

    clause: str
    kind: str
    role: str


class Duties(Struct, frozen=True):
    """Duties under implementation clauses: gained, lost, or with another deadline or addressee."""

    gained: tuple[Owed, ...] = ()
    lost: tuple[Owed, ...] = ()
    changed: tuple[Owed, ...] = ()


class Counts(Struct, frozen=True):
    """How many tasks an agency gained or lost only as a member of a collective."""

    gained: int = 0
    lost: int = 0


class AgencyChange(Struct, frozen=True, rename="camel"):
    """What a revision means for one agency.

    `lead`: tasks that it leads; `named`: tasks that name it to coordinate; `entry`: fields of its
    own entry that changed. `must_update`: its action plan no longer says what the plan does.
    """

    name: str
    lead: Tasks
    named: Tasks
    shared: Counts
    duties: Duties
    entry: tuple[str, ...]
    must_update: bool


class Changes(Struct, frozen=True, rename="camel"):
    """All that differs, in the order of the document; removed clauses at their old slot."""

    changes: tuple[Change, ...]
    by_agency: dict[str, AgencyChange]
    base: Side = Side()
    head: Side = Side()

    @property
    def summary(self) -> dict[Kind, int]:
        """How many facts there are of each kind."""
        kinds = [change.kind for change in self.changes]
        return {kind: kinds.count(kind) for kind in KINDS}


class ChangesFile(Struct, frozen=True, rename="camel"):
    """The JSON form."""

    schema: str
    schema_version: int
    base: Side
    head: Side
    summary: dict[Kind, int]
    changes: tuple[Change, ...]
    by_agency: dict[str, AgencyChange]


def changes_json(found: Changes) -> bytes:
    """The facts as indented JSON in UTF-8; the same facts give the same bytes."""
    whole = ChangesFile(
        SCHEMA, SCHEMA_VERSION, found.base, found.head, found.summary, found.changes,
        found.by_agency,
    )  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def changes_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `changes_json`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **msgspec.json.schema(ChangesFile),
    }
