"""Three versions of a file into one: by ids, with every other byte as it was."""

import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from plandoc.gitdrivers.layout import lay_out
from plandoc.gitdrivers.merge_driver import drive, merge_contents
from plandoc.gitdrivers.merging import merge

BASE = """\
# Nhóm 1.

id: the-che
title: >-
  Hoàn thiện thể chế, chính sách
  thúc đẩy công nghiệp hóa.
assignments:
  - id: khdt
    lead: so-khdt
    partners: [so-ct, cac-so]
    lead_in: "Sở Kế hoạch và Đầu tư chủ trì:"
    tasks:
      - id: ra-soat
        text: >-
          Rà soát các quy định
          về đầu tư, kinh doanh.
        due: Quý II/2025  # đã hỏi
      - id: uu-dai
        text: Xây dựng cơ chế ưu đãi.

  # Cần hỏi lại.
  - id: tc
    lead: so-tc
    lead_in: 'Sở Tài chính chủ trì:'
    tasks:
      - id: von
        text: |-
          Bố trí vốn.
# hết
"""


def edited(*pairs: tuple[str, str], base: str = BASE) -> str:
    for old, new in pairs:
        assert base.count(old) == 1, old
        base = base.replace(old, new)
    return base


def merged(ours: str, theirs: str, base: str = BASE) -> tuple[str, tuple[str, ...]]:
    result = merge_contents(base.encode(), ours.encode(), theirs.encode())
    assert result is not None, "left to git merge-file"
    return result.content.decode(), result.conflicts


def is_clean(ours: str, theirs: str, expected: str, base: str = BASE) -> None:
    assert merged(ours, theirs, base) == (expected, ())


def both(one: tuple[str, str], other: tuple[str, str], base: str = BASE) -> None:
    """Edits of two sides, each on lines of its own, merge to both edits; either way around."""
    expected = edited(one, other, base=base)
    is_clean(edited(one, base=base), edited(other, base=base), expected, base)
    is_clean(edited(other, base=base), edited(one, base=base), expected, base)


LEAD = ("lead: so-khdt", "lead: so-tc2")
PARTNERS = ("[so-ct, cac-so]", "[so-ct, cac-so, so-xd]")
MORE_PARTNERS = ("[so-ct, cac-so]", "[so-nv, so-ct, cac-so]")
REWORDED = ("về đầu tư, kinh doanh.", "về đầu tư.")
UU_DAI = "      - id: uu-dai\n        text: Xây dựng cơ chế ưu đãi.\n"
NEW = "      - id: {0}\n        text: Việc mới {0}.\n"


def test_fields_on_lines_side_by_side() -> None:
    both(LEAD, PARTNERS)
    both(REWORDED, ("Quý II/2025", "Quý III/2025"))
    both(('"Sở Kế hoạch và Đầu tư chủ trì:"', "Sở Kế hoạch"), PARTNERS)


def test_what_one_side_only_laid_out_anew_gives_way_to_words() -> None:
    rewrapped = (
        "          Rà soát các quy định\n          về",
        "          Rà soát các quy định về",
    )
    result, conflicts = merged(edited(rewrapped), edited(REWORDED))
    assert (result, conflicts) == (edited(REWORDED), ())


def test_comments_count_as_words() -> None:
    both(("# Cần hỏi lại.", "# Đã hỏi."), ("lead: so-tc", "lead: so-ct"))
    both(("# hết", "# hết rồi"), ("# Nhóm 1.", "# Nhóm một."))
    both((UU_DAI, "      # mới\n" + UU_DAI), ("cơ chế ưu đãi", "chính sách"))
    _, conflicts = merged(edited(("# đã hỏi", "# hỏi rồi")), edited(("Quý II/2025", "Quý I/2026")))
    assert conflicts == ("ra-soat: due",)


def test_two_additions_to_one_list() -> None:
    is_clean(
        edited(PARTNERS), edited(MORE_PARTNERS),
        edited(("[so-ct, cac-so]", "[so-nv, so-ct, cac-so, so-xd]")),
    )  # fmt: skip
    ours, theirs = (edited((UU_DAI, UU_DAI + NEW.format(name))) for name in ("a", "b"))
    is_clean(ours, theirs, edited((UU_DAI, UU_DAI + NEW.format("a") + NEW.format("b"))))


def test_a_list_that_grew_too_long_is_wrapped() -> None:
    names = ", ".join(f"so-{number:02}" for number in range(12))
    theirs = edited(("[so-ct, cac-so]", f"[so-ct, cac-so, {names}]"))
    result, conflicts = merged(edited(MORE_PARTNERS), theirs)
    assert conflicts == ()
    assert max(map(len, result.split("\n"))) <= 100
    assert YAML(typ="safe").load(result)["assignments"][0]["partners"] == [
        "so-nv", "so-ct", "cac-so", *names.split(", "),
    ]  # fmt: skip


def test_a_lone_value_becomes_a_list_on_both_sides() -> None:
    ours, theirs = (edited(("lead: so-khdt", f"lead: [so-khdt, {more}]")) for more in ("a", "b"))
    is_clean(ours, theirs, edited(("lead: so-khdt", "lead: [so-khdt, a, b]")))


def test_one_field_changed_differently_is_marked_alone() -> None:
    theirs = edited(("lead: so-khdt", "lead: so-nv"), REWORDED)
    result, conflicts = merged(edited(LEAD), theirs)
    assert conflicts == ("khdt: lead",)
    marked = (
        "<<<<<<< bên này (khdt: lead)\n    lead: so-tc2\n=======\n    lead: so-nv\n"
        ">>>>>>> bên kia (khdt: lead)\n"
    )
    assert result == edited(("    lead: so-khdt\n", marked), REWORDED)


def test_one_value_of_a_list_replaced_by_two() -> None:
    ours, theirs = (edited(("[so-ct, ", f"[{name}, ")) for name in ("so-a", "so-b"))
    assert merged(ours, theirs)[1] == ("khdt: partners",)


def test_taken_out_here_and_changed_there() -> None:
    gone, changed = edited((UU_DAI, "")), edited(("cơ chế ưu đãi", "chính sách"))
    for ours, theirs in ((gone, changed), (changed, gone)):
        result, conflicts = merged(ours, theirs)
        assert conflicts == ("uu-dai",)
        assert "Xây dựng chính sách." in result
    assert merged(gone, edited(LEAD)) == (edited((UU_DAI, ""), LEAD), ())


def test_a_field_taken_out_here_and_changed_there() -> None:
    due = "        due: Quý II/2025  # đã hỏi\n"
    _, conflicts = merged(edited((due, "")), edited(("Quý II/2025", "Quý I/2026")))
    assert conflicts == ("ra-soat: due",)


def test_the_same_id_made_on_both_sides() -> None:
    ours, theirs = (
        edited((UU_DAI, f"{UU_DAI}      - id: moi\n        text: {text}\n        due: nay\n"))
        for text in ("Một.", "Hai.")
    )
    result, conflicts = merged(ours, theirs)
    assert conflicts == ("moi: text",)
    assert result.count("due: nay") == 1


def test_moved_here_and_changed_there() -> None:
    von = "      - id: von\n        text: |-\n          Bố trí vốn.\n"
    moved = edited((UU_DAI, ""), (von, UU_DAI + von))
    changed = ("Xây dựng cơ chế ưu đãi.", "Xây dựng chính sách.")
    expected = edited(changed, base=moved)
    is_clean(moved, edited(changed), expected)
    is_clean(edited(changed), moved, expected)


def test_a_clause_moved_to_another_depth_keeps_its_words() -> None:
    base = "id: x\nitems:\n  - id: a\n    text: A\n    items:\n      - id: b\n        text: B\n"
    base += "  - id: c\n    text: C\n"
    moved = "id: x\nitems:\n  - id: a\n    text: A\n    items:\n      - id: c\n        text: C\n"
    moved += "      - id: b\n        text: B\n"
    changed = base.replace("text: C", "text: >-\n      C\n      C")
    expected = moved.replace("text: C", "text: >-\n          C\n          C")
    is_clean(changed, moved, expected, base)
    is_clean(moved, changed, expected, base)


def test_values_in_lines_of_their_own() -> None:
    base = "format: 1\nsections: [a]\nrecipients:\n  - A;\n  - B;\n  - 'Lưu: VT.'\n"
    both(("  - A;\n", "  - A;\n  - A1;\n"), ("  - B;\n", ""), base)
    ours, theirs = (base.replace("B;", name) for name in ("B1;", "B2;"))
    assert merged(ours, theirs, base)[1] == ("recipients",)


def test_fields_of_fields() -> None:
    base = (
        "- id: a\n  name: A\n  targets:\n    2021-2025: 1%\n    2026-2030: 2%\n- id: b\n  name: B\n"
    )
    both(("2021-2025: 1%", "2021-2025: 3%"), ("2026-2030: 2%", "2026-2030: 4%"), base)
    both(("2021-2025: 1%", "2021-2025: {text: 3%, base: x}"), ("name: B", "name: C"), base)


def test_one_side_puts_clauses_in_another_order() -> None:
    base = "".join(f"- id: {name}\n  name: {name}\n" for name in "abc")
    swapped = "".join(f"- id: {name}\n  name: {name}\n" for name in "cab")
    changed = base.replace("name: b", "name: B")
    expected = swapped.replace("name: b", "name: B")
    is_clean(swapped, changed, expected, base)
    is_clean(changed, swapped, expected, base)


@pytest.mark.parametrize(
    "broken",
    [
        BASE.replace("lead: so-tc", "lead: [so-tc"),
        BASE.replace("id: von", "id: ra-soat"),
        BASE.replace("lead: so-tc", "lead: &x so-tc"),
        BASE.replace("\n", "\r\n"),
        BASE.replace("Bố", "Bo\u0302\u0301"),
        "---\n" + BASE,
        "một câu\n",
        "",
        "- a\n- b\n",
        "\ufeff" + BASE,
        BASE.replace("lead: so-tc", "lead: so-tc\n    lead: so-ct"),
    ],
)
def test_what_is_not_certain_is_left_to_git(broken: str) -> None:
    for versions in ((BASE, edited(LEAD), broken), (BASE, broken, edited(LEAD))):
        assert merge_contents(*(text.encode() for text in versions)) is None


def test_both_sides_order_differently_is_left_to_git() -> None:
    names = [f"- id: {name}\n  name: {name}\n" for name in "abc"]
    orders = ("".join(names[i] for i in order) for order in ((0, 1, 2), (1, 0, 2), (0, 2, 1)))
    assert merge_contents(*(text.encode() for text in orders)) is None


def test_the_driver_falls_back_to_lines(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("gốc", "của ta", "của họ")]
    texts = (BASE, edited(LEAD), edited(("Bố trí", "[Bố: trí"), ("# hết", "x: [")))
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    assert drive(*paths, 7) == (0, ())
    assert paths[1].read_text("utf-8") == edited(LEAD, ("Bố trí", "[Bố: trí"), ("# hết", "x: ["))
    paths[1].write_text(edited(LEAD), "utf-8")
    paths[2].write_text("lead: [\n", "utf-8")
    assert drive(*paths, 9)[0] == 1
    assert "<<<<<<<<< bên này\n" in paths[1].read_text("utf-8")


def test_lines_that_merge_into_a_file_nobody_can_read_are_a_conflict(tmp_path: Path) -> None:
    names = {name: f"- id: {name}\n  name: {name}\n  short: {name}\n" for name in "abcdefgh"}
    paths = [tmp_path / name for name in "bot"]
    texts = [
        "".join(names[name] for name in order) for order in ("abcdefgh", "bcdaefgh", "bcdefgha")
    ]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    assert drive(*paths, 7) == (1, ("cả tệp",))
    marked = f"<<<<<<< bên này\n{texts[1]}=======\n{texts[2]}>>>>>>> bên kia\n"
    assert paths[1].read_text("utf-8") == marked


# -- random plans and edits, on a model of their own

Clause = dict[str, Any]


def random_group(dice: random.Random) -> Clause:
    def task(name: str) -> Clause:
        found: Clause = {"id": name, "text": sentence(dice, name)}
        if dice.random() < 0.4:
            found["partners"] = [f"so-{name}", "cac-so"]
        if dice.random() < 0.4:
            found["due"] = f"Quý {name}"
        return found

    assignments = [
        {
            "id": f"viec-{number}",
            "lead": f"so-{number}",
            "lead_in": sentence(dice, f"dan-{number}"),
            "tasks": [task(f"t{number}-{index}") for index in range(dice.randrange(1, 5))],
        }
        for number in range(dice.randrange(1, 5))
    ]
    return {"id": "nhom", "title": sentence(dice, "nhom"), "assignments": assignments}


def sentence(dice: random.Random, name: str) -> str:
    words = "phát triển đầu tư: công nghiệp #1 ' \" {a-b} ^[chú] 8,5% – hạ tầng; số".split(" ")
    return f"{name} " + " ".join(dice.choices(words, k=dice.randrange(1, 25)))


def written(node: Any, column: int = 0, dash: bool = False, width: int = 50) -> list[str]:
    """YAML of a clause; how a field is written follows from its words, so that it is stable."""
    lines: list[str] = []
    for key, value in node.items():
        style = sum(map(ord, repr(value))) % 5
        if style == 0 and lines:
            lines.append(f"# ghi chú của {node['id']}")
        if key in ("assignments", "tasks"):
            lines.append(f"{key}:" + ("  # các việc" if style == 1 else ""))
            for child in value:
                if sum(map(ord, child["id"])) % 3 == 0:
                    lines += ["", f"  # trước {child['id']}"]
                lines += [line and f"  {line}" for line in written(child, column + 2, True, width)]
        elif isinstance(value, list):
            lines.append(f"{key}: [{', '.join(value)}]")
        elif " " not in value:
            lines.append(f"{key}: {value}" + ("  # chắc" if style == 2 else ""))
        elif style < 3:
            lines += [f"{key}: >-", *(f"  {line}" for line in wrapped(value, width))]
        else:
            quoted = value.replace("'", "''")
            first, *rest = wrapped(f"{key}: '{quoted}'", width)
            lines += [first, *(f"  {line}" for line in rest)]
    if dash:
        lines = [f"- {lines[0]}", *(line and f"  {line}" for line in lines[1:])]
    return lines


def wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def as_yaml(group: Clause, width: int = 50) -> bytes:
    return ("# Đầu tệp.\n\n" + "\n".join(written(group, width=width)) + "\n").encode()


Edit = tuple[str, str, str]  # what, the clause, a word that no other edit has


def random_edits(group: Clause, dice: random.Random, side: str, own: set[str]) -> list[Edit]:
    found = []
    for number, name in enumerate(sorted(own)):
        if dice.random() < 0.4:
            kinds = ["text", "lead"] if name.startswith("viec") else [
                "text", "due", "partner", "less", "after", "remove",
            ]  # fmt: skip
            found.append((dice.choice(kinds), name, f"{side}{number}"))
    return found


def ids(group: Clause) -> set[str]:
    return {c["id"] for a in group["assignments"] for c in (a, *a["tasks"])}


def applied(group: Clause, edits: list[Edit]) -> Clause:
    changes = {name: (what, word) for what, name, word in edits}

    def changed(clause: Clause) -> list[Clause]:
        what, word = changes.get(clause["id"], ("", ""))
        clause = {k: list(v) if isinstance(v, list) else v for k, v in clause.items()}
        if what == "text":
            field = "lead_in" if "lead_in" in clause else "text"
            clause[field] += f" {word}."
        elif what in ("lead", "due"):
            clause[what] = word
        elif what == "partner":
            clause.setdefault("partners", []).append(word)
        elif what == "less" and "partners" in clause:
            clause["partners"].pop(0)
        elif what == "after":
            return [clause, {"id": f"moi-{word}", "text": f"Việc mới {word}"}]
        elif what == "remove":
            return []
        if "tasks" in clause:
            clause["tasks"] = [new for task in clause["tasks"] for new in changed(task)]
        return [clause]

    assignments = [new for one in group["assignments"] for new in changed(one)]
    return {**group, "assignments": [a for a in assignments if a["tasks"]]}


def loaded(content: bytes) -> Any:
    return YAML(typ="safe", pure=False).load(content.decode())


seeds = st.integers(0, 2**32)


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_edits_of_different_clauses_all_arrive(seed: int) -> None:
    dice = random.Random(seed)
    group = random_group(dice)
    mine = {name for name in sorted(ids(group)) if dice.random() < 0.5}
    one = random_edits(group, dice, "x", mine)
    other = random_edits(group, dice, "y", ids(group) - mine)
    expected = applied(group, [*one, *other])
    if len(expected["assignments"]) < len(group["assignments"]):
        return  # an assignment without tasks is gone with all that the other side did to it
    base, ours, theirs = (as_yaml(applied(group, edits)) for edits in ([], one, other))
    result = merge_contents(base, ours, theirs)
    assert result is not None
    assert result.conflicts == ()
    assert loaded(result.content) == loaded(as_yaml(expected))
    assert lay_out(result.content)
    rewrapped = merge_contents(base, as_yaml(applied(group, one), 80), theirs)
    assert rewrapped is not None
    assert loaded(rewrapped.content) == loaded(as_yaml(expected))


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_one_side_alone_is_the_result(seed: int) -> None:
    dice = random.Random(seed)
    group = random_group(dice)
    edits = random_edits(group, dice, "x", ids(group))
    base, changed = as_yaml(group), as_yaml(applied(group, edits))
    old, new = lay_out(base), lay_out(changed)
    for versions in ((old, new, old), (old, old, new), (old, new, new)):
        # Without the short cut for whole files.
        assert "".join(f"{line}\n" for line in merge(*versions)).encode() == changed


@settings(max_examples=200, deadline=None)
@given(seeds)
def test_no_word_of_either_side_is_ever_lost(seed: int) -> None:
    dice = random.Random(seed)
    group = random_group(dice)
    one, other = (random_edits(group, dice, side, ids(group)) for side in "xy")
    versions = [as_yaml(applied(group, edits)) for edits in ([], one, other)]
    result = merge_contents(*versions)
    assert result is not None
    written_by_them = re.findall(rb"\b[xy]\d+\b", versions[1] + versions[2])
    assert set(written_by_them) <= set(re.findall(rb"\b[xy]\d+\b", result.content))
    if not result.conflicts:
        assert loaded(result.content)
    assert (b"<<<<<<<" in result.content) == bool(result.conflicts)
    swapped = merge_contents(versions[0], versions[2], versions[1])
    assert swapped is not None
    assert set(swapped.conflicts) == set(result.conflicts)
