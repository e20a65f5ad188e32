"""Revisions of plans for tests: edits of the base plan's files, and random edits of any plan.

A random edit works on the plan as plain dictionaries and lists, the way its files hold it, so that
nothing of what is tested decides what an edit is.
"""

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from plandoc.model.plan import (
    Agency,
    Head,
    Indicator,
    ItemSection,
    Plan,
    Reference,
    TaskSection,
)
from plandoc.reading.reader import read_files
from plandoc.reading.source import Files, read_folder

BASE = Path(__file__).parent / "changes" / "base"

Tree = dict[str, Any]


def files(folder: Path = BASE) -> dict[str, str]:
    """The files of a plan by name."""
    content = read_folder(folder).content
    return {name: text.decode("utf-8") for name, text in content.items()}


def read(texts: dict[str, str]) -> Plan:
    """The plan of some files."""
    reading = read_files(Files("plan", {name: text.encode() for name, text in texts.items()}))
    assert reading.plan is not None, reading.diagnostics
    return reading.plan


def edited(*edits: tuple[str, str, str]) -> Plan:
    """The base plan with ``(file, old, new)`` replaced; each old text stands there just once."""
    texts = files()
    for name, old, new in edits:
        name = next(path for path in texts if path.endswith(f"{name}.yaml"))
        assert texts[name].count(old) == 1, (name, old)
        texts[name] = texts[name].replace(old, new)
    return read(texts)


def as_tree(plan: Plan) -> Tree:
    """A plan as dictionaries and lists, free to be edited."""
    tree: Tree = {
        name: msgspec.to_builtins(getattr(plan, name))
        for name in ("head", "agencies", "indicators", "references", "sections")
    }
    return msgspec.json.decode(msgspec.json.encode(tree))  # lists for tuples


def as_plan(tree: Tree) -> Plan:
    """The plan of such a tree."""
    return Plan(
        msgspec.convert(tree["head"], Head),
        msgspec.convert(tree["agencies"], tuple[Agency, ...]),
        msgspec.convert(tree["indicators"], tuple[Indicator, ...]),
        msgspec.convert(tree["references"], tuple[Reference, ...]),
        tuple(
            msgspec.convert(section, TaskSection if "groups" in section else ItemSection)
            for section in tree["sections"]
        ),
    )


def node_lists(tree: Tree) -> list[tuple[str, list[Tree]]]:
    """Every list of clauses, with what it is a list of; the top one first."""
    found: list[tuple[str, list[Tree]]] = [("sections", tree["sections"])]

    def walk(node: Tree) -> None:
        for key in ("groups", "assignments", "tasks", "items"):
            if key in node:
                found.append((key, node[key]))
                for child in node[key]:
                    walk(child)

    for section in tree["sections"]:
        walk(section)
    return [*found, ("bases", tree["head"]["bases"])]


def nodes(tree: Tree, *keys: str) -> list[Tree]:
    """Every clause of some lists."""
    return [node for key, inside in node_lists(tree) for node in inside if not keys or key in keys]


def name_phases(tree: Tree) -> None:
    """Let each placeholder name its phase, so that its clause can stand anywhere."""

    def walk(node: Tree, phase: str) -> None:
        phase = node.get("phase") or phase
        for field in node.keys() & {"title", "text"}:
            node[field] = re.sub(r"\{([a-z0-9-]+)\}", rf"{{\1@{phase}}}", node[field])
        for child in node.get("items", ()):
            walk(child, phase)

    for section in tree["sections"]:
        walk(section, "")


# -- random edits

WORDS = (
    "phát triển đầu tư công nghiệp dịch vụ 8,5% 15.000 17/3/2023 404/TB-UBND hòa – - , ; Sở".split()
)


class Editor:
    """Random edits of one plan, the same for the same seed."""

    def __init__(self, plan: Plan, seed: int) -> None:
        self.tree = as_tree(plan)
        name_phases(self.tree)
        self.random = random.Random(seed)
        self.number = 0

    def edit(self, times: int) -> Plan:
        """So many edits of any kind."""
        names = sorted(name for name in dir(self) if name.startswith("do_"))
        for _ in range(times):
            getattr(self, self.random.choice(names))()
        return as_plan(self.tree)

    def new_id(self) -> str:
        self.number += 1
        return f"moi-{self.random.randrange(10**6)}-{self.number}"

    def any_node(self, *keys: str) -> Tree | None:
        found = nodes(self.tree, *keys)
        return self.random.choice(found) if found else None

    def sentence(self) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randrange(3, 20)))

    def do_reword(self) -> None:
        node = self.any_node()
        fields = [name for name in ("text", "title", "lead_in") if node and node.get(name)]
        if not node or not fields:
            return
        field = self.random.choice(fields)
        words = node[field].split(" ")
        at = self.random.randrange(len(words))
        if "{" in words[at] or "[" in node[field]:
            return
        words[at : at + self.random.randrange(2)] = self.random.choices(
            WORDS, k=self.random.randrange(4)
        )
        node[field] = " ".join(words) or "trống"

    def do_add(self) -> None:
        makers: dict[str, Callable[[], Tree]] = {
            "tasks": lambda: {"id": self.new_id(), "text": self.sentence()},
            "items": lambda: {"id": self.new_id(), "text": self.sentence()},
            "bases": lambda: {"id": self.new_id(), "text": self.sentence()},
            "assignments": lambda: {
                "id": self.new_id(),
                "lead": [self.any_agency()],
                "lead_in": self.sentence(),
                "tasks": [{"id": self.new_id(), "text": self.sentence()}],
            },
        }
        key, inside = self.random.choice([p for p in node_lists(self.tree) if p[0] in makers])
        inside.insert(self.random.randrange(len(inside) + 1), makers[key]())

    def do_remove(self) -> None:
        _, inside = self.random.choice(node_lists(self.tree)[1:])
        if inside:
            inside.pop(self.random.randrange(len(inside)))

    def do_move(self) -> None:
        key, source = self.random.choice([pair for pair in node_lists(self.tree) if pair[1]])
        node = source.pop(self.random.randrange(len(source)))
        # Looked up only now: the clause cannot be moved into itself.
        targets = [inside for other, inside in node_lists(self.tree) if other == key]
        target = self.random.choice(targets)
        target.insert(self.random.randrange(len(target) + 1), node)

    def any_agency(self) -> str:
        return str(self.random.choice([a["id"] for a in self.tree["agencies"] if not a["roster"]]))

    def do_reassign(self) -> None:
        if node := self.any_node("assignments"):
            self.random.choice([node["lead"], node.setdefault("partners", [])]).append(
                self.any_agency()
            )
            if self.random.random() < 0.5 and len(node["lead"]) > 1:
                node["lead"].pop(0)

    def do_terms(self) -> None:
        if node := self.any_node("tasks"):
            field = self.random.choice(["due", "deliverable", "funding"])
            node[field] = self.random.choice(["", "Quý I/2026", "Quý IV/2027", "theo dự án"])

    def do_retarget(self) -> None:
        if self.tree["indicators"]:
            indicator = self.random.choice(self.tree["indicators"])
            target = self.random.choice(list(indicator["targets"].values()))
            target["text"] = self.random.choice(
                ["trên 12,5%", "10-12%/năm", "15.000 - 16.000 USD", "từ 30% trở lên", "khoảng 7 ha"]
            )

    def do_head(self) -> None:
        field = self.random.choice(["place", "number", "subject"])
        self.tree["head"][field] = self.sentence()

    def do_recipients(self) -> None:
        recipients = self.tree["head"]["recipients"]
        if recipients and self.random.random() < 0.6:
            recipients.pop(self.random.randrange(len(recipients)))
        if self.random.random() < 0.6:
            recipients.insert(self.random.randrange(len(recipients) + 1), self.sentence())

    def do_rename_agency(self) -> None:
        self.random.choice(self.tree["agencies"])["name"] = f"Sở {self.sentence()}"
