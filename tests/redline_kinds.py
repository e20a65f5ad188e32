"""One edit of each kind of the base plan, with the changes that a redline must show for it.

An edit works on the plan as `tests.revisions.as_tree` gives it. The changes are counted in the main
part; an added or removed paragraph has two, its words and its mark.
"""

from collections.abc import Callable
from typing import Any

from tests.revisions import Tree

Edit = Callable[[Tree], Any]
Counts = dict[str, int]


def goals(tree: Tree) -> list[Tree]:
    items: list[Tree] = tree["sections"][0]["items"][0]["items"]
    return items


def duties(tree: Tree) -> list[Tree]:
    items: list[Tree] = tree["sections"][-1]["items"]
    return items


def groups(tree: Tree) -> list[Tree]:
    found: list[Tree] = tree["sections"][1]["groups"]
    return found


def recipients(tree: Tree) -> list[str]:
    found: list[str] = tree["head"]["recipients"]
    return found


def clause(number: int, text: str) -> Tree:
    return {"id": f"moi-{number}", "text": text}


def reword(tree: Tree) -> None:
    goals(tree)[2]["text"] = goals(tree)[2]["text"].replace("nâng cao", "nâng cao nhiều")


def replace_last(tree: Tree) -> None:
    duties(tree)[-1] = clause(1, "Khác hẳn mọi câu trước đó.")


def add_assignment(tree: Tree) -> None:
    added = {"id": "moi", "lead": ["so-ct"], "lead_in": "Sở Công Thương chủ trì:"}
    groups(tree)[0]["assignments"].insert(0, added | {"tasks": [clause(2, "Làm.")]})


def remove_note(tree: Tree) -> None:
    before, _, rest = goals(tree)[0]["text"].partition("^[")
    goals(tree)[0]["text"] = before + rest.partition("]")[2]


def add_note_before(tree: Tree) -> None:
    tree["sections"][0]["items"][0]["text"] = "Đến nay^[Chú thích mới.]."


def replace_all(tree: Tree) -> None:
    items = [clause(1, "Khác.")]
    tree["sections"] = [{"id": "khac", "kind": "text", "title": "KHÁC", "items": items}]


def drop_first_and_last(tree: Tree) -> None:
    tree["sections"] = tree["sections"][1:-1]


KINDS: dict[str, tuple[Edit, Counts]] = {
    "word": (reword, {"ins": 1}),
    "added first": (lambda t: goals(t).insert(0, clause(1, "Thêm.")), {"ins": 2}),
    "added between": (lambda t: goals(t).insert(1, clause(1, "Thêm.")), {"ins": 2}),
    "added before a table": (lambda t: duties(t).append(clause(1, "Thêm.")), {"ins": 2}),
    "removed before a table": (lambda t: duties(t).pop(), {"del": 2}),
    "removed first": (lambda t: goals(t).pop(0), {"del": 2}),
    "replaced before a table": (replace_last, {"ins": 1, "del": 1}),
    "moved": (lambda t: goals(t).insert(0, goals(t).pop()), {"moveFrom": 2, "moveTo": 2}),
    "labels": (add_assignment, {"ins": 6, "del": 2}),
    "a group moved": (
        lambda t: groups(t).reverse(),
        {"moveFrom": 8, "moveTo": 8, "ins": 1, "del": 1},
    ),
    "layout": (lambda t: goals(t)[1].update(layout="plus"), {"ins": 2, "del": 2}),
    "title": (lambda t: goals(t)[1].update(title="Vốn."), {"ins": 1}),
    "recipient removed": (lambda t: recipients(t).pop(1), {"del": 2}),
    "last recipient removed": (lambda t: recipients(t).pop(), {"del": 2}),
    "recipient reworded": (
        lambda t: recipients(t).__setitem__(1, "Các Sở Công Thương;"),
        {"ins": 1},
    ),
    "subject": (
        lambda t: t["head"].update(subject="Phát triển kinh tế số đến năm 2035"),
        {"ins": 1, "del": 1},
    ),
    "basis": (lambda t: t["head"]["bases"].pop(0), {"del": 2}),
    "draft": (lambda t: t["head"].update(number="", symbol="KH-UBND"), {}),
    "letterhead": (lambda t: t["agencies"][0].update(letterhead=["ỦY BAN", "NHÂN DÂN"]), {}),
    "signature": (lambda t: t["head"]["signature"].update(authority=""), {"del": 2}),
    "enacting": (lambda t: t["head"]["enacting"].update(layout="run-in"), {"ins": 1, "del": 2}),
    "note removed": (remove_note, {"del": 1}),
    "note added before another": (add_note_before, {"ins": 1}),
    "annexes inside": (lambda t: t["head"].update(annexes="inside"), {}),
    "all clauses replaced": (replace_all, {}),
    "nothing left": (lambda t: t["sections"].clear(), {}),
    "first and last section": (drop_first_and_last, {}),
}
