"""A plan's words through templates and Markdown: whatever they hold, they come out as they are."""

import datetime
import re
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import rules_block
from markdown_it.token import Token
from msgspec import Struct

from plandoc.documents.document import Templates, words
from plandoc.documents.markdown import Text, Views, _parser, escape, parse_markdown, view
from plandoc.documents.tables import Cell, table, table_of
from plandoc.documents.template_files import read_templates
from plandoc.documents.templates import TemplateFault
from plandoc.model.plan import Plan
from plandoc.reading.reader import read_files
from tests.cases import changed

HOSTILE = [
    "5*_x_ và **đậm** hay __đậm__",
    "[chữ]{.lop} {#ma} {.lop}",
    "^[chú thích] và [^1]",
    "a | b || c",
    r"\* \\ \[ đường C:\ke-hoach\ ",
    "# Tiêu đề #",
    "1. Mục đích",
    "- gạch + cộng",
    "> trích",
    "::: grid x",
    ":::",
    "::",
    ":",
    "---",
    "===",
    "| --- |",
    "<b>&amp; &#35; <!-- x -->",
    "`mã` ``` ~~~",
    "{{ x }} {% if %} {## ##}",
    "![ảnh](x) [liên kết](y) <http://x.vn>",
    "[x]: /y",
    "“nháy” 'đơn' \"kép\"",
    "...",
    "a\u00a0b",
    "*",
    "_",
    "\\",
    "%s %(x)s {0} {x}",
]
TEXTS = st.sampled_from(HOSTILE) | st.text(
    alphabet="\\*_{}[]#|^`:~-+=<>&\"'!.,()1a%$ đ", min_size=1, max_size=30
)


PLAN = read_files(changed({})).plan
assert isinstance(PLAN, Plan)


class Holder(Struct, frozen=True):
    """A struct with a text, as a template meets it."""

    title: str
    parts: tuple[str, ...] = ()


def plain_text(tokens: list[Token]) -> str:
    """The words of tokens that must hold nothing but words, in one block."""
    (inline,) = [token for token in tokens if token.type == "inline"]
    assert [child.type for child in inline.children or []] in (["text"], []), inline.children
    return "".join(child.content for child in inline.children or [])


def inlines(markdown: str) -> list[list[Token]]:
    """The inline tokens of each block."""
    return [t.children or [] for t in parse_markdown(markdown) if t.type == "inline"]


def words_in(tokens: list[Token]) -> str:
    return "".join(token.content for token in tokens if token.type == "text")


# -- Escaping


@given(TEXTS)
@example(":::: grid")
def test_escaped_words_are_words(text: str) -> None:
    assert plain_text(parse_markdown(escape(f"x{text}"))) == f"x{text}".rstrip()


@given(TEXTS.map(str.strip).filter(bool))
def test_escaped_words_are_words_wherever_they_stand(text: str) -> None:
    escaped = escape(text)
    (paragraph,) = [t for t in parse_markdown(escaped) if t.type == "inline"]
    assert plain_text([paragraph]) == text
    heading = parse_markdown(f"### {escaped}")
    assert heading[0].tag == "h3"
    assert plain_text(heading) == text
    (token,) = parse_markdown(f"| {escaped} | x |\n| --- | --- |\n| y | {escaped} |")
    cells = [cell for row in table_of(token).all_rows() for cell in row.cells]
    assert [c if isinstance(c, str) else plain_text([c]) for c in cells] == [text, "x", "y", text]
    inside = parse_markdown(f"::: cell\n{escaped}\n:::\n")
    assert [t.type for t in inside] == [
        *("container_cell_open", "paragraph_open", "inline", "paragraph_close"),
        "container_cell_close",
    ]
    assert plain_text(inside) == text


@given(TEXTS.map(str.strip).filter(bool))
def test_escaped_words_stay_inside_a_span_and_a_footnote(text: str) -> None:
    (block,) = inlines(f"a [{escape(text)}]{{.run-in}} b")
    assert [token.type for token in block] == ["text", "span_open", "text", "span_close", "text"]
    assert block[2].content == text
    _, note = inlines(f"a^[{escape(text)}]")
    assert words_in(note) == text


# -- Templates: what a drafter's words go through, and what must be printed then

PATHS: dict[str, Callable[[str, str], str]] = {
    "{{ t }}": lambda t, u: t,
    "{{ t ~ u }}": lambda t, u: t + u,
    "{{ t + u }}": lambda t, u: t + u,
    "{{ 'x: ' + t }}": lambda t, u: "x: " + t,
    "{{ t + ' x' }}": lambda t, u: t + " x",
    "{{ t * 2 }}": lambda t, u: t * 2,
    "{{ t[1:] }}": lambda t, u: t[1:],
    "{{ t[0] }}{{ t[-1] }}": lambda t, u: t[0] + t[-1],
    "{{ t[::-1] }}": lambda t, u: t[::-1],
    "{{ t|first }}{{ t|last }}": lambda t, u: t[0] + t[-1],
    "{{ t|reverse }}": lambda t, u: t[::-1],
    "{{ t|upper }}{{ t.lower() }}": lambda t, u: t.upper() + t.lower(),
    "{{ t.capitalize() ~ t.casefold() ~ t.swapcase() ~ t.title() ~ u }}": lambda t, u: (
        t.capitalize() + t.casefold() + t.swapcase() + t.title() + u
    ),
    "{{ t.strip() ~ t.lstrip() ~ t.rstrip() ~ t.removeprefix('x') ~ t.zfill(3) ~ u }}": (
        lambda t, u: t.strip() + t.lstrip() + t.rstrip() + t.removeprefix("x") + t.zfill(3) + u
    ),
    "{{ t.center(9) ~ t.ljust(9) ~ t.rjust(9) ~ t.expandtabs() ~ u }}": lambda t, u: (
        t.center(9) + t.ljust(9) + t.rjust(9) + t.expandtabs() + u
    ),
    "{{ t|trim }}": lambda t, u: t.strip(),
    "{{ t|string }}": lambda t, u: t,
    "{{ t|e }}": lambda t, u: t,
    "{{ t|escape|safe }}": lambda t, u: t,
    "{{ t|safe }}": lambda t, u: t,
    "{{ t|default('x') }}": lambda t, u: t,
    "{{ t|replace('a', u) }}": lambda t, u: t.replace("a", u),
    "{{ 'a, a'|replace('a', t) }}": lambda t, u: "a, a".replace("a", t),
    "{{ t|truncate(7, true, '…', 0) }}": lambda t, u: t if len(t) <= 7 else t[:6] + "…",
    "{{ t.split(' ')|join('/') }}": lambda t, u: "/".join(t.split(" ")),
    "{{ t.partition(' ')[0] }}": lambda t, u: t.partition(" ")[0],
    "{{ t|list|join }}": lambda t, u: t,
    "{{ t|list|join(u) }}": lambda t, u: u.join(t),
    "{{ [t, u]|join(' ; ') }}": lambda t, u: f"{t} ; {u}",
    "{{ [t, 'x', u]|join(t) }}": lambda t, u: t.join([t, "x", u]),
    "{{ [t, u]|map('upper')|join(', ') }}": lambda t, u: f"{t.upper()}, {u.upper()}",
    "{{ ([t, u]|sort)[0] }}": lambda t, u: min(t, u, key=str.lower),
    "{{ '%s và %s' % (t, u) }}": lambda t, u: f"{t} và {u}",
    "{{ '%s và %s'|format(t, u) }}": lambda t, u: f"{t} và {u}",
    "{{ '{} và {}'.format(t, u) }}": lambda t, u: f"{t} và {u}",
    "{% for c in t %}{{ c }}{% endfor %}": lambda t, u: t,
    "{% for c in t %}{{ c ~ u }}{% endfor %}": lambda t, u: "".join(c + u for c in t),
    "{% for c in t|batch(3) %}{{ c|join }}{% endfor %}": lambda t, u: t,
    "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(t) }}{{ m(u) }}": lambda t, u: t + u,
    "{% macro m(x) %}{{ x }}{% endmacro %}{{ [m(t), u]|join(t) }}": lambda t, u: t + t + u,
    "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ t }}{% endcall %}": lambda t, u: t,
    "{% set x %}{{ t }}{% endset %}{{ x ~ u }}": lambda t, u: t + u,
    "{% set x = namespace(y=t) %}{{ x.y }}": lambda t, u: t,
    "{% filter upper %}{{ t }}{% endfilter %}": lambda t, u: t.upper(),
    "{% with x = t %}{{ x if x else u }}{% endwith %}": lambda t, u: t,
    "{{ {'k': t}.k }}{{ {'k': u}['k'] }}": lambda t, u: t + u,
    "{{ holder.title }}{{ holder.parts[1] }}": lambda t, u: t + u,
    "{{ holder.parts|join(', ') }}": lambda t, u: f"{t}, {u}",
    "{{ holders|map(attribute='title')|join }}": lambda t, u: t,
    "{% for k, v in mapping.items() %}{{ k ~ v }}{% endfor %}": lambda t, u: t + u,
    "{{ mapping[t] }}": lambda t, u: u,
    "{{ t|length }}": lambda t, u: str(len(t)),
    "{{ 1 }}{{ t if 1 > 2 }}": lambda t, u: "1",
}


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """Every path as a template; an x keeps spaces at the ends, and a leading mark from its line."""
    folder = tmp_path_factory.mktemp("templates")
    for number, path in enumerate(PATHS):
        (folder / f"{number}.j2").write_text(f"x{path}x", encoding="utf-8")
    return Templates(read_templates(folder))


def rendered(templates: Templates, number: int, t: str, u: str) -> str:
    context = {"t": t, "u": u, "holder": Holder(t, (t, u)), "holders": [Holder(t)]}
    context |= {"mapping": {t: u}}
    return plain_text(templates.document(f"{number}.j2", **context).tokens)


@pytest.mark.parametrize("number", range(len(PATHS)), ids=list(PATHS))
def test_hostile_words_come_out_as_they_are(templates: Templates, number: int) -> None:
    expected = list(PATHS.values())[number]
    for t, u in zip(HOSTILE, [*HOSTILE[1:], "a"], strict=True):
        assert rendered(templates, number, t, u) == f"x{expected(t, u)}x"


@given(number=st.integers(0, len(PATHS) - 1), t=TEXTS, u=TEXTS)
def test_any_words_come_out_as_they_are(templates: Templates, number: int, t: str, u: str) -> None:
    expected = list(PATHS.values())[number]
    assert rendered(templates, number, t, u) == f"x{expected(t, u)}x"


@given(TEXTS)
def test_a_text_of_the_plan_keeps_its_marks_apart_from_its_words(text: str) -> None:
    typed = text.replace("{", "{{").replace("}", "}}").replace("^[", "^^[")
    assert plain_text(parse_markdown(f"x{words(PLAN)(typed)}x")) == f"x{text}x"


def test_a_footnote_of_the_plan_is_a_footnote() -> None:
    text = words(PLAN)("Tăng {tang-truong}^[Theo [1], *x*.] nữa", "2021-2025")
    paragraph, note = inlines(text)
    assert [token.type for token in paragraph] == ["text", "footnote_ref", "text"]
    assert paragraph[0].content == "Tăng 8%/năm"
    assert words_in(note) == "Theo [1], *x*."


@pytest.mark.parametrize("path", ["t|tojson", "t|urlize", "t|forceescape", "t|striptags"])
def test_filters_that_write_html_are_not_there(tmp_path: Path, path: str) -> None:
    (tmp_path / "a.j2").write_text(f"{{{{ {path} }}}}", encoding="utf-8")
    with pytest.raises(TemplateFault) as caught:
        Templates(read_templates(tmp_path)).document("a.j2", t="x")
    assert caught.value.diagnostic.code == "P901"


@pytest.mark.parametrize(
    "value", [None, True, 1.5, datetime.date(2023, 11, 17), ["x"], {"x": "y"}, Holder("x")]
)
def test_what_is_no_words_is_not_printed(tmp_path: Path, value: object) -> None:
    (tmp_path / "a.j2").write_text("x\n{{ value }}", encoding="utf-8")
    with pytest.raises(TemplateFault) as caught:
        Templates(read_templates(tmp_path)).document("a.j2", value=value)
    diagnostic = caught.value.diagnostic
    assert (diagnostic.code, diagnostic.span.line) == ("P903", 2)


@pytest.mark.parametrize(
    ("name", "value"),
    [("a", Text("x")), ("b", ["x"]), ("c", 1), ("d", None), ("e", True)],
)
def test_a_view_wraps_only_words(name: str, value: object) -> None:
    seen = view({name: value})[name]
    assert seen == value


def test_structs_are_seen_in_any_order_and_a_number_is_a_name(tmp_path: Path) -> None:
    """What a template may do with a list it may do with them."""
    seen = {"many": Views([Holder("*a*"), Holder("b"), Holder("c")]), "by": {"2025": "d"}}
    for text, said in {
        "{{ many[0].title }}{{ (many|last).title }}": r"\*a\*c",
        "{% for one in many[1:] %}{{ one.title }}{% endfor %}{{ many|length }}": "bc3",
        "{% for one in many|reverse %}{{ one.title }}{% endfor %}": r"cb\*a\*",
        "{{ by[2025] }}{{ by['2025'] }}": "dd",
    }.items():
        (tmp_path / "a.j2").write_text(text, encoding="utf-8")
        assert Templates(read_templates(tmp_path)).document("a.j2", **seen).markdown == said


def read(tokens: list[Token]) -> list[object]:
    """What tokens say, be a table one of them or the many that markdown-it makes of it."""
    found: list[object] = []
    align = ""
    for token in tokens:
        if token.type == "table":
            found.append((token.attrs, token.map))
            for row in table_of(token).all_rows():
                found.append(row.line)
                found += zip_longest(table_of(token).aligns, map(said, row.cells))
        elif token.type == "table_open":
            found.append((token.attrs, token.map))
        elif token.type == "tr_open" and token.map:
            found.append(token.map[0] + 1)
        elif token.type in ("th_open", "td_open"):
            align = str(token.attrs.get("style", "text-align:left")).removeprefix("text-align:")
        elif token.type == "inline" and align:
            found.append((align, said(token)))
            align = ""
        elif token.tag not in ("table", "thead", "tbody", "tr", "th", "td"):
            found.append(token.as_dict())
    return found


def said(cell: Cell) -> list[object]:
    """The tokens in a cell."""
    if isinstance(cell, str):
        return [Token("text", "", 0, content=cell).as_dict()] if cell else []
    return [child.as_dict() for child in cell.children or []]


@given(st.lists(TEXTS | st.just(" | ") | st.just("\n"), max_size=6).map("".join))
@example("trước  \nsau")
@example("| a |\n| --- |\n| **b** c |")
def test_plain_words_need_no_parser(markdown: str) -> None:
    """The short way says what markdown-it itself says."""
    short = read(parse_markdown(markdown))
    with patch("plandoc.documents.markdown._INLINE", re.compile("")):
        assert short == read(parse_markdown(markdown))


CELLS = st.text(alphabet="ab đ*_\\{}[]^`:-1", max_size=12).map(lambda text: text.replace("|", ""))
ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4)
)


@given(ROWS, st.sampled_from(["", "{.kieu}\n"]), st.sampled_from(["", "\n\nđoạn sau", "\n\n# Mục"]))
def test_a_table_reads_as_markdown_it_reads_it(
    rows: list[list[str]], before: str, after: str
) -> None:
    """A table whose rows have as many cells as its head."""
    written = [f"| {' | '.join(escape(cell) for cell in row)} |" for row in rows]
    ruled = "|".join(["", *(":---:" if n % 2 else "---" for n, _ in enumerate(rows[0])), ""])
    markdown = before + "\n".join([written[0], ruled, *written[1:]]) + after
    parser = _parser()
    own = read(parser.parse(markdown))
    parser.block.ruler.at("table", rules_block.table)
    try:
        assert own == read(parser.parse(markdown))
    finally:
        parser.block.ruler.at("table", table)


@pytest.mark.parametrize("row", ["| 1 | 2 | 3 |", "| 1 |", "| 1 | 2 | |"])
def test_a_row_loses_no_cell(row: str) -> None:
    tokens = parse_markdown(f"| A | B |\n| --- | --- |\n{row}\n")
    (written,) = table_of(tokens[0]).rows
    assert written.cells == [cell.strip() for cell in row.strip("|").split("|")]


@pytest.mark.parametrize(
    "markdown", ["| A |\n| - - |", "| A | B |\n| --- |", "| A |", "A\n---", "| A |\n\n| --- |"]
)
def test_what_is_no_table_stays_words(markdown: str) -> None:
    assert all(token.tag != "table" for token in parse_markdown(markdown))


def test_a_line_without_a_bar_is_no_row() -> None:
    tokens = parse_markdown("| A |\n| --- |\n| 1 |\nđoạn sau")
    assert [t.type for t in tokens] == ["table", "paragraph_open", "inline", "paragraph_close"]
