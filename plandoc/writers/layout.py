"""Where things stand on the page: sheets, columns, the lengths of lines, and page sections.

Lengths are twips (1/20 point) unless a name says otherwise.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from plandoc.documents.profile import PageSetup, ParagraphStyle, Profile, TableStyle, amount
from plandoc.writers import metrics, wml
from plandoc.writers.markup import UnknownMarkup, classes, line_of
from plandoc.writers.package import FIRST_HEADER_ID, HEADER_ID

ANEW = "anew"  # `::: landscape anew`: its pages are numbered from 1, as an annex's are


def sheets(page: PageSetup) -> tuple[wml.Sheet, wml.Sheet]:
    """The upright page, and the page on its side: turned with the paper, so that the margin for
    the binding (left) is at the top."""
    margins = page.margins
    # Rounded up: a margin a hair under the legal least is a fault to a clerk with a ruler.
    top, right, bottom, left = (
        math.ceil(amount(margin) * 1440 / 25.4)
        for margin in (margins.top, margins.right, margins.bottom, margins.left)
    )
    width, height, header = wml.twips(page.width), wml.twips(page.height), wml.twips(page.header)
    upright = wml.Sheet(width, height, top, right, bottom, left, header)
    turned = wml.Sheet(height, width, left, top, right, bottom, header)
    return upright, turned


def shares(weights: Sequence[float], width: int) -> list[int]:
    """Column widths in proportion to `weights` that add up to `width` exactly."""
    total = sum(weights)
    edges = [round(width * sum(weights[:count]) / total) for count in range(len(weights) + 1)]
    return [right - left for left, right in pairwise(edges)]


def table_columns(style: TableStyle, count: int) -> tuple[float, ...]:
    """The widths, in per cent, of a table of `count` columns: the width 0 gives way to equal ones.

    Fewer or more than the profile has, where it has no 0, is for the writer to refuse.
    """
    if 0 not in style.columns or count < len(style.columns):
        return style.columns
    at = style.columns.index(0)
    more = count - len(style.columns) + 1
    equal = (100 - sum(style.columns)) / more
    return (*style.columns[:at], *[equal] * more, *style.columns[at + 1 :])


def grid_columns(millimetres: Sequence[float], width: int) -> list[int]:
    """Column widths; those of 0 share what the others leave of `width`."""
    fixed = [wml.twips(length) for length in millimetres]
    free = shares([1] * fixed.count(0), width - sum(fixed)) if 0 in fixed else []
    return [length or free.pop() for length in fixed]


def rule_indents(style: ParagraphStyle, words: str, width: int) -> tuple[int, int]:
    """How far the line under a paragraph of `style` is indented from both sides of `width`.

    Its length is the style's share of the text's widest line as printed.
    """
    left, right = wml.twips(style.indent_left or 0), wml.twips(style.indent_right or 0)
    room = width - left - right
    words = words.upper() if style.caps else words
    widest = metrics.widest_line(words, amount(style.size or 14), style.bold or False, room / 20)
    length = round(min(widest * 20, room) * amount(style.rule or 0))
    spare = room - length
    start = {"center": spare // 2, "right": spare}.get(style.align or "left", 0)
    return left + start, right + spare - start


def table_style(token: Token, profile: Profile) -> TableStyle:
    """The profile's table that a `table` token names as its one class."""
    names = classes(token, profile.tables, line_of(token))
    if len(names) != 1:
        raise UnknownMarkup("table", " ".join(names), line_of(token))
    return profile.tables[names[0]]


def sections(
    tokens: Sequence[Token], ends: Sequence[int], profile: Profile
) -> tuple[dict[int, str], str]:
    """`w:sectPr` by the index of the last block of each section, and the last section's own.

    `ends` is `plandoc.writers.markup.ends` of the tokens.
    """
    sheet_of = dict(zip((False, True), sheets(profile.page), strict=True))
    blocks = list(_blocks(tokens, ends, profile, range(len(tokens)), 0))

    def section(page: int, is_first: bool) -> str:
        """The first page of the document, and of what is numbered anew, shows no number."""
        anew = page > 0 and tokens[page - 1].info.split()[1:] == [ANEW]
        first = FIRST_HEADER_ID if is_first or anew else ""
        return wml.section(sheet_of[page > 0], HEADER_ID, first, numbered_anew=anew)

    section_ends: dict[int, str] = {}
    for (index, page), (_, next_page) in pairwise(blocks):
        if page != next_page:
            section_ends[index] = section(page, not section_ends)
    last_index, last_page = blocks[-1] if blocks else (0, 0)
    last_section = section(last_page, not section_ends)
    section_ends[last_index] = ""  # its `w:sectPr` stands in the body, not in the block
    return section_ends, last_section


def _blocks(
    tokens: Sequence[Token], ends: Sequence[int], profile: Profile, within: range, page: int
) -> Iterator[tuple[int, int]]:
    """The blocks that are in no cell, each with its page: 0 for upright ones, for those on their
    side a number of what turned them."""
    index = within.start
    while index < within.stop:
        token = tokens[index]
        turns = token.type == "container_landscape_open" or (
            token.type == "table" and table_style(token, profile).orientation == "landscape"
        )
        inner_page = page or (index + 1 if turns else 0)
        if token.type in ("container_keep_open", "container_landscape_open"):
            inside = range(index + 1, ends[index])
            yield from _blocks(tokens, ends, profile, inside, inner_page)
        elif token.type != "footnote_block_open":
            yield index, inner_page
        index = ends[index] + 1
