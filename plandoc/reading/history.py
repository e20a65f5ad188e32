"""The revisions of a plan's folder that git keeps: those tagged as such, or every commit of it."""

import subprocess

from msgspec import Struct

from plandoc.diagnostics import PlandocError
from plandoc.reading.revisions import Commit, Repository, find_commit, run_git
from plandoc.reading.source import FORBIDDEN

TAGS = "plan-*"


class Recorded(Struct, frozen=True):
    """A revision of the folder: its commit, what its author said of it, the tag or nothing, and
    the id of the folder's tree, which is the same for the same content."""

    commit: Commit
    subject: str
    tag: str
    tree: str


def recorded_revisions(repository: Repository, folder: str) -> tuple[Recorded, ...]:
    """The revisions up to HEAD, oldest first: those with a tag ``plan-…`` of this plan where there
    are any, else every commit that changed the folder (see `folder_name`). A content told twice is
    told once.

    Raises PlandocError when git cannot tell.
    """
    find_commit(repository, "HEAD")
    lines = _tagged(repository, folder) or _touching(repository, folder)
    trees = _trees(repository, [commit for commit, *_ in lines], folder)
    found: list[Recorded] = []
    for (commit, author, date, subject, tag), tree in zip(lines, trees, strict=True):
        if tree and not (found and found[-1].tree == tree):
            found.append(Recorded(Commit(commit, author, date), subject, tag, tree))
    return tuple(found)


_FIELDS = "%H%x00%an%x00%aI%x00%s"


def _touching(repository: Repository, folder: str) -> list[list[str]]:
    command = ("log", "--reverse", "-z", f"--format={_FIELDS}", "HEAD")
    fields = _fields(repository, *command, *(("--", folder) if folder else ()))
    return [[*fields[at : at + 4], ""] for at in range(0, len(fields) - 3, 4)]


def _tagged(repository: Repository, folder: str) -> list[list[str]]:
    """The tagged commits that HEAD comes from, in the order of their dates; not those by which
    another plan of the repository was issued."""
    command = ("for-each-ref", "--merged=HEAD", "--sort=creatordate", "--format=%(refname:short)")
    names = _said(repository, *command, f"refs/tags/{TAGS}").split("\n")
    lines = []
    for name in filter(None, names):
        if _of_another(repository, folder, name):
            continue
        fields = _fields(repository, "log", "-1", "-z", f"--format={_FIELDS}", f"refs/tags/{name}")
        lines.append([*fields[:4], FORBIDDEN.sub("�", name)])
    return lines


def _of_another(repository: Repository, folder: str, tag: str) -> bool:
    """Whether a tagged commit changes the head of another plan and nothing of this one."""
    command = ("log", "-1", "-z", "--first-parent", "-m", "--name-only", "--format=")
    names = [name.strip() for name in _fields(repository, *command, f"refs/tags/{tag}", "--")]
    here = f"{folder}/" if folder else ""
    heads = any(f"/{name}".endswith("/plan.yaml") for name in names)
    return heads and not any(name.startswith(here) for name in names)


def _trees(repository: Repository, commits: list[str], folder: str) -> list[str]:
    """The id of the folder's tree in each commit, all in one call; empty where there is none."""
    asked = "".join(f"{commit}:{folder}\n" for commit in commits).encode()
    answer = _said(repository, "cat-file", "--batch-check", given=asked).split("\n")
    return [line.split(" ")[0] if line.split(" ")[1:2] == ["tree"] else "" for line in answer[:-1]]


def _fields(repository: Repository, *command: str) -> list[str]:
    """Fields apart by NUL. People and programs may write into a commit what no text may hold."""
    return [FORBIDDEN.sub("�", field) for field in _said(repository, *command).split("\0")]


def _said(repository: Repository, *command: str, given: bytes = b"") -> str:
    done: subprocess.CompletedProcess[bytes] = run_git(repository.top, *command, given=given)
    if done.returncode:
        raise PlandocError("git không đọc được lịch sử của kế hoạch")
    return done.stdout.decode("utf-8", "replace")
