"""The review as a comment on a pull request: it fits, and nothing in it comes alive.

A comment holds 65,536 characters; a long review is told with fewer words, then fewer facts, never
with a cut tag. The first line marks the comment, so that the next review takes its place.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape

from msgspec import Struct

from plandoc.changes.facts import Hunk, TargetValue
from plandoc.review.entries import Entry
from plandoc.review.report import AgencyLine, Group, Report, grouped
from plandoc.review.text import shortened

MARKER = "<!-- plandoc-diff -->"
LIMIT = 65_536

_OPEN = frozenset({"canh-bao", "trach-nhiem", "chi-tieu", "thoi-han"})  # groups shown unfolded
_GAP = "&#8203;"  # no width: only an entity ends a mention, and it does not on its own
_SPECIAL = re.compile(r"[\\`*_{}\[\]|~$!^=]")
_ALIVE = re.compile(r"@|#(?=\w)|:(?=//|[\w+-]+:)|(?<=\bwww)\.|(?<=\bGH)-", re.IGNORECASE)


class Size(Struct, frozen=True):
    """How much is told: words around a change (0: all), characters of a text, facts of a group,
    lines of agencies."""

    context: int
    text: int
    facts: int
    agencies: int


SIZES = (
    Size(0, 20_000, 10_000, 1_000),
    Size(20, 600, 10_000, 1_000),
    Size(8, 300, 300, 200),
    Size(8, 200, 200, 200),
    Size(8, 200, 100, 100),
    Size(6, 120, 30, 50),
    Size(4, 80, 10, 20),
    Size(3, 60, 3, 10),
    Size(3, 60, 0, 5),
    Size(3, 60, 0, 0),
)


def markdown(report: Report, limit: int = LIMIT) -> str:
    """The review as Markdown of at most `limit` characters, in the largest size that fits."""
    # Counted as the longest of what a host may count: a letter outside the plane of all others
    # is two.
    texts = (_whole(report, size) for size in SIZES)
    fitting = (text for text in texts if len(text.encode("utf-16-le")) // 2 <= limit)
    return next(fitting, f"{MARKER}\n{inert(report.summary, 300)}\n")


def inert(text: str, most: int = 20_000) -> str:
    """Plain text that no Markdown and no host reads as anything else, on one line."""
    text = " ".join(text.splitlines())
    if len(text) > most:
        text = text[: most - 1] + "…"
    text = _ALIVE.sub(lambda match: match[0] + "\0", text)
    text = _SPECIAL.sub(lambda match: f"\1{ord(match[0])};", escape(text, quote=False))
    return text.replace("\0", _GAP).replace("\1", "&#")


def _whole(report: Report, size: Size) -> str:
    parts = [
        MARKER,
        f"## Thay đổi của kế hoạch\n\nSo sánh: {inert(report.title, 300)}",
        f"**{inert(report.summary)}**",
        *(_group(group, size) for group in report.groups),
        _agencies(report.agencies, size),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _group(group: Group, size: Size) -> str:
    count = len(group.entries)
    shown = group.entries[: size.facts]
    lines = _targets(shown, size) if group.key == "chi-tieu" else _facts(shown, size)
    if count > len(shown):
        lines = [*lines, "", f"… và {count - len(shown)} thay đổi khác."]
    body = "\n".join(lines)
    title = f"{inert(group.title)} ({count})"
    if group.key in _OPEN:
        return f"### {title}\n\n{body}"
    return f"<details><summary><b>{title}</b></summary>\n\n{body}\n\n</details>"


def _facts(entries: Iterable[Entry], size: Size) -> list[str]:
    rows = [f"| {_where(one, size)} | {_what(one, size)} |" for one in entries]
    return ["| Chỗ | Thay đổi |", "| --- | --- |", *rows] if rows else []


def _targets(entries: Iterable[Entry], size: Size) -> list[str]:
    rows = []
    for one in entries:
        before, after = one.change.before, one.change.after
        if not (isinstance(before, TargetValue) and isinstance(after, TargetValue)):
            rows.append(f"| {inert(one.place, size.text)} | {_what(one, size)} | | |")
            continue
        olds, news = (tuple(hunk for hunk in one.words if hunk.op in ("=", op)) for op in "-+")
        name = f"{inert(one.place, size.text)}, {inert(one.change.field)}"
        cells = (name, _words(olds, size), _words(news, size), _notes(one, size))
        rows.append(f"| {' | '.join(cells)} |")
    head = ["| Chỉ tiêu | Cũ | Mới | Chênh lệch |", "| --- | --- | --- | --- |"]
    return [*head, *rows] if rows else []


def _where(one: Entry, size: Size) -> str:
    place = one.where if one.change.of in ("clause", "head") else one.place
    node = f"<br><sub>{inert(one.change.node)}</sub>" if one.change.node else ""
    return f"{inert(place, size.text)}{node}"


def _what(one: Entry, size: Size) -> str:
    words = _words(one.words, size)
    what = f"<b>{inert(one.what)}</b>" + (f": {words}" if words else "")
    notes = _notes(one, size)
    return f"{what}<br>{notes}" if notes else what


def _notes(one: Entry, size: Size) -> str:
    return "<br>".join(inert(note, size.text) for note in one.notes)


def _words(words: tuple[Hunk, ...], size: Size) -> str:
    tags = {"=": "", "-": "del", "+": "ins"}
    hunks = shortened(words, size.context) if size.context else words
    return "".join(_tagged(tags[hunk.op], inert(hunk.text, size.text)) for hunk in hunks)


def _tagged(tag: str, text: str) -> str:
    return f"<{tag}>{text}</{tag}>" if tag else text


def _agencies(lines: tuple[AgencyLine, ...], size: Size) -> str:
    if not lines:
        return ""
    alike = grouped(lines)
    shown = list(_agency_rows(alike[: size.agencies], size))
    head = ["| Cơ quan | Thay đổi | Việc phải làm |", "| --- | --- | --- |"] if shown else []
    rest = sum(len(group) for group in alike[size.agencies :])
    more = ["", f"… và {rest} cơ quan khác."] if rest else []
    return "\n".join([f"### Theo cơ quan ({len(lines)})", "", *head, *shown, *more])


def _agency_rows(groups: list[list[AgencyLine]], size: Size) -> Iterator[str]:
    for group in groups:
        first = group[0]
        names = inert("; ".join(line.name for line in group), size.text * 4)
        told = (f"{what} ({where})" if where else what for what, where in first.parts)
        parts = "<br>".join(inert(part, size.text) for part in told)
        yield f"| {names} | {parts} | {f'**{inert(first.verdict)}**' if first.verdict else ''} |"
