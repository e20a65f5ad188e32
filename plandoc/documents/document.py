"""The plan through a Jinja template to a document: Markdown tokens for a writer.

Templates hold look-ups and loops only; what they say of the plan they get from the model. They
are sandboxed, an undefined name is a diagnostic at its line in the template.
"""

import datetime
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from typing import Any

from jinja2 import Undefined
from markdown_it.token import Token
from markupsafe import Markup
from msgspec import Struct

from plandoc.documents.markdown import Text, View, Views, escape, parse_markdown, view
from plandoc.documents.template_files import TemplateFiles
from plandoc.documents.templates import TemplateFolder, something
from plandoc.model.dates import day, month
from plandoc.model.duties import responsibilities
from plandoc.model.numbering import clauses_by_id, outline
from plandoc.model.plan import Agency, Plan
from plandoc.model.printed import printed
from plandoc.model.prose import Words


class Document(Struct, frozen=True, dict=True):
    """A document ready for a writer; `template` names the one of `templates` that it came from."""

    templates: TemplateFiles
    template: str
    markdown: str

    @cached_property
    def tokens(self) -> list[Token]:
        """What a writer walks: parsed when first asked for."""
        return parse_markdown(self.markdown)


def words(plan: Plan) -> Callable[..., Markup]:
    """``words(text, phase)`` for templates: a text as Markdown, its footnotes in place."""

    def render(text: str, phase: str = "") -> Markup:
        if not isinstance(text, str):
            raise TypeError(f"words cần một văn bản, không phải {text!r}")
        parts = []
        for piece in printed(plan, str(text), str(phase)):
            if isinstance(piece, Words):
                parts.append(escape(piece.text))
            else:
                inside = "".join(p.text for p in piece.pieces if isinstance(p, Words))
                parts.append(Markup("^[") + escape(inside) + Markup("]"))
        return Markup("").join(parts)

    return render


def long_date(date: datetime.date | None) -> Text:
    """``ngày 07 tháng 02 năm 2024``: a zero before days below 10 and months 1, 2; blank if None."""
    if date is None:
        return Text("ngày … tháng … năm …")
    return Text(f"ngày {day(date.day)} tháng {month(date.month)} năm {date.year}")


def short_date(date: datetime.date | None) -> Text:
    """``17/11/2023``, padded as `long_date` is; blank if None."""
    if date is None:
        return Text("…/…/…")
    return Text(f"{day(date.day)}/{month(date.month)}/{date.year}")


def inside(title: str) -> Text:
    """A title cited inside a sentence: its first letter small, unless a proper name begins it.

    ``Thực hiện Chương trình …`` is cited as ``… thực hiện Chương trình …``; where the second word
    has a capital too (``Bình Dương …``), or there is none, the title stays as it is.
    """
    first, _, rest = title.partition(" ")
    if first[1:].islower() and rest[:1].islower():
        return Text(title[:1].lower() + title[1:])
    return Text(title)


class Templates:
    """The document templates of a folder, compiled once for all documents of a build."""

    def __init__(self, files: TemplateFiles) -> None:
        self._folder = TemplateFolder(
            files,
            finalize=_escaped,
            filters={"long_date": long_date, "short_date": short_date, "inside": inside},
            records=(View,),
            comment_start_string="{##",  # {# begins an id in Markdown
            comment_end_string="##}",
        )
        for name in ("forceescape", "striptags", "tojson", "urlize", "xmlattr"):
            del self._folder.environment.filters[name]  # they write HTML

    def document(self, name: str, **context: Any) -> Document:
        """Render a template to a document.

        Raises TemplateFault, with the place in the template, when it cannot be rendered.
        """
        markdown = self._folder.render(name, {key: view(value) for key, value in context.items()})
        return Document(self._folder.files, name, markdown)


def _escaped(value: Any) -> Any:
    """What an expression prints: words, escaped, and whole numbers; nothing else by accident."""
    if isinstance(value, str):
        return value if hasattr(value, "__html__") else escape(value)
    if isinstance(value, Undefined):
        return value  # an unknown name complains when printed; an if without else prints nothing
    if isinstance(value, bool) or not isinstance(something(value), int):
        raise TypeError(f"không in được {type(value).__name__.lstrip('_')}")
    return escape(str(value))


@lru_cache(maxsize=4)
def markdown_templates(files: TemplateFiles) -> Templates:
    """The document templates among some files, each compiled once for all documents."""
    return Templates(files)


@lru_cache(maxsize=4)
def plan_document(files: TemplateFiles, plan: Plan) -> Document:
    """The plan itself, from ``plan.md.j2``; made once for the DOCX and the website."""
    return markdown_templates(files).document(
        "plan.md.j2", **_shared(plan), clauses=Views(outline(plan))
    )


def annexes_document(files: TemplateFiles, plan: Plan) -> Document:
    """The plan's indicators and tasks as tables, a file of their own, from ``annexes.md.j2``."""
    templates = markdown_templates(files)
    return templates.document("annexes.md.j2", **_shared(plan), clauses=Views(outline(plan)))


def action_plan_document(files: TemplateFiles, plan: Plan, agency: Agency) -> Document:
    """An agency's action-plan template, from ``action-plan.md.j2``."""
    superior = plan.agency[agency.superior] if agency.superior else None
    return markdown_templates(files).document(
        "action-plan.md.j2",
        **_shared(plan),
        agency=agency,
        superior=superior,
        place=agency.place or (superior.place if superior else "") or plan.head.place,
        duties=responsibilities(plan)[agency.id],
    )


@lru_cache(maxsize=4)
def _shared(plan: Plan) -> dict[str, Any]:
    """What every document may look up: views, so that what one has looked up stands for all."""
    seen = view(plan)

    def names(agencies: Iterable[str]) -> list[Text]:
        if isinstance(agencies, str):
            raise TypeError(f"names cần một danh sách mã cơ quan, không phải {agencies!r}")
        for unknown in (agency for agency in agencies if agency not in seen.agency):
            raise LookupError(f"không có cơ quan {unknown}")
        return [seen.agency[agency].name for agency in agencies]

    return {
        "plan": seen,
        "issuer": view(plan.issuer),
        "clause": view(clauses_by_id(plan)),
        "names": names,
        "words": words(plan),
    }
