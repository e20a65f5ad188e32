"""The verdicts of all rules on a document: examined, and worded as text or JSON."""

import unicodedata
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from plandoc.diagnostics import visible
from plandoc.form.parts import find_form
from plandoc.form.rules import RULES
from plandoc.form.verdicts import Verdict
from plandoc.form.view import Document

STANDARD = "Nghị định 30/2020/NĐ-CP, Phụ lục I"
_TONES = {Verdict.PASS: "32", Verdict.FAULT: "31;1", Verdict.NOTE: "33", Verdict.ABSENT: "2"}
_MEASURED_WIDTH = 40  # what is shorter leaves the legal ranges in line
_VERDICT_WIDTH = max(len(verdict) for verdict in Verdict)


class Result(Struct, frozen=True):
    """What one rule says of a document; `legal` is what the decree asks for."""

    id: str
    group: str
    title: str
    grade: str
    verdict: Verdict
    measured: str
    legal: str
    where: tuple[str, ...]


def examine(document: Document) -> tuple[Result, ...]:
    """Every rule's verdict, in the order of the table."""
    form = find_form(document)
    results = []
    for rule in RULES:
        outcome = rule.check(form)
        results.append(
            Result(
                rule.id, rule.group, rule.title, rule.grade,
                outcome.verdict, outcome.measured, rule.legal, outcome.where,
            )
        )  # fmt: skip
    return tuple(results)


def has_faults(results: Sequence[Result]) -> bool:
    """Whether the document fails."""
    return any(result.verdict is Verdict.FAULT for result in results)


def as_json(file: str, results: Sequence[Result]) -> str:
    """One object: the file, the standard, how many of each verdict, the results."""
    report = {
        "file": file,
        "standard": STANDARD,
        "summary": {verdict.value: count for verdict, count in _counts(results).items()},
        "results": results,
    }
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode()


def as_text(file: str, results: Sequence[Result], *, colour: bool = False) -> str:
    """A line for each rule, in groups; under a fault or a note, where it is."""
    width = max(_cells(result.title) for result in results)
    lines = [f"{visible(file)}: thể thức theo {STANDARD}"]
    group = ""
    for result in results:
        if result.group != group:
            group = result.group
            lines += ["", _painted(group, "1", colour)]
        lines += _result(result, width, colour)
    return "\n".join([*lines, "", summary(results)])


def summary(results: Sequence[Result]) -> str:
    """``41 đạt, 2 không đạt, 3 ghi chú, 20 không áp dụng``."""
    counts = _counts(results)
    return ", ".join(
        f"{counts[verdict]} {verdict}"
        for verdict in (Verdict.PASS, Verdict.FAULT, Verdict.NOTE, Verdict.ABSENT)
    )


def _result(result: Result, width: int, colour: bool) -> Iterator[str]:
    verdict = _painted(f"{result.verdict:<{_VERDICT_WIDTH}}", _TONES[result.verdict], colour)
    title = result.title + " " * (width - _cells(result.title))
    asked = f"  [{result.legal}]" if result.verdict is not Verdict.ABSENT else ""
    told = visible(result.measured)
    measured = told + " " * max(0, _MEASURED_WIDTH - _cells(told))
    yield f"  {verdict}  {result.id}  {title}  {measured}{asked}".rstrip()
    if result.verdict in (Verdict.FAULT, Verdict.NOTE):
        indent = " " * (2 + _VERDICT_WIDTH + 2 + 4 + 2)
        for place in result.where:
            yield f"{indent}↳ {visible(place)}"


def _counts(results: Sequence[Result]) -> dict[Verdict, int]:
    return {v: sum(result.verdict is v for result in results) for v in Verdict}


def _painted(text: str, tone: str, colour: bool) -> str:
    return f"\x1b[{tone}m{text}\x1b[0m" if colour else text


def _cells(text: str) -> int:
    return sum(1 for character in text if not unicodedata.combining(character))
