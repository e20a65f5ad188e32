"""F4: the legal bases and the body: letters, alignment, indents, spaces, the end mark."""

import re
from collections.abc import Iterator
from itertools import pairwise

from plandoc.form.facts import MM
from plandoc.form.main import Basis
from plandoc.form.parts import Form
from plandoc.form.pieces import tidy
from plandoc.form.rules.letters import main_size
from plandoc.form.verdicts import Outcome, absent, fault, judged, note, number, passed, quoted
from plandoc.form.view import Layout, Paragraph, Run
from plandoc.writers import metrics

SINGLE = 1.15  # height of a single line of Times New Roman, in sizes of its letters
_INDENTS = (10.0, 12.7)
_SLACK = 0.1  # millimetres
_LINE_SLACK = 0.01
_GAP = 6.0


def _letters(runs: tuple[Run, ...]) -> list[Run]:
    return [run for run in runs if run.text.strip()]


# --- legal bases ---


def bases_style(form: Form) -> Outcome:
    """Căn cứ ban hành trình bày bằng chữ in thường, kiểu chữ nghiêng. Câu ban hành viết tiếp sau
    căn cứ cuối là chữ đứng."""
    if not form.bases:
        return absent("không có căn cứ")
    upright = [
        basis.paragraph for basis in form.bases
        if not all(run.letters.italic for run in _letters(basis.runs))
    ]  # fmt: skip
    return judged(["chữ đứng"] if upright else [], "nghiêng", upright)


def bases_size(form: Form) -> Outcome:
    """Căn cứ ban hành cỡ chữ 13–14."""
    return _sizes([basis.paragraph for basis in form.bases], "không có căn cứ")


def bases_marks(form: Form) -> Outcome:
    """Mỗi căn cứ một dòng, cuối dòng có dấu chấm phẩy; dòng cuối cùng kết thúc bằng dấu chấm, trừ
    khi câu ban hành viết tiếp ngay sau."""
    if not form.bases:
        return absent("không có căn cứ")
    troubles, where = [], []
    for index, basis in enumerate(form.bases):
        found = _mark_fault(form, basis, is_last=index == len(form.bases) - 1)
        if found:
            troubles.append(found)
            where.append(basis.paragraph)
    return judged(troubles, f"{len(form.bases)} căn cứ", where)


def _mark_fault(form: Form, basis: Basis, *, is_last: bool) -> str:
    if re.search(r"[;.]\s+Căn cứ\b", basis.text):
        return "hai căn cứ trên một dòng"
    allowed = ";" if not is_last else ".;," if _is_enacted(form, basis) else "."
    if basis.text[-1:] in tuple(allowed):
        return ""
    return f"{'căn cứ cuối' if is_last else 'căn cứ'} kết thúc bằng {quoted(basis.text[-1:])}"


def _is_enacted(form: Form, basis: Basis) -> bool:
    """Whether the enacting sentence follows, in the same paragraph or the next."""
    following = next((tidy(one.text) for one in form.body if one.text.strip()), "")
    return bool(basis.enacting) or (following.endswith(":") and not _LABEL.match(following))


_LABEL = re.compile(r"([IVXLC]+|\d+|[a-zđ])[.)]\s")


def enacting(form: Form) -> Outcome:
    """Câu ban hành viết liền sau căn cứ cuối cùng: chấp nhận được, nhưng nên xuống dòng (thông
    lệ)."""
    if not form.bases:
        return absent("không có căn cứ")
    if form.bases[-1].enacting:
        return note("câu ban hành viết liền căn cứ cuối", [form.bases[-1].paragraph])
    return passed("câu ban hành không viết liền")


# --- body ---


def body_size(form: Form) -> Outcome:
    """Nội dung văn bản cỡ chữ 13–14 (trong bảng và chú thích: theo cỡ của bảng, chú thích)."""
    return _sizes([*_words(form)], "không có nội dung")


def _sizes(paragraphs: list[Paragraph], why: str) -> Outcome:
    if not paragraphs:
        return absent(why)
    wrong = []
    seen = set()
    for paragraph in paragraphs:
        sizes = {run.letters.size for run in _letters(paragraph.runs) if not run.letters.is_raised}
        seen |= sizes
        if any(not 13 <= size <= 14 for size in sizes):
            wrong.append(paragraph)
    troubles = [f"cỡ {number(size)}" for size in sorted(seen) if not 13 <= size <= 14]
    return judged(troubles, f"cỡ {'; '.join(number(size) for size in sorted(seen))}", wrong)


def body_style(form: Form) -> Outcome:
    """Nội dung văn bản bằng chữ in thường, kiểu chữ đứng; chữ nghiêng chỉ để nhấn trong câu."""
    words = [one for one in _words(form) if one.layout.align not in ("center", "right")]
    if not words:
        return absent("không có nội dung")
    slanted = [one for one in words if all(run.letters.italic for run in _letters(one.runs))]
    return judged(["cả đoạn chữ nghiêng"] if slanted else [], "đứng", slanted)


def body_align(form: Form) -> Outcome:
    """Nội dung được dàn đều cả hai lề. Xét các đoạn dài hơn một dòng, trừ đề mục đậm."""
    long = [one for one in _text(form) if _is_long(one)]
    if not long:
        return absent("không có đoạn nào dài hơn một dòng")
    ragged = [one for one in long if one.layout.align != "justify"]
    names = {"left": "trái", "right": "phải", "center": "giữa"}
    troubles = [f"canh {names[one.layout.align]}" for one in ragged]
    return judged(troubles, f"đều hai lề ({len(long)} đoạn)", ragged)


def _is_long(paragraph: Paragraph) -> bool:
    """Whether a paragraph runs to a second line."""
    room = paragraph.room - paragraph.layout.left - paragraph.layout.right
    reached = max(paragraph.layout.first_line, 0) + sum(
        metrics.width(run.text, run.letters.size, run.letters.bold) * MM for run in paragraph.runs
    )
    return reached > room


def first_line(form: Form) -> Outcome:
    """Chữ đầu dòng của mỗi đoạn lùi vào 1 cm hoặc 1,27 cm."""
    paragraphs = [*_text(form), *(basis.paragraph for basis in form.bases)]
    paragraphs = [one for one in paragraphs if one.layout.align in ("left", "justify")]
    if not paragraphs:
        return absent("không có đoạn văn")
    indents = {one.index: _indent(form, one) for one in paragraphs}
    wrong = [
        one for one in paragraphs
        if not _INDENTS[0] - _SLACK <= indents[one.index] <= _INDENTS[1] + _SLACK
    ]  # fmt: skip
    seen = sorted({round(indents[one.index], 1) for one in wrong or paragraphs})
    measured = f"lùi {'; '.join(number(length) for length in seen[:5])} mm"
    return fault(measured, wrong) if wrong else passed(measured)


def _indent(form: Form, paragraph: Paragraph) -> float:
    """How far the first letter is from the edge of the other lines; a tab may push it there."""
    layout = paragraph.layout
    indent = layout.first_line
    text = "".join(run.text for run in paragraph.runs)
    for _ in range(len(text) - len(text.lstrip("\t"))):
        stops = [at - layout.left for at, kind in layout.tabs if kind != "clear"]
        default = form.document.tab_stop or 1.0
        ahead = [at for at in stops if at > indent + _SLACK]
        indent = ahead[0] if ahead else (indent + _SLACK) // default * default + default
    return indent


def gaps(form: Form) -> Outcome:
    """Khoảng cách giữa các đoạn văn tối thiểu 6 pt.

    Giữa hai đoạn, Word lấy số lớn hơn trong hai số: sau đoạn trên, trước đoạn dưới.
    """
    flow = [basis.paragraph for basis in form.bases] + list(form.body)
    found = [
        (_gap(form, above, below), below)
        for above, below in pairwise(flow)
        if above.text.strip()
        and below.text.strip()
        and below.index == above.index + 1
        and "center" not in (above.layout.align, below.layout.align)
    ]
    if not found:
        return absent("không có hai đoạn liền nhau")
    least = min(gap for gap, _ in found)
    narrow = [below for gap, below in found if gap < _GAP - 0.05]
    measured = f"ít nhất {number(least)} pt"
    return fault(measured, narrow) if narrow else passed(measured)


def _gap(form: Form, above: Paragraph, below: Paragraph) -> float:
    after, before = above.layout.after, below.layout.before
    if above.style == below.style:
        after = 0.0 if above.layout.hugs else after
        before = 0.0 if below.layout.hugs else before
    return after + before if form.document.spaces_add_up else max(after, before)


def line_spacing(form: Form) -> Outcome:
    """Khoảng cách giữa các dòng từ dòng đơn đến 1,5 dòng.

    Khoảng cách đặt bằng pt được so với dòng đơn của cỡ chữ: cỡ 14 thì dòng đơn cao 16,1 pt.
    """
    paragraphs = [*_words(form), *(basis.paragraph for basis in form.bases)]
    if not paragraphs:
        return absent("không có nội dung")
    shares = {one.index: _spacing(one.layout, main_size(one)) for one in paragraphs}
    wrong = [
        one for one in paragraphs
        if not 1 - _LINE_SLACK <= shares[one.index] <= 1.5 + _LINE_SLACK
    ]  # fmt: skip
    seen = sorted({round(shares[one.index], 2) for one in wrong or paragraphs})
    measured = f"{'; '.join(number(share, 2) for share in seen[:5])} dòng"
    return fault(measured, wrong) if wrong else passed(measured)


def _spacing(layout: Layout, size: float) -> float:
    """Line spacing in single lines."""
    if layout.line_rule == "auto":
        return layout.line
    share = layout.line / (SINGLE * max(size, 1.0))
    return max(share, 1.0) if layout.line_rule == "atLeast" else share


def end_mark(form: Form) -> Outcome:
    """Hết nội dung văn bản có dấu “./.”."""
    words = list(_words(form))
    if not words:
        return absent("không có nội dung")
    last = tidy(words[-1].text)
    if last.endswith("./."):
        return passed(quoted(f"… {last[-20:].partition(' ')[2]}"))
    return fault(f"kết thúc bằng {quoted('… ' + last[-20:].partition(' ')[2])}", [words[-1]])


def _words(form: Form) -> Iterator[Paragraph]:
    """The paragraphs of the body that hold words."""
    return (one for one in form.body if one.text.strip())


def _text(form: Form) -> Iterator[Paragraph]:
    """Those that are no headings: not all bold, not centred."""
    for one in _words(form):
        letters = _letters(one.runs)
        if one.layout.align != "center" and not all(run.letters.bold for run in letters):
            yield one
