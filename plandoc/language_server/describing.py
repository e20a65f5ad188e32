"""What an id stands for, in Markdown, for a reader who points at it."""

from collections.abc import Callable, Collection

from plandoc.explanations.codes import explain
from plandoc.model.duties import count_tasks, responsibilities, roster
from plandoc.model.numbering import Clause, clauses_by_id
from plandoc.model.plan import Agency, Assignment, Indicator, Measure, Plan
from plandoc.model.printed import plain
from plandoc.model.uses import indicator_uses, reference_uses
from plandoc.reading.known import Known
from plandoc.schemas.values import VALUES

_LONGEST = 700  # characters of a text that are shown
_ENOUGH = 8  # places or members that are named
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|~"})


def describe(plan: Plan | None, known: Known, namespace: str, name: str) -> str:
    """What an id of a namespace stands for; empty where nobody knows it.

    Without a plan only its words are known.
    """
    if plan and name in _ids(plan, namespace):
        return _DESCRIBED[namespace](plan, name)
    if name not in known.get(namespace, {}):
        return ""
    words = known[namespace][name]
    return f"{_strong(words)}\n\n`{name}`" if words else f"`{name}`"


def manual(code: str) -> str:
    """The manual page of a diagnostic's code; its examples keep their lines."""
    page = explain(code) or ""
    parts = [part.strip("\n") for part in page.split("\n\n")]
    return f"**{code}** " + "\n\n".join(
        f"```yaml\n{part}\n```" if part.startswith("    ") else part.replace("::", ":")
        for part in parts
    )


def _ids(plan: Plan, namespace: str) -> Collection[str]:
    found: dict[str, Collection[str]] = {
        "agency": plan.agency,
        "indicator": plan.indicator,
        "reference": plan.reference,
        "clause": clauses_by_id(plan),
        "phase": plan.head.phases,
    }
    return found.get(namespace, ())


def _agency(plan: Plan, name: str) -> str:
    agency = plan.agency[name]
    short = f" ({_text(agency.short)})" if agency.short else ""
    code = f", ký hiệu {_text(agency.code)}" if agency.code else ""
    lines = [f"{_strong(agency.name)}{short}", f"`{name}`{code}"]
    lines.append(_members(plan, agency) if agency.collective else _owed(plan, name))
    return "\n\n".join(lines)


def _members(plan: Plan, agency: Agency) -> str:
    members = roster(plan, agency.id)
    if not members:
        return "Nhóm cơ quan, không kể ra ai."
    names = [plan.agency[member].name for member in members[:_ENOUGH]]
    more = ", …" if len(members) > _ENOUGH else ""
    return f"Nhóm {len(members)} cơ quan: {_text(', '.join(names))}{more}"


def _owed(plan: Plan, name: str) -> str:
    owed = responsibilities(plan).get(name)
    if owed is None:
        return "Không được giao việc nào."
    parts = []
    for words, shares in (
        ("chủ trì", owed.leads),
        ("phối hợp", owed.named),
        ("tham gia qua nhóm cơ quan", owed.shared),
    ):
        if shares:
            parts.append(f"{words} {count_tasks(shares)} nhiệm vụ")
    if owed.clauses:
        parts.append(f"{len(owed.clauses)} trách nhiệm tổ chức thực hiện")
    told = "; ".join(parts)
    return f"{told[:1].upper()}{told[1:]}."


def _indicator(plan: Plan, name: str) -> str:
    indicator: Indicator = plan.indicator[name]
    base = f", tính trên {_text(indicator.base)}" if indicator.base else ""
    lines = [_strong(indicator.name), f"`{name}`: {VALUES[Measure][indicator.measure]}{base}"]
    uses = indicator_uses(plan)
    for phase, target in indicator.targets.items():
        lines.append(f"- {phase}: {_strong(target.text)}{_cited(uses.get((name, phase), ()))}")
    return "\n\n".join(lines[:2]) + "\n\n" + "\n".join(lines[2:])


def _reference(plan: Plan, name: str) -> str:
    reference = plan.reference[name]
    number = f" số {reference.number}" if reference.number else ""
    date = f" ngày {reference.date:%d/%m/%Y}" if reference.date else ""
    issuer = f"{plan.agency[reference.issuer].name}: " if reference.issuer else ""
    uses = _cited(reference_uses(plan).get(name, ()))
    title = f"{_text(issuer)}{_text(reference.title)}"
    return f"{_strong(f'{reference.kind}{number}{date}')}\n\n{title}\n\n`{name}`{uses}"


def _clause(plan: Plan, name: str) -> str:
    clause = clauses_by_id(plan)[name]
    citation = f"{clause.citation[:1].upper()}{clause.citation[1:]}"
    texts = [plain(plan, text, clause.phase) for text in (clause.title, clause.text) if text]
    lines = [_strong(citation), _text(_shortened(" ".join(texts))), f"`{name}`"]
    if isinstance(clause.node, Assignment):
        lead = ", ".join(plan.agency[agency].name for agency in clause.node.lead)
        lines.append(f"Chủ trì: {_text(lead)}")
    return "\n\n".join(line for line in lines if line)


def _phase(plan: Plan, name: str) -> str:
    count = sum(1 for indicator in plan.indicators if name in indicator.targets)
    return f"**Giai đoạn {name}**\n\n{count} chỉ tiêu có mức cho giai đoạn này."


_DESCRIBED: dict[str, Callable[[Plan, str], str]] = {
    "agency": _agency,
    "indicator": _indicator,
    "reference": _reference,
    "clause": _clause,
    "phase": _phase,
}


def _cited(clauses: tuple[Clause, ...]) -> str:
    """Where something is used, for the end of a line."""
    if not clauses:
        return ""
    told = "; ".join(clause.citation for clause in clauses[:_ENOUGH])
    return f" ({told}{'; …' if len(clauses) > _ENOUGH else ''})"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0]} …"


def _text(words: str) -> str:
    """Words of the plan, none of which is markup."""
    return words.translate(_MARKS)


def _strong(words: str) -> str:
    return f"**{_text(words)}**"
