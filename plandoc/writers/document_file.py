"""A document as a file; what no writer knows is told at its line in the template."""

from collections.abc import Callable

from plandoc.diagnostics import Diagnostic, Severity, Span
from plandoc.documents.document import Document
from plandoc.documents.templates import TemplateFault
from plandoc.reading.source import Source
from plandoc.writers.markup import UnknownMarkup

_SAID = {
    "token": "không in được dấu Markdown {}",
    "class": "không biết kiểu {}",
    "attribute": "không biết thuộc tính {}",
    "align": "không biết cách canh {}",
    "table": "không biết kiểu bảng {}",
    "grid": "không biết kiểu khung {}",
    "columns": "số ô của hàng khác số cột: {}",
    "id": "mã {} đứng ở hai chỗ",
    "character": "không in được ký tự {}",
}


def document_file(document: Document, write: Callable[[], bytes]) -> bytes:
    """What `write` makes of a document.

    Raises TemplateFault (P905) when the document holds what `write` does not know.
    """
    try:
        return write()
    except UnknownMarkup as error:
        raise _fault(document, error) from error


def _fault(document: Document, error: UnknownMarkup) -> TemplateFault:
    """Told at the line of the template that names the unknown thing, if one does."""
    path = document.templates.path(document.template)
    text = document.templates.content[document.template].decode()
    lines = text.split("\n")
    line = next((n for n, content in enumerate(lines, 1) if error.name in content), 1)
    column = max(lines[line - 1].find(error.name), 0) + 1
    span = Span(path, line, column, line, column + max(len(error.name), 1))
    what = _SAID.get(error.kind, "không biết {}").format(f"“{error.name}”")
    message = f"{what} (dòng {error.line} của văn bản Markdown)"
    hint = "dùng kiểu có trong style.yaml; xem docs/huong-dan.md, phần Mẫu"
    diagnostic = Diagnostic("P905", Severity.ERROR, message, span, hint)
    return TemplateFault(diagnostic, {path: Source(path, text)})
