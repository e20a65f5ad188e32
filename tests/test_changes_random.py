"""What holds of any two plans: random edits of a small plan and of the real one."""

import itertools
import re
import subprocess
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import structs

from plandoc.changes.alignment import align, heaviest_increasing
from plandoc.changes.comparing import changes
from plandoc.changes.facts import Change, Changes, Detail, Hunk, changes_json
from plandoc.changes.words import edits, fold, hunks, plan_atoms
from plandoc.model.numbering import outline
from plandoc.model.plan import Plan
from plandoc.reading.reader import read_files, read_plan
from plandoc.reading.source import Files
from tests.revisions import Editor, Tree, as_plan, as_tree, files, name_phases, read

ROOT = Path(__file__).parent.parent
SMALL = read(files())


def real_plan() -> Plan:
    plan = read_plan(ROOT / "plan").plan
    assert plan is not None
    return plan


REAL = real_plan()
PLANS = {"small": SMALL, "real": REAL}
SEEDS = st.integers(0, 2**32)

bases = pytest.mark.parametrize("base", PLANS.values(), ids=PLANS)


@bases
def test_a_tree_is_the_plan(base: Plan) -> None:
    assert changes(base, as_plan(as_tree(base))).changes == ()


@bases
@settings(deadline=None, max_examples=60)
@given(seed=SEEDS, times=st.integers(1, 12))
def test_backwards_it_is_the_mirror(base: Plan, seed: int, times: int) -> None:
    new = Editor(base, seed).edit(times)
    forth, back = changes(base, new), changes(new, base)
    assert sorted(map(repr, map(mirrored, back.changes))) == sorted(
        map(repr, map(bare, forth.changes))
    )
    mirror = {"added": "removed", "removed": "added"}
    assert {mirror.get(k, k): n for k, n in back.summary.items()} == dict(forth.summary)
    for agency, change in forth.by_agency.items():
        other = back.by_agency[agency]
        assert (change.lead.gained, change.lead.lost) == (other.lead.lost, other.lead.gained)
        assert (change.named.gained, change.named.lost) == (other.named.lost, other.named.gained)


def bare(change: Change) -> Change:
    """A fact without what hangs on the direction: its number, the order of lists, shares of the
    figure that a change started from."""
    delta = change.delta and structs.replace(change.delta, relative=())
    return structs.replace(
        change, id="", delta=delta, clauses=tuple(sorted(change.clauses)),
        agencies=tuple(sorted(change.agencies)), words=tuple(sorted(change.words, key=repr)),
    )  # fmt: skip


def mirrored(change: Change) -> Change:
    kinds: dict[str, Any] = {"added": "removed", "removed": "added"}
    ops: dict[str, Any] = {"=": "=", "-": "+", "+": "-"}
    return bare(
        structs.replace(
            change,
            kind=kinds.get(change.kind, change.kind),
            node=str(change.before) if change.kind == "id-changed" else change.node,
            before=change.after,
            after=change.before,
            words=tuple(Hunk(ops[hunk.op], hunk.text) for hunk in change.words),
            gained=change.lost,
            lost=change.gained,
            details=tuple(mirrored_detail(detail) for detail in change.details),
            delta=change.delta
            and structs.replace(
                change.delta, absolute=tuple(-value for value in change.delta.absolute)
            ),
            place_before=change.place_after,
            place_after=change.place_before,
        )
    )


def mirrored_detail(detail: Detail) -> Detail:
    if detail.field == "alike":
        return detail
    return Detail(detail.field, detail.after, detail.before)


@bases
@settings(deadline=None, max_examples=60)
@given(seed=SEEDS, times=st.integers(1, 12))
def test_the_steps_hold_both_documents(base: Plan, seed: int, times: int) -> None:
    new = Editor(base, seed).edit(times)
    steps = align(base, new).steps
    old_side = [step.old for step in steps if step.op in ("kept", "removed", "moved-from")]
    new_side = [step.new for step in steps if step.op in ("kept", "added", "moved-to")]
    assert old_side == list(outline(base))
    assert new_side == list(outline(new))


@bases
@settings(deadline=None, max_examples=40)
@given(seed=SEEDS)
def test_the_same_plans_give_the_same_bytes(base: Plan, seed: int) -> None:
    one, other = (changes_json(changes(base, Editor(base, seed).edit(6))) for _ in range(2))
    assert one == other


@bases
@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, times=st.integers(1, 12))
def test_facts_lie_between(base: Plan, seed: int, times: int) -> None:
    """Whatever differs after two revisions was touched by one of them."""
    editor = Editor(base, seed)
    middle = editor.edit(times)
    last = editor.edit(times)
    touched = {
        (change.of, change.node)
        for found in (changes(base, middle), changes(middle, last))
        for change in found.changes
    }
    derived = ("renumbered", "id-changed", "moved")
    whole = {
        (change.of, change.node)
        for change in changes(base, last).changes
        if change.kind not in derived
    }
    assert whole <= touched


# -- nothing is overlooked


def scalars(tree: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of all strings of a plan."""
    if isinstance(tree, str):
        return [path]
    parts: Any = ()
    if isinstance(tree, dict | list):
        parts = tree.items() if isinstance(tree, dict) else enumerate(tree)
    return [found for key, value in parts for found in scalars(value, (*path, key))]


CODED: dict[str, list[str]] = {
    "kind": ["text", "purposes", "monitoring", "other", "report"],
    "layout": ["dash", "paragraph", "letter", "run-in"],
    "measure": ["level", "total", "share"],
    "direction": ["up", "down"],
    "every": ["year", "quarter"],
    "before": ["02/02", "03/03"],
    "phase": ["2021-2025", "2026-2030"],
    "annexes": ["apart", "inside"],
    "date": ["2020-01-01", "2020-01-02"],
    "since": ["2020-01-01", "2020-01-02"],
    "roster": ["leads"],
}
AGENCY_FIELDS = {"lead", "partners", "actors", "to", "issuer", "superior", "roster"}


@bases
def test_every_value_that_changes_is_a_fact(base: Plan) -> None:
    """A field that the review forgets would be approved unseen."""
    tree = as_tree(base)
    name_phases(tree)
    old = as_plan(tree)
    for path in scalars(tree):
        if path[:2] in (("head", "sections"), ("head", "phases")) or path[-1] == "id":
            continue  # names of files; what placeholders need; another clause
        new = msgspec.json.decode(msgspec.json.encode(tree))
        if not alter(new, path):
            continue
        try:
            plan = as_plan(new)
        except msgspec.ValidationError:
            continue  # a value of this type that does not fit here
        if path[-1] != "phase" or phases(old) != phases(plan):
            assert changes(old, plan).changes, path


def phases(plan: Plan) -> list[str]:
    return [clause.phase for clause in outline(plan)]


def alter(tree: Tree, path: tuple[str | int, ...]) -> bool:
    """Change the value at a path to another one; False where there is none."""
    holder: Any = tree
    for key in path[:-1]:
        holder = holder[key]
    was = holder[path[-1]]
    field = next(str(key) for key in reversed(path) if isinstance(key, str))
    if field in AGENCY_FIELDS:
        others = [agency["id"] for agency in tree["agencies"]]
    elif field == "indicators":
        others = [indicator["id"] for indicator in tree["indicators"]]
    elif field == "restates":
        others = [tree["indicators"][0]["id"]]
    elif field == "kind" and path[0] in ("head", "references"):
        others = ["Đề án"]
    else:
        others = CODED.get(field, [f"{was} khác"])
    choice = next((one for one in others if one != was), None)
    if choice is None or choice in (holder if isinstance(holder, list) else ()):
        return False
    holder[path[-1]] = choice
    return True


# -- fewest moves


@settings(deadline=None, max_examples=200)
@given(st.permutations(range(7)), st.lists(st.integers(1, 9), min_size=7, max_size=7))
def test_the_heaviest_stay(order: list[int], weights: list[int]) -> None:
    kept = heaviest_increasing(order, weights)
    best = max(
        sum(weights[i] for i in chosen)
        for size in range(8)
        for chosen in itertools.combinations(range(7), size)
        if all(order[a] < order[b] for a, b in itertools.pairwise(chosen))
    )
    stay = sorted(kept)
    assert all(order[a] < order[b] for a, b in itertools.pairwise(stay))
    assert sum(weights[i] for i in kept) == best


# -- words

TEXTS = st.lists(
    st.sampled_from(
        "phát triển hòa hoà 8,5%-8,7%/năm 15.000 17/3/2023 404/TB-UBND 30/2020/NĐ-CP 111-CTr/TU "
        "Sở Công Thương Sở Kế hoạch và Đầu tư Sở , ; ./. – - ( ) “ ” 02a".split(" ")
    ),
    max_size=25,
).map(" ".join)
GLUED = st.lists(
    st.sampled_from(["a", " b", ",", "8,5%", "  ", "é ", "e\u0301", "\xa0"]), max_size=12
)
ATOMS = plan_atoms(REAL)
UNITS = re.compile(r"[\w\u0300-\u036f]+(?:[.,/-](?=\d)[\w%]+)*%?|\d+(?:/\d{4})?[-/][A-ZĐ][\w/-]*")


@settings(max_examples=400)
@given(TEXTS | GLUED.map("".join), TEXTS | GLUED.map("".join))
@example("B C", "A B C")
@example("A B C", "B C")
@example("", "a b")
@example("Lưu:VT.", "Lưu: VT.")
def test_hunks_hold_both_texts(old: str, new: str) -> None:
    found = hunks(old, new, ATOMS)
    assert "".join(hunk.text for hunk in found if hunk.op != "+") == old
    assert "".join(hunk.text for hunk in found if hunk.op != "-") == new
    assert all(hunk.text for hunk in found)
    ops = "".join(hunk.op for hunk in found)
    assert not re.search(r"==|--|\+\+|\+-", ops), ops
    swapped: dict[str, Any] = {"=": "=", "-": "+", "+": "-"}
    back = [(swapped[hunk.op], hunk.text) for hunk in hunks(new, old, ATOMS)]
    assert sorted(back) == sorted((hunk.op, hunk.text) for hunk in found)


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_no_hunk_splits_a_syllable_a_number_or_a_name(old: str, new: str) -> None:
    whole = [re.compile(r"\w+"), re.compile(r"\d+(?:[.,/]\d+)+%?"), re.compile(r"\d+%")]
    whole.append(re.compile(r"(?<![\w/.-])\d+(?:/\d{4})?[-/][A-ZĐ]\w*(?:[-/&][A-ZĐ]\w*)*"))
    for edit in edits(old, new, ATOMS):
        for text, ends in (
            (old, (edit.old_start, edit.old_end)),
            (new, (edit.new_start, edit.new_end)),
        ):
            spans = [match.span() for pattern in whole for match in pattern.finditer(text)]
            for start, end in [*spans, *ATOMS(text)]:
                assert not any(start < place < end for place in ends), (text[start:end], edit)


def test_a_word_of_a_long_clause_is_one_hunk() -> None:
    """What difflib does by default with a text this long is strike nearly all of it."""
    words = [f"từ{number % 301}" for number in range(1000)]
    new = [*words[:500], "khác", *words[501:]]
    assert [hunk.op for hunk in hunks(" ".join(words), " ".join(new))] == ["=", "-", "+", "="]


def test_little_in_common_is_replaced_whole() -> None:
    old = "Xây dựng trung tâm dữ liệu dùng chung của thành phố"
    new = "Bố trí vốn cho các dự án trọng điểm của tỉnh"
    assert [hunk.op for hunk in hunks(old, new)] == ["-", "+"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("hòa bình", "hoà bình", True),
        ("khỏe, THÚY, Ủy ban", "khoẻ, THUÝ, Uỷ ban", True),
        ("của toàn tỉnh", "của toàn tỉnh", True),
        ("2021 - 2025", "2021–2025", True),
        ("“a” ‘b’", "\"a\" 'b'", True),
        ("a\xa0 b", "a b", True),
        ("hòa", "hóa", False),
        ("mùa", "muà", False),
        ("A", "a", False),
        ("a.", "a", False),
        ("a b", "ab", False),
    ],
)
def test_what_is_form(one: str, other: str, same: bool) -> None:
    assert (fold(one) == fold(other)) is same


# -- speed, on one core of a slow machine


def timed(limit_s: float, work: Any) -> Any:
    started = time.perf_counter()
    result = work()
    assert time.perf_counter() - started < limit_s
    return result


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["và"] * 2000, ["và"] * 1999),
        (["và", "các"] * 1000, ["các", "và", "và"] * 700),
        ([f"a{n}" for n in range(3000)], [f"b{n}" for n in range(3000)]),
    ],
    ids=["one word", "two words", "all new"],
)
def test_texts_that_difflib_dies_of(old: list[str], new: list[str]) -> None:
    timed(1.0, lambda: edits(" ".join(old), " ".join(new)))


def many(count: int, text: str) -> Plan:
    items = "".join(f"  - id: muc-{n}\n    text: {text.format(n)}\n" for n in range(count))
    texts = files()
    head = "id: muc-tieu\nkind: objectives\ntitle: MỤC TIÊU\nitems:\n"
    return read(texts | {"sections/1-muc-tieu.yaml": head + items})


def test_a_thousand_changed_clauses_take_no_time() -> None:
    sentence = " ".join(f"chữ{n}" for n in range(80))
    old = many(1000, f"Nhiệm vụ số {{}} của thành phố {sentence}.")
    new = many(1000, f"Nhiệm vụ thứ {{}} của cả thành phố {sentence}.")
    found: Changes = timed(3.0, lambda: changes(old, new))
    assert found.summary["reworded"] == 1000


def test_a_thousand_new_ids_take_no_time() -> None:
    old = many(1000, "Nhiệm vụ số {} của thành phố Huế trong năm nay.")
    texts = files()
    new_tree = as_tree(old)
    for item in new_tree["sections"][0]["items"]:
        item["id"] = item["id"].replace("muc-", "khac-")
    found: Changes = timed(3.0, lambda: changes(old, as_plan(new_tree)))
    assert texts
    assert found.summary["added"] == found.summary["removed"] == 1000


def test_a_reversed_list_of_a_thousand_takes_no_time() -> None:
    old = many(1000, "Nhiệm vụ {}.")
    tree = as_tree(old)
    tree["sections"][0]["items"].reverse()
    found: Changes = timed(3.0, lambda: changes(old, as_plan(tree)))
    assert found.summary["moved"] == 999


# -- the history of this repository


def at_commit(commit: str) -> Plan:
    def git(*arguments: str) -> bytes:
        return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=True).stdout

    names = git("ls-tree", "-r", "--name-only", commit, "plan").decode().split("\n")
    content = {
        name.removeprefix("plan/"): git("show", f"{commit}:{name}")
        for name in names
        if name.endswith(".yaml")
    }
    plan = read_files(Files("plan", content)).plan
    assert plan is not None
    return plan


def test_the_first_revision_of_the_real_plan_is_its_seven_corrections() -> None:
    log = subprocess.run(
        ["git", "log", "--reverse", "--format=%H", "--", "plan"], cwd=ROOT, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    commits = log.stdout.split()
    if len(commits) < 2 or (ROOT / ".git/shallow").exists():
        pytest.skip("the history of the plan is not here")
    found = changes(at_commit(commits[0]), at_commit(commits[1]))
    told = ["".join(f"{h.op}{h.text}" for h in c.words if h.op != "=") for c in found.changes]
    assert told == [
        "-Phân đầu+Phấn đấu",
        "-Phần đầu+Phấn đấu",
        "-phần đầu+phấn đấu",
        "-Sở Kế hoạch và Đầu Tư+Sở Kế hoạch và Đầu tư",
        "+.",
        "-ĐDBQH tỉnh+ĐĐBQH tỉnh",
        "-VT+ VT",
    ]
    assert found.summary["reworded"] == 5
    assert found.summary["recipient"] == 2
