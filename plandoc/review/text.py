"""The review in a terminal: colours there, ``[-cũ-]{+mới+}`` elsewhere."""

from collections.abc import Callable, Iterator, Sequence

from plandoc.changes.facts import Hunk
from plandoc.review.entries import Entry
from plandoc.review.report import AgencyLine, Group, Report, grouped

Paint = Callable[[str, str], str]

CONTEXT = 8  # words shown on either side of a change
FORM_SHOWN = 10  # facts of form told one by one
_CODES = {"-": "31;9", "+": "32;4", "title": "1", "faint": "2", "warning": "1;33"}


def text(report: Report, colour: bool = False) -> str:
    """The review as lines of text, ended by one."""
    paint = _painted if colour else _plain
    lines = [paint(report.title, "faint"), paint(report.summary, "title")]
    for group in report.groups:
        lines += ["", paint(group.title.upper(), "title"), *_group(group, paint)]
    if report.agencies:
        lines += ["", paint("THEO CƠ QUAN", "title")]
        lines += [_agencies(alike, paint) for alike in grouped(report.agencies)]
    return "\n".join(lines) + "\n"


def shortened(words: Sequence[Hunk], context: int = CONTEXT) -> Iterator[Hunk]:
    """Hunks with only the words around each change; texts on one side only stay whole."""
    for index, hunk in enumerate(words):
        parts = hunk.text.split(" ")
        if hunk.op != "=" or len(words) == 1:
            yield hunk
        elif index == 0 and len(parts) > context + 2:
            yield Hunk("=", " ".join(["…", *parts[-context - 1 :]]))
        elif index == len(words) - 1 and len(parts) > context + 2:
            yield Hunk("=", " ".join([*parts[: context + 1], "…"]))
        elif 0 < index < len(words) - 1 and len(parts) > 2 * context + 3:
            yield Hunk("=", " ".join([*parts[: context + 1], "…", *parts[-context - 1 :]]))
        else:
            yield hunk


def _group(group: Group, paint: Paint) -> Iterator[str]:
    shown = [entry for entry in group.entries if entry.change.kind != "renumbered"]
    limit = FORM_SHOWN if group.form else len(shown)
    before = ""
    for entry in shown[:limit]:
        heading = _heading(entry, paint)
        yield from [heading] if heading != before else []
        before = heading
        yield from _entry(entry, paint)
    if len(shown) > limit:
        yield paint(f"  … và {len(shown) - limit} chỗ khác", "faint")
    if renumbered := [e.change for e in group.entries if e.change.kind == "renumbered"]:
        first = "; ".join(f"{change.before} → {change.after}" for change in renumbered[:2])
        more = "; …" if len(renumbered) > 2 else ""
        yield f"  {len(renumbered)} chỗ đánh số lại: {first}{more}"


def _heading(entry: Entry, paint: Paint) -> str:
    change = entry.change
    about = "" if change.of in ("clause", "head") else f": {entry.place}"
    node = f" {paint(f'[{change.node}]', 'faint')}" if change.node else ""
    return f"{'    ' if change.within else '  '}{entry.where}{about}{node}"


def _entry(entry: Entry, paint: Paint) -> Iterator[str]:
    indent = "      " if entry.change.within else "    "
    warning = entry.change.kind == "id-changed"
    words = "".join(_hunk(hunk, paint) for hunk in shortened(entry.words))
    what = paint(entry.what, "warning" if warning else "title")
    yield f"{indent}{what}" + (f": {words}" if words else "")
    for note in entry.notes:
        yield f"{indent}  {note}"


def _hunk(hunk: Hunk, paint: Paint) -> str:
    return hunk.text if hunk.op == "=" else paint(hunk.text, hunk.op)


def _agencies(alike: list[AgencyLine], paint: Paint) -> str:
    line = alike[0]
    names = paint("; ".join(one.name for one in alike), "title")
    parts = "; ".join(f"{what} ({where})" if where else what for what, where in line.parts)
    verdict = f": {paint(line.verdict, 'warning')}" if line.verdict else ""
    return f"  {names}: {parts}{verdict}"


def _plain(text: str, style: str) -> str:
    return {"-": f"[-{text}-]", "+": f"{{+{text}+}}"}.get(style, text)


def _painted(text: str, style: str) -> str:
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m"
