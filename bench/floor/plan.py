"""The plan read, numbered and shared out, with nothing checked."""

import os
import re
from typing import Any

from _ruamel_yaml import CParser  # type: ignore[import-not-found]

ORDINALS = "nhất hai ba tư năm sáu bảy tám chín mười".split()
LETTERS = "a b c d đ e g h i k l m n o p q r s t u v x y".split()
ROMAN = "I II III IV V VI VII VIII IX X".split()
PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")


class Parser(CParser):  # type: ignore[misc]
    """The C parser, told to take every scalar as text."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """No tags: nothing is retyped."""
        return ""

    def descend_resolver(self, above: Any, index: Any) -> None:
        """Called by the parser on the way down."""

    def ascend_resolver(self) -> None:
        """Called by the parser on the way up."""


def plain(node: Any) -> Any:
    """A node of the parser as text, list or dict."""
    value = node.value
    if value.__class__ is str:
        return value
    if node.__class__.__name__ == "MappingNode":
        return {key.value: plain(inner) for key, inner in value}
    return [plain(inner) for inner in value]


def load(*path: str) -> Any:
    """A file as text, lists and dicts."""
    with open(os.path.join(*path) + ".yaml", "rb") as file:
        return plain(Parser(file.read()).get_single_node())


class Clause:
    """A clause in its place. Texts are escaped for XML and HTML: they go nowhere else raw."""

    __slots__ = (
        "below", "citation", "duties", "id", "kind", "label", "layout", "lead", "level", "node",
        "parent", "partners", "short", "text", "title",
    )  # fmt: skip

    def __init__(
        self,
        node: Any,
        kind: str,
        layout: str,
        place: tuple[str, str, str],
        parent: "Clause | None",
        phase: str = "",
    ) -> None:
        self.id, self.node, self.kind, self.layout = node["id"], node, kind, layout
        self.label, self.short, self.citation = place
        self.parent = parent
        self.level: int = parent.level + 1 if parent else 1
        said = node.get("lead_in") or node.get("text", "")
        self.title, self.text = escaped(node.get("title", "")), escaped(filled(said, phase))
        self.below: list[Clause] = []
        self.lead: list[str] = listed(node.get("lead", []))
        self.partners: list[str] = node.get("partners", [])
        self.duties: list[Any] = node.get("duties", [])
        if parent:
            parent.below.append(self)
        clauses.append(self)


def escaped(text: str) -> str:
    """For XML and HTML text."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def filled(text: str, phase: str) -> str:
    """A text with the targets of its phase for the placeholders."""
    if "{" not in text:
        return text
    return PLACEHOLDER.sub(lambda match: str(targets[match[1]][phase]), text)


def listed(value: Any) -> list[str]:
    """One or several, as a list."""
    return [value] if value.__class__ is str else value


def ordinal(number: int) -> str:
    """Which of several bullets."""
    return f"thứ {ORDINALS[number - 1] if number <= 10 else number}"


def upper(text: str) -> str:
    """With a capital first."""
    return text[:1].upper() + text[1:]


def read(folder: str) -> None:
    """Everything of the plan into the module's tables."""
    global head, groups, leads
    head = load(folder, "plan")
    agencies.update((agency["id"], agency) for agency in load(folder, "agencies"))
    indicators.extend(load(folder, "indicators"))
    targets.update((indicator["id"], indicator["targets"]) for indicator in indicators)
    references.extend(load(folder, "references"))
    for number, basis in enumerate(head["bases"]):
        Clause(basis, "basis", "basis", ("", "", f"căn cứ {ordinal(number + 1)}"), None)
    for number, name in enumerate(head["sections"]):
        path, sign = os.path.join(folder, "sections", name), ROMAN[number]
        tasks = os.path.isdir(path)
        node = load(path, "section") if tasks else load(path)
        clause = Clause(node, "section", "roman", (f"{sign}.", sign, f"Mục {sign}"), None)
        if tasks:
            for index, group in enumerate(node["groups"], 1):
                read_group(load(path, group), clause, index)
        else:
            read_items(node["items"], clause, "", "")
    groups = [clause for clause in clauses if clause.kind == "group"]
    leads = list(dict.fromkeys(lead for clause in clauses for lead in clause.lead))
    share()


def read_group(node: Any, section: Clause, number: int) -> None:
    """A group with its assignments and their tasks."""
    place = (f"{number}.", f"{section.short}.{number}", f"khoản {number} {section.citation}")
    group = Clause(node, "group", "number", place, section)
    for index, given in enumerate(node["assignments"]):
        sign, layout = LETTERS[index], given.get("layout", "dash")
        place = (f"{sign})", f"{group.short}.{sign}", f"điểm {sign} {group.citation}")
        assignment = Clause(given, "assignment", "letter", place, group)
        for order, task in enumerate(given["tasks"], 1):
            Clause(task, "task", layout, bullet(layout, order, assignment), assignment)


def bullet(layout: str, order: int, above: Clause) -> tuple[str, str, str]:
    """The place of a dash, or of a task that runs on in its lead-in."""
    if layout == "inline":
        return "", above.short, above.citation
    short = f"{above.short}, gạch đầu dòng {order}"
    return "-", short, f"gạch đầu dòng {ordinal(order)}, {above.citation}"


def read_items(items: Any, above: Clause, numbers: str, phase: str) -> None:
    """Items below a clause: numbered in a section, else dashes, or as they say."""
    for order, item in enumerate(items, 1):
        own, layout = item.get("phase", phase), item.get("layout")
        layout = layout or ("number" if above.level == 1 else "dash")
        place, number = bullet(layout, order, above), numbers
        if layout == "number":
            number = f"{numbers}{order}."
            unit = "điểm" if numbers else "khoản"
            place = (number, f"{above.short}.{order}", f"{unit} {number[:-1]} {above.citation}")
        clause = Clause(item, "item", layout, place, above, own)
        read_items(item.get("items", ()), clause, number, own)


def members(agency: str) -> list[str]:
    """Whom a collective stands for."""
    roster = agencies[agency].get("roster", ())
    return leads if roster == "leads" else list(roster)


def share() -> None:
    """Who owes what: assignments led, named in, shared; duties by clause."""
    for clause in clauses:
        if clause.kind == "assignment":
            told = [p for p in clause.partners if "roster" not in agencies[p]]
            shared = dict.fromkeys(m for p in clause.partners for m in members(p))
            for kind, names in (("leads", clause.lead), ("named", told), ("shared", shared)):
                for agency in names:
                    if kind != "shared" or (agency not in told and agency not in clause.lead):
                        owed(agency)[kind].append(clause)
        for duty in clause.duties:
            for agency, through in owing(duty).items():
                if agency != duty.get("to"):
                    owed(agency)["duties"].setdefault(clause, []).append((duty, through))


def owed(agency: str) -> Any:
    """What was found so far for an agency."""
    if agency not in duties:
        duties[agency] = {"leads": [], "named": [], "shared": [], "duties": {}}
    return duties[agency]


def owing(duty: Any) -> dict[str, tuple[str, str]]:
    """Every agency that a duty is asked of, as what, and by which collective."""
    found: dict[str, tuple[str, str]] = {}
    for role in ("actors", "partners"):
        for name in duty.get(role, ()):
            for agency in members(name) or [name]:
                through = name if "roster" in agencies[name] else ""
                found.setdefault(agency, (role, through))
    return found


def names(ids: list[str]) -> str:
    """Names of agencies, for a table's cell."""
    return "; ".join([escaped(agencies[agency]["name"]) for agency in ids])


def short_date(iso: str) -> str:
    """17/11/2023."""
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"


def long_date(iso: str) -> str:
    """Ngày 17 tháng 11 năm 2023."""
    year, month, day = iso.split("-")
    return f"ngày {day} tháng {month} năm {year}"


head: Any = {}
agencies: dict[str, Any] = {}
indicators: list[Any] = []
targets: dict[str, Any] = {}
references: list[Any] = []
clauses: list[Clause] = []
groups: list[Clause] = []
leads: list[str] = []
duties: dict[str, Any] = {}
