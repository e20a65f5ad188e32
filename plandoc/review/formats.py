"""The forms that a review comes in: one function each, from the two plans and their facts."""

from collections.abc import Callable

from msgspec import Struct

from plandoc.changes.facts import Changes, changes_json
from plandoc.documents.document import markdown_templates
from plandoc.documents.profile import Profile, read_profile
from plandoc.documents.template_files import TemplateFiles
from plandoc.documents.templates import TemplateFault
from plandoc.model.plan import Plan
from plandoc.review.html import html
from plandoc.review.markdown import markdown
from plandoc.review.report import report
from plandoc.review.rows import rows
from plandoc.review.table import comparison_document
from plandoc.review.text import text
from plandoc.review.tracked import tracked_document
from plandoc.writers.document_file import document_file
from plandoc.writers.docx import docx
from plandoc.writers.package import Properties


class Review(Struct, frozen=True):
    """Two plans and what differs, perhaps only for one agency."""

    old: Plan
    new: Plan
    changes: Changes


Write = Callable[[Review, TemplateFiles], bytes]
"""A review as a file. Raises TemplateFault when a template or the profile is at fault."""


def as_text(review: Review, colour: bool = False) -> str:
    """For a terminal."""
    return text(report(review.old, review.new, review.changes), colour)


def as_json(review: Review, templates: TemplateFiles) -> bytes:
    """For programs."""
    return changes_json(review.changes)


def as_markdown(review: Review, templates: TemplateFiles) -> bytes:
    """For a comment on a pull request."""
    return markdown(report(review.old, review.new, review.changes)).encode("utf-8")


def as_html(review: Review, templates: TemplateFiles) -> bytes:
    """For a browser."""
    told = report(review.old, review.new, review.changes)
    shown = rows(review.old, review.new, review.changes)
    return html(told, shown, templates).encode("utf-8")


def as_table(review: Review, templates: TemplateFiles) -> bytes:
    """The comparison table as DOCX."""
    profile = _profile(templates)
    old, new, found = review.old, review.new, review.changes
    document = comparison_document(
        markdown_templates(templates), new, report(old, new, found), rows(old, new, found)
    )
    head = new.head
    title = f"Bảng so sánh: {head.kind} {head.number}".strip()
    properties = Properties(title, "", author=new.issuer.name)
    return document_file(document, lambda: docx(document.tokens, profile, properties))


def as_docx(review: Review, templates: TemplateFiles) -> bytes:
    """The plan's document as DOCX, with tracked changes; always the whole of it."""
    profile = _profile(templates)
    old, new = review.old, review.new
    return tracked_document(templates, profile, old, new, review.changes)


def _profile(templates: TemplateFiles) -> Profile:
    reading = read_profile(templates)
    if reading.profile is None:
        raise TemplateFault(reading.diagnostics[0], reading.sources)
    return reading.profile


FORMATS: dict[str, Write] = {
    "text": lambda review, templates: as_text(review).encode("utf-8"),
    "json": as_json,
    "markdown": as_markdown,
    "html": as_html,
    "docx": as_docx,
    "table": as_table,
}

BINARY = frozenset({"docx", "table"})
"""Forms that are not for a terminal."""

BY_ENDING = {
    ".txt": "text", ".json": "json", ".md": "markdown", ".html": "html", ".docx": "docx",
}  # fmt: skip
"""What the name of a file says of its form; a DOCX is the plan itself, the table is asked for."""
