"""Something wrong: where it stands, what is wrong, how to mend it.

A `Diagnostic` is a value. Reading and checking yield them; only the front door prints them.
The message says what is wrong and stands alone; the hint alone says how to mend it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum
from functools import partial

from msgspec import Struct


class PlandocError(Exception):
    """The program or the machine could not do its work: one line for the user, exit code 2."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)  # all of it, so that it travels between processes
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message


class Severity(StrEnum):
    """Only an error (*lỗi*) stops a build; a note (*ghi chú*) asks for nothing."""

    ERROR = "lỗi"
    WARNING = "cảnh báo"
    NOTE = "ghi chú"


MOST_COMPARED = 200_000  # pairs of names: a second or two

# What a terminal would obey, or would not show: control characters, marks that turn the order of
# letters round, letters without width.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)

# Terminal colours: red, yellow, cyan.
_TONES = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


class Span(Struct, frozen=True, order=True):
    """A stretch of a file; lines and columns count characters from 1, the end is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Related(Struct, frozen=True):
    """Another place that belongs to the same fault, with a few words on why."""

    span: Span
    label: str


class Diagnostic(Struct, frozen=True):
    """One fault, at one place; `code` is for ever (see `plandoc.explanations.codes`)."""

    code: str
    severity: Severity
    message: str
    span: Span
    hint: str = ""
    related: tuple[Related, ...] = ()


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by place, then code; the same fault is told once."""
    unique = dict.fromkeys(diagnostics)
    return sorted(unique, key=lambda d: (d.span, d.code, d.message))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them stops a build."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def counted(diagnostics: Iterable[Diagnostic]) -> dict[Severity, int]:
    """How many there are of each severity, the worst first."""
    severities = [diagnostic.severity for diagnostic in diagnostics]
    return {severity: severities.count(severity) for severity in Severity}


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """``2 lỗi, 3 cảnh báo``, or that all is well."""
    counts = counted(diagnostics)
    return ", ".join(f"{n} {severity}" for severity, n in counts.items() if n) or "không có lỗi"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like a mistyped one, or None when none is near."""
    from difflib import get_close_matches

    names = sorted(known)
    matches = get_close_matches(name, names, n=1, cutoff=0.6)
    # Letters that changed places are far apart to difflib in a short name: di for id.
    turned = (other for other in names if sorted(other) == sorted(name))
    return matches[0] if matches else next(turned, None)


class Guesses:
    """What is left to compare in one reading or one rule.

    Thousands of unknown names against thousands of known ones would take minutes, and are one
    mistake: after `MOST_COMPARED` comparisons nothing is near any more.
    """

    def __init__(self) -> None:
        self.left = MOST_COMPARED

    def nearest(self, name: str, known: Collection[str]) -> str | None:
        """As the function `nearest`, while there are comparisons left."""
        self.left -= len(known)
        return nearest(name, known) if self.left >= 0 else None


def did_you_mean(
    name: str, known: Collection[str], otherwise: str, guesses: Guesses | None = None
) -> str:
    """The hint for an unknown name; `guesses` bounds it where there may be thousands."""
    near = (guesses or Guesses()).nearest(name, known)
    return f"ý bạn là {near}?" if near else otherwise


def visible(text: str) -> str:
    """A text for one line of a terminal: what is not seen, or would be obeyed, stands as �."""
    return _UNSEEN.sub("�", text.replace("\t", " "))


def full(diagnostic: Diagnostic, lines: Callable[[str], Sequence[str]], colour: bool) -> str:
    """One diagnostic as the terminal shows it: headline, frame with carets, hint.

    `lines` gives the lines of a file by its path; an empty sequence leaves the frame out.
    """
    paint = _painter(colour)
    tone = _TONES[diagnostic.severity]
    headline = paint(f"{diagnostic.severity}[{diagnostic.code}]", f"1;{tone}")
    shown = [(diagnostic.span, "^", "", tone)]
    shown += [(related.span, "-", related.label, "34") for related in diagnostic.related]
    width = max(len(str(span.line)) for span, *_ in shown)
    parts = [f"{headline}: {paint(visible(diagnostic.message), '1')}"]
    for span, mark, label, mark_tone in shown:
        marks = partial(paint, tone=mark_tone)
        parts += _frame(span, lines(span.path), width, mark, label, marks)
    if diagnostic.hint:
        parts.append(f"{' ' * width} = gợi ý: {visible(diagnostic.hint)}")
    return "\n".join(parts)


def concise(diagnostic: Diagnostic) -> str:
    """One line, for editors and grep: ``path:line:col: code lỗi: message``."""
    span = diagnostic.span
    place = f"{span.path}:{span.line}:{span.column}"
    return visible(f"{place}: {diagnostic.code} {diagnostic.severity}: {diagnostic.message}")


def _painter(colour: bool) -> Callable[..., str]:
    def paint(text: str, tone: str) -> str:
        return f"\x1b[{tone}m{text}\x1b[0m" if colour else text

    return paint


def _frame(
    span: Span,
    lines: Sequence[str],
    width: int,
    mark: str,
    label: str,
    paint: Callable[[str], str],
) -> list[str]:
    """The place, the line and the marks under it; a long line is shown around the place."""
    gutter = " " * width
    head = f"{gutter}--> {visible(span.path)}:{span.line}:{span.column}"
    if not 0 < span.line <= len(lines):
        return [head]
    line = lines[span.line - 1]  # perhaps of megabytes, and shown for each of its faults
    end = span.end_column if span.end_line == span.line else len(line) + 1
    start = span.column - 1
    length = max(1, min(end - 1, len(line)) - start)
    line, start, length = _window(line, start, length)
    line = visible(line)
    # A combining mark takes no cell: pad by what the terminal shows.
    marks = " " * _cells(line[:start]) + paint(mark * max(1, _cells(line[start : start + length])))
    note = f" {label}" if label else ""
    return [
        head,
        f"{gutter} |",
        f"{span.line:>{width}} | {line}",
        f"{gutter} | {marks}{note}",
    ]


def _window(line: str, start: int, length: int, limit: int = 110) -> tuple[str, int, int]:
    if len(line) <= limit:
        return line, start, length
    left = max(0, start - limit // 3)
    shown = line[left : left + limit]
    before, after = ("…" if left else ""), ("…" if left + limit < len(line) else "")
    start = start - left + len(before)
    return f"{before}{shown}{after}", start, min(length, len(before) + len(shown) - start)


def _cells(text: str) -> int:
    from unicodedata import combining

    return sum(1 for char in text if not combining(char))
