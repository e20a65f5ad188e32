"""The house's own papers agree with each other and name no machine."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = ["requirements.txt", "requirements-dev.txt"]


def pinned(name: str) -> dict[str, str]:
    """Package -> version; the last one where a marker distinguishes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", text, re.MULTILINE))


def wanted(requirements: list[str]) -> set[str]:
    return {re.match(r"[\w.-]+", line)[0].replace(".", "-").lower() for line in requirements}


def test_every_package_is_named() -> None:
    found = {path.parent.relative_to(ROOT) for path in ROOT.glob("plandoc/**/__init__.py")}
    assert sorted(PROJECT["tool"]["setuptools"]["packages"]) == sorted(
        ".".join(path.parts) for path in found
    )


def test_the_pins_cover_what_the_project_asks_for() -> None:
    run, dev = (pinned(name) for name in PINS)
    assert wanted(PROJECT["project"]["dependencies"]) <= set(run)
    assert wanted(PROJECT["project"]["optional-dependencies"]["dev"]) <= set(dev)
    assert run.items() <= dev.items()


@pytest.mark.parametrize("name", PINS)
def test_the_pins_hold_versions_and_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    assert len(lines) >= 8
    for line in lines:
        assert re.fullmatch(r"[\w.-]+==[\w.]+( ; .*?)?( +--hash=sha256:[0-9a-f]{64})+", line), line
    assert "://" not in text
    assert not re.search(r"index|find-links|trusted-host|file:", text)
