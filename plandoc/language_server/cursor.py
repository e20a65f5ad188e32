"""What stands at a place of a plan's file, found in its text alone: also while a file is broken.

Which field takes which ids is told by the model's annotations.
"""

import re
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from msgspec import Struct

from plandoc.schemas.files import KINDS
from plandoc.schemas.naming import kind_of

_DEFINED_IN = {"agencies": "agency", "indicators": "indicator", "references": "reference"}

_LONGEST = 20_000  # characters of a line; a longer one was not typed
_KEY = r"[A-Za-z_]\w*"
# The last field of a line whose value begins there, bare or in an open list.
_AFTER_KEY = re.compile(rf"(?:^\s*(?:- +)*|[{{,]\s*)({_KEY}):\s*(?:\[[^\]]*?)?[\"']?$")
_ALONE_KEY = re.compile(rf"^\s*(?:- +)*({_KEY}):\s*(?:#.*)?$")
_DASH = re.compile(r"^\s*(?:- +)+[\"']?$")
_BLOCK = re.compile(r":\s*[>|][-+\d]*\s*(?:#.*)?$")
_PLACEHOLDER = re.compile(r"(?<!\{)(?:\{\{)*\{(?:([a-z][a-z0-9-]*)(@))?[\w-]*$")
# What may stand before a brace that opens a group of fields.
_GROUP = re.compile(rf"^\s*(?:- *)*(?:{_KEY}: *)?(?:[\[{{][^\"']*)?$")


class Slot(Struct, frozen=True):
    """A word and the namespace whose ids may stand there: ``agency``, ``indicator``, ``phase``,
    ``reference``, ``clause`` or ``file``; empty where nothing tells. `start` and `end` are its
    columns, `defines` says that the id is being given, not used."""

    namespace: str
    word: str
    start: int
    end: int
    defines: bool = False


def slot_at(name: str, lines: list[str], line: int, column: int) -> Slot:
    """What stands at a place (both from 0) of a file, by its path in the plan."""
    text = lines[line] if line < len(lines) else ""
    if len(text) > _LONGEST:
        return Slot("", "", column, column)
    for word in (r"[\w.-]", r"[\w-]"):  # a point belongs to a file's name, and ends a sentence
        start = column - len(_matched(rf"{word}*$", text[:column]))
        end = column + len(_matched(rf"^{word}*", text[column:]))
        namespace, defines = _namespace(name, lines, line, text[:start], text[:column])
        if namespace == "file":
            break
    return Slot(namespace, text[start:end], start, end, defines)


def _matched(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[0] if found else ""


def _namespace(name: str, lines: list[str], line: int, head: str, before: str) -> tuple[str, bool]:
    """The namespace of a word that `head` stands before, and whether the id is given there."""
    in_block = _in_block(lines, line)
    placeholder = _PLACEHOLDER.search(before)
    if placeholder and (
        in_block or not _GROUP.match(before[: placeholder.end(0)].rpartition("{")[0])
    ):
        return ("phase" if placeholder[2] else "indicator"), False
    if in_block or re.search(r"(?:^|\s)#", head):
        return "", False
    key = _key(lines, line, head)
    if key == "id":
        return _DEFINED_IN.get(kind_of(name), "clause"), True
    return fields().get(key, ""), key == "phases"


def _key(lines: list[str], line: int, head: str) -> str:
    """The field that a value after `head` belongs to; empty when it is none's."""
    if match := _AFTER_KEY.search(head):
        return match[1]
    if _DASH.match(head):
        return _above(lines, line, head.index("-"), dashes=False)
    if opened := _open_list(lines, line):
        return opened
    is_key = not head.strip() and _above(lines, line, len(head)) == "targets"
    return "phase" if is_key else ""


def _above(lines: list[str], line: int, indent: int, *, dashes: bool = True) -> str:
    """The field whose value a line of this indent is a part of; without `dashes`, of a list."""
    for above in reversed(lines[:line]):
        own = len(above) - len(above.lstrip())
        if not above.strip() or above.lstrip().startswith("#") or own > indent:
            continue
        if own == indent and (dashes or above.lstrip().startswith("-")):
            continue
        match = _ALONE_KEY.match(above)
        return match[1] if match else ""
    return ""


def _open_list(lines: list[str], line: int) -> str:
    """The field of a ``[`` that an earlier line opened and none has closed."""
    for above in reversed(lines[max(0, line - 20) : line]):
        if "]" in above:
            return ""
        if match := re.search(rf"({_KEY}):\s*\[[^\]]*$", above):
            return match[1]
    return ""


def _in_block(lines: list[str], line: int) -> bool:
    """Whether a line is a part of a text that began with ``>-`` or ``|``."""
    text = lines[line] if line < len(lines) else ""
    indent = len(text) - len(text.lstrip())
    for above in reversed(lines[:line]):
        if above.strip() and len(above) - len(above.lstrip()) < indent:
            return bool(_BLOCK.search(above))
    return False


@cache
def fields() -> dict[str, str]:
    """The fields that hold ids, phases or names of files -> their namespace."""
    found: dict[str, str] = {}
    seen: set[Any] = set()

    def walk(kind: Any) -> None:
        if isinstance(kind, type) and issubclass(kind, Struct) and kind not in seen:
            seen.add(kind)
            for name, hint in get_type_hints(kind, include_extras=True).items():
                if namespace := _namespace_of(hint):
                    found[name] = namespace
                walk(hint)
        for part in () if get_origin(kind) is Literal else get_args(kind):
            walk(part)

    for kind, _ in KINDS.values():
        walk(kind)
    del found["id"]  # of whatever the file is about
    del found["targets"]  # its keys, not its values
    return found


def _namespace_of(hint: Any) -> str:
    """What a value of a type, or an element of it, names."""
    if get_origin(hint) is Annotated:
        extra = get_args(hint)[1].extra or {}
        return str(extra.get("uses") or extra.get("names") or extra.get("defines") or "")
    parts = () if get_origin(hint) is Literal else get_args(hint)
    return next((found for part in parts if (found := _namespace_of(part))), "")
