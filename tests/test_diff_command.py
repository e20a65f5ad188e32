"""`build.py diff` in throw-away repositories: revisions, folders, and what cannot be reviewed."""

import os
import shutil
import subprocess
import unicodedata
from pathlib import Path

import jsonschema
import msgspec
import pytest

from plandoc.changes.facts import changes_schema
from plandoc.cli import main
from plandoc.reading.revisions import find_commit, find_repository, read_revision
from plandoc.reading.source import read_folder
from tests.outline import outline
from tests.revisions import BASE

ROOT = Path(__file__).parent.parent
GIT = shutil.which("git")
pytestmark = pytest.mark.skipif(not GIT, reason="thiếu git trên máy này")

TASKS = "sections/2-nhiem-vu/1-the-che.yaml"


def git(folder: Path, *arguments: str) -> str:
    date = "2024-03-01T09:30:00+07:00"
    people = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Nguyễn & <An>"), ("EMAIL", "an@example.org"), ("DATE", date))
    }
    environment = (
        os.environ | people | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    )
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(folder: Path, message: str, tag: str = "") -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    if tag:
        git(folder, "tag", tag)
    return git(folder, "rev-parse", "HEAD")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three commits: v1; v2 with a reworded task; v3 with another lead. Standing in it."""
    top = tmp_path / "kho của tôi"
    shutil.copytree(BASE, top / "plan")
    shutil.copytree(ROOT / "templates", top / "templates")
    git(tmp_path, "init", "-q", "-b", "main", str(top))
    commit(top, "Bản đầu", "v1")
    edit(top / "plan" / TASKS, "cơ chế ưu đãi", "chính sách ưu đãi")
    commit(top, "Sửa lời", "v2")
    edit(top / "plan" / TASKS, "lead: so-tc", "lead: so-ct")
    commit(top, "Đổi chủ trì", "v3")
    monkeypatch.chdir(top)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    return top


Captured = pytest.CaptureFixture[str]


def summary(capsys: Captured, *arguments: str) -> tuple[str, str]:
    """What is compared, and the summary line."""
    assert main(["diff", *arguments]) == 0
    first, second, *_ = capsys.readouterr().out.split("\n")
    return first, second


def refused(capsys: Captured, *arguments: str) -> str:
    """The message of a review that cannot be had: one line and a hint."""
    assert main(["diff", *arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    lines = shown.err.rstrip("\n").split("\n")
    assert len(lines) <= 2
    assert lines[0].startswith("lỗi: ")
    return lines[0]


# -- which revisions


def test_the_working_tree_against_head(repository: Path, capsys: Captured) -> None:
    assert summary(capsys)[1] == "Không có thay đổi"
    edit(repository / "plan/plan.yaml", "place: Huế", "place: Đà Nẵng")
    title, line = summary(capsys)
    head = git(repository, "rev-parse", "--short=7", "HEAD")
    assert title == f"HEAD ({head}) → bản đang soạn"
    assert line == "1 thay đổi: 1 đầu văn bản"


def test_what_git_does_not_know_yet_is_seen(repository: Path, capsys: Captured) -> None:
    (repository / "plan/sections/4-khac.yaml").write_text(
        "id: khac\nkind: text\ntitle: KHÁC\nitems: [{id: khac-1, text: Việc khác.}]\n", "utf-8"
    )
    edit(repository / "plan/plan.yaml", "3-to-chuc]", "3-to-chuc, 4-khac]")
    assert summary(capsys)[1] == "2 thay đổi: 2 thêm"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("v1..v2", "1 thay đổi: 1 sửa lời"),
        ("v1..v3", "2 thay đổi: 1 chủ trì, 1 sửa lời"),
        ("v2..", "1 thay đổi: 1 chủ trì"),
        ("..v2", "1 thay đổi: 1 chủ trì"),
        ("v1", "2 thay đổi: 1 chủ trì, 1 sửa lời"),
        ("HEAD~1..HEAD", "1 thay đổi: 1 chủ trì"),
        ("HEAD^", "1 thay đổi: 1 chủ trì"),
        ("v2..v2", "Không có thay đổi"),
    ],
)
def test_ranges(repository: Path, capsys: Captured, asked: str, expected: str) -> None:
    assert summary(capsys, asked)[1] == expected


def test_two_revisions_are_a_range(repository: Path, capsys: Captured) -> None:
    assert summary(capsys, "v1", "v2") == summary(capsys, "v1..v2")


def test_three_dots_compare_from_the_merge_base(repository: Path, capsys: Captured) -> None:
    git(repository, "checkout", "-q", "-b", "nhanh", "v1")
    edit(repository / "plan/plan.yaml", "place: Huế", "place: Đà Nẵng")
    commit(repository, "Trên nhánh")
    assert summary(capsys, "main..nhanh")[1].startswith("3 thay đổi")
    title, line = summary(capsys, "main...nhanh")
    assert title.startswith("gốc chung của main và nhanh (")
    assert line == "1 thay đổi: 1 đầu văn bản"
    assert summary(capsys, "main...")[1] == line


def test_the_index(repository: Path, capsys: Captured) -> None:
    edit(repository / "plan/plan.yaml", "place: Huế", "place: Đà Nẵng")
    assert summary(capsys, "HEAD..:0")[1] == "Không có thay đổi"
    git(repository, "add", "plan")
    assert summary(capsys, "HEAD..:0")[1] == "1 thay đổi: 1 đầu văn bản"


def test_two_folders_need_no_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    for name in ("bản cũ", "bản mới"):
        shutil.copytree(BASE, tmp_path / name)
    edit(tmp_path / "bản mới" / TASKS, "lead: so-tc", "lead: so-ct")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert summary(capsys, "bản cũ", "bản mới") == (
        "bản cũ → bản mới", "1 thay đổi: 1 chủ trì",
    )  # fmt: skip


def test_from_deep_inside(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    below = repository / "tài liệu" / "nháp"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert summary(capsys, "v1..v2")[1] == "1 thay đổi: 1 sửa lời"
    assert main(["diff", "v1", "--output", "so sánh.html"]) == 0
    assert (below / "so sánh.html").is_file()


def test_another_folder(repository: Path, capsys: Captured) -> None:
    shutil.copytree(BASE, repository / "các kế hoạch" / "*2024")
    commit(repository, "Kế hoạch thứ hai")
    edit(repository / "các kế hoạch/*2024/plan.yaml", "place: Huế", "place: Đà Nẵng")
    asked = ("--plan", "các kế hoạch/*2024")
    assert summary(capsys, *asked)[1] == "1 thay đổi: 1 đầu văn bản"
    git(repository, "add", "-A")
    assert summary(capsys, "HEAD..:0", *asked)[1] == "1 thay đổi: 1 đầu văn bản"
    assert "không có thư mục các kế hoạch/*2024" in refused(capsys, "v1..v3", *asked)


def test_a_plan_at_the_top_of_its_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    top = tmp_path / "plan"
    shutil.copytree(BASE, top)
    git(tmp_path, "init", "-q", str(top))
    commit(top, "Bản đầu")
    edit(top / "plan.yaml", "place: Huế", "place: Đà Nẵng")
    monkeypatch.chdir(top)
    assert summary(capsys, "--plan", ".")[1] == "1 thay đổi: 1 đầu văn bản"


def test_nothing_is_checked_out_and_nothing_written(repository: Path, capsys: Captured) -> None:
    before = {path: path.stat().st_mtime_ns for path in repository.rglob("*") if path.is_file()}
    summary(capsys, "v1..v2")
    summary(capsys)
    after = {path: path.stat().st_mtime_ns for path in repository.rglob("*") if path.is_file()}
    assert after == before


def test_a_revision_reads_as_its_folder_does(repository: Path) -> None:
    plan = repository / "plan"
    (plan / "sections/nháp").mkdir()
    (plan / "sections/nháp/ghi chú.txt").write_text("không phải YAML")
    (plan / ".an.yaml").write_text("ẩn")
    os.symlink("agencies.yaml", plan / "lien-ket.yaml")
    os.symlink("/etc/hostname", plan / "ra-ngoai.yaml")
    os.symlink("../templates/style.yaml", plan / "len-tren.yaml")
    os.symlink("khong-co.yaml", plan / "hong.yaml")
    decomposed = unicodedata.normalize("NFD", "tệp tổ hợp.yaml")
    (plan / decomposed).write_text("tên tệp tổ hợp", "utf-8")
    commit(repository, "Mọi thứ")
    folder = read_folder(plan)
    revision = read_revision(find_repository(plan), "HEAD", "plan")
    assert revision.content == folder.content
    assert revision.outside == folder.outside
    assert revision.path("plan.yaml") == "HEAD:plan/plan.yaml"


def test_the_author_and_the_moment_of_a_commit(repository: Path) -> None:
    found = find_commit(find_repository(repository), "v1")
    assert (found.author, found.date) == ("Nguyễn & <An>".replace("<", "").replace(">", ""), (
        "2024-03-01T09:30:00+07:00"
    ))  # fmt: skip
    assert found.id == git(repository, "rev-parse", "v1")


# -- what cannot be reviewed: one line


def test_an_unknown_revision(repository: Path, capsys: Captured) -> None:
    for asked in ("v9", "v1..v9", "v9...v1", "v1..-x"):
        assert "không có bản" in refused(capsys, asked)


def test_a_repository_without_a_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    shutil.copytree(BASE, tmp_path / "plan")
    git(tmp_path, "init", "-q")
    monkeypatch.chdir(tmp_path)
    assert "chưa có lần ghi" in refused(capsys)


def test_outside_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    shutil.copytree(BASE, tmp_path / "plan")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert "không nằm trong kho git" in refused(capsys)


def test_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert "không có chương trình git" in refused(capsys)


def test_a_repository_of_another_user(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert main(["diff", "--plan", "plan"]) == 2
    said = capsys.readouterr().err
    assert "git không đọc kho thuộc về người dùng khác" in said
    command = said.rsplit("gợi ý: nếu tin kho này: ", 1)[1]
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(repository.parent / "settings"))
    subprocess.run(command, shell=True, check=True)
    assert main(["diff", "--plan", "plan"]) == 0


def test_a_shallow_clone(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    git(tmp_path, "clone", "-q", "--depth=1", repository.as_uri(), "nông")
    monkeypatch.chdir(tmp_path / "nông")
    assert summary(capsys)[1] == "Không có thay đổi"
    assert main(["diff", "HEAD~1"]) == 2
    assert "git fetch --unshallow" in capsys.readouterr().err


def test_histories_without_a_common_root(repository: Path, capsys: Captured) -> None:
    git(repository, "checkout", "-q", "--orphan", "khac")
    commit(repository, "Gốc khác")
    assert "không có gốc chung" in refused(capsys, "main...khac")


def test_a_side_that_does_not_read(repository: Path, capsys: Captured) -> None:
    edit(repository / "plan/plan.yaml", "issuer: ubnd", "issuer: ubnd-x")
    edit(repository / "plan/indicators.yaml", "measure: level", "measure: muc")
    commit(repository, "Hỏng", "hong")
    message = refused(capsys, "v1..hong")
    assert "không đọc được kế hoạch ở hong (" in message
    assert ":plan/indicators.yaml:3:12: P014 " in message
    message = refused(capsys)
    assert "không đọc được kế hoạch ở HEAD (" in message
    git(repository, "checkout", "-q", "v3")
    edit(repository / "plan/plan.yaml", "format: 1", "format: 9")
    message = refused(capsys)
    assert "không đọc được kế hoạch ở bản đang soạn: plan/plan.yaml:1:9: P016 " in message


def test_findings_of_rules_do_not_stop_a_review(repository: Path, capsys: Captured) -> None:
    assert main(["check"]) == 1  # P110, P201
    capsys.readouterr()
    edit(repository / "plan/indicators.yaml", "9 tỷ USD", "chín tỷ USD")
    assert summary(capsys)[1] == "1 thay đổi: 1 chỉ tiêu"


def test_a_merge_under_way(repository: Path, capsys: Captured) -> None:
    git(repository, "checkout", "-q", "-b", "nhanh", "v2")
    edit(repository / "plan" / TASKS, "lead: so-tc", "lead: so-khdt")
    commit(repository, "Khác")
    subprocess.run(["git", "merge", "-q", "main"], cwd=repository, capture_output=True, check=False)
    assert "còn xung đột" in refused(capsys, "HEAD..:0")
    assert "P003" in refused(capsys)


def test_too_many_revisions(repository: Path, capsys: Captured) -> None:
    assert "nhiều nhất hai bản" in refused(capsys, "v1", "v2", "v3")


# -- forms, files, exit codes


def test_json(repository: Path, capsys: Captured) -> None:
    assert main(["diff", "v1..v3", "--format", "json"]) == 0
    data = msgspec.json.decode(capsys.readouterr().out)
    jsonschema.validate(data, changes_schema())
    assert data["base"]["rev"] == git(repository, "rev-parse", "v1")
    assert data["head"]["author"] == "Nguyễn & An"
    assert [fact["kind"] for fact in data["changes"]] == ["reworded", "lead"]
    assert data["byAgency"]["so-ct"]["lead"]["gained"] == ["bo-tri-von"]


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("x.html", "<!DOCTYPE html>"),
        ("x.md", "<!-- plandoc-diff -->"),
        ("x.json", "{"),
        ("x.txt", "v1 ("),
        ("không đuôi", "v1 ("),
    ],
)
def test_the_name_of_a_file_says_its_form(
    repository: Path, capsys: Captured, name: str, beginning: str
) -> None:
    assert main(["diff", "v1..v3", "--output", name]) == 0
    assert capsys.readouterr().out == f"{name}\n"
    assert (repository / name).read_text("utf-8").startswith(beginning)


def test_the_comparison_table_is_a_word_file(repository: Path, capsys: Captured) -> None:
    assert "tệp Word" in refused(capsys, "v1..v3", "--format", "table")
    assert main(["diff", "v1..v3", "--format", "table", "--output", "bảng.docx"]) == 0
    content = (repository / "bảng.docx").read_bytes()
    assert "**chính sách**" in outline(content)
    assert main(["diff", "v1..v3", "--format", "table", "--output", "hai.docx"]) == 0
    assert (repository / "hai.docx").read_bytes() == content


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--output", "x.pdf"], "tệp .pdf"),
        (["--output", "x.docx", "--format", "text"], "dạng text không phải tệp Word"),
        (["--output", "x.md", "--format", "table"], "dạng này là tệp Word"),
        (["--format", "pdf"], "không có pdf; chọn một trong: text, json"),
        (["--output", "plan"], "không phải thư mục"),
    ],
)
def test_a_form_that_contradicts_the_file_writes_nothing(
    repository: Path, capsys: Captured, arguments: list[str], said: str
) -> None:
    assert said in refused(capsys, "v1..v3", *arguments)
    assert not list(repository.glob("x.*"))


def test_a_broken_template_is_told_at_its_line(repository: Path, capsys: Captured) -> None:
    edit(repository / "templates/changes.html.j2", "{{ report.summary }}", "{{ report.sum }}")
    assert main(["diff", "v1..v3", "--output", "x.html"]) == 1
    assert "lỗi[P902]" in capsys.readouterr().err
    assert not (repository / "x.html").exists()


def test_a_file_that_cannot_be_written(repository: Path, capsys: Captured) -> None:
    assert "không ghi được không/có/x.md" in refused(capsys, "--output", "không/có/x.md")


def test_exit_codes(repository: Path) -> None:
    assert main(["diff", "--exit-code"]) == 0
    assert main(["diff", "v1..v3"]) == 0
    assert main(["diff", "v1..v3", "--exit-code"]) == 1
    assert main(["diff", "v9", "--exit-code"]) == 2


def test_one_agency(repository: Path, capsys: Captured) -> None:
    assert summary(capsys, "v1..v3", "--agency", "so-tc")[1] == "1 thay đổi: 1 chủ trì"
    assert "so-tx" in refused(capsys, "v1..v3", "--agency", "so-tx")


def test_no_colours_in_a_pipe(repository: Path, capsys: Captured) -> None:
    assert main(["diff", "v1..v3"]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "[-Sở Tài chính-] {+Sở Công Thương+}" in out


def test_git_calls_it_from_a_hook(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """In a hook GIT_DIR is set, relative to a folder that need not be ours."""
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_PREFIX", "plan/")
    assert summary(capsys, "v1..v2")[1] == "1 thay đổi: 1 sửa lời"
