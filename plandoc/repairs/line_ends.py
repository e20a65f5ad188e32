"""Tệp xuống dòng kiểu Windows (CRLF) được đổi sang kiểu của kho này (LF).

Chỉ đổi khi cả tệp cùng một kiểu; tệp lẫn hai kiểu thì để nguyên.
"""

from plandoc.gitdrivers.entries import value_of
from plandoc.repairs.draft import Draft, Edit, Written

TITLE = "đổi {} chỗ xuống dòng từ CRLF sang LF"


def edits(draft: Draft) -> dict[str, list[Edit]]:
    """Each line end of a file that has no other kind."""
    return {name: _in_file(written) for name, written in draft.files.items()}


def _in_file(written: Written) -> list[Edit]:
    ends = written.line_ends[:-1]
    if set(ends) != {"\r\n"}:
        return []
    places = [written.at(number, len(line)) for number, line in enumerate(written.lines[:-1])]
    return [Edit(place, place + 2, "\n") for place in places]


def is_safe(before: Written, after: Written) -> bool:
    """Reading takes both kinds: nothing that is read may differ."""
    return value_of(before.root) == value_of(after.root)
