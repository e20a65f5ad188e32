"""Dấu cách thừa hoặc thiếu: hai dấu cách liền, cách trước dấu câu, thiếu cách sau dấu câu.

Dấu , . ; : ! ? đứng sát chữ trước và cách chữ sau một dấu cách; dấu ngoặc ôm sát chữ bên trong. Dấu
cách thừa còn làm dòng chữ căn đều hai bên hở ra. Dấu phẩy thập phân, dấu chấm trong số và trong chữ
viết tắt (TT.TU) không phải là dấu câu.

Sai::

    text: Phát triển công nghiệp ,dịch vụ  ( nhất là dịch vụ số ).

Đúng::

    text: Phát triển công nghiệp, dịch vụ (nhất là dịch vụ số).
"""

import re
from collections.abc import Iterable, Iterator

from plandoc.checks.finding import Finding
from plandoc.checks.searching import Hit, places, search
from plandoc.diagnostics import Severity
from plandoc.model.plan import Plan
from plandoc.reading.structure import Path

CODE = "P608"
SEVERITY = Severity.WARNING

# Of what a match holds one (nothing: marks that every plan has); where; what is wrong; the hint.
_FAULTS = (
    (("  ",), r"(?<=\S) {2,}(?=\S)", "hai dấu cách liền nhau", "giữ lại một dấu cách"),
    (
        (" ,", " .", " ;", " :", " !", " ?", " )"),
        r" (?:[,;:!?)]|\.(?![.\d/]))",
        "dấu cách thừa trước dấu câu",
        "bỏ dấu cách này",
    ),
    (("( ",), r"\( ", "dấu cách thừa sau dấu mở ngoặc", "bỏ dấu cách này"),
    (
        (),
        r"[,;:!?)](?:[^\W\d_]|\{(?!\{))",
        "thiếu dấu cách sau dấu câu",
        "thêm một dấu cách",
    ),
)
# Before a capital it may also stand in an abbreviation.
# A page or a mailbox, up to the end of what is written without a space; no ``{id@2021-2025}``.
_ADDRESS = re.compile(r"\w://\S+|\b[\w.-]+@[^\W\d_]\S+")
_DOT = re.compile(r"\.(?<=[^\W\d_]{2}\.)[^\W\d_]")


def check(plan: Plan) -> Iterator[Finding]:
    """Each kind of fault once in each text."""
    for needed, pattern, message, hint in _FAULTS:
        hits = (hit for hit in search(plan, pattern, *needed) if not _in_address(hit))
        yield from _once(hits, message, hint)
    sentences = (hit for hit in search(plan, _DOT) if _ends_sentence(hit) and not _in_address(hit))
    yield from _once(sentences, "thiếu dấu cách sau dấu chấm", "thêm một dấu cách")


def _once(hits: Iterable[Hit], message: str, hint: str) -> Iterator[Finding]:
    by_text: dict[Path, list[Hit]] = {}
    for hit in hits:
        by_text.setdefault(hit.passage.path, []).append(hit)
    for found in by_text.values():
        yield found[0].finding(f"{message}{places(len(found))}", hint)


def _in_address(hit: Hit) -> bool:
    text = hit.passage.text
    return any(found.start() < hit.start < found.end() for found in _ADDRESS.finditer(text))


def _ends_sentence(hit: Hit) -> bool:
    """A dot between small letters and a capital: not ``TP.Huế``, ``Tp.HCM`` or ``www.gov.vn``."""
    return hit.passage.text[hit.start - 2 : hit.start].islower() and hit.text[1].isupper()
