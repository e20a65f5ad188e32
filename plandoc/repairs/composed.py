"""Chữ Việt gõ bằng Unicode tổ hợp (chữ cái và dấu là hai ký tự) được đổi sang dựng sẵn (NFC).

Trông như nhau, nhưng máy coi là hai chữ khác nhau: tìm không thấy, so sánh thì khác. Lỗi P501.
"""

import unicodedata

from plandoc.gitdrivers.entries import value_of
from plandoc.repairs.draft import Draft, Edit, Written

TITLE = "đổi {} dòng sang Unicode dựng sẵn (NFC)"


def edits(draft: Draft) -> dict[str, list[Edit]]:
    """Each line that is not composed."""
    return {name: _in_file(written) for name, written in draft.files.items()}


def _in_file(written: Written) -> list[Edit]:
    return [
        Edit(written.at(number, 0), written.at(number, len(line)), composed)
        for number, line in enumerate(written.lines)
        if (composed := unicodedata.normalize("NFC", line)) != line
    ]


def is_safe(before: Written, after: Written) -> bool:
    """Reading composes anyway: nothing that is read may differ."""
    return value_of(before.root) == value_of(after.root)
