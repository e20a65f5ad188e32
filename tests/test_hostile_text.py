"""Hostile text comes out as text, word for word, in whatever a plan becomes.

Every text of a plan is replaced twice: by a harmless word, and by a hostile text that holds this
word. What is made of the two plans must have the same skeleton, and the same words but for that
exchange.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from plandoc.changes.comparing import changes
from plandoc.documents.profile import read_profile
from plandoc.documents.template_files import read_templates
from plandoc.products import Work, products
from plandoc.reading.source import FORBIDDEN
from plandoc.review.formats import FORMATS, Review
from tests.hostile import TEXTS, harmless, hostile, plan_of
from tests.revisions import Tree

TEMPLATES = read_templates(Path(__file__).parent.parent / "templates")
BASE = "https://example.gov.vn/"
FORMULA = tuple("=+-@\t\r＝＋－＠")
WORDED = {"alt", "aria-label", "content", "data-cite", "data-plan", "data-value", "title"}
Skeleton = list[Any]


def drafted(tree: Tree) -> None:
    """What stands elsewhere, or not at all, while a plan is drafted."""
    del tree["head"]["date"]
    tree["head"]["annexes"] = "inside"
    tree["head"]["enacting"]["layout"] = "run-in"
    for group in tree["sections"][1]["groups"]:
        for assignment in group["assignments"]:
            assignment["layout"] = "inline" if len(assignment["tasks"]) == 1 else "paragraph"


VARIANTS: dict[str, Callable[[Tree], None]] = {"issued": lambda tree: None, "draft": drafted}


def built(text: Callable[[int], str], variant: str) -> tuple[dict[str, bytes], list[str]]:
    plan, texts = plan_of(text, VARIANTS[variant])
    profile = read_profile(TEMPLATES).profile
    assert profile is not None
    made = products(Work(plan, TEMPLATES, profile, BASE))
    return {name: file for batch in made for name, file in batch.files.items()}, texts


@cache
def twin(variant: str) -> dict[str, bytes]:
    return built(harmless, variant)[0]


# -- a file as its skeleton and its words


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.skeleton: Skeleton = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skeleton.append((tag, [(n, "" if n in WORDED else value) for n, value in attrs]))
        self.words += [value or "" for _, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self.skeleton.append(tag)

    def handle_data(self, data: str) -> None:
        if self.skeleton[-1:] == [("script", [("type", "application/ld+json")])]:
            skeleton, words = of_json(json.loads(data))
            self.skeleton += skeleton
            self.words += words
        else:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.skeleton.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.skeleton.append(decl)

    def handle_pi(self, data: str) -> None:
        self.skeleton.append("instruction")

    def unknown_decl(self, data: str) -> None:
        self.skeleton.append("declaration")


def of_json(value: Any) -> tuple[Skeleton, list[str]]:
    if isinstance(value, str):
        return ["text"], [value]
    if not isinstance(value, dict | list):
        return [type(value).__name__], []
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    parts = [(key, *of_json(inner)) for key, inner in pairs]
    words = [word for _, _, inside in parts for word in inside]
    return [(key, skeleton) for key, skeleton, _ in parts], words


def of_xml(content: bytes) -> tuple[Skeleton, list[str]]:
    elements = list(etree.fromstring(content).iter())
    ids = ("{http://www.w3.org/2005/Atom}id",)  # holds the number, percent-encoded
    texts = [e.text or "" for e in elements if e.tag not in ids]
    return [(element.tag, list(element.attrib)) for element in elements], texts


def of_docx(content: bytes) -> tuple[Skeleton, list[str]]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    skeleton: Skeleton = []
    words: list[str] = []
    for name in archive.namelist():
        inside, texts = of_xml(archive.read(name))
        skeleton.append((name, inside))
        # The properties are cut at 255 characters.
        words += [] if name.startswith("docProps/") else texts
    return skeleton, words


def of_csv(content: bytes) -> tuple[Skeleton, list[str]]:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    for cell in cells:
        assert not cell.lstrip().startswith(FORMULA), cell
    return [len(row) for row in rows], [_unguarded(cell) for cell in cells]


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell


def of_calendar(content: bytes) -> tuple[Skeleton, list[str]]:
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    lines = content.replace(b"\r\n ", b"").decode().split("\r\n")
    pairs = [line.split(":", 1) for line in lines if line]
    words = [value for name, value in pairs if name != "UID"]
    return [name for name, _ in pairs], [re.sub(r"\\([\\,;])", r"\1", word) for word in words]


def read(name: str, content: bytes) -> tuple[Skeleton, list[str]]:
    ending = name.rpartition(".")[2]
    if ending == "html":
        page = Page(content.decode())
        return page.skeleton, page.words
    if name.endswith("search-index.js"):
        assert b"<" not in content
        return of_json(json.loads(content.removeprefix(b"window.PLANDOC_INDEX = ")[:-2]))
    if ending == "json":
        return of_json(json.loads(content))
    by_ending = {"csv": of_csv, "docx": of_docx, "ics": of_calendar, "xml": of_xml}
    return by_ending[ending](content) if ending in by_ending else ([], [content.decode()])


def said(words: list[str]) -> list[str]:
    """Words of a file without what counts its bytes, and without the case of first letters."""
    return [re.sub(r"[\d,]+ [KM]B", "", word).casefold() for word in words]


def exchanged(words: list[str], texts: list[str]) -> list[str]:
    return [re.sub(r"Lời(\d{4})x", lambda found: texts[int(found[1])], word) for word in words]


def assert_only_words_differ(text: Callable[[int], str], variant: str) -> None:
    files, texts = built(text, variant)
    assert files.keys() == twin(variant).keys()
    for name, content in files.items():
        if name.startswith("site/tai-ve/") and name.removeprefix("site/tai-ve/") in files:
            continue  # a copy
        (skeleton, words), (expected, plain) = read(name, content), read(name, twin(variant)[name])
        assert skeleton == expected, name
        pairs = zip(said(words), said(exchanged(plain, texts)), strict=True)
        assert next((pair for pair in pairs if pair[0] != pair[1]), None) is None, name


# -- the files of a build


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("shift", range(0, len(TEXTS), 5))
def test_only_words_differ(shift: int, variant: str) -> None:
    assert_only_words_differ(hostile(shift), variant)


def test_every_text_is_printed_somewhere() -> None:
    """Else the comparison above would prove nothing of it."""
    everywhere = "\n".join(word for n, c in twin("issued").items() for word in read(n, c)[1])
    count = len(plan_of(harmless)[1])
    assert [n for n in range(count) if harmless(n) not in everywhere] == []


LETTERS = st.characters(codec="utf-8").filter(
    lambda c: not FORBIDDEN.match(c) and c not in "\n\r\t"
)
ANY = st.lists(st.one_of(st.text(LETTERS, max_size=20), st.sampled_from(TEXTS[:-2])), min_size=1)


@settings(max_examples=12, derandomize=True, deadline=None, phases=[Phase.generate])
@given(st.lists(ANY.map("".join), min_size=7, max_size=7))
def test_only_words_differ_whatever_they_are(texts: list[str]) -> None:
    # White space at the ends is no part of a value, and may be a line break to some reader.
    # A quote at the beginning is what the table of tasks itself puts before a formula.
    quiet = tuple(" ".join(normalize("NFC", text).split()).lstrip("'") for text in texts)
    assert_only_words_differ(hostile(0, quiet), "issued")


# -- the forms of a review


def tags(form: str, content: bytes) -> set[str]:
    """The names of elements and attributes."""
    if form == "json":
        json.loads(content)
        return set()
    if form in ("docx", "table"):
        parts = [part for _, inside in of_docx(content)[0] for part in inside]
        return {tag for tag, _ in parts} | {name for _, names in parts for name in names}
    text = content.decode()
    if form == "markdown":
        text = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    page = Page(text).skeleton
    assert {part for part in page if isinstance(part, str)} & {"comment", "declaration"} <= {
        "comment"
    }
    opened = [part for part in page if not isinstance(part, str)]
    return {tag for tag, _ in opened} | {name for _, named in opened for name, _ in named}


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "text"])
def test_a_review_has_no_mark_of_its_texts(form: str) -> None:
    old = plan_of(harmless)[0]

    def reviewed(text: Callable[[int], str]) -> bytes:
        new = plan_of(text)[0]
        return FORMATS[form](Review(old, new, changes(old, new)), TEMPLATES)

    quiet = tags(form, reviewed(lambda number: f"Khác {harmless(number)}"))
    for shift in (0, 11, 22):
        assert tags(form, reviewed(hostile(shift))) <= quiet
