"""The whole way: a folder of YAML to an output folder, as a drafter runs it."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from plandoc.cli import main
from tests.cases import BASE

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests/golden/small/plan"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own with the real plan and templates, and standing in it."""
    shutil.copytree(ROOT / "plan", tmp_path / "plan")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_everything_is_built(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    names = set(digests(work / "output"))
    assert {"ke-hoach.docx", "site/index.html", "du-lieu/plan.json"} <= names
    assert len([n for n in names if n.startswith("don-vi/") and n.endswith(".docx")]) == 29
    shown = capsys.readouterr()
    assert "29 mẫu kế hoạch hành động" in shown.out
    assert "13 cảnh báo, 1 ghi chú: xem bằng python build.py check" in shown.err


def test_downloads_of_the_site_are_the_files_beside_it(work: Path) -> None:
    assert main([]) == 0
    output = work / "output"
    copies = list(output.glob("site/**/*.docx"))
    assert len(copies) == 31
    for copy in copies:
        folder = output if copy.name in ("ke-hoach.docx", "phu-luc.docx") else output / "don-vi"
        original = folder / copy.name
        assert copy.read_bytes() == original.read_bytes()


def test_list_of_action_plans_links_to_every_one(work: Path) -> None:
    assert main([]) == 0
    page = (work / "output/don-vi/index.html").read_text("utf-8")
    for path in (work / "output/don-vi").glob("*.docx"):
        assert f'href="{path.name}"' in page


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("plan.yaml", "kind: Kế hoạch", "kind: Kế hoạch: tỉnh", "P003"),
        ("plan.yaml", "issuer: ubnd-tinh", "issuer: ubnd-tin", "P102"),
        ("sections/3-tasks/2-cong-nghiep.yaml", "lead: so-ct", "lead: so-tc", "P201"),
    ],
)
def test_a_broken_plan_leaves_the_last_output(
    work: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, code: str
) -> None:
    assert main([]) == 0
    before = digests(work / "output")
    capsys.readouterr()
    edit(work / "plan" / file, old, new)
    assert main([]) == 1
    shown = capsys.readouterr().err
    assert f"lỗi[{code}]" in shown
    assert f"--> plan/{file}:" in shown
    assert "gợi ý:" in shown
    assert digests(work / "output") == before


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("plan.md.j2", "{{ head.kind }}", "{{ head.kin }}", "P902"),
        ("plan.md.j2", "{{ head.kind }}", "{{ head.kind }", "P901"),
        ("plan.md.j2", "{.doc-kind}", "{.doc-kid}", "P905"),
        ("style.yaml", "top: {value: 20,", "top: {value: 19,", "P904"),
        ("style.yaml", "base: body", "base: bod", "P906"),
        ("style.yaml", "align: center", "align: centre", "P014"),
        ("action-plan.md.j2", "{{ content(task) }}", "{{ words(none) }}", "P903"),
        ("site/index.html.j2", "{{ head.kind }}", "{{ head.kin }}", "P902"),
    ],
)
def test_a_broken_template_is_told_at_its_line(
    work: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, code: str
) -> None:
    path = work / "templates" / file
    line = next(n for n, text in enumerate(path.read_text("utf-8").split("\n"), 1) if old in text)
    edit(path, old, new)
    assert main([]) == 1
    shown = capsys.readouterr().err
    assert f"lỗi[{code}]" in shown
    assert f"--> templates/{file}:{line}:" in shown
    assert not (work / "output").exists()


@pytest.mark.parametrize(
    ("template", "made"),
    [
        ("action-plans.html.j2", "don-vi/index.html"),
        ("site/thoi-han.ics.j2", "site/tai-ve/thoi-han.ics"),
    ],
)
def test_an_empty_template_makes_an_empty_file(work: Path, template: str, made: str) -> None:
    (work / "templates" / template).write_bytes(b"")
    assert main([]) == 0
    assert (work / "output" / made).read_bytes() == b""


def test_one_agency(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--agency", "so-tc"]) == 0
    assert set(digests(work / "output")) == {".plandoc.json", "don-vi/so-tc.docx"}
    assert main([]) == 0
    whole = digests(work / "output")
    edit(work / "plan/agencies.yaml", "letterhead: [SỞ TÀI CHÍNH]", "letterhead: [SỞ, TÀI CHÍNH]")
    assert main(["build", "--agency", "so-tc"]) == 0
    after = digests(work / "output")
    changed = {name for name in whole if whole[name] != after[name]}
    assert changed == {".plandoc.json", "don-vi/so-tc.docx"}
    capsys.readouterr()
    assert main(["build", "--agency", "so-tcc", "--output", "xa/output"]) == 2
    assert "ý bạn là so-tc?" in capsys.readouterr().err
    assert not (work / "xa").exists()


@pytest.mark.parametrize(
    "agency", ["../so-ct", "/etc/passwd", "..\\so-ct", "so-ct.docx", "con", ""]
)
def test_the_name_of_an_agency_leads_nowhere_else(
    work: Path, agency: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(work.rglob("*"))
    assert main([f"--agency={agency}\x1b[2J"]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"lỗi: cơ quan {agency}�[2J không có trong danh mục\n")
    assert sorted(work.rglob("*")) == before


def test_agencies_without_a_signature_get_their_forms(work: Path) -> None:
    folder = work / "khac"
    shutil.copytree(BASE, folder)
    agencies = folder / "agencies.yaml"
    lines = agencies.read_text("utf-8").split("\n")
    unsigned = [line for line in lines if "signature:" not in line]
    assert len(unsigned) < len(lines)
    agencies.write_text("\n".join(unsigned), "utf-8")
    assert main(["--plan", folder.as_posix()]) == 0
    assert (work / "output/don-vi/so-ct.docx").exists()


def test_a_recipient_is_printed_as_any_text_of_the_plan(work: Path) -> None:
    edit(work / "plan/plan.yaml", "recipients:\n", "recipients:\n  - Hội {{x}}^[Chú thích.];\n")
    assert main([]) == 0
    document = zipfile.ZipFile(work / "output/ke-hoach.docx")
    assert "Hội {x}" in text_of(work / "output/ke-hoach.docx")
    assert "Chú thích." in document.read("word/footnotes.xml").decode("utf-8")


def test_a_form_filled_in_since_is_not_overwritten(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([]) == 0
    form = work / "output/don-vi/so-ct.docx"
    form.write_bytes(form.read_bytes() + b"filled in")
    filled = form.read_bytes()
    assert main([]) == 2
    assert "so-ct.docx" in capsys.readouterr().err
    assert form.read_bytes() == filled


def test_same_input_same_bytes(work: Path, tmp_path: Path) -> None:
    """Another folder, locale, time zone, hash seed and time: the same files to the byte."""
    outputs = []
    for name, seed, zone, locale in (
        ("một", "1", "Asia/Ho_Chi_Minh", "C"),
        ("hai ba", "2", "America/New_York", "C.UTF-8"),
    ):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copytree(work / "plan", folder / "plan")
        shutil.copytree(work / "templates", folder / "templates")
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        subprocess.run(
            [sys.executable, ROOT / "build.py"], cwd=folder, env=environment, check=True,
            capture_output=True,
        )  # fmt: skip
        outputs.append(digests(folder / "output"))
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) > 60


def test_a_second_plan_of_another_shape(work: Path) -> None:
    """Nothing about the real plan is in the program: a draft of another office builds too."""
    assert main(["--plan", SMALL.as_posix(), "--output", "khac"]) == 0
    document = zipfile.ZipFile(BytesIO((work / "khac/ke-hoach.docx").read_bytes()))
    text = document.read("word/document.xml").decode("utf-8")
    assert "DỰ THẢO" in text
    assert "ngày … tháng … năm …" in text
    everything = b"".join(
        path.read_bytes()
        for path in (work / "khac").rglob("*")
        if path.is_file() and path.suffix != ".docx"
    ).decode("utf-8")
    assert "Bình Dương" not in text + everything
    assert "6011" not in text + everything


def text_of(path: Path) -> str:
    document = zipfile.ZipFile(path).read("word/document.xml").decode("utf-8")
    return re.sub(r"<[^>]+>", "", document.replace("</w:p>", "\n"))


def test_annexes_are_a_file_of_their_own(work: Path) -> None:
    """The issued plan has no annex and names none; its agencies per indicator stay blank."""
    assert main([]) == 0
    annexes = text_of(work / "output/phu-luc.docx")
    note = (
        "(Tổng hợp từ Kế hoạch số 6011/KH-UBND ngày 17/11/2023 của Ủy ban nhân dân tỉnh Bình Dương)"
    )
    assert annexes.count(note) == 2
    assert "Phụ lục I\n" in annexes
    assert "Phụ lục II\n" in annexes
    assert "Phụ lục" not in text_of(work / "output/ke-hoach.docx")


def test_annexes_inside_the_plan(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = work / "plan/plan.yaml"
    edit(plan, "kind: Kế hoạch\n", "kind: Kế hoạch\nannexes: inside\n")
    assert main([]) == 1
    assert "lỗi[P503]" in capsys.readouterr().err
    edit(
        work / "plan/sections/4-implementation.yaml",
        "Căn cứ Kế hoạch này,",
        "Căn cứ Kế hoạch này và Phụ lục II,",
    )
    assert main([]) == 0
    text = text_of(work / "output/ke-hoach.docx")
    assert text.index("Võ Văn Minh") < text.index("Phụ lục I\n") < text.index("Phụ lục II\n")
    note = "(Kèm theo Kế hoạch số 6011/KH-UBND ngày 17 tháng 11 năm 2023 của Ủy ban nhân dân tỉnh"
    assert text.count(note) == 2
    assert not (work / "output/phu-luc.docx").exists()


def test_help_is_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["build", "--help"], ["check", "-h"], ["explain", "--help"]):
        assert main(arguments) == 0
        shown = capsys.readouterr().out
        assert "Cách dùng:" in shown
        assert "Tùy chọn:" in shown
        for english in ("Usage", "Options", "Show this", "Commands"):
            assert english not in shown


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["chek"], "không có lệnh chek"),
        (["build", "--pln", "x"], "không có tùy chọn --pln; ý bạn là --plan?"),
        (["build", "--plan"], "tùy chọn --plan cần một giá trị"),
        (["check", "x"], "thừa tham số: x"),
        (["--plan", "nowhere"], "không có thư mục nowhere"),
        (["build", "--templates", "nowhere"], "không có thư mục mẫu nowhere"),
        (["explain", "P999"], "không có mã P999"),
    ],
)
def test_a_mistyped_command_line_is_one_clear_line(
    work: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert main(arguments) == 2
    shown = capsys.readouterr().err
    assert shown.startswith(f"lỗi: {says}")
    assert "Traceback" not in shown


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "p201"]) == 0
    assert capsys.readouterr().out.startswith("P201: Câu dẫn phải nêu đúng")
    assert main(["explain"]) == 0
    assert "P101" in capsys.readouterr().out
