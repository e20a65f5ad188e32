"""A new plan's files, made of its kind, its office and its subject."""

import json
import re
import textwrap
import unicodedata
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from string import ascii_uppercase

from msgspec import Struct

from plandoc.diagnostics import PlandocError
from plandoc.reading.source import FORBIDDEN
from plandoc.repairs.naming import free_id, syllables
from plandoc.schemas.naming import modeline

MOST_LETTERS = 400
"""How long the words may be that a plan begins with."""

_LINE = 100
_PARAGRAPH = re.compile(r"^( *)@@(\w+)@@$", re.MULTILINE)
_VALUE = re.compile(r"@(\w+)@")
_PLAIN = re.compile(r"[^\W\d_](?:[\w ./()&–-]*[\w.)])?")
_PLACES = "tỉnh|thành phố|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu"
# A place that is called by a person's name or a number is written with what it is (Annex I).
_WHOLE_NAME = re.compile(r"\d|Hồ Chí Minh$")
_ABBREVIATED = (
    (re.compile(r"^(?:UBND|Uỷ ban nhân dân)(?= )"), "Ủy ban nhân dân"),
    (re.compile(r"\bTP\.? ?(?:HCM|Hồ Chí Minh)\b"), "Thành phố Hồ Chí Minh"),
    (re.compile(r"\bTP\.? ?(?=[^\W\d_])"), "thành phố "),
)
# Who signs, by the words that an office's name begins with; the last is for all others.
_SIGNS = (
    ("Ủy ban nhân dân", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    ("Bộ", "", "BỘ TRƯỞNG"),
    ("Sở", "", "GIÁM ĐỐC"),
    ("Cục", "", "CỤC TRƯỞNG"),
    ("Phòng", "", "TRƯỞNG PHÒNG"),
    ("", "", "THỦ TRƯỞNG CƠ QUAN"),
)


class Beginning(Struct, frozen=True):
    """What a plan begins with: its kind (``Kế hoạch``), who issues it, its subject."""

    kind: str = "Kế hoạch"
    office: str = "Cơ quan ban hành"
    subject: str = "Triển khai các nhiệm vụ được giao giai đoạn 2026 - 2030"


def first_files(beginning: Beginning) -> dict[str, bytes]:
    """The files of a new plan by their names in its folder.

    Raises PlandocError where the words of the beginning cannot be printed.
    """
    kind = _words("tên loại", beginning.kind)
    office = _in_full(_words("cơ quan ban hành", beginning.office))
    subject = _words("trích yếu", beginning.subject)
    values = {**_ids(office, subject), **_office(office), "kind": yaml_value(kind)}
    paragraphs = {"subject": _prose(subject), **_sentences(_prose(kind), _prose(office), values)}
    texts = _read(package_files("plandoc.starting") / "plan", "")
    return {
        name: f"{modeline(name)}\n{_filled(text, values, paragraphs)}".encode()
        for name, text in texts.items()
    }


def yaml_value(text: str) -> str:
    """A text as YAML takes it, also inside brackets: bare where that is safe, else in quotes."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _words(what: str, text: str) -> str:
    """Words as typed, composed and with single spaces. Raises PlandocError."""
    if re.search(r"[\n\r]", text.strip()):
        raise PlandocError(f"{what} phải viết trên một dòng")
    forbidden = FORBIDDEN.search(text.replace("\t", " ").strip())
    if forbidden:
        code = f"U+{ord(forbidden[0]):04X}"
        raise PlandocError(f"{what} có ký tự điều khiển {code}", "gõ lại, không chép dán")
    words = " ".join(unicodedata.normalize("NFC", text).split())
    if not words:
        raise PlandocError(f"{what} trống")
    if len(words) > MOST_LETTERS:
        raise PlandocError(f"{what} dài quá {MOST_LETTERS} ký tự", "viết ngắn lại, sửa sau")
    return words


def _prose(text: str) -> str:
    """Words as a printed text writes them: its signs for placeholders and notes doubled."""
    return text.replace("{", "{{").replace("}", "}}").replace("^[", "^^[")


def _in_full(office: str) -> str:
    """An office as a document names it at its head: ``UBND TP. Huế`` is ``Ủy ban nhân dân …``."""
    for short, full in _ABBREVIATED:
        office = short.sub(full, office)
    return office


def _place(office: str) -> str:
    """Where an office stands, as its name tells it; else what the drafter replaces."""
    place = re.search(rf"\b(({_PLACES})\s+)([^,]+)", office, re.IGNORECASE)
    if not place:
        return "Địa danh"
    if _WHOLE_NAME.search(place[3]):
        return place[0][0].upper() + place[0][1:]
    return place[3]


def _ids(office: str, subject: str) -> dict[str, str]:
    """The ids of the agencies, and two names that neither the office nor the subject bears."""
    said = f"{office} {subject}".casefold()
    free = [sign for sign in ascii_uppercase if f"đơn vị {sign}".casefold() not in said]
    one, other = free[:2]
    ids = {
        "id_a": f"don-vi-{one.lower()}",
        "id_b": f"don-vi-{other.lower()}",
        "id_group": "cac-don-vi-lien-quan",
    }
    issuer = free_id(syllables(office), "co-quan", ids.values())
    names = {"unit_a": f"Đơn vị {one}", "unit_b": f"Đơn vị {other}"}
    codes = {"code_a": f"DV{one}", "code_b": f"DV{other}"}
    capitals = {name.upper(): value.upper() for name, value in names.items()}
    return {**ids, "issuer": issuer, **names, **codes, **capitals}


def _office(office: str) -> dict[str, str]:
    """What the files say of the office that its name tells; the drafter mends the rest."""
    authority, title = next(
        (authority, title) for start, authority, title in _SIGNS if office.startswith(start)
    )
    committee, rest = "Ủy ban nhân dân", office.removeprefix("Ủy ban nhân dân ")
    lines = [committee, rest] if rest != office else [office]
    fields = [f"authority: {authority}"] if authority else []
    fields += [f"title: {title}"]
    initials = "".join(word[0] for word in office.split() if word[0].isalpha()).upper()
    return {
        "office": yaml_value(office),
        "place": yaml_value(_place(office)),
        "letterhead": f"[{', '.join(yaml_value(line.upper()) for line in lines)}]",
        "signature": "\n".join(f"  {field}" for field in [*fields, "# name: Họ và tên"]),
        "agency_signature": "\n".join(f"    {field}" for field in fields),
        "code": yaml_value("UBND" if rest != office else initials[:10] or "CQ"),
    }


def _sentences(kind: str, office: str, values: dict[str, str]) -> dict[str, str]:
    """The paragraphs that name the office or the kind of the document."""
    one, other = values["unit_a"], values["unit_b"]
    return {
        "enacting": f"{office} ban hành {kind} với các nội dung như sau:",
        "purpose": f"Cụ thể hóa nội dung của {kind} thành nhiệm vụ, người chịu trách nhiệm.",
        "publicity": f"Tuyên truyền, phổ biến nội dung của {kind} đến mọi người có liên quan.",
        "funding": f"Kinh phí thực hiện {kind} được bố trí từ nguồn ngân sách theo quy định.",
        "reporting": f"{other} thực hiện các nhiệm vụ được giao; hằng năm, trước ngày 15 tháng 12, "
        f"báo cáo kết quả thực hiện về {one} để tổng hợp.",
        "synthesis": f"{one} tổng hợp kết quả thực hiện, báo cáo {office}; theo dõi, đôn đốc việc "
        f"thực hiện {kind} này./.",
    }


def _filled(text: str, values: dict[str, str], paragraphs: dict[str, str]) -> str:
    """A text with its values; last, so that what a user typed is never taken for a name."""

    def paragraph(match: re.Match[str]) -> str:
        indent = match[1]
        return textwrap.fill(
            paragraphs[match[2]], _LINE, initial_indent=indent, subsequent_indent=indent,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip

    parts = []
    position = 0
    for match in _PARAGRAPH.finditer(text):
        before = text[position : match.start()]
        parts += [_VALUE.sub(lambda m: values[m[1]], before), paragraph(match)]
        position = match.end()
    parts.append(_VALUE.sub(lambda m: values[m[1]], text[position:]))
    return "".join(parts)


def _read(folder: Traversable, prefix: str) -> dict[str, str]:
    """The texts of a folder of the program, by their names."""
    found: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found |= _read(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            found[f"{prefix}{entry.name}"] = entry.read_text(encoding="utf-8")
    return found
