"""Markdown tokens to a DOCX file in the form of the decree.

The walk: a block of tokens becomes the strings of `plandoc.writers.wml`, its look comes from styles
made of the profile, `plandoc.writers.package` makes the file. It knows nothing of plans.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from plandoc.documents.profile import Profile, effective_styles
from plandoc.documents.tables import Row, table_of
from plandoc.writers import layout, wml
from plandoc.writers.markup import UnknownMarkup, classes, ends, line_of, plain_text
from plandoc.writers.package import Parts, Properties, package
from plandoc.writers.rows import table_rows
from plandoc.writers.runs import Bookmarks, Inline, Words, face_of
from plandoc.writers.styles import DATA_TABLE, HEADINGS, LAYOUT_TABLE, SETTINGS, style_id, styles


def docx(tokens: Sequence[Token], profile: Profile, properties: Properties) -> bytes:
    """The bytes of the DOCX file that the tokens of `MarkdownIt.parse` describe.

    The same arguments give the same bytes. Raises UnknownMarkup for what it cannot print: nothing
    is left out. The profile must be usable (`plandoc.documents.profile.unusable` yields nothing).
    """
    return package(parts(tokens, profile, properties.language), properties)


def parts(tokens: Sequence[Token], profile: Profile, language: str) -> Parts:
    """The parts of that file, before they are put together."""
    walk = _Walk(tokens, profile)
    body = walk.blocks(0, len(tokens), _Context(walk.upright.text_width))
    page_number = wml.field("PAGE", "2")
    return Parts(
        document=wml.document(body, walk.last_section),
        styles=styles(profile, language, walk.upright.text_width),
        settings=SETTINGS,
        footnotes=wml.footnotes("".join(walk.notes)),
        header=wml.page_header(style_id("page-number"), page_number),
        first_header=wml.page_header(style_id("anchor"), ""),
    )


@dataclass(frozen=True)
class _Context:
    """Where a block stands. Blocks before token `keep_until` stay with the block after them; of a
    table at that token, the rows do."""

    width: int  # room for text, twips
    keep_until: int = -1
    is_turned: bool = False  # on a page on its side
    in_cell: bool = False


class _Walk:
    """One document being written: its tokens, and what is gathered on the way."""

    def __init__(self, tokens: Sequence[Token], profile: Profile) -> None:
        self.tokens = tokens
        self.profile = profile
        self.ends = ends(tokens)
        self.upright, self.turned = layout.sheets(profile.page)
        self.styles = effective_styles(profile)
        self.faces = {key: face_of(style) for key, style in self.styles.items()}
        self.bookmark = Bookmarks()
        self.inline = Inline(profile.spans, self.bookmark)
        self.notes: list[str] = []
        self.waiting: list[tuple[str, int]] = []  # ids of a table or container, and their lines
        self.section_ends, self.last_section = layout.sections(tokens, self.ends, profile)

    def blocks(self, start: int, stop: int, context: _Context) -> str:
        """The tokens from `start` to before `stop` as paragraphs and tables."""
        done = []
        index = start
        while index < stop:
            token = self.tokens[index]
            handler = _BLOCKS.get(token.type)
            if handler is None:
                raise UnknownMarkup("token", token.type, line_of(token))
            done.append(handler(self, index, context))
            index = self.ends[index] + 1
        return "".join(done)

    # --- paragraphs ---

    def paragraph(self, index: int, context: _Context) -> str:
        token, inline = self.tokens[index], self.tokens[index + 1]
        line = line_of(token)
        names = classes(token, (*self.profile.paragraphs, "ruled"), line)
        keys = [name for name in names if name != "ruled"]
        key = keys[0] if keys else HEADINGS.get(token.tag, "body" if token.tag == "p" else "")
        if len(keys) > 1 or not key:
            raise UnknownMarkup("class", " ".join(keys) or token.tag, line)
        self._announce(token, line)
        children = inline.children or []
        section = self.section_ends.get(index, "")
        if "ruled" not in names:
            is_kept = index < context.keep_until or self._leads_to_table(index)
            return self.text(key, children, line, context, is_kept=is_kept, section=section)
        above = self.text(key, children, line, context, is_kept=True)
        style = self.styles[key]
        if style.rule is None:
            raise UnknownMarkup("class", "ruled", line)
        left, right = layout.rule_indents(style, plain_text(children), context.width)
        rule = wml.drawn_line(self.profile.rule_weight, left, right)
        return above + self.anchor(context, index, rule, section)

    def text(
        self,
        key: str,
        words: Words,
        line: int,
        context: _Context,
        *,
        is_kept: bool,
        section: str = "",
    ) -> str:
        """One paragraph of words in the style `key`; `is_kept`: with the block after it."""
        style = self.styles[key]
        before, after = self._marks() if self.waiting else ("", "")
        content = before + self.inline.runs(words, self.faces[key], line) + after
        direct = ""
        if style.leader and context.width != self.upright.text_width:
            direct = wml.leader_tab(context.width, self.upright.text_width)
        return wml.paragraph(
            style_id(key),
            content,
            keep_next=is_kept and not style.keep_next,
            keep_lines=is_kept and not style.keep_lines,
            direct=direct,
            section=section,
        )

    def _leads_to_table(self, index: int) -> bool:
        """Whether a table follows: what announces it does not stay behind on another page."""
        after = self.ends[index] + 1
        return after < len(self.tokens) and self.tokens[after].type == "table"

    def anchor(self, context: _Context, index: int, rule: str = "", section: str = "") -> str:
        """The thin paragraph: under a line of the head, after a table, in an empty cell."""
        keep = self.ends[index] < context.keep_until
        return wml.paragraph(style_id("anchor"), "", keep_next=keep, direct=rule, section=section)

    # --- containers ---

    def grid(self, index: int, context: _Context) -> str:
        name = " ".join(self._container(index, self.profile.grids, "grid"))
        if not name:
            raise UnknownMarkup("grid", "", line_of(self.tokens[index]))
        style = self.profile.grids[name]
        columns = layout.grid_columns(style.columns, context.width)
        inside = self._inner(index, "container_row_open")
        rows = (self._grid_row(row, columns, context) for row in inside)
        table = wml.table(LAYOUT_TABLE, style.name, columns, rows, has_head=False)
        return table + self.anchor(context, index, section=self.section_ends.get(index, ""))

    def _grid_row(self, index: int, columns: list[int], context: _Context) -> str:
        if self._container(index, ("keep",)) or index < context.keep_until:
            context = replace(context, keep_until=self.ends[index])
        cells = list(self._inner(index, "container_cell_open"))
        if len(cells) != len(columns):
            line = line_of(self.tokens[index])
            raise UnknownMarkup("columns", f"{len(cells)}/{len(columns)}", line)
        written = (
            self._grid_cell(cell, width, context)
            for cell, width in zip(cells, columns, strict=True)
        )
        return wml.row("".join(written))

    def _grid_cell(self, index: int, width: int, context: _Context) -> str:
        self._container(index)
        room = width - 2 * wml.twips(self.profile.grid_padding)
        inside = replace(context, width=room, in_cell=True)
        content = self.blocks(index + 1, self.ends[index], inside)
        return wml.cell(width, content or self.anchor(inside, index))

    def keep(self, index: int, context: _Context) -> str:
        """Everything inside stays on one page: each block but the last goes with the next."""
        self._container(index)
        last = max(self._last_line(index), context.keep_until)
        return self.blocks(index + 1, self.ends[index], replace(context, keep_until=last))

    def _last_line(self, index: int) -> int:
        """The last paragraph or table inside the container at `index`."""
        last = at = index
        while at < self.ends[index]:
            at += 1
            if self.tokens[at].type in _LINES:
                last, at = at, self.ends[at]
        return last

    def landscape(self, index: int, context: _Context) -> str:
        self._container(index, (layout.ANEW,))
        if context.in_cell or context.is_turned:
            token = self.tokens[index]
            raise UnknownMarkup("token", token.type, line_of(token))
        inside = replace(context, width=self.turned.text_width, is_turned=True)
        return self.blocks(index + 1, self.ends[index], inside)

    def _container(self, index: int, known: Collection[str] = (), kind: str = "class") -> list[str]:
        """Open the container at `index`: the words after its name, at most one and in `known`."""
        token = self.tokens[index]
        line = line_of(token)
        classes(token, (), line)
        self._announce(token, line)
        words = token.info.split()[1:]
        if len(words) > 1 or any(word not in known for word in words):
            raise UnknownMarkup(kind, " ".join(words), line)
        return words

    def _inner(self, index: int, kind: str) -> Iterator[int]:
        """The children of the container at `index`, each of which must be of `kind`."""
        at = index + 1
        while at < self.ends[index]:
            if self.tokens[at].type != kind:
                raise UnknownMarkup("token", self.tokens[at].type, line_of(self.tokens[at]))
            yield at
            at = self.ends[at] + 1

    # --- tables ---

    def table(self, index: int, context: _Context) -> str:
        token = self.tokens[index]
        table = table_of(token)
        style = layout.table_style(token, self.profile)
        self._announce(token, line_of(token))
        if style.orientation == "landscape" and not context.in_cell:
            context = replace(context, width=self.turned.text_width)
        widths = layout.table_columns(style, len(table.head.cells))
        columns = layout.shares(widths, context.width)
        last = table.rows[-1] if table.rows else table.head

        def text(key: str, words: Words, line: int, is_kept: bool) -> str:
            return self.text(key, words, line, context, is_kept=is_kept)

        def is_kept(row: Row) -> bool:
            return index < context.keep_until or (index == context.keep_until and row is not last)

        rows = table_rows(table, columns, text, is_kept)
        written = wml.table(DATA_TABLE, style.name, columns, rows, has_head=True)
        # A table that fills its page to the foot must not push the anchor onto one more page.
        room = wml.NO_ROOM if index in self.section_ends else ""
        return written + self.anchor(context, index, room, self.section_ends.get(index, ""))

    # --- notes, bookmarks ---

    def footnotes(self, index: int, context: _Context) -> str:
        """The notes, gathered for a part of their own; they leave nothing in the body."""
        note_line = 0
        for at in range(index + 1, self.ends[index]):
            token = self.tokens[at]
            if token.type not in _NOTE_TOKENS:
                raise UnknownMarkup("token", token.type, line_of(token) or note_line)
            note_line = line_of(token) or note_line
            if token.type == "inline":
                children = token.children or []
                if any(child.type == "footnote_ref" for child in children):
                    raise UnknownMarkup("token", "footnote_ref", note_line)
                self.notes.append(self._note(children, note_line))
        return ""

    def _note(self, children: Sequence[Token], line: int) -> str:
        content = self.inline.runs(children, self.faces["footnote-text"], line)
        number = len(self.notes) + 1
        return wml.footnote(number, style_id("footnote-text"), _NOTE_MARK, content)

    def _marks(self) -> tuple[str, str]:
        """What the bookmarks that wait for a paragraph leave before and after its words."""
        marks = [self.bookmark(identifier, line) for identifier, line in self.waiting]
        self.waiting.clear()
        return "".join(start for start, _ in marks), "".join(end for _, end in marks)

    def _announce(self, token: Token, line: int) -> None:
        """The token's id becomes a bookmark in the next paragraph that is written."""
        if "id" in token.attrs:
            self.waiting.append((str(token.attrs["id"]), line))


_BLOCKS: dict[str, Callable[[_Walk, int, _Context], str]] = {
    "paragraph_open": _Walk.paragraph,
    "heading_open": _Walk.paragraph,
    "table": _Walk.table,
    "container_grid_open": _Walk.grid,
    "container_keep_open": _Walk.keep,
    "container_landscape_open": _Walk.landscape,
    "footnote_block_open": _Walk.footnotes,
}
_NOTE_MARK = style_id("footnote-reference")
_LINES = ("paragraph_open", "heading_open", "table", "container_row_open")
_NOTE_TOKENS = (
    *("footnote_open", "footnote_close", "footnote_anchor"),
    *("paragraph_open", "paragraph_close", "inline"),
)
