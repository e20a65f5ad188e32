"""Texts of the plan as they are printed on both sides, and how they differ.

What another fact explains is no change of wording: a target's new figure, an agency's new name.
"""

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct, structs

from plandoc.changes.facts import Hunk
from plandoc.changes.similar import similarity
from plandoc.changes.words import LEAST_EQUAL, fold, hunks, plan_atoms, syllables
from plandoc.model.mentions import agency_recogniser
from plandoc.model.plan import Plan
from plandoc.model.printed import printed
from plandoc.model.prose import Note, Placeholder, Words, resolve

What = Literal["words", "form", "note", "note-form", "mark"]
_NOTES: dict[What, What] = {"words": "note", "form": "note-form"}


class Printed(Struct, frozen=True):
    """A text as printed: its words, its footnotes, and after how many characters each is marked."""

    body: str
    notes: tuple[str, ...] = ()
    marks: tuple[int, ...] = ()


class Difference(Struct, frozen=True):
    """One way in which a text differs. `what`: its ``words``, only their ``form``, a ``note``
    (None on one side: added or struck), the form of a note, or the ``mark``, the place of one."""

    what: What
    before: str | None
    after: str | None
    words: tuple[Hunk, ...] = ()


class Texts:
    """The texts of two plans; each call costs what the text is long."""

    def __init__(self, old: Plan, new: Plan) -> None:
        self.old_plan, self.new_plan = old, new
        self._atoms = plan_atoms(old, new)
        self._renames = _renames(old, new), _renames(new, old)

    def old(self, text: str, phase: str = "") -> Printed:
        """A text of the old plan."""
        return _joined(printed(self.old_plan, text, phase))

    def new(self, text: str, phase: str = "") -> Printed:
        """A text of the new plan."""
        return _joined(printed(self.new_plan, text, phase))

    def renamed(self, old: str, new: str) -> tuple[str, ...]:
        """The agencies that an old text names as they were called, and a new one as they are."""
        sides = ((self.old_plan, self._renames[0], old), (self.new_plan, self._renames[1], new))
        was, now = (_named(plan, table, text) if table else () for plan, table, text in sides)
        return tuple(agency for agency in was if agency in now)

    def words(self, old: str, new: str) -> tuple[Hunk, ...]:
        """How two texts differ."""
        return hunks(old, new, self._atoms)

    def differences(
        self, old: str, new: str, old_phase: str = "", new_phase: str = ""
    ) -> Iterator[Difference]:
        """All in which a text differs beyond what the registries explain."""
        before, after = self.old(old, old_phase), self.new(new, new_phase)
        if before == after:
            return
        # What the text would be if only the registries had changed, seen from either side.
        forth = self._carried(old, old_phase, self.old_plan, self.new_plan)
        back = self._carried(new, new_phase, self.new_plan, self.old_plan)
        if change := self._text(before.body, after.body, forth.body, back.body):
            yield change
        yield from self._notes(before, after, forth, back)

    def plain_difference(self, old: str, new: str) -> Difference | None:
        """How a text without placeholders and notes differs, also where one side has none."""
        if old == new:
            return None
        what: What = "form" if fold(old) == fold(new) else "words"
        return Difference(what, old or None, new or None, self.words(old, new))

    def _text(self, old: str, new: str, forth: str, back: str) -> Difference | None:
        if old == new or forth == new or back == old:
            return None
        form = fold(forth) == fold(new) or fold(back) == fold(old)
        return Difference("form" if form else "words", old, new, self.words(old, new))

    def _notes(
        self, old: Printed, new: Printed, forth: Printed, back: Printed
    ) -> Iterator[Difference]:
        for i, j in paired(old.notes, new.notes):
            if i is None or j is None:
                yield Difference(
                    "note", None if i is None else old.notes[i], None if j is None else new.notes[j]
                )
            elif change := self._text(old.notes[i], new.notes[j], forth.notes[i], back.notes[j]):
                yield structs.replace(change, what=_NOTES[change.what])
        same = old.body == new.body and len(old.notes) == len(new.notes)
        for index, (place, other) in enumerate(zip(old.marks, new.marks, strict=False)):
            if same and place != other:
                yield Difference("mark", old.notes[index], new.notes[index])

    def _carried(self, text: str, phase: str, from_plan: Plan, to_plan: Plan) -> Printed:
        """A text of one plan as it would be printed with the registries of the other."""

        def target(placeholder: Placeholder) -> str:
            of_phase = placeholder.phase or phase
            for plan in (to_plan, from_plan):
                indicator = plan.indicator.get(placeholder.indicator)
                if indicator and of_phase in indicator.targets:
                    return indicator.targets[of_phase].text
            raise KeyError(placeholder.indicator)  # the reader refuses such a plan

        carried = _joined(resolve(text, target)[0])
        table = self._renames[0 if from_plan is self.old_plan else 1]
        if not table:
            return carried
        rename = _renamer(from_plan, table)
        return Printed(rename(carried.body), tuple(map(rename, carried.notes)), carried.marks)


def _joined(pieces: tuple[Words | Note, ...]) -> Printed:
    body, notes, marks = "", [], []
    for piece in pieces:
        if isinstance(piece, Words):
            body += piece.text
        else:
            notes.append("".join(p.text for p in piece.pieces if isinstance(p, Words)))
            marks.append(len(body))
    return Printed(body, tuple(notes), tuple(marks))


def _key(name: str) -> str:
    """A name as `mentions` compares it: kinds of dash and spaces alike, first letter small."""
    name = fold(name)
    return name[:1].lower() + name[1:]


def _renames(one: Plan, other: Plan) -> dict[str, str]:
    """Names and short names in `one` to those that the same agency has in `other`."""
    found: dict[str, str] = {}
    for agency in one.agencies:
        renamed = other.agency.get(agency.id)
        if renamed:
            for name, now in ((agency.name, renamed.name), (agency.short, renamed.short)):
                if name and now and name != now:
                    found[_key(name)] = now
    return found


def _named(plan: Plan, table: dict[str, str], text: str) -> tuple[str, ...]:
    """The agencies that a text names by one of some names."""
    found = (
        m.ids[0] for m in agency_recogniser(plan)(text) if _key(text[m.start : m.end]) in table
    )
    return tuple(dict.fromkeys(found))


def _renamer(plan: Plan, table: dict[str, str]) -> Callable[[str], str]:
    find = agency_recogniser(plan)

    def rename(text: str) -> str:
        for mention in reversed(find(text)):
            name = text[mention.start : mention.end]
            now = table.get(_key(name))
            if now:
                now = (now[0].upper() if name[0].isupper() else now[0]) + now[1:]
                text = text[: mention.start] + now + text[mention.end :]
        return text

    return rename


def paired(olds: Sequence[str], news: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Texts without ids matched: equal ones in order, then the most alike; None has no partner.

    In the order of `news`, what is only old before what stands next on its side.
    """
    if tuple(news) < tuple(olds):  # one way only, see `words.edits`
        pairs = {j: i for i, j in _matched(news, olds).items()}
    else:
        pairs = _matched(olds, news)
    partner = {j: i for i, j in pairs.items()}
    gone = [i for i in range(len(olds)) if i not in pairs]
    found: list[tuple[int | None, int | None]] = []
    for j in range(len(news)):
        # What stands next on the old side: all that is gone before it comes first.
        following = next((partner[k] for k in range(j, len(news)) if k in partner), len(olds))
        while gone and gone[0] < following:
            found.append((gone.pop(0), None))
        found.append((partner.get(j), j))
    return [*found, *((i, None) for i in gone)]


def _matched(olds: Sequence[str], news: Sequence[str]) -> dict[int, int]:
    matcher = SequenceMatcher(None, list(olds), list(news), autojunk=False)
    pairs = {b.a + k: b.b + k for b in matcher.get_matching_blocks() for k in range(b.size)}
    taken = set(pairs.values())
    old_bags = {i: syllables(text) for i, text in enumerate(olds) if i not in pairs}
    new_bags = {j: syllables(text) for j, text in enumerate(news) if j not in taken}
    alike = sorted(
        (-similarity(one, other), i + j, i, j)
        for i, one in old_bags.items()
        for j, other in new_bags.items()
    )
    for likeness, _, i, j in alike:
        if -likeness >= LEAST_EQUAL and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs
