"""Dấu thanh đặt lẫn lộn kiểu cũ và kiểu mới: hòa và hoà, thủy và thuỷ, khỏe và khoẻ.

Hai kiểu đều đọc được, nhưng cùng một văn bản chỉ nên theo một kiểu: tìm “hóa” thì không thấy “hoá”,
và người đọc thấy văn bản do nhiều tay chép lại. Quốc hiệu in “CỘNG HÒA”, tức kiểu cũ. Kiểu ít dùng
hơn trong kế hoạch được nêu ra, mỗi chữ một lần.

Sai::

    text: … công nghiệp hóa, hiện đại hoá …

Đúng::

    text: … công nghiệp hóa, hiện đại hóa …
"""

import re
from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.checks.searching import Hit, places, search
from plandoc.diagnostics import Severity
from plandoc.model.plan import Plan

CODE = "P602"
SEVERITY = Severity.WARNING

# The same syllable endings in the same order, the tone on the first vowel or on the second. After q
# the u is no vowel of its own (quý), and before a last consonant both ways agree (hoàn).
_OLD = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
_NEW = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()
_OTHER = dict(zip([*_OLD, *_NEW], [*_NEW, *_OLD], strict=True))
_ENDING = re.compile(
    r"(?:[òóỏõọÒÓỎÕỌ][aeAE]|[ùúủũụÙÚỦŨỤ][yY]|[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<![qQ])[uU][ỳýỷỹỵỲÝỶỸỴ])(?!\w)"
)


def check(plan: Plan) -> Iterator[Finding]:
    """The spellings of the placement that the plan uses less; the new one where both are equal."""
    old: list[Hit] = []
    new: list[Hit] = []
    for hit in search(plan, _ENDING):
        (old if hit.text.lower() in _OLD else new).append(hit)
    less, kind, other = (old, "cũ", "mới") if len(old) < len(new) else (new, "mới", "cũ")
    by_syllable: dict[str, list[Hit]] = {}
    for hit in map(_syllable, less):
        by_syllable.setdefault(hit.text.lower(), []).append(hit)
    for hits in by_syllable.values():
        typed = hits[0].text
        message = f"“{typed}” đặt dấu kiểu {kind}{places(len(hits))}, chỗ khác đặt kiểu {other}"
        yield hits[0].finding(message, f"viết “{typed[:-2]}{_turned(typed[-2:])}”")


def _syllable(hit: Hit) -> Hit:
    """The whole syllable of an ending."""
    start = hit.start
    while start and hit.passage.text[start - 1].isalpha():
        start -= 1
    return Hit(hit.passage, start, hit.end)


def _turned(ending: str) -> str:
    """An ending in the other placement, in the same capitals."""
    other = _OTHER[ending.lower()]
    if ending.isupper():
        return other.upper()
    return other.capitalize() if ending[0].isupper() else other
