"""The files of the site: every page rendered, with what stands beside the templates."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plandoc.documents.document import Document, inside, long_date, short_date
from plandoc.documents.templates import TemplateFolder
from plandoc.history import History
from plandoc.model.duties import Responsibilities, responsibilities
from plandoc.model.plan import Plan
from plandoc.site.dates import content_lines, escape_text, events
from plandoc.site.lookups import DOWNLOADS, lookups
from plandoc.site.metadata import address, feed, for_robots, legislation
from plandoc.site.pages import Page, site_pages
from plandoc.site.revisions import reviews, revisions_feed, revisions_page
from plandoc.site.search import search_index
from plandoc.site.synonyms import read_glossary
from plandoc.site.tasks import TaskRow, task_rows, tasks_csv

CALENDAR = "thoi-han.ics"
TASKS = "nhiem-vu.csv"
_FILTERS = {
    "long_date": lambda date: str(long_date(date)),
    "short_date": lambda date: str(short_date(date)),
    "inside": lambda title: str(inside(title)),
}


def site_files(
    plan: Plan,
    document: Document,
    templates_folder: Path,
    downloads: Mapping[str, bytes],
    base: str = "",
    history: History | None = None,
) -> dict[str, bytes]:
    """Every file of the site by its path in it.

    `document` is the plan's own document; `downloads` are files by name (``ke-hoach.docx``,
    ``don-vi/so-ct.docx``), copied under ``tai-ve/``. `base` is the address that the site will stand
    at (see `metadata.base_address`), empty for a site to be copied anywhere. `history` is what
    git keeps of the plan, when the site is to show it. Raises
    TemplateFault for a template that cannot be rendered, PlandocError for one that is missing.
    """
    folder = templates_folder / "site"
    duties = responsibilities(plan)
    rows = task_rows(plan, duties)
    own = dict(downloads) | _own_downloads(plan, folder, rows)
    pages = list(site_pages(plan, document, duties, rows, bool(own)))
    pages += [revisions_page(history)] if history else []
    files = reviews(history) if history else {}
    files |= {f"{DOWNLOADS}/{name}": content for name, content in own.items()}
    files |= _assets(folder)
    paths = {page.path for page in pages}
    glossary = read_glossary(templates_folder / "glossary.yaml")
    files["search-index.js"] = search_index(plan, duties, paths, glossary)
    files |= _rendered(folder, pages, _shared(plan, duties, pages, own, base))
    if base:
        files |= for_robots(base, [page.path for page in pages], plan.head.date)
        if plan.head.date and not plan.head.draft:
            files["feed.xml"] = feed(plan, base)
        if history and history.revisions:
            files["thay-doi/feed.xml"] = revisions_feed(plan, base, history)
    return files


def _shared(
    plan: Plan,
    duties: dict[str, Responsibilities],
    pages: list[Page],
    downloads: Mapping[str, bytes],
    base: str,
) -> dict[str, Any]:
    """What every template gets; `linked_data` is empty for a site without an address."""
    shared = lookups(plan, duties, {page.path for page in pages}, downloads)
    linked_data = legislation(plan, base, shared["downloads"]) if base else ""
    return {**shared, "base": base, "linked_data": linked_data}


def _rendered(folder: Path, pages: list[Page], shared: dict[str, Any]) -> dict[str, bytes]:
    templates = TemplateFolder(folder, filters=_FILTERS)
    base = shared["base"]
    files = {}
    for page in pages:
        own = address(base, page.path) if base else ""
        context = {**shared, **page.context, "path": page.path, "root": page.root, "address": own}
        files[page.path] = templates.render(page.template, context).encode()
    lost = {**shared, "style_hash": _style_hash}
    files["404.html"] = templates.render("404.html.j2", lost).encode()
    return files


def _style_hash(style: str) -> str:
    """How a policy allows one style sheet that stands in the page."""
    return f"sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


def _own_downloads(plan: Plan, folder: Path, rows: tuple[TaskRow, ...]) -> dict[str, bytes]:
    """The files that the site itself makes: the tasks as a table, the dates as a calendar."""
    files = {}
    if rows:
        files[TASKS] = tasks_csv(plan, rows)
    if dated := events(plan):
        calendar = TemplateFolder(folder, finalize=escape_text, filters=_FILTERS)
        text = calendar.render("thoi-han.ics.j2", {"plan": plan, "events": dated})
        files[CALENDAR] = content_lines(text)
    return files


def _assets(folder: Path) -> dict[str, bytes]:
    """Style sheet, scripts and pictures: whatever stands beside the templates and is none."""
    paths = sorted(path for path in folder.glob("*") if path.is_file() and path.suffix != ".j2")
    return {path.name: path.read_bytes() for path in paths}
