"""What an editor asks about a place of a file: what is this, where is it defined, what may stand
here. Lines and columns count from 0, in characters."""

from collections.abc import Iterator
from itertools import count, takewhile

from msgspec import Struct

from plandoc.diagnostics import Diagnostic, Span
from plandoc.language_server.cursor import Slot, slot_at
from plandoc.language_server.describing import describe, manual
from plandoc.language_server.looking import Look
from plandoc.language_server.positions import lines_of
from plandoc.model.mentions import Mention, agency_recogniser, reference_recogniser
from plandoc.reading.nodes import Node

_NAMESPACES = ("agency", "indicator", "reference", "clause", "phase")


class Hover(Struct, frozen=True):
    """Markdown on what stands in ``line[start:end]``."""

    text: str
    start: int
    end: int


class Choice(Struct, frozen=True):
    """An id that may stand at the cursor, a word on it, and more in Markdown."""

    name: str
    detail: str
    text: str


class Choices(Struct, frozen=True):
    """What may take the place of ``line[start:end]``."""

    start: int
    end: int
    choices: tuple[Choice, ...]


def hover(look: Look, name: str, line: int, column: int) -> Hover | None:
    """What the id, the name or the fault at a place is; None where nothing is known of it."""
    lines = _lines(look, name)
    slot = slot_at(name, lines, line, column)
    start, end = slot.start, slot.end
    parts = [_described(look, slot)]
    if not parts[0] and (mention := _mention(look, name, line, column)):
        found, start, end = mention
        parts = [describe(look.plan, look.known, found.kind, one) for one in found.ids]
    codes = dict.fromkeys(d.code for d in _faults_at(look, name, line, column))
    parts += [manual(code) for code in codes]
    text = "\n\n---\n\n".join(part for part in parts if part)
    return Hover(text, start, max(end, start)) if text else None


def definitions(look: Look, name: str, line: int, column: int) -> list[Span]:
    """Where the id, the file or the name at a place is defined."""
    slot = slot_at(name, _lines(look, name), line, column)
    if slot.namespace == "file":
        return _file(look, name, slot.word)
    namespaces = (slot.namespace,) if slot.namespace else _NAMESPACES
    found = [span for one in namespaces if (span := _defined(look, one, slot.word))]
    if not found and (mention := _mention(look, name, line, column)):
        found = [span for one in mention[0].ids if (span := _defined(look, mention[0].kind, one))]
    return found


def choices(look: Look, name: str, line: int, column: int) -> Choices | None:
    """The ids that may stand at a place; None where no id may."""
    slot = slot_at(name, _lines(look, name), line, column)
    if slot.namespace == "file":
        found = tuple(Choice(one, "", "") for one in _unnamed(look, name))
    elif slot.namespace and not slot.defines:
        ids = look.known[slot.namespace]
        found = tuple(Choice(one, words, _more(look, slot, one)) for one, words in ids.items())
    else:
        return None
    return Choices(slot.start, slot.end, found)


def _lines(look: Look, name: str) -> list[str]:
    """The lines as the reading has them: composed."""
    source = look.reading.sources.get(look.files.path(name))
    return lines_of(source.text) if source else look.lines(name)


def _described(look: Look, slot: Slot) -> str:
    # Outside its field only a whole id is taken for one: khoa is also a word.
    if not slot.namespace and "-" not in slot.word:
        return ""
    for namespace in (slot.namespace,) if slot.namespace else _NAMESPACES:
        if text := describe(look.plan, look.known, namespace, slot.word):
            return text
    return ""


def _more(look: Look, slot: Slot, name: str) -> str:
    """What an indicator is to reach helps to choose it; counting every agency's duties is slow."""
    namespace = slot.namespace
    return describe(look.plan, look.known, namespace, name) if namespace == "indicator" else ""


def _faults_at(look: Look, name: str, line: int, column: int) -> Iterator[Diagnostic]:
    path = look.files.path(name)
    for diagnostic in look.diagnostics:
        span = diagnostic.span
        here = (line + 1, column + 1)
        if span.path == path and (span.line, span.column) <= here <= (
            span.end_line,
            span.end_column,
        ):
            yield diagnostic


def _mention(look: Look, name: str, line: int, column: int) -> tuple[Mention, int, int] | None:
    """The agency or document that the words at a place name, and the columns of those words."""
    plan, node = look.plan, _scalar_at(look, name, line, column)
    if plan is None or node is None:
        return None
    for find in (reference_recogniser(plan), agency_recogniser(plan)):
        for mention in find(node.value):
            span = node.span_within(mention.start, mention.end)
            start, end = span.column - 1, span.end_column - 1
            if span.line - 1 == line and start <= column < end:
                return mention, start, end
    return None


def _scalar_at(look: Look, name: str, line: int, column: int) -> Node | None:
    """The value that a place is a part of, in a file that can be read now."""
    path, here = look.files.path(name), (line, column)
    for node in look.reading.places.values():
        if node.kind == "scalar" and node.source.path == path:
            start, end = (node.line, node.column), (node.end_line, node.end_column)
            if start <= here <= end:
                return node
    return None


def _defined(look: Look, namespace: str, name: str) -> Span | None:
    node = look.place((namespace, name, "id"))
    if namespace == "phase":
        phases = takewhile(bool, (look.place(("plan", "phases", number)) for number in count()))
        node = next((phase for phase in phases if phase and phase.value == name), None)
    return node.span if node else None


def _file(look: Look, name: str, word: str) -> list[Span]:
    """The first place of the file that a list names."""
    folder = _folder(name)
    for end in (".yaml", "/section.yaml"):
        path = f"{folder}/{word}{end}"
        if path in look.files.content:
            return [Span(look.files.path(path), 1, 1, 1, 1)]
    return []


def _folder(name: str) -> str:
    """The folder whose files the lists of a file name."""
    return "sections" if name == "plan.yaml" else name.rpartition("/")[0]


def _unnamed(look: Look, name: str) -> list[str]:
    """The files and folders that a list of the file may name."""
    folder = f"{_folder(name)}/"
    ends = [n.removeprefix(folder) for n in sorted(look.files.content) if n.startswith(folder)]
    names = [end.removesuffix("/section.yaml").removesuffix(".yaml") for end in ends]
    return [one for one in names if "/" not in one and one != "section"]
