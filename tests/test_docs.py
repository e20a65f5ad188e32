"""What the documents show of the program is what it says."""

import re
import shutil
from pathlib import Path

import click
import pytest

from plandoc.cli import cli, main

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(
    r"^(?:lỗi|cảnh báo)\[P\d{3}\]: .+\n *--> (?P<file>.+?):(?P<line>\d+):\d+\n"
    r"(?: *\|\n) *\d+ \| (?P<text>.*)\n(?:.+\n)+?(?=```)",
    re.MULTILINE,
)
SHOWN = [
    pytest.param(match, id=f"{path.stem}-{match['file']}")
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    for match in BLOCK.finditer(path.read_text(encoding="utf-8"))
    if (ROOT / match["file"]).is_file()  # of the manual's own plan: test_manual.py proves them
]


def test_there_are_diagnostics_to_look_at() -> None:
    assert len(SHOWN) >= 2


def test_the_readme_has_one_line_for_each_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `python build\.py ?([a-z]*).*?` \|", text, re.MULTILINE)
    assert sorted(row or "build" for row in rows) == cli.list_commands(click.Context(cli))


@pytest.mark.parametrize("match", SHOWN)
def test_a_diagnostic_is_shown_as_the_program_says_it(
    match: re.Match[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The line shown, put in its place, brings exactly the block."""
    for folder in ("plan", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    file = tmp_path / match["file"]
    lines = file.read_text(encoding="utf-8").split("\n")
    lines[int(match["line"]) - 1] = match["text"]
    file.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 1
    assert match[0] in capsys.readouterr().err
