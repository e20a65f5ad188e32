"""Các trường của một mục được xếp theo một thứ tự, cho dễ đọc và dễ so sánh.

Chú thích đứng ngay trên một trường đi theo trường ấy. Chỗ nào không rõ chú thích thuộc về trường
nào thì để nguyên; có trường lạ hoặc trường viết hai lần cũng để nguyên.
"""

from collections import Counter

from msgspec import Struct, structs

from plandoc.gitdrivers.entries import value_of
from plandoc.reading.extents import Unsafe, closing, is_flow, last_line
from plandoc.reading.nodes import Node
from plandoc.repairs.draft import Draft, Edit, Written

TITLE = "xếp lại các trường của {} mục"

# As people write them: what it is, who answers, then the words. (The order of the structs is
# Python's: what has a default comes last.) Fields that are not here follow as in the struct.
_ORDER = {
    "Head": "format kind number symbol date place issuer subject bases enacting phases sections "
    "recipients signature annexes",
    "Signature": "authority title name",
    "Reference": "id kind number date issuer title aliases",
    "Indicator": "id name measure direction restates components base targets",
    "Duty": "actors kind partners every before to",
    "Assignment": "id lead partners lead_in layout tasks",
}


class _Place(Struct, frozen=True):
    """Where a field stands in its file: from `start` its comments, from `name` itself, to `end`.

    The first one has no comments of its own: what stands above it may be the whole mapping's.
    """

    key: str
    start: int
    name: int
    end: int


def edits(draft: Draft) -> dict[str, list[Edit]]:
    """The outermost mappings whose fields are out of order; those inside come another time."""
    found: dict[str, list[Edit]] = {}
    for name, written in draft.files.items():
        found[name] = []
        busy = 0
        for kind, node in draft.mappings(name):
            start = written.at(node.line, node.column)
            if start < busy or written.text[start] in "*&":
                continue
            moved = _in_order(written, kind, node)
            if moved:
                busy = max(edit.end for edit in moved)
                found[name] += moved
    return found


def order_of(kind: type[Struct]) -> tuple[str, ...]:
    """The names of a struct's fields in the order they are written in."""
    fields = [field.encode_name for field in structs.fields(kind)]
    first = [name for name in _ORDER.get(kind.__name__, "").split() if name in fields]
    return (*first, *(name for name in fields if name not in first))


def _in_order(written: Written, kind: type[Struct], node: Node) -> list[Edit]:
    """The edits that put a mapping in order; none where it is, or where that is not safe."""
    order = order_of(kind)
    keys = [key.value for key, _ in node.pairs]
    wanted = sorted(keys, key=lambda key: order.index(key) if key in order else 0)
    if wanted == keys or set(keys) - set(order) or len(set(keys)) < len(keys):
        return []
    flow = is_flow(written.lines, node)
    try:
        places = _in_brackets(written, node) if flow else _in_lines(written, node)
    except Unsafe:
        return []
    if not flow and not _comments_are_clear(written, places, wanted):
        return []
    by_key = {place.key: place for place in places}
    found: list[Edit] = []
    for index, (place, key) in enumerate(zip(places, wanted, strict=True)):
        if place.key != key:
            moved = by_key[key]
            text = written.text[moved.name : moved.end]
            if index and not flow:
                text = (written.text[moved.start : moved.name] or " " * node.column) + text
            found.append(Edit(place.start, place.end, text, count=0 if found else 1))
    return found


def _in_brackets(written: Written, node: Node) -> list[_Place]:
    """The fields of ``{a: 1, b: 2}`` on one line."""
    if closing(written.lines, node)[0] != node.line:
        raise Unsafe
    places = []
    for key, value in node.pairs:
        if not value.value and value.kind == "scalar":
            raise Unsafe
        end = (value.end_line, value.end_column)
        if value.kind != "scalar":
            line, column = closing(written.lines, value)
            end = (line, column + 1)
        start = written.at(key.line, key.column)
        places.append(_Place(key.value, start, start, written.at(*end)))
    return places


def _in_lines(written: Written, node: Node) -> list[_Place]:
    """The fields of a mapping that stand each on lines of its own."""
    places: list[_Place] = []
    after = node.line  # the line after the field before
    for key, value in node.pairs:
        before = written.lines[key.line][: key.column]
        if key.column != node.column or before.strip(" -" if not places else " "):
            raise Unsafe
        first = key.line
        while places and first > after and written.lines[first - 1].lstrip().startswith("#"):
            first -= 1
        if any(line.strip() for line in written.lines[after:first] if places):
            raise Unsafe  # a comment of which nobody knows what it belongs to
        last = last_line(written.lines, value, key.line)
        name = written.at(key.line, key.column)
        start = written.at(first, 0) if places else name
        places.append(_Place(key.value, start, name, written.at(last, len(written.lines[last]))))
        after = last + 1
    return places


def _comments_are_clear(written: Written, places: list[_Place], wanted: list[str]) -> bool:
    """Whether each comment goes with its field, also where the first and the last one change."""
    first, last = places[0], places[-1]
    line = written.line_at(first.name)
    column = first.name - written.at(line, 0)
    if first.key != wanted[0]:
        new = next(place for place in places if place.key == wanted[0])
        above = written.lines[line - 1] if line else ""
        behind_dash = written.lines[line][:column].strip()
        if written.text[new.start : new.name].strip():
            return False
        if above.lstrip().startswith("#") and not behind_dash:
            return False
    if last.key != wanted[-1]:
        for text in written.lines[written.line_at(last.end) + 1 :]:
            words = text.lstrip()
            if words and not words.startswith("#"):
                break
            if words and len(text) - len(words) >= column:
                return False
    return True


def is_safe(before: Written, after: Written) -> bool:
    """The same fields with the same values, and every sign is still there."""
    signs, signs_after = Counter(before.text), Counter(after.text)
    same = all(signs[sign] == signs_after[sign] for sign in {*signs, *signs_after} - {" "})
    return same and value_of(before.root) == value_of(after.root)
