"""Đoạn trong danh sách không có dấu kết thúc.

Mỗi gạch đầu dòng, mỗi khoản, mỗi nhiệm vụ, mỗi nơi nhận kết thúc bằng một dấu câu: dấu chấm, dấu
chấm phẩy, dấu hai chấm trước danh sách con. Thiếu dấu thì không biết câu đã hết hay bị cắt. Đoạn
dẫn vào danh sách con của nó (“trong đó”) không xét; nhiều đoạn cùng một danh sách chỉ nêu một lần.

Sai::

    tasks:
      - {id: mot, text: Rà soát quy hoạch}
      - {id: hai, text: Xây dựng cụm công nghiệp.}

Đúng::

    tasks:
      - {id: mot, text: Rà soát quy hoạch;}
      - {id: hai, text: Xây dựng cụm công nghiệp.}
"""

from collections.abc import Iterator
from itertools import zip_longest

from plandoc.checks.endings import has_end_mark, last_word, looks_cut
from plandoc.checks.finding import Finding
from plandoc.checks.searching import places
from plandoc.diagnostics import Severity
from plandoc.model.numbering import outline
from plandoc.model.plan import Plan
from plandoc.reading.structure import Path

CODE = "P610"
SEVERITY = Severity.WARNING


def check(plan: Plan) -> Iterator[Finding]:
    """The first item of each list that ends with no mark; what looks cut is told by P611."""
    clauses = outline(plan)
    open_ended: dict[str, list[tuple[Path, str]]] = {}
    for clause, following in zip_longest(clauses, clauses[1:]):
        if clause.kind not in ("item", "task") or not clause.text or has_end_mark(clause.text):
            continue
        leads_on = following is not None and following.parent == clause.id
        if not leads_on and not looks_cut(clause, following):
            place: Path = ("clause", clause.id, "text")
            open_ended.setdefault(clause.parent, []).append((place, clause.text))
    for number, recipient in enumerate(plan.head.recipients):
        if not has_end_mark(recipient):
            open_ended.setdefault("", []).append((("plan", "recipients", number), recipient))
    for found in open_ended.values():
        path, text = found[0]
        message = f"đoạn trong danh sách không có dấu kết thúc{places(len(found))}"
        yield Finding(path, message, "thêm dấu chấm hoặc dấu chấm phẩy", last_word(text))
