"""Repairs: what they mend, what they leave alone, and that no word is ever changed."""

import os
import re
import shutil
import stat
import unicodedata
from collections import Counter
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plandoc.checks import read_and_check
from plandoc.cli import main
from plandoc.diagnostics import PlandocError
from plandoc.model.plan import ID_PATTERN, RESERVED_IDS
from plandoc.output.in_place import Rewrite, rewrite
from plandoc.reading.nodes import parse
from plandoc.reading.reader import read_files
from plandoc.reading.source import Files, decode
from plandoc.repairs import REPAIRS
from plandoc.repairs import mending as mending_module
from plandoc.repairs.draft import Draft, Edit
from plandoc.repairs.gaps import scalars
from plandoc.repairs.key_order import order_of
from plandoc.repairs.mending import Mending, mend
from tests.cases import base_files
from tests.scribbled import Written, item_sections

ROOT = Path(__file__).parent.parent
SECTION = "sections/1-muc-tieu.yaml"
GROUP = "sections/2-nhiem-vu/1-cong-nghiep.yaml"


def files_with(**changed: bytes | str) -> Files:
    """The base plan, its fields in order, with other bytes for some files."""
    names = {"section": SECTION, "group": GROUP}
    content = {name: text.encode() for name, text in base_files().items()}
    # The base plan has its sections at the end; these tests are about other things.
    content["plan.yaml"] = mend(Files("plan", content)).content["plan.yaml"]
    for short, text in changed.items():
        name = names.get(short, f"{short}.yaml")
        content[name] = text if isinstance(text, bytes) else text.encode()
    return Files("plan", content)


def mended(text: str | bytes, file: str = "section", retired: frozenset[str] = frozenset()) -> str:
    """A file as it is after the repairs."""
    files = files_with(**{file: text})
    name = {"section": SECTION, "group": GROUP}.get(file, f"{file}.yaml")
    mending = mend(files, retired)
    assert set(mending.content) <= {name}
    return mending.content.get(name, files.content[name]).decode()


def item(text: str, style: str = "text") -> str:
    """A section with one text, as typed after its field's name."""
    return (
        f"id: muc-tieu\nkind: objectives\ntitle: MỤC TIÊU\nitems:\n  - id: a\n    {style}:{text}\n"
    )


def told(mending: Mending) -> list[str]:
    return [f"{done.file}: {done}" for done in mending.done]


# -- White space


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (" Một  hai\tba", " Một hai ba"),
        (" Một , hai ; ba .", " Một, hai; ba."),
        (" 'Một : hai ,'", " 'Một: hai,'"),
        (" Một ./.", " Một./."),
        ("\tMột", " Một"),
        (" >-\n      Một  hai\n      ba  bốn", " >-\n      Một hai\n      ba bốn"),
        (" >-\n      Một \t\n      hai", " >-\n      Một\n      hai"),
        (" >-\n      Một\n      , hai", " >-\n      Một,\n      hai"),
        (" >-\n      Một\n      ;\n      hai", " >-\n      Một;\n      hai"),
        (" >-\n      Một\n      .", " >-\n      Một."),
        (' "Một  hai', None),  # syntax: left alone
        (" Tỷ lệ 1 : 500", " Tỷ lệ 1 : 500"),
        (" Một ... hai", " Một ... hai"),
        (" Một . . . hai", " Một . . . hai"),
        (" (a , b) ; c", " (a, b); c"),
        (" {gdp@2021-2025} ;", None),  # no text that a plain scalar may begin with
        (' "{gdp@2021-2025} ;"', ' "{gdp@2021-2025};"'),
        (' "Một\\t  hai"', ' "Một\\t  hai"'),  # white space written by signs
        (" Một   # chú  thích ,  ", " Một   # chú  thích ,"),
        (" số\u00a029", " số\u00a029"),
        (" số \u00a029", " số\u00a029"),
        (" 15\u00a0triệu\u00a0đồng", " 15\u00a0triệu đồng"),
        (" một\u00a0hai\u202fba\u3000bốn", " một hai ba bốn"),
        (" >-\n      một\u00a0\n      \u00a0hai", " >-\n      một\n      hai"),
        (" >-\n      Một\n\n      hai", " >-\n      Một\n\n      hai"),  # paragraphs are no spaces
        (" >-\n      Một\n        hai", " >-\n      Một\n        hai"),
    ],
)
def test_white_space(typed: str, expected: str | None) -> None:
    assert mended(item(typed)) == item(typed if expected is None else expected)


def test_the_head_and_the_registries_are_mended_too() -> None:
    files = files_with(plan=base_files()["plan.yaml"].replace("Phát triển", "Phát  triển"))
    mending = mend(files)
    assert "plan.yaml: sửa 1 chỗ khoảng trắng" in told(mending)
    assert b"subject: Ph\xc3\xa1t tri" in mending.content["plan.yaml"]


def test_line_ends_of_windows_become_those_of_the_repository() -> None:
    text = item(" Một")
    assert mended(text.replace("\n", "\r\n")) == text
    mixed = text.replace("\n", "\r\n", 2)
    assert mended(mixed) == mixed


def test_a_byte_order_mark_and_a_missing_last_line_end_stay() -> None:
    text = "\ufeff" + item(" Một  hai").removesuffix("\n")
    assert mended(text) == text.replace("  hai", " hai")


def test_decomposed_letters_are_composed_everywhere_in_the_file() -> None:
    text = "# Chú thích\n" + item(" Đến năm 2030")
    decomposed = unicodedata.normalize("NFD", text)
    assert decomposed != text
    assert mended(decomposed) == text


# -- Ids


def test_ids_are_made_of_the_words() -> None:
    text = """\
title: Phát triển công nghiệp
assignments:
  - lead: so-ct
    partners: so-xd
    lead_in: "Sở Công Thương chủ trì, phối hợp với Sở Xây dựng:"
    tasks:
      # Về quy hoạch
      - text: >-
          Đẩy mạnh quy hoạch đô thị, nông thôn.
      - {text: "Đẩy mạnh quy hoạch đô thị; {tang-truong@2021-2025}"}
      - id:   # chưa đặt
        text: 29 dự án
"""
    result = mended(text, "group")
    assert re.findall(r"\bid: (\S+?),? *(?:$|#|text)", result, re.MULTILINE) == [
        "phat-trien-cong-nghiep",
        "phat-trien-cong-nghiep-so-ct",
        "day-manh-quy-hoach-do-thi",
        "day-manh-quy-hoach-do-thi-2",
        "nhiem-vu-29-du-an",
    ]
    assert "      # Về quy hoạch\n      - id: day-manh-quy-hoach-do-thi\n        text: >-" in result
    assert "- {id: day-manh-quy-hoach-do-thi-2, text:" in result
    assert "- id: nhiem-vu-29-du-an   # chưa đặt\n" in result
    reading = read_files(files_with(group=result))
    assert reading.diagnostics == []


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("Con", "con-2"),  # Windows keeps the name for itself
        ("Muc tieu", "muc-tieu-2"),  # the section's own
        ("Hóa chất", "hoa-chat-2"),  # retired
        ("漢字 😀", "muc"),
        ("2021 - 2025", "muc-2021-2025"),
        ("a" * 80, "a" * 60),
        ("Một " * 30, "-".join(["mot"] * 8)),
        ("Nghiêngnghiêng " * 30, "-".join(["nghiengnghieng"] * 4)),
    ],
)
def test_an_id_is_new_and_well_formed(words: str, own: str) -> None:
    text = item(f' "{words.strip()}"').replace("  - id: a\n    ", "  - ")
    result = mended(text, retired=frozenset({"hoa-chat"}))
    assert f"  - id: {own}\n    text:" in result
    assert re.fullmatch(ID_PATTERN, own)
    assert own not in RESERVED_IDS
    assert read_files(files_with(section=result)).diagnostics == []


def test_agencies_indicators_and_references_get_ids() -> None:
    result = mended("- number: 01/NQ-TW\n  kind: Nghị quyết\n  title: về đất đai\n", "references")
    assert result.startswith("- id: nghi-quyet-01-nq-tw\n  kind: Nghị quyết\n  number: 01/NQ-TW\n")
    extra = "- name: Sở Y tế\n  code: SYT\n"
    assert "- id: so-y-te\n  name: Sở Y tế\n" in mended(
        base_files()["agencies.yaml"] + extra, "agencies"
    )


def test_an_id_in_a_file_that_cannot_be_read_is_taken() -> None:
    text = item(" Một hai ba").replace("  - id: a\n    ", "  - ")
    files = files_with(section=text, group='id: mot-hai-ba\ntitle: "x\n')
    mending = mend(files)
    assert b"- id: mot-hai-ba-2\n" in mending.content[SECTION]
    assert [fault.code for fault in mending.unreadable] == ["P003"]


def test_a_mapping_that_an_alias_repeats_gets_no_id() -> None:
    text = item(" Một").replace("  - id: a\n    text: Một\n", "  - &m\n    text: Một\n  - *m\n")
    assert mended(text) == text


# -- Order of fields


def test_fields_are_put_in_order_with_their_comments() -> None:
    text = """\
title: MỤC TIÊU
# một mục tiêu thường
kind: objectives  # loại
id: muc-tieu
items:
  # Điều này nói về tăng trưởng.
  - text: >-
      Một
      hai
    # Mã không đổi.
    layout: dash
    id: a
"""
    assert (
        mended(text)
        == """\
id: muc-tieu
# một mục tiêu thường
kind: objectives  # loại
title: MỤC TIÊU
items:
  # Điều này nói về tăng trưởng.
  - id: a
    text: >-
      Một
      hai
    # Mã không đổi.
    layout: dash
"""
    )


@pytest.mark.parametrize(
    "fields",
    [
        "  - text: Một\n    # chú thích này của ai?\n\n    id: a\n",
        "  - text: Một\n    # mã\n    id: a\n",  # it would have to stand above the dash
        "  - id: a\n    layout: dash\n    text: Một\n    # còn nữa\n",
        "  - text: Một\n    la: 1\n    id: a\n",
        "  - text: Một\n    id: a\n    text: Một\n",
        "  - {text: Một,\n     id: a}\n",
    ],
)
def test_where_that_is_not_clear_they_stay(fields: str) -> None:
    text = item(" x").replace("  - id: a\n    text: x\n", fields)
    assert mended(text) == text


def test_fields_in_brackets_are_put_in_order() -> None:
    text = item(" x").replace("  - id: a\n    text: x\n", '  - { text: "a, b" ,id: [a] , }\n')
    assert '- { id: [a] ,text: "a, b" , }' in mended(text)
    signature = base_files()["plan.yaml"].replace("{title: CHỦ TỊCH}", "{title: A, authority: B}")
    assert (
        "signature: {authority: B, title: A}"
        in mend(files_with(plan=signature)).content["plan.yaml"].decode()
    )


def test_the_order_names_every_field_once() -> None:
    reading = read_and_check(ROOT / "plan")[0]
    for kind in {kind for kind, _ in reading.mappings}:
        order = order_of(kind)
        assert sorted(order) == sorted(kind.__struct_encode_fields__)


# -- Whatever was typed


def words_of(content: bytes) -> Counter[str]:
    """Every value of a file without its white space."""
    source = decode("x", content, [])
    assert source
    root = parse(source, [])
    assert root
    return Counter("".join(node.value.split()) for node in scalars(root) if node.value)


def fields_below_comments(text: str) -> dict[str, str]:
    """The name of the field that each comment stands above; of a list's element, nothing."""
    text = unicodedata.normalize("NFC", text)
    pairs = re.findall(r"# (chú  thích , \d+)\s*\n\s*(?:- |(\w+):)", text)
    return dict(pairs)


@settings(max_examples=80, deadline=None)
@given(item_sections())
def test_no_word_and_no_comment_is_lost(written: Written) -> None:
    files = files_with(section=written.content)
    mending = mend(files)
    assert mending.refused == ()
    assert mending.unreadable == ()
    content = mending.content.get(SECTION, written.content)
    added = words_of(content) - words_of(written.content)
    assert words_of(written.content) - words_of(content) == Counter()
    ids = {note for done in mending.done for note in done.notes}
    assert set(added) == ids
    text = content.decode()
    assert fields_below_comments(text) == fields_below_comments(written.content.decode("utf-8-sig"))
    assert sorted(re.findall(r"# chú  thích , \d+", text)) == sorted(written.comments)
    assert content.startswith(b"\xef\xbb\xbf") == written.content.startswith(b"\xef\xbb\xbf")
    assert text.endswith("\n") == written.content.rstrip(b" \t").endswith(b"\n")
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search(r"[^\S\n]$", text, re.MULTILINE)
    again = mend(Files("plan", {**files.content, **mending.content}))
    assert told(again) == []
    assert read_files(Files("plan", {**files.content, SECTION: content})).plan is not None


_SIGNS = st.sampled_from([*" \t\n:-#'\"{}[],&*>|?.", "id: ", "  ", "\u00a0", "\u0301", "\r\n", ""])
_SCRATCHES = st.lists(st.tuples(st.integers(0, 700), st.integers(0, 3), _SIGNS), max_size=6)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([GROUP, SECTION, "agencies.yaml", "indicators.yaml"]), _SCRATCHES)
def test_a_scratched_file_is_mended_or_left_alone(
    name: str, scratches: list[tuple[int, int, str]]
) -> None:
    files = files_with()
    text = files.content[name].decode()
    for place, length, sign in scratches:
        text = text[:place] + sign + text[place + length :]
    files = Files("plan", {**files.content, name: text.encode()})
    mending = mend(files)
    if mending.unreadable or mending.refused:
        assert name not in mending.content or not mending.unreadable
    content = mending.content.get(name, files.content[name])
    if not mending.unreadable:
        ids = Counter(note for done in mending.done for note in done.notes)
        assert words_of(content) - words_of(files.content[name]) == ids
        assert words_of(files.content[name]) - words_of(content) == Counter()
    assert mend(Files("plan", {**files.content, **mending.content})).content == {}


# -- Nothing is taken on trust


def careless(old: str, new: str, repair: ModuleType, **overridden: object) -> SimpleNamespace:
    """A repair that replaces words, and judges itself as another does."""

    def edits(draft: Draft) -> dict[str, list[Edit]]:
        found = {}
        for name, written in draft.files.items():
            place = written.text.find(old)
            found[name] = [Edit(place, place + len(old), new)] if place >= 0 else []
        return found

    return SimpleNamespace(
        **{"TITLE": "đổi {} chữ", "edits": edits, "is_safe": repair.is_safe, **overridden}
    )


@pytest.mark.parametrize("repair", REPAIRS, ids=lambda repair: repair.__name__.split(".")[-1])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Kinh tế tăng", "Kinh tế giảm"),  # a word
        ("Kinh tế tăng", "Kinh tếtăng"),  # a word's limits
        ("kinh-te", "kinh-tx"),  # an id
        ("text: Kinh", "title: Kinh"),  # a field
        ("text: Kinh", "text: [Kinh"),  # the syntax
    ],
)
def test_a_repair_that_changes_more_is_refused(
    monkeypatch: pytest.MonkeyPatch, repair: ModuleType, old: str, new: str
) -> None:
    monkeypatch.setattr(mending_module, "REPAIRS", (careless(old, new, repair),))
    mending = mend(Files("plan", {n: t.encode() for n, t in base_files().items()}))
    assert mending.content == {}
    assert [done.file for done in mending.refused] == [SECTION]


def test_the_whole_is_compared_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    blind = careless("Kinh tế", "Văn hóa", REPAIRS[0], is_safe=lambda before, after: True)
    monkeypatch.setattr(mending_module, "REPAIRS", (blind,))
    with pytest.raises(PlandocError, match="làm kế hoạch khác đi: không ghi gì"):
        mend(Files("plan", {n: t.encode() for n, t in base_files().items()}))
    blind = careless("id: kinh-te", "id: muc-tieu", REPAIRS[0], is_safe=lambda *_: True)
    monkeypatch.setattr(mending_module, "REPAIRS", (blind,))
    with pytest.raises(PlandocError, match=r"khác đi \(P101\)"):
        mend(Files("plan", {n: t.encode() for n, t in base_files().items()}))


# -- The command


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "plan", tmp_path / "plan")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "plan"


def spoil(plan: Path) -> Path:
    path = plan / "sections/3-tasks/1-the-che.yaml"
    text = path.read_text("utf-8")
    text = text.replace("      - id: quy-hoach-tinh\n        text", "      - text")
    path.write_text(text.replace("hoàn thiện và", "hoàn  thiện và"), "utf-8")
    return path


def test_the_real_plan_needs_no_repair(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["fix", "--diff"]) == 0
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "không có gì phải sửa\n")


def test_a_diff_writes_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = spoil(plan)
    before = path.read_bytes()
    assert main(["fix", "--diff"]) == 0
    assert path.read_bytes() == before
    shown = capsys.readouterr()
    assert "+      - id: tap-trung-hoan-thien-va-to-chuc-thuc\n+        text: >-" in shown.out
    assert shown.err.splitlines() == [
        "plan/sections/3-tasks/1-the-che.yaml",
        "  sửa 1 chỗ khoảng trắng",
        "  đặt 1 mã (id): tap-trung-hoan-thien-va-to-chuc-thuc",
        "sẽ sửa 1 tệp",
    ]


def test_it_mends_keeps_the_mode_and_has_nothing_to_do_then(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = spoil(plan)
    path.chmod(0o640)
    others = {p: p.read_bytes() for p in plan.rglob("*.yaml") if p != path}
    assert main(["check"]) == 1
    capsys.readouterr()
    assert main(["fix"]) == 0
    assert capsys.readouterr().out.endswith("đã sửa 1 tệp\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert {p: p.read_bytes() for p in plan.rglob("*.yaml") if p != path} == others
    assert sorted(p.name for p in path.parent.iterdir()) == sorted(
        p.name for p in (ROOT / "plan/sections/3-tasks").iterdir()
    )
    assert main(["check"]) == 0
    capsys.readouterr()
    assert main(["fix"]) == 0
    assert capsys.readouterr().out == "không có gì phải sửa\n"


def test_a_file_behind_a_link_is_mended_where_it_lies(plan: Path) -> None:
    path = spoil(plan)
    real = plan / "kho.txt"
    path.rename(real)
    path.symlink_to(real)
    assert main(["fix"]) == 0
    assert path.is_symlink()
    assert "id: tap-trung-hoan-thien" in real.read_text("utf-8")


def test_a_broken_file_is_left_alone_and_told(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = spoil(plan)
    broken = plan / "references.yaml"
    broken.write_text("- id: x\n  title:  {a\n", "utf-8")
    assert main(["fix"]) == 1
    assert "để nguyên plan/references.yaml:2:11: P003 lỗi" in capsys.readouterr().err
    assert broken.read_text("utf-8") == "- id: x\n  title:  {a\n"
    assert "id: tap-trung-hoan-thien" in path.read_text("utf-8")


def test_data_of_another_format_is_left_alone(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = spoil(plan)
    before = path.read_bytes()
    head = plan / "plan.yaml"
    head.write_text(head.read_text("utf-8").replace("format: 1", "format: 2"), "utf-8")
    assert main(["fix"]) == 1
    assert "P016" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_missing_lead_in_is_worded_but_not_written(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = plan / "sections/3-tasks/1-the-che.yaml"
    text = re.sub(r"    lead_in: >-\n.*\n.*:\n", "", path.read_text("utf-8"), count=1)
    path.write_text(text, "utf-8")
    assert main(["fix"]) == 0
    shown = capsys.readouterr()
    assert "không có gì phải sửa" in shown.out
    assert "thiếu trường lead_in" in shown.err
    assert (
        "gợi ý: có thể viết: Sở Kế hoạch và Đầu tư chủ trì, phối hợp với các Sở, ban, ngành, "
        "Ủy ban nhân dân các huyện, thị xã, thành phố và các đơn vị liên quan:"
    ) in shown.err
    assert path.read_text("utf-8") == text


def test_no_folder_is_one_line(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fix", "--plan", "khong-co"]) == 2
    assert capsys.readouterr().err.startswith("lỗi: không có thư mục khong-co\n")


# -- Writing


def test_a_file_that_changed_meanwhile_stops_all(tmp_path: Path) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    one.write_bytes(b"1")
    two.write_bytes(b"changed")
    with pytest.raises(PlandocError, match="vừa được sửa ở nơi khác"):
        rewrite([Rewrite(one, b"1", b"one"), Rewrite(two, b"2", b"two")])
    assert one.read_bytes() == b"1"
    assert sorted(os.listdir(tmp_path)) == ["1", "2"]


def test_a_failure_midway_puts_back_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    replace = os.replace

    def failing(source: str, target: Path) -> None:
        if target == two:
            raise PermissionError(13, "Permission denied")
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(PlandocError, match=r"không ghi được .*/2: không có quyền"):
        rewrite([Rewrite(one, b"1", b"one"), Rewrite(two, b"2", b"two")])
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"2")
    assert sorted(os.listdir(tmp_path)) == ["1", "2"]


def test_every_repair_has_its_manual() -> None:
    for repair in REPAIRS:
        assert repair.__doc__
        assert repair.TITLE.count("{}") == 1
