"""The whole review in words: summary line, facts by group, what it means for each agency."""

from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from plandoc.changes.facts import AgencyChange, Changes, Duties, Owed, Side, Tasks
from plandoc.diagnostics import PlandocError, did_you_mean
from plandoc.model.duties import responsibilities
from plandoc.model.plan import Plan
from plandoc.review.entries import Entry, Names, entry
from plandoc.review.labels import FORM, GROUPS, KINDS, duty_name, field_name


class Group(Struct, frozen=True):
    """Facts of one sort. `form` groups are told shortly: they change no meaning."""

    key: str
    title: str
    entries: tuple[Entry, ...]
    form: bool


class AgencyLine(Struct, frozen=True):
    """What happened to an agency: `parts` in words, each with the places; `verdict` what it must
    do now, empty where nothing."""

    id: str
    name: str
    parts: tuple[tuple[str, str], ...]
    verdict: str


class Report(Struct, frozen=True):
    """A review in words. `concerned`: id and name of everyone whom a fact concerns."""

    title: str
    summary: str
    groups: tuple[Group, ...]
    agencies: tuple[AgencyLine, ...]
    concerned: tuple[tuple[str, str], ...]


def of_agency(old: Plan, new: Plan, found: Changes, agency_id: str) -> Changes:
    """Only what concerns one agency or collective; raises PlandocError for an unknown id."""
    known = {**old.agency, **new.agency}
    if agency_id not in known:
        hint = did_you_mean(agency_id, known, "xem mã các cơ quan trong agencies.yaml")
        raise PlandocError(f"cơ quan {agency_id} không có trong danh mục của cả hai bản", hint)
    return structs.replace(
        found,
        changes=tuple(change for change in found.changes if agency_id in change.agencies),
        by_agency={id_: one for id_, one in found.by_agency.items() if id_ == agency_id},
    )


def report(old: Plan, new: Plan, found: Changes) -> Report:
    """Facts in words."""
    names = Names(old, new)
    groups = []
    for key, title, kinds in GROUPS:
        entries = tuple(entry(names, change) for change in found.changes if change.kind in kinds)
        if entries:
            groups.append(Group(key, title, entries, FORM.issuperset(kinds)))
    verdicts = _verdicts(old, new, found)
    agencies = tuple(
        _agency(names, agency_id, change, verdicts[agency_id])
        for agency_id, change in found.by_agency.items()
    )
    named = {agency_id for change in found.changes for agency_id in change.agencies}
    concerned = tuple(
        (agency_id, names.agency(agency_id))
        for agency_id in dict.fromkeys((*new.agency, *old.agency))
        if agency_id in named
    )
    title = _title(found.base, found.head)
    return Report(title, summary(found), tuple(groups), agencies, concerned)


def _title(base: Side, head: Side) -> str:
    return f"{base.label or 'bản trước'} → {head.label or 'bản sau'}"


def summary(found: Changes) -> str:
    """``7 thay đổi: 5 sửa lời, 2 nơi nhận; ngoài ra 19 đánh số lại``."""
    counts = found.summary
    told = [f"{counts[k]} {name}" for k, name in KINDS.items() if counts[k] and k not in FORM]
    form = [f"{counts[k]} {name}" for k, name in KINDS.items() if counts[k] and k in FORM]
    total = sum(count for kind, count in counts.items() if kind not in FORM)
    if not told and not form:
        return "Không có thay đổi"
    if not told:
        return f"Không có thay đổi về nội dung; {', '.join(form)}"
    return f"{total} thay đổi: {', '.join(told)}" + (
        f"; ngoài ra {', '.join(form)}" if form else ""
    )


def _agency(names: Names, agency_id: str, change: AgencyChange, verdict: str) -> AgencyLine:
    parts = [
        *_tasks(names, "chủ trì", change.lead),
        *_tasks(names, "phối hợp", change.named),
        *_duties(names, change.duties),
    ]
    counts = (("+", change.shared.gained), ("−", change.shared.lost))
    if shared := ", ".join(f"{sign}{count}" for sign, count in counts if count):
        parts.append((f"{shared} phối hợp chung", ""))
    if change.entry:
        parts.append((f"đổi {', '.join(map(field_name, change.entry))} của cơ quan", ""))
    return AgencyLine(agency_id, change.name, tuple(parts), verdict)


def grouped(lines: Iterable[AgencyLine]) -> list[list[AgencyLine]]:
    """Agencies to which the very same happened, together, at the place of the first."""
    alike: dict[tuple[object, str], list[AgencyLine]] = {}
    for line in lines:
        alike.setdefault((line.parts, line.verdict), []).append(line)
    return list(alike.values())


def _tasks(names: Names, role: str, tasks: Tasks) -> Iterator[tuple[str, str]]:
    for sign, ids in (("+", tasks.gained), ("−", tasks.lost)):
        if ids:
            yield f"{sign}{len(ids)} {role}", names.shorts(ids)
    if tasks.changed:
        yield f"{len(tasks.changed)} nhiệm vụ {role} đổi nội dung", names.shorts(tasks.changed)


def _duties(names: Names, duties: Duties) -> Iterator[tuple[str, str]]:
    told: tuple[tuple[str, tuple[Owed, ...]], ...] = (
        ("+{} trách nhiệm", duties.gained),
        ("−{} trách nhiệm", duties.lost),
        ("{} trách nhiệm đổi nội dung hoặc thời hạn", duties.changed),
    )
    for text, owed in told:
        if owed:
            shown = (f"{duty_name(one.kind)}, {names.short(one.clause)}" for one in owed)
            yield text.format(len(owed)), "; ".join(shown)


def _verdicts(old: Plan, new: Plan, found: Changes) -> dict[str, str]:
    """What each agency must do about its action plan."""
    had, has = (responsibilities(plan) for plan in (old, new))
    verdicts = {}
    for agency_id, change in found.by_agency.items():
        verdict = "phải cập nhật" if change.must_update else ""
        if agency_id not in has:
            verdict = "không còn việc nào: bỏ"
        elif agency_id not in had:
            verdict = "phải lập"
        verdicts[agency_id] = f"{verdict} kế hoạch hành động" if verdict else ""
    return verdicts
