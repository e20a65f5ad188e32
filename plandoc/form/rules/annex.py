"""F6: the annexes."""

import re

from plandoc.form.labels import roman
from plandoc.form.parts import Form
from plandoc.form.pieces import WHOLE, fold
from plandoc.form.rules import looks
from plandoc.form.verdicts import Outcome, absent, fault, judged, passed

_NONE = "không có phụ lục"
_MENTION = re.compile(r"\bPHU LUC((?:[ ,;]*(?:VA |SO )?(?:[IVXLC]+|\d+)\b)*)")
_LABEL = re.compile(r"[IVXLC]+\b|\d+")


def heading(form: Form) -> Outcome:
    """Từ “Phụ lục” và số thứ tự đứng riêng dòng, canh giữa, chữ in thường, cỡ 14, đứng, đậm."""
    if not form.annexes:
        return absent(_NONE)
    pieces = [annex.number for annex in form.annexes]
    look = looks.style(pieces, bold=True, italic=False)
    return looks.both(looks.both(look, looks.size(pieces, 14, 14)), looks.centred(pieces, WHOLE))


def numbering(form: Form) -> Outcome:
    """Văn bản có từ hai phụ lục trở lên thì các phụ lục được đánh số thứ tự bằng chữ số La Mã."""
    if not form.annexes:
        return absent(_NONE)
    labels = [annex.label for annex in form.annexes]
    right = [roman(index + 1) for index in range(len(labels))]
    if labels == right or (len(labels) == 1 and not labels[0]):
        return passed(", ".join(labels) if labels[0] else "một phụ lục")
    if form.is_annex_file and len(labels) == 1:
        return passed(labels[0])  # one of several files
    return fault(", ".join(label or "không số" for label in labels))


def title(form: Form) -> Outcome:
    """Tên phụ lục canh giữa, in hoa, cỡ 13–14, kiểu chữ đứng, đậm."""
    if not form.annexes:
        return absent(_NONE)
    nameless = [annex.number for annex in form.annexes if not annex.title]
    if nameless:
        return fault("phụ lục không có tên", nameless)
    pieces = [piece for annex in form.annexes for piece in annex.title]
    look = looks.style(pieces, bold=True, italic=False, capitals=True)
    return looks.both(looks.both(look, looks.size(pieces, 13, 14)), looks.centred(pieces, WHOLE))


def note(form: Form) -> Outcome:
    """Dòng trong ngoặc đơn dưới tên phụ lục, “(Kèm theo Kế hoạch số … ngày … của …)”, canh giữa,
    cỡ 13–14, kiểu chữ nghiêng."""
    if not form.annexes:
        return absent(_NONE)
    without = [annex.number for annex in form.annexes if not annex.note]
    if without:
        return fault("thiếu dòng (Kèm theo …)", without)
    pieces = [piece for annex in form.annexes for piece in annex.note]
    look = looks.style(pieces, bold=False, italic=True)
    return looks.both(looks.both(look, looks.size(pieces, 13, 14)), looks.centred(pieces, WHOLE))


def mentioned(form: Form) -> Outcome:
    """Phần nội dung có chỉ dẫn về từng phụ lục; “các phụ lục kèm theo” là chỉ dẫn về mọi phụ
    lục."""
    if not form.annexes or form.is_annex_file:
        return absent(_NONE if not form.annexes else "tệp chỉ có phụ lục")
    mentions = _MENTION.findall(fold(" ".join(one.text for one in form.body)))
    named = {label for mention in mentions for label in _LABEL.findall(mention)}
    means_all = any(not _LABEL.search(mention) for mention in mentions)
    missing = [one.number for one in form.annexes if not means_all and one.label not in named]
    return judged(["nội dung không nhắc đến"] if missing else [], "được nhắc đến", missing)


def pages(form: Form) -> Outcome:
    """Số trang của từng phụ lục được đánh riêng, bắt đầu từ 1: mỗi phụ lục là một phần mới."""
    if not form.annexes:
        return absent(_NONE)
    wrong = []
    for index, annex in enumerate(form.annexes):
        section = form.document.sections[annex.section]
        starts = section.start == 1 or (form.is_annex_file and index == 0 and section.start is None)
        if not annex.starts_section or not starts:
            wrong.append(annex.number)
    return judged(["không đánh số riêng từ 1"] if wrong else [], "đánh số riêng từ 1", wrong)
