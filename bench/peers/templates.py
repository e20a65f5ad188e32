"""The Word templates that docxtpl fills in; made once, as a person would in Word."""

from typing import Any

from docx import Document

from bench.floor import word
from bench.peers.word_templates import TEMPLATES

NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
STYLES = {"section": "Heading 1", "group": "Heading 2", "assignment": "Heading 3", "": "Normal"}


def table(document: Any, heads: str, items: str, cells: list[str]) -> None:
    """A table whose row is repeated for each of `items`."""
    columns = heads.split("|")
    made = document.add_table(rows=4, cols=len(columns))
    rows = [columns, [f"{{%tr for row in {items} %}}"], cells, ["{%tr endfor %}"]]
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text


def top(document: Any, left: list[str], number: str, place: str) -> None:
    """The head of a document."""
    made = document.add_table(rows=2, cols=2)
    texts = ("\n".join(left), "\n".join(NATION), number, place)
    for cell, text in zip((*made.rows[0].cells, *made.rows[1].cells), texts, strict=True):
        cell.text = text
    document.add_paragraph("Kế hoạch")


def ending(document: Any, recipients: list[str], signed: list[str]) -> None:
    """Whom it goes to and who signs."""
    made = document.add_table(rows=1, cols=2)
    made.rows[0].cells[0].text = "\n".join(["Nơi nhận:", *recipients])
    made.rows[0].cells[1].text = "\n".join(signed)


def several(document: Any, *texts: str) -> None:
    """Paragraphs."""
    for text in texts:
        document.add_paragraph(text)


def plan() -> Any:
    """The plan's own."""
    document = Document()
    top(document, ["ỦY BAN NHÂN DÂN TỈNH"], "Số: {{ head.number }}", "{{ head.place }}, ngày 17 "
        "tháng 11 năm 2023")  # fmt: skip
    several(document, "{{ head.subject }}", "{{ head.enacting.text }}")
    document.add_paragraph("{%p for kind, words in rows %}")
    keyword = "if"
    for kind, style in STYLES.items():
        test = f"{keyword} kind == '{kind}'" if kind else "else"
        document.add_paragraph(f"{{%p {test} %}}")
        document.add_paragraph("{{ words }}", style=style)
        keyword = "elif"
    several(document, "{%p endif %}", "{%p endfor %}")
    recipients = [f"- {{{{ head.recipients[{number}] }}}}" for number in range(4)]
    signed = [f"{{{{ head.signature.{field} }}}}" for field in ("authority", "title", "name")]
    ending(document, recipients, signed)
    return document


def annexes() -> Any:
    """The tables of indicators and tasks."""
    document = Document()
    several(document, "Phụ lục I", "Hệ thống chỉ tiêu", "(Tổng hợp từ {{ cited }})")
    heads = "TT|Chỉ tiêu|Đơn vị tính|Giai đoạn 2021-2025|Giai đoạn 2026-2030|Cơ quan theo dõi"
    targets = [f"{{{{ row.targets[phases[{number}]] }}}}" for number in (0, 1)]
    table(document, heads, "indicators", ["{{ loop.index }}", "{{ row.name }}", "", *targets, ""])
    several(document, "Phụ lục II", "Phân công nhiệm vụ", "(Tổng hợp từ {{ cited }})")
    table(document, word.TASKS, "tasks", [f"{{{{ row[{number}] }}}}" for number in range(7)])
    return document


def agency() -> Any:
    """An agency's own plan, to fill in."""
    document = Document()
    lines = ["{{ superior }}", "{{ own.letterhead[0] }}", "{{ own.letterhead[1] }}"]
    date = "{{ own.place }}, ngày … tháng … năm …"
    top(document, lines, "Số:         /KH-{{ own.code }}", date)
    several(
        document,
        "Triển khai thực hiện {{ cited }} {{ head.subject }}",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích.",
        "- Triển khai đầy đủ, đúng tiến độ, có kết quả cụ thể các nhiệm vụ mà {{ cited }} giao cho "
        "{{ name }}.",
        "2. Yêu cầu.",
        "- Mỗi nhiệm vụ xác định rõ bộ phận thực hiện, sản phẩm, thời gian hoàn thành và kinh phí.",
        "II. NHIỆM VỤ",
        "Nhiệm vụ chủ trì thực hiện.",
    )
    place = ["{{ row[0] }}", "{{ row[1] }}"]
    table(document, word.LED, "leads", [*place, "{{ row[2] }}", "{{ row[3] }}", "{{ row[4] }}"])
    several(document, "Nhiệm vụ được nêu tên phối hợp.")
    table(document, word.NAMED, "named", [*place, "{{ row[3] }}", "", "{{ row[4] }}"])
    several(
        document,
        "Nhiệm vụ tham gia phối hợp chung.",
        "{{ name }} tham gia các nhiệm vụ sau cùng các cơ quan, đơn vị khác được giao phối hợp; "
        "lời văn đầy đủ của từng nhiệm vụ xem tại Kế hoạch.",
    )
    heads = "TT|Nhóm nhiệm vụ và chỗ nêu trong Kế hoạch|Cơ quan chủ trì"
    table(document, heads, "shared", [*place, "{{ row[2] }}"])
    several(document, "III. KINH PHÍ THỰC HIỆN", "IV. TỔ CHỨC THỰC HIỆN",
            "Trách nhiệm của {{ name }} theo {{ cited }}:")  # fmt: skip
    table(document, "TT|Nội dung|Thời hạn|Nơi nhận", "clauses",
          [*place, "{{ row[2] }}", "{{ row[3] }}"])  # fmt: skip
    several(document, "1. Phân công thực hiện:", "2. Chế độ báo cáo: …./.")
    ending(document, ["- UBND tỉnh (b/c);", "- Lưu: VT, …."], ["{{ own.signature.title }}", "…"])
    return document


def main() -> None:
    """Write all templates."""
    TEMPLATES.mkdir(exist_ok=True)
    for name, made in (("plan", plan()), ("annexes", annexes()), ("agency", agency())):
        made.save(str(TEMPLATES / f"{name}.docx"))


if __name__ == "__main__":
    main()
