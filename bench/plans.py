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
from pathlib import Path

from bench import words
from bench.plan_sections import (
    PHASES,
    Office,
    Size,
    Wanted,
    collective,
    flow,
    folded,
    groups,
    implementation,
    objectives,
    offices_of,
    place_of,
    purposes,
)

SIZES = {
    "real": Size(44, 22, together=2, points=3),
    "1000": Size(1_000, 200),
    "10000": Size(10_000, 1_000),
}


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
        "indicators.yaml": _indicators(draw, size.indicators),
        "references.yaml": _references(size.references),
        "sections/1-purposes.yaml": purposes(draw),
        "sections/2-objectives.yaml": objectives(draw, size.indicators),
        "sections/4-implementation.yaml": implementation(offices),
    }
    by_name = groups(draw, Wanted(size, _changed(size.tasks, changes)), offices)
    files |= {f"sections/3-tasks/{name}.yaml": text for name, text in by_name.items()}
    files["sections/3-tasks/section.yaml"] = (
        "id: nhiem-vu\nkind: tasks\ntitle: NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU\ngroups:\n"
        + "".join(f"  - {name}\n" for name in by_name)
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
    text: Căn cứ Nghị quyết số 1-NQ/TW ngày 17/11/2022 của Ban Chấp hành Trung ương;
  - id: can-cu-2
    text: Căn cứ Nghị quyết số 2-NQ/TW ngày 17/11/2022 của Ban Chấp hành Trung ương;
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


def _offices(agencies: int) -> list[Office]:
    """As many offices as asked for, about twenty to a province."""
    provinces = max(1, round(agencies / 20))
    found = []
    for number in range(agencies):
        province, office = number % provinces, number // provinces
        name, code, _ = words.OFFICES[office]
        plain = code.lower().replace("đ", "d")
        found.append(Office(f"{plain}-{province}", f"{name} tỉnh {place_of(province)}", province))
    return sorted(found, key=lambda office: office.province)


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
        lines = (name.upper(), f"TỈNH {place_of(office.province).upper()}")
        quoted = flow(json.dumps(line, ensure_ascii=False) for line in lines)
        texts.append(
            f"- id: {office.id}\n  name: {office.name}\n  code: {code}\n  superior: ubnd-tinh\n"
            f"  place: {place_of(office.province)}\n  letterhead: {quoted}\n"
            f"  signature: {{title: {title}}}\n"
        )
    provinces = sorted({office.province for office in offices})
    for province in provinces:
        roster = flow(office.id for office in offices_of(offices, province))
        texts.append(
            f"- id: cac-so-{province}\n  name: {collective(province)}\n  roster: {roster}\n"
        )
    texts += [
        "- id: don-vi-lien-quan\n  name: các đơn vị liên quan\n  roster: []\n",
        "- id: don-vi-chu-tri\n  name: các đơn vị được phân công chủ trì\n  roster: leads\n",
        "- id: moi-don-vi\n  name: các sở, ban, ngành, địa phương\n"
        f"  roster: {flow(office.id for office in offices)}\n",
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
        + folded("title", f"về tiếp tục đẩy mạnh {words.MATTERS[number % 32]} đến năm 2030", 2)
        for number in range(1, count + 1)
    )


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
