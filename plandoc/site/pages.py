"""Which pages there are: a page that would be empty is not made."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from plandoc.documents.document import Document
from plandoc.model.duties import Responsibilities
from plandoc.model.numbering import outline
from plandoc.model.plan import Plan
from plandoc.site.charts import range_charts, stack_charts
from plandoc.site.dates import dated_tasks, events
from plandoc.site.full_text import contents, full_text, name_in_citations
from plandoc.site.lookups import agency_groups
from plandoc.site.tasks import TaskRow


class Page(Struct, frozen=True):
    """A page: its path in the site, its template, what the template gets besides the plan."""

    path: str
    template: str
    context: dict[str, Any] = {}

    @property
    def root(self) -> str:
        """What leads from the page to the site's top."""
        return "../" * self.path.count("/")


def site_pages(
    plan: Plan,
    document: Document,
    duties: dict[str, Responsibilities],
    rows: tuple[TaskRow, ...],
    downloads: bool,
) -> Iterator[Page]:
    """Every page that the plan gives something to say on; `downloads`: whether there are any."""
    stacks = stack_charts(plan)
    yield Page("index.html", "index.html.j2", {"stacks": stacks})
    yield Page(
        "ke-hoach.html",
        "ke-hoach.html.j2",
        {
            "text": Markup(full_text(plan, document, duties)),
            "contents": contents(plan),
            "cited_as": name_in_citations(plan),
        },
    )
    if rows:
        yield Page("nhiem-vu.html", "nhiem-vu.html.j2", {"rows": rows})
    yield from _groups(plan)
    yield from _agencies(plan, duties)
    if plan.indicators:
        context = {"stacks": stacks, "ranges": range_charts(plan)}
        yield Page("chi-tieu.html", "chi-tieu.html.j2", context)
    due = dated_tasks(plan)
    if due or any(duty.every or duty.before for c in outline(plan) for duty in c.duties):
        yield Page("thoi-han.html", "thoi-han.html.j2", {"due": due, "events": events(plan)})
    if plan.references:
        yield Page("van-ban.html", "van-ban.html.j2")
    if downloads:
        yield Page("tai-ve.html", "tai-ve.html.j2")
    yield Page("tim-kiem.html", "tim-kiem.html.j2")
    yield Page("tiep-can.html", "tiep-can.html.j2")


def _groups(plan: Plan) -> Iterator[Page]:
    """A page for each group of tasks, with those before and after it."""
    groups = [clause for clause in outline(plan) if clause.kind == "group"]
    for group, before, after in zip(groups, [None, *groups], [*groups[1:], None], strict=False):
        context = {"group": group, "before": before, "after": after}
        yield Page(f"nhom-nhiem-vu/{group.id}.html", "nhom-nhiem-vu.html.j2", context)


def _agencies(plan: Plan, duties: dict[str, Responsibilities]) -> Iterator[Page]:
    if duties:
        groups = agency_groups(plan, tuple(duties))
        yield Page("don-vi/index.html", "don-vi-index.html.j2", {"agency_groups": groups})
    for agency_id, owed in duties.items():
        context = {"agency": plan.agency[agency_id], "owed": owed}
        yield Page(f"don-vi/{agency_id}.html", "don-vi.html.j2", context)
