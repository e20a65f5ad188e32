"""The parts of a YAML file that can be exchanged: entries that know the lines they stand on."""

from typing import Literal

from msgspec import Struct

from plandoc.reading.nodes import Node

Lines = tuple[str, ...]
Value = str | tuple["Value", ...]


class Entry(Struct, frozen=True):
    """A field of a mapping or an element of a list, with the lines it stands on.

    `key` is the field's name, or the element's id or value. `lead` are the comments and blank lines
    before it. `lines` hold all the rest as it stands, but for the dash of an element, which is a
    space there; they begin at `column`. `opening` are those of the lines before the `block`.
    """

    key: str
    column: int
    lead: Lines
    lines: Lines
    value: Value
    comments: Lines
    opening: Lines = ()
    block: "Block | None" = None
    flow: "Flow | None" = None


class Block(Struct, frozen=True):
    """The entries of a block collection: ``fields`` of a mapping, or a list of ``ids`` (clauses) or
    ``values`` (single ones), each named once."""

    kind: Literal["fields", "ids", "values"]
    column: int
    entries: tuple[Entry, ...]

    @property
    def by_key(self) -> dict[str, Entry]:
        """The entries by their keys."""
        return {entry.key: entry for entry in self.entries}


class Flow(Struct, frozen=True):
    """A flow list ``[a, b]`` of single values, each named once; `texts` are they as written.

    `before` ends with the bracket that opens it, `after` begins with the one that closes it; a lone
    value that stands for a list has no brackets.
    """

    before: str
    after: str
    texts: dict[str, str]
    bracketed: bool = True


class Layout(Struct, frozen=True):
    """A file: what stands before the first entry, the entries, what stands after the last."""

    head: Lines
    block: Block
    tail: Lines


def value_of(node: Node) -> Value:
    """The words of a node without its layout; equal for mappings in another order."""
    if node.kind == "scalar":
        return node.value
    if node.kind == "sequence":
        return tuple(value_of(item) for item in node.items)
    pairs = [(str(value_of(key)), value_of(value)) for key, value in node.pairs]
    return ("{", *sorted(pairs, key=repr))  # the sign keeps mappings apart from lists


def id_of(node: Node) -> str:
    """The id that a mapping carries, or nothing."""
    return next((v.value for k, v in node.pairs if k.value == "id" and v.kind == "scalar"), "")
