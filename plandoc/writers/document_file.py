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
_HINTS = {
    "columns": "sửa hàng ấy trong mẫu cho đủ số ô của đầu bảng, hoặc sửa columns trong style.yaml",
    "id": "đặt mỗi mã một lần trong một văn bản",
    "character": "bỏ ký tự ấy",
}
_SHOWN = 60  # letters of a line


def document_file(document: Document, write: Callable[[], bytes]) -> bytes:
    """What `write` makes of a document.

    Raises TemplateFault (P905) when the document holds what `write` does not know.
    """
    try:
        return write()
    except UnknownMarkup as error:
        raise _fault(document, error) from error


def _fault(document: Document, error: UnknownMarkup) -> TemplateFault:
    """Told at the line of the template that names the unknown thing, if one does; else the line of
    Markdown that came of it helps to find it."""
    name, text, line = _place(document, error.name)
    path = document.templates.path(name)
    column = max(text.split("\n")[line - 1].find(error.name), 0) + 1
    span = Span(path, line, column, line, column + max(len(error.name), 1))
    what = _SAID.get(error.kind, "không biết {}").format(f"“{error.name}”")
    written = document.markdown.split("\n")[max(error.line - 1, 0)]
    shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
    message = f"{what}, ở dòng mà mẫu in ra: {shown}"
    hint = _HINTS.get(error.kind, "dùng kiểu có trong style.yaml; xem docs/huong-dan.md, phần Mẫu")
    diagnostic = Diagnostic("P905", Severity.ERROR, message, span, hint)
    return TemplateFault(diagnostic, {path: Source(path, text)})


def _place(document: Document, name: str) -> tuple[str, str, int]:
    """The template with the name in it, its text and the line: the document's own before those
    that it may include; line 1 of its own where none has it."""
    own = document.template
    others = (name for name in sorted(document.templates.content) if name.endswith(".md.j2"))
    texts = {path: document.templates.content[path].decode() for path in (own, *others)}
    for path, text in texts.items():
        for number, line in enumerate(text.split("\n"), 1):
            if name in line:
                return path, text, number
    return own, texts[own], 1
