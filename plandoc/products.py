"""Everything that a plan becomes: the files of the output folder, by path."""

from collections.abc import Iterator
from pathlib import Path

from plandoc.data import plan_json, plan_schema
from plandoc.diagnostics import Diagnostic, PlandocError, Severity, Span, did_you_mean
from plandoc.documents.document import (
    Document,
    Templates,
    action_plan_document,
    annexes_document,
    plan_document,
)
from plandoc.documents.profile import Profile
from plandoc.documents.templates import TemplateFault, TemplateFolder
from plandoc.history import History
from plandoc.model.duties import Responsibilities, responsibilities
from plandoc.model.plan import Agency, Plan
from plandoc.model.printed import plain
from plandoc.reading.source import Source
from plandoc.site import site_files
from plandoc.writers.docx import docx
from plandoc.writers.markup import UnknownMarkup
from plandoc.writers.package import Properties

PLAN = "ke-hoach.docx"
ANNEXES = "phu-luc.docx"
ACTION_PLANS = "don-vi"
DATA = "du-lieu"
SITE = "site"


def products(
    plan: Plan, templates: Path, profile: Profile, base: str = "", history: History | None = None
) -> dict[str, bytes]:
    """All files of the output folder, as bytes by relative path.

    `base` is the address that the website will stand at, if known; `history` what git keeps of
    the plan, if the website is to show it. Raises TemplateFault when
    a template cannot be rendered or written.
    """
    markdown = Templates(templates)
    document = plan_document(markdown, plan)
    duties = responsibilities(plan)
    files = {PLAN: _written(document, profile, _properties(plan))}
    if plan.head.annexes == "apart" and (plan.indicators or plan.assignments):
        annexes = annexes_document(markdown, plan)
        files[ANNEXES] = _written(annexes, profile, _properties(plan, "Phụ lục"))
    files |= {
        _path(agency): _action_plan(markdown, plan, profile, agency, owed)
        for agency, owed in _owing(plan, duties)
    }
    files[f"{ACTION_PLANS}/index.html"] = _list_of_action_plans(plan, templates, duties)
    files[f"{DATA}/plan.json"] = plan_json(plan)
    files[f"{DATA}/plan.schema.json"] = plan_schema()
    downloads = {name: content for name, content in files.items() if not name.endswith(".html")}
    site = site_files(plan, document, templates, downloads, base, history)
    return files | {f"{SITE}/{name}": content for name, content in site.items()}


def action_plan(plan: Plan, templates: Path, profile: Profile, agency_id: str) -> dict[str, bytes]:
    """The action-plan template of one agency, by its path in the output folder.

    Raises PlandocError for an agency that is unknown or to which the plan gives no duty.
    """
    duties = responsibilities(plan)
    if agency_id not in duties:
        what = "không được giao việc gì" if agency_id in plan.agency else "không có trong danh mục"
        hint = did_you_mean(agency_id, duties, "xem mã các cơ quan trong agencies.yaml")
        raise PlandocError(f"cơ quan {agency_id} {what}", hint)
    agency = plan.agency[agency_id]
    markdown = Templates(templates)
    return {_path(agency): _action_plan(markdown, plan, profile, agency, duties[agency_id])}


def _owing(
    plan: Plan, duties: dict[str, Responsibilities]
) -> Iterator[tuple[Agency, Responsibilities]]:
    return ((plan.agency[agency_id], owed) for agency_id, owed in duties.items())


def _path(agency: Agency) -> str:
    return f"{ACTION_PLANS}/{agency.id}.docx"


def _action_plan(
    markdown: Templates,
    plan: Plan,
    profile: Profile,
    agency: Agency,
    duties: Responsibilities,
) -> bytes:
    document = action_plan_document(markdown, plan, agency, duties)
    return _written(document, profile, _properties(plan, agency.name, agency.name))


def _properties(plan: Plan, part: str = "", author: str = "") -> Properties:
    """What Word shows of a file: the plan, a `part` of it, or what another `author` fills in."""
    head = plan.head
    title = f"{head.kind} {head.number}".strip()
    created = None if author else head.date  # an action plan is not yet dated
    return Properties(
        f"{part}: {title}" if part else title,
        plain(plan, head.subject),
        author=author or plan.issuer.name,
        created=created,
    )


def _written(document: Document, profile: Profile, properties: Properties) -> bytes:
    """The DOCX of a document; what the writer does not know is a fault of the template."""
    try:
        return docx(document.tokens, profile, properties)
    except UnknownMarkup as error:
        raise _fault(document, error) from error


def _fault(document: Document, error: UnknownMarkup) -> TemplateFault:
    """Told at the line of the template that names the unknown thing, if one does."""
    try:
        text = Path(document.template).read_text("utf-8")
    except OSError:
        text = ""
    lines = text.split("\n")
    line = next((n for n, content in enumerate(lines, 1) if error.name in content), 1)
    column = max(lines[line - 1].find(error.name), 0) + 1
    span = Span(document.template, line, column, line, column + max(len(error.name), 1))
    message = f"không biết {error.kind} “{error.name}” (dòng {error.line} của văn bản Markdown)"
    hint = "dùng kiểu có trong style.yaml; xem docs/huong-dan.md, phần Mẫu"
    diagnostic = Diagnostic("P905", Severity.ERROR, message, span, hint)
    return TemplateFault(diagnostic, {span.path: Source(span.path, text)})


def _list_of_action_plans(
    plan: Plan, templates: Path, duties: dict[str, Responsibilities]
) -> bytes:
    """A page that lists the action-plan templates for sending out."""
    rows = [
        {
            "agency": agency,
            "file": f"{agency.id}.docx",
            "leads": sum(len(share.tasks) for share in owed.leads),
            "named": sum(len(share.tasks) for share in owed.named),
            "shared": sum(len(share.tasks) for share in owed.shared),
            "clauses": len(owed.by_clause),
        }
        for agency, owed in _owing(plan, duties)
    ]
    context = {"plan": plan, "rows": rows, "subject": plain(plan, plan.head.subject)}
    page = TemplateFolder(templates).render("action-plans.html.j2", context)
    return page.encode("utf-8")
