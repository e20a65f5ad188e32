"""Valid plans of a given size, the same for the same seed.

`python -m bench.plans FOLDER --size real` writes one.

Shaped like the real plan: groups of assignments, a lead with named partners, a collective of the
province's twenty offices in nearly every assignment, indicators by phase. Rosters stay as long as
the real one's however many agencies there are, or the templates alone would grow with tasks ×
agencies. Changed plans are for `diff` and for rebuilding.
"""

import argparse
import json
import random
import shutil
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from bench import words

PHASES = ("2021-2025", "2026-2030")
YEARS = range(2026, 2031)
WIDTH = 96


class Size(NamedTuple):
    """How large a plan is; `together` is the tasks of an assignment, `points` the assignments of a
    group (at most 23: they are lettered)."""

    tasks: int
    agencies: int
    together: int = 5
    points: int = 20


SIZES = {
    "real": Size(44, 22, together=2, points=3),
    "1000": Size(1_000, 200),
    "10000": Size(10_000, 1_000),
}


class Office(NamedTuple):
    """An agency of a generated plan."""

    id: str
    name: str
    province: int


def write_plan(folder: Path, size: Size, changes: int = 0, seed: int = 7) -> None:
    """Write a plan's YAML into a folder, replacing what is there.

    `changes` tasks, spread evenly, differ in their words from the plan without changes; every
    tenth of these is another task, under another id.
    """
    if folder.exists():
        shutil.rmtree(folder)
    draw = random.Random(seed)
    offices = _offices(size.agencies)
    files = {
        "agencies.yaml": _agencies(offices),
        "indicators.yaml": _indicators(draw, max(19, size.tasks // 20)),
        "references.yaml": _references(max(12, size.tasks // 50)),
        "sections/1-purposes.yaml": _purposes(draw),
        "sections/2-objectives.yaml": _objectives(draw, max(19, size.tasks // 20)),
        "sections/4-implementation.yaml": _implementation(offices),
    }
    groups = _groups(draw, size, offices, _changed(size.tasks, changes))
    files |= {f"sections/3-tasks/{name}.yaml": text for name, text in groups.items()}
    files["sections/3-tasks/section.yaml"] = (
        "id: nhiem-vu\nkind: tasks\ntitle: NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU\ngroups:\n"
        + "".join(f"  - {name}\n" for name in groups)
    )
    files["plan.yaml"] = _HEAD
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _changed(tasks: int, changes: int) -> dict[int, bool]:
    """The numbers of the changed tasks; true for one that is another task."""
    return {index * tasks // changes: index % 10 == 9 for index in range(changes)}


_HEAD = """\
format: 1
kind: Kế hoạch
number: 100/KH-UBND
date: 2023-11-17
place: Bình Dương
issuer: ubnd-tinh
subject: >-
  Thực hiện Nghị quyết số 1-NQ/TW về tiếp tục đẩy mạnh công nghiệp hóa, hiện đại hóa đất nước đến
  năm 2030, tầm nhìn đến năm 2045
bases:
  - id: can-cu-1
    text: Căn cứ Nghị quyết số 1-NQ/TW của Ban Chấp hành Trung ương;
  - id: can-cu-2
    text: Căn cứ Nghị quyết số 2-NQ/TW của Ban Chấp hành Trung ương;
enacting:
  text: "Ủy ban nhân dân tỉnh ban hành Kế hoạch triển khai thực hiện như sau:"
phases: [2021-2025, 2026-2030]
sections:
  - 1-purposes
  - 2-objectives
  - 3-tasks
  - 4-implementation
recipients:
  - Thường trực Tỉnh ủy;
  - CT, các PCT;
  - Các Sở, ban, ngành;
  - "Lưu: VT."
signature:
  authority: TM. ỦY BAN NHÂN DÂN TỈNH
  title: CHỦ TỊCH
  name: Nguyễn Văn An
"""


def _folded(field: str, text: str, indent: int) -> str:
    """A field as a folded scalar, wrapped as the real plan's files are."""
    space = " " * indent
    lines = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return f"{space}{field}: >-\n" + "".join(f"{space}  {line}\n" for line in lines)


def _flow(values: Iterable[str]) -> str:
    return f"[{', '.join(values)}]"


def _offices(agencies: int) -> list[Office]:
    """As many offices as asked for, about twenty to a province."""
    provinces = max(1, round(agencies / 20))
    found = []
    for number in range(agencies):
        province, office = number % provinces, number // provinces
        name, code, _ = words.OFFICES[office]
        plain = code.lower().replace("đ", "d")
        found.append(Office(f"{plain}-{province}", f"{name} tỉnh {_place(province)}", province))
    return sorted(found, key=lambda office: office.province)


def _place(province: int) -> str:
    return words.PROVINCES[province]


def _of(offices: Iterable[Office], province: int) -> list[Office]:
    return [office for office in offices if office.province == province]


def _collective(province: int) -> str:
    return f"các sở, ban, ngành tỉnh {_place(province)}"


def _agencies(offices: list[Office]) -> str:
    titles = {name: (code, title) for name, code, title in words.OFFICES}
    texts = [
        "- id: ubnd-tinh\n  name: Ủy ban nhân dân tỉnh\n  short: UBND tỉnh\n  code: UBND\n"
        "  place: Bình Dương\n  letterhead: [ỦY BAN NHÂN DÂN TỈNH]\n"
        "  letterhead_short: UBND TỈNH\n  signature: {title: CHỦ TỊCH}\n",
        "- id: ban-chap-hanh\n  name: Ban Chấp hành Trung ương\n",
    ]
    for office in offices:
        name = office.name.partition(" tỉnh ")[0]
        code, title = titles[name]
        lines = (name.upper(), f"TỈNH {_place(office.province).upper()}")
        quoted = _flow(json.dumps(line, ensure_ascii=False) for line in lines)
        texts.append(
            f"- id: {office.id}\n  name: {office.name}\n  code: {code}\n  superior: ubnd-tinh\n"
            f"  place: {_place(office.province)}\n  letterhead: {quoted}\n"
            f"  signature: {{title: {title}}}\n"
        )
    provinces = sorted({office.province for office in offices})
    for province in provinces:
        roster = _flow(office.id for office in _of(offices, province))
        texts.append(
            f"- id: cac-so-{province}\n  name: {_collective(province)}\n  roster: {roster}\n"
        )
    texts += [
        "- id: don-vi-lien-quan\n  name: các đơn vị liên quan\n  roster: []\n",
        "- id: don-vi-chu-tri\n  name: các đơn vị được phân công chủ trì\n  roster: leads\n",
        "- id: moi-don-vi\n  name: các sở, ban, ngành, địa phương\n"
        f"  roster: {_flow(office.id for office in offices)}\n",
    ]
    return "\n".join(texts)


def _indicators(draw: random.Random, count: int) -> str:
    texts = []
    for number in range(count):
        name, measure, unit = words.MEASURES[number % len(words.MEASURES)]
        low = draw.randrange(3, 60)
        texts.append(
            f"- id: chi-tieu-{number}\n  name: {name} lĩnh vực {number + 1}\n"
            f"  measure: {measure}\n  targets:\n    {PHASES[0]}: {low}-{low + 2}{unit}\n"
            f"    {PHASES[1]}: trên {low + 3}{unit}\n"
        )
    return "\n".join(texts)


def _references(count: int) -> str:
    return "\n".join(
        f"- id: vb-{number}\n  kind: Nghị quyết\n  number: {number}-NQ/TW\n  date: 2022-11-17\n"
        "  issuer: ban-chap-hanh\n"
        + _folded("title", f"về tiếp tục đẩy mạnh {words.MATTERS[number % 32]} đến năm 2030", 2)
        for number in range(1, count + 1)
    )


def _sentences(draw: random.Random, length: int) -> str:
    """Words of about `length` characters: sentences that end with a full stop."""
    parts: list[str] = []
    while sum(map(len, parts)) + 2 * len(parts) < length:
        said = [draw.choice(words.ACTIONS), draw.choice(words.MATTERS)]
        said += [draw.choice(words.WAYS)] if draw.random() < 0.7 else []
        said += [draw.choice(words.AIMS)] if draw.random() < 0.5 else []
        parts.append(" ".join(said))
    text = ""
    for part in parts:
        if not text:
            text = part
        elif draw.random() < 0.7:
            text += f"; {part[:1].lower()}{part[1:]}"
        else:
            text += f". {part}"
    return f"{text}."


def _task_words(draw: random.Random) -> str:
    """As long as the real plan's tasks: 106 to 526 characters, 280 on average."""
    return _sentences(draw, round(draw.triangular(30, 470, 130)))


def _purposes(draw: random.Random) -> str:
    items = "".join(
        f"      - id: {part}-{number}\n{_folded('text', _sentences(draw, 420), 8)}"
        + ("" if number < 3 or part == "yeu-cau" else _SECOND_PURPOSE)
        for part in ("muc-dich", "yeu-cau")
        for number in range(1, 4)
    )
    return (
        "id: muc-dich-yeu-cau\nkind: purposes\ntitle: MỤC ĐÍCH, YÊU CẦU\nitems:\n"
        f"  - id: muc-dich\n    title: Mục đích.\n    items:\n{items}"
    )


_SECOND_PURPOSE = "  - id: yeu-cau\n    title: Yêu cầu.\n    items:\n"


def _objectives(draw: random.Random, indicators: int) -> str:
    """Every indicator once for each phase, four to a clause."""
    texts = [
        "id: muc-tieu\nkind: objectives\ntitle: MỤC TIÊU\nitems:\n"
        "  - id: muc-tieu-tong-quat\n    title: Mục tiêu tổng quát.\n    items:\n"
    ]
    texts += [
        f"      - id: tong-quat-{number}\n{_folded('text', _sentences(draw, 250), 8)}"
        for number in range(1, 6)
    ]
    texts.append("  - id: chi-tieu-cu-the\n    title: Chỉ tiêu cụ thể.\n    items:\n")
    for phase in PHASES:
        texts.append(
            f"      - id: giai-doan-{phase}\n        title: Giai đoạn {phase}.\n"
            f"        layout: number\n        phase: {phase}\n        items:\n"
        )
        for first in range(0, indicators, 4):
            said = "; ".join(
                f"{words.MEASURES[number % len(words.MEASURES)][0]} lĩnh vực {number + 1} đạt "
                f"{{chi-tieu-{number}}}"
                for number in range(first, min(first + 4, indicators))
            )
            texts.append(
                f"          - id: muc-{phase[:4]}-{first}\n{_folded('text', f'{said}.', 12)}"
            )
    return "".join(texts)


def _groups(
    draw: random.Random, size: Size, offices: list[Office], changed: dict[int, bool]
) -> dict[str, str]:
    """The files of the groups by name. A changed plan draws what the other draws: it differs in
    the changed tasks alone."""
    provinces = sorted({office.province for office in offices})
    by_province = {province: _of(offices, province) for province in provinces}
    files: dict[str, str] = {}
    points: list[str] = []
    task = point = 0
    while task < size.tasks:
        inline = point % 10 == 9
        together = 1 if inline else draw.choice((-1, 0, 0, 1)) + size.together
        count = min(max(together, 1), size.tasks - task)
        peers = by_province[provinces[point % len(provinces)]]
        lead = peers[point // len(provinces) % len(peers)]
        tasks = range(task, task + count)
        points.append(_assignment(draw, point, lead, peers, tasks, inline, changed))
        task, point = task + count, point + 1
        if len(points) == size.points or task >= size.tasks:
            number = len(files)
            title = (
                f"Phát triển {words.FIELDS[number % len(words.FIELDS)]} "
                f"{draw.choice(words.WAYS)}, {draw.choice(words.AIMS)}."
            )
            files[f"nhom-{number + 1}"] = (
                f"id: nhom-{number + 1}\n{_folded('title', title, 0)}assignments:\n"
                + "\n".join(points)
            )
            points = []
    return files


def _assignment(
    draw: random.Random,
    point: int,
    lead: Office,
    peers: list[Office],
    tasks: range,
    inline: bool,
    changed: dict[int, bool],
) -> str:
    named = draw.sample([peer for peer in peers if peer != lead], draw.choice((0, 1, 1, 2)))
    ids, names = [office.id for office in named], [office.name for office in named]
    if point % 10 != 4:
        ids.append(f"cac-so-{lead.province}")
        names.append(_collective(lead.province))
    ids.append("don-vi-lien-quan")
    said = f"{lead.name} chủ trì, phối hợp với {', '.join(names)}{' và' if names else ''}"
    said += " các đơn vị liên quan"
    text = f"  - id: phan-cong-{point + 1}\n    lead: {lead.id}\n    partners: {_flow(ids)}\n"
    text += _folded("lead_in", said if inline else f"{said}:", 4)
    if inline:
        text += "    layout: inline\n"
    return text + "    tasks:\n" + "".join(_task(draw, task, inline, changed) for task in tasks)


def _task(draw: random.Random, number: int, inline: bool, changed: dict[int, bool]) -> str:
    said, other = _task_words(draw), draw.choice(words.ACTIONS)
    name, extra = f"viec-{number + 1}", ""
    if number % 20 == 7:
        said = f"{said[:-1]} theo Nghị quyết số {number % 12 + 1}-NQ/TW ngày 17/11/2022."
    if number in changed:
        middle = said.index(" ", len(said) // 3)
        said = f"{said[:middle]}, {other.lower()}{said[middle:]}"
        name = f"viec-moi-{number + 1}" if changed[number] else name
    if inline:
        said = said[:1].lower() + said[1:]
    if number % 4 == 1:
        extra += f"        deliverable: {words.DELIVERABLES[number // 4 % 6]}\n"
        extra += f"        due: Năm {YEARS[number % 5]}\n"
    return f"      - id: {name}\n{_folded('text', said, 8)}{extra}"


def _implementation(offices: list[Office]) -> str:
    """What everybody owes, and in every province who follows it up."""
    texts = [_EVERYBODY]
    for province in sorted({office.province for office in offices}):
        office = _of(offices, province)[0]
        said = (
            f"Giao {office.name} chủ trì theo dõi tình hình thực hiện Kế hoạch trên địa bàn tỉnh "
            f"{_place(province)}; phối hợp {_collective(province)} kiểm tra, giám sát tiến độ, kết "
            "quả thực hiện nhiệm vụ, tham mưu điều chỉnh, bổ sung cho phù hợp thực tế."
        )
        texts.append(
            f"  - id: theo-doi-{province}\n{_folded('text', said, 4)}    duties:\n"
            f"      - actors: [{office.id}]\n        kind: monitoring\n"
            f"        partners: [cac-so-{province}]\n"
        )
    return "".join(texts)


_EVERYBODY = """\
id: to-chuc-thuc-hien
kind: implementation
title: TỔ CHỨC THỰC HIỆN
items:
  - id: xay-dung-ke-hoach
    text: >-
      Căn cứ Kế hoạch này, các đơn vị được phân công chủ trì chủ động xây dựng, triển khai kế hoạch
      thực hiện các nhiệm vụ, chương trình hiệu quả.
    duties:
      - actors: [don-vi-chu-tri]
        kind: planning
  - id: bao-cao-hang-nam
    text: >-
      Các sở, ban, ngành, địa phương chịu trách nhiệm triển khai Kế hoạch này; định kỳ hằng năm báo
      cáo kết quả thực hiện về Ủy ban nhân dân tỉnh trước ngày 01 tháng 12.
    duties:
      - actors: [moi-don-vi]
        kind: execution
      - actors: [moi-don-vi]
        kind: report
        every: year
        before: 01/12
        to: ubnd-tinh
"""


def main() -> None:
    """Write one plan, as the command line says."""
    parser = argparse.ArgumentParser(description="Write a generated plan into a folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=SIZES, default="real")
    parser.add_argument("--tasks", type=int, help="another number of tasks than the size has")
    parser.add_argument("--agencies", type=int, help="another number of agencies")
    parser.add_argument("--changes", type=int, default=0, help="tasks whose words differ")
    given = parser.parse_args()
    size = SIZES[given.size]
    size = size._replace(tasks=given.tasks or size.tasks, agencies=given.agencies or size.agencies)
    write_plan(given.folder, size, given.changes)


if __name__ == "__main__":
    main()
