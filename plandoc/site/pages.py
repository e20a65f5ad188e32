"""Which pages there are: a page that would be empty is not made."""

from collections.abc import Callable, Iterator
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from plandoc.documents.document import plan_document
from plandoc.documents.template_files import TemplateFiles
from plandoc.model.duties import Responsibilities, responsibilities
from plandoc.model.numbering import outline
from plandoc.model.plan import Plan
from plandoc.site.charts import range_charts, stack_charts
from plandoc.site.dates import dated_tasks, events
from plandoc.site.full_text import contents, full_text, name_in_citations
from plandoc.site.lookups import agency_groups
from plandoc.site.tasks import task_rows


class Page(Struct, frozen=True):
    """A page: its path in the site, its template, and what the template gets besides the plan,
    which is worked out where the page is made."""

    path: str
    template: str
    context: Callable[[], dict[str, Any]] = dict

    @property
    def root(self) -> str:
        """What leads from the page to the site's top."""
        return "../" * self.path.count("/")


def site_pages(plan: Plan, templates: TemplateFiles, downloads: bool) -> Iterator[Page]:
    """Every page that the plan gives something to say on; `downloads`: whether there are any."""
    duties = responsibilities(plan)
    yield Page("index.html", "index.html.j2", lambda: {"stacks": stack_charts(plan)})
    yield Page("ke-hoach.html", "ke-hoach.html.j2", lambda: _full_text(plan, templates))
    if any(assignment.tasks for assignment in plan.assignments):
        yield Page("nhiem-vu.html", "nhiem-vu.html.j2", lambda: {"rows": task_rows(plan)})
    yield from _groups(plan)
    yield from _agencies(plan, duties)
    if plan.indicators:
        yield Page("chi-tieu.html", "chi-tieu.html.j2", lambda: _charts(plan))
    due = dated_tasks(plan)
    if due or any(duty.every or duty.before for c in outline(plan) for duty in c.duties):
        context = {"due": due, "events": events(plan)}
        yield _page("thoi-han.html", "thoi-han.html.j2", context)
    if plan.references:
        yield Page("van-ban.html", "van-ban.html.j2")
    if downloads:
        yield Page("tai-ve.html", "tai-ve.html.j2")
    yield Page("tim-kiem.html", "tim-kiem.html.j2")
    yield Page("tiep-can.html", "tiep-can.html.j2")


def _full_text(plan: Plan, templates: TemplateFiles) -> dict[str, Any]:
    document = plan_document(templates, plan)
    return {
        "text": Markup(full_text(plan, document, responsibilities(plan))),
        "contents": contents(plan),
        "cited_as": name_in_citations(plan),
    }


def _charts(plan: Plan) -> dict[str, Any]:
    return {"stacks": stack_charts(plan), "ranges": range_charts(plan)}


def _groups(plan: Plan) -> Iterator[Page]:
    """A page for each group of tasks, with those before and after it."""
    groups = [clause for clause in outline(plan) if clause.kind == "group"]
    for group, before, after in zip(groups, [None, *groups], [*groups[1:], None], strict=False):
        context = {"group": group, "before": before, "after": after}
        yield _page(f"nhom-nhiem-vu/{group.id}.html", "nhom-nhiem-vu.html.j2", context)


def _agencies(plan: Plan, duties: dict[str, Responsibilities]) -> Iterator[Page]:
    if duties:
        context: dict[str, Any] = {"agency_groups": agency_groups(plan, tuple(duties))}
        yield _page("don-vi/index.html", "don-vi-index.html.j2", context)
    for agency_id, owed in duties.items():
        context = {"agency": plan.agency[agency_id], "owed": owed}
        yield _page(f"don-vi/{agency_id}.html", "don-vi.html.j2", context)


def _page(path: str, template: str, context: dict[str, Any]) -> Page:
    return Page(path, template, lambda: context)
