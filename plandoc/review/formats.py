"""The forms that a review comes in: one function each, from the two plans and their facts."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from plandoc.changes.facts import Changes, changes_json
from plandoc.diagnostics import PlandocError
from plandoc.documents.document import Templates
from plandoc.documents.profile import read_profile
from plandoc.documents.templates import TemplateFault
from plandoc.model.plan import Plan
from plandoc.review.html import html
from plandoc.review.markdown import markdown
from plandoc.review.report import report
from plandoc.review.rows import rows
from plandoc.review.table import comparison_document
from plandoc.review.text import text
from plandoc.writers.docx import docx
from plandoc.writers.markup import UnknownMarkup
from plandoc.writers.package import Properties


class Review(Struct, frozen=True):
    """Two plans and what differs, perhaps only for one agency."""

    old: Plan
    new: Plan
    changes: Changes


Write = Callable[[Review, Path], bytes]
"""A review as a file; the path is the folder of the templates. Raises TemplateFault when a template
or the profile is at fault."""


def as_text(review: Review, colour: bool = False) -> str:
    """For a terminal."""
    return text(report(review.old, review.new, review.changes), colour)


def as_json(review: Review, templates: Path) -> bytes:
    """For programs."""
    return changes_json(review.changes)


def as_markdown(review: Review, templates: Path) -> bytes:
    """For a comment on a pull request."""
    return markdown(report(review.old, review.new, review.changes)).encode("utf-8")


def as_html(review: Review, templates: Path) -> bytes:
    """For a browser."""
    told = report(review.old, review.new, review.changes)
    shown = rows(review.old, review.new, review.changes)
    return html(told, shown, templates).encode("utf-8")


def as_table(review: Review, templates: Path) -> bytes:
    """The comparison table as DOCX."""
    profile = read_profile(templates / "style.yaml")
    if profile.profile is None:
        raise TemplateFault(profile.diagnostics[0], profile.sources)
    old, new, found = review.old, review.new, review.changes
    document = comparison_document(
        Templates(templates), new, report(old, new, found), rows(old, new, found)
    )
    head = new.head
    title = f"Bảng so sánh: {head.kind} {head.number}".strip()
    author = new.issuer.name
    try:
        return docx(document.tokens, profile.profile, Properties(title, "", author=author))
    except UnknownMarkup as error:
        message = f"{document.template}: không biết {error.kind} “{error.name}”"
        raise PlandocError(message, "dùng kiểu có trong style.yaml") from error


FORMATS: dict[str, Write] = {
    "text": lambda review, templates: as_text(review).encode("utf-8"),
    "json": as_json,
    "markdown": as_markdown,
    "html": as_html,
    "table": as_table,
}

BINARY = frozenset({"table"})
"""Forms that are not for a terminal."""

BY_ENDING = {".txt": "text", ".json": "json", ".md": "markdown", ".html": "html"}
"""What the name of a file says of its form; a DOCX may be several."""
