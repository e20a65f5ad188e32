"""The floor's website."""

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
    references,
    upper,
)

KINDS = {"planning": "Xây dựng kế hoạch", "execution": "Triển khai, thực hiện",
         "report": "Báo cáo", "monitoring": "Theo dõi, kiểm tra"}  # fmt: skip
MEASURES = {"average": "bình quân", "level": "mức đạt được", "total": "tổng cả giai đoạn"}
NAVIGATION = """<a href="{0}ke-hoach.html">Toàn văn</a> <a href="{0}nhiem-vu.html">Nhiệm vụ</a> \
<a href="{0}don-vi/index.html">Cơ quan, đơn vị</a> <a href="{0}chi-tieu.html">Chỉ tiêu</a> \
<a href="{0}thoi-han.html">Thời hạn</a> <a href="{0}van-ban.html">Văn bản viện dẫn</a> \
<a href="{0}thay-doi.html">Các lần sửa</a> <a href="{0}tai-ve.html">Tải về</a>"""

FOOT = (
    "Mọi trang được dựng từ dữ liệu của kế hoạch và giữ nguyên lời văn. Về khả năng tiếp cận. "
    "Nền trang theo máy sáng tối"
)


def write(output: str) -> None:
    """All pages."""
    rows = [clause for clause in clauses if clause.kind == "task"]
    site = f"{output}/site"
    save(site, "index.html", "Kế hoạch", front())
    save(site, "ke-hoach.html", "Toàn văn", full_text())
    save(site, "nhiem-vu.html", "Nhiệm vụ", matrix(rows))
    save(site, "chi-tieu.html", "Chỉ tiêu", figures())
    save(site, "thoi-han.html", "Thời hạn, báo cáo", dates(rows))
    save(site, "van-ban.html", "Văn bản viện dẫn", documents())
    save(site, "tai-ve.html", "Tải về", downloads())
    save(site, "tim-kiem.html", "Tìm kiếm", [item("li", link([agency])) for agency in duties])
    save(site, "don-vi/index.html", "Cơ quan, đơn vị", offices("../"))
    save(output, "don-vi/index.html", "Mẫu kế hoạch hành động", forms())
    for number, group in enumerate(floor.groups):
        beside = floor.groups[max(number - 1, 0) : number + 2]
        save(site, f"nhom-nhiem-vu/{group.id}.html", "Nhóm nhiệm vụ", group_page(group, beside))
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
            f"{named} Tìm trong kế hoạch Tìm <nav>{NAVIGATION.format(root)}</nav></header><main "
            f'id="noi_dung"><p>{title}</p>{"".join(body)}</main><footer>{named}, '
            f"{long_date(head['date'])}, {issuer}. {FOOT}</footer></body></html>"
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


def group_page(group: Clause, beside: list[Clause]) -> Iterable[str]:
    """A group's assignments, and the groups before and after."""
    yield item("h1", f"{group.label} {group.title}")
    leads = dict.fromkeys(agency for given in group.below for agency in given.lead)
    number = sum([len(given.below) for given in group.below])
    yield item("p", f"{number} nhiệm vụ, {len(leads)} cơ quan chủ trì. Đọc trong toàn văn")
    yield item("p", f"Chủ trì: {link(leads, '../')}. Nhiệm vụ theo cơ quan chủ trì")
    for given in group.below:
        told = f"Chủ trì: {link(given.lead, '../')} Phối hợp: {link(given.partners, '../')}"
        yield block(given, f"<h3>{cite(given, '../')}</h3><p>{told}</p>")
    for other in beside:
        if other is not group:
            yield f'<a href="{other.id}.html">Nhóm {other.label} {other.title}</a>'


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
        yield f'<li><a href="tai-ve/don-vi/{agency}.docx">{name} (DOCX, 10 KB)</a></li>'


def offices(root: str) -> Iterable[str]:
    """All agencies with what they owe, and whom the collectives stand for."""
    for agency, owed in duties.items():
        counts = [
            str(sum([len(given.below) for given in owed[field]]))
            for field in ("leads", "named", "shared")
        ]
        form = f"Mẫu kế hoạch hành động của {escaped(agencies[agency]['name'])}: DOCX, 10 KB"
        yield line(link([agency], root), *counts, str(len(owed["duties"])), form)
    for agency, entry in agencies.items():
        if "roster" in entry:
            who = link(members(agency), root)
            yield f'<dt id="{agency}">{escaped(entry["name"])}</dt><dd>{who}</dd>'


def forms() -> Iterable[str]:
    """The forms to send out."""
    for number, (agency, owed) in enumerate(duties.items(), 1):
        counts = [str(sum([len(g.below) for g in owed[f]])) for f in ("leads", "named", "shared")]
        file = f'<a href="{agency}.docx">{agency}.docx</a>'
        yield line(str(number), escaped(agencies[agency]["name"]), file, *counts)
