"""The head of a document: from the Quốc hiệu down to the subject."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from plandoc.form.pieces import LEFT, RIGHT, WHOLE, Piece, is_upper

_ZONE = 80  # pieces from the top among which the head is looked for
_NATION = "CONGHOAXAHOICHUNGHIAVIETNAM"
_NUMBER = re.compile(r"^SO\s*:|^SO\s+[\d.…_ ]*\s*/")
_DATE = re.compile(r"NGAY\b.*\bTHANG\b.*\bNAM\b")
_DRAFT = ("DU THAO", "(DU THAO)", "BAN DU THAO")
_KINDS = (
    "NGHI QUYET", "QUYET DINH", "CHI THI", "QUY CHE", "QUY DINH", "THONG CAO", "THONG BAO",
    "HUONG DAN", "CHUONG TRINH", "KE HOACH", "PHUONG AN", "DE AN", "DU AN", "BAO CAO", "BIEN BAN",
    "TO TRINH", "HOP DONG", "CONG DIEN", "BAN GHI NHO", "BAN THOA THUAN", "GIAY UY QUYEN",
    "GIAY MOI", "GIAY GIOI THIEU", "GIAY NGHI PHEP", "PHIEU GUI", "PHIEU CHUYEN", "PHIEU BAO",
    "THU CONG",
)  # fmt: skip
# What a line of a letterhead may begin with when it names a body under another one.
_UNDER = re.compile(
    r"^(SO|PHONG|CHI CUC|CUC|TONG CUC|VU|TRUNG TAM|VAN PHONG|THANH TRA|VIEN|TRUONG|BENH VIEN"
    r"|BAN|DOI|QUY|DAI|BAO|HAT|CONG AN|LIEN MINH|TRAM|HOI DONG|TO)\b"
)
_OVER = re.compile(r"^(UBND|UY BAN NHAN DAN|HDND|HOI DONG NHAN DAN|BO|TINH UY|CHINH PHU|SO)\b")
_PLACE = re.compile(r"^(TINH|THANH PHO|TP\.?|HUYEN|THI XA|QUAN|PHUONG|XA|THI TRAN)\b")
_BARE = ("UY BAN NHAN DAN", "HOI DONG NHAN DAN")
_STOP = re.compile(
    r"^([IVXLC]+\s*[.\-]|\d+(\.\d+)*\s*[.)]|[A-Z]\)|[-–+]\s|(CAN CU|KINH GUI|PHAN|CHUONG|DIEU)\b)"
)
_ADDRESSEE = re.compile(r"^KINH GUI\b")


class Head(Struct, frozen=True):
    """The components of the head; None or empty where the document has none."""

    national_name: Piece | None = None
    motto: Piece | None = None
    superior: tuple[Piece, ...] = ()
    issuer: tuple[Piece, ...] = ()
    number: Piece | None = None
    date: Piece | None = None
    kind: Piece | None = None
    subject: tuple[Piece, ...] = ()
    addressee: tuple[Piece, ...] = ()
    zone: tuple[Piece, ...] = ()  # all pieces down to the number and the date

    def pieces(self) -> Iterator[Piece | None]:
        """All components."""
        yield from (self.national_name, self.motto, self.number, self.date, self.kind)
        for several in (self.superior, self.issuer, self.subject, self.addressee):
            yield from several


def find_head(words: Sequence[Piece]) -> Head:
    """The head among the pieces of a document."""
    top = list(words[:_ZONE])
    national_name = next((p for p in top if _NATION in p.folded.replace(" ", "")), None)
    motto = next((p for p in top if _is_motto(p.folded)), None)
    number = next((p for p in top if _NUMBER.match(p.folded) and len(p.text) < 60), None)
    date = next((p for p in top if _is_date(p, national_name)), None)
    anchors = [p for p in (national_name, motto, number, date) if p is not None]
    last = max((_position(top, p) for p in anchors), default=-1)
    if national_name is None and number is None:
        last = max((_position(top, p) for p in anchors if p is motto), default=-1)
    superior, issuer = _bodies(_left_lines(top[: last + 1], anchors, number))
    kind, subject, addressee = _title(top[last + 1 :])
    if kind is None and not addressee and anchors:  # a title above the head
        kind, subject, _ = _title(top[: min(_position(top, p) for p in anchors)])
    return Head(
        national_name, motto, superior, issuer, number, date, kind, subject, addressee,
        tuple(top[: last + 1]),
    )  # fmt: skip


def _position(top: Sequence[Piece], piece: Piece) -> int:
    return next(index for index, one in enumerate(top) if one is piece)


def _is_motto(words: str) -> bool:
    return all(part in words for part in ("DOC LAP", "TU DO", "HANH PHUC")) and len(words) < 60


def _is_date(piece: Piece, national_name: Piece | None) -> bool:
    """A line such as ``Bình Dương, ngày … tháng … năm …``, which is no sentence."""
    if len(piece.text) > 80 or not _DATE.search(piece.folded):
        return False
    before = piece.folded.partition("NGAY")[0].strip()
    is_place = before.endswith(",") or not before or len(before) < 30
    return is_place and (piece.side == RIGHT or national_name is None or piece.side == WHOLE)


# --- the bodies on the left ---


def _left_lines(
    zone: Sequence[Piece], anchors: Sequence[Piece], number: Piece | None
) -> list[Piece]:
    """The lines above the number on the left: the names of the bodies."""
    stop = _position(zone, number) if number is not None else len(zone)
    has_sides = any(piece.side == LEFT for piece in zone)
    return [
        piece
        for piece in zone[:stop]
        if not any(piece is anchor for anchor in anchors)
        and (piece.side == LEFT or not has_sides)
        and not piece.is_typed_line
        and piece.folded not in _DRAFT
        and any(character.isalpha() for character in piece.text)
        and len(piece.text) < 100
    ]


def _bodies(lines: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The lines of the superior body and of the issuing one.

    By what they say; where that is no help, the bold lines at the end are the issuing body.
    """
    for at in range(1, len(lines)):
        above = " ".join(piece.folded for piece in lines[:at])
        if _OVER.match(above) and above not in _BARE and _UNDER.match(lines[at].folded):
            return tuple(lines[:at]), tuple(lines[at:])
    if len(lines) > 1 and lines[0].folded in _BARE and _PLACE.match(lines[1].folded):
        return (), tuple(lines)
    for at in range(1, len(lines)):
        is_heavy = any(letters.bold for piece in lines[:at] for letters in piece.letters())
        if not is_heavy and all(piece.every(lambda one: one.bold) for piece in lines[at:]):
            return tuple(lines[:at]), tuple(lines[at:])
    return (), tuple(lines)


# --- kind, subject, addressee ---


def _title(
    rest: Sequence[Piece],
) -> tuple[Piece | None, tuple[Piece, ...], tuple[Piece, ...]]:
    words = [piece for piece in rest if not piece.is_typed_line and piece.folded not in _DRAFT]
    at = next((index for index, piece in enumerate(words[:12]) if _is_kind(piece)), None)
    if at is None:
        addressed = (p for p in words[:12] if _ADDRESSEE.match(p.folded))
        return None, (), tuple(addressed)
    kind = words[at]
    subject: list[Piece] = []
    for piece in words[at + 1 :]:
        if _STOP.match(piece.folded) or (subject and not _goes_on(subject[-1], piece)):
            break
        subject.append(piece)
    after = words[at + 1 + len(subject) :][:3]
    return kind, tuple(subject), tuple(p for p in after if _ADDRESSEE.match(p.folded))


def _is_kind(piece: Piece) -> bool:
    words = piece.folded.rstrip(" .:")
    if words in _KINDS:
        return True
    stands_out = is_upper(piece.text) and piece.paragraph.layout.align == "center"
    return stands_out and any(words.startswith(f"{kind} ") for kind in _KINDS)


def _goes_on(above: Piece, piece: Piece) -> bool:
    """Whether a line goes on with the subject: centred, of one weight, with nothing between."""
    bold = any(letters.bold for letters in above.letters())
    return (
        piece.paragraph.layout.align == above.paragraph.layout.align == "center"
        and piece.paragraph.index <= above.paragraph.index + 1
        and not above.paragraph.layout.rule_below
        and any(letters.bold for letters in piece.letters()) == bold
        and len(piece.text) < 400
    )
