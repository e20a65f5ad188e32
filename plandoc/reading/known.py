"""Which ids a reading found, and what they are called: also in a plan that cannot be read whole."""

from plandoc.reading.nodes import Node
from plandoc.reading.reader import Reading

Known = dict[str, dict[str, str]]
"""Namespace -> id -> words: ``agency`` a name, ``indicator`` a name, ``reference`` kind, number and
title, ``clause`` its words, ``phase`` nothing."""

# The fields that tell what something is, the first of them that is there.
_NAMED_BY = {
    "agency": ("name",),
    "indicator": ("name",),
    "clause": ("title", "text", "lead_in"),
}


def known(reading: Reading) -> Known:
    """What the files of a reading define."""
    found: Known = {name: {} for name in (*_NAMED_BY, "reference", "phase")}
    phases = []
    for path, node in reading.places.items():
        namespace = path[0]
        if len(path) == 2 and namespace in (*_NAMED_BY, "reference"):
            found[str(namespace)][str(path[1])] = _words(str(namespace), node)
        elif path[:2] == ("plan", "phases") and len(path) == 3:
            phases.append(node)
    mistyped = {diagnostic.span for diagnostic in reading.diagnostics if diagnostic.code == "P014"}
    if not any(node.span in mistyped for node in phases):  # else nobody can tell which there are
        found["phase"] = {node.value: "" for node in phases if node.value}
    return found


def _field(node: Node, name: str) -> str:
    """The words of a field of a mapping; empty where it has none."""
    value = node.get(name)
    return value.value if value else ""


def _words(namespace: str, node: Node) -> str:
    if namespace == "reference":
        parts = [_field(node, "kind"), _field(node, "number"), _field(node, "title")]
        return " ".join(part for part in parts if part)
    return next((words for name in _NAMED_BY[namespace] if (words := _field(node, name))), "")
