"""Everything that a plan becomes: the files of the output folder, by path.

The documents are made first, then the website, which offers them; each in parts that an executor
may make beside each other.
"""

from collections.abc import Iterable, Mapping
from functools import partial

from msgspec import Struct

from plandoc import cache
from plandoc.data import plan_json, plan_schema
from plandoc.diagnostics import PlandocError, did_you_mean
from plandoc.documents.document import (
    Document,
    action_plan_document,
    annexes_document,
    plan_document,
)
from plandoc.documents.profile import PROFILE, Profile
from plandoc.documents.template_files import TemplateFiles
from plandoc.documents.templates import TemplateFolder
from plandoc.executors import Executor, Here, dealt
from plandoc.history import History
from plandoc.model.duties import count_tasks, responsibilities
from plandoc.model.plan import Plan
from plandoc.model.printed import plain
from plandoc.site import site_files
from plandoc.writers.document_file import document_file
from plandoc.writers.docx import docx
from plandoc.writers.package import Properties

PLAN = "ke-hoach.docx"
ANNEXES = "phu-luc.docx"
ACTION_PLANS = "don-vi"
DATA = "du-lieu"
SITE = "site"


class Work(Struct, frozen=True, eq=False):
    """What all files are made of: the plan, its look, the address that the website will stand at,
    if known, and what git keeps of the plan, if the website is to show it."""

    plan: Plan
    templates: TemplateFiles
    profile: Profile
    base: str = ""
    history: History | None = None


class Written(Struct, frozen=True):
    """A DOCX file; `key` names all that it was made of. Its `content` is None when the caller has
    it from an earlier build."""

    key: str
    content: bytes | None


class Products(Struct, frozen=True):
    """All files of the output folder, as bytes by relative path; the `keys` of the documents."""

    files: dict[str, bytes]
    keys: dict[str, str]


def products(
    work: Work, executor: Executor | None = None, earlier: Mapping[str, Written] | None = None
) -> Products:
    """Everything that the plan becomes; a document that `earlier` has is not written again.

    Raises TemplateFault when a template cannot be rendered or written.
    """
    executor, earlier, plan = executor or Here(), earlier or {}, work.plan
    files: dict[str, bytes] = {}
    keys: dict[str, str] = {}
    wanted = [(name, earlier[name].key if name in earlier else "") for name in _documents(plan)]
    for part in executor.run(write_documents, work, dealt(wanted, executor)):
        for name, written in part.items():
            files[name] = written.content or earlier[name].content or b""
            keys[name] = written.key
    files[f"{ACTION_PLANS}/index.html"] = _list_of_action_plans(plan, work.templates)
    files[f"{DATA}/plan.json"] = plan_json(plan)
    files[f"{DATA}/plan.schema.json"] = plan_schema()
    downloads = {name: content for name, content in files.items() if not name.endswith(".html")}
    site = site_files(plan, work.templates, downloads, work.base, work.history, executor)
    return Products(files | {f"{SITE}/{name}": page for name, page in site.items()}, keys)


def action_plan(work: Work, agency_id: str) -> dict[str, bytes]:
    """The action-plan template of one agency, by its path in the output folder.

    Raises PlandocError for an agency that is unknown or to which the plan gives no duty.
    """
    duties = responsibilities(work.plan)
    if agency_id not in duties:
        known = agency_id in work.plan.agency
        what = "không được giao việc gì" if known else "không có trong danh mục"
        hint = did_you_mean(agency_id, duties, "xem mã các cơ quan trong agencies.yaml")
        raise PlandocError(f"cơ quan {agency_id} {what}", hint)
    path = _path(agency_id)
    return {path: write_documents(work, [(path, "")])[path].content or b""}


def write_documents(work: Work, wanted: Iterable[tuple[str, str]]) -> dict[str, Written]:
    """Some of the DOCX files, by path; each is asked for with the key that the caller has it by."""
    return {name: _written(work, name, known) for name, known in wanted}


def _documents(plan: Plan) -> list[str]:
    """The paths of all DOCX files."""
    annexes = plan.head.annexes == "apart" and (plan.indicators or plan.assignments)
    return [PLAN, *([ANNEXES] if annexes else []), *map(_path, responsibilities(plan))]


def _path(agency_id: str) -> str:
    return f"{ACTION_PLANS}/{agency_id}.docx"


def _document(work: Work, name: str) -> tuple[Document, Properties]:
    plan = work.plan
    if name == PLAN:
        return plan_document(work.templates, plan), _properties(plan)
    if name == ANNEXES:
        return annexes_document(work.templates, plan), _properties(plan, "Phụ lục")
    agency = plan.agency[name.removeprefix(f"{ACTION_PLANS}/").removesuffix(".docx")]
    document = action_plan_document(work.templates, plan, agency)
    return document, _properties(plan, agency.name, agency.name)


def _written(work: Work, name: str, known: str) -> Written:
    document, properties = _document(work, name)
    look = work.templates.content[PROFILE]
    key = cache.key(document.markdown, look, repr(properties))
    if key == known:
        return Written(key, None)
    write = partial(docx, document.tokens, work.profile, properties)
    return Written(key, document_file(document, write))


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


def _list_of_action_plans(plan: Plan, templates: TemplateFiles) -> bytes:
    """A page that lists the action-plan templates for sending out."""
    rows = [
        {
            "agency": plan.agency[agency_id],
            "file": f"{agency_id}.docx",
            "leads": count_tasks(owed.leads),
            "named": count_tasks(owed.named),
            "shared": count_tasks(owed.shared),
            "clauses": len(owed.by_clause),
        }
        for agency_id, owed in responsibilities(plan).items()
    ]
    context = {"plan": plan, "rows": rows, "subject": plain(plan, plan.head.subject)}
    page = TemplateFolder(templates).render("action-plans.html.j2", context)
    return page.encode("utf-8")
