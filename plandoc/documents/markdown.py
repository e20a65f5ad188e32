"""The Markdown between templates and writers.

Preset "zero" and the few constructs that a document needs: in CommonMark a plan's ``1. Mục đích``
and ``- …`` would turn into lists, four spaces into code, ``[x]: …`` would vanish. Text that a
template prints is escaped, so that a plan's words are never read as markup (see `Text`).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, text_join
from markdown_it.token import Token
from markdown_it.utils import EnvType
from markupsafe import Markup
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin
from msgspec import Struct

from plandoc.documents.tables import table, table_of

CONTAINERS = ("grid", "row", "cell", "landscape", "keep")
_INLINE = re.compile(r"[\\*_{}\[\]^`\n]")  # what a rule inside a block may take for markup
_MARKUP = re.compile(r"[\\*_{}\[\]#|^`]|^:|:(?=::)")


def escape(text: str) -> Markup:
    """Plain text as Markdown that prints exactly that text."""
    return Markup(_MARKUP.sub(r"\\\g<0>", text))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero")
    parser.enable(["heading", "table", "emphasis", "escape", "newline"])
    parser.use(attrs_plugin, spans=True).use(attrs_block_plugin).use(footnote_plugin)
    for name in CONTAINERS:
        parser.use(container_plugin, name)
    parser.block.ruler.at("table", table)
    parser.core.ruler.at("inline", _inline)
    return parser


def _inline(state: StateCore) -> None:
    """As markdown-it does, and the cells of tables, most of which are plain words."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = _children(state, token.content)
        elif token.type == "table":
            for row in table_of(token).all_rows():
                for column, cell in enumerate(row.cells):
                    if isinstance(cell, str) and _INLINE.search(cell):
                        children = _children(state, cell)
                        row.cells[column] = Token("inline", "", 0, children=children, content=cell)


def _children(state: StateCore, content: str) -> list[Token]:
    if not _INLINE.search(content):
        return [Token("text", "", 0, content=content)] if content else []
    if "^" in content:  # a footnote belongs to its document
        return _parsed(state.md, state.env, content)
    return list(_known(state.md, content))


@lru_cache(maxsize=4096)
def _known(parser: MarkdownIt, content: str) -> tuple[Token, ...]:
    """What is shared by agencies stands in the documents of them all."""
    return tuple(_parsed(parser, {}, content))


def _parsed(parser: MarkdownIt, environment: EnvType, content: str) -> list[Token]:
    children: list[Token] = []
    parser.inline.parse(content, parser, environment, children)
    inline = Token("inline", "", 0, children=children)
    text_join(StateCore("", parser, environment, [inline]))
    return inline.children or []


def parse_markdown(markdown: str) -> list[Token]:
    """The block tokens of a document, footnotes last."""
    return _parser().parse(markdown)


class Text(str):
    """A string of the plan inside a template: however it is printed, it comes out escaped.

    Jinja asks ``__html__`` for the escaped form, also in ``~`` and ``join``; what the methods of
    a string return is Text again, so that a slice or ``upper`` leaks nothing either.
    """

    __slots__ = ("_escaped",)

    _escaped: Markup

    def __html__(self) -> Markup:
        try:
            return self._escaped
        except AttributeError:  # most words are printed once, names again and again
            self._escaped = escape(self)
            return self._escaped

    def __iter__(self) -> Iterator["Text"]:
        return (Text(char) for char in str(self))

    def __add__(self, other: str) -> str:
        """What is escaped already stays as it is."""
        if isinstance(other, Markup):
            return escape(str(self)) + other
        return Text(str(self) + other)

    def join(self, parts: Iterable[str]) -> str:
        """As `__add__`."""
        parts = [part if hasattr(part, "__html__") else Text(part) for part in parts]
        if any(isinstance(part, Markup) for part in parts):
            return escape(str(self)).join(parts)
        return Text(str(self).join(parts))


def _as_text(name: str) -> Callable[..., Any]:
    plain = getattr(str, name)

    def method(self: Text, *args: Any, **options: Any) -> Any:
        value = plain(self, *args, **options)
        if isinstance(value, str):
            return Text(value)
        return type(value)(Text(part) for part in value)

    method.__name__ = name
    return method


for _name in (
    "__getitem__ __mod__ __mul__ __rmul__ capitalize casefold center expandtabs format ljust "
    "lower lstrip partition removeprefix removesuffix replace rjust rpartition rsplit rstrip "
    "split splitlines strip swapcase title translate upper zfill"
).split():
    if hasattr(str, _name):
        setattr(Text, _name, _as_text(_name))


class View:
    """A struct as a template sees it: every string in it is `Text`; each field is worked out when
    it is first looked up, and stands from then on."""

    def __init__(self, struct: Struct) -> None:
        self._struct = struct

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        value = self.__dict__[name] = view(getattr(self._struct, name))
        return value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and self._struct == other._struct

    def __hash__(self) -> int:
        return hash(self._struct)


class _MappingView:
    """A dictionary as a template sees it; what is never looked up is never wrapped."""

    __slots__ = ("_mapping", "_seen")

    def __init__(self, mapping: dict[Any, Any]) -> None:
        self._mapping = mapping
        self._seen: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        name = str(key)
        if name not in self._seen:
            self._seen[name] = view(self._mapping[name])
        return self._seen[name]

    def __contains__(self, key: object) -> bool:
        return str(key) in self._mapping

    def __iter__(self) -> Iterator[Any]:
        return iter(view(key) for key in self._mapping)

    def __len__(self) -> int:
        return len(self._mapping)

    def items(self) -> Iterator[tuple[Any, Any]]:
        """Keys and values, in order."""
        return ((view(key), view(value)) for key, value in self._mapping.items())


class Views:
    """Structs as a template goes through them, each seen when its turn comes and not kept: there
    may be ten thousand."""

    __slots__ = ("_structs",)

    def __init__(self, structs: Sequence[Struct]) -> None:
        self._structs = structs

    def __iter__(self) -> Iterator[View]:
        return map(View, self._structs)

    def __getitem__(self, place: int | slice) -> Any:
        return view(self._structs[place])

    def __len__(self) -> int:
        return len(self._structs)


def view(value: Any) -> Any:
    """A value of the model for a Markdown template."""
    if type(value) is str:
        return Text(value)
    if isinstance(value, Struct):
        return View(value)
    if isinstance(value, tuple | list):
        return [view(item) for item in value]
    if isinstance(value, dict):
        return _MappingView(value)
    return value
