"""The website: pages made of the plan by the templates in ``templates/site``.

It opens from a folder, a memory stick or any static host: relative addresses with ``index.html``
written out, no script, nothing from elsewhere. Ids that the pages add themselves hold an
underscore, so that they meet no id of the plan.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from msgspec import Struct

from plandoc.documents.document import Document, inside, long_date, short_date
from plandoc.documents.templates import TemplateFolder
from plandoc.model.duties import Responsibilities, Share, leads, responsibilities, roster
from plandoc.model.mentions import Mention, agency_recogniser, reference_recogniser
from plandoc.model.numbering import Clause, clauses_by_id, outline
from plandoc.model.plan import Agency, Plan
from plandoc.model.printed import plain, printed
from plandoc.model.prose import Words
from plandoc.model.targets import Figure, parse_target
from plandoc.model.uses import indicator_uses, reference_uses
from plandoc.writers.html import Link, html

DOWNLOADS = "tai-ve"


class Page(Struct, frozen=True):
    """A page: its path in the site, its template, what the template gets besides the plan."""

    path: str
    template: str
    context: dict[str, Any] = {}

    @property
    def root(self) -> str:
        """What leads from the page to the site's top."""
        return "../" * self.path.count("/")


class Download(Struct, frozen=True):
    """A file to download: its name among the downloads, its format and size as said in a link."""

    name: str
    format: str
    size: str

    @property
    def path(self) -> str:
        """Where it is in the site."""
        return f"{DOWNLOADS}/{self.name}"


class AgencyGroup(Struct, frozen=True):
    """Agencies listed together: those of a collective, or under no collective."""

    collective: Agency | None
    agencies: tuple[Agency, ...]


def site_files(
    plan: Plan, document: Document, templates_folder: Path, downloads: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Every file of the site by its path in it.

    `document` is the plan's own document; `downloads` are files by name (``ke-hoach.docx``,
    ``don-vi/so-ct.docx``), copied under ``tai-ve/``. Raises TemplateFault for a template that
    cannot be rendered, PlandocError for one that is missing.
    """
    folder = templates_folder / "site"
    templates = TemplateFolder(
        folder,
        filters={
            "long_date": lambda date: str(long_date(date)),
            "short_date": lambda date: str(short_date(date)),
            "inside": lambda title: str(inside(title)),
        },
    )
    duties = responsibilities(plan, outline(plan))
    pages = list(_pages(plan, document, duties))
    shared = _shared(plan, duties, pages, downloads)
    files = {f"{DOWNLOADS}/{name}": content for name, content in downloads.items()}
    files |= _assets(folder)
    for page in pages:
        context = {**shared, **page.context, "path": page.path, "root": page.root}
        files[page.path] = templates.render(page.template, context).encode()
    return files


def _assets(folder: Path) -> dict[str, bytes]:
    """Style sheet and pictures: whatever stands beside the templates and is none."""
    paths = sorted(path for path in folder.glob("*") if path.is_file() and path.suffix != ".j2")
    return {path.name: path.read_bytes() for path in paths}


def _pages(plan: Plan, document: Document, duties: dict[str, Responsibilities]) -> Iterator[Page]:
    yield Page("index.html", "index.html.j2")
    yield Page(
        "ke-hoach.html",
        "ke-hoach.html.j2",
        {"text": Markup(_full_text(plan, document, duties)), "contents": _contents(plan)},
    )
    if duties:
        groups = agency_groups(plan, tuple(duties))
        yield Page("don-vi/index.html", "don-vi-index.html.j2", {"groups": groups})
    for agency_id, owed in duties.items():
        context = {"agency": plan.agency[agency_id], "owed": owed}
        yield Page(f"don-vi/{agency_id}.html", "don-vi.html.j2", context)
    if plan.indicators:
        yield Page("chi-tieu.html", "chi-tieu.html.j2", {"figure": _figure})
    if plan.references:
        yield Page("van-ban.html", "van-ban.html.j2")


def _shared(
    plan: Plan,
    duties: dict[str, Responsibilities],
    pages: list[Page],
    downloads: Mapping[str, bytes],
) -> dict[str, Any]:
    """What every page may look up."""
    clauses = outline(plan)
    return {
        "plan": plan,
        "clauses": clauses,
        "clause": clauses_by_id(plan),
        "duties": duties,
        "dated": [(c, duty) for c in clauses for duty in c.duties if duty.every or duty.before],
        "leads": [plan.agency[agency] for agency in leads(plan)],
        "members": lambda agency: [plan.agency[member] for member in roster(plan, agency)],
        "indicator_uses": indicator_uses(plan),
        "reference_uses": reference_uses(plan),
        "by_group": lambda shares: by_group(plan, shares),
        "pages": {page.path for page in pages},
        "downloads": {name: _download(name, len(downloads[name])) for name in sorted(downloads)},
        "plain": lambda text, phase="": plain(plan, text, phase),
        "words": _words(plan),
    }


def _words(plan: Plan) -> Callable[..., Markup]:
    """``words(text, phase)``: a text as HTML, a star at each footnote, the notes after it."""

    def render(text: str, phase: str = "") -> Markup:
        body, notes = Markup(), Markup()
        for piece in printed(plan, text, phase):
            if isinstance(piece, Words):
                body += piece.text
                continue
            star = Markup("<sup>{}</sup>").format("*" * (notes.count("<small") + 1))
            words = escape("".join(p.text for p in piece.pieces if isinstance(p, Words)))
            body += star
            notes += Markup('<small class="note">{} {}</small>').format(star, words)
        return body + notes

    return render


def _download(name: str, size: int) -> Download:
    kilobytes = max(1, round(size / 1024))
    said = f"{kilobytes} KB" if kilobytes < 1000 else f"{size / 1024**2:.1f} MB".replace(".", ",")
    return Download(name, name.rpartition(".")[2].upper(), said)


def _figure(indicator: Any, phase: str) -> Figure | None:
    """The value of an indicator's target, where it can be read."""
    return parse_target(indicator.targets[phase].text, shares=indicator.measure == "shares")


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


# --- the full text ---


def _contents(plan: Plan) -> list[Clause]:
    """The clauses of the table of contents: sections, and what has a title below them."""
    return [c for c in outline(plan) if c.kind == "section" or (c.title and c.level <= 3)]


def _full_text(plan: Plan, document: Document, duties: dict[str, Responsibilities]) -> str:
    """The document as HTML: a permalink on every clause, agencies and documents linked."""
    clauses = clauses_by_id(plan)

    def permalink(clause_id: str) -> str:
        clause = clauses.get(clause_id)
        if clause is None:
            return ""
        parent = clauses.get(clause.parent)
        # A task alone in its assignment is cited like it: the two links need two names.
        of = "nội dung tại " if parent and parent.citation == clause.citation else ""
        return f"Liên kết tới {of}{clause.citation}"

    agencies, references = agency_recogniser(plan), reference_recogniser(plan)

    def links(text: str) -> list[Link]:
        found = [_link(plan, duties, mention) for mention in (*references(text), *agencies(text))]
        chosen: list[Link] = []
        for link in sorted(filter(None, found), key=lambda link: (link.start, -link.end)):
            if not chosen or link.start >= chosen[-1].end:
                chosen.append(link)
        return chosen

    return html(document.tokens, permalink=permalink, links=links, top_heading=2)


def _link(plan: Plan, duties: dict[str, Responsibilities], mention: Mention) -> Link | None:
    """Where a mention leads; None when it is ambiguous, or the site says nothing of it."""
    if len(mention.ids) > 1:
        return None
    target = mention.ids[0]
    if mention.kind == "reference":
        return Link(mention.start, mention.end, f"van-ban.html#{target}")
    if plan.agency[target].collective and duties:
        return Link(mention.start, mention.end, f"don-vi/index.html#{target}")
    if target in duties:
        return Link(mention.start, mention.end, f"don-vi/{target}.html")
    return None
