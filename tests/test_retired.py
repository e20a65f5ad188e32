"""P112: an id that an issued plan gave up names nothing else afterwards."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from plandoc.checks import read_and_check
from plandoc.cli import main
from plandoc.diagnostics import Severity
from tests.cases import base_files

GROUP = "sections/2-nhiem-vu/1-cong-nghiep.yaml"
TASK = "\n      - id: khu-moi\n        text: Lập khu công nghiệp mới."
OTHER = "\n      - id: khu-moi\n        text: Xây dựng nhà ở xã hội."
NUMBERED = "number: 12/KH-UBND\ndate: 2024-02-01\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The base plan, issued, in a repository whose owner has odd settings; not yet committed."""
    top = tmp_path / "kho"
    for name, text in base_files().items():
        path = top / "kế hoạch" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NUMBERED + text if name == "plan.yaml" else text, encoding="utf-8")
    git(top, "init", "--quiet")
    for setting in ("diff.noprefix true", "diff.external false", "log.showSignature true"):
        git(top, "config", *setting.split())
    return top / "kế hoạch"


def git(folder: Path, *arguments: str) -> None:
    identity = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b.vn"}
    identity |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b.vn"}
    command = ["git", "-C", os.fspath(folder), *arguments]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | identity)


def commit(folder: Path, tag: str = "") -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "x")
    if tag:
        git(folder, "tag", tag)


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def read(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


def draft(folder: Path) -> None:
    lines = read(folder, "plan.yaml").split("\n")
    kept = [line for line in lines if not line.startswith(("number:", "date:"))]
    write(folder, "plan.yaml", "\n".join(kept))


def retire(folder: Path, tag: str = "", later: str = "") -> str:
    """A revision with a task, then one without; the group's file without it."""
    without = read(folder, GROUP).rstrip()
    write(folder, GROUP, f"{without}{TASK}\n")
    commit(folder, tag)
    write(folder, GROUP, f"{without}\n")
    commit(folder, later)
    return without


def found(folder: Path) -> list[tuple[str, str]]:
    _, diagnostics = read_and_check(folder)
    return [(d.code, d.message) for d in diagnostics if d.severity is Severity.ERROR]


def test_a_retired_id_for_something_else_is_an_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without = retire(folder)
    assert found(folder) == []
    write(folder, GROUP, f"{without}{OTHER}\n")
    ((code, message),) = found(folder)
    assert code == "P112"
    assert message.startswith("mã khu-moi đã bỏ (lần ghi ")
    assert main(["check", "--plan", str(folder)]) == 1
    line = f"{without}{OTHER}".split("\n").index("      - id: khu-moi") + 1
    assert f"1-cong-nghiep.yaml:{line}:13" in capsys.readouterr().err
    commit(folder)  # committed by somebody who did not check: still told
    assert [code for code, _ in found(folder)] == ["P112"]


def test_a_build_stops_at_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without = retire(folder)
    write(folder, GROUP, f"{without}{OTHER}\n")
    templates = Path(__file__).parent.parent / "templates"
    arguments = ["--plan", str(folder), "--output", str(tmp_path / "ra")]
    assert main([*arguments, "--templates", str(templates)]) == 1
    assert "P112" in capsys.readouterr().err


def test_the_same_words_may_come_back_and_be_amended_then(folder: Path) -> None:
    without = retire(folder)
    write(folder, GROUP, f"{without}{TASK}\n")
    assert found(folder) == []
    commit(folder)
    write(folder, GROUP, f"{without}{OTHER}\n")
    assert found(folder) == []


def test_what_was_never_issued_is_not_retired(folder: Path) -> None:
    draft(folder)
    without = retire(folder)
    write(folder, GROUP, f"{without}{OTHER}\n")
    assert found(folder) == []


def test_what_came_and_went_between_two_tags_was_never_issued(folder: Path) -> None:
    commit(folder, "plan-1")
    without = retire(folder, later="plan-2")
    write(folder, GROUP, f"{without}{OTHER}\n")
    assert found(folder) == []


def test_what_was_tagged_is_retired(folder: Path) -> None:
    without = retire(folder, tag="plan-1", later="plan-2")
    write(folder, GROUP, f"{without}{OTHER}\n")
    assert [code for code, _ in found(folder)] == ["P112"]


def test_a_clause_that_moves_to_another_file_keeps_its_id(folder: Path) -> None:
    commit(folder)
    section = folder / "sections/2-nhiem-vu/section.yaml"
    (folder / GROUP).rename(folder / "sections/2-nhiem-vu/9-khac.yaml")
    section.write_text(section.read_text("utf-8").replace("1-cong-nghiep", "9-khac"), "utf-8")
    assert found(folder) == []
    commit(folder)
    assert found(folder) == []


def test_a_registry_has_its_own_ids(folder: Path) -> None:
    agencies = read(folder, "agencies.yaml")
    write(folder, "agencies.yaml", f"{agencies}\n- id: so-cu\n  name: Sở Cũ\n  code: SC\n")
    commit(folder)
    write(folder, "agencies.yaml", agencies)
    commit(folder)
    write(folder, "agencies.yaml", f"{agencies}\n- {{id: so-cu, name: Sở Mới, code: SM}}\n")
    assert [code for code, _ in found(folder)] == ["P112"]
    write(folder, "agencies.yaml", agencies)
    group = read(folder, GROUP).rstrip()
    write(folder, GROUP, f"{group}\n      - id: so-cu\n        text: Một việc.\n")
    assert found(folder) == []


def test_outside_git_nothing_is_retired(folder: Path, tmp_path: Path) -> None:
    without = retire(folder)
    write(folder, GROUP, f"{without}{OTHER}\n")
    shutil.copytree(folder, tmp_path / "copy")
    assert found(tmp_path / "copy") == []


def test_without_git_nothing_is_retired(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without = retire(folder)
    write(folder, GROUP, f"{without}{OTHER}\n")
    monkeypatch.setenv("PATH", "")
    assert found(folder) == []


def test_a_repair_gives_no_id_that_was_given_up(folder: Path) -> None:
    """Not even one of a draft: somebody may have linked to it."""
    draft(folder)
    without = retire(folder)
    write(folder, GROUP, f"{without}\n      - text: Khu mới.\n")
    git(folder, "config", "user.name", "A")
    assert main(["fix", "--plan", str(folder)]) == 0
    added = read(folder, GROUP).removeprefix(without)
    assert "- id: " in added
    assert "id: khu-moi\n" not in added


def test_beyond_the_end_of_a_shallow_clone_nothing_is_retired(folder: Path, tmp_path: Path) -> None:
    without = retire(folder)
    later = f"{without}\n      - id: khu-hai\n        text: Lập khu thứ hai."
    write(folder, GROUP, f"{later}\n")
    commit(folder)
    write(folder, GROUP, f"{without}\n")
    commit(folder)
    shallow = tmp_path / "nong"
    source = folder.parent.as_uri()
    git(tmp_path, "clone", "--quiet", "--depth", "2", source, shallow.as_posix())
    plan = shallow / folder.name
    write(plan, GROUP, f"{without}{OTHER}\n      - id: khu-hai\n        text: Việc khác.\n")
    ((code, message),) = found(plan)
    assert (code, "khu-hai" in message) == ("P112", True)
