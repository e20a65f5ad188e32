"""What all tests share: golden files, and programs that a machine may lack."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

IN_CI = os.environ.get("CI") == "true"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="rewrite the golden files; then read `git diff`"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--accept") and IN_CI:
        raise pytest.UsageError("CI never accepts golden files")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the tests keep for later runs is theirs, not the developer's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANDOC_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """`golden(path, text)`: the text equals the file; with --accept the file becomes the text."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        assert text == expected, f"{path.name} differs: `pytest --accept`, then read `git diff`"

    return compare


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """`program("soffice")`: its path; a machine without it skips the test, but CI fails it."""

    def find(name: str) -> str:
        if path := shutil.which(name):
            return path
        reason = f"thiếu chương trình {name} trên máy này ({name} is not installed)"
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)

    return find
