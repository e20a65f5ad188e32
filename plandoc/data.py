"""The plan as data for other programs: ``du-lieu/plan.json`` and its JSON Schema."""

from typing import Any, Literal, cast

import msgspec

from plandoc import data_format as form
from plandoc.model.duties import ClauseDuty, Responsibilities, Share, responsibilities, roster
from plandoc.model.numbering import Clause, outline
from plandoc.model.plan import Agency, Assignment, Duty, Indicator, Plan, Signature, Task
from plandoc.model.printed import printed
from plandoc.model.prose import Words
from plandoc.model.targets import parse_target
from plandoc.model.uses import indicator_uses, reference_uses


def plan_json(plan: Plan) -> bytes:
    """The whole plan as indented JSON in UTF-8; the same plan gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(plan_data(plan)), indent=2) + b"\n"


def plan_schema() -> bytes:
    """The JSON Schema (draft 2020-12) of `plan_json`."""
    schema = msgspec.json.schema(form.PlanData)
    for definition in schema["$defs"].values():
        definition.pop("description", None)  # the struct's own, in English
    whole: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Kế hoạch dưới dạng dữ liệu",
        "description": "Trường không có thông tin thì để trống hoặc null, không bao giờ thiếu.",
        **schema,
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def plan_data(plan: Plan) -> form.PlanData:
    """The plan in the form of `plandoc.data_format`, everything in the plan's own order."""
    clauses = outline(plan)
    tasks: dict[str, list[str]] = {}
    for clause in clauses:
        if clause.kind == "task":
            tasks.setdefault(clause.parent, []).append(clause.id)
    return form.PlanData(
        schema="plan.schema.json",
        format=1,
        head=_head(plan),
        clauses=tuple(_clause(plan, clause, tasks.get(clause.id, [])) for clause in clauses),
        agencies=tuple(_agency(plan, agency) for agency in plan.agencies),
        responsibilities=tuple(
            _responsibility(agency, owed) for agency, owed in responsibilities(plan).items()
        ),
        indicators=tuple(_indicator(plan, indicator) for indicator in plan.indicators),
        references=_references(plan),
    )


def _words(
    plan: Plan, texts: dict[str, str], phase: str = ""
) -> tuple[dict[str, str], tuple[form.Note, ...]]:
    """Texts by field as printed, and their footnotes with the place where each stands."""
    words: dict[str, str] = {}
    notes: list[form.Note] = []
    for name, text in texts.items():
        words[name] = ""
        for piece in printed(plan, text, phase):
            if isinstance(piece, Words):
                words[name] += piece.text
            else:
                note = "".join(inner.text for inner in piece.pieces if isinstance(inner, Words))
                notes.append(form.Note(name, len(words[name]), note))
    return words, tuple(notes)


def _head(plan: Plan) -> form.Head:
    head = plan.head
    texts = {"subject": head.subject, "enacting": head.enacting.text if head.enacting else ""}
    texts |= {f"recipients.{index}": text for index, text in enumerate(head.recipients)}
    words, notes = _words(plan, texts)
    return form.Head(
        kind=head.kind,
        number=head.number,
        symbol=head.symbol,
        date=head.date,
        draft=head.draft,
        place=head.place,
        issuer=head.issuer,
        subject=words["subject"],
        enacting=words["enacting"],
        enacting_layout=head.enacting.layout if head.enacting else None,
        phases=head.phases,
        recipients=tuple(words[f"recipients.{i}"] for i in range(len(head.recipients))),
        signature=_signature(head.signature),
        notes=notes,
    )


def _signature(signature: Signature) -> form.Signature:
    return form.Signature(signature.authority, signature.title, signature.name)


def _clause(plan: Plan, clause: Clause, tasks: list[str]) -> form.Clause:
    words, notes = _words(plan, {"title": clause.title, "text": clause.text}, clause.phase)
    node = clause.node
    task = node if isinstance(node, Task) else None
    return form.Clause(
        id=clause.id,
        kind=cast(Any, clause.kind),
        level=clause.level,
        layout=cast(Any, clause.layout),
        label=clause.label,
        short=clause.short,
        citation=clause.citation,
        parent=clause.parent,
        phase=clause.phase,
        title=words["title"],
        text=words["text"],
        notes=notes,
        lead=node.lead if isinstance(node, Assignment) else (),
        partners=node.partners if isinstance(node, Assignment | Task) else (),
        tasks=tuple(tasks),
        deliverable=task.deliverable if task else "",
        due=task.due if task else "",
        funding=task.funding if task else "",
        indicators=task.indicators if task else (),
        duties=tuple(_duty(duty) for duty in clause.duties),
    )


def _duty(duty: Duty) -> form.Duty:
    return form.Duty(duty.actors, duty.partners, duty.kind, duty.every, duty.before, duty.to)


def _agency(plan: Plan, agency: Agency) -> form.Agency:
    return form.Agency(
        id=agency.id,
        name=agency.name,
        short=agency.short,
        aliases=agency.aliases,
        code=agency.code,
        superior=agency.superior,
        place=agency.place,
        letterhead=agency.letterhead,
        letterhead_short=agency.letterhead_short,
        signature=_signature(agency.signature) if agency.signature else None,
        collective=agency.collective,
        roster=roster(plan, agency.id),
        since=agency.since,
        until=agency.until,
    )


def _responsibility(agency: str, owed: Responsibilities) -> form.Responsibility:
    def shares(parts: tuple[Share, ...]) -> tuple[form.Share, ...]:
        return tuple(
            form.Share(
                part.assignment.id,
                part.assignment.citation,
                tuple(task.id for task in part.tasks),
                part.whole,
            )
            for part in parts
        )

    clauses = tuple(_clause_duty(part) for part in owed.clauses)
    return form.Responsibility(
        agency, shares(owed.leads), shares(owed.named), shares(owed.shared), clauses
    )


def _clause_duty(owed: ClauseDuty) -> form.ClauseDuty:
    return form.ClauseDuty(
        clause=owed.clause.id,
        citation=owed.clause.citation,
        kind=owed.duty.kind,
        role=cast(Literal["actor", "partner"], owed.role),
        through=owed.through,
        every=owed.duty.every,
        before=owed.duty.before,
        to=owed.duty.to,
    )


def _indicator(plan: Plan, indicator: Indicator) -> form.Indicator:
    uses = indicator_uses(plan)
    targets = (
        form.Target(
            phase=phase,
            text=target.text,
            figure=_figure(target.text, indicator.measure == "shares"),
            base=target.base,
            clauses=tuple(clause.id for clause in uses.get((indicator.id, phase), ())),
        )
        for phase, target in indicator.targets.items()
    )
    return form.Indicator(
        id=indicator.id,
        name=indicator.name,
        measure=indicator.measure,
        unit=indicator.unit,
        base=indicator.base,
        components=indicator.components,
        restates=indicator.restates,
        direction=indicator.direction,
        targets=tuple(targets),
    )


def _figure(text: str, shares: bool) -> form.Figure | None:
    value = parse_target(text, shares=shares)
    if value is None:
        return None
    return form.Figure(value.qualifier, value.values, value.unit, value.period)


def _references(plan: Plan) -> tuple[form.Reference, ...]:
    uses = reference_uses(plan)
    return tuple(
        form.Reference(
            id=reference.id,
            kind=reference.kind,
            number=reference.number,
            date=reference.date,
            issuer=reference.issuer,
            title=reference.title,
            aliases=reference.aliases,
            clauses=tuple(clause.id for clause in uses.get(reference.id, ())),
        )
        for reference in plan.references
    )
