"""What the repository tells VS Code: files that a strict parser reads, snippets that expand to
YAML that the reader takes."""

import json
import re
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from plandoc.diagnostics import Severity
from plandoc.reading.reader import read_files, read_plan
from plandoc.reading.source import Files, read_folder
from plandoc.schemas.files import KINDS
from plandoc.schemas.naming import FOLDER, kind_of, modeline
from tests.cases import base_files

ROOT = Path(__file__).parent.parent
VSCODE = ROOT / ".vscode"


def load(name: str) -> Any:
    return json.loads((VSCODE / name).read_text(encoding="utf-8"))


SNIPPETS: dict[str, dict[str, Any]] = load("plandoc.code-snippets")

# Where a drafter would use each, and what its ids are replaced by so that they are known.
HOMES: dict[str, tuple[str, int, dict[str, str]]] = {
    "nhiem-vu": ("sections/2-nhiem-vu/1-cong-nghiep.yaml", 6, {}),
    "nhiem-vu-day-du": ("sections/2-nhiem-vu/1-cong-nghiep.yaml", 6, {}),
    "phan-cong": (
        "sections/2-nhiem-vu/1-cong-nghiep.yaml",
        2,
        {"ma-co-quan-khac": "so-xd", "ma-co-quan": "so-ct"},
    ),
    "noi-dung": ("sections/1-muc-tieu.yaml", 2, {}),
    "noi-dung-de-muc": ("sections/1-muc-tieu.yaml", 2, {}),
    "bao-cao": (
        "sections/1-muc-tieu.yaml",
        4,
        {"ma-co-quan-nhan": "ubnd-tinh", "ma-co-quan": "so-ct"},
    ),
    "chi-tieu": ("indicators.yaml", 0, {}),
    "co-quan": ("agencies.yaml", 0, {"ma-co-quan-cap-tren": "ubnd-tinh"}),
    "nhom-co-quan": ("agencies.yaml", 0, {"ma-co-quan": "so-ct"}),
    "van-ban": ("references.yaml", 0, {"ma-co-quan": "ubnd-tinh"}),
}


def expanded(body: list[str]) -> str:
    """As the editor puts it in when every place is left as proposed, the first of each choice."""
    text = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", "\n".join(body))
    return re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text).replace("$0", "")


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_is_a_part_of_a_plan(name: str) -> None:
    snippet = SNIPPETS[name]
    assert snippet["scope"] == "yaml"
    file, indent, ids = HOMES[snippet["prefix"]]
    text = expanded(snippet["body"])
    assert "$" not in text
    for placeholder, known in ids.items():
        assert placeholder in text
        text = text.replace(placeholder, known)
    texts = base_files()
    texts[file] = texts[file].rstrip() + "\n"
    lines = (" " * indent + line for line in text.split("\n"))
    texts[file] += "\n".join(lines) + "\n"
    reading = read_files(Files("plan", {path: text.encode() for path, text in texts.items()}))
    assert [d for d in reading.diagnostics if d.severity is Severity.ERROR] == []
    assert reading.plan


def test_every_snippet_has_a_name_of_its_own_to_type() -> None:
    assert sorted(HOMES) == sorted(snippet["prefix"] for snippet in SNIPPETS.values())


def test_the_yaml_extension_is_recommended() -> None:
    assert load("extensions.json")["recommendations"] == ["redhat.vscode-yaml"]


def test_the_editor_leaves_the_words_alone() -> None:
    settings = load("settings.json")
    assert settings["yaml.format.enable"] is False
    assert settings["yaml.schemaStore.enable"] is False


@pytest.mark.parametrize("name", read_folder(ROOT / "plan").content)
def test_every_file_of_the_plan_goes_by_its_schema(name: str) -> None:
    """By the comment in the file, and where a new file has none, by the settings."""
    text = (ROOT / "plan" / name).read_text(encoding="utf-8")
    assert text.split("\n")[0] == modeline(name)
    named = text.split("\n")[0].partition("$schema=")[2]
    schema = (ROOT / "plan" / name).parent.joinpath(named).resolve()
    assert schema == ROOT / "plan" / FOLDER / f"{kind_of(name)}.json"
    by_settings = [
        path
        for path, patterns in load("settings.json")["yaml.schemas"].items()
        if covers([patterns] if isinstance(patterns, str) else patterns, f"plan/{name}")
    ]
    assert by_settings == [f"plan/{FOLDER}/{kind_of(name)}.json"]


def covers(patterns: list[str], path: str) -> bool:
    """Whether a file matches, as the editor reads it: a star stops at a slash, ``!`` takes out."""
    kept = [pattern for pattern in patterns if not pattern.startswith("!")]
    out = [pattern[1:] for pattern in patterns if pattern.startswith("!")]
    return any(matches(p, path) for p in kept) and not any(matches(p, path) for p in out)


def matches(pattern: str, path: str) -> bool:
    parts, own = pattern.split("/"), path.split("/")
    return len(parts) == len(own) and all(
        fnmatchcase(name, part) for name, part in zip(own, parts, strict=True)
    )


def test_the_kinds_are_those_of_a_plan() -> None:
    kinds = {kind_of(name) for name in read_folder(ROOT / "plan").content}
    assert kinds == set(KINDS)
    assert read_plan(ROOT / "plan").plan
