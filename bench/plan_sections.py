"""The sections of a generated plan: words of real lengths, groups, assignments, duties."""

import random
import textwrap
from collections.abc import Iterable
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

    @property
    def indicators(self) -> int:
        """As many as the real plan, one for twenty tasks in a large one."""
        return max(19, self.tasks // 20)

    @property
    def references(self) -> int:
        """Cited documents."""
        return max(12, self.tasks // 50)


class Wanted(NamedTuple):
    """What the tasks are to be: how many, and which of them changed, as `plans.write_plan` says;
    true for one that is another task."""

    size: Size
    changed: dict[int, bool]


class Office(NamedTuple):
    """An agency of a generated plan."""

    id: str
    name: str
    province: int


def folded(field: str, text: str, indent: int) -> str:
    """A field as a folded scalar, wrapped as the real plan's files are."""
    space = " " * indent
    lines = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return f"{space}{field}: >-\n" + "".join(f"{space}  {line}\n" for line in lines)


def flow(values: Iterable[str]) -> str:
    """A list in one line."""
    return f"[{', '.join(values)}]"


def place_of(province: int) -> str:
    """The name of a province."""
    return words.PROVINCES[province]


def offices_of(offices: Iterable[Office], province: int) -> list[Office]:
    """The offices of a province."""
    return [office for office in offices if office.province == province]


def collective(province: int) -> str:
    """What all offices of a province are called together."""
    return f"các sở, ban, ngành tỉnh {place_of(province)}"


def sentences(draw: random.Random, length: int) -> str:
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
    return sentences(draw, round(draw.triangular(30, 470, 130)))


def purposes(draw: random.Random) -> str:
    items = "".join(
        f"      - id: {part}-{number}\n{folded('text', sentences(draw, 420), 8)}"
        + ("" if number < 3 or part == "yeu-cau" else _SECOND_PURPOSE)
        for part in ("muc-dich", "yeu-cau")
        for number in range(1, 4)
    )
    return (
        "id: muc-dich-yeu-cau\nkind: purposes\ntitle: MỤC ĐÍCH, YÊU CẦU\nitems:\n"
        f"  - id: muc-dich\n    title: Mục đích.\n    items:\n{items}"
    )


_SECOND_PURPOSE = "  - id: yeu-cau\n    title: Yêu cầu.\n    items:\n"


def objectives(draw: random.Random, indicators: int) -> str:
    """Every indicator once for each phase, four to a clause."""
    texts = [
        "id: muc-tieu\nkind: objectives\ntitle: MỤC TIÊU\nitems:\n"
        "  - id: muc-tieu-tong-quat\n    title: Mục tiêu tổng quát.\n    items:\n"
    ]
    texts += [
        f"      - id: tong-quat-{number}\n{folded('text', sentences(draw, 250), 8)}"
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
                f"          - id: muc-{phase[:4]}-{first}\n{folded('text', f'{said}.', 12)}"
            )
    return "".join(texts)


def groups(draw: random.Random, wanted: Wanted, offices: list[Office]) -> dict[str, str]:
    """The files of the groups by name. A changed plan draws what the other draws: it differs in
    the changed tasks alone."""
    size = wanted.size
    provinces = sorted({office.province for office in offices})
    by_province = {province: offices_of(offices, province) for province in provinces}
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
        points.append(_assignment(draw, point, lead, peers, tasks, inline, wanted))
        task, point = task + count, point + 1
        if len(points) == size.points or task >= size.tasks:
            number = len(files)
            title = (
                f"Phát triển {words.FIELDS[number % len(words.FIELDS)]} "
                f"{draw.choice(words.WAYS)}, {draw.choice(words.AIMS)}."
            )
            files[f"nhom-{number + 1}"] = (
                f"id: nhom-{number + 1}\n{folded('title', title, 0)}assignments:\n"
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
    wanted: Wanted,
) -> str:
    named = draw.sample([peer for peer in peers if peer != lead], draw.choice((0, 1, 1, 2)))
    ids, names = [office.id for office in named], [office.name for office in named]
    if point % 10 != 4:
        ids.append(f"cac-so-{lead.province}")
        names.append(collective(lead.province))
    ids.append("don-vi-lien-quan")
    everyone = f"{', '.join(names)} và các đơn vị liên quan" if names else "các đơn vị liên quan"
    said = f"{lead.name} chủ trì, phối hợp với {everyone}"
    text = f"  - id: phan-cong-{point + 1}\n    lead: {lead.id}\n    partners: {flow(ids)}\n"
    text += folded("lead_in", said if inline else f"{said}:", 4)
    if inline:
        text += "    layout: inline\n"
    return text + "    tasks:\n" + "".join(_task(draw, task, inline, wanted) for task in tasks)


def _task(draw: random.Random, number: int, inline: bool, wanted: Wanted) -> str:
    said, other = _task_words(draw), draw.choice(words.ACTIONS)
    name, extra = f"viec-{number + 1}", ""
    if number % 20 == 7:
        said = f"{said[:-1]} theo {_cited(number // 20, wanted.size)}."
    if number in wanted.changed:
        middle = said.index(" ", len(said) // 3)
        said = f"{said[:middle]}, {other.lower()}{said[middle:]}"
        name = f"viec-moi-{number + 1}" if wanted.changed[number] else name
    if inline:
        said = said[:1].lower() + said[1:]
    if number % 4 == 1:
        extra += f"        deliverable: {words.DELIVERABLES[number // 4 % 6]}\n"
        extra += f"        due: Năm {YEARS[number % 5]}\n"
    if number < wanted.size.indicators:
        extra += f"        indicators: [chi-tieu-{number}]\n"
    return f"      - id: {name}\n{folded('text', said, 8)}{extra}"


def _cited(number: int, size: Size) -> str:
    """A document, with its date where it is cited first; the bases cite the first two."""
    date = " ngày 17/11/2022" if 2 <= number < size.references else ""
    return f"Nghị quyết số {number % size.references + 1}-NQ/TW{date}"


def implementation(offices: list[Office]) -> str:
    """What everybody owes, and in every province who follows it up."""
    texts = [_EVERYBODY]
    for province in sorted({office.province for office in offices}):
        office = offices_of(offices, province)[0]
        said = (
            f"Giao {office.name} chủ trì theo dõi tình hình thực hiện Kế hoạch trên địa bàn tỉnh "
            f"{place_of(province)}; phối hợp {collective(province)} kiểm tra, giám sát tiến độ, "
            "kết quả thực hiện nhiệm vụ, tham mưu điều chỉnh, bổ sung cho phù hợp thực tế."
        )
        texts.append(
            f"  - id: theo-doi-{province}\n{folded('text', said, 4)}    duties:\n"
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
