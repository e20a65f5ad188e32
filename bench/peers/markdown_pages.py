"""The plan as Markdown, as someone would write it for mkdocs or pandoc."""

from collections.abc import Iterable, Iterator
from typing import Any

from bench.floor import plan, word
from bench.floor.plan import Clause, agencies, clauses, duties, indicators, names, references, upper
from bench.floor.web import KINDS, when

LEVELS = {"section": "# ", "group": "## ", "assignment": "### "}


def table(heads: str, rows: Iterable[Iterable[object]]) -> list[str]:
    """A pipe table; `heads` are separated by bars."""
    line = "|" + " --- |" * (heads.count("|") + 1)
    return ["", f"| {heads.replace('|', ' | ')} |", line, *map(piped, rows), ""]


def piped(row: Iterable[object]) -> str:
    """A row of a pipe table."""
    return f"| {' | '.join([str(cell) for cell in row])} |"


def link(ids: Iterable[str], root: str = "") -> str:
    """Agencies, each with a link to its page."""
    return "; ".join(
        f"[{agencies[a]['name']}]({root}don-vi/{a}.md)" if a in duties else agencies[a]["name"]
        for a in ids
    )


def full_text() -> Iterator[str]:
    """The whole plan. Labels are escaped, or Markdown would make lists of them."""
    inline = ""
    for clause in clauses:
        if clause.kind == "assignment" and clause.below[0].layout == "inline":
            inline = f"{clause.label} {clause.text} "
            continue
        words = " ".join(filter(None, (clause.label, clause.title, clause.text)))
        text = words.replace(".", "\\.", 1) if clause.label else words
        text = f"\\{text}" if text.startswith("-") else text
        yield f"{LEVELS.get(clause.kind, '')}{inline}{text}\n"
        inline = ""


def plan_document() -> Iterator[str]:
    """The plan as a document of its own."""
    head = plan.head
    yield f"Số: {head['number']}\n\n# Kế hoạch\n\n{head['subject']}\n\n{head['enacting']['text']}\n"
    yield from full_text()
    yield "\n\n".join(f"\\- {recipient}" for recipient in head["recipients"])
    yield "\n\n" + "\n\n".join(head["signature"].values())


def figures() -> list[str]:
    """The table of indicators."""
    phases = plan.head["phases"]
    heads = f"TT|Chỉ tiêu|{'|'.join(phases)}|Cơ quan theo dõi"
    rows = (
        (n, one["name"], *(one["targets"].get(p, "") for p in phases), "")
        for n, one in enumerate(indicators, 1)
    )
    return ["# Hệ thống chỉ tiêu", *table(heads, rows)]


def annexes() -> list[str]:
    """The tables of indicators and tasks."""
    return ["# Phụ lục I", *figures(), "# Phụ lục II", *table(word.TASKS, _annex_rows())]


def _annex_rows() -> Iterator[tuple[object, ...]]:
    number = 0
    for clause in clauses:
        if clause.kind == "group":
            yield clause.label, clause.title, "", "", "", "", clause.short
        elif clause.kind == "task" and clause.parent:
            number += 1
            given, node = clause.parent, clause.node
            made = (node.get("deliverable", ""), node.get("due", ""))
            yield number, clause.text, names(given.lead), names(given.partners), *made, clause.short


def action_plan(agency: str) -> list[str]:
    """What an agency is to fill in."""
    own, owed, cited = agencies[agency], duties[agency], word.cited_plan()
    name = own["name"]
    lines = [agencies[own["superior"]]["letterhead_short"], *own["letterhead"]]
    subject = f"Triển khai thực hiện {cited} {plan.head['subject']}"
    aim = (
        "\\- Triển khai đầy đủ, đúng tiến độ, có kết quả cụ thể các nhiệm vụ mà "
        f"{cited} giao cho {name}."
    )
    need = (
        "\\- Mỗi nhiệm vụ xác định rõ bộ phận thực hiện, sản phẩm, thời gian hoàn thành "
        "và kinh phí."
    )
    body = ["\n\n".join([*lines, "Kế hoạch", subject])]
    body += ["\n\n# I. MỤC ĐÍCH, YÊU CẦU\n\n## 1. Mục đích."]
    body += [f"\n{aim}\n\n## 2. Yêu cầu.\n\n{need}\n\n# II. NHIỆM VỤ\n"]
    for field, heads in (("leads", word.LED), ("named", word.NAMED)):
        if owed[field]:
            body += table(heads, _tasks(owed[field], field))
    shared = (
        (n, f"{g.parent.title} ({g.citation}: {len(g.below)} nhiệm vụ)", names(g.lead))
        for n, g in enumerate(owed["shared"], 1)
    )
    body += table("TT|Nhóm nhiệm vụ và chỗ nêu trong Kế hoạch|Cơ quan chủ trì", shared)
    body += ["# III. KINH PHÍ THỰC HIỆN\n\n# IV. TỔ CHỨC THỰC HIỆN\n", f"Trách nhiệm của {name}:\n"]
    said = (
        (n, f"{clause.text} ({clause.citation})", "".join(word.deadline(d) for d, _ in parts), "")
        for n, (clause, parts) in enumerate(owed["duties"].items(), 1)
    )
    return [*body, *table("TT|Nội dung|Thời hạn|Nơi nhận", said), "GIÁM ĐỐC"]


def _tasks(given: list[Clause], field: str) -> Iterator[tuple[object, ...]]:
    number = 0
    for one in given:
        who = names(one.partners if field == "leads" else one.lead)
        for task in one.below:
            number += 1
            words, due = f"{task.text} ({task.citation})", task.node.get("due", "")
            if field == "leads":
                yield number, words, task.node.get("deliverable", ""), who, due, "", ""
            else:
                yield number, words, who, "", due, ""


def matrix() -> list[str]:
    """All tasks with who takes part."""
    rows: list[tuple[object, ...]] = []
    for task in clauses:
        if task.kind == "task" and task.parent:
            given, words = task.parent, f"{task.text} {upper(task.citation)}"
            who = link(given.lead), link(given.partners)
            rows.append((len(rows) + 1, words, given.short, *who))
    return ["# Nhiệm vụ", *table("TT|Nhiệm vụ|Nhóm|Chủ trì|Phối hợp", rows)]


def group_page(group: Clause) -> Iterator[str]:
    """A group's assignments."""
    yield f"# {group.label} {group.title}\n"
    for given in group.below:
        yield from _block(given, f"Phối hợp: {link(given.partners, '../')}")


def _block(given: Clause, who: str) -> Iterator[str]:
    yield f"## {upper(given.citation)}\n\nChủ trì: {link(given.lead, '../')}\n\n{who}\n"
    for task in given.below:
        yield f"- {task.text}\n\n    {upper(task.citation)}\n"


def agency_page(agency: str) -> Iterator[str]:
    """What an agency owes."""
    owed: Any = duties[agency]
    yield f"# {agencies[agency]['name']}\n"
    for given in (*owed["leads"], *owed["named"]):
        yield from _block(given, given.parent.title)
    for clause, parts in owed["duties"].items():
        yield f"## {upper(clause.citation)}\n\n{clause.text}\n"
        for duty, _ in parts:
            yield f"- {KINDS[duty['kind']]}{when(duty)}"
        yield ""
    group: Any = None
    for given in owed["shared"]:
        if given.parent is not group:
            group = given.parent
            yield f"\n### {upper(group.citation)} {group.title}\n"
        yield f"- {given.label} {len(given.below)} nhiệm vụ do {link(given.lead, '../')} chủ trì"


def offices() -> list[str]:
    """All agencies."""
    rows = (
        (f"[{agencies[a]['name']}]({a}.md)", *(len(owed[f]) for f in ("leads", "named", "shared")))
        for a, owed in duties.items()
    )
    return ["# Cơ quan, đơn vị", *table("Cơ quan|Chủ trì|Được nêu tên|Phối hợp chung", rows)]


def documents() -> list[str]:
    """The cited documents."""
    said = (f"\n## {one['number']}\n\n{one['title']}\n" for one in references)
    return ["# Văn bản viện dẫn", *said]
