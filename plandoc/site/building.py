"""The files of the site: every page rendered, with what stands beside the templates."""

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

from plandoc.documents.document import inside, long_date, short_date
from plandoc.documents.template_files import TemplateFiles
from plandoc.documents.templates import TemplateFolder
from plandoc.history import History
from plandoc.model.duties import responsibilities
from plandoc.model.plan import Plan
from plandoc.site.dates import content_lines, escape_text, events
from plandoc.site.lookups import lookups
from plandoc.site.metadata import address, feed, for_robots, legislation
from plandoc.site.pages import Page, site_pages
from plandoc.site.revisions import reviews, revisions_feed, revisions_page
from plandoc.site.search import search_index
from plandoc.site.synonyms import read_glossary
from plandoc.site.tasks import task_rows, tasks_csv

FOLDER = "site"  # among the templates
LOST = "404.html"  # for every address that is none, so it knows no way to the top
INDEX = "search-index.js"
CALENDAR = "thoi-han.ics"
TASKS = "nhiem-vu.csv"
_FILTERS = {
    "long_date": lambda date: str(long_date(date)),
    "short_date": lambda date: str(short_date(date)),
    "inside": lambda title: str(inside(title)),
}


Downloads = tuple[tuple[str, int], ...]
Render = Callable[[Sequence[str], Mapping[str, int]], Iterable[dict[str, bytes]]]
"""Some pages of a site that offers downloads, in batches; see `render_pages`."""


class Site(Struct, frozen=True, eq=False):
    """What every page is made of; `base` is the address that the site will stand at, empty for a
    site to be copied anywhere (see `metadata.base_address`); `history` is what git keeps of the
    plan, when the site is to show it."""

    plan: Plan
    templates: TemplateFiles
    base: str = ""
    history: History | None = None


def own_downloads(site: Site) -> dict[str, bytes]:
    """The downloads that the site itself makes: the tasks as a table, the dates as a calendar."""
    plan, templates = site.plan, site.templates.within(FOLDER)
    files = {}
    if rows := task_rows(plan):
        files[TASKS] = tasks_csv(plan, rows)
    if dated := events(plan):
        calendar = TemplateFolder(templates, finalize=escape_text, filters=_FILTERS)
        text = calendar.render("thoi-han.ics.j2", {"plan": plan, "events": dated})
        files[CALENDAR] = content_lines(text)
    return files


def site_files(
    site: Site, downloads: Mapping[str, int], render: Render
) -> Iterator[dict[str, bytes]]:
    """Every file of the site by its path in it, but for its `downloads`: the sizes in bytes of the
    files that are to stand under ``tai-ve/``, by name (``ke-hoach.docx``, ``don-vi/so-ct.docx``).

    The pages come of `render`. Raises TemplateFault for a template that cannot be rendered,
    PlandocError for one that is missing.
    """
    pages = list(_pages(site, bool(downloads)))
    rendered = render([*pages, LOST, INDEX], downloads)
    files = reviews(site.history) if site.history else {}
    yield files | _assets(site.templates) | (_for_machines(site, pages) if site.base else {})
    yield from rendered


def render_pages(
    site: Site, downloads: Mapping[str, int], paths: Iterable[str]
) -> dict[str, bytes]:
    """Some of the pages, and what is searched in, by path."""
    made = {}
    for path in paths:
        if path == INDEX:
            duties, glossary = responsibilities(site.plan), read_glossary(site.templates)
            pages = set(_pages(site, bool(downloads)))
            made[path] = search_index(site.plan, duties, pages, glossary)
        else:
            made[path] = _rendered(site, path, tuple(downloads.items()))
    return made


def _rendered(site: Site, path: str, downloads: Downloads) -> bytes:
    templates, shared = _templates(site.templates), _shared(site, downloads)
    if path == LOST:
        return templates.render_bytes("404.html.j2", {**shared, "style_hash": _style_hash})
    page = _pages(site, bool(downloads))[path]
    own = address(site.base, path) if site.base else ""
    context = {**page.context(), "path": path, "root": page.root, "address": own}
    return templates.render_bytes(page.template, {**shared, **context})


@lru_cache(maxsize=4)
def _pages(site: Site, downloads: bool) -> dict[str, Page]:
    """All pages but the one for lost addresses, by path; `downloads`: whether there are any."""
    pages = list(site_pages(site.plan, site.templates, downloads))
    pages += [revisions_page(site.history)] if site.history else []
    return {page.path: page for page in pages}


@lru_cache(maxsize=4)
def _shared(site: Site, downloads: Downloads) -> dict[str, Any]:
    """What every template gets; `linked_data` is empty for a site without an address."""
    shared = lookups(site.plan, _pages(site, bool(downloads)), dict(downloads))
    linked_data = legislation(site.plan, site.base, shared["downloads"]) if site.base else ""
    return {**shared, "base": site.base, "linked_data": linked_data}


@lru_cache(maxsize=4)
def _templates(files: TemplateFiles) -> TemplateFolder:
    return TemplateFolder(files.within(FOLDER), filters=_FILTERS)


def _for_machines(site: Site, pages: list[str]) -> dict[str, bytes]:
    """What only makes sense for a site with an address."""
    head = site.plan.head
    files = for_robots(site.base, pages, head.date)
    if head.date and not head.draft:
        files["feed.xml"] = feed(site.plan, site.base)
    if site.history and site.history.revisions:
        files["thay-doi/feed.xml"] = revisions_feed(site.plan, site.base, site.history)
    return files


def _style_hash(style: str) -> str:
    """How a policy allows one style sheet that stands in the page."""
    return f"sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


def _assets(templates: TemplateFiles) -> dict[str, bytes]:
    """Style sheet, scripts and pictures: whatever stands beside the templates and is none."""
    return {
        name: content
        for name, content in templates.within(FOLDER).content.items()
        if "/" not in name and not name.endswith(".j2")
    }
