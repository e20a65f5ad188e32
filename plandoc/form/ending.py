"""The end of a document: Nơi nhận and the signature."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from plandoc.form.pieces import LEFT, RIGHT, Piece, is_upper

_RECIPIENTS = re.compile(r"^NOI NHAN\b")
_ITEM = re.compile(r"^([-–•*]|NHU\s)")
_SIGNER = re.compile(
    r"^(TM|T/M|KT|TL|TUQ|Q)\.?\s|^(PHO\s+)?(CHU TICH|GIAM DOC|TONG GIAM DOC|CHANH VAN PHONG"
    r"|CHANH THANH TRA|TRUONG BAN|TRUONG PHONG|BO TRUONG|THU TRUONG|CUC TRUONG|CHI CUC TRUONG"
    r"|HIEU TRUONG|BI THU|TONG BIEN TAP|VIEN TRUONG|THU KY|CHU NHIEM)\b"
)
_REMARK = re.compile(r"^\(.*\)$|^\[.*\]$|^DA KY$")
_TAIL = 40


class Ending(Struct, frozen=True):
    """The components at the end; None or empty where the document has none."""

    recipients_title: Piece | None = None
    recipients: tuple[Piece, ...] = ()
    titles: tuple[Piece, ...] = ()  # authority and title, a line each
    name: Piece | None = None

    def pieces(self) -> Iterator[Piece]:
        """All components."""
        if self.recipients_title is not None:
            yield self.recipients_title
        yield from self.recipients
        yield from self.signature()

    def signature(self) -> Iterator[Piece]:
        """The lines of the signature block."""
        yield from self.titles
        if self.name is not None:
            yield self.name


def find_ending(words: Sequence[Piece]) -> Ending:
    """The ending among the pieces after the head."""
    at = next(
        (i for i in range(len(words) - 1, -1, -1) if _RECIPIENTS.match(words[i].folded)), None
    )
    title = None if at is None else words[at]
    recipients = () if at is None else _list(words[at], words[at + 1 :])
    signature = _signature(words, title, recipients)
    name = signature[-1] if len(signature) > 1 and _is_name(signature[-1]) else None
    titles = signature[:-1] if name is not None else signature
    return Ending(title, recipients, tuple(titles), name)


def _is_name(piece: Piece) -> bool:
    return not is_upper(piece.text) or not any(c.isalpha() for c in piece.text)


def _list(title: Piece, rest: Sequence[Piece]) -> tuple[Piece, ...]:
    """The lines under ``Nơi nhận:``: all that follow in its cell, or those that look like it."""
    cell = title.paragraph.cell
    if cell is not None:
        return tuple(
            piece for piece in rest
            if piece.paragraph.cell == cell and not piece.is_typed_line
        )  # fmt: skip
    found = []
    for piece in rest:
        if piece.side == RIGHT:
            continue
        if piece.paragraph.cell is not None or not _ITEM.match(piece.folded):
            break
        found.append(piece)
    return tuple(found)


def _signature(
    words: Sequence[Piece], title: Piece | None, recipients: Sequence[Piece]
) -> list[Piece]:
    cell = None if title is None else title.paragraph.cell
    if cell is not None:
        found = [
            piece for piece in words
            if piece.paragraph.cell is not None and piece.paragraph.cell.table == cell.table
            and piece.paragraph.cell.row >= cell.row and piece.side == RIGHT
        ]  # fmt: skip
    else:
        found = _signed(words, title, recipients)
    return [p for p in found if not _REMARK.match(p.folded) and not p.is_typed_line]


def _signed(
    words: Sequence[Piece], title: Piece | None, recipients: Sequence[Piece]
) -> list[Piece]:
    """The signature where no table holds it: from the first line that a signer's title begins."""
    known = {id(piece) for piece in (title, *recipients)}
    tail = [piece for piece in words[-_TAIL:] if id(piece) not in known]
    # No line of a signature ends as a sentence does: what comes before one that does is text.
    text = max(
        (i for i, piece in enumerate(tail) if piece.text.endswith((".", ";", ":"))), default=-1
    )
    signers = (i for i, piece in enumerate(tail) if i > text and _is_signer(piece))
    start = next(signers, len(tail))
    is_split = any(piece.side == RIGHT for piece in tail[start:])
    found = [p for p in tail[start:] if p.side != LEFT and (p.side == RIGHT or not is_split)]
    return [piece for piece in found if len(piece.text) < 100][:6]


def _is_signer(piece: Piece) -> bool:
    return bool(_SIGNER.match(piece.folded)) and len(piece.text) < 80 and (
        is_upper(piece.text) or piece.paragraph.layout.align in ("center", "right")
    )  # fmt: skip
