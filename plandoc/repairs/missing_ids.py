"""Điều khoản, cơ quan, chỉ tiêu, văn bản viện dẫn chưa có mã (id) được đặt mã theo lời văn.

Mã viết chữ thường không dấu, không trùng mã đang dùng và mã đã từng dùng. Đã ban hành thì mã không
đổi nữa: xem lại các mã vừa đặt trước khi ghi vào git.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from plandoc.model.plan import (
    ID_PATTERN,
    Agency,
    Assignment,
    Basis,
    Group,
    Indicator,
    Item,
    ItemSection,
    Reference,
    Task,
    TaskSectionFile,
)
from plandoc.model.prose import Words, parse_prose
from plandoc.reading.nodes import Node
from plandoc.reading.structure import namespace_of
from plandoc.repairs.draft import Draft, Edit, Written
from plandoc.repairs.naming import free_id, syllables

TITLE = "đặt {} mã (id)"

MOST_SYLLABLES = 8
# Which fields an id is made of, the first that says something; and what stands in for them.
_MADE_OF: dict[type[Struct], tuple[tuple[str, ...], str]] = {
    Basis: (("text",), "can-cu"),
    Item: (("title", "text"), "muc"),
    ItemSection: (("title",), "muc"),
    TaskSectionFile: (("title",), "muc"),
    Group: (("title",), "nhom"),
    Assignment: (("lead_in",), "phan-cong"),
    Task: (("text",), "nhiem-vu"),
    Agency: (("name",), "co-quan"),
    Indicator: (("name",), "chi-tieu"),
    Reference: (("title",), "van-ban"),
}
_END_OF_CLAUSE = re.compile(r"[,;:.(](?=\s|$)|\s[-–—]\s")
_GIVEN = re.compile(r"""(?:^|[\s{,\[])["']?id["']?\s*:\s*["']?([a-z][a-z0-9-]*)""", re.MULTILINE)
# What stands after the name of a field without a value.
_NOTHING = re.compile(r""":(?:[ \t]*(?:""|''))?(?=[ \t]*(?:[,}#\r\n]|$))""")


def edits(draft: Draft) -> dict[str, list[Edit]]:
    """An id for every mapping that needs one and has none."""
    # Whatever looks like an id somewhere is taken, also in files that cannot be read.
    taken = {match[1] for text in draft.all_texts for match in _GIVEN.finditer(text)}
    taken |= draft.retired
    found: dict[str, list[Edit]] = {}
    for name in draft.files:
        if not _shares_mappings(draft, name):
            found[name] = list(_in_file(draft, name, taken))
    return found


def _in_file(draft: Draft, name: str, taken: set[str]) -> Iterator[Edit]:
    written = draft.files[name]
    group = ""
    for kind, node in draft.mappings(name):
        if not namespace_of(kind) or not node.pairs:
            continue
        given = node.get("id")
        own = given.value if given and given.kind == "scalar" else ""
        if not own and (given is None or given.kind == "scalar"):
            own = _proposed(kind, node, group, taken)
            edit = _filled(written, node, own) if given else _inserted(written, node, own)
            if edit:
                taken.add(own)
                yield edit
        group = own if kind is Group else group


def _shares_mappings(draft: Draft, name: str) -> bool:
    """Whether an alias repeats a mapping: an id would be given twice."""
    written = draft.files[name]
    return any(
        written.text.startswith("*", written.at(node.line, node.column))
        for _, node in draft.mappings(name)
    )


def _words(node: Node, name: str) -> str:
    """A field's plain words; of a list, its first member."""
    value = node.get(name)
    if value is not None and value.kind == "sequence" and value.items:
        value = value.items[0]
    if value is None or value.kind != "scalar":
        return ""
    pieces, _ = parse_prose(value.value)
    return "".join(piece.text if isinstance(piece, Words) else " " for piece in pieces)


def _proposed(kind: type[Struct], node: Node, group: str, taken: set[str]) -> str:
    """What an id is to be."""
    fields, otherwise = _MADE_OF[kind]
    lead = _words(node, "lead")
    number = _words(node, "number")
    if kind is Assignment and group and lead:
        parts = [*syllables(group), *syllables(lead)]
    elif kind is Reference and number:
        parts = syllables(f"{_words(node, 'kind')} {number}")
    else:
        texts = (_first_clause(_words(node, field)) for field in fields)
        parts = next(filter(None, map(syllables, texts)), [])[:MOST_SYLLABLES]
    return free_id(parts, otherwise, taken)


def _first_clause(text: str) -> str:
    """A text up to the first mark, as long as that says enough."""
    for match in _END_OF_CLAUSE.finditer(text):
        if len(syllables(text[: match.start()])) >= 3:
            return text[: match.start()]
    return text


def _inserted(written: Written, node: Node, own: str) -> Edit | None:
    """The id as the first field; None where the mapping is laid out in no way we know."""
    first = node.pairs[0][0]
    place = written.at(first.line, first.column)
    if written.text.startswith("{", written.at(node.line, node.column)):
        return Edit(place, place, f"id: {own}, ", note=own)
    if written.lines[first.line][: first.column].strip(" -"):
        return None
    line_end = written.line_ends[first.line] or "\n"
    return Edit(place, place, f"id: {own}{line_end}{' ' * first.column}", note=own)


def _filled(written: Written, node: Node, own: str) -> Edit | None:
    """The id after its name, where nothing stands yet."""
    key = next(key for key, _ in node.pairs if key.value == "id")
    start = written.at(key.end_line, key.end_column)
    empty = _NOTHING.match(written.text, start)
    return Edit(start, empty.end(), f": {own}", note=own) if empty else None


def is_safe(before: Written, after: Written) -> bool:
    """Nothing differs but ids where there were none."""
    return _same_but_ids(before.root, after.root)


def _same_but_ids(before: Node, after: Node) -> bool:
    if before.kind != after.kind or before.value != after.value:
        return False
    fields = list(_given(before)), list(_given(after))
    had_id = any(key == "id" for key, _ in fields[0])
    if not had_id:
        given = [value.value for key, value in fields[1] if key == "id"]
        if not all(re.fullmatch(ID_PATTERN, own) for own in given):
            return False
        fields = fields[0], [(key, value) for key, value in fields[1] if key != "id"]
    return (
        len(before.items) == len(after.items)
        and [key for key, _ in fields[0]] == [key for key, _ in fields[1]]
        and all(map(_same_but_ids, before.items, after.items))
        and all(_same_but_ids(value, other) for (_, value), (_, other) in zip(*fields, strict=True))
    )


def _given(node: Node) -> Iterator[tuple[str, Node]]:
    """The fields of a mapping, without an id that is empty."""
    for key, value in node.pairs:
        if key.value != "id" or value.kind != "scalar" or value.value:
            yield key.value, value
