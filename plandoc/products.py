"""Everything that a plan becomes: the files of the output folder, by path.

The documents are made first, then the website, which offers them; each in parts that an executor
may make beside each other. What is made is handed on at once, so that nobody need hold it all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial

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
from plandoc.site.building import Site, own_downloads, render_pages, site_files
from plandoc.site.lookups import DOWNLOADS
from plandoc.writers.document_file import document_file
from plandoc.writers.docx import docx
from plandoc.writers.package import Properties

PLAN = "ke-hoach.docx"
ANNEXES = "phu-luc.docx"
ACTION_PLANS = "don-vi"
DATA = "du-lieu"
SITE = "site"
OFFERED = f"{SITE}/{DOWNLOADS}/"


class Work(Struct, frozen=True, eq=False, dict=True):
    """What all files are made of: the plan, its look, the address that the website will stand at,
    if known, and what git keeps of the plan, if the website is to show it."""

    plan: Plan
    templates: TemplateFiles
    profile: Profile
    base: str = ""
    history: History | None = None

    @cached_property
    def site(self) -> Site:
        """What the website is made of."""
        return Site(self.plan, self.templates, self.base, self.history)


class Written(Struct, frozen=True):
    """A file; of a document `key` names all that it was made of, and its `content` is None when the
    caller has it from an earlier build."""

    key: str
    content: bytes | None


class Batch(Struct, frozen=True):
    """Some files of the output folder, as bytes by relative path; the `keys` of the documents."""

    files: dict[str, bytes]
    keys: dict[str, str] = {}


def products(
    work: Work, executor: Executor | None = None, earlier: Mapping[str, Written] | None = None
) -> Iterator[Batch]:
    """Everything that the plan becomes, as it is made; a document that `earlier` has is not written
    again.

    Raises TemplateFault when a template cannot be rendered or written.
    """
    executor, earlier = executor or Here(), earlier or {}
    names = [*_documents(work.plan), *_OTHERS]
    wanted = [(name, earlier[name].key if name in earlier else "") for name in names]
    sizes: dict[str, int] = {}
    with executor.sharing(work) as run:

        def render(paths: Sequence[str], sizes: Mapping[str, int]) -> Iterator[dict[str, bytes]]:
            return run(_pages, [(part, sizes) for part in dealt(paths, executor)])

        for part in run(write_files, dealt(wanted, executor)):
            files = {
                name: earlier[name].content or b"" if one.content is None else one.content
                for name, one in part.items()
            }
            offered = {_offered_as(name): content for name, content in files.items()}
            offered.pop("", None)
            sizes |= {name: len(content) for name, content in offered.items()}
            copies = {OFFERED + name: content for name, content in offered.items()}
            yield Batch(files | copies, {n: one.key for n, one in part.items() if one.key})
        for pages in site_files(work.site, sizes, render):
            yield Batch({f"{SITE}/{name}": page for name, page in pages.items()})


def action_plan(work: Work, agency_id: str) -> Iterator[Batch]:
    """The action-plan template of one agency.

    Raises PlandocError for an agency that is unknown or to which the plan gives no duty, and
    TemplateFault, when it is made, as `products` does.
    """
    duties = responsibilities(work.plan)
    if agency_id not in duties:
        known = agency_id in work.plan.agency
        what = "không được giao việc gì" if known else "không có trong danh mục"
        hint = did_you_mean(agency_id, duties, "xem mã các cơ quan trong agencies.yaml")
        raise PlandocError(f"cơ quan {agency_id} {what}", hint)
    return _one(work, _path(agency_id))


def _one(work: Work, path: str) -> Iterator[Batch]:
    yield Batch({path: write_files(work, [(path, "")])[path].content or b""})


def write_files(work: Work, wanted: Iterable[tuple[str, str]]) -> dict[str, Written]:
    """Some of the files, by path; a document is asked for with the key that the caller has it by,
    others by what makes them."""
    files: dict[str, Written] = {}
    for name, known in wanted:
        if name in _OTHERS:
            files |= {path: Written("", made) for path, made in _OTHERS[name](work).items()}
        else:
            files[name] = _written(work, name, known)
    return files


def _offered_as(name: str) -> str:
    """The name by which the website offers a file for download; empty when it does not."""
    return "" if name.endswith(".html") else name.removeprefix(OFFERED)


def _pages(work: Work, wanted: tuple[Sequence[str], Mapping[str, int]]) -> dict[str, bytes]:
    paths, downloads = wanted
    return render_pages(work.site, downloads, paths)


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
    key = cache.key(cache.program(), document.markdown, look, repr(properties))
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


def _list_of_action_plans(work: Work) -> dict[str, bytes]:
    """A page that lists the action-plan templates for sending out."""
    plan = work.plan
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
    page = TemplateFolder(work.templates).render("action-plans.html.j2", context)
    return {f"{ACTION_PLANS}/index.html": page.encode("utf-8")}


def _data(work: Work) -> dict[str, bytes]:
    return {f"{DATA}/plan.json": plan_json(work.plan), f"{DATA}/plan.schema.json": plan_schema()}


def _own_downloads(work: Work) -> dict[str, bytes]:
    return {OFFERED + name: content for name, content in own_downloads(work.site).items()}


_OTHERS: dict[str, Callable[[Work], dict[str, bytes]]] = {
    DATA: _data,
    OFFERED: _own_downloads,
    ACTION_PLANS: _list_of_action_plans,
}
