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

# What every match holds, in small letters; what is wrong; what is right. A small letter and a space
# before a capital tell that no sentence begins there.
_CAPITALS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (
        "nhân dân",
        re.compile(
            r"(?:(?<=của )|(?<=cho )|(?<=đời sống )|(?<=tầng lớp )|(?<=phục vụ ))nhân dân(?! tệ)"
        ),
        "Nhân dân",
    ),
    ("nhà nước", re.compile(r"(?:(?<=của )|(?<=Đảng và ))nhà nước(?! ngoài)"), "Nhà nước"),
    ("thành phố hồ", re.compile(r"\bthành phố Hồ Chí Minh\b"), "Thành phố Hồ Chí Minh"),
    ("thủ đô hà", re.compile(r"\bthủ đô Hà Nội\b"), "Thủ đô Hà Nội"),
    (
        "tết nguyên đán",
        re.compile(r"(?<=[a-zà-ỹđ,] )Tết Nguyên [đĐ]án\b|\btết (?:Nguyên Đán|nguyên đán)\b"),
        "tết Nguyên đán",
    ),
    (
        "tết trung thu",
        re.compile(r"(?<=[a-zà-ỹđ,] )Tết Trung [tT]hu\b|\btết (?:Trung Thu|trung thu)\b"),
        "tết Trung thu",
    ),
    ("điều", re.compile(r"(?<=khoản \d )điều(?= \d)|(?<=khoản \d\d )điều(?= \d)"), "Điều"),
)


def check(plan: Plan) -> Iterator[Finding]:
    """Each wrong spelling once, at its first place."""
    kind = plan.head.kind
    own = kind.lower()
    alone = re.compile(rf"(?<!các )(?<!những )\b{re.escape(own)}(?= này\b)")
    this = (own, alone, kind[:1].upper() + kind[1:])
    for needed, pattern, right in (*_CAPITALS, this):
        hits: dict[str, list[Hit]] = {}
        for hit in search(plan, pattern, needed):
            hits.setdefault(hit.text, []).append(hit)
        for wrong, found in hits.items():
            message = f"“{wrong}” viết hoa chưa đúng Phụ lục II Nghị định 30{places(len(found))}"
            yield found[0].finding(message, f"viết “{right}”")
