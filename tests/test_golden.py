"""The small plan, whole: what it becomes, as text that a reviewer can read.

``pytest --accept`` rewrites the expected files; then read `git diff`.
"""

from collections.abc import Callable
from pathlib import Path

from plandoc.cli import main
from tests.outline import outline

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests/golden/small"


def test_documents_of_the_small_plan(tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    output = tmp_path / "output"
    arguments = ["--plan", f"{SMALL}/plan", "--templates", f"{ROOT}/templates"]
    assert main(["build", *arguments, "--output", str(output)]) == 0
    built = {
        path.relative_to(output).as_posix(): path
        for path in output.rglob("*.docx")
        if "site" not in path.parts
    }
    expected = SMALL / "expected"
    for name, path in sorted(built.items()):
        golden(expected / f"{name}.txt", outline(path.read_bytes()))
    kept = {path.relative_to(expected).as_posix() for path in expected.rglob("*.txt")}
    assert kept == {f"{name}.txt" for name in built}, "an expected file of a document gone by"
