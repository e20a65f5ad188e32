"""Reading markdown-it tokens: their classes, where a block ends, and what is not understood.

A legal text loses nothing in silence: whatever a writer has no answer for raises `UnknownMarkup`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from markdown_it.token import Token


@dataclass
class UnknownMarkup(Exception):
    """The Markdown holds something that the writer or the profile does not know.

    `kind` is what it is: token, class, attribute, align, table, grid, columns, id or character;
    `name` the thing itself; `line` counts from 1 in the Markdown text, 0 where it is not known.
    """

    kind: str
    name: str
    line: int

    def __str__(self) -> str:
        return f"line {self.line}: unknown {self.kind} {self.name}"


def line_of(token: Token) -> int:
    """The token's line in the Markdown text, from 1; 0 for an inline token, which has none."""
    return token.map[0] + 1 if token.map else 0


def classes(token: Token, known: Collection[str], line: int) -> list[str]:
    """The token's classes, each of them in `known`; any attribute but class and id is refused."""
    for attribute in token.attrs:
        if attribute not in ("class", "id"):
            raise UnknownMarkup("attribute", attribute, line)
    names = str(token.attrs.get("class", "")).split()
    for name in names:
        if name not in known:
            raise UnknownMarkup("class", name, line)
    return names


def ends(tokens: Sequence[Token]) -> list[int]:
    """For each token the index at which it closes; its own index when it opens nothing."""
    closing = list(range(len(tokens)))
    open_tokens: list[int] = []
    for index, token in enumerate(tokens):
        if token.nesting == 1:
            open_tokens.append(index)
        elif token.nesting == -1:
            closing[open_tokens.pop()] = index
    return closing


def plain_text(children: Sequence[Token]) -> str:
    """The words of an inline token's children; a forced line break is a newline."""
    parts = []
    for child in children:
        if child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak" or child.attrs.get("class") == "br":
            parts.append("\n")
        elif child.type == "text":
            parts.append(child.content)
    return "".join(parts)
