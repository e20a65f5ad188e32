"""YAML nodes to frozen structs, collecting every error with its place.

msgspec's own conversion stops at the first error and knows no places, so this walks the nodes
against the struct's annotations. A value that cannot be read is `BAD` and makes its parent bad
where it is needed, without a second message: one cause, one diagnostic.
"""

import datetime
import re
import types
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Struct, structs

from plandoc.diagnostics import Diagnostic, Related, Severity, Span, did_you_mean
from plandoc.source import Node

BAD: Final = object()
Path = tuple[str | int, ...]


class Use(Struct, frozen=True):
    """An id used somewhere, to be looked up when all files are read."""

    namespace: str
    id: str
    path: Path


class Structure:
    """What was found while reading nodes: diagnostics, places, ids defined and used, prose.

    `places` maps a path to its node. A path is a file's name or, from the nearest struct with an
    id on, ``(namespace, id)``, followed by field names and indices.
    """

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.places: dict[Path, Node] = {}
        self.defined: dict[str, dict[str, Node]] = {}
        self.uses: list[Use] = []
        self.prose: list[tuple[Path, str]] = []

    def read(self, node: Node, kind: Any, path: Path) -> Any:
        """A value of type `kind`, or `BAD`."""
        self.places[path] = node
        return _converter(kind)(self, node, path)

    def error(
        self, code: str, message: str, span: Span, hint: str = "", related: Related | None = None
    ) -> Any:
        """Note an error; the value is bad."""
        others = (related,) if related else ()
        self.diagnostics.append(Diagnostic(code, Severity.ERROR, message, span, hint, others))
        return BAD

    def define(self, namespace: str, node: Node) -> None:
        """An id is given; a second time is an error with both places."""
        known = self.defined.setdefault(namespace, {})
        first = known.setdefault(node.value, node)
        if first is not node:
            self.error(
                "P101",
                f"mã {node.value} đã được dùng",
                node.span,
                "đặt mã mới; đừng đổi mã đã ban hành",
                Related(first.span, "dùng lần đầu ở đây"),
            )


def _empty(state: Structure, node: Node) -> Any:
    return state.error("P014", "giá trị trống", node.span, "ghi giá trị, hoặc bỏ trường này")


Converter = Callable[[Structure, Node, Path], Any]

_KIND_NAMES = {"scalar": "một giá trị", "sequence": "một danh sách", "mapping": "một nhóm trường"}


def _expected(state: Structure, node: Node, what: str) -> Any:
    if node.kind == "scalar" and not node.value:
        return _empty(state, node)
    got = _KIND_NAMES[node.kind]
    return state.error("P011", f"ở đây cần {what}, không phải {got}", node.span)


@cache
def _converter(kind: Any) -> Converter:
    """The function that reads a node as `kind`; built once for each type."""
    origin = get_origin(kind)
    if origin is Annotated:
        base, meta = get_args(kind)
        return _string(meta.extra or {}) if base is str else _converter(base)
    if origin is tuple:
        return _sequence(get_args(kind)[0])
    if origin is dict:
        return _dictionary(*get_args(kind))
    if origin is Literal:
        return _choice(get_args(kind))
    if origin in (Union, types.UnionType):
        return _union(tuple(arm for arm in get_args(kind) if arm is not type(None)))
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _struct(kind)
    return _SCALARS[kind]


def _string(extra: dict[str, Any]) -> Converter:
    matches = re.compile(extra["matches"]) if "matches" in extra else None

    def convert(state: Structure, node: Node, path: Path) -> Any:
        if node.kind != "scalar":
            return _expected(state, node, "văn bản")
        if not node.value:
            return _empty(state, node)
        if "\n" in node.value:
            hint = "mỗi đoạn là một mục riêng; nếu chỉ muốn xuống dòng cho dễ đọc thì dùng `>-`"
            return state.error("P015", "văn bản bị ngắt thành nhiều đoạn", node.span, hint)
        if matches and not matches.fullmatch(node.value):
            return state.error("P014", f"giá trị {node.value} viết không đúng dạng", node.span)
        if "uses" in extra:
            state.uses.append(Use(extra["uses"], node.value, path))
        elif "defines" in extra:
            if extra["defines"] != "phase" and not _valid_id(node.value):
                hint = "chữ thường không dấu, chữ số và gạch nối; bắt đầu bằng chữ; nhiều nhất 60"
                return state.error("P106", f"mã {node.value} viết không đúng dạng", node.span, hint)
            state.define(extra["defines"], node)
        elif extra.get("prose"):
            state.prose.append((path, node.value))
        return node.value

    return convert


def _valid_id(text: str) -> bool:
    from plandoc.model import ID_PATTERN, RESERVED_IDS

    return re.fullmatch(ID_PATTERN, text) is not None and text not in RESERVED_IDS


def _text(state: Structure, node: Node, path: Path) -> Any:
    return _string({})(state, node, path)


def _integer(state: Structure, node: Node, path: Path) -> Any:
    if node.kind == "scalar" and re.fullmatch(r"-?\d{1,9}", node.value):
        return int(node.value)
    return _expected_value(state, node, "một số nguyên")


def _number(state: Structure, node: Node, path: Path) -> Any:
    if node.kind == "scalar" and re.fullmatch(r"-?\d{1,9}(?:\.\d{1,9})?", node.value):
        return float(node.value)
    return _expected_value(state, node, "một số (dấu thập phân là dấu chấm)")


def _boolean(state: Structure, node: Node, path: Path) -> Any:
    if node.kind == "scalar" and node.value in ("true", "false"):
        return node.value == "true"
    return _expected_value(state, node, "true hoặc false")


def _date(state: Structure, node: Node, path: Path) -> Any:
    if node.kind == "scalar" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", node.value):
        try:
            return datetime.date.fromisoformat(node.value)
        except ValueError:
            return state.error("P014", f"không có ngày {node.value}", node.span, "xem lại lịch")
    return _expected_value(state, node, "một ngày dạng năm-tháng-ngày, như 2023-11-17")


def _expected_value(state: Structure, node: Node, what: str) -> Any:
    if node.kind != "scalar":
        return _expected(state, node, what)
    return state.error("P011", f"ở đây cần {what}, không phải “{node.value[:40]}”", node.span)


_SCALARS: dict[Any, Converter] = {
    str: _text,
    int: _integer,
    float: _number,
    bool: _boolean,
    datetime.date: _date,
}


def _choice(values: tuple[str, ...]) -> Converter:
    def convert(state: Structure, node: Node, path: Path) -> Any:
        if node.kind != "scalar":
            return _expected(state, node, "một giá trị")
        if node.value not in values:
            hint = did_you_mean(node.value, values, "chọn một trong: " + ", ".join(values))
            return state.error("P014", f"giá trị {node.value} không có ở đây", node.span, hint)
        return node.value

    return convert


def _sequence(element: Any) -> Converter:
    def convert(state: Structure, node: Node, path: Path) -> Any:
        if node.kind != "sequence":
            return _expected(state, node, "một danh sách")
        values = [state.read(item, element, (*path, index)) for index, item in enumerate(node.items)]
        return tuple(value for value in values if value is not BAD)

    return convert


def _dictionary(key_kind: Any, value_kind: Any) -> Converter:
    def convert(state: Structure, node: Node, path: Path) -> Any:
        if node.kind != "mapping":
            return _expected(state, node, "một nhóm trường")
        values = {}
        for name, key, value in _fields(state, node):
            read_key = state.read(key, key_kind, (*path, name, "key"))
            read_value = state.read(value, value_kind, (*path, name))
            if read_key is not BAD and read_value is not BAD:
                values[read_key] = read_value
        return values

    return convert


def _union(arms: tuple[Any, ...]) -> Converter:
    """The arm is chosen by the node's shape; a struct whose first field may stand alone, too."""
    by_kind: dict[str, Any] = {}
    for arm in arms:
        by_kind.setdefault(_shape(arm), arm)

    def convert(state: Structure, node: Node, path: Path) -> Any:
        arm = by_kind.get(node.kind)
        if arm is None:
            what = " hoặc ".join(_KIND_NAMES[shape] for shape in by_kind)
            return _expected(state, node, what)
        return _converter(arm)(state, node, path)

    return convert


def _shape(kind: Any) -> str:
    origin = get_origin(kind)
    if origin is tuple:
        return "sequence"
    if origin is dict or (isinstance(kind, type) and issubclass(kind, Struct)):
        return "mapping"
    return "scalar"


def _struct(kind: type[Struct]) -> Converter:
    hints = get_type_hints(kind, include_extras=True)
    fields = {field.encode_name: field for field in structs.fields(kind)}
    short = _SHORT_FORMS.get(kind.__name__)
    namespace = next(
        (arg.extra["defines"] for arg in get_args(hints.get("id"))[1:] if arg.extra), None
    )

    def convert(state: Structure, node: Node, path: Path) -> Any:
        if short and node.kind != "mapping":
            value = state.read(node, hints[short], (*path, short))
            return BAD if value is BAD else kind(**{short: value})
        if node.kind != "mapping":
            return _expected(state, node, "một nhóm trường")
        given = list(_fields(state, node))
        if namespace:
            path = _rooted(namespace, node, path)
            state.places[path] = node
        values: dict[str, Any] = {}
        for name, key, value in given:
            if name not in fields:
                hint = did_you_mean(name, fields, "trường dùng được: " + ", ".join(fields))
                state.error("P010", f"không có trường {name}", key.span, hint)
                continue
            values[name] = state.read(_wrapped(value, hints[name]), hints[name], (*path, name))
        missing = [n for n, f in fields.items() if f.required and n not in values]
        for name in missing:
            state.error("P012", f"thiếu trường {name}", _start(node), f"thêm {name}: …")
        if missing or any(v is BAD and fields[n].required for n, v in values.items()):
            return BAD
        return kind(**{name: value for name, value in values.items() if value is not BAD})

    return convert


# A struct that may be written as the bare value of one of its fields.
_SHORT_FORMS = {"Target": "text", "Ranged": "value"}


def _wrapped(node: Node, kind: Any) -> Node:
    """A lead may be written without brackets: one value where a list of strings is meant."""
    one = node.kind == "scalar" and node.value
    if one and get_origin(kind) is tuple and _shape(get_args(kind)[0]) == "scalar":
        place = (node.line, node.column, node.end_line, node.end_column)
        return Node("sequence", node.source, *place, items=[node])
    return node


def _rooted(namespace: str, node: Node, path: Path) -> Path:
    for key, value in node.pairs:
        if key.value == "id" and value.kind == "scalar":
            return (namespace, value.value)
    return path


def _start(node: Node) -> Span:
    """Where a mapping begins: its first key, as the smallest place that says which mapping."""
    return node.pairs[0][0].span if node.pairs else node.span


def _fields(state: Structure, node: Node) -> list[tuple[str, Node, Node]]:
    """The pairs with readable, distinct keys."""
    seen: dict[str, Node] = {}
    fields = []
    for key, value in node.pairs:
        if key.kind != "scalar":
            _expected(state, key, "tên trường")
        elif key.value in seen:
            first = Related(seen[key.value].span, "viết lần đầu ở đây")
            state.error("P013", f"trường {key.value} viết hai lần", key.span, "bỏ một chỗ", first)
        else:
            seen[key.value] = key
            fields.append((key.value, key, value))
    return fields
