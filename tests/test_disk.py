"""A full disk and one that may only be read: one clear line, exit 2, the last good output whole."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from plandoc.cli import main
from plandoc.diagnostics import PlandocError
from plandoc.output.single import write_file
from plandoc.refusals import reason
from tests.cases import base_files
from tests.disks import Disk, mounted

TEMPLATES = Path(__file__).parent.parent / "templates"
SUBJECT = "Phát triển công nghiệp"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="mounts as Linux does")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with mounted(tmp_path / "disk") as disk:
        yield disk


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    for name, text in base_files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def edit(plan: Path, subject: str) -> None:
    path = plan / "plan.yaml"
    path.write_text(base_files()["plan.yaml"].replace(SUBJECT, subject), "utf-8")


def build(plan: Path, output: Path) -> int:
    return main(["--plan", str(plan), "--templates", str(TEMPLATES), "--output", str(output)])


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that was said, but for a hint."""
    said, errors = capsys.readouterr()
    assert said == ""
    line, *rest = errors.splitlines()
    assert all(hint.startswith("  = gợi ý: ") for hint in rest)
    assert len(rest) <= 1
    return line


@pytest.mark.parametrize("room", [0, 5_000, 100_000])
def test_a_full_disk(disk: Disk, plan: Path, room: int, capsys: pytest.CaptureFixture[str]) -> None:
    output = disk.place / "output"
    assert build(plan, output) == 0
    good = tree(output)
    size = sum(map(len, good.values()))
    edit(plan, "Phát triển dịch vụ")
    ballast = disk.fill(room)
    assert size > room
    capsys.readouterr()
    assert build(plan, output) == 2
    assert complaint(capsys).startswith(f"lỗi: không ghi được {output}: ổ đĩa đã đầy")
    assert tree(output) == good
    assert sorted(path.name for path in disk.place.iterdir()) == ["ballast", "output"]
    ballast.unlink()
    assert build(plan, output) == 0
    assert tree(output) != good


def test_a_disk_that_may_only_be_read(
    disk: Disk, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = disk.place / "output"
    assert build(plan, output) == 0
    good = tree(output)
    edit(plan, "Phát triển dịch vụ")
    disk.remount("ro")
    capsys.readouterr()
    assert build(plan, output) == 2
    assert complaint(capsys).startswith(f"lỗi: không ghi được {output}: ổ đĩa chỉ cho đọc")
    assert build(plan, disk.place / "khac" / "sau") == 2
    assert "ổ đĩa chỉ cho đọc" in complaint(capsys)
    assert tree(output) == good


def test_a_plan_is_read_from_a_disk_that_may_only_be_read(
    disk: Disk, plan: Path, tmp_path: Path
) -> None:
    inside = disk.place / "plan"
    plan.rename(tmp_path / "moved")
    for name, text in base_files().items():
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_text(text, "utf-8")
    disk.remount("ro")
    assert build(inside, tmp_path / "output") == 0


@pytest.mark.parametrize("options", ["full", "ro"])
def test_a_single_file(
    disk: Disk, plan: Path, tmp_path: Path, options: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = disk.place / "so-sanh.html"
    target.write_bytes(b"old")
    plan.rename(tmp_path / "old")
    for name, text in base_files().items():
        path = tmp_path / "new" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(SUBJECT, "Phát triển dịch vụ"), "utf-8")
    why = "ổ đĩa đã đầy"
    if options == "full":
        disk.fill(0)
    else:
        disk.remount("ro")
        why = "ổ đĩa chỉ cho đọc"
    sides = [str(tmp_path / "old"), str(tmp_path / "new")]
    arguments = [*sides, "--templates", str(TEMPLATES), "--output", str(target)]
    assert main(["diff", *arguments]) == 2
    assert complaint(capsys) == f"lỗi: không ghi được {target}: {why}"
    assert target.read_bytes() == b"old"
    assert {path.name for path in disk.place.iterdir()} <= {"so-sanh.html", "ballast"}


def test_a_pdf_needs_room_for_its_work(
    disk: Disk, plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office = disk.place / "soffice"
    office.write_text("#!/bin/sh\n")
    office.chmod(0o755)
    monkeypatch.setenv("PATH", str(disk.place))
    monkeypatch.setattr("tempfile.tempdir", str(disk.place))
    disk.fill(0)
    output = plan.parent / "output"
    arguments = ["--plan", str(plan), "--templates", str(TEMPLATES), "--output", str(output)]
    assert main([*arguments, "--pdf"]) == 2
    assert complaint(capsys).startswith("lỗi: máy không cho làm tiếp: ổ đĩa đã đầy")
    assert not output.exists()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_behind_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with open("/dev/full", "w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(["explain", "P201"]) == 2
        assert full.closed  # else Python would complain in English when it ends
    assert complaint(capsys) == "lỗi: máy không cho làm tiếp: ổ đĩa đã đầy"


def test_a_machine_without_memory(
    monkeypatch: pytest.MonkeyPatch, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def exhausted(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("plandoc.making.make", exhausted)
    assert build(plan, plan.parent / "output") == 2
    assert complaint(capsys) == "lỗi: máy hết bộ nhớ"


def test_every_reason_is_in_vietnamese() -> None:
    assert reason(OSError(28, "No space left on device")) == "ổ đĩa đã đầy"
    assert reason(OSError(99, "Odd")) == "máy báo lỗi 99 (Odd)"
    assert reason(OSError("Odd")) == "máy báo lỗi (Odd)"


@pytest.mark.parametrize("lock", ["~$-sanh.docx", ".~lock.so-sanh.docx#"])
def test_a_single_file_that_is_open_elsewhere_is_named(tmp_path: Path, lock: str) -> None:
    target = tmp_path / "so-sanh.docx"
    target.write_bytes(b"old")
    (tmp_path / lock).write_bytes(b"An")
    with pytest.raises(
        PlandocError, match=r"đang mở trong Word hoặc LibreOffice: .*so-sanh\.docx$"
    ):
        write_file(target, b"new")
    assert target.read_bytes() == b"old"
    (tmp_path / lock).unlink()
    write_file(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["so-sanh.docx"]
    assert target.read_bytes() == b"new"
