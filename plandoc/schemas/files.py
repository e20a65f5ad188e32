"""The schemas of a plan: one for each kind of file."""

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
from plandoc.reading.known import Known
from plandoc.schemas.generating import schema
from plandoc.schemas.naming import FOLDER

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


def schemas(ids: Known) -> dict[str, bytes]:
    """Every schema of a plan whose ids are `ids`, as indented JSON in UTF-8, by path relative to
    the plan's folder."""
    found = {}
    for name, (kind, title) in KINDS.items():
        written = {"title": title, **schema(kind, ids)}
        text = json.dumps(written, ensure_ascii=False, indent=2)
        found[f"{FOLDER}/{name}.json"] = f"{text}\n".encode()
    return found
