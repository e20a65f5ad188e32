"""The plan's history as the website shows it: each revision reviewed against the one before.

A review of two contents never changes, so it is kept (see `plandoc.cache`): a build's time does not
grow with the history.
"""

from collections.abc import Collection
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from plandoc import cache
from plandoc.diagnostics import PlandocError
from plandoc.documents.template_files import TemplateFiles
from plandoc.model.numbering import clauses_by_id, outline
from plandoc.model.plan import Plan
from plandoc.model.printed import plain
from plandoc.reading.history import Recorded, recorded_revisions
from plandoc.reading.revisions import find_repository, folder_name


class Withdrawn(Struct, frozen=True):
    """A clause that a revision no longer has: its id, and how it was cited and printed before."""

    id: str
    citation: str
    text: str


class Reviewed(Struct, frozen=True):
    """A revision: its short id, date and author; the tag or what its author said; and against the
    one before, the summary line, the page and whether anything `changed`. `fault` says why there is
    no page."""

    id: str
    date: str
    author: str
    title: str
    summary: str = ""
    page: bytes = b""
    fault: str = ""
    tagged: bool = False
    withdrawn: tuple[Withdrawn, ...] = ()
    changed: bool = True

    @property
    def day(self) -> str:
        """``17/11/2023``, as its author's calendar had it."""
        year, month, day = self.date[:10].split("-")
        return f"{day}/{month}/{year}"


class History(Struct, frozen=True):
    """The revisions, newest first; `reason` says why there are none."""

    revisions: tuple[Reviewed, ...] = ()
    reason: str = ""

    def withdrawn_from(self, present: Collection[str]) -> list[tuple[Reviewed, Withdrawn]]:
        """The clauses that a tagged revision withdrew, with that revision, newest first; those that
        are `present` again are not told. What comes and goes between tags was never issued."""
        return [
            (revision, clause)
            for revision in self.revisions
            for clause in revision.withdrawn
            if revision.tagged and clause.id not in present
        ]


def plan_history(folder: Path, templates: TemplateFiles) -> History:
    """The history of the plan in a folder; what git cannot tell is a reason, no failed build."""
    try:
        repository = find_repository(folder)
        name = folder_name(repository, folder)
        recorded = recorded_revisions(repository, name)
    except PlandocError:  # its message may name a folder of this machine
        return History(reason="kế hoạch không nằm trong kho git nào đọc được")
    if not recorded:
        return History(reason="kế hoạch chưa được ghi vào git lần nào")
    found = [_first(recorded[0])]
    for old, new in pairwise(recorded):
        found.append(_reviewed(folder, old, new, templates))
    # A commit that only touches comments is no revision of the plan, unless somebody tagged it.
    told = [one for one in found if one.tagged or one.changed]
    return History(tuple(reversed(told)))


def _first(recorded: Recorded) -> Reviewed:
    return _titled(recorded, summary="Bản đầu tiên")


def _titled(recorded: Recorded, **more: object) -> Reviewed:
    commit = recorded.commit
    title = recorded.tag or recorded.subject
    about = (commit.id[:7], commit.date, commit.author, title)
    return Reviewed(*about, tagged=bool(recorded.tag), **more)  # type: ignore[arg-type]


class _Kept(Struct, frozen=True):
    summary: str
    page: bytes
    withdrawn: tuple[Withdrawn, ...]
    changed: bool


def _reviewed(folder: Path, old: Recorded, new: Recorded, templates: TemplateFiles) -> Reviewed:
    key = _key(old, new, templates)
    kept = _recalled(key)
    if kept is None:
        try:
            kept = _review(old, new, folder, templates)
        except PlandocError as error:
            return _titled(new, fault=error.message)
        cache.keep(key, msgspec.json.encode(kept))
    return _titled(new, **structs.asdict(kept))


def _review(before: Recorded, after: Recorded, folder: Path, templates: TemplateFiles) -> _Kept:
    # Not asked for when all reviews are kept: a build need not wait for these.
    from plandoc.changes.comparing import changes
    from plandoc.changes.sides import read_range
    from plandoc.review.html import html
    from plandoc.review.report import report, summary
    from plandoc.review.rows import rows

    old, new = read_range(f"{before.commit.id}..{after.commit.id}", folder)
    base, head = (
        structs.replace(side, label=_called(recorded))
        for side, recorded in ((old.side, before), (new.side, after))
    )
    found = changes(old.plan, new.plan, base, head)
    told, shown = report(old.plan, new.plan, found), rows(old.plan, new.plan, found)
    page = html(told, shown, templates, back="index.html").encode("utf-8")
    withdrawn = _withdrawn(old.plan, new.plan)
    return _Kept(summary(found), page, withdrawn, bool(found.changes))


def _called(recorded: Recorded) -> str:
    """How a reader who knows no git tells one revision from another."""
    about = _titled(recorded)
    return about.title if about.tagged else f"bản ngày {about.day} ({about.id})"


def _withdrawn(old: Plan, new: Plan) -> tuple[Withdrawn, ...]:
    staying = clauses_by_id(new)
    return tuple(
        Withdrawn(one.id, one.citation, plain(old, one.title or one.text, one.phase))
        for one in outline(old)
        if one.id not in staying
    )


def _key(old: Recorded, new: Recorded, templates: TemplateFiles) -> str:
    """All that the page is made of: both contents, who and when, the template, the program."""
    template = templates.content.get("changes.html.j2", b"")
    made_of = (old.tree, new.tree, old.commit.id, new.commit.id, _called(old), _called(new))
    return cache.key(cache.program(), *made_of, template)


def _recalled(key: str) -> _Kept | None:
    content = cache.recall(key)
    with suppress(msgspec.DecodeError):
        return msgspec.json.decode(content, type=_Kept) if content else None
    return None
