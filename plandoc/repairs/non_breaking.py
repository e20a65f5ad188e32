"""Dấu cách không ngắt và dấu cách lạ lọt vào văn bản khi chép dán được đổi thành dấu cách thường.

Dấu cách không ngắt (U+00A0) đứng trước hoặc sau một con số (số 29, 15 triệu đồng) thì giữ lại, vì
nó giữ con số ở cùng dòng với chữ đi kèm; chương trình không tự thêm vào chỗ nào.
"""

import re

from plandoc.repairs.comparing import same_signs, same_words
from plandoc.repairs.draft import Draft, Edit, Written
from plandoc.repairs.gaps import Gap, gaps

TITLE = "đổi {} dấu cách không ngắt hoặc dấu cách lạ thành dấu cách thường"

NO_BREAK = "\u00a0"
_STRANGE = re.compile(r"[^\S \t\r\n]")


def edits(draft: Draft) -> dict[str, list[Edit]]:
    """Each white space between words that holds a strange one out of place."""
    return {name: _in_file(written) for name, written in draft.files.items()}


def _in_file(written: Written) -> list[Edit]:
    found = []
    for gap in gaps(written):
        if _STRANGE.search(gap.white):
            white = _mended(gap)
            if white != gap.white:
                found.append(Edit(gap.start, gap.end, white))
    return found


def _mended(gap: Gap) -> str:
    if gap.folded:  # what stands before the line's end goes with the white space there
        start = max(map(gap.white.rfind, "\r\n")) + 1
        strange = _STRANGE.search(gap.white, start)
        return gap.white[: strange.start()] if strange else gap.white
    beside_a_figure = gap.before[-1:].isdigit() or gap.after[:1].isdigit()
    return NO_BREAK if beside_a_figure and NO_BREAK in gap.white else " "


def is_safe(before: Written, after: Written) -> bool:
    """Only white space differs."""
    return same_signs(before, after) and same_words(before.root, after.root)
