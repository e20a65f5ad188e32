"""What every page may look up: the plan's values, and how they are worded."""

from collections.abc import Callable, Collection, Mapping
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape
from msgspec import Struct

from plandoc.model.duties import Share, leads, responsibilities, roster
from plandoc.model.numbering import Clause, clauses_below, clauses_by_id, outline
from plandoc.model.plan import Agency, Plan
from plandoc.model.printed import plain, printed
from plandoc.model.prose import Words
from plandoc.model.uses import indicator_uses, reference_uses

DOWNLOADS = "tai-ve"


class Download(Struct, frozen=True):
    """A file to download: its name among the downloads, its format and size as said in a link."""

    name: str
    format: str
    size: str

    @property
    def path(self) -> str:
        """Where it is in the site."""
        return f"{DOWNLOADS}/{self.name}"

    @property
    def agency(self) -> str:
        """The agency whose action plan it is the template of; empty for other files."""
        folder, _, name = self.name.rpartition("/")
        return name.partition(".")[0] if folder == "don-vi" else ""


class AgencyGroup(Struct, frozen=True):
    """Agencies listed together: those of a collective, or under no collective."""

    collective: Agency | None
    agencies: tuple[Agency, ...]


def lookups(plan: Plan, pages: Collection[str], downloads: Mapping[str, int]) -> dict[str, Any]:
    """The names that every template knows; `pages` are the paths of all pages, `downloads` the
    sizes of files by name."""
    clauses, duties = outline(plan), responsibilities(plan)
    return {
        "plan": plan,
        "clauses": clauses,
        "clause": clauses_by_id(plan),
        "below": clauses_below(plan),
        "groups": [clause for clause in clauses if clause.kind == "group"],
        "duties": duties,
        "dated": [(c, duty) for c in clauses for duty in c.duties if duty.every or duty.before],
        "others": [plan.agency[agency] for agency in duties if agency not in leads(plan)],
        "leads": [plan.agency[agency] for agency in leads(plan)],
        "members": lambda agency: [plan.agency[member] for member in roster(plan, agency)],
        "indicator_uses": indicator_uses(plan),
        "reference_uses": reference_uses(plan),
        "by_group": lambda shares: by_group(plan, shares),
        "pages": pages,
        "downloads": {name: download(name, downloads[name]) for name in sorted(downloads)},
        "plain": lambda text, phase="": plain(plan, text, phase),
        "words": words(plan),
    }


def words(plan: Plan) -> Callable[..., Markup]:
    """``words(text, phase)``: a text as HTML, a star at each footnote, the notes after it."""

    def render(text: str, phase: str = "") -> Markup:
        body, notes = Markup(), Markup()
        for piece in printed(plan, text, phase):
            if isinstance(piece, Words):
                body += piece.text
                continue
            star = Markup("<sup>{}</sup>").format("*" * (notes.count("<small") + 1))
            note = escape("".join(p.text for p in piece.pieces if isinstance(p, Words)))
            body += star
            notes += Markup('<small class="note">{} {}</small>').format(star, note)
        return body + notes

    return render


def download(name: str, size: int) -> Download:
    """A file by its name and its size in bytes."""
    kilobytes = max(1, round(size / 1024))
    said = f"{kilobytes} KB" if kilobytes < 1000 else f"{size / 1024**2:.1f} MB".replace(".", ",")
    return Download(name, name.rpartition(".")[2].upper(), said)


def agency_groups(plan: Plan, agencies: tuple[str, ...]) -> tuple[AgencyGroup, ...]:
    """Those of the agencies that lead nothing, under the first collective that names them.

    Agencies of no collective come last.
    """
    leading = set(leads(plan))
    rest = [agency for agency in agencies if agency not in leading]
    groups = []
    for collective in plan.agencies:
        if isinstance(collective.roster, tuple):
            members = [agency for agency in rest if agency in collective.roster]
            rest = [agency for agency in rest if agency not in members]
            groups.append(AgencyGroup(collective, tuple(plan.agency[m] for m in members)))
    groups.append(AgencyGroup(None, tuple(plan.agency[agency] for agency in rest)))
    return tuple(group for group in groups if group.agencies)


def by_group(plan: Plan, shares: tuple[Share, ...]) -> list[tuple[Clause, list[Share]]]:
    """The shares under the group of tasks that they belong to, in the plan's order."""
    clauses = clauses_by_id(plan)
    groups = groupby(shares, key=lambda share: share.assignment.parent)
    return [(clauses[group], list(found)) for group, found in groups]
