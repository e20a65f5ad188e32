"""Plans in which every text that a drafter may write is hostile, read from files as any plan is.

Beside each such plan stands its twin, of the same build but harmless: whatever is made of the two
has the same skeleton, or a text has been taken for markup.
"""

import json
import types
from collections.abc import Callable
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from plandoc.model.plan import (
    Agency,
    Group,
    Head,
    Indicator,
    ItemSection,
    Plan,
    Reference,
    TaskSectionFile,
)
from plandoc.reading.reader import read_files
from plandoc.reading.source import Files
from tests.revisions import BASE, Tree, as_tree
from tests.revisions import files as base_files
from tests.revisions import read as read_texts

# Each a whole text; what only bites at the beginning of a cell or line stands alone here.
TEXTS = (
    "<script>alert(1)</script>",
    "</script></style></title><img src=x onerror=alert(1)>",
    "\" onmouseover=\"x\" ' onfocus='x' autofocus a=`",
    "]]> <!-- --> <![CDATA[ <?xml?> &lt;b&gt; &amp; &#60; &nbsp; &",
    "</w:t></w:r><w:p/>",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "＝1+1",
    "# tiêu đề",
    "- gạch",
    "1. số",
    "| a | b |",
    "::: keep",
    "{.khong-co} {#id} [chữ]{.upright} ^[không phải chú thích]",
    "{{ 7 * 7 }} {% raw %} {# x #} {{ plan.__class__ }} ${7*7} #{7*7}",
    "**đậm** *nghiêng* `mã` ~~bỏ~~ [x](javascript:alert(1)) ![a](b) <http://x.vn>",
    "\\ \\n \\\\ \\u0041 \\, \\; \\* C:\\Windows\\system32",
    "a; b, c: d “e” 'f' «g»",
    "BEGIN:VEVENT END:VCALENDAR UID:1",
    "../../etc/passwd",
    "%s %d {0} {x!r} %(x)s",
    "ẩn\u200bgiữa\u00a0chữ\u2060\u00ad",
    "ffi ﬁ ℌ 𝔘 🏛️ \U0010fffd \ue000",
    "window.PLANDOC_INDEX = {}; //",
    "__proto__",
    "constructor",
    "null",
    "~",
    "đ" * 3000,
    "x " * 1500 + "x",
)


class Given(Struct):
    """The texts that were given so far, by number."""

    text: Callable[[int], str]
    texts: list[str] = []

    def next(self, without: str = "", most: int = 10_000) -> str:
        """The next text, less what its place does not take: some characters, too many of them."""
        text = self.text(len(self.texts)).translate(dict.fromkeys(map(ord, without)))
        text = text[-most:].strip()
        self.texts.append(text)
        return text


def harmless(number: int) -> str:
    """A text like no other, and of no other."""
    return f"Lời{number:04}x"


def hostile(shift: int, texts: tuple[str, ...] = TEXTS) -> Callable[[int], str]:
    """Text by number: one of the hostile ones, another with another `shift`."""
    return lambda number: f"{texts[(number + shift) % len(texts)]} {harmless(number)}".strip()


def plan_of(
    text: Callable[[int], str], change: Callable[[Tree], None] = lambda tree: None
) -> tuple[Plan, list[str]]:
    """The base plan of the revisions with every free text replaced, through YAML and the reader;
    and those texts by number."""
    tree = as_tree(read_texts(base_files(BASE)))
    change(tree)
    given = Given(text)
    parts: dict[str, Any] = {
        "agencies": _list(tree["agencies"], Agency, given),
        "indicators": _list(tree["indicators"], Indicator, given),
        "references": _list(tree["references"], Reference, given),
    }
    sections = []
    for section in tree["sections"]:
        sections.append(section["id"])
        if "groups" not in section:
            parts[f"sections/{section['id']}"] = _struct(section, ItemSection, given)
            continue
        folder = f"sections/{section['id']}"
        for group in section["groups"]:
            parts[f"{folder}/{group['id']}"] = _struct(group, Group, given)
        named = section | {"groups": [group["id"] for group in section["groups"]]}
        parts[f"{folder}/section"] = _struct(named, TaskSectionFile, given)
    parts["plan"] = _struct(tree["head"], Head, given) | {"sections": sections}
    content = {
        f"{name}.yaml": json.dumps(part, ensure_ascii=False, indent=1).encode()
        for name, part in parts.items()
    }
    reading = read_files(Files("plan", content))
    assert reading.plan is not None, reading.diagnostics[:3]
    assert len(given.texts) > 100
    return reading.plan, given.texts


def _list(nodes: list[Tree], kind: type[Struct], given: Given) -> list[Tree]:
    return [_struct(node, kind, given) for node in nodes]


def _struct(node: Tree, kind: type[Struct], given: Given) -> Tree:
    """A mapping of a file with all its free texts given, those that were left out too."""
    filled = {name: value for name, value in node.items() if value not in (None, "", [])}
    hints = get_type_hints(kind, include_extras=True)
    for field in msgspec.structs.fields(kind):
        if field.name in ("sections", "groups"):  # names of files
            continue
        if kind is Indicator and field.name == "targets":
            for phase, target in node["targets"].items():
                figure = target["text"]
                if node["measure"] != "shares":  # the words of a unit are free
                    figure = f"9 đơn vị {given.next(',;%', 150)}"
                filled["targets"][phase] = {"text": figure, "base": given.next()}
            continue
        value = _value(filled.get(field.name), hints[field.name], given)
        if value is not None:
            filled[field.name] = value
    return filled


def _typed(text: str) -> str:
    """As a drafter has to type it where braces and footnotes have a meaning."""
    return text.replace("{", "{{").replace("}", "}}").replace("^[", "^^[")


def _value(value: Any, kind: Any, given: Given) -> Any:
    """The value of a field: given where it is free text, followed into where it holds such."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind is str:
        return given.next()
    if origin is Annotated and (arguments[1].extra or {}).get("prose"):
        text = _typed(given.next())
        if len(given.texts) % 3:
            return text
        note = _typed(given.next("[]"))  # a lone bracket would end the footnote
        return f"{text}^[{note}] {{kinh-te-so@2021-2025}}"
    if origin in (Union, types.UnionType):
        structs = [one for one in arguments if isinstance(one, type) and issubclass(one, Struct)]
        return _struct(value or {}, structs[0], given) if structs else value
    if origin is tuple and isinstance(arguments[0], type) and issubclass(arguments[0], Struct):
        return [_struct(one, arguments[0], given) for one in value or ()]
    if origin is tuple and _value(None, arguments[0], Given(harmless)) is not None:
        return [_value(None, arguments[0], given) for _ in range(len(value or ()) or 2)]
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _struct(value or {}, kind, given)
    return value
