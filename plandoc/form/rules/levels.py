"""F42x: the levels of the body: practice of the offices, not law. They only ever note."""

import re
from collections.abc import Iterator, Sequence

from plandoc.form.labels import roman
from plandoc.form.parts import Form
from plandoc.form.pieces import is_upper, tidy
from plandoc.form.verdicts import Outcome, absent, note, passed, quoted
from plandoc.form.view import Paragraph

_SECTION = re.compile(r"([IVXLC]+)\.\s")
_NUMBER = re.compile(r"(\d+(?:\.\d+)*)\.?\s")
_LETTER = re.compile(r"([a-zđ])\)\s")
_LETTERS = "a b c d đ e g h i k l m n o p q r s t u v x y".split()
_SENTENCE = 250  # letters; a longer one is a sentence, not a title


def _level(form: Form, pattern: "re.Pattern[str]") -> list[tuple[Paragraph, str]]:
    """The paragraphs of the body that begin with a label, and the label."""
    found = []
    for paragraph in form.body:
        match = pattern.match(tidy(paragraph.text) + " ")
        if match:
            found.append((paragraph, match[1]))
    return found


def _bold(paragraph: Paragraph) -> bool:
    return all(run.letters.bold for run in paragraph.runs if run.text.strip())


def sections(form: Form) -> Outcome:
    """Đề mục I., II., III. in hoa, đậm (thông lệ của kế hoạch)."""
    found = [one for one, _ in _level(form, _SECTION)]
    if not found:
        return absent("không có đề mục I., II.")
    plain = [one for one in found if not _bold(one) or not is_upper(one.text)]
    return note("không in hoa đậm", plain) if plain else passed(f"{len(found)} đề mục in hoa đậm")


def titles(form: Form) -> Outcome:
    """Đề mục 1., 1.1. là tiêu đề thì đậm; là cả một câu thì chữ thường (thông lệ)."""
    found = [one for one, _ in _level(form, _NUMBER)]
    if not found:
        return absent("không có đề mục 1., 2.")
    sentences = [one for one in found if _bold(one) and len(one.text) > _SENTENCE]
    titles = [one for one in found if _is_title(one) and not one.runs[0].letters.bold]
    if sentences or titles:
        words = [*(["câu dài in đậm"] * bool(sentences)), *(["tiêu đề không đậm"] * bool(titles))]
        return note("; ".join(words), [*sentences, *titles])
    return passed(f"{len(found)} đề mục")


def _is_title(paragraph: Paragraph) -> bool:
    """A numbered line without the marks of a sentence."""
    words = tidy(paragraph.text)
    return len(words) < 70 and not words.endswith((";", "/.", ":", ",")) and ";" not in words


def points(form: Form) -> Outcome:
    """Điểm a), b), c) chữ thường, đứng, không đậm (thông lệ)."""
    found = [one for one, _ in _level(form, _LETTER)]
    if not found:
        return absent("không có điểm a), b)")
    heavy = [one for one in found if _bold(one)]
    return note("in đậm", heavy) if heavy else passed(f"{len(found)} điểm chữ thường")


def order(form: Form) -> Outcome:
    """Đề mục và điểm theo thứ tự: I, II, III…; 1, 2, 3…; a b c d đ e g h i k l… (thông lệ)."""
    romans = [roman(count) for count in range(1, 60)]
    troubles = [
        *_out_of_order(_level(form, _SECTION), romans),
        *_out_of_order(_level(form, _LETTER), _LETTERS),
    ]
    if not _level(form, _SECTION) and not _level(form, _LETTER):
        return absent("không có đề mục")
    if troubles:
        return note(f"sau {troubles[0][1]} là {troubles[0][2]}", [one for one, *_ in troubles])
    return passed("đúng thứ tự")


def _out_of_order(
    found: Sequence[tuple[Paragraph, str]], labels: Sequence[str]
) -> Iterator[tuple[Paragraph, str, str]]:
    before = "đầu"
    expected = 0
    for paragraph, label in found:
        if label != labels[0] and (expected >= len(labels) or label != labels[expected]):
            yield paragraph, before, label
        at = labels.index(label) if label in labels else expected
        before, expected = label, at + 1


def run_in(form: Form) -> Outcome:
    """Tiêu đề đậm viết liền với nội dung trong một đoạn: nên xuống dòng sau tiêu đề (thông lệ)."""
    found = [one for one, _ in _level(form, _NUMBER)]
    mixed = [one for one in found if one.runs and one.runs[0].letters.bold and not _bold(one)]
    if not found:
        return absent("không có đề mục 1., 2.")
    if mixed:
        return note(f"{len(mixed)} tiêu đề viết liền: {quoted(mixed[0].text)}", mixed)
    return passed("tiêu đề đứng riêng dòng")
