"""Another plan is begun: whatever its office is called, it reads, checks and builds."""

import io
import os
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plandoc.checks import run_checks
from plandoc.cli import main
from plandoc.diagnostics import PlandocError
from plandoc.model.plan import Item, Plan, Section, TaskSection
from plandoc.model.printed import plain
from plandoc.reading.nodes import parse
from plandoc.reading.reader import read_files
from plandoc.reading.source import FORBIDDEN, Files, Source
from plandoc.repairs.gaps import scalars
from plandoc.repairs.mending import mend
from plandoc.schemas.naming import modeline
from plandoc.starting.making import MOST_LETTERS, Beginning, first_files, yaml_value

ROOT = Path(__file__).parent.parent
OFFICES = [
    "Ủy ban nhân dân tỉnh Bắc Ninh",
    "Ủy ban nhân dân xã Bãi Cọ, huyện Thạch Khê",
    "UBND huyện Dầu Tiếng",
    "Sở Nông nghiệp và Phát triển nông thôn tỉnh Lâm Đồng",
    "Bộ Khoa học và Công nghệ",
    "Chính phủ",
    "Trung tâm “Một cửa”: tiếp nhận & trả kết quả #1",
    "Đơn vị A, Đơn vị B, Đơn vị C",
    "Các đơn vị liên quan",
    "Cac don vi lien quan",
]
# What no office is called: YAML's signs, ours, other scripts.
STRANGE = [
    "- Ban 'Quản lý' \"dự án\"",
    "{phong} ^[ban] {{tổ}} ^^[x",
    "@kind@ @@subject@@ %TAG !x &a *b |>",
    "[x], {y}: #z",
    "null",
    "2030",
    "漢字 😀 עברית",
    "A" * MOST_LETTERS,
    "Ban " * 90,
]


def read(beginning: Beginning) -> tuple[Plan, list[str]]:
    """What a new plan reads as, and every finding of any severity."""
    reading = read_files(Files("moi", first_files(beginning)))
    assert reading.plan is not None, reading.diagnostics
    found = [*reading.diagnostics, *run_checks(reading.plan, reading)]
    return reading.plan, [f"{d.severity} {d.code} {d.message}" for d in found]


@pytest.mark.parametrize("office", OFFICES)
def test_it_checks_without_a_word_for_any_office(office: str) -> None:
    plan, found = read(Beginning(office=office))
    assert found == []
    assert plan.issuer.name == office.replace("UBND", "Ủy ban nhân dân")
    assert plan.head.draft


@pytest.mark.parametrize("office", STRANGE)
def test_no_name_is_an_error(office: str) -> None:
    plan, found = read(Beginning(office=office))
    assert [finding for finding in found if finding.startswith("lỗi")] == []
    words = " ".join(office.split())
    assert plan.issuer.name == words
    assert plan.head.enacting
    assert plain(plan, plan.head.enacting.text).startswith(f"{words} ban hành Kế hoạch ")


@pytest.mark.parametrize(
    ("office", "name", "place", "title"),
    [
        ("UBND xã Bình Mỹ", "Ủy ban nhân dân xã Bình Mỹ", "Bình Mỹ", "CHỦ TỊCH"),
        (
            "UBND TP. Hồ Chí Minh",
            "Ủy ban nhân dân Thành phố Hồ Chí Minh",
            "Thành phố Hồ Chí Minh",
            "CHỦ TỊCH",
        ),
        ("Sở Y tế TP.HCM", "Sở Y tế Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh", "GIÁM ĐỐC"),
        ("Uỷ ban nhân dân xã A", "Ủy ban nhân dân xã A", "A", "CHỦ TỊCH"),
        ("Sở Y tế TP.Huế", "Sở Y tế thành phố Huế", "Huế", "GIÁM ĐỐC"),
        ("Phòng Nội vụ quận 1", "Phòng Nội vụ quận 1", "Quận 1", "TRƯỞNG PHÒNG"),
        ("Sở Y tế tỉnh Bắc Ninh", "Sở Y tế tỉnh Bắc Ninh", "Bắc Ninh", "GIÁM ĐỐC"),
    ],
)
def test_the_head_is_written_as_the_decree_writes_it(
    office: str, name: str, place: str, title: str
) -> None:
    plan, found = read(Beginning(office=office))
    assert found == []
    assert (plan.issuer.name, plan.head.place) == (name, place)
    assert plan.head.signature
    assert plan.head.signature.title == title


def printable(text: str) -> bool:
    words = text.split()
    return bool(words) and not FORBIDDEN.search(text) and not set(text) & set("\r\n\t")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80).filter(printable), st.text(max_size=300).filter(printable))
@example("Kế hoạch: \"a\" 'b' # c", "{gdp} ^[x] }} {{ \\n - : # & * ! | > % @ `")
def test_it_says_exactly_what_was_typed(kind: str, subject: str) -> None:
    reading = read_files(Files("moi", first_files(Beginning(kind=kind, subject=subject))))
    assert reading.plan is not None, reading.diagnostics
    assert reading.plan.head.kind == unicodedata.normalize("NFC", " ".join(kind.split()))
    typed = unicodedata.normalize("NFC", " ".join(subject.split()))
    assert plain(reading.plan, reading.plan.head.subject) == typed


@given(st.text(min_size=1, max_size=60).filter(printable))
def test_a_value_is_read_as_it_was(text: str) -> None:
    words = " ".join(unicodedata.normalize("NFC", text).split())
    root = parse(Source("x", f"- {yaml_value(words)}\n- [{yaml_value(words)}]"), [])
    assert root
    assert [node.value for node in scalars(root)] == [words, words]


def kinds_of(sections: tuple[Section, ...]) -> list[str]:
    return [section.kind for section in sections]


def test_it_shows_what_a_plan_can_hold() -> None:
    plan, _ = read(Beginning())
    assert kinds_of(plan.sections) == [
        "purposes", "objectives", "tasks", "text", "implementation",
    ]  # fmt: skip
    assert plan.indicators
    assert plan.references
    assert len(plan.assignments) == 2
    items = [
        item
        for section in plan.sections
        if not isinstance(section, TaskSection)
        for item in section.items
    ]
    assert all(isinstance(item, Item) for item in items)
    reports = [duty for item in items for duty in item.duties if duty.kind == "report"]
    assert [(duty.every, duty.before, duty.to) for duty in reports] == [
        ("year", "15/12", "don-vi-a")
    ]


def test_there_is_nothing_to_repair_in_it() -> None:
    assert mend(Files("moi", first_files(Beginning()))).content == {}


def test_every_line_is_short_and_every_file_begins_with_an_explanation() -> None:
    for name, content in first_files(Beginning(subject="phát triển " * 30)).items():
        text = content.decode()
        assert text.startswith("# "), name
        assert max(map(len, text.splitlines())) <= 100, name


def test_an_editor_knows_the_schema_of_every_file() -> None:
    for name, content in first_files(Beginning()).items():
        assert content.decode().split("\n")[0] == modeline(name)


def test_the_files_are_packed_with_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["plandoc.starting"]
    folder = ROOT / "plandoc/starting"
    packed = {path for pattern in patterns for path in folder.glob(pattern)}
    assert len(packed) == 10
    assert packed == {path for path in (folder / "plan").rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("beginning", "message"),
    [
        (Beginning(office="Sở A\nSở B"), "cơ quan ban hành phải viết trên một dòng"),
        (Beginning(subject=" \t "), "trích yếu trống"),
        (Beginning(kind="Kế\x07hoạch"), r"tên loại có ký tự điều khiển U\+0007"),
        (Beginning(kind="Kế\udce1hoạch"), r"tên loại có ký tự điều khiển U\+DCE1"),
        (Beginning(subject="a" * (MOST_LETTERS + 1)), "trích yếu dài quá 400 ký tự"),
    ],
)
def test_what_cannot_be_printed_is_refused(beginning: Beginning, message: str) -> None:
    with pytest.raises(PlandocError, match=message):
        first_files(beginning)


# -- The command


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    return tmp_path


def test_begun_checked_and_built_as_it_says(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "kế hoạch/mới", "--office", "Sở Y tế tỉnh Bắc Ninh"]) == 0
    shown = capsys.readouterr().out
    assert "kế hoạch/mới/sections/3-nhiem-vu/section.yaml\n" in shown
    last = shown.splitlines()[-1]
    assert last == ("  python build.py --plan 'kế hoạch/mới' --output 'kế hoạch/mới-output'")
    assert main(["check", "--plan", "kế hoạch/mới"]) == 0
    assert capsys.readouterr().err == "không có lỗi\n"
    assert main(["--plan", "kế hoạch/mới", "--output", "kế hoạch/mới-output"]) == 0
    assert (here / "kế hoạch/mới-output/ke-hoach.docx").exists()
    names = {path.name for path in (here / "kế hoạch/mới-output/don-vi").glob("*.docx")}
    assert names == {"don-vi-a.docx", "don-vi-b.docx"}
    assert os.listdir("kế hoạch/mới") != []
    assert not [name for name in os.listdir("kế hoạch") if name.startswith(".")]


def test_the_folder_one_stands_in_may_be_empty(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "moi").mkdir()
    os.chdir(here / "moi")
    assert main(["new", "."]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "  python build.py --plan . --output ../moi-output"
    assert Path("plan.yaml").exists()
    assert sorted(os.listdir(here)) == ["moi", "templates"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        ("folder", "lỗi: thư mục co-roi không trống\n"),
        ("file", "lỗi: co-roi không phải thư mục\n"),
        ("link", "lỗi: co-roi không phải thư mục\n"),
    ],
)
def test_what_is_there_is_never_touched(
    here: Path, capsys: pytest.CaptureFixture[str], make: str, message: str
) -> None:
    place = here / "co-roi"
    if make == "folder":
        place.mkdir()
        (place / ".an").write_text("x")
    elif make == "file":
        place.write_text("x")
    else:
        place.symlink_to("khong-co")
    assert main(["new", "co-roi"]) == 2
    assert capsys.readouterr().err.startswith(message)
    assert sorted(os.listdir(here)) == ["co-roi", "templates"]
    assert make != "folder" or os.listdir(place) == [".an"]


def test_where_nothing_can_be_written_nothing_is_left(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "a/" + "b" * 300]) == 2
    assert "không" in capsys.readouterr().err
    (here / "tep").write_text("x")
    capsys.readouterr()
    assert main(["new", "tep/moi"]) == 2
    assert "một phần của đường dẫn không phải là thư mục" in capsys.readouterr().err
    assert sorted(os.listdir(here)) == ["templates", "tep"]


def test_a_terminal_is_asked(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = io.StringIO("Chương trình\n\nPhòng cháy, chữa cháy: năm 2026\n")
    monkeypatch.setattr(answers, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", answers)
    assert main(["new", "moi"]) == 0
    text = (here / "moi/plan.yaml").read_text("utf-8")
    assert "\nkind: Chương trình\n" in text
    assert "\nsubject: >-\n  Phòng cháy, chữa cháy: năm 2026\n" in text
    assert "Cơ quan ban hành [Cơ quan ban hành]: " in capsys.readouterr().out
