"""The floor's website: the pages, the search index, the tasks as CSV and the plan as JSON."""

import csv
import json
from collections.abc import Iterable
from typing import Any

from bench.floor import plan as floor
from bench.floor.plan import (
    Clause,
    agencies,
    clauses,
    duties,
    escaped,
    indicators,
    long_date,
    members,
    names,
    references,
    upper,
)

KINDS = {"planning": "Xây dựng kế hoạch", "execution": "Triển khai, thực hiện",
         "report": "Báo cáo", "monitoring": "Theo dõi, kiểm tra"}  # fmt: skip
MEASURES = {"average": "bình quân", "level": "mức đạt được", "total": "tổng cả giai đoạn"}
NAVIGATION = """<a href="{0}ke-hoach.html">Toàn văn</a> <a href="{0}nhiem-vu.html">Nhiệm vụ</a> \
<a href="{0}don-vi/index.html">Cơ quan, đơn vị</a> <a href="{0}chi-tieu.html">Chỉ tiêu</a> \
<a href="{0}thoi-han.html">Thời hạn</a> <a href="{0}van-ban.html">Văn bản viện dẫn</a> \
<a href="{0}tai-ve.html">Tải về</a>"""


def write(output: str) -> None:
    """Everything but the DOCX files."""
    rows = [clause for clause in clauses if clause.kind == "task"]
    data(f"{output}/du-lieu/plan.json", f"{output}/site/tai-ve/plan.json")
    site = f"{output}/site"
    with open(f"{site}/search-index.js", "w", encoding="utf-8") as file:
        file.write("window.INDEX = " + json.dumps(index(), ensure_ascii=False))
    with open(f"{site}/tai-ve/nhiem-vu.csv", "w", encoding="utf-8-sig", newline="") as table:
        csv.writer(table).writerows(csv_rows(rows))
    save(site, "index.html", "Kế hoạch", front())
    save(site, "ke-hoach.html", "Toàn văn", full_text())
    save(site, "nhiem-vu.html", "Nhiệm vụ", matrix(rows))
    save(site, "chi-tieu.html", "Chỉ tiêu", figures())
    save(site, "thoi-han.html", "Thời hạn, báo cáo", dates(rows))
    save(site, "van-ban.html", "Văn bản viện dẫn", documents())
    save(site, "tai-ve.html", "Tải về", downloads())
    save(site, "don-vi/index.html", "Cơ quan, đơn vị", offices("../"))
    for group in floor.groups:
        save(site, f"nhom-nhiem-vu/{group.id}.html", "Nhóm nhiệm vụ", group_page(group))
    for agency in duties:
        save(site, f"don-vi/{agency}.html", agencies[agency]["name"], agency_page(agency))


def save(site: str, path: str, title: str, body: Iterable[str]) -> None:
    """A page with the frame of all pages."""
    head, root = floor.head, "../" * path.count("/")
    named = f"Kế hoạch {head['number']}"
    issuer = agencies[head["issuer"]]["name"]
    with open(f"{site}/{path}", "w", encoding="utf-8") as file:
        file.write(
            f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title} – {named}'
            f'</title></head><body><a href="#noi_dung">Đến nội dung chính</a><header>{issuer} '
            f"{named} Tìm trong kế hoạch <nav>{NAVIGATION.format(root)}</nav></header><main "
            f'id="noi_dung">{"".join(body)}</main><footer>{named}, {long_date(head["date"])}, '
            f"{issuer}. Mọi trang được dựng từ dữ liệu của kế hoạch và giữ nguyên lời văn.</footer>"
            "</body></html>"
        )


def link(ids: Iterable[str], root: str = "") -> str:
    """Agencies, each with a link to its page."""
    return "; ".join(
        [
            f'<a href="{root}don-vi/{a if a in duties else f"index.html#{a}"}">'
            f"{escaped(agencies[a]['name'])}</a>"
            for a in ids
        ]
    )


def cite(clause: Clause, root: str = "") -> str:
    """Where a clause stands, with a link."""
    return f'<a href="{root}ke-hoach.html#{clause.id}">{upper(clause.citation)}</a>'


def item(tag: str, text: str) -> str:
    """An element."""
    return f"<{tag}>{text}</{tag}>"


def line(*cells: str) -> str:
    """A row of a table."""
    return f"<tr><td>{'</td><td>'.join(cells)}</td></tr>"


def front() -> list[str]:
    """The first page."""
    body = [item("h1", "Kế hoạch"), item("p", escaped(floor.head["subject"]))]
    for group in floor.groups:
        number = sum([len(given.below) for given in group.below])
        body.append(line(f'<a href="nhom-nhiem-vu/{group.id}.html">{group.label} {group.title}</a>',
                         str(number)))  # fmt: skip
    for lead in floor.leads:
        number = sum([len(given.below) for given in duties[lead]["leads"]])
        body.append(item("li", f"{link([lead])} {number} nhiệm vụ"))
    body += [item("li", f"{c.label} {c.title}") for c in clauses if c.title and c.kind != "group"]
    return body


def full_text() -> list[str]:
    """The whole plan; below each clause that gives somebody something, who that is."""
    body = [item("li", f"{c.label} {c.title}") for c in clauses if c.title]
    for clause in clauses:
        words = " ".join(filter(None, (clause.label, clause.title, clause.text)))
        who = ""
        if clause.kind == "assignment":
            who = f"<p>Chủ trì: {link(clause.lead)}</p><p>Phối hợp: {link(clause.partners)}</p>"
        for duty in clause.duties:
            who += f"<p>{KINDS[duty['kind']]}: {link(duty['actors'])}</p>"
        body.append(f'<p id="{clause.id}">{words}</p>{who}')
    return body


def matrix(rows: list[Clause]) -> list[str]:
    """Every task with who takes part, and the lists to choose from."""
    body = [f"<option>{group.label} {group.title}</option>" for group in floor.groups]
    body += [f"<option>{escaped(agencies[agency]['name'])}</option>" for agency in duties]
    for number, task in enumerate(rows, 1):
        given: Any = task.parent
        lead_in = f"{given.text} " if task.layout == "inline" else ""
        told = [p for p in given.partners if "roster" not in agencies[p]]
        shared = " ".join([m for p in given.partners for m in members(p) if m not in told])
        body.append(
            f'<tr data-group="{given.parent.id}" data-lead="{" ".join(given.lead)}" data-named="'
            f'{" ".join(told)}" data-shared="{shared}"><td>{number}</td><td>{lead_in}{task.text} '
            f"{cite(task)}{facts(task)}</td><td>{given.parent.short}</td><td>{link(given.lead)}"
            f"</td><td>{link(given.partners)}</td></tr>"
        )
    return body


def facts(task: Clause) -> str:
    """What the plan says of a task besides its words."""
    node = task.node
    said = (
        f"<p>Kết quả, sản phẩm {escaped(node['deliverable'])}</p>" if "deliverable" in node else ""
    )
    return said + (f"<p>Thời gian {escaped(node['due'])}</p>" if "due" in node else "")


def block(given: Clause, told: str, root: str = "../") -> str:
    """An assignment with its tasks."""
    tasks = []
    for task in given.below:
        inline = task.layout == "inline"
        place = "" if inline else f"<p>{cite(task, root)}</p>"
        lead_in = f"{given.text} " if inline else ""
        tasks.append(f"<li><p>{lead_in}{task.text}</p>{place}{facts(task)}</li>")
    return f"<article>{told}<ul>{''.join(tasks)}</ul></article>"


def group_page(group: Clause) -> Iterable[str]:
    """A group's assignments."""
    yield item("h1", f"{group.label} {group.title}")
    yield item(
        "p", f"Chủ trì: {link(dict.fromkeys(a for g in group.below for a in g.lead), '../')}"
    )
    for given in group.below:
        told = f"Chủ trì: {link(given.lead, '../')} Phối hợp: {link(given.partners, '../')}"
        yield block(given, f"<h3>{cite(given, '../')}</h3><p>{told}</p>")


def agency_page(agency: str) -> list[str]:
    """What an agency owes."""
    owed, name = duties[agency], escaped(agencies[agency]["name"])
    body = [item("h1", name)]
    for field, title in (("leads", "Chủ trì thực hiện"), ("named", "Được nêu tên phối hợp")):
        if owed[field]:
            body.append(item("h2", title))
        for given in owed[field]:
            who = f"Phối hợp: {link(given.partners, '../')}"
            who = who if field == "leads" else f"Chủ trì: {link(given.lead, '../')}"
            body.append(
                block(given, f"<h3>{cite(given, '../')} {given.parent.title}</h3><p>{who}</p>")
            )
    for clause, parts in owed["duties"].items():
        through = link(dict.fromkeys(t for _, (_, t) in parts if t), "../")
        said = "".join([f"<li>{KINDS[duty['kind']]}{when(duty)}</li>" for duty, _ in parts])
        body.append(f"<h3>{cite(clause, '../')}</h3><p>Được gọi chung trong: {through}</p>"
                    f"<p>{clause.text}</p><ul>{said}</ul>")  # fmt: skip
    if owed["shared"]:
        body.append(item("h2", "Tham gia phối hợp chung"))
        body.append(f"<p>Các điểm mà kế hoạch gọi chung nhóm có {name}, không nêu tên riêng.</p>")
    group: Any = None
    for given in owed["shared"]:
        if given.parent is not group:
            group = given.parent
            body.append(f"<h3>{cite(group, '../')} {group.title}</h3>")
        body.append(
            f'<li><a href="../ke-hoach.html#{given.id}">{given.label} {len(given.below)} nhiệm vụ'
            f"</a> do {link(given.lead, '../')} chủ trì</li>"
        )
    return body


def when(duty: Any) -> str:
    """When a duty is due and where to."""
    if "before" not in duty:
        return ""
    day, month = duty["before"].split("/")
    to = agencies[duty["to"]]["name"]
    return f": hằng năm, trước ngày {day} tháng {month}; gửi {to}"


def figures() -> Iterable[str]:
    """The indicators."""
    for number, one in enumerate(indicators, 1):
        cells = [one["targets"].get(phase, "–") for phase in floor.head["phases"]]
        yield line(str(number), one["name"], MEASURES[one["measure"]], *cells)


def dates(rows: list[Clause]) -> Iterable[str]:
    """What is due when."""
    for clause in clauses:
        for duty in clause.duties:
            if "before" in duty:
                who = [m for actor in duty["actors"] for m in members(actor) or [actor]]
                yield f"<p>Báo cáo{when(duty)}: {link(who)}</p><p>{clause.text}</p>"
    for task in rows:
        if "due" in task.node:
            given: Any = task.parent
            yield line(task.node["due"], f"{task.text} {cite(task)}", link(given.lead))


def documents() -> Iterable[str]:
    """The cited documents and where they are cited."""
    numbers = {one["number"]: one for one in references}
    uses: dict[str, list[Clause]] = {}
    for clause in clauses:
        if "-NQ/TW" in clause.text:
            for word in clause.text.replace(";", " ").replace(".", " ").split():
                if word in numbers:
                    uses.setdefault(word, []).append(clause)
    for one in references:
        places = "; ".join([cite(clause) for clause in uses.get(one["number"], ())])
        issuer = agencies[one["issuer"]]["name"]
        yield item("h2", f"{one['kind']} số {one['number']}") + item("p", escaped(one["title"]))
        yield item("p", f"{long_date(one['date'])}, {issuer}") + item("p", places)


def downloads() -> Iterable[str]:
    """The files."""
    for agency in duties:
        name = escaped(agencies[agency]["name"])
        yield f'<li><a href="tai-ve/don-vi/{agency}.docx">{name}</a></li>'


def offices(root: str) -> Iterable[str]:
    """All agencies with what they owe, and whom the collectives stand for."""
    for agency, owed in duties.items():
        counts = [
            str(sum([len(given.below) for given in owed[field]]))
            for field in ("leads", "named", "shared")
        ]
        yield line(link([agency], root), *counts, str(len(owed["duties"])),
                   f"Mẫu kế hoạch hành động của {escaped(agencies[agency]['name'])}")  # fmt: skip
    for agency, entry in agencies.items():
        if "roster" in entry:
            who = link(members(agency), root)
            yield f'<dt id="{agency}">{escaped(entry["name"])}</dt><dd>{who}</dd>'


def index() -> Any:
    """What the search looks through."""
    places = {agency: number for number, agency in enumerate(duties)}
    concerned: dict[str, list[int]] = {}
    for agency, owed in duties.items():
        for given in (*owed["leads"], *owed["named"], *owed["shared"]):
            for clause in (given, *given.below):
                concerned.setdefault(clause.id, []).append(places[agency])
        for clause in owed["duties"]:
            concerned.setdefault(clause.id, []).append(places[agency])
    found = [
        (c.id, c.citation, f"{c.title} {c.text}", c.parent and c.parent.id, concerned.get(c.id, ()))
        for c in clauses
    ]
    headings = [(c.id, c.short, c.title) for c in clauses if c.title]
    others: list[Any] = [(a["id"], a["name"]) for a in agencies.values()]
    others += [(one["id"], one["name"], *one["targets"].values()) for one in indicators]
    others += [(one["id"], one["number"], one["title"]) for one in references]
    return found, headings, [agencies[agency]["name"] for agency in duties], others


def csv_rows(rows: list[Clause]) -> Iterable[tuple[object, ...]]:
    """The tasks for a spreadsheet."""
    for number, task in enumerate(rows, 1):
        given: Any = task.parent
        text = f"{given.text} {task.text}" if task.layout == "inline" else task.text
        node, group = task.node, given.parent
        yield (
            number, upper(task.citation), f"{group.label} {group.title}", text, names(given.lead),
            names(given.partners), node.get("deliverable"), node.get("due"), task.id,
        )  # fmt: skip


def data(*paths: str) -> None:
    """The plan as JSON, with what follows from it."""
    said = [
        {"id": c.id, "kind": c.kind, "level": c.level, "layout": c.layout, "label": c.label,
         "short": c.short, "citation": c.citation, "parent": c.parent.id if c.parent else "",
         "title": c.title, "text": c.text, "lead": c.lead, "partners": c.partners,
         "tasks": [task.id for task in c.below], "deliverable": c.node.get("deliverable", ""),
         "due": c.node.get("due", ""), "duties": c.duties}
        for c in clauses
    ]  # fmt: skip
    owing = [
        {"agency": agency, "clauses": [c.id for c in owed["duties"]]}
        | {
            field: [
                {"assignment": given.id, "citation": given.citation,
                 "tasks": [task.id for task in given.below]}
                for given in owed[field]
            ]
            for field in ("leads", "named", "shared")
        }
        for agency, owed in duties.items()
    ]  # fmt: skip
    whole = {"head": floor.head, "clauses": said, "agencies": list(agencies.values()),
             "responsibilities": owing, "indicators": indicators,
             "references": references}  # fmt: skip
    text = json.dumps(whole, ensure_ascii=False)
    for path in paths:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
