"""How git is told of the drivers: commands in its configuration, files in its attributes.

The attributes belong to the repository's own .gitattributes, which is versioned: a name that is
not configured does no harm there. Where it says nothing, .git/info/attributes is written instead:
nothing that others would get is changed behind a drafter's back.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from msgspec import Struct

import plandoc
from plandoc.diagnostics import PlandocError
from plandoc.reading.revisions import find_repository, folder_name

OLDEST_GIT = (2, 20)
DRIVER = "plan"
_MARK = "# plandoc"
_NOT_OURS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX")

# The heads of clauses in our text; and in the file itself, for what git compares unconverted.
_FUNCTIONS = (
    r"^\[([a-z][a-z0-9.-]*)\]",
    r"^[[:space:]]*-?[[:space:]]*id:[[:space:]]*([a-z0-9-]+)",
)
# A number with its sign, separators and unit; a run of what is neither space nor punctuation; any
# other sign. Classes of letters would split Vietnamese syllables in the C locale, where each byte
# is a sign of its own; what is *not* ASCII punctuation holds them together in every locale.
_WORDS = r'-?[0-9]+([.,/][0-9]+)*%?|[^][[:space:].,;:!?(){}"]+|[^[:space:]]'


class Place(Struct, frozen=True):
    """Where a plan lies: the top of its repository, and its folder there, with ``/``."""

    top: Path
    folder: str


class State(Struct, frozen=True):
    """What git knows: each driver's setting as this program would write it, and the attributes."""

    settings: bool
    outdated: bool
    attributes: bool

    @property
    def complete(self) -> bool:
        """Whether git uses the drivers, and ours."""
        return self.settings and not self.outdated and self.attributes


def find_place(plan_folder: Path) -> Place:
    """The repository of a plan; raises PlandocError: no git, an old one, no repository."""
    check_git()
    try:
        repository = find_repository(plan_folder)
    except PlandocError as error:
        inside = "safe.directory" in error.hint
        hint = error.hint if inside else "chạy lệnh này trong kho git chứa kế hoạch (tạo: git init)"
        raise PlandocError(error.message, hint) from error
    return Place(repository.top, folder_name(repository, plan_folder))


def check_git() -> None:
    """Raises PlandocError where git is missing or too old."""
    said = _run(Path.cwd(), "version").stdout
    found = re.search(r"(\d+)\.(\d+)[\w.]*", said)
    if found and (int(found[1]), int(found[2])) < OLDEST_GIT:
        needed = ".".join(map(str, OLDEST_GIT))
        raise PlandocError(f"git {found[0]} quá cũ", f"cần git {needed} trở lên")


def install(place: Place | None) -> bool:
    """Configure a repository, or with None all of a user's; whether .git/info was written to."""
    for key, value in _settings().items():
        _config(place, "--replace-all", key, value)
    if place is None or _has_attributes(place):
        return False
    path = _attributes_file(place)
    known = path.read_bytes() if path.exists() else b""
    path.parent.mkdir(exist_ok=True)
    gap = b"\n" if known and not known.endswith(b"\n") else b""
    _replace(path, known + gap + f"{_MARK}\n{_attributes(place)}\n".encode())
    return True


def uninstall(place: Place | None) -> None:
    """Take all of it out of git again."""
    for key in _settings():
        _config(place, "--unset-all", key)
    if place is None or not (path := _attributes_file(place)).exists():
        return
    known = path.read_bytes()
    left = re.sub(rf"^{_MARK}\n.*\n?".encode(), b"", known, flags=re.MULTILINE)
    if not left:
        path.unlink()
    elif left != known:
        _replace(path, left)


def _replace(path: Path, content: bytes) -> None:
    """All of it or nothing: a full disk must not cost what others wrote there."""
    part = path.with_name(f"{path.name}.plandoc")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def state(place: Place) -> State:
    """What git has been told so far, here or for all of a user's repositories."""
    found = {key: _config_value(place, key) for key in _settings()}
    known = all(found.values())
    return State(known, known and found != _settings(), _has_attributes(place))


def _settings() -> dict[str, str]:
    """The settings by key."""
    return {
        f"diff.{DRIVER}.textconv": _textconv_command(),
        f"diff.{DRIVER}.xfuncname": "\n".join(_FUNCTIONS),
        f"diff.{DRIVER}.wordRegex": _WORDS,
        f"merge.{DRIVER}.name": "gộp kế hoạch theo mã của mục",
        f"merge.{DRIVER}.driver": _merge_command(),
    }


def _textconv_command() -> str:
    """For git to run with a file's name behind it; without our Python it shows the file itself."""
    convert = f'{_program()} git-textconv "$1" 2>/dev/null || cat "$1"'
    return f"{_version()} f() {{ {convert}; }}; f"


def _merge_command() -> str:
    """For git to run; whatever keeps our Python from merging, git then merges by lines.

    A failing Python ends with 1, too, which to git means that conflicts are marked: so the marks
    are looked for.
    """
    merge = f'{_program()} git-merge "$@" && return 0; grep -q "^<<<<<<<" "$2" && return 1'
    by_lines = 'git merge-file --marker-size="$4" "$2" "$1" "$3"'
    return f"{_version()} m() {{ {merge}; {by_lines}; }}; m %O %A %B %L %P"


def _version() -> str:
    # A cache that a user may have switched on goes by the command: a new version, a new cache.
    return f": plandoc {plandoc.__version__};"


def _program() -> str:
    """The interpreter of this environment and the front door, as the shell of git reads them."""
    front_door = Path(plandoc.__file__).resolve().parent.parent / "build.py"
    if not front_door.is_file():
        raise PlandocError("không thấy tệp build.py của chương trình", "cài từ kho mã nguồn đầy đủ")
    # Not resolved: the Python of an environment is a link to one that lacks its packages.
    python = Path(sys.executable).absolute()
    return " ".join(shlex.quote(path.as_posix()) for path in (python, front_door))


def _attributes(place: Place) -> str:
    escaped = re.sub(r"([\\*?\[])", r"\\\1", place.folder)
    pattern = f"/{escaped}/**/*.yaml" if place.folder else "/**/*.yaml"
    if re.search(r'[\s"\\]', pattern):
        pattern = '"' + re.sub(r'(["\\])', r"\\\1", pattern) + '"'
    return f"{pattern} diff={DRIVER} merge={DRIVER}"


def _attributes_file(place: Place) -> Path:
    said = _run(place.top, "rev-parse", "--git-path", "info/attributes").stdout
    return place.top / said.removesuffix("\n")


def _has_attributes(place: Place) -> bool:
    folder = f"{place.folder}/" if place.folder else ""
    names = (f"{folder}plan.yaml", f"{folder}sections/x/y.yaml")
    said = _run(place.top, "check-attr", "-z", "diff", "merge", "--", *names).stdout
    return said.split("\0")[2::3] == [DRIVER] * 4


def _config(place: Place | None, *arguments: str) -> None:
    scope = "--local" if place else "--global"
    done = _run(place.top if place else Path.cwd(), "config", scope, *arguments)
    if done.returncode not in (0, 5):  # 5: nothing there to take out
        reason = done.stderr.strip().split("\n")[0].removeprefix("error: ")
        raise PlandocError(f"git không ghi được cấu hình: {reason}")


def _config_value(place: Place, key: str) -> str:
    return _run(place.top, "config", "--get", key).stdout.removesuffix("\n")


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in _NOT_OURS} | {"LC_ALL": "C"}
    try:
        return subprocess.run(
            ["git", "-C", os.fspath(folder), *arguments],
            capture_output=True, check=False, env=environment,
            encoding="utf-8", errors="surrogateescape",
        )  # fmt: skip
    except OSError as error:
        hint = "cài git (https://git-scm.com) rồi chạy lại"
        raise PlandocError("không có chương trình git trên máy này", hint) from error
