"""Our values as the language server protocol has them."""

from collections.abc import Callable
from pathlib import Path

from lsprotocol import types

from plandoc.diagnostics import Diagnostic, Severity, Span
from plandoc.language_server.answering import Choices
from plandoc.language_server.positions import to_editor

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}


class Speaker:
    """Turns places into an editor's: it counts in its own units and names files by address."""

    def __init__(
        self, lines: Callable[[str], list[str]], address: Callable[[str], str], encoding: str
    ) -> None:
        """`lines` gives a file's lines as the editor holds them, `address` its URI, by path."""
        self.lines = lines
        self.address = address
        self.encoding = encoding

    def position(self, path: str, line: int, column: int) -> types.Position:
        """A place; line and column from 0."""
        lines = self.lines(path)
        if not 0 <= line < len(lines):
            return types.Position(max(0, line), 0)
        return types.Position(line, to_editor(lines[line], column, self.encoding))

    def range(self, span: Span) -> types.Range:
        """A stretch of a file."""
        return types.Range(
            self.position(span.path, span.line - 1, span.column - 1),
            self.position(span.path, span.end_line - 1, span.end_column - 1),
        )

    def location(self, span: Span) -> types.Location:
        """A stretch of some file."""
        return types.Location(self.address(span.path), self.range(span))

    def diagnostic(self, found: Diagnostic) -> types.Diagnostic:
        """A fault; its hint stands under its message."""
        hint = f"\ngợi ý: {found.hint}" if found.hint else ""
        related = [
            types.DiagnosticRelatedInformation(self.location(other.span), other.label)
            for other in found.related
        ]
        return types.Diagnostic(
            range=self.range(found.span),
            message=f"{found.message}{hint}",
            severity=_SEVERITIES[found.severity],
            code=found.code,
            source="plandoc",
            related_information=related or None,
        )

    def completion(self, path: str, line: int, found: Choices) -> types.CompletionList:
        """Ids to choose from, in the plan's order."""
        place = types.Range(
            self.position(path, line, found.start), self.position(path, line, found.end)
        )
        items = [
            types.CompletionItem(
                label=choice.name,
                kind=types.CompletionItemKind.Reference,
                detail=choice.detail or None,
                documentation=_markdown(choice.text) if choice.text else None,
                sort_text=f"{number:05}",
                text_edit=types.TextEdit(place, choice.name),
            )
            for number, choice in enumerate(found.choices)
        ]
        return types.CompletionList(is_incomplete=False, items=items)

    def hover(self, path: str, line: int, text: str, start: int, end: int) -> types.Hover:
        """What stands in ``line[start:end]`` is."""
        place = types.Range(self.position(path, line, start), self.position(path, line, end))
        return types.Hover(_markdown(text), place)


def _markdown(text: str) -> types.MarkupContent:
    return types.MarkupContent(types.MarkupKind.Markdown, text)


def address_of(path: str) -> str:
    """The URI of a file that is not open."""
    return Path(path).absolute().as_uri()
