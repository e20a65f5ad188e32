"""A wording for a lead-in that is missing: told, never written, for the words are the drafter's."""

from collections.abc import Iterator

from plandoc.diagnostics import Diagnostic, Severity
from plandoc.model.plan import Agency, Assignment
from plandoc.reading.nodes import Node
from plandoc.repairs.draft import Draft


def missing_lead_ins(draft: Draft) -> Iterator[Diagnostic]:
    """Each assignment without a lead-in, with one that names its lead and partners."""
    names = {
        _text(node, "id"): _text(node, "name")
        for kind, node in draft.reading.mappings
        if kind is Agency
    }
    for kind, node in draft.reading.mappings:
        lead, partners = _texts(node, "lead"), _texts(node, "partners")
        if kind is not Assignment or _texts(node, "lead_in") or not lead:
            continue
        if all(names.get(agency) for agency in (*lead, *partners)):
            leading, helping = (_listed([names[i] for i in ids]) for ids in (lead, partners))
            with_whom = f", phối hợp với {helping}" if partners else ""
            hint = f"có thể viết: {leading[:1].upper()}{leading[1:]} chủ trì{with_whom}:"
            span = node.pairs[0][0].span
            yield Diagnostic("P012", Severity.ERROR, "thiếu trường lead_in", span, hint)


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} và {names[-1]}"


def _texts(node: Node, name: str) -> list[str]:
    value = node.get(name)
    members = [] if value is None else value.items or [value]
    return [member.value for member in members if member.value]


def _text(node: Node, name: str) -> str:
    return next(iter(_texts(node, name)), "")
