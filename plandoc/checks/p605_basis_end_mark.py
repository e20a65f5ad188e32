"""Căn cứ phải kết thúc bằng dấu chấm phẩy, căn cứ cuối cùng bằng dấu chấm.

Nghị định 30/2020/NĐ-CP: mỗi căn cứ xuống dòng, cuối dòng có dấu chấm phẩy, dòng cuối cùng kết thúc
bằng dấu chấm. Khi câu ban hành đứng sau, căn cứ cuối cùng cũng có thể kết thúc bằng dấu chấm phẩy;
câu ban hành in liền (run-in) thì cả bằng dấu phẩy.

Sai::

    bases:
      - {id: luat-quy-hoach, text: Căn cứ Luật Quy hoạch.}
      - {id: luat-dau-tu, text: Căn cứ Luật Đầu tư}

Đúng::

    bases:
      - {id: luat-quy-hoach, text: Căn cứ Luật Quy hoạch;}
      - {id: luat-dau-tu, text: Căn cứ Luật Đầu tư.}
"""

from collections.abc import Iterator

from plandoc.checks.endings import last_word, without_notes
from plandoc.checks.finding import Finding
from plandoc.diagnostics import Severity
from plandoc.model.plan import Head, Plan

CODE = "P605"
SEVERITY = Severity.WARNING

_NAMES = {";": "dấu chấm phẩy", ".": "dấu chấm"}


def check(plan: Plan) -> Iterator[Finding]:
    """A basis with no end mark, or another than its place asks for."""
    bases = plan.head.bases
    for basis in bases:
        last = basis is bases[-1]
        marks = _last_marks(plan.head) if last else ";"
        text = without_notes(basis.text)
        if text[-1:] not in marks:
            which = "căn cứ cuối cùng" if last else "căn cứ"
            message = f"{which} không kết thúc bằng {_NAMES[marks[0]]}"
            path = ("clause", basis.id, "text")
            yield Finding(path, message, f"kết thúc bằng “{marks[0]}”", last_word(text))


def _last_marks(head: Head) -> str:
    """What may end the last basis, the usual mark first."""
    if head.enacting is None:
        return "."
    return ";.," if head.enacting.layout == "run-in" else ".;"
