"""`build.py git install` in throw-away repositories: what git then says; that it never stops."""

import os
import random
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st
from ruamel.yaml import YAML

from plandoc.cli import main
from plandoc.gitdrivers import settings
from plandoc.gitdrivers.textconv import as_text
from plandoc.reading.reader import read_plan
from plandoc.review.markdown import MARKER
from tests.revisions import BASE
from tests.test_merge_by_id import as_yaml, random_group

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="thiếu git trên máy này")

TASKS = Path("plan/sections/2-nhiem-vu/1-the-che.yaml")
Captured = pytest.CaptureFixture[str]


def git(folder: Path, *arguments: str, code: int = 0, **environment: str) -> str:
    """What git prints, on both streams; it must end with `code`."""
    done = subprocess.run(
        ["git", "-c", "core.quotePath=false", *arguments],
        cwd=folder, env=os.environ | environment, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
    )  # fmt: skip
    assert done.returncode == code, done.stdout
    return done.stdout


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


def edit(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert text.count(old) == 1, (path, old)
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a plan, the drivers not installed. Standing in it."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "cấu hình"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_PAGER", "cat")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Nguyễn An")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "an@example.org")
    top = tmp_path / "kho của Ủy ban"
    shutil.copytree(BASE, top / "plan")
    git(tmp_path, "init", "-q", "-b", "main", str(top))
    commit(top, "Bản đầu")
    monkeypatch.chdir(top)
    return top


@pytest.fixture
def repository(bare: Path, capsys: Captured) -> Path:
    """The same with the drivers."""
    assert main(["git", "install"]) == 0
    capsys.readouterr()
    return bare


def lines(text: str, sign: str) -> list[str]:
    """The lines of a diff that begin with a sign, without it."""
    return [line[1:] for line in text.split("\n") if line.startswith(sign) and line[:3] != sign * 3]


REWORDED = ("Xây dựng cơ chế ưu đãi", "Xây dựng chính sách ưu đãi")


# -- what git says


def test_diff_shows_sentences_below_the_id_of_their_clause(repository: Path) -> None:
    edit(repository / TASKS, REWORDED, ("[so-ct, cac-so]", "[so-ct, cac-so, so-tttt]"))
    said = git(repository, "diff")
    assert lines(said, "-") == ["  Xây dựng cơ chế ưu đãi cho doanh nghiệp công nghệ số."]
    assert lines(said, "+") == [
        "phối hợp: so-tttt",
        "  Xây dựng chính sách ưu đãi cho doanh nghiệp công nghệ số.",
    ]
    assert " [co-che-uu-dai] trong the-che-khdt" in said.split("\n")
    said = git(repository, "diff", "-U0")
    assert [line.split("@@ ")[-1] for line in said.split("\n") if line.startswith("@@")] == [
        "the-che-khdt",
        "co-che-uu-dai",
    ]


def test_layout_alone_is_no_change(repository: Path) -> None:
    edit(
        repository / TASKS,
        ("text: Xây dựng cơ chế ưu đãi", "text: >-\n          Xây dựng cơ chế\n          ưu đãi"),
        ("[so-ct, cac-so]", '["so-ct",\n      cac-so]'),
        ("        due: Quý II/2025\n        deliverable: Báo cáo rà soát\n",
         "        deliverable: Báo cáo rà soát\n        due: 'Quý II/2025'\n"),
    )  # fmt: skip
    assert "@@" not in git(repository, "diff")


@pytest.mark.parametrize("command", [["log", "-p"], ["show"], ["show", "--format=", "HEAD"]])
def test_log_and_show(repository: Path, command: list[str]) -> None:
    edit(repository / TASKS, REWORDED)
    commit(repository, "Sửa lời")
    said = git(repository, *command)
    assert "+  Xây dựng chính sách ưu đãi cho doanh nghiệp công nghệ số." in said.split("\n")


def test_blame_speaks_of_sentences(repository: Path) -> None:
    path = repository / TASKS
    edit(path, REWORDED)
    commit(repository, "Sửa lời")
    edit(path, ("text: Cắt giảm", "text: >-\n          Cắt giảm"))
    commit(repository, "Xuống dòng")
    first, second = git(repository, "log", "--reverse", "--format=%h", "-2").split()[-2:]
    said = git(repository, "blame", "--abbrev=6", str(TASKS)).split("\n")
    assert [line[:7] for line in said if "chính sách ưu đãi" in line] == [first[:7]]
    assert not any(line.startswith(second[:7]) for line in said)


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_word_diff_never_splits_a_syllable_or_a_number(repository: Path, locale: str) -> None:
    edit(
        repository / TASKS,
        ("Rà soát các", "Rà soạt các"),
        ("lead: so-khdt", "lead: so-khct"),
        ("Quý II/2025", "Quý II/2026"),
    )
    edit(
        repository / "plan/indicators.yaml", ("8,5%-8,7%/năm", "8,5%-9,7%/năm"), ("9 tỷ", "1,5 tỷ")
    )
    for options in ([], ["--no-textconv"]):
        said = git(repository, "diff", "--word-diff", *options, LC_ALL=locale)
        for change in (
            "[-soát-]{+soạt+}", "[-so-khdt-]{+so-khct+}", "[-II/2025-]{+II/2026+}",
            "8,5%[--8,7%-]{+-9,7%+}/năm", "[-9-]{+1,5+} tỷ",
        ):  # fmt: skip
            assert change in said, (change, said)


def test_rename_new_and_deleted_files(repository: Path) -> None:
    git(repository, "mv", str(TASKS), str(TASKS.with_name("1-moi.yaml")))
    edit(repository / TASKS.with_name("1-moi.yaml"), REWORDED)
    said = git(repository, "diff", "-M", "HEAD")
    assert "rename to" in said
    assert lines(said, "+") == ["  Xây dựng chính sách ưu đãi cho doanh nghiệp công nghệ số."]
    (repository / "plan/references.yaml").unlink()
    (repository / "plan/them.yaml").write_text("id: them\ntitle: Thêm\n", "utf-8")
    git(repository, "add", "-A")
    said = git(repository, "diff", "--cached")
    assert "-[nq-29]" in said
    assert "+[them]" in said


BROKEN = ("lead: so-tc\n", "lead: [so-tc\n")


def test_a_broken_file_on_either_side_is_shown_as_it_stands(repository: Path) -> None:
    path = repository / TASKS
    edit(path, BROKEN)
    assert "+    lead: [so-tc" in git(repository, "diff").split("\n")
    commit(repository, "Hỏng")
    edit(path, BROKEN[::-1])
    assert "-    lead: [so-tc" in git(repository, "diff").split("\n")
    for content in (b"\xff\xfe\x00", b"\x00", b"", b"- 1\n", b"a: " * 9000):
        path.write_bytes(content)
        git(repository, "diff")
        git(repository, "diff", "--stat")
    commit(repository, "Không phải YAML")
    git(repository, "log", "-p")


def test_conflicts_left_in_a_file_are_shown(repository: Path) -> None:
    two_sides(repository, [REWORDED], [("Xây dựng cơ chế ưu đãi", "Xây dựng gói ưu đãi")])
    git(repository, "merge", "kia", code=1)
    assert "<<<<<<< bên này (co-che-uu-dai: text)" in git(repository, "diff")


def test_it_works_where_the_program_is_gone(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(bare / "không có/python"))
    assert main(["git", "install"]) == 0
    edit(bare / TASKS, REWORDED)
    assert "+        text: Xây dựng chính sách ưu đãi" in git(bare, "diff")
    git(bare, "checkout", "-q", ".")
    two_sides(bare, [REWORDED], [("lead: so-tc\n", "lead: so-ct\n")])
    git(bare, "merge", "-m", "Gộp", "kia")
    assert "chính sách" in (bare / TASKS).read_text("utf-8")


# -- merges


def two_sides(repository: Path, ours: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> None:
    """Edits of one file on the branches main (where we are) and kia."""
    git(repository, "checkout", "-q", "-b", "kia")
    edit(repository / TASKS, *theirs)
    commit(repository, "Bên kia")
    git(repository, "checkout", "-q", "main")
    edit(repository / TASKS, *ours)
    commit(repository, "Bên này")


ADJACENT = (
    [("lead: so-khdt", "lead: so-ct"), REWORDED],
    [("[so-ct, cac-so]", "[so-ct, cac-so, so-tttt]"), ("Cắt giảm thủ tục", "Bỏ thủ tục")],
)


def test_lines_side_by_side_merge_where_git_alone_conflicts(repository: Path) -> None:
    before = (repository / TASKS).read_text("utf-8")
    two_sides(repository, *ADJACENT)
    plain = git(
        repository, "-c", "merge.plan.driver=git merge-file %A %O %B", "merge", "kia", code=1
    )
    assert "CONFLICT" in plain
    git(repository, "merge", "--abort")
    git(repository, "merge", "-m", "Gộp", "kia")
    path = repository / TASKS
    merged = path.read_text("utf-8")
    path.write_text(before, "utf-8")
    edit(path, *ADJACENT[0], *ADJACENT[1])
    assert path.read_text("utf-8") == merged
    assert read_plan(repository / "plan").plan


def test_rebase_and_cherry_pick_use_it_too(repository: Path) -> None:
    two_sides(repository, *ADJACENT)
    git(repository, "cherry-pick", "kia")
    git(repository, "reset", "-q", "--hard", "HEAD~1")
    git(repository, "rebase", "-q", "kia")
    assert "so-tttt" in (repository / TASKS).read_text("utf-8")


def test_a_conflict_is_marked_around_its_field_and_told(repository: Path) -> None:
    two_sides(
        repository, [("lead: so-tc\n", "lead: so-ct\n")], [("lead: so-tc\n", "lead: so-tttt\n")]
    )
    said = git(repository, "merge", "kia", code=1)
    assert f"xung đột ở {TASKS.as_posix()}: the-che-tc: lead" in said
    assert git(repository, "status", "--porcelain") == f"UU {TASKS.as_posix()}\n"
    text = (repository / TASKS).read_text("utf-8")
    assert text.count("<<<<<<<") == 1
    assert "=======\n    lead: so-tttt\n>>>>>>> bên kia (the-che-tc: lead)\n    lead_in" in text


def test_a_broken_side_is_merged_by_lines(repository: Path) -> None:
    two_sides(repository, [("Cắt giảm", "Bỏ")], [('Sở Tài chính chủ trì:"', "Sở Tài chính:")])
    git(repository, "merge", "-m", "Gộp", "kia")
    text = (repository / TASKS).read_text("utf-8")
    assert 'lead_in: "Sở Tài chính:\n' in text
    assert "text: Bỏ thủ tục" in text


# -- install, uninstall, status


def snapshot(top: Path) -> dict[str, bytes]:
    places = [top / ".git/config", *sorted((top / ".git/info").iterdir())]
    return {path.name: path.read_bytes() for path in places} | {
        path.name: path.read_bytes() for path in top.glob(".git*") if path.is_file()
    }


def test_twice_is_once_and_uninstall_leaves_no_trace(bare: Path, capsys: Captured) -> None:
    before = snapshot(bare)
    assert main(["git", "status"]) == 1
    assert main(["git", "uninstall"]) == 0
    assert main(["git", "install"]) == 0
    once = snapshot(bare)
    assert once != before
    assert main(["git", "install"]) == 0
    assert snapshot(bare) == once
    assert main(["git", "status"]) == 0
    assert git(bare, "status", "--porcelain") == ""
    assert main(["git", "uninstall"]) == 0
    assert snapshot(bare) == before
    edit(bare / TASKS, REWORDED)
    assert "+        text: Xây dựng chính sách" in git(bare, "diff")
    assert capsys.readouterr().err == ""


def test_what_others_wrote_stays(bare: Path) -> None:
    (bare / ".git/info/attributes").write_text("*.docx binary", "utf-8")
    git(bare, "config", "diff.plan.binary", "false")
    main(["git", "install"])
    assert "binary\n# plandoc\n" in (bare / ".git/info/attributes").read_text("utf-8")
    main(["git", "uninstall"])
    assert (bare / ".git/info/attributes").read_text("utf-8") == "*.docx binary\n"
    assert git(bare, "config", "--get-regexp", r"\.plan\.") == "diff.plan.binary false\n"


def test_a_repository_with_its_own_attributes_gets_only_settings(bare: Path) -> None:
    (bare / ".gitattributes").write_text("plan/**/*.yaml diff=plan merge=plan\n", "utf-8")
    assert main(["git", "install"]) == 0
    assert not (bare / ".git/info/attributes").exists()
    assert main(["git", "status"]) == 0


def test_our_own_attributes_name_the_drivers() -> None:
    names = ["plan/plan.yaml", "plan/sections/3-tasks/1-the-che.yaml"]
    said = git(ROOT, "check-attr", "diff", "merge", "--", *names)
    assert said.count(": plan\n") == 4


def test_for_all_repositories(bare: Path, capsys: Captured) -> None:
    (bare / ".gitattributes").write_text("plan/**/*.yaml diff=plan merge=plan\n", "utf-8")
    assert main(["git", "install", "--global"]) == 0
    assert main(["git", "status"]) == 0
    edit(bare / TASKS, REWORDED)
    assert "[co-che-uu-dai]" in git(bare, "diff")
    assert main(["git", "uninstall", "--global"]) == 0
    assert main(["git", "status"]) == 1
    assert "plan" not in Path(os.environ["GIT_CONFIG_GLOBAL"]).read_text("utf-8")


def test_from_below_and_for_a_plan_elsewhere(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = bare / "kế hoạch [2024]" / 'kinh "tế'
    folder.parent.mkdir()
    (bare / "plan").rename(folder)
    commit(bare, "Chuyển thư mục")
    monkeypatch.chdir(folder.parent)
    assert main(["git", "install", "--plan", 'kinh "tế']) == 0
    path = folder / TASKS.relative_to("plan")
    edit(path, REWORDED)
    monkeypatch.chdir(path.parent)
    for place in (bare, path.parent):
        assert "+  Xây dựng chính sách ưu đãi" in git(place, "diff")


def test_a_linked_work_tree(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "bản khác"
    git(repository, "worktree", "add", "-q", "-b", "khac", str(other))
    edit(other / TASKS, REWORDED)
    assert "[co-che-uu-dai]" in git(other, "diff")


def test_another_version_is_told(repository: Path, capsys: Captured) -> None:
    git(repository, "config", "diff.plan.textconv", "khác")
    assert main(["git", "status"]) == 1
    assert "bản khác" in capsys.readouterr().out
    assert main(["git", "install"]) == 0
    assert main(["git", "status"]) == 0


@pytest.mark.parametrize("command", ["install", "uninstall", "status"])
def test_one_line_where_it_cannot_be_done(
    command: str, bare: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["git", command]) == 2
    said = capsys.readouterr().err
    assert "không nằm trong kho git nào" in said
    assert "diff" not in said
    monkeypatch.chdir(bare)
    monkeypatch.setattr(settings, "OLDEST_GIT", (99, 0))
    assert main(["git", command]) == 2
    assert "quá cũ" in capsys.readouterr().err
    monkeypatch.setenv("PATH", "")
    assert main(["git", command]) == 2
    assert "không có chương trình git" in capsys.readouterr().err


def test_a_group_without_a_command_says_what_is_missing(capsys: Captured) -> None:
    assert main(["git"]) == 2
    assert capsys.readouterr().err.splitlines()[0] == "lỗi: thiếu tên lệnh"
    assert main(["git", "--help"]) == 0
    assert "python build.py git LỆNH --help" in capsys.readouterr().out


def test_the_help_page_names_only_what_people_call(capsys: Captured) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert "git " in said
    assert "textconv" not in said
    assert "git-merge" not in said


# -- the text itself


def test_the_text_of_a_file() -> None:
    content = (BASE / "sections/3-to-chuc.yaml").read_bytes()
    said = as_text(b"# \xc4\x90\xe1\xba\xa7u\n\n" + content).decode()
    assert said.startswith(
        "# Đầu\n\n[to-chuc]\nloại: implementation\ntiêu đề: TỔ CHỨC THỰC HIỆN\n\n"
    )
    assert (
        "việc: loại: report; ai làm: cac-so; kỳ: year; trước ngày: 01/12; gửi đến: so-khdt" in said
    )
    assert (
        "chỉ tiêu 2026-2030: 9 tỷ USD" in as_text((BASE / "indicators.yaml").read_bytes()).decode()
    )


@pytest.mark.parametrize("path", sorted((ROOT / "plan").rglob("*.yaml")), ids=lambda p: p.name)
def test_the_text_depends_on_no_encoding_and_holds_every_word(path: Path) -> None:
    content = path.read_bytes()
    text = content.decode()
    said = as_text(content)
    for form in (
        text.replace("\n", "\r\n"), "\ufeff" + text, unicodedata.normalize("NFD", text),
    ):  # fmt: skip
        assert as_text(form.encode()) == said
    missing = set(text.replace("^[", " ").split()) - set(said.decode().replace("^[", " ").split())
    signs = tuple(":->[]{}\"'#,")
    left = {w for w in missing if w.strip("".join(signs)) not in said.decode() and w[-1:] != ":"}
    assert left <= {"[]"}


@settings_of_hypothesis(max_examples=50, deadline=None)
@given(st.integers(0, 2**32))
def test_the_text_depends_on_no_wrapping(seed: int) -> None:
    group = random_group(random.Random(seed))
    said = as_text(as_yaml(group, 40))
    assert said == as_text(as_yaml(group, 90))
    assert said.startswith("# Đầu tệp.\n\n[nhom]\n".encode())


def test_the_example_for_github_finds_its_own_comment() -> None:
    text = (ROOT / "docs/examples/review.yml").read_text("utf-8")
    assert f"marker='{MARKER}'" in text
    assert YAML(typ="safe").load(text)["permissions"]["pull-requests"] == "write"


def test_what_is_no_plan_file_stays_as_it_is() -> None:
    for content in (b"a: 1\n", b"- x\n", b"\xff", b"", b"[", b"id: [1]\n"):
        assert as_text(content) == content


def test_the_hidden_commands_end_well(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["git-textconv", str(tmp_path / "không có")]) == 0
    assert main(["git-textconv", str(BASE / "plan.yaml")]) == 0
    assert capfdbinary.readouterr().out.startswith(b"[plan.yaml]\n")
