"""What crosses files: ids that are used, placeholders and their phases, targets.

Where the definition itself could not be read, its uses are not told as well: one cause, one
diagnostic.
"""

import re
from collections.abc import Iterable

from plandoc.diagnostics import Span, did_you_mean
from plandoc.model.plan import Agency, Indicator
from plandoc.model.prose import Placeholder, parse_prose, placeholders
from plandoc.model.targets import parse_target
from plandoc.reading.nodes import Node
from plandoc.reading.structure import Structure

ENOUGH = 20  # faults of one text that are told; a text with more is no text
Complaint = tuple[str, str, str]  # code, message, hint

_UNKNOWN = {
    "agency": ("P102", "không có cơ quan nào mang mã {}", "thêm cơ quan vào agencies.yaml"),
    "indicator": ("P103", "không có chỉ tiêu nào mang mã {}", "thêm chỉ tiêu vào indicators.yaml"),
    "phase": ("P107", "không có giai đoạn {}", "thêm giai đoạn vào phases (plan.yaml)"),
}


def resolve(
    state: Structure,
    agencies: Iterable[Agency],
    indicators: Iterable[Indicator],
    roots: list[Node],
    unreadable: set[str],
) -> None:
    """Tell `state` of every use without a definition and every target that cannot be read.

    `unreadable` holds the namespaces (``agency``, ``indicator``, ``phase``) whose ids are not
    known because their file could not be read.
    """
    by_name = {name: a.id for a in agencies for name in (a.name, a.short, *a.aliases)}
    for use in state.uses:
        complaint = _unknown(state, use.namespace, use.node.value, unreadable)
        if complaint:
            code, message, hint = complaint
            if use.namespace == "agency" and use.node.value in by_name:
                hint = f"ghi mã của cơ quan: {by_name[use.node.value]}"
            elif "," in use.node.value:
                hint = f"nhiều mã thì viết thành danh sách: [{use.node.value}]"
            state.error(code, message, use.node.span, hint)
    for indicator in indicators:
        _targets(state, indicator)
    phase_of: dict[int, str] = {}
    for root in roots:
        _inherit_phase(root, "", phase_of)
    by_id = {indicator.id: indicator for indicator in indicators}
    for node in state.prose:
        _prose(state, node, phase_of[id(node)], by_id, unreadable)


def _unknown(state: Structure, namespace: str, name: str, unreadable: set[str]) -> Complaint | None:
    known = state.defined.get(namespace, {})
    if name in known or namespace in unreadable or namespace not in _UNKNOWN:
        return None
    code, message, hint = _UNKNOWN[namespace]
    return code, message.format(name), did_you_mean(name, known, hint, state.guesses)


def _targets(state: Structure, indicator: Indicator) -> None:
    for phase, target in indicator.targets.items():
        if parse_target(target.text, shares=indicator.measure == "shares") is None:
            path = ("indicator", indicator.id, "targets", phase)
            place = state.places.get((*path, "text")) or state.places[path]
            state.error(
                "P401",
                f"không đọc được chỉ tiêu “{target.text}”",
                place.span,
                "viết như 8,5%-8,7%/năm, khoảng 20%, từ 4.000 ha trở lên, 15.000 - 16.000 USD",
            )


def _prose(
    state: Structure,
    node: Node,
    phase: str,
    indicators: dict[str, Indicator],
    unreadable: set[str],
) -> None:
    """Every placeholder of a text names an indicator, and a phase for which that has a target."""
    comment = _comment(node)
    if comment:
        hint = "muốn in thì đặt cả câu sau `>-` ở dòng dưới; chú thích thì viết ở dòng riêng"
        state.error("P015", "từ dấu # tới hết dòng là chú thích, không được in", comment, hint)
    pieces, faults = parse_prose(node.value)
    for fault in faults[:ENOUGH]:
        state.error("P105", fault.message, node.span_within(fault.start, fault.end), fault.hint)
    told = 0
    for piece in placeholders(pieces):
        complaint = (
            _unknown(state, "indicator", piece.indicator, unreadable)
            or (_unknown(state, "phase", piece.phase, unreadable) if piece.phase else None)
            or _no_target(state, piece, piece.phase or phase, indicators)
        )
        if complaint and told < ENOUGH:
            told += 1
            code, message, hint = complaint
            state.error(code, message, node.span_within(piece.start, piece.end), hint)


def _comment(node: Node) -> Span | None:
    """Where YAML takes the rest of a text's line for a comment: words that would vanish."""
    if node.style:
        return None
    line, above = node.source.lines[node.end_line], node.line - 1
    if re.match(r"\s+#", line[node.end_column :]):
        column = line.index("#", node.end_column)
        return node.source.span(node.end_line + 1, column + 1, len(line.rstrip()) - column)
    first = node.source.lines[above] if above >= 0 else ""
    if not node.source.lines[node.line][: node.column].strip():
        begun = re.match(r"\s*(?:- +)?[a-z_]+:\s+(#.*)", first)
        return node.source.span(above + 1, begun.start(1) + 1, len(begun[1])) if begun else None
    return None


def _no_target(
    state: Structure, piece: Placeholder, phase: str, indicators: dict[str, Indicator]
) -> Complaint | None:
    if not phase:
        hint = f"viết {{{piece.indicator}@giai-đoạn}}"
        return "P104", f"không rõ {{{piece.indicator}}} của giai đoạn nào", hint
    told = phase not in state.defined.get("phase", {}) or piece.indicator not in indicators
    if told or ("indicator", piece.indicator, "targets", phase) in state.places:
        return None
    hint = f"thêm {phase} vào targets của {piece.indicator} (indicators.yaml)"
    return "P104", f"{piece.indicator} không có chỉ tiêu giai đoạn {phase}", hint


def _inherit_phase(node: Node, phase: str, found: dict[int, str]) -> None:
    """A mapping's own phase holds for all that stands in it."""
    if node.kind == "scalar":
        found[id(node)] = phase
    for key, value in node.pairs:
        if key.value == "phase" and value.kind == "scalar":
            phase = value.value
    for inner in (*node.items, *(value for _, value in node.pairs)):
        _inherit_phase(inner, phase, found)
