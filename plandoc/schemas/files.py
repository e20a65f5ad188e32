"""Which file of a plan goes by which schema, and how the file names it."""

import json
from typing import Any

from plandoc.model.plan import (
    Agency,
    Group,
    Head,
    Indicator,
    ItemSection,
    Reference,
    TaskSectionFile,
)
from plandoc.reading.known import known
from plandoc.reading.reader import Reading
from plandoc.schemas.generating import schema

FOLDER = ".schema"
"""The folder of the schemas, inside the plan's; hidden, so that it is no part of the plan."""

# Name of the schema -> what a file of that kind holds, and what the kind is called.
KINDS: dict[str, tuple[Any, str]] = {
    "plan": (Head, "plan.yaml"),
    "agencies": (tuple[Agency, ...], "agencies.yaml: các cơ quan"),
    "indicators": (tuple[Indicator, ...], "indicators.yaml: các chỉ tiêu"),
    "references": (tuple[Reference, ...], "references.yaml: các văn bản viện dẫn"),
    "section": (ItemSection, "Một mục gồm các nội dung"),
    "tasks": (TaskSectionFile, "section.yaml của mục nhiệm vụ"),
    "group": (Group, "Một nhóm nhiệm vụ"),
}


def schemas(reading: Reading) -> dict[str, bytes]:
    """Every schema of a plan as indented JSON in UTF-8, by path relative to the plan's folder.

    The ids are those that the reading found, also where the plan has errors.
    """
    ids = known(reading)
    found = {}
    for name, (kind, title) in KINDS.items():
        written = {"title": title, **schema(kind, ids)}
        text = json.dumps(written, ensure_ascii=False, indent=2)
        found[f"{FOLDER}/{name}.json"] = f"{text}\n".encode()
    return found


def kind_of(name: str) -> str:
    """Which schema a file goes by, from its path in the plan: ``sections/3-tasks/section.yaml``."""
    folder, _, base = name.rpartition("/")
    if not folder:
        return base.removesuffix(".yaml")
    if base == "section.yaml":
        return "tasks"
    return "group" if "/" in folder else "section"


def modeline(name: str) -> str:
    """The comment by which a file of a plan names its schema to any YAML language server."""
    up = "../" * name.count("/")
    return f"# yaml-language-server: $schema={up}{FOLDER}/{kind_of(name)}.json"


def named_by(reading: Reading) -> bool:
    """Whether a file of the plan names its schema: then whoever edits it wants it up to date."""
    lead = f"{FOLDER}/"
    return any(
        line.startswith("# yaml-language-server:") and lead in line
        for source in reading.sources.values()
        for line in source.lines[:5]
    )
