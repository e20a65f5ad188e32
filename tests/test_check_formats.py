"""`check` for programs: what each format says, when it stops, and where it is called from."""

import json
import re
import shlex
import tomllib
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

import pytest
from ruamel.yaml import YAML

from plandoc.check_formats import FORMATS, as_github, as_json, as_lines, as_sarif
from plandoc.cli import main, program
from plandoc.diagnostics import Diagnostic, Related, Severity, Span
from tests.cases import changed

ROOT = Path(__file__).parent.parent
HINT = "một, hai: 100%\nba"
FAULT = Diagnostic(
    "P101",
    Severity.ERROR,
    "mã “a” đã dùng, 50%: xem lại",
    Span("plan/sections/một tệp, hai:ba.yaml", 3, 5, 3, 9),
    HINT,
    (Related(Span("plan/plan.yaml", 7, 1, 7, 4), "dùng lần đầu ở đây"),),
)
LONG = Diagnostic("P602", Severity.WARNING, "hai dòng", Span("plan/plan.yaml", 1, 2, 4, 3))
NOTE = Diagnostic("P211", Severity.NOTE, "chỉ để biết", Span("plan/plan.yaml", 1, 1, 1, 2))


def read_command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner reads it: level, properties, message."""
    match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert match is not None, line
    properties = dict(part.split("=", 1) for part in match[2].split(","))
    return match[1], {k: unquote(v) for k, v in properties.items()}, unquote(match[3])


def test_github_reads_back_every_word() -> None:
    level, properties, message = read_command(as_github([FAULT]))
    assert level == "error"
    assert properties == {
        "file": FAULT.span.path,
        "line": "3",
        "endLine": "3",
        "col": "5",
        "endColumn": "9",
        "title": "lỗi P101",
    }
    assert message == f"{FAULT.message}\nGợi ý: {HINT}"


def test_github_takes_no_columns_over_several_lines_and_knows_notices() -> None:
    (level, properties, _), (other, _, _) = map(read_command, as_github([LONG, NOTE]).split("\n"))
    assert (level, other) == ("warning", "notice")
    assert (properties["line"], properties["endLine"]) == ("1", "4")
    assert "col" not in properties


def test_one_line_each() -> None:
    first, second = as_lines([FAULT, NOTE]).split("\n")
    assert first == f"{FAULT.span.path}:3:5: P101 lỗi: {FAULT.message}"
    assert second == "plan/plan.yaml:1:1: P211 ghi chú: chỉ để biết"


def test_json_says_all() -> None:
    report = json.loads(as_json([FAULT, LONG, NOTE]))
    assert report["summary"] == {"error": 1, "warning": 1, "note": 1}
    first = report["diagnostics"][0]
    assert (first["code"], first["severity"], first["hint"]) == ("P101", "error", HINT)
    assert first["span"]["column"] == 5
    assert first["related"][0]["span"]["path"] == "plan/plan.yaml"


def test_sarif_points_every_result_at_its_rule_and_place() -> None:
    log = json.loads(as_sarif([FAULT, LONG, NOTE]))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]
    assert all(rule["shortDescription"]["text"] for rule in rules)
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert unquote(place["artifactLocation"]["uri"]) == FAULT.span.path
    assert " " not in place["artifactLocation"]["uri"]
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9}
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"][0]["relatedLocations"][0]["message"]["text"] == "dùng lần đầu ở đây"
    assert "relatedLocations" not in run["results"][1]


def test_nothing_found() -> None:
    assert as_lines([]) == as_github([]) == ""
    assert json.loads(as_json([]))["diagnostics"] == []
    assert json.loads(as_sarif([]))["runs"][0]["results"] == []


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A folder to which `write` writes the base plan."""
    return tmp_path / "plan"


def write(folder: Path, changes: dict[str, str]) -> None:
    for name, content in changed(changes).content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


UNUSED = {"agencies.yaml": "- id: so-kh\n  name: Sở Khác\n  code: SK"}


@pytest.mark.parametrize("style", ["full", *FORMATS])
def test_strict_counts_warnings(plan: Path, style: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["check", "--plan", str(plan), "--format", style]
    write(plan, {})
    assert main([*command, "--strict"]) == 0
    capsys.readouterr()
    write(plan, UNUSED)
    assert main(command) == 0
    assert "P109" in "".join(capsys.readouterr())
    assert main([*command, "--strict"]) == 1
    write(plan, {"plan.yaml": "place: 1\nphases: [2021-2025, 2027-2030]"})
    assert main(command) == 1


def test_an_unknown_format_is_told_before_any_work(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--plan", "nowhere", "--format", "xml"]) == 2
    said = capsys.readouterr().err
    assert "không có kiểu in xml" in said
    assert "github" in said


def test_the_installed_command_is_the_front_door() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    module, _, function = project["scripts"]["plandoc"].partition(":")
    assert getattr(import_module(module), function) is program


HOOKS = [
    (ROOT / ".pre-commit-hooks.yaml", lambda hooks: hooks),
    (
        ROOT / "docs/examples/pre-commit-config.yaml",
        lambda config: config["repos"][0]["hooks"],
    ),
]


@pytest.mark.parametrize(("path", "hooks_of"), HOOKS, ids=[path.name for path, _ in HOOKS])
def test_the_hooks_call_what_there_is(path: Path, hooks_of) -> None:
    (hook,) = hooks_of(YAML(typ="safe").load(path.read_text("utf-8")))
    arguments = shlex.split(hook["entry"].replace("python build.py", "plandoc"))
    assert arguments[0] == "plandoc"
    assert main(arguments[1:]) == 0
    assert re.search(hook["files"], "plan/sections/3-tasks/1-the-che.yaml")
    assert not re.search(hook["files"], "templates/plan.md.j2")
    assert hook["pass_filenames"] is False


def test_the_example_for_github_runs_what_there_is() -> None:
    steps = YAML(typ="safe").load((ROOT / "docs/examples/check.yml").read_text("utf-8"))
    runs = [step["run"] for step in steps["jobs"]["check"]["steps"] if "run" in step]
    assert main(shlex.split(runs[-1])[2:]) == 0
