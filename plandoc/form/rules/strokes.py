"""F3: the lines under the Tiêu ngữ, the issuing body and the subject, and their lengths.

A line is a paragraph's border or a drawn shape. Where several are near, the one that fits best is
taken: a shape may be anchored in any paragraph of the head.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from plandoc.form.facts import MM
from plandoc.form.parts import Form
from plandoc.form.pieces import Piece
from plandoc.form.pieces import pieces as words_of
from plandoc.form.verdicts import Outcome, absent, fault, number, passed
from plandoc.form.view import Line, Paragraph
from plandoc.writers import metrics

_THIRD, _HALF = 1 / 3, 1 / 2
_SLACK = 0.02  # of the text's length
_AS_LONG = 0.1  # "as long as the text", by eye
_NEAR = 4  # paragraphs in which a line is looked for
_MIDDLE = 1.0  # millimetres that a centred line may be off
_SOLID = ("single", "thick")


class _Under(Struct, frozen=True):
    """What is under a component: lines, typed ones, and the lengths (mm) of its lines of text."""

    lines: tuple[Line, ...]
    typed: tuple[Piece, ...]
    underlined: bool
    lengths: tuple[float, ...]


def under_motto(form: Form) -> Outcome:
    """Dưới Tiêu ngữ có đường kẻ ngang, nét liền, dài bằng dòng chữ; không gạch dưới chữ, không gõ
    bằng dấu gạch."""
    if form.head.motto is None:
        return absent("không thấy Tiêu ngữ")
    zone = [piece.paragraph for piece in form.head.zone if piece.side == form.head.motto.side]
    return _judge(_under(form, [form.head.motto], zone), 1 - _AS_LONG, 1 + _AS_LONG)


def under_issuer(form: Form) -> Outcome:
    """Dưới tên cơ quan ban hành có đường kẻ ngang, nét liền, dài từ 1/3 đến 1/2 dòng chữ, cân đối
    so với dòng chữ."""
    if not form.head.issuer:
        return absent("không thấy cơ quan ban hành")
    zone = [p.paragraph for p in form.head.zone if p.side == form.head.issuer[0].side]
    return _judge(_under(form, form.head.issuer, zone), _THIRD - _SLACK, _HALF + _SLACK)


def under_subject(form: Form) -> Outcome:
    """Dưới trích yếu có đường kẻ ngang, nét liền, dài từ 1/3 đến 1/2 dòng chữ, cân đối so với dòng
    chữ."""
    if not form.head.subject:
        return absent("không thấy trích yếu")
    zone = [piece.paragraph for piece in form.head.subject]
    return _judge(_under(form, form.head.subject, zone), _THIRD - _SLACK, _HALF + _SLACK)


def _judge(under: _Under, least: float, most: float) -> Outcome:
    if not under.lines:
        if under.typed:
            return fault("kẻ bằng dấu gạch", under.typed)
        return fault("gạch dưới chữ" if under.underlined else "không có đường kẻ")
    pairs = [(line, text) for line in under.lines for text in under.lengths]
    off, line, text = min(
        ((_off(line.length / text, least, most), line, text) for line, text in pairs),
        key=lambda found: found[0],
    )
    measured = f"dài {number(line.length)} mm, bằng {number(line.length / text, 2)} dòng chữ"
    if off > 0:
        return fault(measured)
    troubles = [] if line.is_solid else ["nét không liền"]
    troubles += [] if line.is_centred else ["lệch khỏi giữa dòng chữ"]
    return fault(", ".join([measured, *troubles])) if troubles else passed(measured)


def _off(share: float, least: float, most: float) -> float:
    return max(least - share, share - most, 0.0)


def _under(form: Form, pieces: Sequence[Piece], zone: Sequence[Paragraph]) -> _Under:
    last = pieces[-1].paragraph
    below = list(_empty_after(form, last))
    shapes = {id(line): line for one in (*zone, last, *below) for line in one.shapes}
    borders = [*_borders(last, below_only=True)]
    for paragraph in below:
        borders += _borders(paragraph, below_only=False)
    near = form.document.paragraphs[last.index :][:_NEAR]
    typed = [p for p in words_of(near) if p.is_typed_line and p.side == pieces[-1].side]
    return _Under(
        lines=(*shapes.values(), *borders),
        typed=tuple(typed),
        underlined=any(one.underline for piece in pieces for one in piece.letters()),
        lengths=tuple({round(_length(piece), 2) for piece in pieces}),
    )


def _empty_after(form: Form, paragraph: Paragraph) -> Iterator[Paragraph]:
    """The paragraphs without words that follow in the same cell, or on the page."""
    for one in form.document.paragraphs[paragraph.index + 1 :][:_NEAR]:
        if one.text.strip() or _spot(one) != _spot(paragraph):
            return
        yield one


def _spot(paragraph: Paragraph) -> tuple[int, int, int] | None:
    cell = paragraph.cell
    return None if cell is None else (cell.table, cell.row, cell.column)


def _borders(paragraph: Paragraph, *, below_only: bool) -> Iterator[Line]:
    """A paragraph's borders run from its left to its right indent."""
    layout = paragraph.layout
    length = paragraph.room - layout.left - layout.right
    kinds = [layout.rule_below] if below_only else [layout.rule_above, layout.rule_below]
    is_centred = abs(layout.left - layout.right) <= 2 * _MIDDLE
    for kind in kinds:
        if kind and length > 0:
            yield Line(length, kind in _SOLID, is_centred)


def _length(piece: Piece) -> float:
    """The length of the widest printed line of a piece, in mm."""
    letters = piece.letters()[0]
    layout = piece.paragraph.layout
    room = (piece.paragraph.room - layout.left - layout.right) / MM
    return metrics.widest_line(piece.text, letters.size, letters.bold, room) * MM
