"""F2: letters: font, colour, sizes that go together, language."""

import unicodedata
from collections import Counter
from collections.abc import Iterator

from plandoc.form.parts import Form
from plandoc.form.pieces import Piece
from plandoc.form.verdicts import Outcome, Place, absent, fault, note, number, passed
from plandoc.form.view import Paragraph, Run

_FONT = "Times New Roman"
_BLACK = "000000"
_PLACES = {
    "header": "đầu trang",
    "footer": "chân trang",
    "footnote": "chú thích",
    "endnote": "chú thích cuối",
}


def font(form: Form) -> Outcome:
    """Mọi chữ dùng phông Times New Roman, bộ mã Unicode (TCVN 6909:2001).

    Phông được xét như Word xét: chữ không dấu và chữ có dấu có thể mang hai phông khác nhau.
    """
    fonts = Counter[str]()
    where: list[Place] = []
    for place, run in _runs(form):
        found = _fonts(run)
        fonts.update(found)
        if any(name.casefold() != _FONT.casefold() for name in found):
            where.append(place)
    if not fonts:
        return absent("văn bản không có chữ")
    names = ", ".join(name for name, _ in fonts.most_common())
    return fault(names, where) if where else passed(names)


def _fonts(run: Run) -> set[str]:
    """The fonts that the letters of a run take; of a list of fonts the first."""
    letters = "".join(run.text.split())
    found = {run.letters.font} if any(ord(c) < 128 for c in letters) else set()
    found |= {run.letters.wide_font} if any(ord(c) >= 128 for c in letters) else set()
    return {font.partition(";")[0].strip() for font in found}


def colour(form: Form) -> Outcome:
    """Mọi chữ màu đen."""
    colours = Counter[str]()
    where: list[Place] = []
    for place, run in _runs(form):
        if run.text.strip():
            colours[run.letters.colour] += 1
            if run.letters.colour != _BLACK:
                where.append(place)
    if not colours:
        return absent("văn bản không có chữ")
    if where:
        others = [f"#{name}" for name, _ in colours.most_common() if name != _BLACK]
        return fault(f"chữ màu {', '.join(others)}", where)
    return passed("đen")


def sizes_together(form: Form) -> Outcome:
    """Cỡ chữ trong một văn bản cùng tăng, cùng giảm: 12 và 13, hoặc 13 và 14.

    Quốc hiệu, tên cơ quan cỡ 12 thì các thành phần khác cỡ 13; cỡ 13 thì các thành phần khác cỡ 14.
    """
    steps: dict[float, list[str]] = {}
    for name, least, sizes in _sized(form):
        for size in sizes:
            if least <= size <= least + 1:
                steps.setdefault(size - least, []).append(f"{name} {number(size)}")
    if not steps:
        return absent("không thấy các thành phần")
    if len(steps) == 1:
        return passed("13 và 14" if 1 in steps else "12 và 13" if 0 in steps else "thống nhất")
    return fault(" / ".join(", ".join(dict.fromkeys(names)) for _, names in sorted(steps.items())))


def _sized(form: Form) -> Iterator[tuple[str, float, list[float]]]:
    """Components with the least size that the decree allows them, and their sizes."""
    head, ending = form.head, form.ending

    def one(name: str, least: float, *pieces: Piece | None) -> tuple[str, float, list[float]]:
        return name, least, sorted({s for p in pieces if p is not None for s in p.sizes()})

    yield one("Quốc hiệu", 12, head.national_name)
    yield one("cơ quan", 12, *head.superior, *head.issuer)
    yield one("Tiêu ngữ", 13, head.motto)
    yield one("địa danh, thời gian", 13, head.date)
    yield one("tên loại", 13, head.kind)
    yield one("trích yếu", 13, *head.subject)
    yield one("người ký", 13, *ending.signature())
    body = {main_size(paragraph) for paragraph in (*form.body, *(b.paragraph for b in form.bases))}
    yield "nội dung", 13, sorted(body - {0.0})


def main_size(paragraph: Paragraph) -> float:
    """The size of most letters of a paragraph; 0 for an empty one."""
    sizes = Counter[float]()
    for run in paragraph.runs:
        if run.text.strip() and not run.letters.is_raised:
            sizes[run.letters.size] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def language(form: Form) -> Outcome:
    """Ngôn ngữ của chữ là tiếng Việt (vi-VN), để Word kiểm tra chính tả đúng (thông lệ)."""
    languages = Counter[str]()
    where: list[Place] = []
    for place, run in _runs(form):
        if any(c.isalpha() for c in run.text):
            languages[run.letters.language] += len(run.text)
            if run.letters.language.lower() not in ("vi-vn", "vi"):
                where.append(place)
    if not languages:
        return absent("văn bản không có chữ")
    names = ", ".join(name or "không nêu" for name, _ in languages.most_common(3))
    return note(names, where) if where else passed(names)


def composed(form: Form) -> Outcome:
    """Chữ có dấu là chữ Unicode dựng sẵn, không phải chữ cái và dấu rời (thông lệ)."""
    where = [place for place, run in _runs(form) if not unicodedata.is_normalized("NFC", run.text)]
    return note("có chữ tổ hợp (dấu rời)", where) if where else passed("dựng sẵn")


def _runs(form: Form) -> Iterator[tuple[Place, Run]]:
    """Every run with its place."""
    for paragraph in form.document.paragraphs:
        for run in paragraph.runs:
            yield paragraph, run
    for place, paragraph in form.document.elsewhere:
        for run in paragraph.runs:
            yield f"{_PLACES[place]}: {run.text.strip()}", run
