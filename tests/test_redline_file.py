"""The file with tracked changes: LibreOffice, the validator, Word's rules, the command."""

import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from plandoc.cli import main
from plandoc.model.plan import Plan
from tests.outline import W, read_parts
from tests.redline_kinds import KINDS, clause, duties, goals
from tests.revisions import BASE, Tree
from tests.test_diff_command import GIT, TASKS, commit, edit, git
from tests.test_ooxml import validate
from tests.test_redline import (
    REAL,
    ROOT,
    SMALL,
    Script,
    annexed,
    check,
    count,
    marked,
    printed,
    small,
)
from tests.tracked import faults, resolved, story

__all__ = ["validate"]  # a fixture


def test_the_same_bytes_each_time() -> None:
    new = Script(REAL, 7).edit(9)
    program = (
        "import hashlib, tests.test_redline as t; new = t.Script(t.REAL, 7).edit(9);"
        "print(hashlib.sha256(t.marked(t.REAL, new)).hexdigest())"
    )
    done = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "Asia/Ho_Chi_Minh"), ("2", "America/Lima"))
    }  # fmt: skip
    assert len(done) == 1
    assert marked(REAL, new) == marked(REAL, new)


def test_a_thousand_changed_clauses_take_seconds() -> None:
    def many(word: str) -> Plan:
        sentence = " ".join(f"chữ{n}" for n in range(80))
        items = [clause(n, f"Nhiệm vụ {word} {n}: {sentence}.") for n in range(1000)]
        return small(lambda t: t["sections"][0].update(items=items))

    old, new = many("số"), many("thứ")
    started = time.perf_counter()
    found = marked(old, new)
    assert time.perf_counter() - started < 12
    assert count(found) == {"ins": 1000, "del": 1000}


# -- what the tests' own reader would catch


def broken(content: bytes, pattern: str, by: str, times: int = 1) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as good, zipfile.ZipFile(target, "w") as bad:
        for name in good.namelist():
            text = good.read(name).decode()
            if name == "word/document.xml":
                text, found = re.subn(pattern, by, text, count=times)
                assert found
            bad.writestr(name, text)
    return target.getvalue()


CANARIES = {
    "a paragraph's mark left out": (r"<w:rPr><w:del [^>]*/></w:rPr>", ""),
    "a number twice": (r'(<w:ins w:id=")\d+', r"\g<1>1"),
    "no author": (r'(<w:ins w:id="\d+") w:author="[^"]*"', r"\1"),
    "text in what was deleted": (r"w:delText( [^>]*>.*?</w:)delText", r"w:t\1t"),
    "a range that does not end": (r"<w:moveFromRangeEnd [^>]*/>", ""),
    "a name of a move": ('w:name="move1001"', 'w:name="move9"'),
    "a change within a change": (
        r"(<w:moveTo [^>]*>)(<w:r>.*?</w:r>)",
        r'\1<w:ins w:id="9999" w:author="a" w:date="2025-06-01T08:00:00Z">\2</w:ins>',
    ),
    "a run not marked": (r"<w:ins [^>]*>(<w:r>.*?</w:r>)</w:ins>", r"\1"),
}


@pytest.mark.parametrize(("pattern", "by"), CANARIES.values(), ids=CANARIES)
def test_the_reader_finds_fault(pattern: str, by: str) -> None:
    def both(tree: Tree) -> None:
        goals(tree).insert(0, goals(tree).pop())
        goals(tree).pop()
        duties(tree).insert(0, clause(1, "Thêm."))

    new = small(both)
    bad = broken(check(SMALL, new), pattern, by)
    sides = ((True, new), (False, SMALL))
    wrong = [story(resolved(bad, accept=a)) != story(read_parts(printed(p))) for a, p in sides]
    assert faults(bad) or any(wrong)


# -- the command


@pytest.mark.skipif(not GIT, reason="thiếu git trên máy này")
def test_the_command_signs_as_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(BASE, tmp_path / "plan")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    git(tmp_path, "init", "-q")
    commit(tmp_path, "Bản đầu", "v1")
    edit(tmp_path / "plan" / TASKS, "cơ chế ưu đãi", "chính sách ưu đãi")
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "config", "user.name", "Lê Thị Soạn")
    assert main(["diff", "--format", "docx", "--output", "ban-soan.docx"]) == 0
    commit(tmp_path, "Sửa lời", "v2")
    assert main(["diff", "v1..v2", "--output", "da-ghi.docx"]) == 0
    assert main(["diff", "v1..v2", "--format", "docx"]) == 2
    for name, author in (("ban-soan", "Lê Thị Soạn"), ("da-ghi", "Nguyễn & An")):
        content = (tmp_path / f"{name}.docx").read_bytes()
        assert faults(content) == []
        change = next(read_parts(content)["word/document.xml"].iter(f"{W}ins"))
        assert change.get(f"{W}author") == author
        assert change.get(f"{W}date") == "2024-03-01T09:30:00Z"


# -- other programs


def far_apart() -> dict[str, tuple[Plan, Plan]]:
    """Pairs with every kind of change."""
    pairs = {"real": (REAL, Script(REAL, 11).edit(12)), "annexes": (annexed(SMALL), SMALL)}
    with_annexes = annexed(SMALL)
    pairs["rows"] = (with_annexes, Script(with_annexes, 5).edit(12))
    pairs["back"] = (Script(SMALL, 3).edit(20), SMALL)
    return pairs


@pytest.mark.parametrize("pair", far_apart().values(), ids=far_apart())
def test_it_is_valid(
    tmp_path: Path, validate: Callable[[Path], list[dict[str, object]]], pair: tuple[Plan, Plan]
) -> None:
    document = tmp_path / "redline.docx"
    document.write_bytes(check(*pair))
    assert validate(document) == []


# What LibreOffice 7.4 gets wrong by itself is left out: an empty paragraph stays before a table
# that goes, and for a paragraph that goes with its footnote; after one that goes, the next may take
# over its style.
EXACT = [
    *("word", "added before a table", "removed before a table", "replaced before a table", "moved"),
    *("labels", "a group moved", "layout", "last recipient removed", "draft", "note removed"),
    "note added before another",
]


def test_libreoffice_agrees(tmp_path: Path, program: Callable[[str], str]) -> None:
    python = next((path for path in ("/usr/bin/python3", sys.executable) if has_uno(path)), "")
    if not python:
        missing(reason="thiếu python3-uno trên máy này")
    (tmp_path / "old.docx").write_bytes(printed(SMALL))
    jobs = ["open", "old.docx", "old.txt"]
    for number, name in enumerate(EXACT):
        new = small(KINDS[name][0])
        (tmp_path / f"{number}n.docx").write_bytes(printed(new))
        (tmp_path / f"{number}r.docx").write_bytes(marked(SMALL, new))
        for how, kind in (("open", "n"), ("accept", "r"), ("reject", "r")):
            jobs += [how, f"{number}{kind}.docx", f"{number}-{how}.txt"]
    reader = Path(__file__).parent / "libreoffice_reader.py"
    command = [python, str(reader), program("soffice"), *jobs]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=300)

    def listed(name: str) -> str:
        # With footnotes it puts an empty paragraph before a table at the very beginning.
        return (tmp_path / f"{name}.txt").read_text("utf-8").removeprefix("Standard | \n")

    for number, name in enumerate(EXACT):
        assert listed(f"{number}-accept") == listed(f"{number}-open"), name
        assert listed(f"{number}-reject") == listed("old"), name


def missing(reason: str) -> None:
    """As the fixture `program` has it: a developer's test is skipped, CI's fails."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)


def has_uno(python: str) -> bool:
    if not Path(python).exists():
        return False
    done = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
    return done.returncode == 0
