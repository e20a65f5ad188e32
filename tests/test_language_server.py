"""The language server: its parts by themselves, then a session with a client over stdio."""

import json
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plandoc.language_server.answering import choices, definitions, hover
from plandoc.language_server.cursor import fields, slot_at
from plandoc.language_server.looking import Look, look_at, plan_folder
from plandoc.language_server.positions import from_editor, lines_of, to_editor
from tests.cases import base_files
from tests.language_client import Client

ROOT = Path(__file__).parent.parent
GROUP = "sections/2-nhiem-vu/1-cong-nghiep.yaml"
GOALS = "sections/1-muc-tieu.yaml"
REAL = ROOT / "plan"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The base plan on the disk, in a folder whose name needs escaping in an address."""
    plan = tmp_path / "kế hoạch 1" / "plan"
    for name, text in base_files().items():
        path = plan / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return plan


@pytest.fixture
def client(folder: Path) -> Iterator[Client]:
    started = Client([sys.executable, str(ROOT / "build.py"), "lsp"], ROOT)
    started.initialize(folder)
    yield started
    started.kill()


# --- positions --------------------------------------------------------------------------------

DECOMPOSED = unicodedata.normalize("NFD", "Sở Công Thương")


@pytest.mark.parametrize(
    ("line", "column", "encoding", "character"),
    [
        ("Kế hoạch", 4, "utf-16", 4),
        ("🎯 Kế hoạch", 2, "utf-16", 3),
        ("🎯 Kế hoạch", 2, "utf-8", 5),
        ("🎯 Kế hoạch", 2, "utf-32", 2),
        ("Kế hoạch", 2, "utf-8", 4),
        ("Kế hoạch", 99, "utf-16", 8),
        (DECOMPOSED, 3, "utf-16", len(unicodedata.normalize("NFD", "Sở "))),
        (DECOMPOSED, 14, "utf-16", len(DECOMPOSED)),
    ],
)
def test_an_editor_counts_in_its_own_units(
    line: str, column: int, encoding: str, character: int
) -> None:
    assert to_editor(line, column, encoding) == character
    back = from_editor(line, character, encoding)
    assert back == min(column, len(unicodedata.normalize("NFC", line)))


def test_half_an_emoji_and_a_place_past_the_end_are_places_all_the_same() -> None:
    assert from_editor("🎯x", 1, "utf-16") == 1
    assert from_editor("🎯x", 50, "utf-16") == 2
    assert from_editor("", 3, "utf-16") == 0


def test_lines_end_as_an_editor_ends_them() -> None:
    assert lines_of("a\r\nb\rc\nd") == ["a", "b", "c", "d"]


# --- what stands at the cursor ----------------------------------------------------------------


def slot(text: str, name: str = GROUP) -> tuple[str, str, bool]:
    """What stands at the bar of a text."""
    lines = text.split("\n")
    line = next(number for number, one in enumerate(lines) if "‸" in one)
    column = lines[line].index("‸")
    lines[line] = lines[line].replace("‸", "")
    found = slot_at(name, lines, line, column)
    assert lines[line][found.start : found.end] == found.word
    return found.namespace, found.word, found.defines


@pytest.mark.parametrize(
    ("text", "namespace", "word"),
    [
        ("  - lead: ‸", "agency", ""),
        ("    lead: so-‸", "agency", "so-"),
        ("    lead: s‸o-ct", "agency", "so-ct"),
        ('    lead: "so-‸ct"', "agency", "so-ct"),
        ("    partners: [so-xd, so‸", "agency", "so"),
        ("    partners: [‸so-xd]", "agency", "so-xd"),
        ("    partners:\n      - so-xd\n      - so-‸", "agency", "so-"),
        ("    partners:\n    - so-xd\n    - ‸", "agency", ""),
        ("    partners: [so-xd,\n      so-ct, so-‸", "agency", "so-"),
        ("  - {actors: so-ct, kind: report, to: ubnd‸-tinh}", "agency", "ubnd-tinh"),
        ("  - {actors: [so-ct, ‸]", "agency", ""),
        ("  roster: [‸", "agency", ""),
        ("  superior: ‸", "agency", ""),
        ("issuer: ubnd-‸tinh", "agency", "ubnd-tinh"),
        ("        indicators: [tang-‸", "indicator", "tang-"),
        ("  restates: ‸", "indicator", ""),
        ("  phase: 2021-‸", "phase", "2021-"),
        ("  targets:\n    2021‸-2025: 8%", "phase", "2021-2025"),
        ("  targets:\n    2021-2025: 8%\n    ‸", "phase", ""),
        ("    text: Tăng {tang-‸truong}.", "indicator", "tang-truong"),
        ("    text: Tăng {‸", "indicator", ""),
        ("    text: Tăng {{{‸", "indicator", ""),
        ('    text: "Gồm: {tang-‸"', "indicator", "tang-"),
        ("    text: >-\n      {tang-‸", "indicator", "tang-"),
        ("    text: >-\n      gồm: {tang-truong@20‸21-2025}", "phase", "2021-2025"),
        ("    text: Tăng {tang-truong@‸", "phase", ""),
        ("groups: [1-cong‸-nghiep]", "file", "1-cong-nghiep"),
        ("groups:\n  - ‸", "file", ""),
        ("sections: [1.mu‸c]", "file", "1.muc"),
    ],
)
def test_a_place_where_an_id_is_used(text: str, namespace: str, word: str) -> None:
    assert slot(text) == (namespace, word, False)


@pytest.mark.parametrize(
    "text",
    [
        "    text: Tăng {{‸",
        "    text: lead: ‸",
        "    lead_in: so-‸",
        "    text: >-\n      lead: ‸",
        "    text: >-\n      lead:\n      - ‸",
        "# lead: ‸",
        "    lead: so-ct # lead: ‸",
        "signature: {ti‸",
        "  - {‸",
        "    ‸",
        "‸",
        "    partners: [so-ct]\n    ‸",
        "    layout: ‸",
    ],
)
def test_a_place_where_none_is(text: str) -> None:
    assert slot(text)[0] == ""


@pytest.mark.parametrize(
    ("name", "namespace"),
    [
        ("agencies.yaml", "agency"),
        ("indicators.yaml", "indicator"),
        ("references.yaml", "reference"),
        ("plan.yaml", "clause"),
        (GROUP, "clause"),
    ],
)
def test_an_id_that_is_given(name: str, namespace: str) -> None:
    assert slot("- id: mot-‸ma", name) == (namespace, "mot-ma", True)


def test_a_place_past_the_end_of_a_file() -> None:
    assert slot_at(GROUP, ["lead: so-ct"], 7, 3).word == ""


def test_a_line_that_nobody_typed_is_answered_at_once() -> None:
    started = time.perf_counter()
    for odd in ("a: [" * 500_000, "{" * 2_000_000, "lead: so-ct" + " " * 2_000_000):
        slot_at(GROUP, [odd], 0, len(odd))
    for odd in ("a: [" * 4_000, "{" * 15_000, "lead: so-ct" + " " * 15_000):
        slot_at(GROUP, [odd], 0, len(odd))
    assert time.perf_counter() - started < 5


def test_the_fields_that_hold_ids() -> None:
    agencies = {"issuer", "superior", "roster", "lead", "partners", "actors", "to"}
    indicators = {"restates", "indicators"}
    expected = dict.fromkeys(agencies, "agency") | dict.fromkeys(indicators, "indicator")
    expected |= {"phase": "phase", "phases": "phase", "sections": "file", "groups": "file"}
    assert fields() == expected


# --- looks and answers ------------------------------------------------------------------------


def at(look: Look, name: str, text: str, offset: int = 1) -> tuple[Look, str, int, int]:
    """The arguments of a question about the first place of some words."""
    lines = look.lines(name)
    line = next(number for number, one in enumerate(lines) if text in one)
    return look, name, line, lines[line].index(text) + offset


@pytest.fixture(scope="module")
def real() -> Look:
    return look_at(REAL, {}, None)


TRAINING = "sections/3-tasks/3-nhan-luc.yaml"


@pytest.mark.parametrize(
    ("name", "place", "told"),
    [
        (TRAINING, "so-ct", ["**Sở Công Thương**", "ký hiệu SCT", "Chủ trì 10 nhiệm vụ"]),
        (TRAINING, "Sở Công Thương", ["**Sở Công Thương**"]),
        (TRAINING, "nhan-luc-sct", ["**Điểm d khoản 3 Mục III**", "Chủ trì: Sở Công Thương"]),
        (TRAINING, "cac-so-nganh", ["Nhóm 19 cơ quan: Sở Kế hoạch và Đầu tư"]),
        (TRAINING, "phối hợp với các", ["**P202**", "```yaml"]),
        ("sections/2-objectives.yaml", "grdp-growth", ["bình quân", "2026-2030: **9-10%/năm**"]),
        ("plan.yaml", "111-CTr/TU", ["**Chương trình số 111-CTr/TU ngày 17/03/2023**"]),
        ("plan.yaml", "2021-2025", ["**Giai đoạn 2021-2025**"]),
    ],
)
def test_what_a_hover_tells(real: Look, name: str, place: str, told: list[str]) -> None:
    found = hover(*at(real, name, place))
    assert found
    for words in told:
        assert words in found.text
    line = real.lines(name)[at(real, name, place)[2]]
    assert 0 <= found.start <= found.end <= len(line)


def test_a_hover_over_plain_words_tells_nothing(real: Look) -> None:
    assert hover(*at(real, "plan.yaml", "in đúng từng chữ")) is None
    assert hover(*at(real, "plan.yaml", "Võ Văn Minh")) is None


@pytest.mark.parametrize(
    ("name", "place", "target", "words"),
    [
        (TRAINING, "lead: so-ct", "agencies.yaml", "id: so-ct"),
        (TRAINING, "Sở Công Thương", "agencies.yaml", "id: so-ct"),
        (TRAINING, "id: nhan-luc-sct", TRAINING, "id: nhan-luc-sct"),
        ("sections/2-objectives.yaml", "{grdp-growth}", "indicators.yaml", "id: grdp-growth"),
        ("plan.yaml", "111-CTr/TU", "references.yaml", "id: ctr-111"),
        ("plan.yaml", "- 3-tasks", "sections/3-tasks/section.yaml", "# yaml-language-server"),
        ("plan.yaml", "- 1-purposes", "sections/1-purposes.yaml", "# yaml-language-server"),
        ("indicators.yaml", "2026-2030: 9", "plan.yaml", "phases: [2021-2025, 2026-2030]"),
    ],
)
def test_where_a_definition_stands(
    real: Look, name: str, place: str, target: str, words: str
) -> None:
    (found,) = definitions(*at(real, name, place, len(place) - 3))
    assert found.path == real.files.path(target)
    assert words in real.lines(target)[found.line - 1]


def test_a_word_that_is_defined_nowhere(real: Look) -> None:
    assert definitions(*at(real, "plan.yaml", "Võ Văn Minh")) == []


def test_files_to_choose_from(real: Look) -> None:
    found = choices(*at(real, "plan.yaml", "- 3-tasks", 5))
    assert found
    names = [choice.name for choice in found.choices]
    assert names == ["1-purposes", "2-objectives", "3-tasks", "4-implementation"]
    found = choices(*at(real, "sections/3-tasks/section.yaml", "- 1-the-che", 5))
    assert found
    assert [choice.name for choice in found.choices][:2] == ["1-the-che", "2-cong-nghiep"]


def test_an_id_is_not_proposed_where_it_is_given(real: Look) -> None:
    assert choices(*at(real, TRAINING, "id: nhan-luc-sct", 6)) is None


def test_a_broken_file_leaves_what_was_known(folder: Path) -> None:
    good = look_at(folder, {}, None)
    broken = look_at(folder, {"agencies.yaml": "- id: [so-\n"}, good)
    assert [d.code for d in broken.diagnostics] == ["P003"]
    worse = look_at(folder, {"agencies.yaml": "- id: [so-\n", GROUP: "{"}, broken)
    for look in (broken, worse):
        assert look.plan is good.plan
        assert set(look.known["agency"]) == {"ubnd-tinh", "so-ct", "so-xd"}
        (found,) = definitions(*at(look, "plan.yaml", "ubnd-tinh"))
        assert (found.path, found.line) == (good.files.path("agencies.yaml"), 1)
        assert "Ủy ban nhân dân tỉnh" in hover(*at(look, "plan.yaml", "ubnd-tinh")).text  # type: ignore[union-attr]
    mended = look_at(folder, {"agencies.yaml": base_files()["agencies.yaml"]}, worse)
    assert (mended.diagnostics, mended.good) == (good.diagnostics, None)


def test_a_plan_that_never_was_good_has_ids_too(folder: Path) -> None:
    look = look_at(folder, {"plan.yaml": "format: 1\nissuer: so-ct\n"}, None)
    assert look.plan is None
    assert "Sở Công Thương" in hover(*at(look, "plan.yaml", "so-ct")).text  # type: ignore[union-attr]
    assert hover(*at(look, "plan.yaml", "format")).text.startswith("**P012**")  # type: ignore[union-attr]


def test_words_of_a_plan_are_no_markup(folder: Path) -> None:
    text = base_files()["agencies.yaml"].replace("Sở Xây dựng", "Sở *Xây* <dựng>")
    look = look_at(folder, {"agencies.yaml": text}, None)
    found = hover(*at(look, GROUP, "so-xd"))
    assert found
    assert r"Sở \*Xây\* \<dựng\>" in found.text


def test_which_plan_a_file_belongs_to(folder: Path) -> None:
    assert plan_folder(folder / "plan.yaml") == folder
    assert plan_folder(folder / GROUP) == folder
    assert plan_folder(folder / "sections" / "new.yaml") == folder
    assert plan_folder(folder / "notes.txt") is None
    assert plan_folder(folder / ".schema" / "x.yaml") is None
    assert plan_folder(folder.parent / "other.yaml") is None
    inner = folder / "sections" / "inner"
    inner.mkdir()
    (inner / "plan.yaml").write_text("", encoding="utf-8")
    assert plan_folder(inner / "agencies.yaml") == inner


# --- a session over stdio ---------------------------------------------------------------------


def codes(client: Client, path: Path) -> list[str]:
    return [found["code"] for found in client.diagnostics.get(path.as_uri(), [])]


def test_a_session(client: Client, folder: Path) -> None:
    """Open, break, mend; faults appear and go in every file of the plan."""
    agencies, group, goals = folder / "agencies.yaml", folder / GROUP, folder / GOALS
    client.open(agencies)
    text = base_files()["agencies.yaml"]
    client.change(agencies, text.replace("so-xd", "so-xdung"))  # used by the group, not open
    client.until(lambda: codes(client, group) == ["P102"])
    (found,) = client.diagnostics[group.as_uri()]
    assert found["source"] == "plandoc"
    assert found["severity"] == 1
    assert found["message"] == ("không có cơ quan nào mang mã so-xd\ngợi ý: ý bạn là so-xdung?")
    line = (group.read_text(encoding="utf-8")).split("\n")[found["range"]["start"]["line"]]
    start, end = (found["range"][edge]["character"] for edge in ("start", "end"))
    assert line[start:end] == "so-xd"
    client.change(agencies, text, 3)
    client.until(lambda: codes(client, group) == [])
    client.open(goals)
    unfinished = base_files()[GOALS].replace("{tang-truong@2021-2025}", "{")
    client.change(goals, unfinished)
    place = next(n for n, one in enumerate(unfinished.split("\n")) if "{" in one)
    column = unfinished.split("\n")[place].index("{") + 1
    found = client.at("completion", goals, place, column)
    assert [item["label"] for item in found["items"]] == ["tang-truong"]
    assert found["items"][0]["detail"] == "Tăng trưởng kinh tế"
    assert "8%/năm" in found["items"][0]["documentation"]["value"]
    edit = found["items"][0]["textEdit"]["range"]
    assert edit["start"] == edit["end"] == {"line": place, "character": column}
    client.until(lambda: codes(client, goals) == ["P105"])
    assert client.stop() == 0


def test_hover_and_definition(client: Client, folder: Path) -> None:
    group = folder / GROUP
    client.open(group)
    line = next(n for n, one in enumerate(base_files()[GROUP].split("\n")) if "lead:" in one)
    found = client.at("hover", group, line, 13)
    assert found["contents"]["kind"] == "markdown"
    assert "**Sở Công Thương**" in found["contents"]["value"]
    assert found["range"]["start"] == {"line": line, "character": 10}
    (place,) = client.at("definition", group, line, 13)
    assert place["uri"] == (folder / "agencies.yaml").as_uri()
    assert place["range"]["start"] == {"line": 2, "character": 6}
    assert client.at("hover", group, 9999, 9999) is None


@pytest.mark.parametrize(("encoding", "width"), [("utf-16", 2), ("utf-8", 4), ("utf-32", 1)])
def test_the_units_of_the_editor(folder: Path, encoding: str, width: int) -> None:
    client = Client([sys.executable, str(ROOT / "build.py"), "lsp"], ROOT)
    try:
        given = client.initialize(folder, general={"positionEncodings": [encoding]})
        assert given["capabilities"]["positionEncoding"] == encoding
        goals = folder / GOALS
        client.open(goals, base_files()[GOALS].replace("Kinh tế", "🎯 Kinh").replace("{", "{x-"))
        client.until(lambda: codes(client, goals) == ["P103"])
        line = "    text: 🎯 Kinh tăng {"
        before = line.index("🎯"), line[line.index("🎯") + 1 : line.index("{")]
        units = before[0] + width + len(before[1].encode() if encoding == "utf-8" else before[1])
        (found,) = client.diagnostics[goals.as_uri()]
        assert found["range"]["start"]["character"] == units
    finally:
        client.kill()


def test_windows_line_ends_and_decomposed_letters(client: Client, folder: Path) -> None:
    """Places are those of the text that the editor holds, not of ours."""
    goals = folder / GOALS
    text = unicodedata.normalize("NFD", base_files()[GOALS]).replace("{tang", "{x-tang")
    client.open(goals, text.replace("\n", "\r\n"))
    client.until(lambda: codes(client, goals) == ["P501", "P103"])
    place = client.diagnostics[goals.as_uri()][1]["range"]
    line = text.split("\n")[place["start"]["line"]]
    start, end = place["start"]["character"], place["end"]["character"]
    assert line[start:end] == "{x-tang-truong@2021-2025}"


def test_whatever_is_typed_the_server_lives(client: Client, folder: Path) -> None:
    """Every beginning of a file, as fast as they come; files of no plan; addresses of no file."""
    group, outside = folder / GROUP, folder.parent / "ghi-chu.yaml"
    client.open(group)
    client.open(outside, "lead: so-ct\n")
    untitled = {"uri": "untitled:Untitled-1", "languageId": "yaml", "version": 1, "text": "a: b"}
    client.notify("textDocument/didOpen", {"textDocument": untitled})
    client.notify("textDocument/didClose", {"textDocument": {"uri": "untitled:Untitled-1"}})
    text = base_files()[GROUP]
    for version, end in enumerate(range(0, len(text), 3), 2):
        client.change(group, text[:end], version)
    for version, odd in enumerate(("\ud800", "\x00", "[" * 3000, "&a [*a]", "\t", "- ‸"), 1000):
        client.change(group, odd, version)
        client.at("hover", group, 0, 1)
        client.at("completion", group, 0, 1)
    assert client.at("hover", outside, 0, 8) is None
    assert client.at("completion", outside, 0, 8) is None
    client.change(group, text, 2000)
    client.until(lambda: codes(client, group) == [])
    assert client.at("hover", group, 3, 13)
    assert client.stop() == 0
    assert [said for said in client.said if said["method"] == "window/showMessage"] == []
    assert b"Traceback" not in b"".join(client.errors)


def test_a_file_that_is_closed_says_what_was_saved(client: Client, folder: Path) -> None:
    group, plan = folder / GROUP, folder / "plan.yaml"
    client.open(plan)
    client.open(group, base_files()[GROUP].replace("so-ct", "so-khac"))
    client.until(lambda: "P102" in codes(client, group))
    client.notify("textDocument/didClose", {"textDocument": {"uri": group.as_uri()}})
    client.until(lambda: codes(client, group) == [])
    client.change(plan, "format: 1\n")
    client.until(lambda: "P012" in codes(client, plan))
    client.notify("textDocument/didClose", {"textDocument": {"uri": plan.as_uri()}})
    client.until(lambda: codes(client, plan) == [])  # the last file: the plan is forgotten


def test_what_changed_on_the_disk_is_seen(client: Client, folder: Path) -> None:
    plan, goals = folder / "plan.yaml", folder / GOALS
    client.open(plan)
    goals.write_text("id: [", encoding="utf-8")
    client.notify("workspace/didChangeWatchedFiles", {"changes": []})
    client.until(lambda: codes(client, goals) == ["P003"])
    goals.write_text(base_files()[GOALS], encoding="utf-8")
    client.notify("textDocument/didSave", {"textDocument": {"uri": plan.as_uri()}})
    client.until(lambda: codes(client, goals) == [])


def test_without_the_package_one_line_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "pygls").mkdir()
    (tmp_path / "pygls" / "__init__.py").write_text(
        "raise ModuleNotFoundError('gone', name='pygls')", encoding="utf-8"
    )
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); "
        "from plandoc.cli import main; sys.exit(main(['lsp']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stdout == b""
    told = done.stderr.decode()
    assert told.startswith("lỗi: máy chủ ngôn ngữ cần gói pygls\n")
    extra = json.dumps(wanted_pygls())
    assert f"python -m pip install {extra}" in told


def wanted_pygls() -> Any:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (needed,) = project["optional-dependencies"]["lsp"]
    return needed
