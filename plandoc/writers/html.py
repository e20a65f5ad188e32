"""Markdown tokens to a fragment of HTML: the text of a document for a web page.

One pass over the tokens with a stack of what is open. All text and every attribute is escaped, no
style stands in the HTML (a strict Content-Security-Policy refuses it), looks belong to the style
sheet: the classes are those of the Markdown. It knows nothing of plans.

Ids made here (`fn_1`, `fnref_1`) hold an underscore, so that they meet no id of a document.
"""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import NoReturn

from markdown_it.token import Token
from msgspec import Struct

from plandoc.documents.tables import Row, Table, table_of
from plandoc.writers.markup import UnknownMarkup, line_of

_CONTAINERS = ("grid", "row", "cell", "landscape", "keep")
_ALIGNS = {"left": "", "center": ' class="center"', "right": ' class="right"'}


class Link(Struct, frozen=True):
    """A stretch ``text[start:end]`` that leads to `href`."""

    start: int
    end: int
    href: str


Permalink = Callable[[str], str]
Links = Callable[[str], Iterable[Link]]


def html(
    tokens: Sequence[Token],
    *,
    permalink: Permalink = lambda _: "",
    citation: Permalink = lambda _: "",
    links: Links = lambda _: (),
    top_heading: int = 1,
) -> str:
    """The tokens of `plandoc.documents.markdown.parse_markdown` as HTML.

    `permalink` gives for an id what its link is called (``Liên kết tới điểm a khoản 1 Mục III``),
    or nothing for no link, `citation` the words that it is cited by; `links` gives for a text the
    parts that lead elsewhere, in order and apart; `top_heading` is the level that ``#`` becomes. A
    heading that skips a level (``####`` below ``##``) skips none in HTML; its class ``heading-4``
    keeps the level of the Markdown.
    Words are neither added nor lost: links carry their names in attributes, the signs of
    permalinks come from the style sheet.

    Raises UnknownMarkup for a token or attribute that it cannot show, or an id given twice.
    """
    writer = _Writer(permalink, citation, links, top_heading)
    for token in tokens:
        writer.block(token)
    return "".join(writer.done)


class _Writer:
    """One fragment being written; `closings` holds what each open tag will be closed by."""

    def __init__(
        self, permalink: Permalink, citation: Permalink, links: Links, top_heading: int
    ) -> None:
        self.permalink, self.citation = permalink, citation
        self.links, self.top_heading = links, top_heading
        self.done: list[str] = []
        self.closings: list[str] = []
        self.headings: list[int] = []  # the levels of the headings that the place stands under
        self.ids: set[str] = set()
        self.line = 0

    def block(self, token: Token) -> None:
        self.line = line_of(token) or self.line
        if token.type == "inline":
            for child in token.children or ():
                self.inline(child)
        elif token.type == "table":
            self._table(token)
        elif token.nesting == -1:
            self.done.append(self.closings.pop())
        elif token.nesting == 1:
            opening, closing = self._opened(token)
            self.done.append(opening)
            self.closings.append(closing)
        elif token.type == "footnote_anchor":
            number = token.meta["id"] + 1
            self.done.append(
                f'<a class="back" href="#fnref_{number}" role="doc-backlink"'
                f' aria-label="Trở lại chỗ có chú thích {number}"></a>'
            )
        else:
            self._refuse(token)

    def inline(self, token: Token) -> None:
        if token.type == "text":
            self.done.append(self._text(token.content))
        elif token.type == "softbreak":
            self.done.append("\n")
        elif token.type == "hardbreak":
            self.done.append("<br>\n")
        elif token.type == "footnote_ref" and not token.meta.get("subId"):
            number = token.meta["id"] + 1
            self.done.append(
                f'<sup><a id="fnref_{number}" href="#fn_{number}" role="doc-noteref"'
                f' aria-label="Chú thích {number}">{number}</a></sup>'
            )
        elif token.nesting == -1:
            self.done.append(self.closings.pop())
        elif token.nesting == 1:
            opening, closing = self._span(token)
            self.done.append(opening)
            self.closings.append(closing)
        else:
            self._refuse(token)

    # --- what a block opens and what closes it ---

    def _opened(self, token: Token) -> tuple[str, str]:
        kind = token.type.removesuffix("_open")
        if kind == "paragraph":
            return self._element("p", token)
        if kind == "heading":
            return self._heading(token)
        if kind.startswith("container_"):
            return self._container(token)
        return self._footnote(kind, token)

    def _heading(self, token: Token) -> tuple[str, str]:
        level = int(token.tag[1:])
        self.headings = [open_level for open_level in self.headings if open_level < level]
        self.headings.append(level)
        depth = min(len(self.headings) - 1 + self.top_heading, 6)
        return self._element(f"h{depth}", token, f"heading-{level}")

    def _element(self, tag: str, token: Token, *more: str) -> tuple[str, str]:
        """An element with the token's class and id; its permalink stands last in it."""
        attributes, link = self._attributes(token, *more)
        return f"<{tag}{attributes}>", f"{link}</{tag}>\n"

    def _attributes(self, token: Token, *more: str) -> tuple[str, str]:
        """The attributes as text, and the permalink of the id."""
        for name in token.attrs:
            if name not in ("class", "id"):
                raise UnknownMarkup("attribute", name, self.line)
        names = [*more, *str(token.attrs.get("class", "")).split()]
        text = f' class="{escape(" ".join(names))}"' if names else ""
        if "id" not in token.attrs:
            return text, ""
        own = str(token.attrs["id"])
        if own in self.ids:
            raise UnknownMarkup("id", own, self.line)
        self.ids.add(own)
        text = f' id="{escape(own)}"{text}'
        label = self.permalink(own)
        if not label:
            return text, ""
        cited = self.citation(own)
        cite = f' data-cite="{escape(cited)}"' if cited else ""
        return text, (
            f'<a class="permalink" href="#{escape(own)}"{cite} aria-label="{escape(label)}"></a>'
        )

    def _table(self, token: Token) -> None:
        table = table_of(token)
        attributes, link = self._attributes(token)
        # A table may be wider than a phone: it scrolls in a box that the keyboard can reach.
        self.done.append(f'<div class="scroll" tabindex="0"><table{attributes}>\n<thead>')
        self._row(table.head, table, "th", ' scope="col"')
        self.done.append("</thead>\n")
        if table.rows:
            self.done.append("<tbody>")
            for row in table.rows:
                self._row(row, table, "td")
            self.done.append("</tbody>\n")
        self.done.append(f"</table>{link}</div>\n")

    def _row(self, row: Row, table: Table, tag: str, scope: str = "") -> None:
        self.line = row.line
        self.done.append("<tr>")
        for column, cell in enumerate(row.cells):
            align = _ALIGNS[table.aligns[column]] if column < len(table.aligns) else ""
            self.done.append(f"<{tag}{scope}{align}>")
            if isinstance(cell, str):
                self.done.append(self._text(cell))
            else:
                self.block(cell)
            self.done.append(f"</{tag}>")
        self.done.append("</tr>\n")

    def _container(self, token: Token) -> tuple[str, str]:
        names = token.info.split()
        if token.type not in {f"container_{name}_open" for name in _CONTAINERS}:
            self._refuse(token)
        opening, closing = self._element("div", token, *names)
        return f"{opening}\n", closing

    def _footnote(self, kind: str, token: Token) -> tuple[str, str]:
        if kind == "footnote_block":
            attributes = 'class="footnotes" role="doc-endnotes" aria-label="Chú thích"'
            return f"<section {attributes}>\n<ol>\n", "</ol>\n</section>\n"
        if kind != "footnote":
            self._refuse(token)
        return f'<li id="fn_{token.meta["id"] + 1}">', "</li>\n"

    # --- inside a paragraph ---

    def _span(self, token: Token) -> tuple[str, str]:
        if token.type == "strong_open":
            return "<strong>", "</strong>"
        if token.type == "em_open":
            return "<em>", "</em>"
        if token.type != "span_open":
            self._refuse(token)
        if token.attrs.get("class") == "br" and "id" not in token.attrs:
            return "<br>", ""
        opening, closing = self._element("span", token)
        return opening, closing.rstrip("\n")

    def _text(self, text: str) -> str:
        parts: list[str] = []
        at = 0
        for link in self.links(text):
            parts.append(escape(text[at : link.start], quote=False))
            inside = escape(text[link.start : link.end], quote=False)
            parts.append(f'<a href="{escape(link.href)}">{inside}</a>')
            at = link.end
        parts.append(escape(text[at:], quote=False))
        return "".join(parts)

    def _refuse(self, token: Token) -> NoReturn:
        raise UnknownMarkup("token", token.type, self.line)
