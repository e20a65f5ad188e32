"""The floor's DOCX files: the plan, its annexes, and one for every agency with its tasks."""

import zipfile
from typing import Any

from bench.floor import plan as floor
from bench.floor.plan import Clause, agencies, clauses, duties, escaped, indicators, names

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORDPROCESSING = "application/vnd.openxmlformats-officedocument.wordprocessingml"
STYLES = "Head Number Kind Title Dash Point Clause Body Cell Heading1 Heading2 Heading3".split()
PARTS = {
    "[Content_Types].xml": f"""{XML}<Types \
xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" \
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override \
PartName="/word/document.xml" ContentType="{WORDPROCESSING}.document.main+xml"/><Override \
PartName="/word/styles.xml" ContentType="{WORDPROCESSING}.styles+xml"/></Types>""",
    "_rels/.rels": f"""{XML}<Relationships \
xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" \
Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>""",
    "word/_rels/document.xml.rels": f"""{XML}<Relationships \
xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" \
Type="{REL}/styles" Target="styles.xml"/></Relationships>""",
    "word/styles.xml": f'{XML}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz '
    'w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:pPr><w:spacing '
        'w:before="60" w:after="60"/><w:jc w:val="both"/></w:pPr></w:style>'
        for name in STYLES
    )
    + "</w:styles>",
}
PAGE = '\
<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" \
w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'


def p(style: str, text: str) -> str:
    """A paragraph of escaped text."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{text}'
        "</w:t></w:r></w:p>"
    )


def row(*cells: str) -> str:
    """A table row of escaped texts."""
    return f"<w:tr><w:tc>{'</w:tc><w:tc>'.join([p('Cell', cell) for cell in cells])}</w:tc></w:tr>"


def table(heads: str, rows: list[str]) -> str:
    """A table; `heads` are separated by bars."""
    columns = heads.split("|")
    return framed(len(columns), f"{row(*columns)}{''.join(rows)}")


def framed(columns: int, rows: str) -> str:
    """Rows as a table."""
    grid = "<w:gridCol/>" * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{rows}</w:tbl>"
    )


def save(output: str, name: str, body: list[str]) -> None:
    """The file, and its copy for the website."""
    document = f'{XML}<w:document xmlns:w="{W}"><w:body>{"".join(body)}{PAGE}</w:body></w:document>'
    path = f"{output}/{name}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for part, content in PARTS.items():
            archive.writestr(part, content)
        archive.writestr("word/document.xml", document)
    with open(path, "rb") as made, open(f"{output}/site/tai-ve/{name}", "wb") as copy:
        copy.write(made.read())


def write(output: str) -> None:
    """All DOCX files."""
    save(output, "ke-hoach.docx", plan())
    save(output, "phu-luc.docx", annexes())
    for agency in duties:
        save(output, f"don-vi/{agency}.docx", action_plan(agency))


def top(lines: list[str], number: str, place: str) -> list[str]:
    """The head of a document: who, the nation, number, place and date."""
    nation = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    left, right = ("".join([p("Head", escaped(line)) for line in side]) for side in (lines, nation))
    first = f"<w:tr><w:tc>{left}</w:tc><w:tc>{right}</w:tc></w:tr>"
    return [framed(2, f"{first}{row(number, place)}"), p("Kind", "Kế hoạch")]


def ending(recipients: list[str], signed: list[str]) -> str:
    """Whom it goes to, and who signs."""
    left = "".join([p("Cell", f"- {escaped(one)}") for one in recipients])
    right = "".join([p("Cell", escaped(line)) for line in signed])
    left = f"{p('Cell', 'Nơi nhận:')}{left}"
    return framed(2, f"<w:tr><w:tc>{left}</w:tc><w:tc>{right}</w:tc></w:tr>") + "<w:p/>"


def plan() -> list[str]:
    """The plan's own document."""
    head, signed = floor.head, floor.head["signature"]
    issuer = agencies[head["issuer"]]
    place = f"{head['place']}, {floor.long_date(head['date'])}"
    body = top(issuer["letterhead"], f"Số: {head['number']}", place)
    body.append(p("Title", escaped(head["subject"])))
    said = False
    for clause in clauses:
        if clause.kind == "section" and not said:
            body.append(p("Body", escaped(head["enacting"]["text"])))
            said = True
        if clause.layout == "inline":
            body[-1] = p("Point", f"{clause.parent.label} {clause.parent.text} {clause.text}")  # type: ignore[union-attr]
            continue
        words = " ".join(filter(None, (clause.label, clause.title, clause.text)))
        body.append(p(STYLE.get(clause.kind, "Dash"), words))
    body.append(ending(head["recipients"], [signed["authority"], signed["title"], signed["name"]]))
    return body


STYLE = {"section": "Heading1", "group": "Heading2", "assignment": "Heading3", "basis": "Clause"}


def cited_plan() -> str:
    """The plan as an agency's own plan names it."""
    head = floor.head
    issuer = agencies[head["issuer"]]["name"]
    return f"Kế hoạch số {head['number']} ngày {floor.short_date(head['date'])} của {issuer}"


def annexes() -> list[str]:
    """The indicators and the tasks as tables."""
    note = p("Title", f"(Tổng hợp từ {cited_plan()})")
    rows = []
    for number, one in enumerate(indicators, 1):
        said = one["targets"]
        first = next(iter(said.values()))
        unit = first.lstrip("0123456789-").strip()
        cells = [said.get(phase, "") for phase in floor.head["phases"]]
        rows.append(row(str(number), one["name"], unit, *cells, ""))
    phases = "|".join(f"Giai đoạn {phase}" for phase in floor.head["phases"])
    body = [p("Title", "Phụ lục I"), p("Title", "Hệ thống chỉ tiêu"), note]
    body.append(table(f"TT|Chỉ tiêu|Đơn vị tính|{phases}|Cơ quan theo dõi", rows))
    rows, number = [], 0
    for clause in clauses:
        if clause.kind == "group":
            rows.append(row(clause.label, clause.title, "", "", "", "", clause.short))
        elif clause.kind == "task":
            number += 1
            given: Any = clause.parent
            node = clause.node
            made, due = escaped(node.get("deliverable", "")), escaped(node.get("due", ""))
            who = names(given.lead), names(given.partners)
            rows.append(row(str(number), clause.text, *who, made, due, clause.short))
    body += [p("Title", "Phụ lục II"), p("Title", "Phân công nhiệm vụ"), note]
    body.append(table(TASKS, rows))
    return body


TASKS = (
    "TT|Nội dung nhiệm vụ|Cơ quan chủ trì|Cơ quan phối hợp|Kết quả, sản phẩm|"
    "Thời gian hoàn thành|Căn cứ mục"
)
LED = "TT|Nội dung nhiệm vụ|Kết quả, sản phẩm|Đơn vị phối hợp|Thời gian hoàn thành|Kinh phí|Ghi chú"
NAMED = (
    "TT|Nội dung nhiệm vụ|Cơ quan chủ trì|Nội dung phối hợp, sản phẩm|Thời gian hoàn thành|Ghi chú"
)


def action_plan(agency: str) -> list[str]:
    """What an agency is to fill in, with exactly its tasks."""
    own, owed, cited = agencies[agency], duties[agency], escaped(cited_plan())
    above = agencies[own["superior"]]["letterhead_short"]
    name = escaped(own["name"])
    subject = escaped(floor.head["subject"])
    body = top(
        [above, *own["letterhead"]],
        f"Số:         /KH-{own['code']}",
        f"{own['place']}, ngày … tháng … năm …",
    )
    body += [
        p("Title", f"Triển khai thực hiện {cited} {subject[:1].lower()}{subject[1:]}"),
        p("Heading1", "I. MỤC ĐÍCH, YÊU CẦU"),
        p("Heading2", "1. Mục đích."),
        p("Dash", f"- Triển khai đầy đủ, đúng tiến độ, có kết quả cụ thể các nhiệm vụ mà {cited} "
          f"giao cho {name}."),
        p("Heading2", "2. Yêu cầu."),
        p("Dash", "- Mỗi nhiệm vụ xác định rõ bộ phận thực hiện, sản phẩm, thời gian hoàn thành và "
          "kinh phí."),
        p("Heading1", "II. NHIỆM VỤ"),
    ]  # fmt: skip
    body += tasks(owed, name)
    body += [
        p("Heading1", "III. KINH PHÍ THỰC HIỆN"),
        p("Heading1", "IV. TỔ CHỨC THỰC HIỆN"),
        p("Body", f"Trách nhiệm của {name} theo {cited}:"),
    ]
    rows, reports = [], []
    for number, (clause, parts) in enumerate(owed["duties"].items(), 1):
        when = "".join([deadline(duty) for duty, _ in parts])
        to = "".join([agencies[duty["to"]]["name"] for duty, _ in parts if "to" in duty])
        rows.append(row(str(number), f"{clause.text} ({clause.citation})", when, to))
        reports += [duty for duty, _ in parts if duty["kind"] == "report"]
    body.append(table("TT|Nội dung|Thời hạn|Nơi nhận", rows))
    told = "; ".join(
        [
            f"{deadline(d)}, báo cáo kết quả thực hiện về {agencies[d['to']]['name']}"
            for d in reports
        ]
    )
    body += [p("Clause", "1. Phân công thực hiện:"), p("Clause", f"2. Chế độ báo cáo: {told}./.")]
    issuer = agencies[floor.head["issuer"]]["short"]
    body.append(ending([f"{issuer} (b/c);", "Lưu: VT, …."], [own["signature"]["title"], "…"]))
    return body


def deadline(duty: Any) -> str:
    """When a duty is due, for a narrow cell."""
    return f"Hằng năm, trước ngày {duty['before']}" if "before" in duty else ""


def tasks(owed: Any, name: str) -> list[str]:
    """The three tables: tasks led, named in, shared."""
    body: list[str] = []
    parts = 0
    for field, title, heads in (
        ("leads", "Nhiệm vụ chủ trì thực hiện.", LED),
        ("named", "Nhiệm vụ được nêu tên phối hợp.", NAMED),
    ):
        if not owed[field]:
            continue
        parts += 1
        rows: list[str] = []
        for given in owed[field]:
            who = names(given.partners if field == "leads" else given.lead)
            rows += [
                task_row(len(rows) + n, task, who, field) for n, task in enumerate(given.below, 1)
            ]
        body += [p("Heading2", f"{parts}. {title}"), table(heads, rows)]
    if owed["shared"]:
        rows = [shared_row(n, given) for n, given in enumerate(owed["shared"], 1)]
        said = (
            f"{name} tham gia các nhiệm vụ sau cùng các cơ quan, đơn vị khác được giao phối hợp; "
        )
        body += [
            p("Heading2", f"{parts + 1}. Nhiệm vụ tham gia phối hợp chung."),
            p("Body", f"{said}; lời văn đầy đủ của từng nhiệm vụ xem tại Kế hoạch."),
            table("TT|Nhóm nhiệm vụ và chỗ nêu trong Kế hoạch|Cơ quan chủ trì", rows),
        ]
    return body


def task_row(number: int, task: Clause, who: str, field: str) -> str:
    """A task led or named in."""
    node = task.node
    words, due = f"{task.text} ({task.citation})", escaped(node.get("due", ""))
    if field == "leads":
        return row(str(number), words, escaped(node.get("deliverable", "")), who, due, "", "")
    return row(str(number), words, who, "", due, "")


def shared_row(number: int, given: Clause) -> str:
    """An assignment that a collective takes part in."""
    group: Any = given.parent
    where = f"({given.citation}: {len(given.below)} nhiệm vụ)"
    return row(str(number), f"{group.title}{where}", names(given.lead))
