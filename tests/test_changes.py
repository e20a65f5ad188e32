"""The facts of a revision, fact by fact."""

import unicodedata

import jsonschema
import msgspec
import pytest

from plandoc.changes.comparing import changes
from plandoc.changes.facts import (
    KINDS,
    Change,
    Changes,
    Detail,
    TargetValue,
    changes_json,
    changes_schema,
)
from plandoc.model.plan import Plan
from plandoc.reading.nodes import Node, parse
from plandoc.reading.source import Source
from tests.revisions import Editor, edited, files, read

OLD = read(files())
NOTE = "Theo Báo cáo số 15/BC-UBND của Ủy ban nhân dân thành phố."
WRAPPED = "^[Theo Báo cáo số 15/BC-UBND của Ủy\n          ban nhân dân thành phố.]"


def told(change: Change) -> str:
    """A fact on one line: ``lead the-che-tc lead -so-tc +so-ct``, words as ``[-cũ-]{+mới+}``."""
    words = "".join(
        {"=": "", "-": f"[-{hunk.text}-]", "+": f"{{+{hunk.text}+}}"}[hunk.op]
        for hunk in change.words
    )
    members = [f"-{one}" for one in change.lost] + [f"+{one}" for one in change.gained]
    before, after = shown(change.before), shown(change.after)
    values = words or " ".join(members) or f"{before} => {after}"
    return " ".join(filter(None, [change.kind, change.node, change.field, values]))


def shown(value: object) -> str:
    if isinstance(value, TargetValue):
        return value.text
    return "" if value is None else str(value)


def facts(*edits: tuple[str, str, str]) -> list[str]:
    return [told(change) for change in changes(OLD, edited(*edits)).changes]


def test_a_plan_is_no_revision_of_itself() -> None:
    assert changes(OLD, OLD).changes == ()
    again = changes(OLD, read(files()))
    assert again.changes == ()
    assert again.by_agency == {}
    assert set(again.summary.values()) == {0}


EDITS = {
    "a word of a task": (
        [("1-the-che", "cơ chế ưu đãi", "chính sách ưu đãi")],
        ["reworded co-che-uu-dai text [-cơ chế-]{+chính sách+}"],
    ),
    "the title of a group": (
        [("2-ha-tang", "Phát triển hạ tầng số.", "Phát triển hạ tầng số, dữ liệu số.")],
        ["reworded ha-tang title {+, dữ liệu số+}"],
    ),
    "a lead, with its sentence": (
        [
            ("1-the-che", "lead: so-tc", "lead: so-ct"),
            ("1-the-che", '"Sở Tài chính chủ trì:"', '"Sở Công Thương chủ trì:"'),
        ],
        [
            "reworded the-che-tc lead_in [-Sở Tài chính-]{+Sở Công Thương+}",
            "lead the-che-tc lead -so-tc +so-ct",
        ],
    ),
    "a second lead": (
        [("1-the-che", "lead: so-tc", "lead: [so-tc, so-ct]")],
        ["lead the-che-tc lead +so-ct"],
    ),
    "partners of an assignment": (
        [("1-the-che", "[so-ct, cac-so]", "[so-tttt, cac-so]")],
        ["partners the-che-khdt partners -so-ct +so-tttt"],
    ),
    "partners in another order": (
        [("1-the-che", "[so-ct, cac-so]", "[cac-so, so-ct]")],
        ["cosmetic the-che-khdt partners ('so-ct', 'cac-so') => ('cac-so', 'so-ct')"],
    ),
    "partners of a task": (
        [("1-the-che", "        partners: [so-tttt]\n", "")],
        ["partners cai-cach-thu-tuc partners -so-tttt"],
    ),
    "due, deliverable, funding": (
        [
            ("1-the-che", "Quý II/2025", "Quý III/2025"),
            ("1-the-che", "        deliverable: Báo cáo rà soát\n", ""),
            ("1-the-che", "Ngân sách thành phố", "Ngân sách thành phố và xã hội hóa"),
        ],
        [
            "deliverable ra-soat-quy-dinh deliverable [-Báo cáo rà soát-]",
            "due ra-soat-quy-dinh due [-II-]{+III+}",
            "funding bo-tri-von funding {+ và xã hội hóa+}",
        ],
    ),
    "a target": (
        [("indicators", "8,5%-8,7%/năm", "9,0%-9,5%/năm")],
        ["target kinh-te-so 2026-2030 [-8,5%-8,7%-]{+9,0%-9,5%+}"],
    ),
    "a target only typed another way": (
        [("indicators", "8,5%-8,7%/năm", "8,5% – 8,7%/năm")],
        ["cosmetic kinh-te-so 2026-2030 [--8,7%-]{+ – 8,7%+}"],
    ),
    "the name of an indicator": (
        [("indicators", "name: Vốn đầu tư", "name: Vốn đầu tư công")],
        ["target von-dau-tu {+ công+}"],
    ),
    "the phase of an item": (
        [("1-muc-tieu", "    phase: 2026-2030\n", "    phase: 2021-2025\n"),
         ("1-muc-tieu", "{von-dau-tu}", "{von-dau-tu@2026-2030}"),
         ("1-muc-tieu", "{co-cau}", "{co-cau@2026-2030}")],
        [
            "target den-2030 phase 2026-2030 => 2021-2025",
            "reworded tang-truong text [-8,5%-8,7%/năm-]{+20%+}",
        ],
    ),
    "a placeholder typed out": (
        [("1-muc-tieu", "{von-dau-tu}", "9 tỷ USD")],
        [],
    ),
    "a footnote": (
        [("1-muc-tieu", "15/BC-UBND", "16/BC-UBND")],
        ["footnote tang-truong [-15/BC-UBND-]{+16/BC-UBND+}"],
    ),
    "a footnote struck": (
        [("1-muc-tieu", WRAPPED, "")],
        [f"footnote tang-truong {NOTE} => "],
    ),
    "the place of a footnote": (
        [("1-muc-tieu", f"2030{WRAPPED};", f"2030;{WRAPPED}")],
        [f"footnote tang-truong mark {NOTE} => {NOTE}"],
    ),
    "an agency renamed everywhere": (
        [
            ("agencies", "name: Sở Thông tin và Truyền thông", "name: Sở Chuyển đổi số"),
            ("2-ha-tang", '"Sở Thông tin và Truyền thông chủ', '"Sở Chuyển đổi số chủ'),
        ],
        ["agency so-tttt [-Sở Thông tin và Truyền thông-]{+Sở Chuyển đổi số+}"],
    ),
    "an agency of a collective": (
        [("agencies", "so-khdt, so-tttt]", "so-khdt]")],
        ["agency cac-so -so-tttt"],
    ),
    "a new agency": (
        [("agencies", "- id: cac-so\n", "- id: so-nv\n  name: Sở Nội vụ\n- id: cac-so\n")],
        ["agency so-nv  => Sở Nội vụ"],
    ),
    "an agency that will be no more": (
        [("agencies", "since: 2008-04-01", "since: 2008-04-01\n  until: 2025-03-01")],
        ["agency so-tttt Sở Thông tin và Truyền thông => Sở Thông tin và Truyền thông"],
    ),
    "a cited document": (
        [("references", "2022-11-17", "2022-11-18")],
        ["basis nq-29 Nghị quyết 29-NQ/TW về đẩy mạnh công nghiệp hóa => "
         "Nghị quyết 29-NQ/TW về đẩy mạnh công nghiệp hóa"],
    ),
    "a legal basis": (
        [("plan.yaml"[:-5], "ngày 19/6/2015;", "ngày 19/02/2025;")],
        ["basis can-cu-luat text [-19/6/2015-]{+19/02/2025+}"],
    ),
    "head, recipients, signature": (
        [
            ("plan", "date: 2024-01-15", "date: 2024-02-20"),
            ("plan", "subject: Phát triển kinh tế số", "subject: Phát triển mạnh kinh tế số"),
            ("plan", "  - Website thành phố;\n", "  - Trang tin thành phố;\n"),
            ("plan", "  - Sở Công Thương;\n", ""),
            ("plan", "Nguyễn Văn An", "Nguyễn Văn Bình"),
        ],
        [
            "head date 2024-01-15 => 2024-02-20",
            "head subject {+ mạnh+}",
            "recipient recipients Sở Công Thương; => ",
            "recipient recipients [-Website-]{+Trang tin+}",
            "head signature.name Nguyễn Văn An => Nguyễn Văn Bình",
        ],
    ),
    "a draft": (
        [("plan", "number: 12/KH-UBND\n", "")],
        ["head number 12/KH-UBND => "],
    ),
    "a recipient at another place": (
        [
            ("plan", '  - Sở Tài chính;\n', ""),
            ("plan", '  - "Lưu: VT."\n', '  - "Lưu: VT."\n  - Sở Tài chính;\n'),
        ],
        ["recipient recipients.order Sở Tài chính; => Sở Tài chính;"],
    ),
    "a report's deadline": (
        [("3-to-chuc", "before: 01/12", "before: 15/11")],
        ["due bao-cao duties.report.before 01/12 => 15/11"],
    ),
    "a new duty": (
        [("3-to-chuc", "{actors: [so-khdt], kind: monitoring}",
          "{actors: [so-khdt], kind: monitoring}\n      - {actors: [so-tc], kind: funding}")],
        ["lead theo-doi duties.funding +so-tc"],
    ),
    "dash and tone": (
        [
            ("1-muc-tieu", "khoa học - công nghệ", "khoa học – công nghệ"),
            ("1-muc-tieu", "hòa nhập", "hoà nhập"),
        ],
        [
            "cosmetic thu-hut-von text [---]{+–+}",
            "cosmetic doi-song text [-hòa-]{+hoà+}",
        ],
    ),
    "quotes and spaces": (
        [("1-the-che", "Bố trí vốn cho các dự án", "Bố trí vốn cho\xa0các dự án")],
        ["cosmetic bo-tri-von text [- các-]{+\xa0các+}"],
    ),
    "a layout": (
        [("2-ha-tang", "    lead: so-tttt", "    layout: paragraph\n    lead: so-tttt")],
        ["cosmetic ha-tang-tttt layout dash => paragraph"],
    ),
    "an id": (
        [("1-the-che", "id: ra-soat-quy-dinh", "id: ra-soat")],
        [
            "removed ra-soat-quy-dinh Rà soát các quy định về đầu tư, kinh doanh trên địa bàn "
            "thành phố. => ",
            "added ra-soat  => Rà soát các quy định về đầu tư, kinh doanh trên địa bàn thành phố.",
            "id-changed ra-soat ra-soat-quy-dinh => ra-soat",
        ],
    ),
    "two siblings swapped": (
        [("2-nhiem-vu/section", "[1-the-che, 2-ha-tang]", "[2-ha-tang, 1-the-che]")],
        ["moved ha-tang khoản 2 Mục II => khoản 1 Mục II",
         "renumbered the-che khoản 1 Mục II => khoản 2 Mục II"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("title", EDITS)
def test_an_edit_gives_its_facts(title: str) -> None:
    edits, expected = EDITS[title]
    assert facts(*edits) == expected


def test_every_kind_is_shown_by_an_edit() -> None:
    seen = {fact.split()[0] for _, expected in EDITS.values() for fact in expected}
    assert seen == set(KINDS)


# -- places and matching


def with_items(*ids: str) -> Plan:
    """The base plan with items of a section: ``a`` alone, ``a(b c)`` with two below it."""
    texts = files()
    lines = ["id: muc-tieu", "kind: objectives", "title: MỤC TIÊU", "items:"]
    for item in ids:
        name, _, below = item.partition("(")
        lines += [f"  - id: {name}", f"    text: Nội dung của {name}."]
        if below:
            lines.append("    items:")
            for child in below.rstrip(")").split():
                lines += [f"      - id: {child}", f"        text: Nội dung của {child}."]
    texts["sections/1-muc-tieu.yaml"] = "\n".join(lines)
    return read(texts)


def kinds(found: Changes) -> dict[str, int]:
    return {kind: count for kind, count in found.summary.items() if count}


def moves(old: Plan, new: Plan) -> list[str]:
    return [change.node for change in changes(old, new).changes if change.kind == "moved"]


def test_one_clause_in_front_of_twenty_is_one_added() -> None:
    twenty = [f"muc-{number}" for number in range(20)]
    found = changes(with_items(*twenty), with_items("muc-moi", *twenty))
    assert kinds(found) == {"added": 1, "renumbered": 20}
    found = changes(with_items(*twenty), with_items(twenty[0], "muc-moi", *twenty[1:]))
    assert kinds(found) == {"added": 1, "renumbered": 19}


def test_fewest_clauses_move() -> None:
    five = with_items("a", "b", "c", "d", "e")
    assert moves(five, with_items("b", "c", "d", "e", "a")) == ["a"]
    assert moves(five, with_items("e", "a", "b", "c", "d")) == ["e"]
    assert len(moves(five, with_items("b", "a", "c", "d", "e"))) == 1
    assert len(moves(five, with_items("e", "d", "c", "b", "a"))) == 4


def test_what_holds_more_stays() -> None:
    heavy = with_items("a", "b(b1 b2 b3)")
    assert moves(heavy, with_items("b(b1 b2 b3)", "a")) == ["a"]
    heavy = with_items("a(a1 a2 a3)", "b")
    assert moves(heavy, with_items("b", "a(a1 a2 a3)")) == ["b"]


def test_a_group_moves_as_one() -> None:
    old = with_items("a(a1 a2 a3)", "b(b1)", "c(c1 c2 c3 c4)")
    new = with_items("b(b1)", "c(c1 c2 c3 c4)", "a(a1 a2 a3)")
    assert moves(old, new) == ["a"]


def test_a_clause_under_another_is_moved() -> None:
    found = changes(with_items("a(a1 a2)", "b(b1)"), with_items("a(a2)", "b(b1 a1)"))
    moved = [change for change in found.changes if change.kind == "moved"]
    assert [change.node for change in moved] == ["a1"]
    places = (moved[0].place_before, moved[0].place_after)
    assert [place.parent for place in places if place] == ["a", "b"]


def test_moved_reworded_and_reassigned_at_once() -> None:
    old = OLD
    texts = files()
    first, second = "sections/2-nhiem-vu/1-the-che.yaml", "sections/2-nhiem-vu/2-ha-tang.yaml"
    block = texts[first][texts[first].index("  - id: the-che-tc") :]
    texts[first] = texts[first].replace(block, "")
    texts[second] += block.replace("lead: so-tc", "lead: so-ct").replace("trọng điểm", "lớn")
    found = changes(old, read(texts))
    told_of = {(change.node, change.kind) for change in found.changes}
    assert {("the-che-tc", "moved"), ("the-che-tc", "lead"), ("bo-tri-von", "reworded")} == told_of


def test_an_added_group_is_told_clause_by_clause_below_it() -> None:
    found = changes(with_items("a"), with_items("a", "b(b1 b2)"))
    added = [change for change in found.changes if change.kind == "added"]
    assert [(change.node, change.within) for change in added] == [
        ("b", ""), ("b1", "b"), ("b2", "b"),
    ]  # fmt: skip


def test_a_changed_id_leaves_what_it_holds_where_it_is() -> None:
    new = edited(("1-the-che", "id: the-che-khdt", "id: the-che-dau-tu"))
    found = changes(OLD, new)
    assert kinds(found) == {"added": 1, "removed": 1, "id-changed": 1}
    assert found.by_agency == {}


def test_short_texts_are_alike_by_chance() -> None:
    found = changes(with_items("a", "b"), with_items("a", "c"))
    assert kinds(found) == {"added": 1, "removed": 1}


# -- targets


@pytest.mark.parametrize(
    ("before", "after", "unit", "absolute", "relative"),
    [
        ("8,5%-8,7%/năm", "9,0%-9,5%/năm", "điểm phần trăm", "0.5 0.8", ""),
        ("35%", "40 - 45%", "điểm phần trăm", "5 10", ""),
        ("40 - 45%", "35%", "điểm phần trăm", "-5 -10", ""),
        ("9 tỷ USD", "12 tỷ USD", "tỷ USD", "3", "33.3"),
        ("15.000 USD", "16.000 USD", "USD", "1000", "6.7"),
        ("0,1 ha", "0,3 ha", "ha", "0.2", "200.0"),
        ("0 ha", "5 ha", "ha", "5", ""),
        ("210-215 triệu đồng", "220-225 triệu đồng", "triệu đồng", "10 10", "4.8 4.7"),
    ],
)
def test_deltas_are_exact(before: str, after: str, unit: str, absolute: str, relative: str) -> None:
    old = edited(("indicators", "9 tỷ USD", before))
    new = edited(("indicators", "9 tỷ USD", after))
    (found,) = changes(old, new).changes
    assert found.delta is not None
    assert found.delta.unit == unit
    assert " ".join(f"{value:f}" for value in found.delta.absolute) == absolute
    assert " ".join(map(str, found.delta.relative)) == relative


@pytest.mark.parametrize(
    ("before", "after", "fields"),
    [
        ("trên 80%", "80%", ["qualifier"]),
        ("80%", "từ 80% trở lên", ["qualifier"]),
        ("80%", "80%/năm", ["period"]),
        ("4.000 ha", "40 km²", ["unit"]),
        ("khoảng 5 ha", "trên 6%", ["qualifier", "unit"]),
    ],
)
def test_what_cannot_be_subtracted_has_no_delta(before: str, after: str, fields: list[str]) -> None:
    old = edited(("indicators", "9 tỷ USD", before))
    new = edited(("indicators", "9 tỷ USD", after))
    (found,) = changes(old, new).changes
    assert found.kind == "target"
    assert found.delta is None
    assert [detail.field for detail in found.details] == fields


def test_the_day_from_which_an_agency_is_no_more() -> None:
    new = edited(("agencies", "since: 2008-04-01", "since: 2008-05-01\n  until: 2025-03-01"))
    (found,) = changes(OLD, new).changes
    assert [(detail.field, detail.before, detail.after) for detail in found.details] == [
        ("since", "2008-04-01", "2008-05-01"),
        ("until", None, "2025-03-01"),
    ]


def test_the_direction_of_an_indicator_is_part_of_its_entry() -> None:
    (found,) = changes(OLD, edited(("indicators", "direction: up", "direction: down"))).changes
    assert (found.kind, found.node) == ("target", "von-dau-tu")
    assert found.details == (Detail("direction", "up", "down"),)


def test_the_parts_of_a_whole_move_apart() -> None:
    new = edited(("indicators", "62% - 30% - 8%", "61,5% - 30,5% - 8%"))
    (found,) = changes(OLD, new).changes
    assert found.delta is not None
    assert [str(value) for value in found.delta.absolute] == ["-0.5", "0.5", "0"]
    assert found.clauses == ("tang-truong",)


# -- form


def as_json(node: Node) -> object:
    """A YAML value as JSON, the keys in the other order, everything quoted."""
    if node.kind == "mapping":
        return {key.value: as_json(value) for key, value in reversed(node.pairs)}
    return [as_json(item) for item in node.items] if node.kind == "sequence" else node.value


def requoted(text: str) -> str:
    root = parse(Source("x", text), [])
    assert root is not None
    return msgspec.json.encode(as_json(root)).decode()


@pytest.mark.parametrize(
    "form",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: "\ufeff" + text,
        lambda text: "# một ghi chú\n" + text.replace("\n  ", "\n  # ghi chú\n  ", 1),
        requoted,
        lambda text: text.replace("text: >-\n", "text: |-\n") if ">-" not in text else text,
    ],
    ids=["crlf", "nfd", "bom", "comments", "requoted, key order, not wrapped", "same"],
)
def test_the_form_of_the_files_is_no_change(form) -> None:  # type: ignore[no-untyped-def]
    new = read({name: form(text) for name, text in files().items()})
    found = changes(OLD, new)
    assert found.changes == ()
    assert found.by_agency == {}


# -- for agencies


def test_what_each_agency_gains_and_loses() -> None:
    new = edited(
        ("1-the-che", "lead: so-khdt", "lead: so-tc"),
        ("1-the-che", "[so-ct, cac-so]", "[so-khdt, cac-so]"),
    )
    found = changes(OLD, new).by_agency
    three = ("ra-soat-quy-dinh", "co-che-uu-dai", "cai-cach-thu-tuc")
    assert found["so-tc"].lead.gained == three
    assert found["so-tc"].shared.lost == 3
    assert found["so-khdt"].lead.lost == three
    assert found["so-khdt"].named.gained == three
    assert found["so-ct"].named.lost == three
    assert found["so-ct"].shared.gained == 3
    # Who only coordinates writes the lead into its action plan too.
    must = [agency for agency, change in found.items() if change.must_update]
    assert must == ["so-tc", "so-ct", "so-khdt", "so-tttt"]


def test_only_a_part_in_common_is_no_reason_for_a_new_action_plan() -> None:
    new = edited(("1-the-che", "[so-ct, cac-so]", "[so-ct]"))
    found = changes(OLD, new).by_agency
    assert found["so-tc"].shared.lost == 3
    assert not found["so-tc"].must_update


def test_a_deadline_reaches_everyone_in_the_collective() -> None:
    found = changes(OLD, edited(("3-to-chuc", "before: 01/12", "before: 15/11")))
    assert set(found.by_agency) == {"so-tc", "so-ct", "so-tttt"}  # not whom the report goes to
    assert all(change.must_update for change in found.by_agency.values())
    assert set(found.changes[0].agencies) == {"cac-so", "so-khdt", "so-tc", "so-ct", "so-tttt"}


def test_a_comma_is_no_reason_for_a_new_action_plan() -> None:
    found = changes(OLD, edited(("1-the-che", "đầu tư, kinh doanh", "đầu tư; kinh doanh")))
    assert kinds(found) == {"reworded": 1}
    assert found.by_agency == {}


# -- the JSON form


def test_the_json_keeps_to_its_schema() -> None:
    schema = changes_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for seed in range(20):
        found = changes(OLD, Editor(OLD, seed).edit(10))
        data = msgspec.json.decode(changes_json(found))
        jsonschema.validate(data, schema)
        assert (data["schema"], data["schemaVersion"]) == ("plan-diff", 1)
        assert list(data["summary"]) == list(KINDS)
        assert [fact["id"] for fact in data["changes"]] == [
            f"chg-{number:06}" for number in range(1, len(data["changes"]) + 1)
        ]
        assert sum(data["summary"].values()) == len(data["changes"])
