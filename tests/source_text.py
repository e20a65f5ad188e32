"""The source of the real plan, as it must be printed: the fixture after the agreed corrections.

The fixture is the text as extracted from the issued document. Only what stands in `CORRECTIONS`
may differ; everything else that looks odd may stand in the original, and stays.
"""

import re
from pathlib import Path

from msgspec import Struct

FIXTURE = Path(__file__).parent / "fixtures" / "ke-hoach-6011.txt"


class Correction(Struct, frozen=True):
    """A place in the fixture, found exactly once; what must stand there instead; why."""

    found: str
    right: str
    reason: str


class SourceNote(Struct, frozen=True):
    """A footnote: the words right before its mark, and its own."""

    after: str
    text: str


_PAGE = "cut by a page break"
_MISREAD = "letters misread from the scan"
_SLIP = "a slip of the typist"
_MARKUP = "markup of the extraction, not text"

CORRECTIONS = (
    Correction("lợi thế của từng\n\nđịa phương", "lợi thế của từng địa phương", _PAGE),
    Correction("huy động các\n\nnguồn lực", "huy động các nguồn lực", _PAGE),
    Correction("hoạt động hiệu quả, có\n\nnăng lực", "hoạt động hiệu quả, có năng lực", _PAGE),
    Correction("- Phân đầu xây dựng", "- Phấn đấu xây dựng", _MISREAD),
    Correction("đạt 90%; Phần đầu đến", "đạt 90%; Phấn đấu đến", _MISREAD),
    Correction("quy hoạch; phần đầu đến", "quy hoạch; phấn đấu đến", _MISREAD),
    Correction("ĐDBQH tỉnh", "ĐĐBQH tỉnh", _MISREAD),
    Correction("Sở Kế hoạch và Đầu Tư,", "Sở Kế hoạch và Đầu tư,", _SLIP),
    Correction("- Lưu:VT.", "- Lưu: VT.", _SLIP),
    Correction("của tỉnh./\n", "của tỉnh./.\n", "the full stop of the end mark was lost"),
    Correction("**TM. ỦY BAN", "TM. ỦY BAN", _MARKUP),
    Correction("CHỦ TỊCH**", "CHỦ TỊCH", _MARKUP),
)

_MARKS = "¹²"


def corrected_source() -> str:
    """The fixture after the corrections; each must apply exactly once."""
    text = FIXTURE.read_text(encoding="utf-8")
    for correction in CORRECTIONS:
        assert text.count(correction.found) == 1, correction
        text = text.replace(correction.found, correction.right)
    return text


def _lines() -> list[str]:
    return [line.strip() for line in corrected_source().split("\n") if line.strip()]


def expected_paragraphs() -> list[str]:
    """The paragraphs as printed, from ``KẾ HOẠCH`` to the name, without footnotes and marks.

    Each begins with its label (``I. ``, ``2.1. ``, ``a) ``, ``- ``).
    """
    lines = [line for line in _lines() if line[0] not in _MARKS]
    return [re.sub(f"[{_MARKS}]", "", line) for line in lines]


def expected_notes() -> list[SourceNote]:
    """The footnotes, in the order of their marks; where they stand in the extraction is damage."""
    texts = {line[0]: line[1:].strip() for line in _lines() if line[0] in _MARKS}
    body = "\n".join(line for line in _lines() if line[0] not in _MARKS)
    marks = sorted(texts, key=body.index)
    return [SourceNote(body[: body.index(m)].rpartition("\n")[2], texts[m]) for m in marks]
