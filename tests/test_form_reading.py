"""What Word would show of a DOCX: styles, numbers, tables, fields, pages."""

import pytest

from plandoc.form.view import Letters, Line, Paragraph, Section
from tests.forms import PAGE, document, docx, p

T = "Times New Roman"


def style(key: str, letters: str = "", layout: str = "", base: str = "", kind: str = "paragraph",
          default: bool = False, more: str = "") -> str:  # fmt: skip
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    is_default = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"{is_default}><w:name w:val="{key}"/>{based}'
        f"<w:pPr>{layout}</w:pPr><w:rPr>{letters}</w:rPr>{more}</w:style>"
    )


def defaults(letters: str = "", layout: str = "") -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{letters}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{layout}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def of(key: str) -> str:
    return f'<w:pStyle w:val="{key}"/>'


def run(text: str, letters: str = "") -> str:
    return f"<w:r><w:rPr>{letters}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraphs(body: str, **parts: str) -> tuple[Paragraph, ...]:
    return document(docx(body, **parts)).paragraphs


def letters(body: str, **parts: str) -> Letters:
    return paragraphs(body, **parts)[0].runs[0].letters


def texts(body: str, **parts: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(body, **parts)]


# --- letters ---


def test_without_styles_letters_are_words_own() -> None:
    assert letters(p("chữ")) == Letters(
        T, T, 10, False, False, False, False, "000000", False, False, ""
    )


def test_direct_beats_character_beats_paragraph_beats_base_beats_defaults() -> None:
    styles = (
        defaults('<w:sz w:val="20"/><w:color w:val="111111"/><w:lang w:val="en-US"/>')
        + style("Base", '<w:sz w:val="22"/><w:color w:val="222222"/><w:u w:val="single"/>')
        + style("Own", '<w:sz w:val="24"/>', base="Base")
        + style("Letter", '<w:sz w:val="26"/>', kind="character")
    )
    found = letters(p("chữ", layout=of("Own")), styles=styles)
    assert (found.size, found.colour, found.underline) == (12, "222222", True)
    assert found.language == "en-US"
    found = letters(p("chữ", '<w:rStyle w:val="Letter"/>', of("Own")), styles=styles)
    assert found.size == 13
    by_hand = '<w:rStyle w:val="Letter"/><w:sz w:val="28"/>'
    assert letters(p("chữ", by_hand, of("Own")), styles=styles).size == 14


@pytest.mark.parametrize(
    ("paragraph", "character", "direct", "expected"),
    [
        ("<w:b/>", "", "", True),
        ("<w:b/>", "<w:b/>", "", False),  # toggles switch each other off
        ("", "<w:b/>", "", True),
        ("<w:b/>", '<w:b w:val="0"/>', "", True),  # "off" in a style changes nothing
        ("<w:b/>", "<w:b/>", "<w:b/>", True),
        ("<w:b/>", "", '<w:b w:val="false"/>', False),
    ],
)
def test_bold_is_a_toggle(paragraph: str, character: str, direct: str, expected: bool) -> None:
    styles = style("P", paragraph) + style("C", character, kind="character")
    found = letters(p("chữ", f'<w:rStyle w:val="C"/>{direct}', of("P")), styles=styles)
    assert found.bold is expected


def test_within_a_chain_the_nearest_toggle_counts() -> None:
    styles = style("A", "<w:i/>") + style("B", '<w:i w:val="0"/>', base="A")
    assert not letters(p("chữ", layout=of("B")), styles=styles).italic
    assert letters(p("chữ", layout=of("C")), styles=styles + style("C", base="A")).italic


def test_a_toggle_in_the_defaults_holds_whatever_styles_say() -> None:
    styles = defaults("<w:b/>") + style("P", "<w:b/>")
    assert letters(p("chữ", layout=of("P")), styles=styles).bold


def test_a_circle_of_styles_ends() -> None:
    styles = style("A", '<w:sz w:val="26"/>', base="B") + style("B", base="A")
    assert letters(p("chữ", layout=of("B")), styles=styles).size == 13


def test_an_unknown_style_is_the_default_one() -> None:
    styles = style("Normal", '<w:sz w:val="28"/>', default=True)
    assert letters(p("chữ", layout=of("Mất")), styles=styles).size == 14
    assert letters(p("chữ", '<w:rStyle w:val="Mất"/>'), styles=styles).size == 14


THEME = """
<a:themeElements><a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>
<a:accent1><a:srgbClr val="4472c4"/></a:accent1></a:clrScheme><a:fontScheme>
<a:majorFont><a:latin typeface="Calibri Light"/></a:majorFont>
<a:minorFont><a:latin typeface="Calibri"/></a:minorFont></a:fontScheme></a:themeElements>
"""


@pytest.mark.parametrize(
    ("fonts", "expected"),
    [
        ('w:ascii="Arial" w:hAnsi="Arial"', ("Arial", "Arial")),
        ('w:ascii="Arial"', ("Arial", T)),
        ('w:asciiTheme="minorHAnsi" w:hAnsiTheme="majorHAnsi"', ("Calibri", "Calibri Light")),
        ('w:asciiTheme="minorHAnsi" w:ascii="Arial"', ("Calibri", T)),
        ('w:asciiTheme="la" w:ascii="Arial"', ("Arial", T)),
    ],
)
def test_fonts_go_through_the_theme(fonts: str, expected: tuple[str, str]) -> None:
    found = letters(p("chữ", f"<w:rFonts {fonts}/>"), theme=THEME)
    assert (found.font, found.wide_font) == expected


def test_a_font_by_hand_beats_a_theme_font_of_the_style() -> None:
    styles = style("P", '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>')
    by_hand = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
    found = letters(p("chữ", by_hand, of("P")), styles=styles, theme=THEME)
    assert (found.font, found.wide_font) == ("Arial", "Arial")


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ('w:val="auto"', "000000"),
        ('w:val="ff0000"', "FF0000"),
        ('w:val="00FF00" w:themeColor="text1"', "000000"),
        ('w:val="00FF00" w:themeColor="accent1"', "4472C4"),
        ('w:val="8EAADB" w:themeColor="accent1" w:themeTint="99"', "8EAADB"),
    ],
)
def test_colours_go_through_the_theme(colour: str, expected: str) -> None:
    assert letters(p("chữ", f"<w:color {colour}/>"), theme=THEME).colour == expected


# --- layout ---


def test_layout_is_merged_value_by_value() -> None:
    styles = (
        defaults(layout='<w:spacing w:after="120" w:line="276" w:lineRule="auto"/>')
        + style("A", layout='<w:jc w:val="both"/><w:ind w:left="567" w:firstLine="567"/>')
        + style("B", layout='<w:spacing w:before="60"/><w:keepNext/>', base="A")
    )
    by_hand = f'{of("B")}<w:ind w:left="0"/><w:keepNext w:val="0"/>'
    layout = paragraphs(p("chữ", layout=by_hand), styles=styles)[0].layout
    assert (layout.align, layout.left) == ("justify", 0)
    assert layout.first_line == pytest.approx(10, abs=0.01)
    assert (layout.before, layout.after) == (3, 6)
    assert layout.line == pytest.approx(1.15)
    assert not layout.keep_next


@pytest.mark.parametrize(
    ("spacing", "expected"),
    [
        ('w:line="360" w:lineRule="auto"', (1.5, "auto")),
        ('w:line="320" w:lineRule="exact"', (16, "exact")),
        ('w:line="20pt" w:lineRule="atLeast"', (20, "atLeast")),
        ('w:line="la"', (1, "auto")),
    ],
)
def test_line_spacing(spacing: str, expected: tuple[float, str]) -> None:
    layout = paragraphs(p("chữ", layout=f"<w:spacing {spacing}/>"))[0].layout
    assert (layout.line, layout.line_rule) == expected


def test_start_and_end_are_left_and_right() -> None:
    layout = '<w:ind w:start="1cm" w:end="1in" w:hanging="567"/><w:jc w:val="end"/>'
    found = paragraphs(p("chữ", layout=layout))[0].layout
    assert (round(found.left, 1), round(found.right, 1)) == (10.0, 25.4)
    assert (round(found.first_line, 1), found.align) == (-10.0, "right")


# --- numbers ---


def level(depth: int, kind: str, text: str, layout: str = "", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/><w:pPr>{layout}</w:pPr></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.", '<w:ind w:left="0" w:firstLine="567"/>')
    + level(2, "decimal", "%2.%3.")
    + level(3, "lowerLetter", "%4)")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "-")
    + level(1, "bullet", "\uf0b7")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def listed(text: str, number: int, depth: int) -> str:
    inside = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, layout=inside)


def test_words_numbers_are_read() -> None:
    body = "".join(
        listed(text, 1, depth)
        for text, depth in [("A", 0), ("B", 1), ("C", 2), ("D", 2), ("E", 1), ("F", 2), ("G", 0),
                            ("H", 1), ("I", 3), ("K", 3)]
    )  # fmt: skip
    assert texts(body, numbering=NUMBERING) == [
        *("I. A", "1. B", "1.1. C", "1.2. D", "2. E", "2.1. F", "II. G", "1. H", "a) I", "b) K"),
    ]
    assert texts(listed("A", 2, 0) + listed("B", 2, 1), numbering=NUMBERING) == ["- A", "• B"]


def test_a_list_may_start_anew() -> None:
    body = listed("A", 1, 0) + listed("B", 3, 0) + listed("C", 3, 0)
    assert texts(body, numbering=NUMBERING) == ["I. A", "V. B", "VI. C"]


def test_a_list_indents_and_the_paragraph_has_the_last_word() -> None:
    plain = paragraphs(listed("A", 1, 1), numbering=NUMBERING)[0]
    assert plain.layout.first_line == pytest.approx(10, abs=0.01)
    number = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    styles = style("S", layout=f'{number}<w:ind w:firstLine="0"/>')
    assert texts(p("A", layout=of("S")), styles=styles, numbering=NUMBERING) == ["1. A"]
    own = paragraphs(p("A", layout=of("S")), styles=styles, numbering=NUMBERING)[0]
    assert own.layout.first_line == 0  # the style that brings the list also says how far
    removed = p("A", layout=f'{of("S")}<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert texts(removed, styles=styles, numbering=NUMBERING) == ["A"]


def test_a_level_may_be_tied_to_a_style() -> None:
    tied = '<w:pStyle w:val="H2"/>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}'
        f"{level(1, 'lowerLetter', '%2)', more=tied)}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = style("H2", layout='<w:numPr><w:numId w:val="1"/></w:numPr>')
    assert texts(p("A", layout=of("H2")), styles=styles, numbering=numbering) == ["a) A"]


# --- text ---


def field(code: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f"<w:ins>{run('thêm')}</w:ins>", "thêm"),
        ("<w:del><w:r><w:delText>bớt</w:delText></w:r></w:del>", ""),
        (f"<w:moveFrom>{run('cũ')}</w:moveFrom><w:moveTo>{run('mới')}</w:moveTo>", "mới"),
        (f"<w:sdt><w:sdtContent>{run('ô')}</w:sdtContent></w:sdt>", "ô"),
        (f"<w:hyperlink>{run('liên kết')}</w:hyperlink>", "liên kết"),
        (f"<w:smartTag>{run('thẻ')}</w:smartTag>", "thẻ"),
        (field("REF a", "mục 1"), "mục 1"),
        (f'<w:fldSimple w:instr="PAGE">{run("2")}</w:fldSimple>', "2"),
        (field("IF " + "x", "kết quả") + run(" sau"), "kết quả sau"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:noBreakHyphen/></w:r>", "a\tb\n-"),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>', "ab"),
        (run("ẩn", "<w:vanish/>") + run("hiện"), "hiện"),
        (run("hoa", "<w:caps/>"), "HOA"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "\uf0a8"),
        ('<w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r>', "\ufffd"),
        ("<mc:AlternateContent><mc:Choice><w:r><w:t>một</w:t></w:r></mc:Choice>"
         "<mc:Fallback><w:r><w:t>hai</w:t></w:r></mc:Fallback></mc:AlternateContent>", "một"),
    ],
)  # fmt: skip
def test_what_is_printed_of_a_paragraph(inside: str, text: str) -> None:
    assert texts(f"<w:p>{inside}</w:p>") == [text]


def test_a_field_may_run_over_paragraphs() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r></w:p>'
        '<w:p><w:r><w:t>mã</w:t><w:fldChar w:fldCharType="separate"/></w:r></w:p>'
        "<w:p><w:r><w:t>mục lục</w:t></w:r></w:p>"
        '<w:p><w:r><w:fldChar w:fldCharType="end"/><w:t>sau</w:t></w:r></w:p>'
    )
    assert texts(body) == ["", "", "mục lục", "sau"]


def test_text_boxes_stand_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{p('trong hộp')}</w:txbxContent>"
    body = f"<w:p><w:r><w:t>ngoài</w:t><w:pict><v:shape>{box}</v:shape></w:pict></w:r></w:p>"
    found = paragraphs(body)
    assert [(one.text, one.is_boxed) for one in found] == [("ngoài", False), ("trong hộp", True)]


def test_blocks_in_content_controls_and_insertions_are_read() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{p('một')}</w:sdtContent></w:sdt><w:ins>{p('hai')}</w:ins>"
        f"<w:customXml>{p('ba')}</w:customXml>"
    )
    assert texts(body) == ["một", "hai", "ba"]


# --- tables ---


def table(*rows: str, properties: str = "", grid: str = "") -> str:
    head = f"<w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    return f"<w:tbl>{head}{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_cells_know_their_place_and_room() -> None:
    wide = '<w:tcW w:w="2835" w:type="dxa"/>'
    no_padding = '<w:tblCellMar><w:left w:w="0"/><w:right w:w="0"/></w:tblCellMar>'
    body = table(
        row(cell("a", wide), cell("b", wide), properties="<w:cantSplit/>"),
        row(cell("c", f'{wide}<w:gridSpan w:val="2"/>')),
        properties=no_padding,
        grid='<w:gridCol w:w="2835"/><w:gridCol w:w="2835"/>',
    )
    a, b, c = paragraphs(body)
    assert [(one.cell.row, one.cell.column, one.cell.columns) for one in (a, b, c)] == [
        *((0, 0, 2), (0, 1, 2), (1, 0, 2)),
    ]
    assert [one.cell.row_stays_whole for one in (a, b, c)] == [True, True, False]
    assert a.room == pytest.approx(50, abs=0.01)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        ('<w:tcW w:w="2500" w:type="pct"/>', 82.5),
        ('<w:tcW w:w="50%" w:type="pct"/>', 82.5),
        ('<w:tcW w:w="0" w:type="auto"/>', 165),
    ],
)
def test_widths_of_cells_in_shares(width: str, expected: float) -> None:
    no_padding = '<w:tcMar><w:start w:w="0"/><w:end w:w="0"/></w:tcMar>'
    found = paragraphs(table(row(cell("a", width + no_padding))))[0]
    assert found.room == pytest.approx(expected, abs=0.1)


def test_a_table_style_reaches_letters_and_rows() -> None:
    first = '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
    styles = style("T", '<w:sz w:val="24"/>', kind="table", more=first)
    look = '<w:tblStyle w:val="T"/><w:tblLook w:val="0020"/>'
    a, b = paragraphs(table(row(cell("a")), row(cell("b")), properties=look), styles=styles)
    assert [(one.runs[0].letters.bold, one.runs[0].letters.size) for one in (a, b)] == [
        *((True, 12), (False, 12)),
    ]
    off = look.replace('w:val="0020"/>', 'w:val="0020" w:firstRow="0"/>')
    plain = paragraphs(table(row(cell("a")), properties=off), styles=styles)
    assert not plain[0].runs[0].letters.bold


def test_deleted_rows_are_not_there() -> None:
    body = table(row(cell("a"), properties="<w:del/>"), row(cell("b")))
    assert texts(body) == ["b"]


# --- lines ---

SHAPE = """<w:p><w:r><w:drawing><wp:anchor><wp:extent cx="1800000" cy="{height}"/><a:graphic>
<a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst="{preset}"/><a:ln>{dash}</a:ln></wps:spPr>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"""


@pytest.mark.parametrize(
    ("preset", "height", "dash", "expected"),
    [
        ("line", "0", "", [Line(50, True)]),
        ("straightConnector1", "1000", '<a:prstDash val="dash"/>', [Line(50, False)]),
        ("line", "1800000", "", []),  # a diagonal
        ("rect", "900000", "", []),
        ("line", "la", "", [Line(50, True)]),
    ],
)
def test_lines_of_drawings(preset: str, height: str, dash: str, expected: list[Line]) -> None:
    body = SHAPE.format(preset=preset, height=height, dash=dash)
    assert list(paragraphs(body)[0].shapes) == expected


@pytest.mark.parametrize(
    ("shape", "length"),
    [
        ('<v:line from="10pt,2pt" to="154pt,2pt"/>', 50.8),
        ('<v:line from="0,0" to="2in,0"/>', 50.8),
        ('<v:shape style="position:absolute;width:144pt;height:0"/>', 50.8),
        ('<v:rect style="width:192;height:.75pt"/>', 50.8),
        ('<v:line from="0,0" to="0,100pt"/>', None),
        ('<v:rect style="width:144pt;height:72pt"/>', None),
        ('<v:line from="la" to="lung"/>', None),
    ],
)
def test_lines_of_vml(shape: str, length: float | None) -> None:
    found = paragraphs(f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>")[0].shapes
    assert [round(line.length, 1) for line in found] == ([] if length is None else [length])


# --- pages ---


def section(inside: str) -> Section:
    return document(docx(f"{p('chữ')}<w:sectPr>{PAGE}{inside}</w:sectPr>")).sections[0]


def test_a_page() -> None:
    found = section('<w:titlePg/><w:pgNumType w:fmt="lowerRoman" w:start="3"/>')
    assert (round(found.width), round(found.height)) == (210, 297)
    sides = (found.top, found.right, found.bottom, found.left)
    assert [round(side) for side in sides] == [20, 15, 20, 30]
    assert (found.has_first, found.number_format, found.start) == (True, "lowerRoman", 3)


def test_a_document_without_a_section_has_words_page() -> None:
    found = document(docx(p("chữ") + "<w:sectPr/>")).sections[0]
    assert (round(found.width), round(found.left, 1)) == (210, 25.4)


def numbered(header: str, layout: str = "") -> tuple[str, str]:
    """Where and how a page number in a header stands."""
    reference = '<w:headerReference w:type="default" r:id="header"/>'
    inside = f"<w:p><w:pPr>{layout}</w:pPr>{header}</w:p>"
    body = f"{p('chữ')}<w:sectPr>{reference}{PAGE}</w:sectPr>"
    (number,) = document(docx(body, header=inside)).sections[0].numbers
    return number.align, number.format


@pytest.mark.parametrize(
    ("header", "layout", "expected"),
    [
        (field(" PAGE ", "2"), '<w:jc w:val="center"/>', ("center", "")),
        ('<w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "/>', "", ("left", "")),
        (field("PAGE \\* Roman", "II"), "", ("left", "roman")),
        ("<w:r><w:pgNum/></w:r>", '<w:jc w:val="right"/>', ("right", "")),
        ("<w:r><w:tab/></w:r>" + field("PAGE", "2"),
         '<w:tabs><w:tab w:val="center" w:pos="4680"/></w:tabs>', ("center", "")),
        (f"<w:sdt><w:sdtContent>{field('PAGE', '2')}</w:sdtContent></w:sdt>", "", ("left", "")),
        ('<w:r><w:ptab w:alignment="center"/></w:r>' + field("PAGE", "2"), "", ("center", "")),
        (field("PAGE", "2"), '<w:framePr w:wrap="around"/>', ("", "")),
    ],
)  # fmt: skip
def test_a_page_number(header: str, layout: str, expected: tuple[str, str]) -> None:
    assert numbered(header, layout) == expected


def test_a_count_of_pages_is_no_page_number() -> None:
    reference = '<w:headerReference w:type="default" r:id="header"/>'
    inside = f"<w:p>{field('NUMPAGES', '9')}{field('PAGEREF a', '3')}</w:p>"
    body = f"{p('chữ')}<w:sectPr>{reference}{PAGE}</w:sectPr>"
    assert document(docx(body, header=inside)).sections[0].numbers == ()


def test_headers_are_inherited() -> None:
    reference = '<w:headerReference w:type="default" r:id="header"/>'
    first = f"<w:p><w:pPr><w:sectPr>{reference}{PAGE}</w:sectPr></w:pPr></w:p>"
    body = f"{first}{p('chữ')}<w:sectPr>{PAGE}</w:sectPr>"
    found = document(docx(body, header=f"<w:p>{field('PAGE', '1')}</w:p>"))
    assert [len(one.numbers) for one in found.sections] == [1, 1]
    assert [one.section for one in found.paragraphs] == [0, 1]


@pytest.mark.parametrize(
    ("kind", "inside", "settings", "shown"),
    [
        ("first", "", "", 0),
        ("first", "<w:titlePg/>", "", 1),
        ("even", "", "", 0),
        ("even", "", "<w:evenAndOddHeaders/>", 1),
        ("default", "", "", 1),
    ],
)
def test_headers_that_no_page_shows_do_not_count(
    kind: str, inside: str, settings: str, shown: int
) -> None:
    reference = f'<w:headerReference w:type="{kind}" r:id="header"/>'
    body = f"{p('chữ')}<w:sectPr>{reference}{PAGE}{inside}</w:sectPr>"
    found = document(docx(body, header=f"<w:p>{field('PAGE', '1')}</w:p>", settings=settings))
    assert len(found.sections[0].numbers) == shown


def test_a_section_as_it_was_before_a_tracked_change_does_not_count() -> None:
    old = f"<w:sectPrChange><w:sectPr>{PAGE}</w:sectPr></w:sectPrChange>"
    assert len(document(docx(f"{p('chữ')}<w:sectPr>{PAGE}{old}</w:sectPr>")).sections) == 1


def test_settings() -> None:
    settings = (
        '<w:evenAndOddHeaders/><w:defaultTabStop w:val="567"/>'
        "<w:compat><w:doNotUseHTMLParagraphAutoSpacing/></w:compat>"
    )
    found = document(docx(p("chữ"), settings=settings))
    assert found.even_pages_differ
    assert found.spaces_add_up
    assert round(found.tab_stop) == 10


def test_footnotes_are_read_without_their_separators() -> None:
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p("---")}</w:footnote>'
        f'<w:footnote w:id="1">{p("Nguồn")}</w:footnote>'
    )
    found = document(docx(p("chữ"), footnotes=notes))
    assert [(place, one.text) for place, one in found.elsewhere] == [("footnote", "Nguồn")]
