"""Every code, by example: the files of tests/cases (their notation: tests/cases.py)."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from plandoc.checks import RULES, run_checks
from plandoc.diagnostics import Diagnostic, Severity, full, in_order
from plandoc.explanations.codes import codes, explain
from plandoc.reading.reader import Reading, read_files
from tests.cases import CASES, Case, Place, read_cases

FILES = sorted(CASES.glob("p*.yaml"))
ALL = [(path, case) for path in FILES for case in read_cases(path)]

# What cannot be written as readable YAML, and where it is tested instead.
ELSEWHERE = {
    "P002": "test_reader.py",  # bytes that are no UTF-8
    "P112": "test_retired.py",  # needs a history
    "P501": "test_reader.py",  # decomposed letters look like composed ones
    "P901": "test_templates.py",  # templates
    "P902": "test_templates.py",
    "P903": "test_templates.py",
    "P904": "test_templates.py",  # the profile
    "P905": "test_templates.py",
    "P906": "test_templates.py",
}


def code_of(path: Path) -> str:
    return path.stem[:4].upper()


@pytest.mark.parametrize(
    ("path", "case"), ALL, ids=[f"{path.stem}-{number}" for number, (path, _) in enumerate(ALL, 1)]
)
def test_case(path: Path, case: Case) -> None:
    reading = read_files(case.files)
    found = all_of(reading, code_of(path))
    message = f"{path.name}: {case.title}\n{frames(reading, found)}"
    assert [place(d) for d in found] == case.expected, message


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_words(path: Path, golden: Callable[[Path, str], None]) -> None:
    """What a drafter reads: every diagnostic of every case, as the terminal shows it."""
    chapters = []
    for case in read_cases(path):
        if case.expected:
            reading = read_files(case.files)
            chapters.append(
                f"=== {case.title}\n\n{frames(reading, all_of(reading, code_of(path)))}\n"
            )
    golden(CASES.parent / "golden" / "diagnostics" / f"{path.stem}.txt", "\n\n".join(chapters))


def all_of(reading: Reading, code: str) -> list[Diagnostic]:
    """What reading and checking find; of notes, which ask for nothing, only those of the code."""
    checked = run_checks(reading.plan, reading) if reading.plan else ()
    found = in_order([*reading.diagnostics, *checked])
    return [d for d in found if d.code == code or d.severity is not Severity.NOTE]


def place(diagnostic: Diagnostic) -> Place:
    span = diagnostic.span
    return span.path, span.line, span.column, diagnostic.code


def frames(reading: Reading, found: list[Diagnostic]) -> str:
    """The diagnostics as the terminal shows them."""
    sources = reading.sources
    shown = [full(d, lambda p: sources[p].lines if p in sources else [], False) for d in found]
    return "\n\n".join(shown)


@pytest.mark.parametrize("code", codes())
def test_every_code_has_a_failing_and_a_passing_case(code: str) -> None:
    if code in ELSEWHERE:
        assert code in (Path(__file__).parent / ELSEWHERE[code]).read_text(encoding="utf-8")
        return
    cases = [case for path, case in ALL if code_of(path) == code]
    assert any(code in [expected[3] for expected in case.expected] for case in cases)
    assert any(not case.expected for case in cases)


def test_every_case_file_is_named_for_a_code() -> None:
    assert {code_of(path) for path in FILES} <= set(codes())


def test_a_rule_is_named_for_its_code() -> None:
    for rule in RULES:
        assert rule.__name__.rpartition(".")[2].startswith(rule.CODE.lower() + "_")


@pytest.mark.parametrize("code", codes())
def test_every_code_has_a_manual(code: str) -> None:
    manual = explain(code.lower())
    assert manual is not None
    statement = manual.splitlines()[0]
    assert statement.endswith(".")
    assert len(statement) <= 100
    assert manual.index("\nSai::\n") < manual.index("\nĐúng::\n")


def test_an_unknown_code_has_no_manual() -> None:
    assert explain("P999") is None
    assert explain("") is None


def test_every_code_in_the_program_has_a_manual() -> None:
    program = Path(__file__).parent.parent / "plandoc"
    texts = (path.read_text(encoding="utf-8") for path in program.rglob("*.py"))
    used = {code for text in texts for code in re.findall(r'"(P\d{3})"', text)}
    assert used == set(codes())
