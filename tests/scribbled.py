"""Plans as people type them: in any order and quotes, with tabs, pasted spaces and no ids."""

import unicodedata
from typing import Any

from hypothesis import strategies as st
from msgspec import Struct

WORDS = ["Phát", "triển", "số", "29", "8,5%", "Quyết", "định", "30/2020/NĐ-CP", "vào", "hóa", "-"]
MARKS = [",", ";", ".", ":", "...", "./.", "1", "(a", "b)"]
_GAPS = st.sampled_from([" "] * 8 + ["  ", "\t", " \t ", "\u00a0", " \u00a0", "\u202f", "\u3000"])
_STYLES = st.sampled_from(["folded", "folded", "single", "double", "plain"])


class Written(Struct, frozen=True):
    """A file's bytes and what they were made of: the texts as words, the comments."""

    content: bytes
    texts: list[str]
    comments: list[str]


class _Pen:
    """Writes one file; every choice is drawn."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.texts: list[str] = []
        self.comments: list[str] = []

    def text(self) -> list[str]:
        """Words and the white space before each; the first has none."""
        words = [self.draw(st.sampled_from(WORDS))]
        words += self.draw(st.lists(st.sampled_from(WORDS * 2 + MARKS), min_size=1, max_size=12))
        if words[0] == "-":
            words[0] = "Về"
        self.texts.append("".join(words))
        return words

    def scalar(self, indent: int) -> str:
        """A text after its field's colon, in some style; it may go on below, indented."""
        words, style = self.text(), self.draw(_STYLES)
        pieces = [words[0]]
        for word in words[1:]:
            # In plain style a lone colon or dash after a space could be YAML's own.
            fold = self.draw(st.integers(0, 5)) == 0 and word not in ("-", ":")
            gap = f"{self.draw(_TRAIL_OF_WORDS)}\n{' ' * indent}" if fold else self.draw(_GAPS)
            pieces += [gap, word]
        text = "".join(pieces)
        if style == "plain" and any(word in (":", "-") for word in words):
            style = "single"
        if style == "folded":
            return f" >-{self.draw(_TRAIL)}\n{' ' * indent}{text}"
        space = self.draw(st.sampled_from([" ", "  ", "\t"])) if style == "plain" else " "
        return space + {"single": f"'{text}'", "double": f'"{text}"', "plain": text}[style]

    def comment(self, indent: int) -> str:
        """Nothing, or a line with a comment."""
        if self.draw(st.integers(0, 4)):
            return ""
        comment = f"# chú  thích , {len(self.comments)}"
        self.comments.append(comment)
        return f"{' ' * indent}{comment}{self.draw(_TRAIL)}\n"

    def mapping(self, fields: dict[str, Any], indent: int, dash: bool) -> str:
        """Fields in some order; a callable writes its value, given the indent below."""
        names = self.draw(st.permutations(list(fields)))
        parts = []
        for number, name in enumerate(names):
            behind_dash = dash and number == 0
            above = "" if behind_dash else self.comment(indent)
            value = fields[name]
            shown = value(indent + 2) if callable(value) else f" {value}"
            blank = "" if self.draw(st.integers(0, 6)) else "  \n"
            start = "" if behind_dash else " " * indent
            parts.append(f"{above}{start}{name}:{shown}{self.draw(_TRAIL)}\n{blank}")
        return "".join(parts)

    def sequence(self, members: list[dict[str, Any]], indent: int) -> str:
        """A list of mappings below their field."""
        dashes = [
            f"{self.comment(indent)}{' ' * indent}- {self.mapping(m, indent + 2, dash=True)}"
            for m in members
        ]
        return "\n" + "".join(dashes).rstrip()


_TRAIL = st.sampled_from([""] * 5 + [" ", "  ", "\t"])
_TRAIL_OF_WORDS = st.sampled_from([""] * 5 + [" ", "\t", "\u00a0", " \u00a0 "])


@st.composite
def item_sections(draw: Any) -> Written:
    """A section of kind text, whole but for ids."""
    pen = _Pen(draw)

    def item(depth: int) -> dict[str, Any]:
        fields: dict[str, Any] = {"text": pen.scalar}
        if draw(st.booleans()):
            fields["layout"] = "dash"
        if draw(st.booleans()):
            fields["title"] = pen.scalar
        if draw(st.booleans()):
            pen.texts.append(own := f"ma-{len(pen.texts)}")
            fields["id"] = own
        if depth and draw(st.booleans()):
            inner = [item(depth - 1) for _ in range(draw(st.integers(1, 2)))]
            fields["items"] = lambda indent: pen.sequence(inner, indent)
        return fields

    items = [item(1) for _ in range(draw(st.integers(1, 3)))]
    fields = {
        "id": "muc-thu",
        "kind": "text",
        "title": pen.scalar,
        "items": lambda indent: pen.sequence(items, indent),
    }
    text = pen.comment(0) + pen.mapping(fields, 0, dash=False)
    if draw(st.booleans()):
        text = text.rstrip("\n")
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    if draw(st.booleans()):
        text = unicodedata.normalize("NFD", text)
    return Written(
        text.encode("utf-8-sig" if draw(st.booleans()) else "utf-8"), pen.texts, pen.comments
    )
