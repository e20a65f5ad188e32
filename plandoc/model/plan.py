"""The plan: frozen structs that say only what the files say.

Each struct mirrors one YAML mapping, key by key; what follows from it (numbers, citations, who owes
what) is computed by `numbering` and `duties`. The annotations are what the reader goes by:
`Meta.extra` tells what a string *is* – ``defines`` an id of a namespace, ``uses`` one, ``names``
a file, or is ``prose`` (printed text, see `plandoc.model.prose`).
"""

import datetime
from functools import cached_property
from typing import Annotated, Literal

from msgspec import Meta, Struct

from plandoc.model.targets import parse_target

ID_PATTERN = r"[a-z][a-z0-9-]{0,59}"
# Ids become file names: Windows keeps some for its devices, and index is the list of them.
_DEVICES = {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
RESERVED_IDS = frozenset({"con", "aux", "nul", "prn", "index"} | _DEVICES)

ClauseId = Annotated[str, Meta(extra={"defines": "clause"})]
AgencyId = Annotated[str, Meta(extra={"defines": "agency"})]
IndicatorId = Annotated[str, Meta(extra={"defines": "indicator"})]
ReferenceId = Annotated[str, Meta(extra={"defines": "reference"})]
AgencyRef = Annotated[str, Meta(extra={"uses": "agency"})]
IndicatorRef = Annotated[str, Meta(extra={"uses": "indicator"})]
PhaseRef = Annotated[str, Meta(extra={"uses": "phase"})]
Prose = Annotated[str, Meta(extra={"prose": True})]
Phase = Annotated[
    str, Meta(extra={"defines": "phase", "matches": r"\d{4}(?:-\d{4})?", "like": "2021-2025"})
]
FileName = Annotated[str, Meta(extra={"names": "file"})]  # without folder and ``.yaml``
DayMonth = Annotated[
    str, Meta(extra={"matches": r"(?:0[1-9]|[12]\d|3[01])/(?:0[1-9]|1[0-2])", "like": "01/12"})
]

ItemLayout = Literal["number", "letter", "dash", "plus", "paragraph"]
AssignmentLayout = Literal["dash", "inline", "paragraph"]
AnnexPlace = Literal["apart", "inside"]
EnactingLayout = Literal["run-in", "paragraph"]
Measure = Literal["average", "level", "total", "shares", "share", "change"]
Direction = Literal["up", "down"]
DutyKind = Literal["planning", "funding", "execution", "report", "synthesis", "monitoring", "other"]
Period = Literal["year", "half-year", "quarter", "month"]
ItemSectionKind = Literal["purposes", "objectives", "implementation", "text"]


class Basis(Struct, frozen=True):
    """A legal basis (căn cứ), with its end mark."""

    id: ClauseId
    text: Prose


class Enacting(Struct, frozen=True):
    """The enacting sentence; ``run-in`` prints it in the last basis's paragraph."""

    text: Prose
    layout: EnactingLayout = "paragraph"


class Signature(Struct, frozen=True):
    """Who signs: ``TM. ỦY BAN NHÂN DÂN`` (optional), ``CHỦ TỊCH``, the name."""

    title: str
    authority: str = ""
    name: str = ""


class Head(Struct, frozen=True):
    """plan.yaml: all that stands around the body. Without number or date the plan is a draft.

    `symbol` (``KH-UBND``) is printed after the blank number of a draft. `annexes`: the tables of
    indicators and tasks are a file of their own, or follow the signature.
    """

    format: int
    kind: str
    place: str
    issuer: AgencyRef
    subject: Prose
    sections: tuple[FileName, ...]
    signature: Signature
    number: str = ""
    symbol: str = ""
    date: datetime.date | None = None
    bases: tuple[Basis, ...] = ()
    enacting: Enacting | None = None
    phases: tuple[Phase, ...] = ()
    recipients: tuple[Prose, ...] = ()
    annexes: AnnexPlace = "apart"

    @property
    def draft(self) -> bool:
        """Whether the plan has not been issued."""
        return not self.number or self.date is None


class Agency(Struct, frozen=True):
    """An agency, or with a `roster` a collective.

    An empty roster names nobody; ``leads`` is computed: every agency that leads an assignment.
    `since` is the first day on which it exists, `until` the first on which it no longer does.
    """

    id: AgencyId
    name: str
    short: str = ""
    aliases: tuple[str, ...] = ()
    code: str = ""
    superior: AgencyRef = ""
    place: str = ""
    letterhead: tuple[str, ...] = ()
    letterhead_short: str = ""
    signature: Signature | None = None
    roster: tuple[AgencyRef, ...] | Literal["leads"] | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None

    @property
    def collective(self) -> bool:
        """Whether it stands for several agencies."""
        return self.roster is not None


class Reference(Struct, frozen=True):
    """A cited document; a number is unique only with issuer, kind and date."""

    id: ReferenceId
    kind: str
    title: str
    number: str = ""
    date: datetime.date | None = None
    issuer: AgencyRef = ""
    aliases: tuple[str, ...] = ()


class Target(Struct, frozen=True):
    """What an indicator is to reach in a phase: the words as printed, and what they refer to."""

    text: str
    base: str = ""


class Indicator(Struct, frozen=True):
    """What is measured. `components` name the parts of a ``shares`` indicator, in order.

    `direction` is where its targets are meant to go from phase to phase, where the plan says so.
    """

    id: IndicatorId
    name: str
    measure: Measure
    targets: dict[PhaseRef, Target]
    components: tuple[str, ...] = ()
    restates: IndicatorRef = ""
    base: str = ""
    direction: Direction | None = None

    @property
    def unit(self) -> str:
        """The unit that its targets are printed in, with the period: ``%/năm``."""
        figures = (
            parse_target(target.text, shares=self.measure == "shares")
            for target in self.targets.values()
        )
        units = dict.fromkeys(figure.full_unit for figure in figures if figure)
        return "; ".join(unit for unit in units if unit)


class Duty(Struct, frozen=True):
    """What an implementation clause asks of whom; `before` is a day and month (``01/12``)."""

    actors: tuple[AgencyRef, ...]
    kind: DutyKind
    partners: tuple[AgencyRef, ...] = ()
    every: Period | None = None
    before: DayMonth = ""
    to: AgencyRef = ""


class Item(Struct, frozen=True):
    """A clause of a section: a title, a text, or both in one paragraph; items below it."""

    id: ClauseId
    title: Prose = ""
    text: Prose = ""
    layout: ItemLayout | None = None
    phase: PhaseRef = ""
    items: tuple["Item", ...] = ()
    duties: tuple[Duty, ...] = ()


class ItemSection(Struct, frozen=True):
    """A section made of items."""

    id: ClauseId
    kind: ItemSectionKind
    title: Prose
    items: tuple[Item, ...]


class Task(Struct, frozen=True):
    """What is to be done. Fields that the plan does not state stay empty."""

    id: ClauseId
    text: Prose
    partners: tuple[AgencyRef, ...] = ()
    deliverable: str = ""
    due: str = ""
    funding: str = ""
    indicators: tuple[IndicatorRef, ...] = ()


class Assignment(Struct, frozen=True):
    """Tasks given to a lead with partners; `lead_in` is the sentence printed before them."""

    id: ClauseId
    lead: tuple[AgencyRef, ...]
    lead_in: Prose
    tasks: tuple[Task, ...]
    partners: tuple[AgencyRef, ...] = ()
    layout: AssignmentLayout = "dash"


class Group(Struct, frozen=True):
    """A group of tasks (nhóm nhiệm vụ)."""

    id: ClauseId
    title: Prose
    assignments: tuple[Assignment, ...]


class TaskSectionFile(Struct, frozen=True):
    """section.yaml of a tasks section: names the files of its groups."""

    id: ClauseId
    kind: Literal["tasks"]
    title: Prose
    groups: tuple[FileName, ...]


class TaskSection(Struct, frozen=True):
    """The tasks section with its groups read."""

    id: str
    kind: Literal["tasks"]
    title: str
    groups: tuple[Group, ...]


Section = ItemSection | TaskSection


class Plan(Struct, frozen=True, dict=True, eq=False):
    """A whole plan, every id in it resolved."""

    head: Head
    agencies: tuple[Agency, ...]
    indicators: tuple[Indicator, ...]
    references: tuple[Reference, ...]
    sections: tuple[Section, ...]

    @cached_property
    def agency(self) -> dict[str, Agency]:
        """The agencies by id."""
        return {agency.id: agency for agency in self.agencies}

    @cached_property
    def indicator(self) -> dict[str, Indicator]:
        """The indicators by id."""
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def reference(self) -> dict[str, Reference]:
        """The references by id."""
        return {reference.id: reference for reference in self.references}

    @property
    def issuer(self) -> Agency:
        """The issuing agency."""
        return self.agency[self.head.issuer]

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """All assignments, in the plan's order."""
        return tuple(
            assignment
            for section in self.sections
            if isinstance(section, TaskSection)
            for group in section.groups
            for assignment in group.assignments
        )
