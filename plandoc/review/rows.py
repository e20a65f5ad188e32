"""The review as the document runs: every clause that differs, with its words on both sides."""

from collections.abc import Iterator

from msgspec import Struct

from plandoc.changes.alignment import Step, align
from plandoc.changes.facts import Change, Changes, Hunk, Op
from plandoc.changes.texts import Printed
from plandoc.model.numbering import Clause
from plandoc.model.plan import Plan
from plandoc.review.entries import Entry, Names, entry


class Row(Struct, frozen=True):
    """One clause, or one value of the head. `op` is that of its `Step`, ``value`` for other rows.

    `words` are the whole text, `label` before them; `old` and `new` tell which sides have it.
    `node` is its id, empty where it has none. A moved clause has two rows, that of its old place
    with its old words.
    """

    op: str
    node: str
    where: str
    old_label: str
    new_label: str
    words: tuple[Hunk, ...]
    entries: tuple[Entry, ...]

    def side(self, op: Op) -> tuple[Hunk, ...]:
        """The words of one side, ``-`` or ``+``."""
        return tuple(hunk for hunk in self.words if hunk.op in ("=", op))


def rows(old: Plan, new: Plan, found: Changes) -> list[Row]:
    """What is printed differently, in the order of the document; then what is not printed."""
    names = Names(old, new)
    entries = [entry(names, change) for change in found.changes]
    of_clause: dict[str, list[Entry]] = {}
    for one in entries:
        if one.change.of == "clause":
            of_clause.setdefault(one.change.node, []).append(one)
        for clause in one.change.clauses:
            of_clause.setdefault(clause, []).append(one)
    head = [one for one in entries if one.change.of == "head"]
    ending = [one for one in head if one.change.field.startswith(("recipients", "signature"))]
    apart = [one for one in entries if one.change.of not in ("clause", "head")]
    return [
        *(_value(one) for one in head if one not in ending),
        *_clauses(names, old, new, of_clause),
        *(_value(one) for one in ending),
        *(_value(one) for one in apart if not one.change.clauses),
    ]


def _value(one: Entry) -> Row:
    return Row("value", one.change.node, one.where, "", "", one.words, (one,))


def _clauses(
    names: Names, old: Plan, new: Plan, of_clause: dict[str, list[Entry]]
) -> Iterator[Row]:
    for step in align(old, new).steps:
        found = of_clause.get(step.clause.id, [])
        shown = [one for one in found if one.change.kind != "renumbered"]
        root = step.root == step.clause.id
        if step.op == "moved-from":
            shown = [one for one in shown if _is_move(one.change)] if root else []
        if shown:
            yield _row(names, step, tuple(shown))


def _is_move(change: Change) -> bool:
    return change.kind == "moved" or (change.kind == "basis" and change.field == "order")


def _row(names: Names, step: Step, entries: tuple[Entry, ...]) -> Row:
    before = _text(names, step.old, new=False)
    after = _text(names, step.new, new=True)
    if step.op == "moved-from":
        words: tuple[Hunk, ...] = (Hunk("-", before),)
    elif before == after:
        words = (Hunk("=", after),)
    else:
        words = names.texts.words(before, after)
    return Row(
        step.op, step.clause.id, step.clause.short or step.clause.citation,
        step.old.label if step.old else "", step.new.label if step.new else "", words, entries,
    )  # fmt: skip


def _text(names: Names, clause: Clause | None, *, new: bool) -> str:
    """Title and text of a clause with its footnotes in place."""
    if clause is None:
        return ""
    read = names.texts.new if new else names.texts.old
    parts = (_with_notes(read(text, clause.phase)) for text in (clause.title, clause.text) if text)
    return " ".join(parts)


def _with_notes(text: Printed) -> str:
    shown, done = "", 0
    for mark, note in zip(text.marks, text.notes, strict=True):
        shown += f"{text.body[done:mark]} [chú thích: {note}]"
        done = mark
    return shown + text.body[done:]


_TEXTS = frozenset({"reworded", "basis", "recipient", "footnote", "head", "cosmetic"})
_BESIDE = _TEXTS | {"added", "removed", "moved"}


def described(one: Entry) -> str:
    """An entry beside its words: what changed, with both values where they are short."""
    change = one.change
    about = "" if change.of in ("clause", "head") else f"{one.place}, "
    what = f"{about}{one.what[:1].lower()}{one.what[1:]}" if about else one.what
    whole = change.kind in ("added", "removed", "moved") or None in (change.before, change.after)
    if change.of in ("clause", "head") and change.words and change.kind in _TEXTS:
        shown = _replaced(one.words)
    else:
        shown = "" if whole and change.kind in _BESIDE else _both(one.words)
    notes = [note for note in one.notes if not note.startswith(("in ở", "ghi theo"))]
    return "; ".join([f"{what}: {shown}" if shown else what, *notes])


def _replaced(words: tuple[Hunk, ...], most: int = 3, longest: int = 60) -> str:
    """``thay “cũ” bằng “mới”; bỏ “…”``; nothing where there is more than a glance takes in."""
    told: list[str] = []
    for index, hunk in enumerate(words):
        before = words[index - 1] if index else None
        after = words[index + 1] if index + 1 < len(words) else None
        text = hunk.text.strip()
        if hunk.op == "=" or len(text) > longest:
            if hunk.op != "=":
                return ""
        elif hunk.op == "-":
            replaced = after and after.op == "+"
            told.append(f"thay “{text}” bằng “" if replaced else f"bỏ “{text}”")
        elif before and before.op == "-":
            told[-1] += f"{text}”"
        else:
            told.append(f"thêm “{text}”")
    return "; ".join(told) if len(told) <= most and len(words) > 1 else ""


def _both(words: tuple[Hunk, ...]) -> str:
    """``cũ → mới`` of short values."""
    before = "".join(hunk.text for hunk in words if hunk.op != "+").strip("; ")
    after = "".join(hunk.text for hunk in words if hunk.op != "-").strip("; ")
    if before == after:
        return after
    if not before or not after:
        return f"{'thêm' if after else 'bỏ'} {after or before}"
    return f"{before} → {after}"
