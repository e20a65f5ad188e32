"""Reading: bytes, broken and hostile files, places. Never a traceback, never a killed process.

What can be written as readable YAML is in tests/cases; here is what cannot.
"""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from plandoc.checks import run_checks
from plandoc.diagnostics import Diagnostic, PlandocError, Severity, full
from plandoc.reading.encodings import guess_encoding
from plandoc.reading.reader import Reading, read_files, read_plan
from plandoc.reading.source import MAX_BYTES, Files
from tests.cases import base_files, changed
from tests.old_encodings import tcvn3, vni

ROOT = Path(__file__).parent.parent
PLAN = ROOT / "plan"
SOURCE = (Path(__file__).parent / "fixtures" / "ke-hoach-6011.txt").read_text(encoding="utf-8")


def written(folder: Path, **files: bytes) -> Path:
    """The base plan in a folder; ``plan=b"…"`` gives plan.yaml other bytes."""
    texts = {name: text.encode() for name, text in base_files().items()}
    texts |= {f"{name}.yaml": content for name, content in files.items()}
    for name, content in texts.items():
        path = folder / "plan" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / "plan"


def reading_of(**files: bytes) -> Reading:
    texts = {name: text.encode() for name, text in base_files().items()}
    return read_files(Files("plan", texts | {f"{name}.yaml": c for name, c in files.items()}))


def told(reading: Reading) -> list[tuple[str, str, int, int]]:
    spans = [(d.code, d.span) for d in reading.diagnostics]
    return [(code, s.path.removeprefix("plan/"), s.line, s.column) for code, s in spans]


def codes(reading: Reading) -> list[str]:
    return [d.code for d in reading.diagnostics]


def subject(text: str) -> str:
    return base_files()["plan.yaml"].replace("Phát triển công nghiệp", text)


# -- Everything at once


def test_the_base_plan_is_read_without_a_word() -> None:
    reading = reading_of()
    assert reading.plan is not None
    assert reading.diagnostics == []


def test_all_errors_of_all_files_are_told_in_one_run() -> None:
    files = changed(
        {
            "plan.yaml": "ngay: 2023-11-17\nissuer: ubnd",
            "agencies.yaml": "- id: so-ct\n  name: Sở Công Thương\n  superior: bo-ct",
            "indicators.yaml": "- id: tang-truong\n  targets: {2021-2025: nhanh}",
            "references.yaml": "- id: nq-29\n  date: 2022-02-30",
            "sections/1-muc-tieu.yaml": "items:\n  - id: kinh-te\n    text: Tăng {gdp@2021-2025}.",
            "sections/2-nhiem-vu/section.yaml": "kind: task",
            "sections/2-nhiem-vu/1-cong-nghiep.yaml": 'title: "Phát triển" công nghiệp',
        }
    )
    reading = read_files(files)
    assert reading.plan is None
    assert {(code, path) for code, path, _, _ in told(reading)} == {
        ("P010", "plan.yaml"),
        ("P102", "plan.yaml"),
        ("P102", "agencies.yaml"),
        ("P012", "indicators.yaml"),
        ("P012", "references.yaml"),
        ("P014", "references.yaml"),
        ("P103", "sections/1-muc-tieu.yaml"),
        ("P014", "sections/2-nhiem-vu/section.yaml"),
        ("P003", "sections/2-nhiem-vu/1-cong-nghiep.yaml"),
    }


def test_a_place_is_right_after_an_element_that_could_not_be_read() -> None:
    text = subject("x").replace("[1-muc-tieu, 2-nhiem-vu]", "[[], '', 1-muc-tieu, khong-co]")
    reading = reading_of(plan=text.encode())
    line = text.split("\n").index("sections: [[], '', 1-muc-tieu, khong-co]") + 1
    assert ("P001", "plan.yaml", line, 32) in told(reading)
    assert [t for t in told(reading) if t[0] == "P001"] == [("P001", "plan.yaml", line, 32)]


def test_what_is_not_written_has_the_place_of_what_holds_it() -> None:
    reading = reading_of()
    span = reading.span(("clause", "cong-nghiep-sct", "layout"), (0, 4))
    assert (span.path, span.line, span.column) == (
        "plan/sections/2-nhiem-vu/1-cong-nghiep.yaml",
        4,
        5,
    )


@pytest.mark.parametrize(
    ("yaml", "word", "place"),
    [
        ("subject: Phát triển bền vững", "bền", (1, 21)),
        ("subject: 'Phát triển bền vững'", "bền", (1, 22)),
        ('subject: "Phát triển bền vững"', "bền", (1, 22)),
        ("subject: >-\n  Phát triển\n  bền vững", "bền", (3, 3)),
        ("subject: >-\n  Phát triển\n  bền vững", "triển bền", (2, 8)),
        ("subject: >-  # trích yếu\n\n  Phát triển bền vững", "bền", (3, 14)),
        ("subject: >\n    Phát triển\n    bền vững\n", "vững", (3, 9)),
        ("subject: Phát triển\n  bền vững", "bền", (2, 3)),
        ('subject: "Phát triển \\\n  bền vững"', "bền", (1, 10)),  # an escape: the whole value
        ("subject: 'Phát ''triển'' bền vững'", "bền", (1, 10)),
    ],
)
def test_the_place_of_a_word_in_a_text(yaml: str, word: str, place: tuple[int, int]) -> None:
    texts = base_files()
    head = texts["plan.yaml"].replace("subject: Phát triển công nghiệp\n", "")
    reading = reading_of(plan=f"{yaml}\n{head}".encode())
    assert reading.plan is not None, told(reading)
    start = reading.plan.head.subject.index(word)
    span = reading.span(("plan", "subject"), (start, start + len(word)))
    assert (span.line, span.column) == place


# -- Bytes


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    plain = read_plan(PLAN)
    files = {
        path.relative_to(PLAN).as_posix(): b"\xef\xbb\xbf"
        + path.read_bytes().replace(b"\n", b"\r\n")
        for path in PLAN.rglob("*.yaml")
    }
    windows = read_files(Files(PLAN.as_posix(), files))
    assert plain.plan is not None
    assert windows.plan is not None
    assert windows.diagnostics == plain.diagnostics == []
    for name in ("head", "agencies", "indicators", "references", "sections"):
        assert getattr(windows.plan, name) == getattr(plain.plan, name)


@pytest.mark.parametrize(
    ("encode", "name"),
    [
        (tcvn3, "TCVN3 (ABC)"),
        (vni, "VNI"),
        (lambda text: text.encode("utf-16"), "UTF-16"),
        (lambda text: text.encode("utf-16-le"), "UTF-16"),
    ],
    ids=["tcvn3", "vni", "utf-16", "utf-16-le"],
)
def test_an_old_encoding_is_named(encode: Callable[[str], bytes], name: str) -> None:
    head = base_files()["plan.yaml"]
    reading = reading_of(plan=encode(head))
    assert reading.plan is None
    first = reading.diagnostics[0]
    assert (first.code, first.span.path) == ("P002", "plan/plan.yaml")
    assert name in first.message
    if encode in (tcvn3, vni):  # the first letter with a mark
        line = next(n for n, text in enumerate(head.split("\n"), 1) if not text.isascii())
        assert first.span.line == line
    clauses = [clause for clause in SOURCE.split(";") if not set(clause) & set("¹²")]
    clauses = [clause for clause in clauses if sum(not c.isascii() for c in clause) > 2]
    assert len(clauses) > 60
    assert {guess_encoding(encode(clause)) for clause in clauses} == {name}


def test_a_spoilt_byte_in_utf8_is_not_taken_for_an_old_encoding() -> None:
    spoilt = base_files()["plan.yaml"].encode().replace("ạ".encode(), b"\xe1\xba", 1)
    reading = reading_of(plan=spoilt)
    assert reading.diagnostics[0].code == "P002"
    assert "bảng mã" not in reading.diagnostics[0].message


def test_decomposed_letters_are_an_error_but_the_plan_is_read_composed() -> None:
    text = subject(unicodedata.normalize("NFD", "Bình Dương"))
    reading = reading_of(plan=text.encode())
    line = text.split("\n").index(f"subject: {unicodedata.normalize('NFD', 'Bình Dương')}") + 1
    assert told(reading) == [("P501", "plan.yaml", line, 11)]  # at the i of Bình
    assert reading.diagnostics[0].severity is Severity.ERROR
    assert reading.plan is not None
    assert reading.plan.head.subject == "Bình Dương"


def test_letters_decomposed_by_escapes_are_composed_too() -> None:
    reading = reading_of(plan=subject('"Bi\\u0300nh"').encode())
    assert reading.plan is not None
    assert reading.plan.head.subject == "Bình"


@pytest.mark.parametrize(
    "char", ["\x00", "\x07", "\x0b", "\x1b", "\x85", "\u2028", "\ufeff", "\ufffe"]
)
def test_a_control_character_is_told_at_its_place(char: str) -> None:
    text = subject(f"Phát triển{char} công nghiệp")
    reading = reading_of(plan=text.encode())
    line = text[: text.index(char)].count("\n") + 1
    assert told(reading)[0] == ("P005", "plan.yaml", line, 20)
    assert f"U+{ord(char):04X}" in reading.diagnostics[0].message
    assert reading.plan is None


def test_a_no_break_space_where_yaml_needs_a_space_is_named() -> None:
    reading = reading_of(plan=base_files()["plan.yaml"].replace("place: ", "place:\u00a0").encode())
    assert codes(reading) == ["P003"]
    assert "U+00A0" in reading.diagnostics[0].message


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"# \xc4\x91\n", b"\xef\xbb\xbf", b"---\n", b"~"]
)
def test_an_empty_file(content: bytes) -> None:
    reading = reading_of(agencies=content)
    assert reading.plan is None
    assert [path for _, path, _, _ in told(reading)] == ["agencies.yaml"]


def test_every_complaint_of_the_parser_is_in_vietnamese() -> None:
    """The cases of P003 hold the usual ones; these are the rarest."""
    for text in ("%FOO\n---\na: 1", 'a: "\\ud800"', 'a: "\\xZZ"', "a: !<", "a: |x\n b", "a: & b"):
        (first, *_) = reading_of(plan=text.encode()).diagnostics
        assert first.code == "P003"
        assert "did not" not in first.message
        assert "found" not in first.message


# -- The disk


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(PlandocError, match="không có thư mục"):
        read_plan(tmp_path / "khong-co")


def test_an_empty_folder(tmp_path: Path) -> None:
    reading = read_plan(tmp_path)
    assert [Path(d.span.path).name for d in reading.diagnostics] == ["agencies.yaml", "plan.yaml"]
    assert codes(reading) == ["P001", "P001"]


def test_a_link_that_leads_outside_is_refused_unread(tmp_path: Path) -> None:
    secret = tmp_path / "mat.yaml"
    secret.write_text("id: bí mật")
    folder = written(tmp_path)
    (folder / "sections" / "1-muc-tieu.yaml").unlink()
    (folder / "sections" / "1-muc-tieu.yaml").symlink_to(secret)
    (folder / "references.yaml").unlink()
    (folder / "references.yaml").symlink_to(secret)
    reading = read_plan(folder)
    assert [(d.code, Path(d.span.path).name) for d in reading.diagnostics] == [
        ("P007", "plan.yaml"),
        ("P007", "references.yaml"),
    ]
    assert not any("bí mật" in source.text for source in reading.sources.values())


def test_a_link_inside_the_folder_is_a_file_like_any_other(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "references.yaml").rename(folder / "references.txt")
    (folder / "references.yaml").symlink_to("references.txt")
    assert read_plan(folder).diagnostics == []


@pytest.mark.parametrize("kind", ["fifo", "folder", "link to nowhere", "link to itself"])
def test_what_is_no_file_is_missing(tmp_path: Path, kind: str) -> None:
    folder = written(tmp_path)
    path = folder / "sections" / "1-muc-tieu.yaml"
    path.unlink()
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("khong-co.yaml" if kind == "link to nowhere" else path.name)
    if kind == "link to itself":
        with pytest.raises(PlandocError, match="không đọc được"):
            read_plan(folder)
        return
    reading = read_plan(folder)
    assert [(d.code, Path(d.span.path).name) for d in reading.diagnostics] == [
        ("P001", "plan.yaml")
    ]


def test_hidden_files_are_not_the_plan_s(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / ".#plan.yaml").symlink_to("nobody@nowhere.1234")  # how an editor locks a file
    (folder / "._plan.yaml").write_bytes(b"\x00\x05\x16\x07")  # what a Mac adds to an archive
    (folder / ".git").mkdir()
    (folder / ".git" / "x.yaml").write_text("a: 1")
    assert read_plan(folder).diagnostics == []


def test_a_file_name_from_a_mac_is_composed(tmp_path: Path) -> None:
    folder = written(tmp_path, plan=subject("x").replace("1-muc-tieu", "1-mục-tiêu").encode())
    name = unicodedata.normalize("NFD", "1-mục-tiêu.yaml")
    (folder / "sections" / "1-muc-tieu.yaml").rename(folder / "sections" / name)
    assert read_plan(folder).diagnostics == []


def test_a_file_name_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    folder = written(tmp_path)
    try:
        with open(os.fsencode(folder) + b"/\xff.yaml", "w") as file:
            file.write("a: 1")
    except OSError:
        pytest.skip("this file system takes no such name")
    (unlisted,) = read_plan(folder).diagnostics
    assert unlisted.code == "P008"
    unlisted.span.path.encode()


# -- Hostile files, each in a process of its own: nothing may kill it or hold it long

HOSTILE = {
    "200,000 brackets": (b"[" * 200_000, "P004"),
    "200,000 braces": (b"{" * 200_000, "P004"),
    "200,000 nested lists": (b"- " * 200_000, "P004"),
    "200,000 complex keys": (b"? " * 200_000, "P004"),
    "3,000 steps to the right": (b"\n".join(b" " * i + b"a:" for i in range(3000)), "P004"),
    "billion laughs": (
        b"a: &a [x,x,x,x,x,x,x,x,x]\n"
        + b"".join(
            b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 9)) for c in range(98, 103)
        ),
        "P004",
    ),
    "alias of itself": (b"&a [*a]", "P003"),
    "17 MB": (b"a: " + b"x" * (17 << 20), "P004"),
    "millions of values": (b"- a\n" * (MAX_BYTES // 4), "P004"),
    "millions of control characters": (b"\x07" * MAX_BYTES, "P005"),
    "16 MB that are no UTF-8": (b"\xb8" * MAX_BYTES, "P002"),
    "a quote that never closes": (b'a: "' + b"\n" * 1_000_000, "P003"),
    "a text of 10 MB": (b"subject: " + b"x" * 10_000_000, "P004"),
    "40,000 open notes": (b"subject: " + b"^[" * 40_000, "P105"),
    "40,000 open placeholders": (b"subject: x" + b"{a" * 40_000, "P105"),
}

READ = """
import resource, sys
from pathlib import Path
from plandoc.reading.reader import read_plan
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
for diagnostic in read_plan(Path(sys.argv[1])).diagnostics:
    print(diagnostic.code, diagnostic.span.path.rpartition("/")[2])
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_quickly(tmp_path: Path, name: str) -> None:
    content, code = HOSTILE[name]
    folder = written(tmp_path, plan=content)
    done = subprocess.run(
        [sys.executable, "-c", READ, str(folder)],
        capture_output=True,
        text=True,
        timeout=20,
        cwd=ROOT,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    assert f"{code} plan.yaml" in done.stdout.splitlines()


# -- Anything at all


REAL = {path.relative_to(PLAN).as_posix(): path.read_bytes() for path in PLAN.rglob("*.yaml")}
BITS = [
    b"",
    b" ",
    b"\n",
    b"\t",
    b"- ",
    b": ",
    b"'",
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b"&a ",
    b"*a",
    b"|",
    b">-",
]
BITS += [
    b"#",
    b"!",
    b"~",
    b"\xc4",
    b"\x00",
    b"^[",
    b"@",
    b"\xcc\x81",
    b"\xe2\x80\xa8",
    b"id: x\n",
    b"\r",
]


class Edit(Struct, frozen=True):
    """A place in a file, as a share of its length, and what is done there."""

    name: str
    at: float
    cut: int  # bytes taken out
    put: bytes
    line_to: float  # above 0: the line here is moved there, or doubled, with `cut` spaces before it

    def applied(self, content: bytes) -> bytes:
        """The file's bytes after the edit."""
        if not self.line_to:
            start = round(self.at * len(content))
            return content[:start] + self.put + content[start + self.cut :]
        lines = content.split(b"\n")
        at, to = (round(share * (len(lines) - 1)) for share in (self.at, self.line_to))
        line = lines[at] if self.put else lines.pop(at)
        lines.insert(to, b" " * self.cut + line)
        return b"\n".join(lines)


EDITS = st.builds(
    Edit,
    name=st.sampled_from(sorted(REAL)),
    at=st.floats(0, 1),
    cut=st.sampled_from([0, 0, 1, 2, 3, 40]),
    put=st.sampled_from(BITS),
    line_to=st.one_of(st.just(0.0), st.floats(0.01, 1)),
)


@settings(max_examples=250, derandomize=True, deadline=None)
@given(st.lists(EDITS, min_size=1, max_size=4))
def test_a_spoilt_plan_gives_diagnostics_that_lie_in_its_files(edits: list[Edit]) -> None:
    files = dict(REAL)
    for edit in edits:
        files[edit.name] = edit.applied(files[edit.name])
    reading = read_files(Files("plan", files))
    found = list(reading.diagnostics)
    if reading.plan:
        found += run_checks(reading.plan, reading)
    for diagnostic in found:
        assert_in_its_file(diagnostic, reading)
    assert reading.plan or found


def assert_in_its_file(diagnostic: Diagnostic, reading: Reading) -> None:
    sources = reading.sources
    for span in (diagnostic.span, *(related.span for related in diagnostic.related)):
        assert span.line >= 1
        assert span.column >= 1
        assert (span.end_line, span.end_column) > (span.line, span.column)
        if span.path not in sources:
            assert diagnostic.code in ("P001", "P008")
            continue
        lines = sources[span.path].lines
        assert span.line <= len(lines)
        assert span.column <= len(lines[span.line - 1]) + 1, diagnostic
    shown = full(diagnostic, lambda p: sources[p].lines if p in sources else [], colour=False)
    assert diagnostic.message in shown
