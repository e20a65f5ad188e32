"""The review as people see it: terminal, pull request, page, comparison table."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from plandoc.changes.comparing import changes
from plandoc.changes.facts import Side
from plandoc.diagnostics import PlandocError
from plandoc.documents.template_files import read_templates
from plandoc.model.plan import Plan
from plandoc.review.amounts import number
from plandoc.review.formats import FORMATS, Review, as_text
from plandoc.review.labels import GROUPS, KINDS
from plandoc.review.markdown import LIMIT, MARKER, markdown
from plandoc.review.report import of_agency, report
from plandoc.review.rows import rows
from tests.browser import Tab, chromium
from tests.outline import outline as docx_outline
from tests.revisions import Editor, as_plan, as_tree, files, read
from tests.webpage import WebPage

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
GOLDEN = Path(__file__).parent / "golden" / "review"
OLD = read(files())
GONE = """\
      - id: co-che-uu-dai
        text: Xây dựng cơ chế ưu đãi cho doanh nghiệp công nghệ số.
"""
COME = """\
      - id: nen-tang-so
        text: Xây dựng nền tảng số dùng chung.
"""


def revised() -> Plan:
    """The base plan after a revision with something of everything."""
    texts = files()

    def edit(name: str, *pairs: tuple[str, str]) -> None:
        path = next(path for path in texts if path.endswith(f"{name}.yaml"))
        for old, new in pairs:
            assert old in texts[path], (path, old)
            texts[path] = texts[path].replace(old, new)

    edit(
        "plan",
        ("date: 2024-01-15", "date: 2025-02-20"),
        ("  - Website thành phố;\n", ""),
        ("ngày 19/6/2015", "ngày 19/02/2025"),
    )
    edit(
        "indicators",
        ("8,5%-8,7%/năm", "9,0%-9,5%/năm"),
        ("9 tỷ USD", "trên 12 tỷ USD"),
        ("62% - 30% - 8%", "61,5% - 30,5% - 8%"),
    )
    edit(
        "1-the-che",
        ("lead: so-khdt", "lead: so-tc"),
        ("Sở Kế hoạch và Đầu tư chủ trì", "Sở Tài chính chủ trì"),
        ("Quý II/2025", "Quý III/2025"),
        (GONE, ""),
    )
    edit(
        "2-ha-tang",
        ("tới 100% khu", "tới toàn bộ các khu"),
        ("      - id: mang-5g", f"{COME}      - id: mang-5g"),
    )
    edit("3-to-chuc", ("before: 01/12", "before: 15/11"), ("01 tháng 12", "15 tháng 11"))
    edit("1-muc-tieu", ("khoa học - công nghệ", "khoa học – công nghệ"), ("15/BC", "16/BC"))
    edit("section", ("[1-the-che, 2-ha-tang]", "[2-ha-tang, 1-the-che]"))
    return read(texts)


NEW = revised()
SIDES = Side("v1 (1234567)", "1" * 40, "An", "2024-01-15T08:00:00+07:00"), Side("bản đang soạn")


def review(old: Plan = OLD, new: Plan = NEW) -> Review:
    return Review(old, new, changes(old, new, *SIDES))


def written(form: str, what: Review) -> str:
    return FORMATS[form](what, read_templates(TEMPLATES)).decode("utf-8")


# -- what it says


def test_the_terminal(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "review.txt", written("text", review()))


def test_the_comment(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "review.md", written("markdown", review()))


def test_the_comparison_table(golden: Callable[[Path, str], None]) -> None:
    content = FORMATS["table"](review(), read_templates(TEMPLATES))
    golden(GOLDEN / "comparison.txt", docx_outline(content))
    assert content == FORMATS["table"](review(), read_templates(TEMPLATES))


def test_no_change_is_said() -> None:
    nothing = review(OLD, OLD)
    assert "Không có thay đổi" in as_text(nothing)
    assert "Không có thay đổi" in written("markdown", nothing)
    assert "Không có thay đổi" in written("html", nothing)
    assert "Không có thay đổi" in docx_outline(FORMATS["table"](nothing, read_templates(TEMPLATES)))


def test_every_kind_has_a_name_and_a_group() -> None:
    grouped = [kind for _, _, kinds in GROUPS for kind in kinds]
    assert sorted(grouped) == sorted(KINDS)


def test_the_direction_of_an_indicator_is_told_in_words() -> None:
    texts = files()
    texts["indicators.yaml"] = texts["indicators.yaml"].replace("direction: up", "direction: down")
    told = as_text(review(new=read(texts)))
    assert "chiều phấn đấu: tăng → giảm" in told


def test_colours_take_the_place_of_brackets() -> None:
    plain, coloured = as_text(review()), as_text(review(), colour=True)
    assert "[-Sở Kế hoạch và Đầu tư-]" in plain
    assert "\x1b" not in plain
    assert "[-" not in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == re.sub(r"\[-|-\]|\{\+|\+\}", "", plain)


def test_one_agency_alone() -> None:
    found = of_agency(OLD, NEW, changes(OLD, NEW), "so-tttt")
    assert found.changes
    assert all("so-tttt" in change.agencies for change in found.changes)
    assert set(found.by_agency) == {"so-tttt"}
    with pytest.raises(PlandocError, match="so-tt ") as error:
        of_agency(OLD, NEW, found, "so-tt")
    assert "so-t" in error.value.hint


def test_numbers_are_written_as_the_plan_writes_them() -> None:
    written = {"-1234567.50": "−1.234.567,5", "0.8": "+0,8", "1000": "+1.000", "0": "0"}
    assert {text: number(Decimal(text), signed=True) for text in written} == written


@pytest.mark.parametrize("seed", range(15))
def test_any_revision_can_be_told(seed: int) -> None:
    what = review(OLD, Editor(OLD, seed).edit(12))
    for form in FORMATS:
        assert FORMATS[form](what, read_templates(TEMPLATES))
    shown = {e.change.id for row in rows(what.old, what.new, what.changes) for e in row.entries}
    derived = {c.id for c in what.changes.changes if c.kind in ("renumbered", "id-changed")}
    assert {change.id for change in what.changes.changes} - derived <= shown | {
        change.id for change in what.changes.changes if change.clauses
    }


# -- hostile texts, long reviews

HOSTILE = [
    "<script>alert(1)</script>",
    "</details></table><h1>to",
    "a | b \\| c",
    "`x` ``y``",
    "@ubnd và @to-chuc/nhom",
    "#123 GH-45 nhom/kho#6",
    "![x](http://x.vn/a.png) [y](javascript:alert(1)) <http://x.vn>",
    "https://x.vn www.x.vn a@x.vn :smile:",
    "**đậm** __đậm__ *nghiêng* ~~bỏ~~ $x$ ==y==",
    "<!-- plandoc-diff --> --> &lt;b&gt; &#64;",
    "# tiêu đề",
    "- gạch",
    "1. số",
    "> trích",
    '" onmouseover="x" \' data-x=\'',
    "{{ 7 * 7 }} {% raw %} {{{{",
    "\u202eđảo",
]


def hostile() -> tuple[Plan, Plan]:
    """A plan and one with such texts at every place that a drafter can write to."""
    tree = as_tree(OLD)
    texts = [text.replace("{", "{{").replace("}", "}}").replace("^[", "^^[") for text in HOSTILE]
    items = tree["sections"][0]["items"][0]["items"]
    items += [{"id": f"doc-{n}", "text": f"Đoạn {text}"} for n, text in enumerate(texts)]
    items += [{"id": f"cu-{n}", "text": text} for n, text in enumerate(texts)]
    for number_, text in enumerate(texts):
        tree["agencies"][number_ % 5]["aliases"] = [text]
    tree["head"]["place"] = HOSTILE[0]
    tree["agencies"][1]["name"] = HOSTILE[1]
    tree["indicators"][0]["name"] = HOSTILE[2]
    tree["head"]["recipients"] = texts
    old = as_tree(OLD)
    old["sections"][0]["items"][0]["items"] += [
        {"id": f"doc-{n}", "text": "Đoạn bình thường."} for n in range(len(texts))
    ]
    return as_plan(old), as_plan(tree)


class Tags(HTMLParser):
    """The tags and the text of a fragment; every tag closed in its place."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


ALLOWED = {
    *("h2", "h3", "p", "strong", "b", "br", "sub", "del", "ins", "details", "summary"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


def rendered(text: str) -> Tags:
    return Tags(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))


def test_hostile_texts_sleep_in_a_comment() -> None:
    text = written("markdown", review(*hostile()))
    page = rendered(text)
    assert page.names <= ALLOWED
    assert page.attributes == set()
    quiet = page.text.replace("\u200b", "")
    for word in HOSTILE:
        assert " ".join(word.split()) in quiet, word
    assert text.count(MARKER) == 1
    assert not re.search(r"(?<![\w&])@\w|(?<!&)#\d|:\w+:|https?://|\bwww\.\w|GH-\d", page.text)
    lines = [line for line in text.split("\n") if line.startswith("|")]
    assert {line.count("|") for line in lines} <= {3, 4, 5}


def test_hostile_texts_sleep_in_a_page() -> None:
    text = written("html", review(*hostile()))
    page = strict(text)
    assert text.count("<script>") == 1
    assert not any(link.startswith(("javascript", "http")) for link in page.links)
    assert not any("onmouseover" in named or "data-x" in named for _, named in page.tags)
    for word in HOSTILE:
        assert " ".join(word.split()) in " ".join(page.words().split()), word


def test_hostile_texts_stay_words_in_the_table() -> None:
    outline = docx_outline(FORMATS["table"](review(*hostile()), read_templates(TEMPLATES)))
    for word in HOSTILE:
        assert " ".join(word.split()) in " ".join(outline.replace("**", "").split()) or "**" in word


def test_five_thousand_changes_fit_in_a_comment() -> None:
    items = [{"id": f"muc-{n}", "text": f"Nội dung của mục {n} | <b>."} for n in range(5000)]
    old, new = as_tree(OLD), as_tree(OLD)
    old["sections"][0]["items"] = items
    new["sections"][0]["items"] = [
        item | {"text": item["text"].replace("Nội", "Toàn bộ nội")} for item in items
    ]
    for agency in new["agencies"]:
        agency["name"] = f"{agency['name']} " + "dài " * 3000
    told = report(*(plans := (as_plan(old), as_plan(new))), changes(*plans))
    assert sum(len(group.entries) for group in told.groups) > 5000
    for limit in (LIMIT, 20_000, 3_000, 700):
        text = markdown(told, limit)
        assert len(text) <= limit
        assert text.startswith(MARKER)
        assert "5006 thay đổi" in text
        rendered(text)
    assert "thay đổi khác" in markdown(told)


# -- the page


def strict(text: str) -> WebPage:
    """A page without what the site's pages must not have, but this one brings along."""
    text = re.sub(r"<(style|script)>.*?</\1>|<input [^>]*>", "", text, flags=re.DOTALL)
    return WebPage(text.replace("<form", "<section").replace("</form", "</section"))


def test_the_page_stands_on_its_own() -> None:
    text = written("html", review())
    page = strict(text)
    assert "default-src 'none'" in text
    assert not re.search(r"""(?:src|href)=["'](?!#)""", text)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert {"chg-000001", "den_ha-tang", "tu_ha-tang", "co-quan", "van-ban"} <= set(page.ids)
    assert "[bỏ: " in text
    assert "[thêm: " in text


def test_moved_pairs_lead_to_each_other() -> None:
    text = written("html", review())
    for here, there in (("tu", "den"), ("den", "tu")):
        item = re.search(rf'id="{here}_ha-tang".*?</li>', text, re.DOTALL)
        assert item
        assert f'href="#{there}_ha-tang"' in item[0]


@pytest.fixture(scope="module")
def tab(program: Callable[[str], str]) -> Iterator[Tab]:
    with chromium(program("chromium")) as tab:
        yield tab


SHOWN = "[...document.querySelectorAll('.fact')].filter(e => !e.hidden).length"


def test_the_page_filters_without_a_network(tab: Tab, tmp_path: Path) -> None:
    path = tmp_path / "thay đổi.html"
    path.write_text(written("html", review()), "utf-8")
    tab.errors.clear()
    tab.requests.clear()
    tab.view(1280, 900)
    tab.open(path)
    every = tab.run(SHOWN)
    assert every == len(changes(OLD, NEW).changes)
    tab.run("document.querySelector('[value=loi-van]').click()")
    assert 0 < tab.run(SHOWN) < every
    assert tab.run("document.querySelector('#loi-van').closest('section').hidden") is True
    tab.run("document.querySelector('[type=reset]').click()")
    tab.run(
        "(s => { s.value = 'so-tttt'; s.dispatchEvent(new Event('change', {bubbles: true})) })"
        "(document.querySelector('select'))"
    )
    assert 0 < tab.run(SHOWN) < every
    assert tab.run("document.querySelector('[role=status]').textContent").endswith("thay đổi")
    assert tab.errors == []
    assert tab.requests == [path.as_uri()]


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_page_fits_its_window(tab: Tab, tmp_path: Path, width: int) -> None:
    path = tmp_path / "thay-doi.html"
    path.write_text(written("html", review(*hostile())), "utf-8")
    tab.view(width, 900)
    tab.open(path)
    assert tab.run("document.documentElement.scrollWidth") <= width


def colours(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): #([0-9a-f]{3,6})", text))


def luminance(code: str) -> float:
    code = code if len(code) == 6 else "".join(c * 2 for c in code)
    parts = (int(code[i : i + 2], 16) / 255 for i in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("line", [0, 1], ids=["light", "dark"])
def test_its_colours_have_the_contrast_of_wcag_aa(line: int) -> None:
    style = (TEMPLATES / "changes.html.j2").read_text("utf-8")
    palette = colours([one for one in style.split("\n") if "--ink" in one][line])
    pairs = [(ink, on) for ink in ("ink", "soft", "link", "warn") for on in ("paper", "panel")]
    for ink, on in [*pairs, ("ins", "ins-back"), ("del", "del-back")]:
        low, high = sorted((luminance(palette[ink]), luminance(palette[on])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (ink, on)
