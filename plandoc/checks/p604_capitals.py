"""Chữ hoa không theo Phụ lục II của Nghị định 30/2020/NĐ-CP.

Chỉ xét vài trường hợp chắc chắn: Nhân dân, Nhà nước khi chỉ người dân, bộ máy nhà nước (không phải
“Ủy ban nhân dân”, “doanh nghiệp nhà nước”); Thủ đô Hà Nội và Thành phố Hồ Chí Minh; tên các ngày
tết; Điều khi viện dẫn; tên loại của chính văn bản này (Kế hoạch này).

Sai::

    text: … nâng cao đời sống của nhân dân, đường đi thành phố Hồ Chí Minh …

Đúng::

    text: … nâng cao đời sống của Nhân dân, đường đi Thành phố Hồ Chí Minh …
"""

import re
from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.checks.searching import Hit, places, search
from plandoc.diagnostics import Severity
from plandoc.model.plan import Plan

CODE = "P604"
SEVERITY = Severity.WARNING

# What every match holds, in small letters; what is wrong; what is right. A small letter or a comma
# before a capital tells that no sentence begins there. What must stand before is asked after the
# words themselves: a pattern that begins with letters is found many times faster.
_PEOPLE = ("của", "cho", "đời sống", "tầng lớp", "phục vụ")
_STATE = ("của", "Đảng và")
_CAPITALS: tuple[tuple[str, str, str], ...] = (
    (
        "nhân dân",
        rf"nhân dân(?:{'|'.join(f'(?<={word} nhân dân)' for word in _PEOPLE)})(?! tệ)",
        "Nhân dân",
    ),
    (
        "nhà nước",
        rf"nhà nước(?:{'|'.join(f'(?<={word} nhà nước)' for word in _STATE)})(?! ngoài)",
        "Nhà nước",
    ),
    ("thành phố hồ", r"thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ("thủ đô hà", r"thủ đô Hà Nội", "Thủ đô Hà Nội"),
    (
        "tết nguyên đán",
        r"Tết Nguyên [đĐ]án(?<=[a-zà-ỹđ,] Tết Nguyên .án)|tết (?:Nguyên Đán|nguyên đán)",
        "tết Nguyên đán",
    ),
    (
        "tết trung thu",
        r"Tết Trung [tT]hu(?<=[a-zà-ỹđ,] Tết Trung .hu)|tết (?:Trung Thu|trung thu)",
        "tết Trung thu",
    ),
    ("điều", r"điều(?= \d)(?:(?<=khoản \d điều)|(?<=khoản \d\d điều))", "Điều"),
)


def check(plan: Plan) -> Iterator[Finding]:
    """Each wrong spelling once, at its first place."""
    kind = plan.head.kind
    own = kind.lower()
    words = re.escape(own)
    this = (
        own,
        rf"{words}(?= này\b)(?<!các {words})(?<!những {words})",
        kind[:1].upper() + kind[1:],
    )
    for needed, pattern, right in (*_CAPITALS, this):
        hits: dict[str, list[Hit]] = {}
        for hit in search(plan, pattern, needed):
            hits.setdefault(hit.text, []).append(hit)
        for wrong, found in hits.items():
            message = f"“{wrong}” viết hoa chưa đúng Phụ lục II Nghị định 30{places(len(found))}"
            yield found[0].finding(message, f"viết “{right}”")
