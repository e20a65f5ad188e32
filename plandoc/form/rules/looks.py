"""What several rules ask of lines: how their letters look, where they stand."""

from collections.abc import Iterable, Sequence

from plandoc.form.pieces import LEFT, RIGHT, WHOLE, Piece, is_upper
from plandoc.form.verdicts import Outcome, Verdict, absent, judged, number

_BOLD = ("đậm", "không đậm")
_ITALIC = ("nghiêng", "đứng")


def style(
    pieces: Sequence[Piece],
    *,
    bold: bool | None = None,
    italic: bool | None = None,
    capitals: bool | None = None,
) -> Outcome:
    """Whether all letters look as asked; None is not asked."""
    if not pieces:
        return absent("không thấy")
    letters = [one for piece in pieces for one in piece.letters()]
    asked = [
        (bold, {one.bold for one in letters}, _BOLD),
        (italic, {one.italic for one in letters}, _ITALIC),
    ]
    troubles, seen = [], []
    if capitals is not None:
        are_capitals = all(is_upper(piece.text) for piece in pieces)
        # Words without small letters may be anything: only "must be capitals" can be broken.
        seen.append("in hoa" if are_capitals else "in thường")
        if are_capitals != capitals and any(_has_letters(piece) for piece in pieces):
            troubles.append(seen[-1])
    for wanted, found, (yes, no) in asked:
        if wanted is None:
            continue
        if found <= {wanted}:
            seen.append(yes if wanted else no)
        else:
            troubles.append(no if wanted else yes)
    return judged(troubles, ", ".join(seen), pieces)


def _has_letters(piece: Piece) -> bool:
    return any(character.isalpha() for character in piece.text)


def size(pieces: Iterable[Piece], least: float, most: float) -> Outcome:
    """Whether all letters are of a size within the bounds (points)."""
    listed = list(pieces)
    sizes = sorted({size for piece in listed for size in piece.sizes()})
    if not sizes:
        return absent("không thấy")
    wrong = [piece for piece in listed if any(not least <= s <= most for s in piece.sizes())]
    troubles = [f"cỡ {number(one)}" for one in sizes if not least <= one <= most]
    return judged(troubles, f"cỡ {'; '.join(map(number, sizes))}", wrong)


def centred(pieces: Sequence[Piece], side: str) -> Outcome:
    """Whether lines are centred, and on the side of the page that is asked (WHOLE: any)."""
    if not pieces:
        return absent("không thấy")
    troubles = []
    if side != WHOLE and any(piece.side not in (side, WHOLE) for piece in pieces):
        troubles.append("ở bên trái" if side == RIGHT else "ở bên phải")
    # Beside a tab, the alignment of the paragraph says nothing of the piece.
    shown = [p for p in pieces if p.paragraph.cell is not None or p.side == WHOLE]
    if any(piece.paragraph.layout.align != "center" for piece in shown):
        aligned = {piece.paragraph.layout.align for piece in shown} - {"center"}
        troubles.append("canh " + ", ".join(sorted(_ALIGN[one] for one in aligned)))
    if not shown and not troubles:
        return absent("xếp bằng phím Tab, không đo được")
    where = {LEFT: "bên trái, ", RIGHT: "bên phải, ", WHOLE: ""}[side]
    return judged(troubles, f"{where}canh giữa", pieces)


def both(first: Outcome, second: Outcome) -> Outcome:
    """Two things asked of the same lines, as one outcome: the worse verdict."""
    outcomes = [first, second]
    for verdict in (Verdict.FAULT, Verdict.PASS, Verdict.ABSENT):
        found = [one for one in outcomes if one.verdict is verdict]
        if found:
            where = dict.fromkeys(place for one in found for place in one.where)
            measured = dict.fromkeys(one.measured for one in found)
            return Outcome(verdict, ", ".join(measured), tuple(where))
    return first


_ALIGN = {"left": "trái", "right": "phải", "justify": "đều hai lề"}
