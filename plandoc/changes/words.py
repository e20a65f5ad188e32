"""How two texts differ, word by word: as a reader would mark it, not as a program would.

Words are syllables; a number, an official number (``30/2020/NĐ-CP``) and an agency's name are one
word each, and the space before a word belongs to it. A space as a word of its own would be the most
frequent word of all: it makes difflib both slow and blind.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from plandoc.changes.facts import Hunk, Op
from plandoc.model.mentions import OFFICIAL_NUMBER, agency_recogniser
from plandoc.model.plan import Plan

Atoms = Callable[[str], list[tuple[int, int]]]
"""The stretches of a text that are not to be split, in order and apart."""

LEAST_EQUAL = 0.35  # below it what is equal is so by chance: the whole text is replaced
# Pairs of equal words for difflib to weigh: a long clause has 2,000, a thousand times one word a
# million, which would take half a second.
MOST_PAIRS = 100_000

_LETTER = r"[\w\u0300-\u036f]"
_WORD = re.compile(
    rf"\s*(?:{OFFICIAL_NUMBER.pattern}|\d+(?:[.,/]\d+)*{_LETTER}*%?|{_LETTER}+|[^\w\s])|\s+"
)
_SPACE = re.compile(r"\s+")
_DASH = re.compile(r"\s*[‐‑‒–—−-]\s*")
_QUOTES = str.maketrans("“”„‟«»‘’‚‛", '""""""' + "''''")
_TONE = re.compile("([oOuU])([\u0300\u0301\u0303\u0309\u0323])([aeyAEY])(?![\u0300-\u036f\\w])")


class Edit(Struct, frozen=True):
    """A `Hunk` by its places: ``old[old_start:old_end]`` and ``new[new_start:new_end]``.

    A ``-`` is empty on the new side, a ``+`` on the old one. The edits of a text leave no gap.
    """

    op: Op
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def no_atoms(text: str) -> list[tuple[int, int]]:
    """For texts that name no agency."""
    return []


def plan_atoms(*plans: Plan) -> Atoms:
    """The names of the plans' agencies, the longest winning."""
    recognisers = [agency_recogniser(plan) for plan in plans]

    def find(text: str) -> list[tuple[int, int]]:
        found = {(m.start, m.end) for recognise in recognisers for m in recognise(text)}
        spans: list[tuple[int, int]] = []
        for start, end in sorted(found, key=lambda span: (span[0] - span[1], span)):
            if all(end <= other[0] or start >= other[1] for other in spans):
                spans.append((start, end))
        return sorted(spans)

    return find


def fold(text: str) -> str:
    """A text without what is form alone: kinds of dash and quote, spaces, hòa or hoà."""
    text = _SPACE.sub(" ", _DASH.sub("-", text.translate(_QUOTES))).strip()
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _TONE.sub(_later_tone, decomposed))


def _later_tone(match: re.Match[str]) -> str:
    """hòa as hoà, khỏe as khoẻ, thúy as thuý; other pairs of vowels have one spelling."""
    pair = (match[1] + match[3]).lower()
    return match[1] + match[3] + match[2] if pair in ("oa", "oe", "uy") else match[0]


def syllables(text: str) -> frozenset[str]:
    """The words of a text without their form, for judging how alike two texts are."""
    return frozenset(re.findall(r"\w+", fold(text).lower()))


def hunks(old: str, new: str, atoms: Atoms = no_atoms) -> tuple[Hunk, ...]:
    """How a text differs: ``=`` and ``-`` joined are the old text, ``=`` and ``+`` the new one."""
    return tuple(
        Hunk(e.op, new[e.new_start : e.new_end] if e.op == "+" else old[e.old_start : e.old_end])
        for e in edits(old, new, atoms)
    )


def edits(old: str, new: str, atoms: Atoms = no_atoms) -> tuple[Edit, ...]:
    """How a text differs, by places; what goes stands before what comes.

    No edit begins or ends inside a syllable, a number, an official number or one of the `atoms`.
    """
    olds, news = _words(old, atoms), _words(new, atoms)
    if new < old:
        # Where difflib has a choice it favours the first text: ask it one way only, so that the
        # review of b against a mirrors that of a against b.
        found = [block.mirrored() for block in _blocks(news, olds)]
    else:
        found = _blocks(olds, news)
    return tuple(_placed(found, olds, news))


def _words(text: str, atoms: Atoms) -> list[str]:
    """The words, each with the space before it. The first gets a space that is no part of the
    text: else it would be another word as soon as something is written before it."""
    found: list[str] = []
    position, space = 0, " "
    for start, end in [*atoms(text), (len(text), len(text))]:
        for match in _WORD.finditer(text, position, start):
            found.append(space + match[0])
            space = ""
        if end > start:
            if found and found[-1].isspace():
                space = found.pop()  # it stands before the name
            found.append(space + text[start:end])
            space = ""
        position = end
    return found


class _Block(Struct, frozen=True):
    """Words ``old[old_start:old_end]`` equal to, or replaced by, ``new[new_start:new_end]``."""

    equal: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int

    @property
    def size(self) -> int:
        return max(self.old_end - self.old_start, self.new_end - self.new_start)

    def mirrored(self) -> "_Block":
        return _Block(self.equal, self.new_start, self.new_end, self.old_start, self.old_end)


def _blocks(old: list[str], new: list[str]) -> list[_Block]:
    """The words compared, and tidied as a person would mark them."""
    most = min(len(old), len(new))
    start = next((i for i in range(most) if old[i] != new[i]), most)
    most -= start
    end = next((i for i in range(most) if old[-1 - i] != new[-1 - i]), most)
    middle = _compared(old[start : len(old) - end], new[start : len(new) - end], start)
    blocks = [
        *([_Block(True, 0, start, 0, start)] if start else []),
        *middle,
        *([_Block(True, len(old) - end, len(old), len(new) - end, len(new))] if end else []),
    ]
    blocks = _without_islands(blocks, old)
    equal = sum(2 * block.size for block in blocks if block.equal)
    if equal < LEAST_EQUAL * (len(old) + len(new)):
        return [_Block(False, 0, len(old), 0, len(new))]
    return blocks


def _compared(old: list[str], new: list[str], start: int) -> Iterator[_Block]:
    """Blocks of the words between what both texts begin and end with."""
    counts = Counter(new)
    if sum(counts[word] for word in old) > MOST_PAIRS:
        yield _Block(False, start, start + len(old), start, start + len(new))
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, j, k, n in matcher.get_opcodes():
        yield _Block(tag == "equal", start + i, start + j, start + k, start + n)


def _without_islands(blocks: list[_Block], words: list[str]) -> list[_Block]:
    """Two changes with next to nothing between them are one change."""
    kept: list[_Block] = []
    for block in blocks:
        kept.append(block)
        while len(kept) >= 3 and _is_island(kept[-3], kept[-2], kept[-1], words):
            last, first = kept[-1], kept[-3]
            kept[-3:] = [
                _Block(False, first.old_start, last.old_end, first.new_start, last.new_end)
            ]
    return kept


def _is_island(before: _Block, island: _Block, after: _Block, words: list[str]) -> bool:
    if before.equal or after.equal or not island.equal:
        return False
    size = sum(any(map(str.isalnum, w)) for w in words[island.old_start : island.old_end])
    smaller = min(before.size, after.size)
    return size == 0 or size <= smaller / 2 or (size == 1 and smaller >= 2)


def _placed(blocks: Sequence[_Block], old: list[str], new: list[str]) -> Iterator[Edit]:
    """Blocks of words as edits by character; the spaces around a change are moved out of it."""
    olds, news = _offsets(old), _offsets(new)
    done_old = done_new = 0  # where the edits so far end
    for number, block in enumerate(blocks):
        start, end = done_old, olds[block.old_end]
        new_start, new_end = done_new, news[block.new_end]
        if not block.equal and number + 1 < len(blocks) and 0 in (block.old_end, block.new_end):
            # Written or struck at the very beginning: the space after it goes with it.
            end, new_end = (end + 1, 0) if block.new_end == 0 else (0, new_end + 1)
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if block.equal and following and _both_spaced(following, old, new):
            end, new_end = end + 1, new_end + 1
        done_old, done_new = end, new_end
        if block.equal:
            yield Edit("=", start, end, new_start, new_end)
            continue
        if end > start:
            yield Edit("-", start, end, new_start, new_start)
        if new_end > new_start:
            yield Edit("+", end, end, new_start, new_end)


def _both_spaced(block: _Block, old: list[str], new: list[str]) -> bool:
    """Whether a space stands before both the words struck and those in their place."""
    if block.old_start == block.old_end or block.new_start == block.new_end:
        return False
    return old[block.old_start][:1] == new[block.new_start][:1] == " "


def _offsets(words: list[str]) -> list[int]:
    """Where each word begins in the text, and where the last one ends."""
    offsets = [0]
    for word in words:
        offsets.append(offsets[-1] + len(word))
    return [max(0, offset - 1) for offset in offsets]  # the first space is not in the text
