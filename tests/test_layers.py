"""The order of the packages, and the size of what stands in them."""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import plandoc

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "plandoc").rglob("*.py"))
MAX_MODULE, MAX_FUNCTION = 320, 50


def dotted(path: Path) -> str:
    """``plandoc/checks/__init__.py`` as ``plandoc.checks``."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


NAMES = {dotted(path): path for path in MODULES}


def order() -> dict[str, int]:
    """Package or module -> its line in the table of plandoc's docstring."""
    table = re.findall(r"^([a-z][a-z_, ]*?)  +\S", plandoc.__doc__ or "", re.MULTILINE)
    return {name: line for line, names in enumerate(table) for name in names.split(", ")}


def layer(module: str) -> int:
    return order()[module.split(".")[1]]


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """(line, module) of every import of ours, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: write imports in full"
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            found = [name if name in NAMES else str(node.module) for name in inside]
        else:
            continue
        yield from ((node.lineno, name) for name in found if name.split(".")[0] == "plandoc")


def test_the_table_names_every_module_and_nothing_else() -> None:
    parts = {name.split(".")[1] for name in NAMES if "." in name}
    assert parts == set(order())


@pytest.mark.parametrize("name", [name for name in NAMES if name != "plandoc"])
def test_a_module_imports_only_from_its_own_line_and_those_above(name: str) -> None:
    below = [
        f"{NAMES[name].name}:{line} imports {other}"
        for line, other in imported(NAMES[name])
        if other != "plandoc" and layer(other) > layer(name)
    ]
    assert below == []


def test_no_module_needs_itself() -> None:
    graph = {name: {other for _, other in imported(path)} - {name} for name, path in NAMES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("name", NAMES)
def test_a_module_is_read_in_one_sitting(name: str) -> None:
    text = NAMES[name].read_text(encoding="utf-8")
    assert text.count("\n") <= MAX_MODULE
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno
        and node.end_lineno - node.lineno >= MAX_FUNCTION
    ]
    assert long == []
