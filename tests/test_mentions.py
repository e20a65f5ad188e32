"""Agencies and documents recognised in prose."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plandoc.model.mentions import OFFICIAL_NUMBER, agency_recogniser, reference_recogniser
from plandoc.model.plan import Plan
from plandoc.reading.reader import read_files, read_plan
from tests.cases import changed

PLAN = read_plan(Path(__file__).parent.parent / "plan").plan
assert PLAN is not None


def agencies(text: str, plan: Plan = PLAN) -> list[tuple[str, ...]]:
    return [mention.ids for mention in agency_recogniser(plan)(text)]


def references(text: str) -> list[tuple[str, ...]]:
    return [mention.ids for mention in reference_recogniser(PLAN)(text)]


def one(*ids: str) -> list[tuple[str, ...]]:
    return [(name,) for name in ids]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Sở Công Thương chủ trì", ["so-ct"]),
        (
            "phối hợp Sở Công Thương, Sở Văn hóa, Thể thao và Du lịch xây dựng",
            ["so-ct", "so-vhttdl"],
        ),
        # A hyphen, an en dash; a line's end inside a name.
        ("Sở Lao động - Thương binh và Xã hội", ["so-ldtbxh"]),
        ("Sở Lao động – Thương binh và Xã hội", ["so-ldtbxh"]),
        ("Sở Lao động\u00a0- Thương binh\n      và Xã hội", ["so-ldtbxh"]),
        # The longest name wins.
        ("Ủy ban nhân dân tỉnh Bình Dương", ["ubnd-tinh"]),
        ("Ủy ban nhân dân tỉnh", ["ubnd-tinh"]),
        ("Văn phòng Ủy ban nhân dân tỉnh", ["vp-ubnd"]),
        ("Ủy ban nhân dân thành phố Thuận An", ["ubnd-thuan-an"]),
        ("Ban Quản lý các Khu công nghiệp tỉnh Bình Dương", ["bql-kcn"]),
        # Collectives, in all their printed forms; a sentence begins with a capital.
        (
            "các Sở, ban, ngành, Ủy ban nhân dân các huyện, thị xã, thành phố",
            ["cac-so-nganh", "ubnd-cap-huyen"],
        ),
        ("Các sở, ban, ngành", ["cac-so-nganh"]),
        ("và đơn vị liên quan", ["don-vi-lien-quan"]),
        ("Các đơn vị có liên quan", ["don-vi-lien-quan"]),
        # What only looks like one.
        ("ngành Công Thương", []),
        ("các khu công nghiệp", []),
        ("Sở Công Thươngg", []),
        ("các trung tâm trực thuộc", []),
        ("sở công thương", []),
        ("", []),
    ],
)
def test_agencies_in_a_sentence(text: str, ids: list[str]) -> None:
    assert agencies(text) == one(*ids)


def test_long_names_and_names_within_names() -> None:
    words = [
        " ".join(["Sở", *(f"{n}" for n in range(count))]) for count in (2000, 12, 11, 10, 9, 1)
    ]
    entries = "".join(f"- {{id: a-{n}, name: {name}}}\n" for n, name in enumerate(words))
    plan = read_files(changed({"agencies.yaml": entries})).plan
    assert plan
    for number, name in enumerate(words):
        assert agencies(f"giao {name}.", plan) == one(f"a-{number}")
    assert agencies(f"{words[1]} 999", plan) == one("a-1")


def test_a_mention_knows_its_place() -> None:
    text = "Giao Sở Tài chính bố trí."
    (mention,) = agency_recogniser(PLAN)(text)
    assert text[mention.start : mention.end] == "Sở Tài chính"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Nghị quyết số 29-NQ/TW ngày 17/11/2022", ["nq-29"]),
        ("Nghị quyết số 29-NQ/TW, Thông báo số 404/TB-UBND", ["nq-29", "tb-404"]),
        ("số 29–NQ/TW", ["nq-29"]),
        ("129-NQ/TW", []),
        ("29-NQ/TWĐ", []),
        ("29-NQ/TW/2022", []),
        ("29-NQ/TW.", ["nq-29"]),
        ("theo quy hoạch tổng thể tỉnh", ["quy-hoach-binh-duong"]),
        ("Kế hoạch phát triển kinh tế - xã hội năm 2021 - 2025", ["qd-2902"]),
    ],
)
def test_documents_in_a_sentence(text: str, ids: list[str]) -> None:
    assert references(text) == one(*ids)


def test_a_number_that_is_not_unique_names_them_all() -> None:
    other = "- {id: nq-29-2013, kind: Nghị quyết, number: 29-NQ/TW, title: về giáo dục}"
    plan = read_files(changed({"references.yaml": other})).plan
    assert plan is not None
    (mention,) = reference_recogniser(plan)("Nghị quyết số 29-NQ/TW")
    assert mention.ids == ("nq-29", "nq-29-2013")


@pytest.mark.parametrize(
    "number",
    ["111-CTr/TU", "29-NQ/TW", "404/TB-UBND", "2902/QĐ-UBND", "30/2020/NĐ-CP", "45/2019/QH14"],
)
def test_an_official_number(number: str) -> None:
    match = OFFICIAL_NUMBER.search(f"Văn bản số {number}, ngày 17/3/2023.")
    assert match
    assert match[0] == number


@pytest.mark.parametrize(
    "text", ["17/3/2023", "2021-2025", "8,5%-8,7%/năm", "4.000 ha", "Quốc lộ 13", "24/7"]
)
def test_no_official_number(text: str) -> None:
    assert OFFICIAL_NUMBER.search(text) is None


NAMES = st.text("aAbBđĐsSởộ ßİı.*+()[]\\-–|^$'", max_size=12).map(str.strip).filter(bool)


@given(NAMES, NAMES)
@example("ß", "S")
def test_any_name_is_found_and_breaks_nothing(name: str, other: str) -> None:
    quoted = "'" + name.replace("'", "''") + "'"
    plan = read_files(changed({"agencies.yaml": f"- {{id: la, name: {quoted}}}"})).plan
    assert plan is not None
    for text in (name, other, f"Giao {name} và {other} chủ trì"):
        for mention in agency_recogniser(plan)(text):
            assert mention.ids
            assert 0 <= mention.start < mention.end <= len(text)
    # İ has no small letter of its own: no Vietnamese name begins with it.
    if name[0].isalnum() and name[-1].isalnum() and not name.startswith("İ"):
        assert ("la",) in agencies(f"Giao {name} chủ trì", plan)
