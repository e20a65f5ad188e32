"""Ids that an issued plan once gave up and that its files use again, found in git's history.

An id is retired by the commit that takes it out of an issued plan: one with a number and a date.
Where a tag ``plan-…`` comes before that commit, the id must stand in what was tagged: what comes
and goes between two tags was never issued. To bring the same clause back word for word is no fault.
"""

import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Self

from msgspec import Struct

from plandoc.diagnostics import PlandocError
from plandoc.model.numbering import clauses_by_id
from plandoc.model.plan import ID_PATTERN, Plan
from plandoc.reading.history import TAGS
from plandoc.reading.reader import read_files
from plandoc.reading.revisions import (
    Repository,
    environment,
    find_repository,
    folder_name,
    read_revision,
    run_git,
)
from plandoc.reading.source import Files

Name = tuple[str, str]  # namespace, id

_REGISTRIES = {
    "agencies.yaml": "agency",
    "indicators.yaml": "indicator",
    "references.yaml": "reference",
}
_ID = re.compile(rf"(?:^|[\s{{,-])id:\s*[\"']?({ID_PATTERN})\b")


class Retired(Struct, frozen=True):
    """An id that was given up and is used again. `revision` (a short commit id) still held it;
    `words` are what it named there: empty when it is known that it names something else now."""

    namespace: str
    id: str
    revision: str
    words: tuple[str, ...]


class _Life(Struct):
    """What commits did to an id: those that took it out, and that brought it back after that."""

    left: str = ""
    returned: str = ""


class RetiredSearch:
    """A search that git begins at once, while the plan is being read; a context that ends it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._log: subprocess.Popen[bytes] | None = None
        command = ["git", "-C", os.fspath(folder), "log", "--first-parent", "-m", "-p", "-U0"]
        command += ["--reverse", "--no-renames", "--no-color", "--no-ext-diff", "--no-textconv"]
        command += ["--src-prefix=a/", "--dst-prefix=b/", "--no-show-signature", "--relative"]
        command += ["--format=%x00%H", "HEAD", "--", "."]
        with suppress(OSError):  # without git there is no history to look into
            self._log = subprocess.Popen(
                command,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(),
            )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """What nobody asked for is not waited for."""
        if self._log is not None:
            self._log.kill()
            if self._log.stdout:
                self._log.stdout.close()
            self._log.wait()

    def found(self, files: Files) -> Iterator[Retired]:
        """The retired ids that a plan's files use again; nothing outside a git repository.

        Git is waited for when the first is asked for.
        """
        used = set(_ids_of(files))
        suspects = {name: life for name, life in self._lives.items() if name in used}
        if suspects:
            with suppress(PlandocError):
                yield from _judged(self.folder, suspects)

    def given_up(self) -> frozenset[str]:
        """Every id that a commit ever took out: none of them is free for something new."""
        return frozenset(name for _, name in self._lives)

    @cached_property
    def _lives(self) -> dict[Name, _Life]:
        if self._log is None:
            return {}
        log = self._log.communicate()[0].decode("utf-8", "replace")
        return {} if self._log.returncode else _read_lives(log)


def words(plan: Plan, namespace: str, name: str) -> tuple[str, ...]:
    """What an id names, in words; empty when the plan does not have it."""
    if namespace == "clause":
        clause = clauses_by_id(plan).get(name)
        return (clause.kind, clause.title, clause.text) if clause else ()
    if namespace == "reference":
        reference = plan.reference.get(name)
        return (reference.kind, reference.number, reference.title) if reference else ()
    if namespace == "agency":
        return (plan.agency[name].name,) if name in plan.agency else ()
    return (plan.indicator[name].name,) if name in plan.indicator else ()


def _namespace(path: str) -> str:
    return _REGISTRIES.get(path, "clause")


def _ids_of(files: Files) -> Iterator[Name]:
    for path, content in files.content.items():
        for line in content.decode("utf-8", "replace").split("\n"):
            yield from ((_namespace(path), found) for found in _ID.findall(line))


def _read_lives(log: str) -> dict[Name, _Life]:
    """Every id that a commit took out, by the patches of all commits, oldest first."""
    lives: dict[Name, _Life] = {}
    for patch in log.split("\0")[1:]:
        commit, _, body = patch.partition("\n")
        for name, change in _balance(body).items():
            if change < 0:
                lives[name] = _Life(left=commit.strip())
            elif change > 0 and name in lives and not lives[name].returned:
                lives[name].returned = commit.strip()
    return lives


def _balance(patch: str) -> Counter[Name]:
    """How many more times each id stands after a patch than before; an id that moved is even."""
    balance: Counter[Name] = Counter()
    namespace = ""
    for line in patch.split("\n"):
        if line.startswith(("--- ", "+++ ")):
            path = line[4:].strip().strip('"')
            if path != "/dev/null":
                namespace = _namespace(path.partition("/")[2]) if path.endswith(".yaml") else ""
        elif namespace and line[:1] in ("+", "-"):
            for found in _ID.findall(line[1:]):
                balance[namespace, found] += 1 if line[0] == "+" else -1
    return balance


def _judged(folder: Path, suspects: dict[Name, _Life]) -> Iterator[Retired]:
    repository = find_repository(folder)
    name = folder_name(repository, folder)
    plans: dict[str, Plan | None] = {}

    def plan_of(revision: str) -> Plan | None:
        if revision not in plans:
            plans[revision] = None
            # What cannot be read, as in a shallow clone, proves nothing.
            with suppress(PlandocError):
                plans[revision] = read_files(read_revision(repository, revision, name)).plan
        return plans[revision]

    for (namespace, found), life in suspects.items():
        before = f"{life.left}^"
        held, issued = plan_of(before), plan_of(_last_tag(repository, before) or before)
        if held is None or issued is None or not words(issued, namespace, found):
            continue
        if issued.head.draft:
            continue
        was = words(held, namespace, found)
        back = plan_of(life.returned) if life.returned else None
        if back is None:
            yield Retired(namespace, found, life.left[:7], was)
        elif words(back, namespace, found) != was:
            yield Retired(namespace, found, life.left[:7], ())


def _last_tag(repository: Repository, revision: str) -> str:
    """The last tag ``plan-…`` that a revision comes from, or nothing."""
    command = ("describe", "--tags", "--abbrev=0", f"--match={TAGS}", revision)
    found = run_git(repository.top, *command)
    return f"refs/tags/{found.stdout.decode().strip()}" if found.returncode == 0 else ""
