"""Figures typed into the texts: a number with its unit, and what the sentence measures by it."""

import re
from functools import lru_cache

from msgspec import Struct, structs

from plandoc.checks.searching import Hit, search
from plandoc.model.phases import years_of
from plandoc.model.plan import Indicator, Plan


class Typed(Struct, frozen=True):
    """A figure in a text (``trên 80%``), not a placeholder.

    `words` is the figure as it is compared; `about` the words of what it measures; `year` the last
    that its sentence names before it, or 0; `twin` the indicator and phase whose target says the
    same, and `first` the place where the same figure was typed before.
    """

    hit: Hit
    words: str
    about: str
    year: int
    twin: tuple[str, str] | None = None
    first: Hit | None = None


# Only units that leave no doubt: a year, a road, the number of a clause or a document bears none.
_NUMBER = r"\d*(?:[.,]\d+)*"
_MONEY = r"đồng|USD|EUR|đô\s+la(?:\s+Mỹ)?"
_UNIT = (
    rf"(?:nghìn|ngàn|triệu|tỷ|tỉ)(?:\s+(?:{_MONEY}|người|lượt|tấn|kWh))?|{_MONEY}|phần\s+trăm"
    r"|héc\s*ta|ha|km2|km²|km|m2|m²|m3|m³|kWh|MWh|GWh|MW|tấn"
)
# The digit comes first so that the search jumps to digits; what may not stand before it is asked
# after. A list of figures is bounded, else a text of numbers alone would be read over and over.
_FIGURE = re.compile(
    rf"\d(?<![\w.,/@-]\d){_NUMBER}(?:\s*%)?"
    rf"(?:\s*(?:[-–—]|đến)\s*\d{_NUMBER}(?:\s*%)?){{0,9}}"
    rf"(?:(?<=%)|\s*(?:{_UNIT})(?!\w))"
    r"(?:\s*/\s*(?:năm|quý|tháng|người|ha))?(?:\s+trở\s+(?:lên|xuống))?"
)
_QUALIFIER = re.compile(
    r"(?:trên|hơn|dưới|khoảng|gần|tối\s+thiểu|ít\s+nhất|tối\s+đa|không\s+quá|từ)\s+$", re.IGNORECASE
)
_BEFORE = 200  # characters that may tell what a figure measures
_TELLING = 3  # words
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]?\d)")
_SENTENCE_END = re.compile(r"\. |\^\[|\]")  # a footnote is a sentence of its own
_ASIDE = re.compile(r"\([^()]*\)")
_LAST_CLAUSE = re.compile(r"[^;.:,(]*$")
# Words that join what is measured to its figure, and say nothing of it.
_JOINING = frozenset(
    "đạt là chiếm tăng bình quân phấn đấu đến năm giai đoạn còn ở mức tương ứng được thì".split()
)


@lru_cache(maxsize=4)
def typed_figures(plan: Plan) -> tuple[Typed, ...]:
    """Every figure typed into a text, in printed order."""
    targets: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for indicator in plan.indicators:
        for phase, target in indicator.targets.items():
            key = (_about(indicator.name), _same(target.text))
            targets.setdefault(key, []).append((indicator.id, phase))
    seen: dict[tuple[str, str, int, str], Hit] = {}
    found = []
    for hit in search(plan, _FIGURE):
        typed = _read(hit)
        if typed.about:
            place = hit.passage.clause.phase if hit.passage.clause else ""
            twins = targets.get((typed.about, typed.words), [])
            # “…, đạt tỷ lệ 100%” tells too little of what it measures.
            enough = len(typed.about.split()) >= _TELLING
            where = (typed.about, typed.words, typed.year, place)
            first = seen.setdefault(where, hit) if enough else hit
            typed = structs.replace(
                typed,
                twin=next((twin for twin in twins if _fits(twin[1], typed.year, place)), None),
                first=first if first is not hit else None,
            )
        found.append(typed)
    return tuple(found)


def in_phase(year: int, phase: str) -> bool:
    """Whether a year lies in a phase (``2021-2025``)."""
    first, last = years_of(phase)
    return first <= year <= last


def placeholder(indicator: Indicator, phase: str, place: str) -> str:
    """What to write for a target in a text of a phase: ``{id}`` or ``{id@phase}``."""
    return f"{{{indicator.id}}}" if phase == place else f"{{{indicator.id}@{phase}}}"


def _read(hit: Hit) -> Typed:
    text = hit.passage.text
    before = text[max(0, hit.start - _BEFORE) : hit.start]
    if qualifier := _QUALIFIER.search(before[-20:]):
        hit = structs.replace(hit, start=hit.start - len(qualifier[0]))
        before = before[: -len(qualifier[0])]
    years = _YEAR.findall(_SENTENCE_END.split(before)[-1])
    return Typed(hit, _same(hit.text), _about(before), int(years[-1]) if years else 0)


def _same(figure: str) -> str:
    """A figure as it is compared: without spaces, one kind of dash."""
    return re.sub(r"[–—]", "-", re.sub(r"\s", "", figure)).lower()


def _about(text: str) -> str:
    """The words of what is measured: those of the last clause, without what joins and years."""
    match = _LAST_CLAUSE.search(_ASIDE.sub(" ", text))
    words = re.findall(r"\w+", match[0].lower()) if match else []
    return " ".join(w for w in words if w not in _JOINING and not _YEAR.fullmatch(w))


def _fits(phase: str, year: int, place: str) -> bool:
    """Whether a figure of that year, in a text of the phase `place`, may be a target of `phase`."""
    return in_phase(year, phase) if year else place in ("", phase)
