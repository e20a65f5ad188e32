"""Khoảng trắng thừa được bỏ: ở cuối dòng, hai dấu cách liền nhau, dấu cách trước , . ; và :

Phím Tab giữa hai chữ, hoặc sau tên trường, thành một dấu cách. Chữ in ra giữ nguyên từng chữ; dấu
ba chấm, tỷ lệ như 1 : 500 và chỗ ngắt dòng để nguyên.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from plandoc.reading.nodes import Node
from plandoc.repairs.comparing import same_signs, same_words
from plandoc.repairs.draft import Draft, Edit, Written
from plandoc.repairs.gaps import Gap, gaps

TITLE = "sửa {} chỗ khoảng trắng"

_LONE_MARK = re.compile(r"[,.;:][”’»]*|\./\.")
_MAY_BE_FOLLOWED = re.compile(r"[\w)\]}”’»%]$")
_AFTER_NAME = re.compile(r"[ \t]*:[ \t]*\t[ \t]*")


def edits(draft: Draft) -> dict[str, list[Edit]]:
    """Every white space of a file that is too much."""
    return {name: _in_file(written) for name, written in draft.files.items()}


def _in_file(written: Written) -> list[Edit]:
    found = list(_between_words(list(gaps(written))))
    found += _after_names(written, written.root)
    taken = {edit.start for edit in found}
    for number, line in enumerate(written.lines):
        kept = line.rstrip()
        start = written.at(number, len(kept))
        # A backslash before a line's end means something in double quotes.
        if kept != line and start not in taken and not kept.endswith("\\"):
            found.append(Edit(start, written.at(number, len(line)), ""))
    return found


def _between_words(found: list[Gap]) -> Iterator[Edit]:
    position = 0
    for gap, following in pairwise([*found, None]):
        if gap is None or gap.start < position:
            continue
        if following and following.start != gap.end + len(gap.after):
            following = None  # that of another value
        if _stands_off(gap, following):
            edit = _without(gap, following)
        elif not gap.folded and gap.white != " " and not gap.white.strip(" \t"):
            edit = Edit(gap.start, gap.end, " ")
        else:
            continue
        position = edit.end
        yield edit


def _stands_off(gap: Gap, following: Gap | None) -> bool:
    """Whether a lone mark stands off the word that it belongs to."""
    if not _LONE_MARK.fullmatch(gap.after) or not _MAY_BE_FOLLOWED.search(gap.before):
        return False
    following_word = following.after if following else ""
    between_figures = gap.before[-1].isdigit() and following_word[:1].isdigit()
    spaced_out = gap.after == following_word[:1] == "."
    return not between_figures and not spaced_out


def _without(gap: Gap, following: Gap | None) -> Edit:
    """The mark moved up to its word; where a line ends between them, to that line."""
    if not gap.folded or following is None or following.folded:
        return Edit(gap.start, gap.end, "")
    line_end = gap.white.lstrip(" \t")
    return Edit(gap.start, following.end, gap.after + line_end)


def _after_names(written: Written, node: Node) -> Iterator[Edit]:
    """Tabs between the name of a field and its value."""
    for key, value in node.pairs:
        start = written.at(key.end_line, key.end_column)
        end = written.at(value.line, value.column)
        if _AFTER_NAME.fullmatch(written.text, start, end):
            yield Edit(start, end, ": ")
        yield from _after_names(written, value)
    for item in node.items:
        yield from _after_names(written, item)


def is_safe(before: Written, after: Written) -> bool:
    """Only white space differs."""
    return same_signs(before, after) and same_words(before.root, after.root)
