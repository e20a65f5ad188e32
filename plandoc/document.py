"""The plan through a Jinja template to a document: Markdown tokens for a writer.

Templates hold look-ups and loops only; what they say of the plan they get from the model. They
are sandboxed, an undefined name is a diagnostic at its line in the template.
"""

import datetime
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError, TemplateNotFound, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown_it.token import Token
from markupsafe import Markup
from msgspec import Struct

from plandoc.diagnostics import Diagnostic, PlandocError, Severity, Span
from plandoc.duties import Responsibilities
from plandoc.markdown import Text, escape, parse_markdown, view
from plandoc.model import Agency, Plan
from plandoc.numbering import Clause
from plandoc.prose import Note, Placeholder, Words, resolve


class Document(Struct, frozen=True):
    """A document ready for a writer. `template` is the file it came from, for messages."""

    template: str
    markdown: str
    tokens: list[Token]


class TemplateFault(Exception):
    """A template that cannot be rendered: carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def printed(plan: Plan, text: str, phase: str = "") -> tuple[Words | Note, ...]:
    """A text of the plan as it is printed: placeholders filled, footnotes apart."""

    def target(placeholder: Placeholder) -> str:
        indicator = plan.indicator[placeholder.indicator]
        return indicator.targets[placeholder.phase or phase].text

    return resolve(text, target)[0]


def plain(plan: Plan, text: str, phase: str = "") -> str:
    """A text of the plan as plain words, without its footnotes."""
    return "".join(p.text for p in printed(plan, text, phase) if isinstance(p, Words))


def words(plan: Plan) -> Callable[..., Markup]:
    """``words(text, phase)`` for templates: a text as Markdown, its footnotes in place."""

    def render(text: str, phase: str = "") -> Markup:
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
    """``ngày 07 tháng 02 năm 2024``: zero before days below 10 and months 1 and 2; blank if None."""
    if date is None:
        return Text("ngày … tháng … năm …")
    month = f"{date.month:02}" if date.month <= 2 else str(date.month)
    return Text(f"ngày {date.day:02} tháng {month} năm {date.year}")


def short_date(date: datetime.date | None) -> Text:
    """``17/11/2023``, padded as `long_date` is; blank if None."""
    if date is None:
        return Text("…/…/…")
    month = f"{date.month:02}" if date.month <= 2 else str(date.month)
    return Text(f"{date.day:02}/{month}/{date.year}")


class Templates:
    """The templates of a folder, compiled once for all documents of a build."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.as_posix()
        self.environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            autoescape=True,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.environment.globals.clear()
        self.environment.globals["namespace"] = _namespace()
        self.environment.filters["long_date"] = long_date
        self.environment.filters["short_date"] = short_date

    def document(self, name: str, **context: Any) -> Document:
        """Render a template to a document.

        Raises TemplateFault, with the place in the template, when it cannot be rendered.
        """
        try:
            markdown = self.environment.get_template(name).render(
                {key: view(value) for key, value in context.items()}
            )
        except TemplateNotFound as error:
            hint = "nêu thư mục mẫu bằng --templates"
            raise PlandocError(f"không có tệp mẫu {self.folder}/{error.name}", hint) from error
        except (TemplateError, SecurityError, TypeError, ArithmeticError, LookupError) as error:
            raise TemplateFault(self._diagnostic(name, error)) from error
        return Document(f"{self.folder}/{name}", markdown, parse_markdown(markdown))

    def _diagnostic(self, name: str, error: Exception) -> Diagnostic:
        if isinstance(error, TemplateSyntaxError):
            name, line = error.name or name, error.lineno
            code, message = "P901", f"mẫu viết sai cú pháp: {error.message}"
        else:
            name, line = self._failing_line(error, name)
            undefined = isinstance(error, UndefinedError)
            code = "P902" if undefined else "P903"
            what = "mẫu dùng tên không có" if undefined else "mẫu không chạy được"
            message = f"{what}: {error}"
        hint = "sửa mẫu ở dòng này (xem docs/huong-dan.md, phần Mẫu)"
        span = Span(f"{self.folder}/{name}", line, 1, line, 2)
        return Diagnostic(code, Severity.ERROR, message, span, hint)

    def _failing_line(self, error: Exception, name: str) -> tuple[str, int]:
        """The last frame of the traceback that lies in a template."""
        line = 1
        for frame in traceback.extract_tb(error.__traceback__):
            path = Path(frame.filename)
            if frame.lineno and path.is_relative_to(self.folder):
                name, line = path.relative_to(self.folder).as_posix(), frame.lineno
        return name, line


def _finalize(value: Any) -> Any:
    """What an expression prints: plain strings are escaped, nothing is printed by accident."""
    if value is None:
        raise TypeError("giá trị trống (None) không in được")
    return value if hasattr(value, "__html__") else escape(str(value))


def _namespace() -> Any:
    from jinja2.utils import Namespace

    return Namespace


def plan_document(templates: Templates, plan: Plan, clauses: Iterable[Clause]) -> Document:
    """The plan itself, from ``plan.md.j2``."""
    return templates.document("plan.md.j2", plan=plan, clauses=tuple(clauses), words=words(plan))


def action_plan_document(
    templates: Templates, plan: Plan, agency: Agency, duties: Responsibilities
) -> Document:
    """An agency's action-plan template, from ``action-plan.md.j2``."""
    return templates.document(
        "action-plan.md.j2",
        plan=plan,
        agency=agency,
        superior=plan.agency.get(agency.superior),
        place=agency.place or (plan.agency[agency.superior].place if agency.superior else "") or plan.head.place,
        duties=duties,
        words=words(plan),
    )
