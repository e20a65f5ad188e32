"""What a check found, for programs: one line each, GitHub annotations, JSON, SARIF 2.1.0.

What people read at the terminal is `plandoc.diagnostics.full`.
"""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from plandoc import __version__
from plandoc.diagnostics import Diagnostic, Severity, Span, concise, counted
from plandoc.explanations.codes import explain

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def as_lines(found: Sequence[Diagnostic]) -> str:
    """``path:line:col: code lỗi: message``, for editors and grep."""
    return "\n".join(map(concise, found))


def as_github(found: Sequence[Diagnostic]) -> str:
    """Workflow commands that GitHub shows as annotations on the lines of a pull request."""
    return "\n".join(map(_command, found))


def as_json(found: Sequence[Diagnostic]) -> str:
    """One object: how many of each severity, and the diagnostics; lines and columns from 1."""
    counts = {_LEVELS[severity]: count for severity, count in counted(found).items()}
    return _pretty({"summary": counts, "diagnostics": [_plain(d) for d in found]})


def as_sarif(found: Sequence[Diagnostic]) -> str:
    """A SARIF log with one run; its rules are the codes that were found, with their manuals."""
    codes = sorted({diagnostic.code for diagnostic in found})
    driver = {"name": "plandoc", "version": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, codes.index(diagnostic.code)) for diagnostic in found],
    }
    return _pretty({"version": "2.1.0", "runs": [run]})


FORMATS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {
    "concise": as_lines,
    "github": as_github,
    "json": as_json,
    "sarif": as_sarif,
}


def _command(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    level = _LEVELS[diagnostic.severity].replace("note", "notice")
    properties = {"file": span.path, "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:  # GitHub takes columns only within one line
        properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"{diagnostic.severity} {diagnostic.code}"
    shown = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items())
    hint = f"\nGợi ý: {diagnostic.hint}" if diagnostic.hint else ""
    return f"::{level} {shown}::{_escaped(diagnostic.message + hint)}"


def _escaped(text: str, more: str = "") -> str:
    """As GitHub's runner reads it back: no line break ends the command, no mark a property."""
    for mark in "%\r\n" + more:
        text = text.replace(mark, f"%{ord(mark):02X}")
    return text


def _plain(diagnostic: Diagnostic) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(diagnostic)
    return plain | {"severity": _LEVELS[diagnostic.severity]}


def _rule(code: str) -> dict[str, Any]:
    manual = explain(code) or code
    return {
        "id": code,
        "shortDescription": {"text": manual.split("\n")[0]},
        "fullDescription": {"text": manual},
        "help": {"text": manual},
    }


def _result(diagnostic: Diagnostic, rule: int) -> dict[str, Any]:
    hint = f" (gợi ý: {diagnostic.hint})" if diagnostic.hint else ""
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": diagnostic.message + hint},
        "locations": [_location(diagnostic.span)],
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {**_location(related.span), "message": {"text": related.label}}
            for related in diagnostic.related
        ]
    return result


def _location(span: Span) -> dict[str, Any]:
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": quote(span.path)}, "region": region}}


def _pretty(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
