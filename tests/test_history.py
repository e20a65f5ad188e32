"""The plan's history in git, each revision reviewed against the one before."""

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from plandoc.documents.template_files import read_templates
from plandoc.history import plan_history
from plandoc.reading.reader import read_plan
from plandoc.site.revisions import revisions_feed
from tests.revisions import BASE
from tests.test_diff_command import commit, edit, git, pytestmark  # noqa: F401  (needs git)

TEMPLATES = read_templates(Path(__file__).parent.parent / "templates")
TASKS = "plan/sections/2-nhiem-vu/1-the-che.yaml"


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository: the plan, something else, a reworded task."""
    monkeypatch.setenv("PLANDOC_CACHE", str(tmp_path / "cache"))
    top = tmp_path / "kho"
    shutil.copytree(BASE, top / "plan")
    git(tmp_path, "init", "-q", "-b", "main", str(top))
    commit(top, "Bản đầu")
    (top / "ghi-chu.txt").write_text("không phải kế hoạch", "utf-8")
    commit(top, "Thêm ghi chú")
    edit(top / TASKS, "cơ chế ưu đãi", "chính sách ưu đãi")
    commit(top, "Sửa lời")
    return top


def test_only_commits_of_the_plan_count_newest_first(top: Path) -> None:
    history = plan_history(top / "plan", TEMPLATES)
    assert [revision.title for revision in history.revisions] == ["Sửa lời", "Bản đầu"]
    newest, first = history.revisions
    assert (newest.author, newest.day) == ("Nguyễn & An", "01/03/2024")
    assert newest.summary == "1 thay đổi: 1 sửa lời"
    page = newest.page.decode("utf-8")
    assert "chính sách" in page
    assert '<a href="index.html">Các lần sửa kế hoạch</a>' in page
    assert f"→ bản ngày 01/03/2024 ({newest.id})" in page
    assert (first.summary, first.page) == ("Bản đầu tiên", b"")


def test_what_is_not_committed_is_no_revision(top: Path) -> None:
    edit(top / TASKS, "chính sách ưu đãi", "biện pháp ưu đãi")
    assert len(plan_history(top / "plan", TEMPLATES).revisions) == 2


def test_what_a_commit_says_can_stand_in_every_file(top: Path) -> None:
    """Subjects and names are anybody's: a control character would spoil the feed."""
    edit(top / TASKS, "chính sách ưu đãi", "biện pháp ưu đãi")
    commit(top, "Sửa \x1b[2J\u202e <b> & \x07 lần nữa")
    git(top, "tag", "plan-\u202eb")
    plan = read_plan(top / "plan").plan
    assert plan is not None
    history = plan_history(top / "plan", TEMPLATES)
    assert [revision.title for revision in history.revisions] == ["plan-�b"]
    git(top, "tag", "-d", "plan-\u202eb")
    history = plan_history(top / "plan", TEMPLATES)
    assert history.revisions[0].title == "Sửa �[2J� <b> & � lần nữa"
    ElementTree.fromstring(revisions_feed(plan, "https://x.vn/", history))


def test_tags_of_the_plan_come_before_commits(top: Path) -> None:
    git(top, "tag", "plan-1", "HEAD~2")
    git(top, "tag", "plan-2", "HEAD")
    git(top, "tag", "v9", "HEAD~1")
    revisions = plan_history(top / "plan", TEMPLATES).revisions
    assert [revision.title for revision in revisions] == ["plan-2", "plan-1"]
    assert "plan-1 → plan-2" in revisions[0].page.decode("utf-8")


def test_the_tag_of_another_plan_is_none_of_this_one(top: Path) -> None:
    shutil.copytree(BASE, top / "khac")
    commit(top, "Ban hành kế hoạch khác")
    git(top, "tag", "plan-khac")
    titles = {}
    for folder in ("plan", "khac"):
        revisions = plan_history(top / folder, TEMPLATES).revisions
        titles[folder] = [revision.title for revision in revisions]
    assert titles == {"plan": ["Sửa lời", "Bản đầu"], "khac": ["plan-khac"]}
    edit(top / TASKS, "chính sách ưu đãi", "biện pháp ưu đãi")
    edit(top / "khac/plan.yaml", "kind: Kế hoạch", "kind: Chương trình")
    commit(top, "Ban hành cả hai")
    git(top, "tag", "plan-hai")
    assert [r.title for r in plan_history(top / "plan", TEMPLATES).revisions] == ["plan-hai"]


def test_a_revision_that_cannot_be_read_is_one_line(top: Path) -> None:
    edit(top / "plan/plan.yaml", "kind: Kế hoạch", "kind: Kế hoạch: hai")
    commit(top, "Gõ hỏng")
    edit(top / "plan/plan.yaml", "kind: Kế hoạch: hai", "kind: Kế hoạch")
    edit(top / TASKS, "chính sách ưu đãi", "biện pháp ưu đãi")
    commit(top, "Sửa lại")
    again, broken, *_ = plan_history(top / "plan", TEMPLATES).revisions
    assert "P003" in broken.fault
    assert "P003" in again.fault
    assert (again.page, broken.page) == (b"", b"")


def test_outside_git(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "plan")
    history = plan_history(tmp_path / "plan", TEMPLATES)
    assert not history.revisions
    assert "không nằm trong kho git" in history.reason
    assert str(tmp_path) not in history.reason


def test_nothing_committed_yet(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "plan")
    git(tmp_path, "init", "-q", str(tmp_path))
    assert plan_history(tmp_path / "plan", TEMPLATES).reason


def test_a_review_is_made_once(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time it comes from the cache, the same to the byte."""
    first = plan_history(top / "plan", TEMPLATES)
    assert any((tmp_path / "cache").iterdir())

    def never(*_: object) -> None:
        raise AssertionError("reviewed again")

    monkeypatch.setattr("plandoc.history._review", never)
    assert plan_history(top / "plan", TEMPLATES) == first


def test_a_spoilt_or_readonly_cache_is_no_fault(
    top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = plan_history(top / "plan", TEMPLATES)
    for kept in (tmp_path / "cache").iterdir():
        kept.write_bytes(b"{")
    assert plan_history(top / "plan", TEMPLATES) == first
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("PLANDOC_CACHE", str(tmp_path / "file" / "inside"))
    assert plan_history(top / "plan", TEMPLATES) == first


def test_a_clause_withdrawn_by_a_tag_is_told_until_it_is_back(top: Path) -> None:
    git(top, "tag", "plan-1")
    gone = "cai-cach-thu-tuc"
    edit(
        top / TASKS,
        f"""      - id: {gone}
        text: Cắt giảm thủ tục hành chính cho nhà đầu tư.
        partners: [so-tttt]
""",
        "",
    )
    commit(top, "Rút một nhiệm vụ", "plan-2")
    history = plan_history(top / "plan", TEMPLATES)
    ((revision, withdrawn),) = history.withdrawn_from(())
    assert (revision.title, withdrawn.id) == ("plan-2", gone)
    assert withdrawn.citation
    assert withdrawn.text
    assert history.withdrawn_from({gone}) == []


def test_a_commit_of_comments_is_no_revision_unless_tagged(top: Path) -> None:
    count = len(plan_history(top / "plan", TEMPLATES).revisions)
    plan = top / "plan/plan.yaml"
    plan.write_text("# ghi chú của người soạn\n" + plan.read_text("utf-8"), "utf-8")
    commit(top, "Chú thích")
    assert len(plan_history(top / "plan", TEMPLATES).revisions) == count
