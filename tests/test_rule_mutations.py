"""Every condition of every rule is needed: turned round, one of the rule's own cases fails.

Tests of ``if``, of ternaries and of comprehensions are negated, comparisons turned into their
opposite and moved by one (``<`` to ``<=``), ``and`` and ``or`` swapped, each operand of theirs left
out, ``not`` taken away: one at a time. A rule so changed must find something else in a case of its
code than the rule itself, whose findings `tests/test_cases.py` holds. Tests of ``while`` are left
alone: they might never end.
"""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from plandoc.checks import RULES
from plandoc.diagnostics import Diagnostic
from plandoc.reading.reader import Reading, read_files
from tests.cases import CASES, read_cases

# What no case can tell apart, each with the reason; better to simplify the rule than to add here.
EQUIVALENT: dict[tuple[str, str], str] = {}

OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.Lt: ast.GtE,
    ast.Gt: ast.LtE,
    ast.Is: ast.IsNot,
    ast.In: ast.NotIn,
}
OPPOSITE |= {other: one for one, other in OPPOSITE.items()}
# The same comparison, one step farther or less far.
BESIDE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}


class Mutant:
    """A rule with one condition changed; `change` tells which."""

    def __init__(self, change: str, module: ModuleType) -> None:
        self.change = change
        self.module = module


def mutants(rule: ModuleType) -> list[Mutant]:
    """The rule once for each change of a condition in its file."""
    source = inspect.getsource(rule)
    tree = ast.parse(source)
    found: dict[str, ModuleType] = {}
    for holder, field, index in slots(tree):
        value = getattr(holder, field)
        original = value if index is None else value[index]
        for changed in changes(original, is_test(holder, field)):
            change = f"{original.lineno}: {ast.unparse(original)} => {ast.unparse(changed)}"
            put(holder, field, index, changed)
            module = ModuleType(rule.__name__)
            exec(compile(ast.fix_missing_locations(tree), str(rule.__file__), "exec"), vars(module))
            put(holder, field, index, original)
            found.setdefault(change, module)
    assert ast.unparse(tree) == ast.unparse(ast.parse(source))  # every change was taken back
    return [Mutant(change, module) for change, module in found.items()]


def slots(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int | None]]:
    """Where expressions stand: in which field of which node, in a list at which index."""
    for node in ast.walk(tree):
        for field, value in ast.iter_fields(node):
            if isinstance(value, ast.expr):
                yield node, field, None
            elif isinstance(value, list):
                yield from (
                    (node, field, n) for n, v in enumerate(value) if isinstance(v, ast.expr)
                )


def put(holder: ast.AST, field: str, index: int | None, value: ast.expr) -> None:
    if index is None:
        setattr(holder, field, value)
    else:
        getattr(holder, field)[index] = value


def is_test(holder: ast.AST, field: str) -> bool:
    return (
        (isinstance(holder, ast.If | ast.IfExp) and field == "test")
        or (isinstance(holder, ast.comprehension) and field == "ifs")
        or (isinstance(holder, ast.match_case) and field == "guard")
    )


def changes(node: ast.expr, test: bool) -> Iterator[ast.expr]:
    """What may stand in the place of an expression."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        operator = type(node.ops[0])
        yield ast.Compare(node.left, [OPPOSITE[operator]()], node.comparators)
        if operator in BESIDE:
            yield ast.Compare(node.left, [BESIDE[operator]()], node.comparators)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif test or isinstance(node, ast.Compare):
        yield ast.UnaryOp(ast.Not(), node)
    if isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        for number in range(len(node.values)):
            rest = [value for n, value in enumerate(node.values) if n != number]
            yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def findings(rule: ModuleType, reading: Reading) -> list[Diagnostic] | str:
    """What a rule finds, or which exception it dies of."""
    assert reading.plan
    try:
        return [
            Diagnostic(
                rule.CODE, rule.SEVERITY, found.message,
                reading.span(found.path, found.within), found.hint,
            )
            for found in rule.check(reading.plan)
        ]  # fmt: skip
    except Exception as error:
        return repr(error)


def survivors(rule: ModuleType) -> list[str]:
    """The changes that no case of the rule's code tells."""
    left = mutants(rule)
    for path in sorted(CASES.glob(f"{rule.CODE.lower()}_*.yaml")):
        for case in read_cases(path):
            reading = read_files(case.files)
            if reading.plan:
                right = findings(rule, reading)
                left = [m for m in left if findings(m.module, reading) == right]
    return [mutant.change for mutant in left]


@pytest.mark.parametrize("rule", RULES, ids=[rule.CODE for rule in RULES])
def test_every_condition_of_a_rule_is_held_by_a_case(rule: ModuleType) -> None:
    allowed = {change for code, change in EQUIVALENT if code == rule.CODE}
    assert {change.partition(": ")[2] for change in survivors(rule)} == allowed, survivors(rule)


def test_conditions_of_all_kinds_are_changed(tmp_path: Path) -> None:
    """The changes themselves, in a rule that is none."""
    path = tmp_path / "p000_none.py"
    path.write_text(
        "def f(a, b, c):\n    if a < 1 and not b:\n        return [x for x in c if x]\n"
    )
    module = ModuleType("p000_none")
    module.__file__ = str(path)
    exec(compile(path.read_text(), str(path), "exec"), vars(module))
    assert [mutant.change for mutant in mutants(module)] == [
        "2: a < 1 and (not b) => not (a < 1 and (not b))",
        "2: a < 1 and (not b) => a < 1 or not b",
        "2: a < 1 and (not b) => not b",
        "2: a < 1 and (not b) => a < 1",
        "2: a < 1 => a >= 1",
        "2: a < 1 => a <= 1",
        "2: not b => b",
        "3: x => not x",
    ]
