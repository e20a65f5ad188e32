"""What the fuzzer of the reader does, on its seeds and on seeded damage; see tests/fuzz."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plandoc.checks import run_checks
from plandoc.diagnostics import Guesses, concise, full, nearest
from plandoc.reading.reader import read_files
from plandoc.reading.source import MAX_BYTES, Files
from tests.cases import base_files
from tests.fuzz.fuzz_reader import names, read, seeds

ROOT = Path(__file__).parent.parent


def test_the_fuzzer_s_seeds_are_read() -> None:
    assert len(seeds()) > 20
    assert {seed[0] for seed in seeds()} == set(range(len(names())))
    for seed in seeds():
        read(seed)


def test_seeds_spoilt_by_chance_are_told() -> None:
    chance = random.Random(6011)
    for seed in seeds():
        content = bytearray(seed)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(1, len(content))
            content[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        read(bytes(content))


@pytest.mark.parametrize(
    "text", ["kind: |\r x\x07", "\ufeffkind: \x07", "a: 1\r\n\rb: \xff", "\r\x0b"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_the_place_of_what_cannot_be_decoded(text: str, encoding: str) -> None:
    read(b"\x02" + text.encode(encoding, "ignore"))


# -- any structure: what YAML can say, in the place of what a plan says

SCALARS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.sampled_from(
        [
            "",
            "null",
            "~",
            "yes",
            "0x1F",
            "1e999",
            "2026-02-30",
            "so-ct",
            "2021-2025",
            "{tang-truong}",
        ]
    ),
    st.integers(),
    st.booleans(),
    st.none(),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(SCALARS.map(str), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.data())
def test_any_value_in_any_place(data: st.DataObject) -> None:
    """A value of the base plan gives way to any other; the key may be another, too."""
    import json

    from ruamel.yaml import YAML

    texts = base_files()
    name = data.draw(st.sampled_from(sorted(texts)))
    tree = YAML(typ="safe", pure=False).load(texts[name])
    node, steps = tree, data.draw(st.integers(0, 6))
    for _ in range(steps):
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(node[key], dict | list) or not node[key]:
            break
        node = node[key]
    keys = list(node) if isinstance(node, dict) else list(range(len(node)))
    node[data.draw(st.sampled_from(keys))] = data.draw(VALUES)
    content = json.dumps(tree, ensure_ascii=data.draw(st.booleans()), default=str)
    read(bytes([names().index(name)]) + content.encode("utf-8", "replace"))


# -- much of the same: time and memory stay within bounds, each in a process of its own

HEAD = "id: muc-tieu\nkind: objectives\ntitle: M\nitems:\n"
GROUP = "id: cong-nghiep\ntitle: P.\nassignments:\n"
MANY_AGENCIES = "".join(f"- {{id: so-{i}, name: Sở {i}}}\n" for i in range(2000))
MUCH = {
    "unknown agencies": {
        "agencies.yaml": base_files()["agencies.yaml"] + MANY_AGENCIES,
        "sections/2-nhiem-vu/1-cong-nghiep.yaml": GROUP
        + "".join(
            f"  - {{id: a{i}, lead: sox-{i}, lead_in: L, tasks: [{{id: t{i}, text: T}}]}}\n"
            for i in range(5000)
        ),
    },
    "unknown names in lead-ins": {
        "agencies.yaml": base_files()["agencies.yaml"] + MANY_AGENCIES,
        "sections/2-nhiem-vu/1-cong-nghiep.yaml": GROUP
        + "".join(
            f"  - id: a{i}\n    lead: so-ct\n    lead_in: 'Sở Lạ {i} chủ trì:'\n"
            f"    tasks: [{{id: t{i}, text: T}}]\n"
            for i in range(2000)
        ),
    },
    "unknown documents": {
        "references.yaml": "".join(
            f"- {{id: n{i}, kind: K, number: {i}/QĐ-TTg, title: T}}\n" for i in range(2000)
        ),
        "sections/1-muc-tieu.yaml": HEAD
        + "".join(f"  - {{id: i{i}, text: Quyết định số {i}/QĐ-UBND}}\n" for i in range(3000)),
    },
    "unknown indicators": {
        "indicators.yaml": "".join(
            f"- {{id: ct-{i}, name: C, measure: level, targets: {{2021-2025: 8%}}}}\n"
            for i in range(2000)
        ),
        "sections/1-muc-tieu.yaml": HEAD
        + "".join(f"  - {{id: i{i}, text: 'x {{ctx-{i}@2021-2025}}'}}\n" for i in range(5000)),
    },
    "missing files": {
        "plan.yaml": base_files()["plan.yaml"].replace(
            "[1-muc-tieu, 2-nhiem-vu]", f"[{', '.join(f's-{i}' for i in range(2000))}]"
        ),
        **{f"sections/x-{i}.yaml": "a: 1" for i in range(1000)},
    },
    "50,000 faults on one line": {"agencies.yaml": "[" + "a," * 50_000 + "]"},
    "thousands of faults in one text": {
        "sections/1-muc-tieu.yaml": f"{HEAD}  - {{id: i, text: {'số 1/QĐ-TTg ' * 8_000}}}\n"
    },
    "an id of 10 MB": {
        "sections/1-muc-tieu.yaml": f"{HEAD}  - {{id: {'x' * 10_000_000}, text: a}}\n"
    },
    "a figure of 5 MB": {
        "indicators.yaml": "- {id: tang-truong, name: C, measure: level, targets: {2021-2025: '"
        + "8 " * (MAX_BYTES // 8)
        + "'}}"
    },
    "20,000 footnotes": {
        "sections/1-muc-tieu.yaml": f"{HEAD}  - {{id: i, text: 'x{'^[a]' * 20_000}'}}\n"
    },
}

CHECK = """
import resource, sys
from plandoc.cli import main
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
sys.exit(main(["check", "--plan", sys.argv[1]]))
"""


@pytest.mark.parametrize("name", MUCH)
def test_much_of_the_same_is_told_soon(tmp_path: Path, name: str) -> None:
    for file, text in (base_files() | MUCH[name]).items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", CHECK, tmp_path],
        capture_output=True, text=True, timeout=30, cwd=ROOT, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1)
    assert done.stderr.splitlines()[-1].endswith((" lỗi", " cảnh báo", " ghi chú", "không có lỗi"))


def test_guesses_come_to_an_end() -> None:
    known = [f"so-{number}" for number in range(1000)]
    guesses = Guesses()
    first = guesses.nearest("so-1x", known)
    assert first == nearest("so-1x", known) is not None
    guesses.left = 1500
    assert [guesses.nearest("so-1x", known) for _ in range(3)] == [first, None, None]


# -- the terminal obeys nothing that stands in a file


def test_a_terminal_is_shown_nothing_that_it_would_obey() -> None:
    texts = base_files()
    texts["references.yaml"] += "\x1b]0;gotcha\x07\x1b[2J\u009b31m\u202e\u200b: 1\n"
    texts["sections/\x1b[2J\u202e.yaml"] = "a: 1"
    texts["agencies.yaml"] += "- {id: a\u200bb, name: A}\n- {id: c, nam\u2060e: A}\n"
    reading = read_files(Files("plan", {name: text.encode() for name, text in texts.items()}))
    found = list(reading.diagnostics)
    found += run_checks(reading.plan, reading) if reading.plan else []
    assert {d.code for d in found} >= {"P005", "P008", "P106", "P010"}
    for diagnostic in found:
        shown = full(
            diagnostic, lambda p: reading.sources[p].lines if p in reading.sources else [], False
        )
        for text in (shown.replace("\n", ""), concise(diagnostic)):
            assert text.isprintable(), text
