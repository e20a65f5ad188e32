"""styles.xml and settings.xml from the profile: the look stands in styles, so that it can be
changed in Word as well.

Word knows its own styles (headings, header, footnotes) by their English names and shows them in
the user's language; they carry the profile's name as an alias. All other names are the profile's.
"""

from functools import cache, lru_cache

from plandoc.documents.profile import ParagraphStyle, Profile, SpanStyle, amount
from plandoc.writers.wml import HEADER, NAMESPACES, escape, leader_tab, twips

DATA_TABLE = "DataTable"
LAYOUT_TABLE = "LayoutTable"
HEADINGS = {f"h{level}": f"heading-{level}" for level in range(1, 5)}

_BUILT_IN = {
    **{f"heading-{level}": (f"Heading{level}", f"heading {level}") for level in range(1, 5)},
    "page-number": ("Header", "header"),
    "footnote-text": ("FootnoteText", "footnote text"),
    "footnote-reference": ("FootnoteReference", "footnote reference"),
}
_ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}


@cache
def style_id(key: str) -> str:
    """The id in the file of the profile's style `key`: `doc-number` is DocNumber."""
    if key in _BUILT_IN:
        return _BUILT_IN[key][0]
    return "".join(part.capitalize() for part in key.split("-"))


@lru_cache(maxsize=4)
def styles(profile: Profile, language: str, text_width: int) -> str:
    """The styles part; `text_width` (twips) is where the dots of a line to fill in end."""
    paragraphs = "".join(
        _paragraph_style(key, style, text_width) for key, style in profile.paragraphs.items()
    )
    spans = "".join(_span_style(key, style) for key, style in profile.spans.items())
    return (
        f"{HEADER}<w:styles {NAMESPACES}>{_defaults(profile, language)}{_BASE_STYLES}"
        f"{paragraphs}{spans}{_table_styles(profile)}</w:styles>"
    )


def _defaults(profile: Profile, language: str) -> str:
    font, lang = escape(profile.font), escape(language)
    fonts = "".join(f' w:{script}="{font}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    size = _size(amount(profile.paragraphs["body"].size or 14))
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{fonts}/><w:color w:val="000000"/>{size}'
        f'<w:lang w:val="{lang}" w:eastAsia="{lang}" w:bidi="{lang}"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:before="0" w:after="0" w:line="240"'
        ' w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        # Word lists only the styles of this file; its other 370 wait behind "all styles".
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"'
        ' w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
    )


_BASE_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:uiPriority w:val="0"/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
    "<w:unhideWhenUsed/></w:style>"
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0"'
    ' w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    "</w:style>"
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
)


def _names(key: str, name: str) -> str:
    if key in _BUILT_IN:
        return f'<w:name w:val="{_BUILT_IN[key][1]}"/><w:aliases w:val="{escape(name)}"/>'
    return f'<w:name w:val="{escape(name)}"/>'


def _opening(kind: str, key: str) -> str:
    custom = "" if key in _BUILT_IN else ' w:customStyle="1"'
    return f'<w:style w:type="{kind}"{custom} w:styleId="{style_id(key)}">'


def _paragraph_style(key: str, style: ParagraphStyle, text_width: int) -> str:
    base = style_id(style.base) if style.base else "Normal"
    following = f'<w:next w:val="{style_id(style.next)}"/>' if style.next else ""
    letters = _toggle("b", style.bold) + _toggle("i", style.italic) + _toggle("caps", style.caps)
    if style.size is not None:
        letters += _size(amount(style.size))
    return (
        f'{_opening("paragraph", key)}{_names(key, style.name)}<w:basedOn w:val="{base}"/>'
        f'{following}<w:uiPriority w:val="1"/><w:qFormat/>'
        f"<w:pPr>{_paragraph_properties(style, text_width)}</w:pPr>"
        f"<w:rPr>{letters}</w:rPr></w:style>"
    )


def _paragraph_properties(style: ParagraphStyle, text_width: int) -> str:
    parts = [_toggle("keepNext", style.keep_next), _toggle("keepLines", style.keep_lines)]
    if style.leader:
        parts.append(leader_tab(text_width))
    parts.append(_spacing(style))
    parts.append(_indents(style))
    if style.align:
        parts.append(f'<w:jc w:val="{_ALIGN[style.align]}"/>')
    if style.outline:
        parts.append(f'<w:outlineLvl w:val="{style.outline - 1}"/>')
    return "".join(parts)


def _spacing(style: ParagraphStyle) -> str:
    given = ""
    if style.before is not None:
        given += f' w:before="{_points(amount(style.before))}"'
    if style.after is not None:
        given += f' w:after="{_points(amount(style.after))}"'
    if style.exact is not None:
        given += f' w:line="{_points(style.exact)}" w:lineRule="exact"'
    elif style.line is not None:
        given += f' w:line="{round(amount(style.line) * 240)}" w:lineRule="auto"'
    return f"<w:spacing{given}/>" if given else ""


def _indents(style: ParagraphStyle) -> str:
    given = ""
    if style.indent_left is not None:
        given += f' w:left="{twips(style.indent_left)}"'
    if style.indent_right is not None:
        given += f' w:right="{twips(style.indent_right)}"'
    if style.first_line is not None:
        first = twips(amount(style.first_line))
        given += f' w:firstLine="{first}"' if first >= 0 else f' w:hanging="{-first}"'
    return f"<w:ind{given}/>" if given else ""


def _span_style(key: str, style: SpanStyle) -> str:
    letters = _toggle("b", style.bold) + _toggle("i", style.italic)
    if style.superscript:
        letters += '<w:vertAlign w:val="superscript"/>'
    return (
        f"{_opening('character', key)}{_names(key, style.name)}"
        '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="2"/><w:qFormat/>'
        f"<w:rPr>{letters}</w:rPr></w:style>"
    )


def _table_styles(profile: Profile) -> str:
    line = f'w:val="single" w:sz="{round(profile.table_border * 8)}" w:space="0" w:color="000000"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f"<w:{side} {line}/>" for side in sides)
    return _table_style(
        DATA_TABLE, "Bảng", f"<w:tblBorders>{borders}</w:tblBorders>", profile.table_padding
    ) + _table_style(LAYOUT_TABLE, "Khung không kẻ", "", profile.grid_padding)


def _table_style(key: str, name: str, borders: str, padding: float) -> str:
    sides = "".join(
        f'<w:{side} w:w="{twips(padding) if side in ("left", "right") else 0}" w:type="dxa"/>'
        for side in ("top", "left", "bottom", "right")
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="3"/><w:qFormat/>'
        f"<w:tblPr>{borders}<w:tblCellMar>{sides}</w:tblCellMar></w:tblPr></w:style>"
    )


def _toggle(element: str, value: bool | None) -> str:
    if value is None:
        return ""
    return f"<w:{element}/>" if value else f'<w:{element} w:val="0"/>'


def _size(points: float) -> str:
    half_points = round(points * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _points(points: float) -> int:
    return round(points * 20)


SETTINGS = (
    f'{HEADER}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:footnotePr><w:footnote w:id="-1"/>'
    '<w:footnote w:id="0"/></w:footnotePr><w:compat>'
    # A line broken by hand in a justified paragraph is not stretched.
    "<w:doNotExpandShiftReturn/>"
    '<w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
