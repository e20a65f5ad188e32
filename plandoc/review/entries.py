"""One fact as people read it: where, what, the words, what else there is to know."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from plandoc.changes.facts import Change, Detail, Hunk, Op, TargetValue, Value
from plandoc.changes.texts import Texts
from plandoc.changes.words import fold
from plandoc.model.numbering import Clause, clauses_by_id
from plandoc.model.plan import Plan
from plandoc.review.amounts import delta_text
from plandoc.review.labels import CODED, OF_AGENCIES, VALUES, field_name


class Entry(Struct, frozen=True):
    """A fact in words. `where` is short (``III.1.a``), `place` the citation or what it is of;
    `words` are shown inline, `notes` follow them, each a short line."""

    change: Change
    where: str
    place: str
    what: str
    words: tuple[Hunk, ...]
    notes: tuple[str, ...]


class Names:
    """What ids are called: as the new plan says, or where it does not know them, as the old."""

    def __init__(self, old: Plan, new: Plan) -> None:
        self.texts = Texts(old, new)
        self._still = clauses_by_id(new)
        self.clauses: dict[str, Clause] = {**clauses_by_id(old), **self._still}
        self._agencies = {a.id: a.name for plan in (old, new) for a in plan.agencies}
        self._indicators = {i.id: i for plan in (old, new) for i in plan.indicators}

    def agency(self, agency_id: str) -> str:
        """The name of an agency."""
        return self._agencies.get(agency_id, agency_id)

    def agencies(self, ids: Sequence[str]) -> str:
        """The names of agencies, in order."""
        return "; ".join(self.agency(agency_id) for agency_id in ids)

    def indicator(self, indicator_id: str) -> str:
        """The name of an indicator."""
        indicator = self._indicators.get(indicator_id)
        return indicator.name if indicator else indicator_id

    def components(self, indicator_id: str) -> tuple[str, ...]:
        """What the parts of a ``shares`` indicator are called."""
        indicator = self._indicators.get(indicator_id)
        return indicator.components if indicator else ()

    def short(self, clause_id: str) -> str:
        """Where a clause stands, shortly; one that is gone by its old number."""
        clause = self.clauses.get(clause_id)
        if clause is None:
            return clause_id
        short = clause.short or clause.citation
        return short if clause_id in self._still else f"{short}, số cũ"

    def shorts(self, ids: Sequence[str], most: int = 6) -> str:
        """Where several clauses stand; of many the first few."""
        shown = "; ".join(self.short(clause_id) for clause_id in ids[:most])
        return f"{shown}; và {len(ids) - most} chỗ khác" if len(ids) > most else shown

    def value(self, field: str, value: object) -> str:
        """A value of a field in words; nothing said is a dash."""
        last = field.rpartition(".")[2]
        if value is None or value == ():
            return "(không nêu)" if value is None else "(không có)"
        if isinstance(value, TargetValue):
            return value.text
        if isinstance(value, tuple):
            agencies = last in OF_AGENCIES or field.startswith("duties.")
            return self.agencies(value) if agencies else "; ".join(map(str, value))
        if last == "date":
            return "/".join(reversed(str(value).split("-")))
        if last in CODED and str(value) in VALUES:
            return VALUES[str(value)]
        return self.agency(str(value)) if last in OF_AGENCIES else str(value)


def entry(names: Names, change: Change) -> Entry:
    """A fact in words."""
    where, place = _where(names, change)
    return Entry(
        change, where, place, _what(change), _words(names, change), tuple(_notes(names, change))
    )


_OF = {
    "agency": "Danh mục cơ quan",
    "indicator": "Chỉ tiêu",
    "reference": "Văn bản viện dẫn",
    "head": "Đầu văn bản",
}


def _where(names: Names, change: Change) -> tuple[str, str]:
    if change.of == "clause":
        stands = change.place_after or change.place_before
        if stands is None:
            return names.short(change.node), ""
        return stands.short or stands.citation, stands.citation
    if change.of == "head":
        field = change.field.partition(".")[0]
        where = {"recipients": "Nơi nhận", "signature": "Chữ ký"}.get(field, "Đầu văn bản")
        return where, where
    if change.of == "indicator":
        return _OF["indicator"], names.indicator(change.node)
    if change.of == "agency":
        return _OF["agency"], names.agency(change.node)
    return _OF["reference"], str(change.after or change.before or change.node)


def _what(change: Change) -> str:
    """The kind of change in a word or two, with a capital."""
    field = field_name(change.field)
    whole = change.kind in ("agency", "recipient", "basis", "footnote") or change.of == "indicator"
    name = {
        "added": "thêm",
        "removed": "bỏ",
        "moved": "chuyển chỗ",
        "renumbered": "đánh số lại",
        "id-changed": "mã bị đổi",
        "agency": "cơ quan",
        "recipient": "nơi nhận",
        "basis": "căn cứ" if change.of == "clause" else "văn bản viện dẫn",
        "footnote": field if change.field.endswith("mark") else "chú thích",
    }.get(change.kind, field)
    if change.of == "indicator" and change.kind != "id-changed":
        name = f"giai đoạn {change.field}" if change.field else "chỉ tiêu"
    if change.kind == "agency" and change.words:
        name = "đổi tên cơ quan"
    if change.kind == "cosmetic" and change.of != "indicator":
        name = f"hình thức: {field}"
    if whole and change.before is None:
        name = f"thêm {name}"
    elif whole and change.after is None:
        name = f"bỏ {name}"
    elif change.field.endswith("order"):
        name = f"{name}: đổi thứ tự"
    elif change.kind in ("reworded", "basis", "recipient", "footnote"):
        name = f"sửa {name}"
    return name[:1].upper() + name[1:]


def _words(names: Names, change: Change) -> tuple[Hunk, ...]:
    """The words to show: as they differ, or both values."""
    if change.words:
        return _forms(change.words) if change.kind == "cosmetic" else change.words
    if change.kind in ("moved", "renumbered") or change.field.endswith(("order", "mark")):
        return _orientation(names, change)
    if change.kind == "id-changed":
        return (Hunk("-", str(change.before)), Hunk("+", str(change.after)))
    if change.gained or change.lost:
        return _members(names, change)
    if change.before == change.after:
        return ()
    sides: tuple[tuple[Op, Value], ...] = (("-", change.before), ("+", change.after))
    return tuple(
        Hunk(op, names.value(change.field, value)) for op, value in sides if value is not None
    )


def _forms(words: tuple[Hunk, ...]) -> tuple[Hunk, ...]:
    """Only what differs in form; what another fact tells, a new figure, stays as it is now."""
    shown: list[Hunk] = []
    for hunk in words:
        before = shown[-1] if shown else None
        if before and (before.op, hunk.op) == ("-", "+") and fold(before.text) != fold(hunk.text):
            shown[-1] = Hunk("=", hunk.text)
        else:
            shown.append(hunk)
    return tuple(shown)


def _members(names: Names, change: Change) -> tuple[Hunk, ...]:
    """A list: who goes, who comes, each apart; who stays is shown only among those who lead."""
    reads: dict[str, Callable[[str], str]] = {"indicators": names.indicator, "phases": str}
    read = reads.get(change.field, names.agency)
    kept: tuple[str, ...] = ()
    if change.kind == "lead" and isinstance(change.after, tuple):
        kept = tuple(i for i in change.after if i not in change.gained)
    hunks: list[Hunk] = []
    sides: tuple[tuple[Op, tuple[str, ...]], ...] = (
        ("=", kept),
        ("-", change.lost),
        ("+", change.gained),
    )
    for op, ids in sides:
        for i in ids:
            if hunks:
                hunks.append(Hunk("=", " " if (hunks[-1].op, op) == ("-", "+") else "; "))
            hunks.append(Hunk(op, read(i)))
    return tuple(hunks)


def _orientation(names: Names, change: Change) -> tuple[Hunk, ...]:
    """The beginning of a clause, so that a reader knows which one it is."""
    clause = names.clauses.get(change.node)
    if clause is None or change.kind == "renumbered":
        return (
            (Hunk("=", str(change.after)),) if isinstance(change.after, str) and not clause else ()
        )
    text = names.texts.new(clause.title or clause.text, clause.phase).body
    words = text.split()
    return (Hunk("=", " ".join(words[:18]) + (" …" if len(words) > 18 else "")),)


def _notes(names: Names, change: Change) -> list[str]:
    notes: list[str] = []
    if change.kind in ("moved", "renumbered") or change.field == "order":
        notes.append(f"từ {change.before} đến {change.after}")
    if change.delta:
        notes.append(delta_text(change.delta, names.components(change.node)))
    if change.kind == "id-changed":
        alike = next((detail.after for detail in change.details), None)
        notes.append(f"nội dung giống {alike}%" if alike else "cùng một tên")
        notes.append("liên kết và viện dẫn tới mã cũ sẽ hỏng")
        return notes
    notes += [_detail(names, detail) for detail in change.details if detail.field != "name"]
    if change.clauses:
        at = "ghi theo tên mới ở" if change.of == "agency" else "in ở"
        notes.append(f"{at}: {names.shorts(change.clauses)}")
    return notes


def _detail(names: Names, detail: Detail) -> str:
    name = field_name(detail.field)
    if detail.before is None or detail.after is None:
        one = detail.after if detail.before is None else detail.before
        return f"{name}: {names.value(detail.field, one)}"
    before, after = (names.value(detail.field, v) for v in (detail.before, detail.after))
    return f"{name}: {before} → {after}"
