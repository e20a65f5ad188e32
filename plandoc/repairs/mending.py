"""All repairs of a plan, in memory: what would be written, what was done, what was left alone.

Nothing is taken on trust. After each repair a file is read again and must say the same; at the end
the whole plan is.
"""

import re
from collections import Counter
from types import ModuleType
from typing import Any

import msgspec
from msgspec import Struct, structs

from plandoc.diagnostics import Diagnostic, PlandocError, Severity
from plandoc.reading.reader import Reading
from plandoc.reading.source import Files
from plandoc.repairs import REPAIRS
from plandoc.repairs.draft import Draft, read_draft, read_written
from plandoc.repairs.lead_ins import missing_lead_ins

MOST_ROUNDS = 60  # deeper than a file may be nested: an outer mapping is mended before an inner one


class Done(Struct, frozen=True):
    """A repair made in a file: how many places, and what is told of them (ids that were given)."""

    file: str
    title: str
    count: int
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        notes = f": {', '.join(self.notes)}" if self.notes else ""
        return self.title.format(self.count) + notes


class Mending(Struct, frozen=True):
    """What the repairs come to.

    `content` holds the bytes of the files that change, by name; `refused` the repairs that would
    have changed more than they may; `unreadable` why files are left alone; `proposed` what only a
    person can write, with a wording as its hint.
    """

    content: dict[str, bytes]
    done: tuple[Done, ...]
    refused: tuple[Done, ...]
    unreadable: tuple[Diagnostic, ...]
    proposed: tuple[Diagnostic, ...] = ()


def mend(files: Files, retired: frozenset[str] = frozenset()) -> Mending:
    """Mend what can be mended safely; `retired` are ids that must never be given again.

    Raises PlandocError when the whole would not be what it was: then nothing may be written.
    """
    first = draft = read_draft(files, retired)
    if any(d.code == "P016" for d in first.reading.diagnostics):
        return Mending({}, (), (), tuple(first.reading.diagnostics))
    state = _State(files)
    for repair in REPAIRS:
        draft = state.apply(repair, draft)
    _check(first.reading, draft.reading)
    changed = {
        name: content
        for name, content in state.files.content.items()
        if content != files.content[name]
    }
    read = {files.path(name) for name in first.files}
    unread = set(first.reading.sources) - read
    faults = [d for d in first.reading.diagnostics if d.severity is Severity.ERROR]
    return Mending(
        changed,
        tuple(state.done.values()),
        tuple(state.refused),
        tuple(fault for fault in faults if fault.span.path in unread),
        tuple(missing_lead_ins(draft)),
    )


class _State:
    """The files as mended so far, and what was done to them."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.done: dict[tuple[str, str], Done] = {}
        self.refused: list[Done] = []

    def apply(self, repair: ModuleType, draft: Draft) -> Draft:
        """One repair in all files, until it finds nothing more."""
        refused: set[str] = set()
        for _ in range(MOST_ROUNDS):
            content = dict(self.files.content)
            for name, edits in repair.edits(draft).items():
                if not edits or name in refused:
                    continue
                before = draft.files[name]
                mended = before.edited(edits)
                after = read_written(self.files.path(name), mended)
                notes = tuple(edit.note for edit in edits if edit.note)
                made = Done(name, repair.TITLE, sum(edit.count for edit in edits), notes)
                if after is None or not repair.is_safe(before, after):
                    refused.add(name)
                    self.refused.append(made)
                    continue
                content[name] = mended
                self._note(made)
            if content == self.files.content:
                break
            self.files = structs.replace(self.files, content=content)
            draft = read_draft(self.files, draft.retired)
        return draft

    def _note(self, made: Done) -> None:
        key = (made.file, made.title)
        if key in self.done:
            was = self.done[key]
            made = structs.replace(
                made, count=was.count + made.count, notes=(*was.notes, *made.notes)
            )
        self.done[key] = made


def _check(before: Reading, after: Reading) -> None:
    """The plan says what it said, and nothing has become harder to read. Raises PlandocError."""
    worse = set(_errors(after) - _errors(before))
    same = not (before.plan and after.plan) or _said(before.plan) == _said(after.plan)
    if worse or not same or (before.plan and not after.plan):
        codes = f" ({', '.join(sorted(worse))})" if worse else ""
        raise PlandocError(
            f"sửa tự động sẽ làm kế hoạch khác đi{codes}: không ghi gì",
            "xem lỗi bằng python build.py check và sửa tay",
        )


def _errors(reading: Reading) -> Counter[str]:
    """How often what cannot be read; faults that lie behind a missing id are another matter."""
    errors = [d.code for d in reading.diagnostics if d.severity is Severity.ERROR]
    return Counter(code for code in errors if re.match("P0|P101|P106", code))


def _said(value: Any) -> Any:
    """A plan's words and facts, white space apart."""
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, dict):
        return {_said(key): _said(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_said(inner) for inner in value]
    if isinstance(value, Struct):
        return _said(msgspec.to_builtins(value))
    return value
