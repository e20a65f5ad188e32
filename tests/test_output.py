"""Publishing: whole or not at all, and never over somebody's work. Real folders, real kills."""

import errno
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plandoc.diagnostics import PlandocError
from plandoc.model.plan import ID_PATTERN, RESERVED_IDS
from plandoc.output import publishing
from plandoc.output.ownership import MARKER, check_paths
from plandoc.output.publishing import heal, staging
from tests.outputs import publish

OLD = {"ke-hoach.docx": b"old", "don-vi/so-ct.docx": b"form", "site/index.html": b"<p>"}
NEW = {"ke-hoach.docx": b"new", "don-vi/so-ct.docx": b"form", "du-lieu/plan.json": b"{}"}

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

# What changes the disk, as the interpreter's audit events name it.
STEPS = {"open", "os.mkdir", "os.link", "os.rename", "os.remove", "os.rmdir", "fcntl.flock"}


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def siblings(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir() if path != folder)


def in_child(work: Callable[[], object]) -> int:
    """Start `work` in a forked process; it exits 0, 3 after a PlandocError, 1 after a bug."""
    if pid := os.fork():
        return pid
    status = 1
    try:
        work()
        status = 0
    except PlandocError:
        status = 3
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def ended(pid: int) -> int:
    """The exit code; negative when a signal killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def at_step(number: int, act: Callable[[], None]) -> None:
    """Do `act` just before the step of that number (from 0) of this process."""
    count = -1

    def hook(event: str, _: object) -> None:
        nonlocal count
        if event in STEPS:
            count += 1
            if count == number:
                act()

    sys.addaudithook(hook)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "output"


def refused(folder: Path, files: dict[str, bytes] = NEW) -> PlandocError:
    """Publishing is refused and leaves no trace."""
    before = content(folder)
    with pytest.raises(PlandocError) as caught:
        publish(folder, files)
    assert content(folder) == before
    assert not [name for name in siblings(folder) if "plandoc" in name]
    assert "\n" not in caught.value.message
    return caught.value


# -- the plain way


def test_publishes_into_a_missing_an_empty_and_its_own_folder(folder: Path) -> None:
    deep = folder / "a" / "b"
    publish(deep, OLD)
    assert content(deep) == OLD
    empty = folder / "c"
    (empty / "leer").mkdir(parents=True)
    (empty / ".DS_Store").write_bytes(b"x")
    publish(empty, OLD)
    publish(empty, NEW)
    assert content(empty) == NEW
    assert siblings(empty) == ["a"]


def test_the_same_files_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    publish(tmp_path / "a", OLD)
    publish(tmp_path / "b", dict(reversed(OLD.items())))
    marker = (tmp_path / "a" / MARKER).read_bytes()
    assert marker == (tmp_path / "b" / MARKER).read_bytes()
    assert str(tmp_path).encode() not in marker


def test_nothing_is_written_when_nothing_changed(folder: Path) -> None:
    publish(folder, OLD)
    before = folder.stat().st_ino
    publish(folder, OLD)
    assert folder.stat().st_ino == before
    (folder / "ke-hoach.docx").unlink()  # a file somebody removed comes back
    publish(folder, OLD)
    assert content(folder) == OLD


def test_a_part_joins_the_rest(folder: Path) -> None:
    publish(folder, {"don-vi/so-ct.docx": b"1"}, replace_all=False)
    publish(folder, OLD)
    publish(folder, {"don-vi/so-ct.docx": b"2", "don-vi/so-xd.docx": b"3"}, replace_all=False)
    assert content(folder) == OLD | {"don-vi/so-ct.docx": b"2", "don-vi/so-xd.docx": b"3"}
    publish(folder, NEW)
    assert content(folder) == NEW


def test_a_file_that_goes_while_others_are_made_comes_back(folder: Path) -> None:
    publish(folder, OLD)
    with staging(folder) as staged:
        (folder / "ke-hoach.docx").unlink()
        staged.write(OLD)
        assert staged.publish().keys() == OLD.keys()
    assert content(folder) == OLD


def test_a_file_written_twice_leaves_the_last_output(folder: Path) -> None:
    publish(folder, OLD)
    with staging(folder) as staged:
        staged.write(OLD)
        staged.write(NEW)
        assert content(folder) == OLD
    assert content(folder) == OLD  # for nothing was published
    assert siblings(folder) == []


def test_works_where_hard_links_do_not(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no hard links on FAT")

    publish(folder, OLD)
    monkeypatch.setattr(os, "link", no_links)
    publish(folder, {"site/x.js": b"x"}, replace_all=False)
    assert content(folder) == OLD | {"site/x.js": b"x"}


# -- somebody's work


def test_never_replaces_a_folder_that_is_not_ours(folder: Path) -> None:
    (folder / "sâu").mkdir(parents=True)
    (folder / "sâu" / "việc của tôi.docx").write_bytes(b"mine")
    error = refused(folder)
    assert "việc của tôi.docx" in error.message
    assert "--output" in error.hint


@pytest.mark.parametrize("replace_all", [True, False])
def test_names_a_file_that_we_did_not_write(folder: Path, replace_all: bool) -> None:
    publish(folder, OLD)
    (folder / "don-vi" / "ghi chú.txt").write_bytes(b"mine")
    with pytest.raises(PlandocError, match=r"không do plandoc ghi ra: .*ghi chú\.txt$"):
        publish(folder, NEW, replace_all=replace_all)
    assert (folder / "don-vi" / "ghi chú.txt").read_bytes() == b"mine"


def test_names_files_that_were_filled_in(folder: Path) -> None:
    publish(folder, OLD)
    (folder / "don-vi" / "so-ct.docx").write_bytes(b"filled in")
    (folder / "site" / "index.html").write_bytes(b"edited")
    error = refused(folder)
    assert "đã bị sửa" in error.message
    assert "so-ct.docx" in error.message or "index.html" in error.message
    assert "và 1 tệp khác" in error.message
    for name in ("don-vi/so-ct.docx", "site/index.html"):
        (folder / name).rename(folder.parent / Path(name).name)
    publish(folder, NEW)
    assert content(folder) == NEW


@pytest.mark.parametrize(
    ("lock", "document"),
    [
        ("~$-hoach.docx", "ke-hoach.docx"),  # Word writes over two letters of a long name,
        ("~$hu-luc.docx", "phu-luc.docx"),
        ("don-vi/~$ct.docx", "don-vi/ct.docx"),  # and before a short one
        (".~lock.ke-hoach.docx#", "ke-hoach.docx"),
        ("don-vi/.~lock.ct.docx#", "don-vi/ct.docx"),
    ],
)
def test_names_the_document_that_is_open(folder: Path, lock: str, document: str) -> None:
    publish(folder, OLD | {"phu-luc.docx": b"2", "don-vi/ct.docx": b"3"})
    (folder / lock).write_bytes(b"An")
    error = refused(folder)
    assert error.message.startswith("văn bản đang mở trong Word hoặc LibreOffice: ")
    assert error.message.endswith(f"/output/{document}")
    assert error.hint.endswith(lock)


def test_a_lock_without_its_document_is_named_itself(folder: Path) -> None:
    publish(folder, OLD)
    (folder / "~$khac.docx").write_bytes(b"An")
    assert refused(folder).message.endswith("/output/~$khac.docx")


def test_litter_and_empty_folders_are_no_hindrance(folder: Path) -> None:
    publish(folder, OLD)
    for name in (".DS_Store", "don-vi/Thumbs.db", "site/desktop.ini"):
        (folder / name).write_bytes(b"x")
    (folder / "New folder").mkdir()
    publish(folder, NEW)
    assert content(folder) == NEW


@pytest.mark.parametrize(
    "marker", [b"", b"[]", b"{", b'{"format": 2, "files": {}}', b'{"format": 1, "files": [1]}']
)
def test_a_marker_it_cannot_read_stops(folder: Path, marker: bytes) -> None:
    publish(folder, OLD)
    (folder / MARKER).write_bytes(marker)
    assert MARKER in refused(folder).message


def test_links_are_never_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    publish(outside, OLD)
    folder.symlink_to(outside)
    with pytest.raises(PlandocError, match="liên kết"):
        publish(folder, NEW)
    assert content(outside) == OLD
    folder.unlink()
    publish(folder, OLD)
    (folder / "thư mục").symlink_to(outside)
    with pytest.raises(PlandocError, match=r"không do plandoc ghi ra: .*thư mục"):
        publish(folder, NEW)
    (folder / "thư mục").unlink()
    (folder / "ke-hoach.docx").unlink()
    (folder / "ke-hoach.docx").symlink_to(outside / "ke-hoach.docx")  # even with our very bytes
    with pytest.raises(PlandocError, match="đã bị sửa"):
        publish(folder, NEW)
    assert content(outside) == OLD


@needs_fork
def test_a_pipe_in_the_folder_does_not_hang_it(folder: Path) -> None:
    publish(folder, OLD)
    (folder / "ke-hoach.docx").unlink()
    os.mkfifo(folder / "ke-hoach.docx")
    with pytest.raises(PlandocError, match="đã bị sửa"):
        publish(folder, NEW)


def test_a_file_in_the_place_of_the_folder_stays(folder: Path) -> None:
    folder.write_bytes(b"mine")
    with pytest.raises(PlandocError, match="không phải thư mục"):
        publish(folder, NEW)
    with pytest.raises(PlandocError, match="không phải là thư mục"):
        publish(folder / "sub", NEW)
    assert folder.read_bytes() == b"mine"


OUTSIDE = ["", "/etc/x", "../x", "a/../../x", "a//b", "a/", "./a", "a\\b", "C:x"]
NOT_ON_WINDOWS = ["con", "a/NUL.docx", "com1.txt", "a.", "a ", "a\0b", "a\nb", "a" * 300]
NOT_OURS = ["~$a.docx", MARKER, "x/Thumbs.db", "đ.docx"]


@pytest.mark.parametrize("path", [*OUTSIDE, *NOT_ON_WINDOWS, *NOT_OURS])
def test_refuses_paths_that_lead_elsewhere(folder: Path, path: str) -> None:
    publish(folder, OLD)
    refused(folder, {"ok": b"", path: b"x"})


@given(st.from_regex(ID_PATTERN, fullmatch=True).filter(lambda one: one not in RESERVED_IDS))
def test_every_id_makes_a_file_name_on_every_system(one: str) -> None:
    check_paths([f"don-vi/{one}.docx", f"site/don-vi/{one}.html", f"site/nhom-nhiem-vu/{one}.html"])


def test_no_reserved_id_makes_one() -> None:
    for one in RESERVED_IDS - {"index"}:
        with pytest.raises(PlandocError, match="tên tệp đầu ra không hợp lệ"):
            check_paths([f"don-vi/{one}.docx"])


@pytest.mark.parametrize("pair", [("a", "a/b"), ("A/b", "a"), ("x/Y", "x/y")])
def test_refuses_paths_that_meet(folder: Path, pair: tuple[str, str]) -> None:
    publish(folder, {})
    refused(folder, dict.fromkeys(pair, b""))


@pytest.mark.parametrize("name", [".", "..", "/", "a/.."])
def test_refuses_folders_without_a_name(name: str) -> None:
    with pytest.raises(PlandocError, match="thư mục đầu ra"):
        publish(Path(name), NEW)


# -- kills and a machine that refuses


@needs_fork
def test_killed_before_any_step_it_heals(folder: Path) -> None:
    seen = set()
    for step in range(1000):
        publish(folder, OLD)

        def work(step: int = step) -> None:
            at_step(step, lambda: os.kill(os.getpid(), signal.SIGKILL))
            publish(folder, NEW)

        status = ended(in_child(work))
        seen.add(frozenset(name.rpartition("-")[2] for name in siblings(folder)))
        heal(folder)
        assert content(folder) in (OLD, NEW), step
        publish(folder, NEW)
        assert content(folder) == NEW
        assert siblings(folder) == []
        if status == 0:
            break
        assert status == -signal.SIGKILL
    assert step > 30
    assert {frozenset(), frozenset({"lock", "tmp"}), frozenset({"lock", "tmp", "old"})} <= seen
    assert frozenset({"lock", "old"}) in seen


@needs_fork
def test_killed_at_any_moment_it_heals(folder: Path) -> None:
    many = [{f"d{n % 7}/{n}": os.urandom(3000) for n in range(60)} for _ in range(2)]
    publish(folder, many[0])
    chance = random.Random(6011)
    for _ in range(40):

        def work() -> None:
            while True:
                publish(folder, many[1])
                publish(folder, many[0])

        pid = in_child(work)
        time.sleep(chance.uniform(0.001, 0.06))
        os.kill(pid, signal.SIGKILL)
        assert ended(pid) == -signal.SIGKILL
        heal(folder)
        assert content(folder) in many


@needs_fork
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_machine_that_refuses_any_step_is_told_in_one_line(folder: Path, number: int) -> None:
    def refuse() -> None:
        raise OSError(number, os.strerror(number))

    failures = 0
    for step in range(1000):
        publish(folder, OLD)

        def work(step: int = step) -> None:
            at_step(step, refuse)
            publish(folder, NEW)

        status = ended(in_child(work))
        assert status in (0, 3)
        assert content(folder) in ((OLD, NEW) if status else (NEW,))
        failures += status == 3
        publish(folder, NEW)
        assert content(folder) == NEW
        assert siblings(folder) == []
        if status == 0 and step > 60:  # past the last step
            break
    assert failures > 20


@needs_fork
def test_a_full_disk_leaves_the_old_output(folder: Path) -> None:
    import resource

    publish(folder, OLD)

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))  # writing on fails for real
        refused(folder, NEW | {"big": b"x" * 9000})

    assert ended(in_child(work)) == 0


@needs_fork
def test_a_folder_without_the_right_to_write() -> None:
    with tempfile.TemporaryDirectory() as name:
        parent = Path(name)
        publish(parent / "output", OLD)
        parent.chmod(0o555)

        def work() -> None:
            if os.geteuid() == 0:
                os.seteuid(65534)
            with pytest.raises(PlandocError, match=r"không ghi được .*output: không có quyền"):
                publish(parent / "output", NEW)
            heal(parent / "output")  # reading needs no right to write

        assert ended(in_child(work)) == 0
        assert content(parent / "output") == OLD
        parent.chmod(0o755)


def test_waits_for_a_virus_scanner(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(folder, OLD)
    rename, tries = os.rename, iter([True, True, False, True, False])

    def held(source: Path, target: Path) -> None:
        if next(tries, False):
            raise PermissionError(errno.EACCES, "sharing violation")
        rename(source, target)

    monkeypatch.setattr(os, "rename", held)
    publish(folder, NEW)
    assert content(folder) == NEW


def test_healing_keeps_what_somebody_put_in_its_place(folder: Path) -> None:
    publish(folder, OLD)
    old = folder.with_name(".output.plandoc-old")
    folder.rename(old)
    folder.mkdir()
    (folder / "mine.txt").write_bytes(b"mine")
    heal(folder)
    with pytest.raises(PlandocError, match=r"mine\.txt"):
        publish(folder, NEW)
    (folder / "mine.txt").unlink()
    heal(folder)
    assert content(folder) == OLD
    assert not old.exists()


# -- two at a time


@needs_fork
def test_a_second_build_waits_or_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(folder, OLD)
    ready, tell = os.pipe()

    def hold() -> None:
        with publishing._locked(folder):
            os.write(tell, b"x")
            time.sleep(60)

    holder = in_child(hold)
    os.read(ready, 1)
    monkeypatch.setattr(publishing, "LOCK_WAIT_S", 0.1)
    with pytest.raises(PlandocError, match="một lần dựng khác"):
        publish(folder, NEW)
    os.kill(holder, signal.SIGKILL)  # a dead process holds nothing, though its lock file is there
    assert ended(holder) == -signal.SIGKILL
    assert siblings(folder) == [".output.plandoc-lock"]
    publish(folder, NEW)
    assert siblings(folder) == []


@needs_fork
def test_many_builds_at_once_take_turns(folder: Path) -> None:
    variants = [{f"{name}{n}": os.urandom(2000) for n in range(10)} for name in "abcd"]

    def work(files: dict[str, bytes]) -> None:
        for _ in range(8):
            publish(folder, files)

    children = [in_child(lambda files=files: work(files)) for files in variants]
    assert [ended(child) for child in children] == [0] * len(children)
    assert content(folder) in variants
    assert siblings(folder) == []
