"""``check --coverage``: who serves each indicator, what each agency has to do."""

from pathlib import Path

import pytest

from plandoc.checks.coverage import loads, served_indicators
from plandoc.cli import main
from plandoc.cli.coverage import coverage
from plandoc.model.plan import Plan
from plandoc.reading.reader import read_files, read_plan
from tests.cases import changed
from tests.test_duties import TOTALS

ROOT = Path(__file__).parent.parent

INDICATORS = """\
- id: tang-truong
  name: Tăng trưởng
  measure: average
  targets: {2021-2025: 8%/năm}
- {id: do-thi-hoa, name: Đô thị hóa, measure: level, targets: {2021-2025: 85%}}
- {id: lao-dong, name: Lao động, measure: level, targets: {2021-2025: 40%}}
- {id: nguoi, name: Số người, measure: level, restates: lao-dong, targets: {2021-2025: 900}}
- {id: dien, name: Điện, measure: level, targets: {2021-2025: 99%}}
"""
ITEMS = """
items:
  - id: chi-tieu
    text: Kinh tế tăng {tang-truong@2021-2025}, điện {dien@2021-2025}.
  - id: dao-tao
    text: Các sở đào tạo {lao-dong@2021-2025} lao động.
    duties:
      - {actors: cac-so, kind: execution}
      - {actors: cac-so, kind: monitoring, partners: so-xd}
"""
TASKS = """
assignments:
  - id: mot
    lead: so-ct
    partners: so-xd
    lead_in: "Sở Công Thương chủ trì, phối hợp với Sở Xây dựng:"
    tasks:
      - {id: viec-1, text: Xây dựng cụm công nghiệp., indicators: tang-truong}
      - {id: viec-2, text: "Đạt {do-thi-hoa@2021-2025}.", indicators: [tang-truong, do-thi-hoa]}
  - id: hai
    lead: [so-xd, so-ct]
    lead_in: "Sở Xây dựng, Sở Công Thương chủ trì:"
    tasks: [{id: viec-3, text: Xây dựng đô thị., indicators: do-thi-hoa}]
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    changes = {
        "indicators.yaml": INDICATORS,
        "sections/1-muc-tieu.yaml": ITEMS,
        "sections/2-nhiem-vu/1-cong-nghiep.yaml": TASKS,
        "agencies.yaml": "- {id: cac-so, name: các sở, roster: [so-ct, so-xd]}",
    }
    found = read_files(changed(changes)).plan
    assert found
    return found


def test_what_serves_an_indicator_and_who_stands_behind(plan: Plan) -> None:
    found = {
        row.indicator.id: ([clause.id for clause in row.clauses], dict(row.agencies))
        for row in served_indicators(plan)
    }
    assert found == {
        "tang-truong": (["viec-1", "viec-2"], {"so-ct": 2}),  # an aim alone serves nothing
        "do-thi-hoa": (["viec-2", "viec-3"], {"so-ct": 2, "so-xd": 1}),
        "lao-dong": (["dao-tao"], {"cac-so": 1}),
        "nguoi": (["dao-tao"], {"cac-so": 1}),
        "dien": ([], {}),
    }


def test_what_each_agency_has_to_do(plan: Plan) -> None:
    found = {
        load.agency: (load.leads, load.named, load.shared, load.duties) for load in loads(plan)
    }
    assert found == {"ubnd-tinh": (0, 0, 0, 0), "so-ct": (3, 0, 0, 1), "so-xd": (1, 2, 0, 1)}


def test_the_real_plan_s_leads_are_those_of_the_audit() -> None:
    plan = read_plan(ROOT / "plan").plan
    assert plan
    assert {load.agency: load.leads for load in loads(plan) if load.leads} == {
        agency: tasks for agency, (_, tasks) in TOTALS.items()
    }
    assert not any(row.clauses for row in served_indicators(plan))


def test_the_tables(plan: Plan) -> None:
    assert (
        coverage(plan)
        == """\
Chỉ tiêu: 4 trong 5 chỉ tiêu có nhiệm vụ, điều khoản phục vụ.
Mỗi ô là số nhiệm vụ, điều khoản mà cơ quan chịu trách nhiệm; dấu · là không có.

chỉ tiêu     tất cả  so-ct  so-xd  cac-so
Tăng trưởng       2      2      ·       ·
Đô thị hóa        2      2      1       ·
Lao động          1      ·      ·       1
Số người          1      ·      ·       1
Điện              ·      ·      ·       ·

Cơ quan: 2 trong 3 cơ quan được giao việc.
Chủ trì, được nêu tên phối hợp, phối hợp qua nhóm: số nhiệm vụ; tổ chức: số điều khoản.

cơ quan         mã     chủ trì  phối hợp  qua nhóm  tổ chức
Sở Công Thương  so-ct        3         ·         ·        1
Sở Xây dựng     so-xd        1         2         ·        1

Không được giao việc: Ủy ban nhân dân tỉnh."""
    )


def test_a_plan_without_indicators_and_tasks_has_no_tables() -> None:
    changes = {
        "plan.yaml": "sections: [1-muc-tieu]",
        "sections/1-muc-tieu.yaml": "items: [{id: mot, text: Kinh tế tăng nhanh.}]",
    }
    files = changed(changes)
    del files.content["sections/2-nhiem-vu/section.yaml"]
    del files.content["sections/2-nhiem-vu/1-cong-nghiep.yaml"]
    del files.content["indicators.yaml"]
    plan = read_files(files).plan
    assert plan
    said = ["Kế hoạch không có chỉ tiêu.", "", "Không cơ quan nào được giao việc."]
    assert coverage(plan).splitlines() == said


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["check", "--plan", str(ROOT / "plan")]
    assert main(arguments) == 0
    alone = capsys.readouterr()
    assert alone.out == ""
    assert main([*arguments, "--coverage"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("Chỉ tiêu: 0 trong 19 chỉ tiêu")
    assert "\x1b" not in shown.out
    assert shown.err == alone.err  # the findings are told as ever


def test_what_a_program_reads_holds_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--plan", str(ROOT / "plan"), "--coverage", "--format", "json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "chỉ in cùng kiểu full" in shown.err


def test_a_plan_that_cannot_be_read_has_no_coverage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.yaml").write_text("format: 1", encoding="utf-8")
    assert main(["check", "--plan", str(tmp_path), "--coverage"]) == 1
    assert capsys.readouterr().out == ""
