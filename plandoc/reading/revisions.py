"""Revisions of a folder straight from git's objects: nothing is checked out, nothing is written.

All that is asked of git is asked here, in a fixed locale and by plumbing commands alone, so that no
setting of a user changes what is read.
"""

import os
import posixpath
import re
import shlex
import subprocess
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

from msgspec import Struct

from plandoc.diagnostics import PlandocError
from plandoc.reading.source import FORBIDDEN, Files
from plandoc.refusals import reason

INDEX = ":0"
"""The revision that stands for git's index: what the next commit will hold."""

_ENVIRONMENT = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1"}
# Set by git for its hooks, relative to a folder that is not ours; the repository is found anew.
_NOT_OURS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX")
_LINK, _FILE = "120000", "100"


class Repository(Struct, frozen=True):
    """A repository by the top folder of its work tree."""

    top: Path


class Commit(Struct, frozen=True):
    """A commit: its full id, who wrote it, when (ISO 8601 with the author's offset)."""

    id: str
    author: str
    date: str


class _Entry(Struct, frozen=True):
    """A file of a tree or of the index; `path` is relative to the folder that was asked for."""

    mode: str
    object_id: str
    path: str


def find_repository(folder: Path) -> Repository:
    """The repository that holds a folder, be the folder there or not.

    Raises PlandocError: no git on this machine, or no repository.
    """
    start = folder.absolute()
    while not start.is_dir():
        start = start.parent
    done = run_git(start, "rev-parse", "--show-toplevel")
    if done.returncode == 0:
        return Repository(Path(os.fsdecode(done.stdout.removesuffix(b"\n"))))
    said = done.stderr.decode("utf-8", "replace")
    if "dubious ownership" in said:
        # The folder above all: a name inside the repository would not do.
        named = re.search(r"repository at '(.+)'", said)
        top = shlex.quote(named[1] if named else start.as_posix())
        hint = f"nếu tin kho này: git config --global --add safe.directory {top}"
        raise PlandocError("git không đọc kho thuộc về người dùng khác", hint)
    if "not a git repository" not in said and "work tree" not in said:
        raise PlandocError(f"git không đọc được kho: {_first_line(said)}")
    hint = "nêu hai thư mục để so sánh không qua git: python build.py diff CŨ MỚI"
    raise PlandocError(f"{folder.as_posix()} không nằm trong kho git nào", hint)


def folder_name(repository: Repository, folder: Path) -> str:
    """How git names a folder of the repository: relative to its top, with ``/``.

    Raises PlandocError when the folder lies elsewhere.
    """
    try:
        name = folder.resolve().relative_to(repository.top.resolve()).as_posix()
    except ValueError:
        top = repository.top.as_posix()
        raise PlandocError(f"{folder.as_posix()} nằm ngoài kho git {top}") from None
    return "" if name == "." else name


def find_commit(repository: Repository, revision: str) -> Commit:
    """The commit that a revision (branch, tag, ``HEAD~1``, id) names.

    Raises PlandocError when there is none.
    """
    # What begins with a dash would be an option to git.
    if not revision.startswith("-"):
        done = run_git(repository.top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        if done.returncode == 0:
            return _commit(repository, done.stdout.decode("ascii").strip())
    if revision == "HEAD":
        raise PlandocError("kho git chưa có lần ghi (commit) nào")
    raise PlandocError(f"không có bản {revision} trong kho git", _missing_hint(repository))


def merge_base(repository: Repository, one: Commit, other: Commit) -> Commit:
    """The best common ancestor of two commits; raises PlandocError when there is none."""
    done = run_git(repository.top, "merge-base", one.id, other.id)
    if done.returncode == 0:
        return _commit(repository, done.stdout.decode("ascii").split()[0])
    hint = _missing_hint(repository)
    raise PlandocError(f"hai bản {one.id[:7]} và {other.id[:7]} không có gốc chung", hint)


def read_revision(repository: Repository, revision: str, folder: str) -> Files:
    """The YAML files of a folder (see `folder_name`) in a revision, as `read_folder` gives them.

    `revision` names a commit, or is `INDEX`. Raises PlandocError: an unknown revision, a folder
    that it does not hold, a merge under way, objects that are not there.
    """
    if revision == INDEX:
        listed = _entries_of_index(repository, folder)
    else:
        commit = find_commit(repository, revision).id
        listed = _listed(repository, folder, "ls-tree", "-r", "-z", "--full-tree", commit)
        revision = commit[:7] if commit == revision else revision
    entries = {unicodedata.normalize("NFC", entry.path): entry for entry in listed}
    if not entries:
        shown = folder or "tệp nào"
        raise PlandocError(f"bản {revision} không có {'thư mục ' if folder else ''}{shown}")
    outside: set[str] = set()
    targets = _targets(repository, entries, outside)
    blobs = _read(repository, [entry.object_id for entry in targets.values()])
    content = dict(zip(targets, blobs, strict=True))
    return Files(f"{revision}:{folder}".rstrip("/"), content, frozenset(outside))


def _targets(
    repository: Repository, entries: dict[str, _Entry], outside: set[str]
) -> dict[str, _Entry]:
    """The files to be read by name, links followed; those that lead elsewhere go to `outside`."""
    found: dict[str, _Entry] = {}
    for name, entry in entries.items():
        if not name.endswith(".yaml") or any(p.startswith(".") for p in name.split("/")):
            continue
        here = name
        for _ in range(8):
            if entry.mode != _LINK:
                break
            target = os.fsdecode(_read(repository, [entry.object_id])[0])
            path = posixpath.normpath(posixpath.join(posixpath.dirname(here), target))
            if posixpath.isabs(target) or path.split("/")[0] == "..":
                outside.add(name)
                break
            if path not in entries:
                break  # a link to nowhere is a missing file, told where the plan names it
            here, entry = path, entries[path]
        if entry.mode.startswith(_FILE):
            found[name] = entry
    return found


def _entries_of_index(repository: Repository, folder: str) -> Iterator[_Entry]:
    for entry in _listed(repository, folder, "ls-files", "-s", "-z", "--full-name"):
        if entry.mode.endswith("!"):
            hint = "giải quyết xung đột rồi git add"
            raise PlandocError(f"tệp {entry.path} còn xung đột khi gộp", hint)
        yield entry


def _listed(repository: Repository, folder: str, *command: str) -> Iterator[_Entry]:
    """The entries that a listing command tells of, below a folder; one in conflict has ``!``."""
    # Not a pattern, even where its name holds a star.
    below = ("--", f":(literal){folder}" if command[0] == "ls-files" else folder) if folder else ()
    lines = _git(repository, *command, *below).split(b"\0")
    prefix = f"{folder}/" if folder else ""
    for line in filter(None, lines):
        about, _, raw = line.partition(b"\t")
        path = os.fsdecode(raw)
        if path.startswith(prefix):
            first, second, third = about.decode("ascii").split()
            tree = command[0] == "ls-tree"
            mode = first if tree or third == "0" else f"{first}!"
            yield _Entry(mode, third if tree else second, path.removeprefix(prefix))


def _read(repository: Repository, object_ids: list[str]) -> list[bytes]:
    """The contents of objects, all in one call."""
    if not object_ids:
        return []
    asked = "".join(f"{object_id}\n" for object_id in object_ids).encode("ascii")
    answer = _git(repository, "cat-file", "--batch", given=asked)
    found: list[bytes] = []
    position = 0
    for object_id in object_ids:
        end = answer.index(b"\n", position)
        header = answer[position:end].split()
        if len(header) != 3:
            raise PlandocError(f"kho git thiếu đối tượng {object_id}", _missing_hint(repository))
        start, position = end + 1, end + 1 + int(header[2]) + 1
        found.append(answer[start : position - 1])
    return found


def _commit(repository: Repository, commit_id: str) -> Commit:
    """A commit read as git stores it: no setting changes how its author is written."""
    text = _git(repository, "cat-file", "commit", commit_id).decode("utf-8", "replace")
    line = next((one for one in text.split("\n") if one.startswith("author ")), "author ")
    name, _, rest = FORBIDDEN.sub("�", line).removeprefix("author ").rpartition(" <")
    seconds, offset = rest.rpartition("> ")[2].split()
    minutes = int(offset[:3]) * 60 + int(offset[0] + offset[3:])
    zone = timezone(timedelta(minutes=minutes))
    return Commit(commit_id, name, datetime.fromtimestamp(int(seconds), zone).isoformat())


def _missing_hint(repository: Repository) -> str:
    done = run_git(repository.top, "rev-parse", "--is-shallow-repository")
    if done.stdout.strip() == b"true":
        return "kho này chỉ được lấy về một phần lịch sử: chạy git fetch --unshallow --tags"
    return "xem các bản: git log --oneline, git tag"


def _git(repository: Repository, *arguments: str, given: bytes = b"") -> bytes:
    done = run_git(repository.top, *arguments, given=given)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace")
        raise PlandocError(f"git không đọc được kho: {_first_line(said)}")
    return done.stdout


def environment() -> dict[str, str]:
    """The variables that git is asked with: none that name another repository, a fixed locale."""
    return {k: v for k, v in os.environ.items() if k not in _NOT_OURS} | _ENVIRONMENT


def run_git(
    folder: Path, *arguments: str, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Ask git, in a folder and in a fixed locale. Raises PlandocError where there is no git."""
    try:
        return subprocess.run(
            ["git", "-C", os.fspath(folder), *arguments],
            input=given, capture_output=True, check=False, env=environment(),
        )  # fmt: skip
    except FileNotFoundError:
        hint = "cài git; hoặc nêu hai thư mục để so sánh: python build.py diff CŨ MỚI"
        raise PlandocError("không có chương trình git trên máy này", hint) from None
    except OSError as error:
        raise PlandocError(f"không chạy được git: {reason(error)}") from error


def _first_line(text: str) -> str:
    return text.strip().split("\n")[0].removeprefix("fatal: ")
