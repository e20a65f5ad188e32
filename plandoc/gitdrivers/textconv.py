"""A file of the plan as text for git to compare: a clause to a block, a sentence to a line.

The text is made of this one file and of nothing else. So no agency's name is looked up and no
number is computed: with either, a line would change because something else did, and ``git blame``
would name the wrong revision. Wrapping, quoting and the order of keys leave no trace; comments do.
"""

import re
import unicodedata
from collections.abc import Iterator

from plandoc.gitdrivers.entries import Block, id_of
from plandoc.gitdrivers.layout import take_apart
from plandoc.model.plan import ID_PATTERN
from plandoc.reading.extents import Unsafe
from plandoc.reading.nodes import Node, parse
from plandoc.reading.source import FORBIDDEN, MAX_BYTES, Source

# In the order they are printed; a field that is not here follows under its own name.
_LABELS = {
    "format": "dạng dữ liệu", "kind": "loại", "number": "số", "symbol": "ký hiệu", "date": "ngày",
    "place": "nơi ban hành", "issuer": "cơ quan ban hành", "name": "tên", "short": "tên ngắn",
    "aliases": "cách gọi khác", "code": "ký hiệu", "superior": "cấp trên",
    "letterhead": "đầu văn bản", "letterhead_short": "đầu văn bản, gọn", "signature": "người ký",
    "authority": "thẩm quyền", "roster": "gồm", "since": "có từ ngày",
    "until": "không còn từ ngày", "measure": "cách tính",
    "components": "thành phần", "restates": "nói lại", "base": "tính trên",
    "direction": "chiều phấn đấu", "targets": "chỉ tiêu",
    "lead": "chủ trì", "partners": "phối hợp", "layout": "cách trình bày", "phase": "giai đoạn",
    "title": "tiêu đề", "subject": "trích yếu", "lead_in": "câu dẫn", "text": "nội dung",
    "enacting": "câu ban hành", "deliverable": "sản phẩm", "due": "thời hạn", "funding": "kinh phí",
    "indicators": "chỉ tiêu gắn với việc", "duties": "việc", "actors": "ai làm", "every": "kỳ",
    "before": "trước ngày", "to": "gửi đến", "phases": "giai đoạn", "sections": "các mục",
    "groups": "các nhóm", "recipients": "nơi nhận", "annexes": "phụ lục",
}  # fmt: skip
_ORDER = {name: number for number, name in enumerate(_LABELS)}
_PROSE = ("subject", "lead_in", "text")
_SENTENCE_END = re.compile(r"(?<=[.;!?…])[\"”’)\]]*(\s+)")


def as_text(content: bytes) -> bytes:
    """What git is to compare in the place of a file; the file itself where it is no plan file."""
    text = _read(content)
    if text is None:
        return content
    source = Source("", text)
    root = parse(source, [])
    if root is None or not _is_plan_file(root):
        return content
    comments = _comments(text, root)
    lines = [*comments.get("", ()), *_blocks(root, "", comments)]
    return "\n".join([*lines, ""]).lstrip("\n").encode("utf-8")


def _read(content: bytes) -> str | None:
    if len(content) > MAX_BYTES:
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return None if FORBIDDEN.search(text) else text


def _is_plan_file(root: Node) -> bool:
    """plan.yaml, a section, a group, or a list of things with ids."""
    if root.kind == "sequence":
        return all(_has_id(item) for item in root.items) and bool(root.items)
    return _has_id(root) or {"format", "sections"} <= {key.value for key, _ in root.pairs}


def _has_id(node: Node) -> bool:
    return re.fullmatch(ID_PATTERN, id_of(node)) is not None


def _is_clauses(node: Node) -> bool:
    return node.kind == "sequence" and bool(node.items) and all(_has_id(n) for n in node.items)


def _comments(text: str, root: Node) -> dict[str, list[str]]:
    """The comments of a file by the clause they stand in or before; those of the file by nothing.

    There are none where the file is laid out so that this cannot be told.
    """
    found: dict[str, list[str]] = {}

    def walk(block: Block, holder: str) -> None:
        for entry in block.entries:
            name = entry.key if block.kind == "ids" else holder
            lines = [*(line.strip() for line in entry.lead if line.strip()), *entry.comments]
            found.setdefault(name, []).extend(lines)
            if entry.block:
                walk(entry.block, name)

    try:
        layout = take_apart(text, root)
    except Unsafe:
        return {}
    walk(layout.block, _name(root))
    for line in (*layout.head, *layout.tail):
        found.setdefault("", []).extend([line.strip()] if line.strip() else [])
    return found


def _name(node: Node) -> str:
    return id_of(node) or "plan.yaml"


def _blocks(node: Node, parent: str, comments: dict[str, list[str]]) -> Iterator[str]:
    """A node and all clauses below it."""
    if node.kind == "sequence":
        for item in node.items:
            yield from _blocks(item, parent, comments)
        return
    name = _name(node)
    yield from ("", f"[{name}]{f' trong {parent}' if parent else ''}", *comments.get(name, ()))
    pairs = sorted(node.pairs, key=lambda pair: (_ORDER.get(pair[0].value, 99), pair[0].value))
    below = [(key.value, value) for key, value in pairs if _is_clauses(value)]
    for key, value in pairs:
        if key.value != "id" and (key.value, value) not in below:
            yield from _field(key.value, value)
    for field, value in below:
        holder = name if field in ("items", "tasks", "assignments") else f"{name}: {field}"
        yield from _blocks(value, holder, comments)


def _field(name: str, value: Node, before: str = "") -> Iterator[str]:
    label = f"{before}{_LABELS.get(name, name)}"
    if value.kind == "mapping":
        inner = f"{label} " if name == "targets" else f"{label}, "
        for key, one in _in_order(name, value):
            yield from _field(key.value, one, inner)
    elif value.kind == "sequence" and value.items:
        yield from (f"{label}: {_inline(item)}" for item in value.items)
    elif name in _PROSE and value.kind == "scalar":
        yield f"{label}:"
        yield from (f"  {sentence}" for sentence in _sentences(value.value))
    else:
        yield f"{label}: {_inline(value)}".rstrip()


def _in_order(name: str, node: Node) -> list[tuple[Node, Node]]:
    if name == "targets":
        return sorted(node.pairs, key=lambda pair: pair[0].value)
    return sorted(node.pairs, key=lambda pair: (_ORDER.get(pair[0].value, 99), pair[0].value))


def _inline(node: Node) -> str:
    """A value on one line."""
    if node.kind == "scalar":
        return " ".join(node.value.split()) if "\n" not in node.value else repr(node.value)
    if node.kind == "sequence":
        return ", ".join(_inline(item) for item in node.items)
    pairs = _in_order("", node)
    return "; ".join(f"{_LABELS.get(k.value, k.value)}: {_inline(v)}" for k, v in pairs)


def _sentences(text: str) -> list[str]:
    """Each sentence, or part of one that ends in ``;``, as a line; lines of the text stay apart."""
    found = []
    for line in text.split("\n"):
        start = 0
        for match in _SENTENCE_END.finditer(line):
            found.append(line[start : match.start(1)])
            start = match.end(1)
        found.append(line[start:])
    return found
