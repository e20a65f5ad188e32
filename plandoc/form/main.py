"""The legal bases and the body: where the one ends and the other begins."""

import re
from collections.abc import Sequence
from itertools import dropwhile

from msgspec import Struct
from msgspec.structs import replace

from plandoc.form.pieces import fold, tidy
from plandoc.form.view import Paragraph, Run

_MOST = 80  # paragraphs among which bases are looked for
_BASIS = re.compile(r"^CAN CU\b")
_LIKE = re.compile(r"^(THUC HIEN|THEO|XET|TREN CO SO|TIEP THEO|THE THEO)\b")
_SENTENCE = re.compile(r"[;.]\s+(?=[^;]*:$)")


class Basis(Struct, frozen=True):
    """A legal basis; `runs` and `text` without the enacting sentence that may run on after it."""

    paragraph: Paragraph
    runs: tuple[Run, ...]
    text: str
    enacting: str


def find_bases(
    flow: Sequence[Paragraph],
) -> tuple[tuple[Basis, ...], tuple[Paragraph, ...]]:
    """The bases at the start of the paragraphs `flow`, and the paragraphs after them."""
    bases: list[Basis] = []
    words = ((index, one) for index, one in enumerate(flow[:_MOST]) if one.text.strip())
    after = 0
    # A decision names its authority, centred, above the bases.
    for index, paragraph in dropwhile(lambda found: found[1].layout.align == "center", words):
        if not _is_basis(paragraph):
            break
        bases.append(_basis(paragraph))
        after = index + 1
    return tuple(bases), tuple(flow[after:])


def _is_basis(paragraph: Paragraph) -> bool:
    """A line that begins as a basis does. One that is all an upright sentence of its own
    (``Thực hiện Chương trình …, Ủy ban … ban hành Kế hoạch như sau:``) is body."""
    text = tidy(paragraph.text)
    if text.endswith(":") and not _SENTENCE.search(text):
        return False
    words = fold(text)
    is_italic = all(run.letters.italic for run in paragraph.runs if run.text.strip())
    return bool(
        _BASIS.match(words) or (_LIKE.match(words) and (is_italic or text.endswith((";", ":"))))
    )


def _basis(paragraph: Paragraph) -> Basis:
    text = "".join(run.text for run in paragraph.runs)
    found = _SENTENCE.search(text.rstrip())
    if not found or not text.rstrip().endswith(":"):
        return Basis(paragraph, paragraph.runs, tidy(paragraph.text), "")
    cut = found.start() + 1
    runs, at = [], 0
    for run in paragraph.runs:
        if at < cut:
            runs.append(replace(run, text=run.text[: cut - at]))
        at += len(run.text)
    return Basis(paragraph, tuple(runs), tidy(text[:cut]), tidy(text[cut:]))
