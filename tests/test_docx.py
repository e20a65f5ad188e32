"""The DOCX writer: what Markdown becomes, and what a clerk or Word would object to."""

import datetime
import io
import zipfile
from pathlib import Path

import docx as python_docx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token
from ruamel.yaml import YAML

from plandoc.documents.markdown import parse_markdown
from plandoc.documents.profile import Profile, out_of_range, unusable
from plandoc.writers import metrics
from plandoc.writers.docx import docx
from plandoc.writers.markup import UnknownMarkup
from plandoc.writers.package import Properties
from plandoc.writers.runs import bookmark_name
from tests.outline import W, outline, read_parts

STYLE = Path(__file__).parent.parent / "templates" / "style.yaml"
YAML_OF_STYLE = YAML(typ="safe").load(STYLE.read_text(encoding="utf-8"))
PROFILE = msgspec.convert(YAML_OF_STYLE, Profile)
ABOUT = Properties(title="Kế hoạch số 6011/KH-UBND", created=datetime.date(2023, 11, 17))

HEAD = """
::::: grid head
:::: row
::: cell
{.issuing-body .ruled}
TỈNH BÌNH DƯƠNG
:::
::: cell
{.national-name}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

{.national-motto .ruled}
Độc lập - Tự do - Hạnh phúc
:::
::::
:::: row
::: cell
{.doc-number}
Số: 6011/KH-UBND
:::
::: cell
:::
::::
:::::
"""
TABLE = """
{.shared-tasks}
| TT | Nội dung | Cơ quan chủ trì |
| :-: | --- | --- |
| 1 | Quy hoạch tỉnh | Sở Kế hoạch và Đầu tư[]{.br}Sở Xây dựng |
| 2 | | |
"""
SIGNATURE = """
::::: grid signature
:::: row keep
::: cell
{.recipients-title}
Nơi nhận:

{.recipient}
- Lưu: VT.
:::
::: cell
{.signature-title}
CHỦ TỊCH
:::
::::
:::::
"""
EVERYTHING = f"""
{HEAD}

# I. MỤC ĐÍCH

Nội dung^[Chú thích.] **đậm**, *nghiêng*.
{TABLE}{TABLE}

::: landscape
## 1. Biểu
{TABLE}
:::

Hết./.
{SIGNATURE}
"""


def build(markdown: str, profile: Profile = PROFILE, about: Properties = ABOUT) -> bytes:
    return docx(parse_markdown(markdown), profile, about)


def parts(markdown: str, about: Properties = ABOUT) -> dict[str, etree._Element]:
    return read_parts(build(markdown, about=about))


def body(markdown: str) -> list[str]:
    """The outline without properties and sections."""
    lines = outline(build(markdown)).splitlines()
    return [line for line in lines if not line.startswith(("Property", "Section", "  Header"))]


def sections(markdown: str) -> list[str]:
    lines = outline(build(markdown)).splitlines()
    return [line for line in lines if not line.startswith(("Property", "  Header"))]


def changed(path: str, value: object) -> Profile:
    """The profile with one value of style.yaml replaced: `changed("page.width", 200)`."""
    data = YAML(typ="safe").load(STYLE.read_text(encoding="utf-8"))
    *keys, last = path.split(".")
    node = data
    for key in keys:
        node = node[key]
    node[last] = value
    return msgspec.convert(data, Profile)


# --- paragraphs and runs ---


@pytest.mark.parametrize(
    ("markdown", "line"),
    [
        ("Một đoạn", "Nội dung | Một đoạn"),
        ("# I. MỤC ĐÍCH", "Heading 1 | I. MỤC ĐÍCH"),
        ("#### a) Sở Xây dựng:", "Heading 4 | a) Sở Xây dựng:"),
        ("{.dash}\n- Một việc", "Gạch đầu dòng | - Một việc"),
        ("{#viec-1 .dash}\n- Một việc", "Gạch đầu dòng #viec_1 | - Một việc"),
        ("{#muc}\n# I. MỤC", "Heading 1 #muc | I. MỤC"),
        ("{.annex-number}\n# Phụ lục I", "Số phụ lục | Phụ lục I"),
        ("1. một\n- hai\n+ ba", "Nội dung | 1. một - hai + ba"),
        ("một\\\nhai", "Nội dung | một ⏎ hai"),
        ("{.blank}\nKinh phí: []{.fill}", "Dòng để điền | Kinh phí:  → "),
        ("[nơi này]{#noi}", "Nội dung #noi | nơi này"),
        ("một **hai** *ba* ***bốn***", "Nội dung | một **hai** *ba* ***bốn***"),
        ("## **1. Một** hai", "Heading 2 | 1. Một hai"),  # bold in bold is no change
        (
            "## 3. Tầm nhìn: [Bình Dương **là** *đô thị*]{.run-in}",
            "Heading 2 | 3. Tầm nhìn: [Bình Dương ]{Chữ thường sau đề mục, not bold}là"
            "[ ]{Chữ thường sau đề mục, not bold}[đô thị]{Chữ nghiêng, not bold}",
        ),
        (
            "{.basis}\nCăn cứ; [Ủy ban]{.upright}",
            "Căn cứ | Căn cứ; [Ủy ban]{Chữ đứng sau căn cứ, not italic}",
        ),
    ],
)
def test_a_paragraph(markdown: str, line: str) -> None:
    assert body(markdown) == [line]


def test_a_run_switches_off_what_a_style_cannot() -> None:
    run = parts("## 1. Tầm nhìn: [chữ thường]{.run-in}")["word/document.xml"].findall(f".//{W}r")[1]
    properties = [(child.tag.removeprefix(W), child.get(f"{W}val")) for child in run[0]]
    assert properties == [("rStyle", "RunIn"), ("b", "0")]


def test_words_pass_unchanged_through_markup_characters() -> None:
    assert body("5\\*\\_x\\_ \\| <b>&amp;</b> \"'  {{ \\[1\\]")[0] == (
        "Nội dung | 5*_x_ | <b>&amp;</b> \"'  {{ [1]"
    )


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_any_text_passes_unchanged(text: str) -> None:
    inline = Token("inline", "", 0, content=text, children=[Token("text", "", 0, content=text)])
    tokens = [Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)]
    root = read_parts(docx(tokens, PROFILE, ABOUT))["word/document.xml"]
    assert "".join(t.text or "" for t in root.iter(f"{W}t")) == text


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\x1f", "\r", "\ud800", "\uffff"])
def test_a_character_that_word_cannot_read_raises(character: str) -> None:
    inline = Token("inline", "", 0, children=[Token("text", "", 0, content=f"a{character}b")])
    opening = Token("paragraph_open", "p", 1, map=[6, 7])
    with pytest.raises(UnknownMarkup) as raised:
        docx([opening, inline, Token("paragraph_close", "p", -1)], PROFILE, ABOUT)
    assert (raised.value.kind, raised.value.line) == ("character", 7)


@pytest.mark.parametrize(
    ("markdown", "kind", "name", "line"),
    [
        ("một\n\n{.la}\nhai", "class", "la", 4),
        ("{.dash .plus}\nmột", "class", "dash plus", 2),
        ("[một]{.la}", "class", "la", 1),
        ("{width=3}\nmột", "attribute", "width", 2),
        ("##### năm", "class", "h5", 1),
        ("{.body .ruled}\nmột", "class", "ruled", 2),
        ("{#a}\nmột\n\n{#a}\nhai", "id", "a", 5),
        ("| a |\n| - |\n| b |", "table", "", 1),
        ("{.la}\n| a |\n| - |\n| b |", "class", "la", 2),
        ("{.duties}\n| a |\n| - |\n| b |", "columns", "1/4", 2),
        ("{.shared-tasks}\n| a | b | c |\n| - | - | -: |\n| | | |", "align", "right", 2),
        ("::: grid la\n:::", "grid", "la", 1),
        ("::: grid\n:::", "grid", "", 1),
        ("::: grid head\nmột\n:::", "token", "paragraph_open", 2),
        (":::: grid head\n::: row\n:::\n::::", "columns", "0/2", 2),
        ("::: keep together\nmột\n:::", "class", "together", 1),
        (":::: landscape\n::: landscape\nmột\n:::\n::::", "token", "container_landscape_open", 2),
        ("một^[hai^[ba]]", "token", "footnote_ref", 0),
    ],
)
def test_what_it_does_not_know_raises(markdown: str, kind: str, name: str, line: int) -> None:
    with pytest.raises(UnknownMarkup) as raised:
        build(markdown)
    assert (raised.value.kind, raised.value.name, raised.value.line) == (kind, name, line)


def test_an_unknown_token_raises() -> None:
    with pytest.raises(UnknownMarkup) as raised:
        docx(MarkdownIt().parse("một\n\n- hai\n"), PROFILE, ABOUT)
    assert (raised.value.name, raised.value.line) == ("bullet_list_open", 3)


@pytest.mark.parametrize("identifier", ["a", "muc-dich-2", "a" * 60, "A_b", "đề-mục", "1a"])
def test_a_bookmark_is_what_word_accepts(identifier: str) -> None:
    name = bookmark_name(identifier)
    assert name.isascii()
    assert name.replace("_", "").isalnum()
    assert name[0].isalpha()
    assert len(name) <= 40


def test_bookmarks_of_different_ids_differ() -> None:
    ids = ["a-b", "a_b", "a" * 50 + "1", "a" * 50 + "2", "b-1"]
    assert len({bookmark_name(identifier) for identifier in ids}) == len(ids)


# --- footnotes ---


def test_footnotes_are_words_own() -> None:
    markdown = "Một^[*Chú* thích & nguồn.] hai^[Khác.]\n\n" + TABLE.replace("tỉnh", "tỉnh^[Ô.]")
    assert body(markdown)[0] == "Nội dung (keep) | Một^[*Chú* thích & nguồn.] hai^[Khác.]"
    assert body(markdown)[3].startswith("  Row | >1< | Quy hoạch tỉnh^[Ô.]")
    package = parts(markdown)
    notes = {n.get(f"{W}id"): n.get(f"{W}type") for n in package["word/footnotes.xml"]}
    separators = {"-1": "separator", "0": "continuationSeparator"}
    assert notes == {**separators, "1": None, "2": None, "3": None}
    named = package["word/settings.xml"].findall(f"{W}footnotePr/{W}footnote")
    assert [note.get(f"{W}id") for note in named] == ["-1", "0"]
    marks = package["word/footnotes.xml"].findall(f".//{W}footnoteRef")
    assert len(marks) == 3


# --- tables and grids ---


def test_a_table() -> None:
    assert body(TABLE) == [
        "Table Nhiệm vụ phối hợp chung | 11.6 + 107.2 + 46.2 mm",
        "  Head | TT | Nội dung | Cơ quan chủ trì",
        "  Row | >1< | Quy hoạch tỉnh | Sở Kế hoạch và Đầu tư ¶ Sở Xây dựng",
        "  Row | >2< |  |",
        "Neo",
    ]


def test_a_table_repeats_its_head_and_splits_no_row() -> None:
    table = parts(TABLE)["word/document.xml"].find(f".//{W}tbl")
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert table.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"


def test_a_row_that_names_a_group_goes_with_the_row_below() -> None:
    rows = "{.duties}\n| A | B | C | D |\n| --- | --- | --- | --- |\n| **1.** | **Nhóm** | | |\n"
    rows += "| 1 | Việc **lớn** | | |\n"
    document = parts(rows)["word/document.xml"]
    kept = [len(row.findall(f".//{W}keepNext")) for row in document.iter(f"{W}tr")]
    assert kept[1:] == [4, 0]


def test_a_break_inside_bold_stays_in_its_paragraph() -> None:
    table = TABLE.replace("Quy hoạch tỉnh", "**Quy hoạch[]{.br}tỉnh**")
    assert "Quy hoạch** ⏎ **tỉnh" in body(table)[2]


def test_the_head() -> None:
    assert body(HEAD) == [
        "Grid Phần đầu văn bản | 66 + 99 mm",
        "  Row",
        "    Cell",
        "      Cơ quan ban hành (keep) | TỈNH BÌNH DƯƠNG",
        "      Neo (line of 0.75 pt, 23.4 and 23.4 mm from the sides)",
        "    Cell",
        "      Quốc hiệu | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "      Tiêu ngữ (keep) | Độc lập - Tự do - Hạnh phúc",
        "      Neo (line of 0.75 pt, 18.3 and 18.3 mm from the sides)",
        "  Row",
        "    Cell",
        "      Số văn bản | Số: 6011/KH-UBND",
        "    Cell",
        "      Neo",
        "Neo",
    ]


def test_the_national_name_fits_on_one_line() -> None:
    head = PROFILE.grids["head"].columns[1] - 2 * PROFILE.grid_padding
    name = metrics.width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True) * 25.4 / 72
    assert name < head


def test_a_row_to_keep_is_kept_whole_and_with_what_follows() -> None:
    row = parts(SIGNATURE)["word/document.xml"].find(f".//{W}tr")
    assert row.find(f"{W}trPr/{W}cantSplit") is not None
    by_style = {"RecipientsTitle", "SignatureTitle"}  # these styles keep with the next themselves
    for paragraph in row.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        assert style in by_style or paragraph.find(f"{W}pPr/{W}keepNext") is not None


def test_keep_ties_all_blocks_but_the_last() -> None:
    assert body("::: keep\nmột\n\nhai\n\nba\n:::\n\nbốn") == [
        "Nội dung (keep) | một",
        "Nội dung (keep) | hai",
        "Nội dung | ba",
        "Nội dung | bốn",
    ]


@pytest.mark.parametrize(("after", "kept"), [("", [4, 0]), ("\n\nsau", [4, 3])])
def test_keep_ties_the_rows_of_a_table(after: str, kept: list[int]) -> None:
    """All but the last; that one too when words follow."""
    document = parts(f"::: keep\n{TABLE.strip()}{after}\n:::")["word/document.xml"]
    rows = [len(row.findall(f".//{W}keepNext")) for row in document.iter(f"{W}tr")]
    assert rows[1:] == kept


def test_the_last_words_go_with_the_signature() -> None:
    lines = body(f"một\n\n:::::: keep\nhai\n{SIGNATURE}\n::::::")
    assert lines[:2] == ["Nội dung | một", "Nội dung (keep) | hai"]
    assert lines[-1] == "Neo"


# --- the lines of the decree ---


def drawn(markdown: str) -> float:
    """The length in millimetres of the one line that is drawn."""
    root = parts(markdown)["word/document.xml"]
    (rule,) = [p for p in root.iter(f"{W}p") if p.find(f".//{W}pBdr") is not None]
    indents = rule.find(f"{W}pPr/{W}ind")
    room = 9354 - int(indents.get(f"{W}left")) - int(indents.get(f"{W}right"))
    return room * 25.4 / 1440


def test_the_line_under_the_motto_is_as_long_as_the_motto() -> None:
    motto = "Độc lập - Tự do - Hạnh phúc"
    expected = metrics.width(motto, 14, bold=True) * 25.4 / 72
    assert drawn(f"{{.national-motto .ruled}}\n{motto}") == pytest.approx(expected, abs=0.05)
    assert expected == pytest.approx(60.5, abs=0.1)  # measured in the rendered file


@pytest.mark.parametrize("key", ["issuing-body", "doc-subject"])
@pytest.mark.parametrize("words", ["TỈNH BÌNH DƯƠNG", "ỦY BAN NHÂN DÂN\\\nTỈNH BÌNH DƯƠNG"])
def test_the_line_is_a_third_to_a_half_of_the_widest_line(key: str, words: str) -> None:
    size = 13 if key == "issuing-body" else 14
    widest = metrics.widest_line(words.replace("\\", ""), size, True, 400) * 25.4 / 72
    assert widest / 3 <= drawn(f"{{.{key} .ruled}}\n{words}") <= widest / 2


def test_a_line_under_a_long_subject_goes_by_a_full_line() -> None:
    assert 165 / 4 < drawn("{.doc-subject .ruled}\n" + "Thực hiện " * 40) < 165 / 2


def test_widths_are_those_of_times_new_roman() -> None:
    name = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert round(metrics.width(name, 13, bold=True) * 20) == 5424  # twips, measured
    assert metrics.width("Ừ", 10) == metrics.width("Ư", 10) > metrics.width("U", 10)


# --- pages ---


def test_a_document_without_landscape_is_one_section() -> None:
    assert sections("một")[-1] == (
        "Section | 210 x 297 mm | margins 20 15 20 30 (top right bottom left) | first page differs"
    )


def test_landscape_is_a_section_whose_binding_edge_is_on_top() -> None:
    upright = "Section | 210 x 297 mm | margins 20 15 20 30 (top right bottom left)"
    turned = "Section | 297 x 210 mm | margins 30 20 15 20 (top right bottom left)"
    assert sections("một\n\n::: landscape\nhai\n:::\n\nba") == [
        "Nội dung | một",
        f"{upright} | first page differs",
        "Nội dung | hai",
        turned,
        "Nội dung | ba",
        upright,
    ]


def test_dots_to_fill_in_reach_the_margin_of_their_page() -> None:
    blank = "{.blank}\n[]{.fill}"
    root = parts(f"{blank}\n\n::: landscape\n{blank}\n:::")["word/document.xml"]
    stops = [(tab.get(f"{W}val"), tab.get(f"{W}pos")) for tab in root.iterfind(f".//{W}tabs/*")]
    assert stops == [("clear", "9354"), ("right", "14570")]  # the style itself has the first


def test_landscape_at_either_end_leaves_no_empty_page() -> None:
    assert [line.split(" | ")[1] for line in sections("::: landscape\nmột\n:::\n\nhai")] == [
        *("một", "297 x 210 mm", "hai", "210 x 297 mm")
    ]
    assert [line.split(" | ")[1] for line in sections("một\n\n::: landscape\nhai\n:::")] == [
        *("một", "210 x 297 mm", "hai", "297 x 210 mm")
    ]


def test_a_landscape_table_turns_its_page_and_fills_it() -> None:
    cells = "| a " * 7 + "|\n"
    table = "{.lead-tasks}\n" + cells + "| - " * 7 + "|\n" + cells
    lines = sections(f"một\n\n{table}\n\nhai")
    assert [line.split(" | ")[1] for line in lines if line.startswith("Section")] == [
        *("210 x 297 mm", "297 x 210 mm", "210 x 297 mm")
    ]
    widths = next(line for line in lines if line.startswith("Table")).split(" | ")[1]
    total = sum(float(width) for width in widths.removesuffix(" mm").split(" + "))
    assert total == pytest.approx(257, abs=0.2)
    # Inside a landscape part it turns nothing once more.
    assert len(sections(f"::: landscape\nmột\n\n{table}\n\nhai\n:::")) == 7


def test_the_page_number_stands_on_every_page_but_the_first() -> None:
    text = outline(build("một\n\n::: landscape\nhai\n:::"))
    assert text.count("  Header default | header | {PAGE}2") == 2
    assert text.count("  Header first | Neo") == 1
    root = parts("một\n\n::: landscape\nhai\n:::")["word/document.xml"]
    assert len(root.findall(f".//{W}titlePg")) == 1
    assert root.find(f".//{W}pgNumType") is None  # goes on counting


def test_margins_are_never_under_the_legal_least() -> None:
    margins = parts("một")["word/document.xml"].find(f".//{W}pgMar")
    sides = [int(margins.get(f"{W}{side}")) for side in ("top", "bottom", "left", "right")]
    assert sides == [1134, 1134, 1701, 851]


# --- the whole file ---


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert build(EVERYTHING) == build(EVERYTHING)
    with zipfile.ZipFile(io.BytesIO(build(EVERYTHING))) as archive:
        names = archive.namelist()
        assert names == sorted(names)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {0}


def test_python_docx_opens_it() -> None:
    document = python_docx.Document(io.BytesIO(build(EVERYTHING)))
    assert document.paragraphs[1].style.name == "Heading 1"
    core = document.core_properties
    assert (core.title, core.language) == ("Kế hoạch số 6011/KH-UBND", "vi-VN")
    assert core.created == core.modified == datetime.datetime(2023, 11, 17, tzinfo=datetime.UTC)


def test_a_draft_has_no_date() -> None:
    core = parts("một", Properties(title="Dự thảo"))["docProps/core.xml"]
    assert [etree.QName(element).localname for element in core] == ["title", "language"]


def test_an_empty_document_is_a_document() -> None:
    assert outline(build("")).count("Section") == 1


def test_no_theme_fonts_and_one_language() -> None:
    package = parts(EVERYTHING)
    for part in package.values():
        for element in part.iter(etree.Element):
            assert not [name for name in element.attrib if "heme" in name]
    defaults = package["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    fonts = defaults.find(f"{W}rFonts")
    scripts = {name.removeprefix(W) for name in fonts.attrib}
    assert scripts == {"ascii", "hAnsi", "eastAsia", "cs"}
    assert set(fonts.attrib.values()) == {"Times New Roman"}
    assert defaults.find(f"{W}lang").get(f"{W}val") == "vi-VN"
    assert defaults.find(f"{W}color").get(f"{W}val") == "000000"


def test_no_empty_paragraph_but_neo_and_cells_to_fill_in() -> None:
    root = parts(EVERYTHING)["word/document.xml"]
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        if style not in ("Anchor", "TableCell", "TableNumber"):
            assert paragraph.find(f"{W}r") is not None


def test_every_style_that_is_used_exists() -> None:
    package = parts(EVERYTHING)
    known = {style.get(f"{W}styleId") for style in package["word/styles.xml"].iter(f"{W}style")}
    for part in package.values():
        for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
            assert {e.get(f"{W}val") for e in part.iter(f"{W}{kind}")} <= known


def test_word_can_read_every_table() -> None:
    """A cell ends with a paragraph, two tables never touch, rows fill the grid."""
    root = parts(EVERYTHING)["word/document.xml"]
    for cell in root.iter(f"{W}tc"):
        assert cell[-1].tag == f"{W}p"
    for table in root.iter(f"{W}tbl"):
        assert table.getnext().tag == f"{W}p"
        columns = len(table.find(f"{W}tblGrid"))
        assert {len(row.findall(f"{W}tc")) for row in table.iter(f"{W}tr")} == {columns}


def test_the_look_stands_in_the_styles() -> None:
    """Another size, spacing or indent changes styles.xml and not a byte of the text."""
    text = "# I. MỘT\n\n{.dash}\n- **Hai** *ba*^[Bốn.]\n" + TABLE
    with zipfile.ZipFile(io.BytesIO(build(text))) as archive:
        plain = {name: archive.read(name) for name in archive.namelist()}
    smaller = changed("paragraphs.body.size", 13)
    with zipfile.ZipFile(io.BytesIO(build(text, smaller))) as archive:
        other = {name: archive.read(name) for name in archive.namelist()}
    assert [name for name in plain if plain[name] != other[name]] == ["word/styles.xml"]


def test_direct_formatting_is_only_what_no_style_can_say() -> None:
    allowed = {"pStyle", "keepNext", "keepLines", "sectPr"}
    for paragraph in parts(EVERYTHING)["word/document.xml"].iter(f"{W}p"):
        used = {child.tag.removeprefix(W) for child in paragraph.find(f"{W}pPr")}
        is_anchor = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Anchor"
        assert used <= (allowed | {"pBdr", "ind", "spacing"} if is_anchor else allowed)
        for properties in paragraph.iterfind(f"{W}r/{W}rPr"):
            assert {child.tag.removeprefix(W) for child in properties} <= {"rStyle", "b", "i"}


def test_headings_are_words_own_with_vietnamese_aliases() -> None:
    styles = parts("một")["word/styles.xml"]
    for level in range(1, 5):
        (style,) = styles.xpath(
            f"w:style[@w:styleId='Heading{level}']", namespaces={"w": W.strip("{}")}
        )
        assert style.find(f"{W}name").get(f"{W}val") == f"heading {level}"
        assert style.find(f"{W}aliases").get(f"{W}val").startswith("Đề mục")
        assert style.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == str(level - 1)


def test_a_table_that_ends_a_section_leaves_no_room_below_itself() -> None:
    """Or a table that fills its page to the foot is followed by an empty page."""
    table = "{.duties}\n| a | b | c | d |\n| --- | --- | --- | --- |\n| 1 | 2 | 3 | 4 |\n"
    body = parts(table)["word/document.xml"].find(f"{W}body")
    below = body.find(f"{W}p/{W}pPr/{W}spacing")
    assert below.get(f"{W}line") == "2"
    followed = parts(f"{table}\nmột")["word/document.xml"].find(f"{W}body")
    assert followed.find(f"{W}p/{W}pPr/{W}spacing") is None


def test_pages_numbered_anew() -> None:
    """Each annex is counted from 1, and its first page shows no number."""
    body = parts("một\n\n::: landscape anew\nhai\n:::\n\n::: landscape anew\nba\n:::\n")[
        "word/document.xml"
    ]
    starts = [
        [
            child.tag.removeprefix(W)
            for child in section
            if child.tag in (f"{W}pgNumType", f"{W}titlePg")
        ]
        for section in body.iter(f"{W}sectPr")
    ]
    assert starts == [["titlePg"], ["pgNumType", "titlePg"], ["pgNumType", "titlePg"]]


def test_a_width_of_0_stands_for_as_many_columns_as_there_are() -> None:
    for phases in (1, 2, 3):
        row = "| " + " | ".join("x" for _ in range(4 + phases)) + " |\n"
        rule = "|" + " --- |" * (4 + phases) + "\n"
        grid = parts("{.indicator-annex}\n" + row + rule + row)["word/document.xml"]
        widths = [int(column.get(f"{W}w")) for column in grid.iter(f"{W}gridCol")]
        assert len(widths) == 4 + phases
        assert len({round(width, -1) for width in widths[3:-1]}) == 1


# --- the profile ---


def test_the_profile_of_this_house_is_legal_and_usable() -> None:
    assert list(out_of_range(PROFILE)) == []
    assert list(unusable(PROFILE)) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("page.margins.left.value", 29),
        ("paragraphs.body.size.value", 15),
        ("paragraphs.body.after.value", 5),
        ("paragraphs.doc-subject.rule.value", 0.6),
    ],
)
def test_a_value_outside_its_range_is_found(path: str, value: float) -> None:
    ((place, found, _),) = out_of_range(changed(path, value))
    assert (".".join(map(str, place)), found) == (path, value)


def test_at_least_has_no_upper_end() -> None:
    assert list(out_of_range(changed("paragraphs.body.after.value", 40))) == []


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("paragraphs.dash.base", "la", "paragraphs.dash.base"),
        ("paragraphs.body.base", "dash", "paragraphs.body.base"),
        ("paragraphs.body.size.value", 0, "paragraphs.body.size"),
        ("paragraphs.dash.name", "Gạch, đầu dòng", "paragraphs.dash.name"),
        ("paragraphs.dash.name", "khoản", "paragraphs.dash.name"),
        ("tables.duties.columns", [50, 40], "tables.duties.columns"),
        ("grids.head.columns", [0, 170], "grids.head.columns"),
        ("grids.head.columns", [], "grids.head.columns"),
        ("spans", {}, "spans"),
    ],
)
def test_a_profile_that_cannot_be_written_with(path: str, value: object, place: str) -> None:
    places = [".".join(map(str, found)) for found, _ in unusable(changed(path, value))]
    assert place in places
