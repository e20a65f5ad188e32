"""`python build.py form`: what it prints, and its exit codes."""

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plandoc.cli import main
from plandoc.form.rules import GROUPS, RULES
from tests.forms import ROOT, Draft, built


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(built()["ke-hoach.docx"])
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    draft = Draft(built()["ke-hoach.docx"])
    draft.retype("NationalName", "HÒA", "HOÀ")
    path = tmp_path / "hong.docx"
    path.write_bytes(draft.save())
    return path


def test_a_document_that_passes(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", str(plan)]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    lines = shown.out.splitlines()
    assert lines[0] == f"{plan.as_posix()}: thể thức theo Nghị định 30/2020/NĐ-CP, Phụ lục I"
    assert [line for line in lines if line in GROUPS.values()] == list(GROUPS.values())
    assert re.fullmatch(r"\d+ đạt, 0 không đạt, 3 ghi chú, \d+ không áp dụng", lines[-1])
    assert "chứng nhận" not in shown.out


def test_every_rule_has_its_line_with_measure_and_range(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["form", str(plan)])
    lines = capsys.readouterr().out.splitlines()
    assert [w for line in lines for w in line.split() if w in {r.id for r in RULES}] == [
        rule.id for rule in RULES
    ]
    (margins,) = [line for line in lines if "F103" in line]
    assert margins.split("  ", 2)[1] == "đạt"
    assert "trên 20, dưới 20, trái 30, phải 15 mm" in margins
    assert margins.endswith("[trên, dưới 20–25; trái 30–35; phải 15–20 mm]")
    columns = {line.index(" F") for line in lines if line.startswith("  ") and " F" in line[:20]}
    assert len(columns) == 1


def test_a_document_that_fails(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", str(broken)]) == 1
    lines = capsys.readouterr().out.splitlines()
    at = next(index for index, line in enumerate(lines) if "không đạt" in line)
    assert "F301" in lines[at]
    assert lines[at + 1].strip() == "↳ đoạn 4: “CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM”"


def test_json(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", str(broken), "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["file"] == broken.as_posix()
    assert report["standard"] == "Nghị định 30/2020/NĐ-CP, Phụ lục I"
    assert report["summary"]["không đạt"] == 1
    assert [result["id"] for result in report["results"]] == [rule.id for rule in RULES]
    (fault,) = [one for one in report["results"] if one["verdict"] == "không đạt"]
    assert fault == {
        "id": "F301",
        "group": "Đầu văn bản",
        "title": "Quốc hiệu",
        "grade": "L",
        "verdict": "không đạt",
        "measured": "“CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM”",
        "legal": "đúng lời văn, HÒA",
        "where": ["đoạn 4: “CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM”"],
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["không-có.docx"], "lỗi: không có tệp không-có.docx"),
        (["."], "lỗi: .: đây là thư mục"),
        ([], "lỗi: thiếu tên tệp"),
        (["a.docx", "--format", "xml"], "lỗi: không có kiểu in xml"),
        ([str(ROOT / "LICENSE")], "tệp không phải DOCX"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_exit_2(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["form", *arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert words in shown.err.splitlines()[0]
    assert all(line.startswith("  = gợi ý: ") for line in shown.err.splitlines()[1:])


def test_the_rules_are_listed_with_their_manual(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", "--rules"]) == 0
    shown = capsys.readouterr().out
    assert "F204  Ngôn ngữ của chữ (thông lệ)" in shown
    assert "Trang thứ nhất không hiển thị số trang." in shown


def test_the_table_of_rules_is_whole() -> None:
    assert [rule.id for rule in RULES] == sorted({rule.id for rule in RULES})
    for rule in RULES:
        assert rule.group
        assert rule.manual.endswith("."), rule.id
        assert ("thông lệ" in rule.manual) == (rule.grade == "P"), rule.id
        assert rule.title
        assert rule.legal


def test_it_takes_less_than_half_a_second(plan: Path) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "form", str(plan)]
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        assert subprocess.run(command, capture_output=True, cwd=ROOT).returncode == 0
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.5
