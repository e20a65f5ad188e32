"""docs/checks.md: every code with its manual, written from the manuals themselves."""

import re
from collections.abc import Callable
from pathlib import Path

from plandoc.checks import RULES
from plandoc.diagnostics import Severity
from plandoc.explanations.codes import codes, explain

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "checks.md"

# The hundreds say what is asked.
GROUPS = {
    "P0": "Tệp có đọc được không",
    "P1": "Mã và viện dẫn",
    "P2": "Ai chịu trách nhiệm",
    "P3": "Khi nào",
    "P4": "Chỉ tiêu và con số",
    "P5": "Thể thức",
    "P6": "Lời văn",
    "P9": "Mẫu trình bày và kết quả",
}
SEVERITIES = {rule.CODE: rule.SEVERITY for rule in RULES} | {"P008": Severity.WARNING}

HEAD = """\
# Các mã lỗi

Mỗi lỗi, cảnh báo, ghi chú mang một mã. Trên máy, xem một mã bằng `python build.py explain P201`.
*Lỗi* thì không dựng được; *cảnh báo* thì vẫn dựng; *ghi chú* không đòi hỏi gì.

Trang này viết từ chính các trang giải thích của chương trình (`pytest --accept`), đừng sửa ở đây.
"""


def test_the_page_is_made_of_the_manuals(golden: Callable[[Path, str], None]) -> None:
    golden(PAGE, page())


def test_every_code_has_its_place_and_its_link() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for code in codes():
        assert text.count(f"\n### {code}\n") == 1
        assert f"- [{code}](#{code.lower()}) " in text


def test_the_page_is_where_one_looks() -> None:
    for name in ("README.md", "docs/huong-dan.md", "CONTRIBUTING.md"):
        assert "checks.md" in (ROOT / name).read_text(encoding="utf-8"), name


def page() -> str:
    lists, chapters = [], []
    for group, title in GROUPS.items():
        members = [code for code in codes() if code.startswith(group)]
        if members:
            lines = [f"- [{code}](#{code.lower()}) {statement(code)}" for code in members]
            lists.append("\n".join([f"**{group}: {title}**", "", *lines]))
            chapters.append("\n".join([f"## {group}: {title}", *(map(entry, members))]))
    return "\n".join([HEAD, "\n\n".join(lists), "", "\n\n".join(chapters)]) + "\n"


def statement(code: str) -> str:
    return manual(code).partition("\n")[0]


def manual(code: str) -> str:
    return (explain(code) or "").strip()


def entry(code: str) -> str:
    """A manual as Markdown: its examples, indented after ``::``, become blocks of code."""
    first, _, rest = manual(code).partition("\n\n")
    severity = SEVERITIES.get(code, Severity.ERROR)
    blocks = re.sub(r"(?m)^(Sai|Đúng)::\n\n((?:(?:    .*)?\n?)+)", example, rest + "\n")
    return f"\n### {code}\n\n**{first}** ({severity})\n\n{blocks.strip()}"


def example(match: re.Match[str]) -> str:
    lines = [line.removeprefix("    ") for line in match[2].rstrip().split("\n")]
    return "\n".join([f"{match[1]}:", "", "```yaml", *lines, "```", "", ""])
