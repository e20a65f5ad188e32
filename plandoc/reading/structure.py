"""YAML nodes to frozen structs, collecting every error with its place.

msgspec's own conversion stops at the first error and knows no places, so this walks the nodes
against the struct's annotations. A value that cannot be read is `BAD` and makes its parent bad
where it is needed, without a second message: one cause, one diagnostic.
"""

import datetime
import types
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Struct, structs

from plandoc.diagnostics import Diagnostic, Guesses, Related, Severity, Span, nearest
from plandoc.model.plan import ID_PATTERN, RESERVED_IDS
from plandoc.reading import scalars
from plandoc.reading.nodes import Node
from plandoc.reading.scalars import Complaint

BAD: Final = object()
Path = tuple[str | int, ...]


class Use(Struct, frozen=True):
    """An id used somewhere (the node's value), to be looked up when all files are read."""

    namespace: str
    node: Node


class Structure:
    """What was found while reading nodes: diagnostics, places, ids defined and used, prose.

    `places` maps a path to its node. A path is a file's name or, from the nearest struct with an
    id on, ``(namespace, id)``, followed by field names and indices. `mappings` are those read as a
    struct, the outer before the inner.
    """

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.places: dict[Path, Node] = {}
        self.defined: dict[str, dict[str, Node]] = {}
        self.uses: list[Use] = []
        self.prose: list[Node] = []
        self.mappings: list[tuple[type[Struct], Node]] = []
        self.guesses = Guesses()

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

    def complain(self, node: Node, complaint: Complaint) -> Any:
        """Note what is wrong with a whole value."""
        return self.error(complaint.code, complaint.message, node.span, complaint.hint)

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


Converter = Callable[[Structure, Node, Path], Any]


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
        return _scalar(scalars.choice(get_args(kind)))
    if origin in (Union, types.UnionType):
        return _union(tuple(arm for arm in get_args(kind) if arm is not type(None)))
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _struct(kind)
    return _scalar(_SCALARS[kind])


_SCALARS: dict[Any, Callable[[Node], Any]] = {
    str: scalars.text,
    int: scalars.integer,
    float: scalars.number,
    bool: scalars.boolean,
    datetime.date: scalars.date,
}


def _scalar(read: Callable[[Node], Any]) -> Converter:
    def convert(state: Structure, node: Node, path: Path) -> Any:
        value = read(node)
        return state.complain(node, value) if isinstance(value, Complaint) else value

    return convert


def _string(extra: dict[str, Any]) -> Converter:
    """A string of the model, by what `Meta.extra` says of it."""
    read: Callable[[Node], Any] = scalars.text
    defines = extra.get("defines", "")
    if "matches" in extra:
        read = scalars.matching(extra["matches"], hint=f"viết như {extra['like']}")
    elif defines:
        hint = "chữ thường không dấu, chữ số, gạch nối; bắt đầu bằng chữ; nhiều nhất 60 ký tự"
        hint += "; không phải index và tên mà Windows giữ riêng (aux, con, nul, prn, com1, lpt1, …)"
        read = scalars.matching(ID_PATTERN, never=RESERVED_IDS, code="P106", hint=hint)

    def convert(state: Structure, node: Node, path: Path) -> Any:
        value = read(node)
        if isinstance(value, Complaint):
            if defines and node.value:  # those who use it are not to blame
                state.defined.setdefault(defines, {}).setdefault(node.value, node)
            return state.complain(node, value)
        if defines:
            state.define(defines, node)
        elif "uses" in extra:
            state.uses.append(Use(extra["uses"], node))
        elif extra.get("prose"):
            state.prose.append(node)
        return value

    return convert


def _sequence(element: Any) -> Converter:
    def convert(state: Structure, node: Node, path: Path) -> Any:
        if node.kind != "sequence":
            return state.complain(node, scalars.unexpected(node, "một danh sách"))
        values = [state.read(item, element, (*path, i)) for i, item in enumerate(node.items)]
        return tuple(value for value in values if value is not BAD)

    return convert


def _dictionary(key_kind: Any, value_kind: Any) -> Converter:
    def convert(state: Structure, node: Node, path: Path) -> Any:
        if node.kind != "mapping":
            return state.complain(node, scalars.unexpected(node, "một nhóm trường"))
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
            what = " hoặc ".join(scalars.KIND_NAMES[shape] for shape in by_kind)
            return state.complain(node, scalars.unexpected(node, what))
        return _converter(arm)(state, node, path)

    return convert


def _shape(kind: Any) -> str:
    origin = get_origin(kind)
    if origin is tuple:
        return "sequence"
    if origin is dict or (isinstance(kind, type) and issubclass(kind, Struct)):
        return "mapping"
    return "scalar"


# A struct that may be written as the bare value of one of its fields.
SHORT_FORMS = {"Target": "text"}

# A struct that needs at least one of some fields.
ONE_OF = {"Item": ("title", "text")}


@cache
def namespace_of(kind: type[Struct]) -> str:
    """The namespace in which the id of a struct is given; empty where it has none."""
    id_hint = get_type_hints(kind, include_extras=True).get("id")
    return next((arg.extra["defines"] for arg in get_args(id_hint)[1:] if arg.extra), "")


def _struct(kind: type[Struct]) -> Converter:
    hints = get_type_hints(kind, include_extras=True)
    fields = {field.encode_name: field for field in structs.fields(kind)}
    short = SHORT_FORMS.get(kind.__name__)
    namespace = namespace_of(kind)

    def convert(state: Structure, node: Node, path: Path) -> Any:
        if short and node.kind != "mapping":
            value = state.read(node, hints[short], (*path, short))
            return BAD if value is BAD else kind(**{short: value})
        if node.kind != "mapping":
            return state.complain(node, scalars.unexpected(node, "một nhóm trường"))
        state.mappings.append((kind, node))
        given = _fields(state, node)
        if namespace:
            path = _rooted(namespace, node, path)
            state.places[path] = node
        values: dict[str, Any] = {}
        for name, key, value in given:
            if name in fields:
                required = fields[name].required
                values[name] = _field(state, value, hints[name], (*path, name), required)
            else:
                near = nearest(name, fields)
                hint = f"ý bạn là {near}?" if near else f"trường dùng được: {', '.join(fields)}"
                state.error("P010", f"không có trường {name}", key.span, hint)
                values.setdefault(near or "", BAD)  # else it would be missing, too
        needed = [name for name, field in fields.items() if field.required]
        lacks = _lacks(state, node, values, needed, ONE_OF.get(kind.__name__, ()))
        if lacks or any(values[name] is BAD for name in needed):
            return BAD
        return kind(**{name: value for name, value in values.items() if value is not BAD})

    return convert


def _field(state: Structure, node: Node, kind: Any, path: Path, required: bool) -> Any:
    """The value of a field: a lone value may stand for a list; a needed list holds something."""
    several = get_origin(kind) in (tuple, dict)
    if several and required and node.kind != "scalar" and not (node.items or node.pairs):
        return state.error("P014", "danh sách trống", node.span, "ghi ít nhất một phần tử")
    if (
        get_origin(kind) is tuple
        and _shape(get_args(kind)[0]) == "scalar"
        and node.kind == "scalar"
        and node.value
    ):
        place = (node.line, node.column, node.end_line, node.end_column)
        node = Node("sequence", node.source, *place, items=[node])
    return state.read(node, kind, path)


def _lacks(
    state: Structure,
    node: Node,
    values: dict[str, Any],
    needed: list[str],
    one_of: tuple[str, ...],
) -> bool:
    """Whether needed fields are not there; told at the first key, which says which mapping."""
    missing = [name for name in needed if name not in values]
    if one_of and not any(name in values for name in one_of):
        missing.append(" hoặc ".join(one_of))
    span = node.pairs[0][0].span if node.pairs else node.span
    for name in missing:
        hint = f"thêm {name}: …" + (", hoặc chạy python build.py fix" if name == "id" else "")
        state.error("P012", f"thiếu trường {name}", span, hint)
    return bool(missing)


def _rooted(namespace: str, node: Node, path: Path) -> Path:
    for key, value in node.pairs:
        if key.value == "id" and value.kind == "scalar":
            return (namespace, value.value)
    return path


def _fields(state: Structure, node: Node) -> list[tuple[str, Node, Node]]:
    """The pairs with readable, distinct keys."""
    seen: dict[str, Node] = {}
    fields = []
    for key, value in node.pairs:
        if key.kind != "scalar" or not key.value:
            state.complain(key, scalars.unexpected(key, "tên trường"))
        elif key.value in seen:
            first = Related(seen[key.value].span, "viết lần đầu ở đây")
            state.error("P013", f"trường {key.value} viết hai lần", key.span, "bỏ một chỗ", first)
        else:
            seen[key.value] = key
            fields.append((key.value, key, value))
    return fields
