"""Một tên viết hai cách: khoa học - công nghệ và khoa học – công nghệ, tỷ trọng và tỉ trọng.

Tên viết hai cách thì tìm theo cách này không thấy cách kia, và người đọc ngờ là hai thứ khác nhau.
Xét dấu gạch (ngắn, dài, có hay không có dấu cách) giữa hai từ hoặc hai năm, và i, y trong các chữ
thường viết lẫn; không xét năm trong căn cứ, vì tên văn bản khác phải chép đúng. Cách
ít dùng hơn trong kế hoạch được nêu ra, mỗi cách một lần.

Sai::

    text: … kinh tế - xã hội … kinh tế – xã hội …

Đúng::

    text: … kinh tế - xã hội … kinh tế - xã hội …
"""

import re
from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.checks.searching import Hit, places, search
from plandoc.diagnostics import Severity
from plandoc.model.plan import Plan

CODE = "P603"
SEVERITY = Severity.WARNING

Forms = dict[str, dict[str, list[Hit]]]  # name -> the way it is written -> where

_DASH = re.compile("[-‐‑–—]")
# Up to two words that end, or begin, right at a dash; a placeholder's id is no name.
_LEFT = re.compile(r"(?:[^\W\d_]+ )?[^\W\d_]+(?=\s?$)|(?:19|20)\d\d(?=\s?$)")
_RIGHT = re.compile(r"\s?([^\W\d_]+(?: [^\W\d_]+)?|(?:19|20)\d\d(?![\d.,]?\d))")
_NEAR = 30  # characters on either side of a dash that may belong to the name
# Words written with i and with y that mean the same; “tỉ mỉ” is no “tỷ”. Only where i is used can
# there be two ways, so its spellings are looked for first.
_WITH_I = ("tỉ ", "kĩ ", "qui ", "quản lí")
_I_OR_Y = re.compile(
    r"\b(?:t[ỉỷ]\s(?:lệ|trọng|số|suất|giá|đồng|đô)|k[ĩỹ]\s(?:thuật|năng)"
    r"|qu[iy]\s(?:hoạch|định|mô|chế|trình)|quản\sl[íý])\b",
    re.IGNORECASE,
)
_OFFICIAL = frozenset("-yỷỹý")  # how the decree itself writes: where both ways are as many
_AS_I = str.maketrans("yỷỹý", "iỉĩí")


def check(plan: Plan) -> Iterator[Finding]:
    """The rarer way of writing a name that is written in two."""
    for forms in (_dashed(plan), _spelled(plan)):
        for ways in forms.values():
            usual = ways[max(ways, key=lambda way: (len(ways[way]), not _OFFICIAL.isdisjoint(way)))]
            for hits in ways.values():
                if hits is not usual:
                    message = (
                        f"“{hits[0].text}”{places(len(hits))}, chỗ khác viết “{usual[0].text}”"
                    )
                    yield hits[0].finding(message, "viết thống nhất một cách")


def _dashed(plan: Plan) -> Forms:
    """Names, and spans of years, by the words around their dash."""
    found: Forms = {}
    for hit in search(plan, _DASH):
        text = hit.passage.text
        left = _LEFT.search(text, max(0, hit.start - _NEAR), hit.start)
        right = _RIGHT.match(text, hit.end, hit.end + _NEAR)
        if not left or not right or text[max(0, left.start() - 1)] in "{@-":
            continue
        years = left[0].isdigit(), right[1].isdigit()
        if years[0] is not years[1]:
            continue
        clause = hit.passage.clause
        if years[0] and clause and clause.kind == "basis":
            continue  # another document's title, to be copied as it stands
        # Spans of years are one name: whoever types them one way types them all so.
        name = "năm" if years[0] else f"{left[0]}-{right[1]}".lower()
        way = text[left.end() : right.start(1)]
        whole = Hit(hit.passage, left.start(), right.end())
        found.setdefault(name, {}).setdefault(way, []).append(whole)
    return found


def _spelled(plan: Plan) -> Forms:
    """Words with i or y."""
    found: Forms = {}
    for hit in search(plan, _I_OR_Y, *_WITH_I):
        way = hit.text.lower()
        found.setdefault(way.translate(_AS_I), {}).setdefault(way, []).append(hit)
    return found
