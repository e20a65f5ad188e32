"""The HTML of each construct of the Markdown dialect."""

import pytest

from plandoc.documents.markdown import escape, parse_markdown
from plandoc.writers.html import Link, html
from plandoc.writers.markup import UnknownMarkup
from tests.webpage import WebPage


def written(markdown: str) -> str:
    """The HTML of a document; the ids starting with ``khoan`` get a permalink."""
    return html(
        parse_markdown(markdown),
        permalink=lambda own: f"Liên kết tới {own}" if own.startswith("khoan") else "",
    )


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Một đoạn", "<p>Một đoạn</p>\n"),
        ("{#a .dash}\n- Một", '<p id="a" class="dash">- Một</p>\n'),
        (
            "{#khoan-1}\n1. Một",
            '<p id="khoan-1">1. Một'
            '<a class="permalink" href="#khoan-1" aria-label="Liên kết tới khoan-1"></a></p>\n',
        ),
        ("{#a}\n# I. MỤC", '<h1 id="a" class="heading-1">I. MỤC</h1>\n'),
        ("**Đậm** *nghiêng*", "<p><strong>Đậm</strong> <em>nghiêng</em></p>\n"),
        ("Một\\\nhai\nba", "<p>Một<br>\nhai\nba</p>\n"),
        ("Một[]{.br}hai", "<p>Một<br>hai</p>\n"),
        ("[chữ đứng]{.upright}", '<p><span class="upright">chữ đứng</span></p>\n'),
        ("a [b]{#c}", '<p>a <span id="c">b</span></p>\n'),
        ("[]{.fill}", '<p><span class="fill"></span></p>\n'),
        (
            "::::: grid head\n:::: row\n::: cell\nA\n\n:::\n::::\n:::::",
            '<div class="grid head">\n<div class="row">\n<div class="cell">\n<p>A</p>\n'
            "</div>\n</div>\n</div>\n",
        ),
        ("::: landscape\nA\n\n:::", '<div class="landscape">\n<p>A</p>\n</div>\n'),
        ("::: keep\nA\n\n:::", '<div class="keep">\n<p>A</p>\n</div>\n'),
    ],
)
def test_constructs(markdown: str, expected: str) -> None:
    assert written(markdown) == expected
    WebPage(expected)


def test_a_table() -> None:
    page = written("{.lead-tasks}\n| TT | Nội dung |\n| :-: | --- |\n| 1 | Một[]{.br}hai |\n")
    WebPage(page)
    assert '<div class="scroll" tabindex="0"><table class="lead-tasks">' in page
    assert '<th scope="col" class="center">TT</th><th scope="col">Nội dung</th>' in page
    assert '<td class="center">1</td><td>Một<br>hai</td>' in page


def test_footnotes_lead_there_and_back() -> None:
    page = WebPage(written("Một^[Chú thích *nghiêng*.] hai^[Nữa.]"))
    assert page.links == ["#fn_1", "#fn_2", "#fnref_1", "#fnref_2"]
    assert set(page.ids) == {"fn_1", "fn_2", "fnref_1", "fnref_2"}
    assert page.words("fn_1") == "Chú thích nghiêng."
    assert page.words() == "Một1 hai2 Chú thích nghiêng. Nữa."


def test_headings_skip_no_level_and_keep_their_class() -> None:
    tokens = parse_markdown("# I.\n\n## 1.\n\n#### a)\n\n## 2.\n\n### 2.1.\n\n#### a)\n\n# II.\n")
    headings = [line[1:] for line in html(tokens, top_heading=2).splitlines()]
    assert [(line[:2], line.partition('"')[2][:9]) for line in headings] == [
        ("h2", "heading-1"),
        ("h3", "heading-2"),
        ("h4", "heading-4"),
        ("h3", "heading-2"),
        ("h4", "heading-3"),
        ("h5", "heading-4"),
        ("h2", "heading-1"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "&lt;b&gt; &amp; &#60;",
        "*không* _nghiêng_ [x](y) {#a .b} ^[z] `code` | ::: ~~",
        "javascript:alert(1)",
    ],
)
def test_text_stays_text(text: str) -> None:
    page = WebPage(written(f"{{#khoan-1}}\n{escape(text)}^[{escape(text)}]"))
    assert page.words("khoan-1") == f"{text}1"
    assert page.words("fn_1") == text


def test_links_and_permalinks_escape_what_they_carry() -> None:
    made = html(
        parse_markdown("{#a}\nSở <Công> Thương & Sở"),
        permalink=lambda _: '"><script>',
        links=lambda text: [Link(0, 16, 'x"><script>')],
    )
    page = WebPage(made)
    assert page.words() == "Sở <Công> Thương & Sở"
    assert page.links == ['x"><script>', "#a"]


def test_links_change_no_word() -> None:
    text = "Sở Công Thương phối hợp Sở Xây dựng."
    made = html(parse_markdown(text), links=lambda _: [Link(0, 14, "a"), Link(24, 35, "b")])
    assert made == ('<p><a href="a">Sở Công Thương</a> phối hợp <a href="b">Sở Xây dựng</a>.</p>\n')


@pytest.mark.parametrize(
    ("markdown", "kind", "name"),
    [
        ("[Một]{style=x}", "attribute", "style"),
        ("{#a}\nMột\n\n{#a}\nHai", "id", "a"),
    ],
)
def test_what_it_does_not_know_raises(markdown: str, kind: str, name: str) -> None:
    with pytest.raises(UnknownMarkup) as caught:
        written(markdown)
    assert (caught.value.kind, caught.value.name) == (kind, name)
    assert caught.value.line


def test_what_it_does_not_know_in_a_table_is_told_at_its_row() -> None:
    with pytest.raises(UnknownMarkup) as caught:
        written("| A |\n| --- |\n| x |\n| [y]{style=z} |")
    assert caught.value.line == 4


def test_an_unknown_attribute_of_a_block_raises() -> None:
    tokens = parse_markdown("Một")
    tokens[0].attrs["style"] = "color:red"
    with pytest.raises(UnknownMarkup, match="style"):
        html(tokens)


@pytest.mark.parametrize("kind", ["hr", "fence", "bullet_list_open", "container_box_open"])
def test_an_unknown_block_raises(kind: str) -> None:
    tokens = parse_markdown("Một")
    tokens[0].type = kind
    tokens[0].nesting = 1 if kind.endswith("open") else 0
    with pytest.raises(UnknownMarkup, match=kind):
        html(tokens)


@pytest.mark.parametrize("kind", ["image", "html_inline", "link_open", "code_inline"])
def test_an_unknown_sign_raises(kind: str) -> None:
    tokens = parse_markdown("Một")
    children = tokens[1].children or []
    children[0].type = kind
    children[0].nesting = 1 if kind.endswith("open") else 0
    with pytest.raises(UnknownMarkup, match=kind):
        html(tokens)
