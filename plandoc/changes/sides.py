"""The two sides of a review, read by the same reader wherever they come from."""

from pathlib import Path

from msgspec import Struct

from plandoc.changes.facts import Side
from plandoc.diagnostics import PlandocError, Severity, concise
from plandoc.model.plan import Plan
from plandoc.reading.reader import Reading, read_files, read_plan
from plandoc.reading.revisions import (
    INDEX,
    Commit,
    Repository,
    find_commit,
    find_repository,
    folder_name,
    merge_base,
    read_revision,
)

WORK_TREE = "bản đang soạn"


class Revision(Struct, frozen=True):
    """A plan and which revision of it that is."""

    plan: Plan
    side: Side


def read_range(text: str, folder: Path) -> tuple[Revision, Revision]:
    """Both sides of ``A..B``, ``A...B`` (from their common ancestor on) or ``A`` (against the
    working tree); what is left out is HEAD. ``:0`` stands for git's index.

    Raises PlandocError when a side cannot be had or read.
    """
    repository = find_repository(folder)
    name = folder_name(repository, folder)
    one, dots, other = text.partition("...")
    if not dots:
        one, dots, other = text.partition("..")
    if dots == "...":
        start, end = (find_commit(repository, revision or "HEAD") for revision in (one, other))
        base = merge_base(repository, start, end)
        label = f"gốc chung của {one or 'HEAD'} và {other or 'HEAD'}"
        old = _at(repository, base, name, label)
    else:
        old = _revision(repository, one or "HEAD", name)
    return old, _revision(repository, other or "HEAD", name) if dots else read_folder(folder)


def read_folders(old: Path, new: Path) -> tuple[Revision, Revision]:
    """Both sides from folders, without git; raises PlandocError when one cannot be read."""
    return _folder(old, old.as_posix()), _folder(new, new.as_posix())


def read_folder(folder: Path) -> Revision:
    """The working tree's side; raises PlandocError when it cannot be read."""
    return _folder(folder, WORK_TREE)


def _folder(folder: Path, label: str) -> Revision:
    return Revision(_readable(read_plan(folder), label), Side(label))


def _revision(repository: Repository, revision: str, folder: str) -> Revision:
    if revision == INDEX:
        reading = read_files(read_revision(repository, INDEX, folder))
        return Revision(_readable(reading, INDEX), Side("bản chờ ghi (git index)"))
    return _at(repository, find_commit(repository, revision), folder, revision)


def _at(repository: Repository, commit: Commit, folder: str, label: str) -> Revision:
    short = commit.id[:7]
    label = short if commit.id.startswith(label) else f"{label} ({short})"
    reading = read_files(read_revision(repository, commit.id, folder))
    side = Side(label, commit.id, commit.author, commit.date)
    return Revision(_readable(reading, label), side)


def _readable(reading: Reading, label: str) -> Plan:
    """The plan; faults that do not keep it from being read do not stop a review."""
    if reading.plan is not None:
        return reading.plan
    stopping = (d for d in reading.diagnostics if d.severity is Severity.ERROR and d.code < "P2")
    first = next(stopping)
    hint = first.hint if label == WORK_TREE else "so sánh với một bản khác đọc được"
    raise PlandocError(f"không đọc được kế hoạch ở {label}: {concise(first)}", hint)
