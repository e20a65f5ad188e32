"""The inside of a paragraph: inline Markdown tokens to runs of WordprocessingML."""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from markdown_it.token import Token

from plandoc.documents.profile import ParagraphStyle, SpanStyle
from plandoc.writers import wml
from plandoc.writers.markup import UnknownMarkup, classes
from plandoc.writers.styles import style_id

Words = str | Sequence[Token]
"""Plain words, or inline tokens."""

_BREAK, _FILL = "br", "fill"  # spans that stand for a sign, not for a look


@dataclass(frozen=True)
class Face:
    """How letters look: bold, italic, raised, and the key of the span style that says so."""

    bold: bool = False
    italic: bool = False
    raised: bool = False
    span: str = ""


def face_of(style: ParagraphStyle) -> Face:
    """How the letters of a paragraph look before any span of it."""
    return Face(style.bold or False, style.italic or False)


class Bookmarks:
    """The bookmarks of one document: each id is given once."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def __call__(self, identifier: str, line: int) -> tuple[str, str]:
        """The marks before and after what the id names. Raises UnknownMarkup the second time."""
        name = bookmark_name(identifier)
        if name in self._names:
            raise UnknownMarkup("id", identifier, line)
        self._names.add(name)
        return wml.bookmark(len(self._names), name)


def bookmark_name(identifier: str) -> str:
    """The bookmark of the block `identifier`: Word takes 40 letters, digits and underscores.

    Ids of at most 40 letters, digits and hyphens keep their look; others end in a digest.
    """
    name = identifier.replace("-", "_")
    if "_" not in identifier and re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", name):
        return name
    safe = re.sub(r"[^A-Za-z0-9]", "_", identifier)
    return f"b{safe[:30]}_{zlib.crc32(identifier.encode()):08x}"


@dataclass(frozen=True)
class Inline:
    """Turns inline tokens into runs."""

    spans: Mapping[str, SpanStyle]
    bookmark: Bookmarks

    def runs(self, words: Words, paragraph: Face, line: int) -> str:
        """The runs of a paragraph whose style looks like `paragraph`.

        Raises UnknownMarkup, with `line`, for a token, class or character that has no answer.
        """
        if isinstance(words, str):
            return wml.text(_checked(words, line)) if words else ""
        done: list[str] = []
        gathered: list[str] = []  # text of one face, for one run
        faces = [paragraph]
        closings: list[str] = []

        def flush() -> None:
            if gathered:
                done.append(wml.text("".join(gathered), _properties(faces[-1], paragraph)))
                gathered.clear()

        for token in words:
            if token.type == "text":
                gathered.append(_checked(token.content, line))
            elif token.type == "softbreak":
                gathered.append(" ")
            else:
                flush()
                if token.nesting == 1:
                    opening, closing = self._marks(token, line)
                    done.append(opening)
                    closings.append(closing)
                    faces.append(self._opened(token, faces[-1], line))
                elif token.nesting == -1:
                    faces.pop()
                    done.append(closings.pop())
                else:
                    done.append(self._sign(token, line))
        flush()
        return "".join(done)

    def _opened(self, token: Token, outer: Face, line: int) -> Face:
        if token.type == "strong_open":
            return replace(outer, bold=True)
        if token.type == "em_open":
            return replace(outer, italic=True)
        if token.type != "span_open":
            raise UnknownMarkup("token", token.type, line)
        for name in classes(token, (*self.spans, _BREAK, _FILL), line):
            if name in self.spans:
                style = self.spans[name]
                bold = outer.bold if style.bold is None else style.bold
                italic = outer.italic if style.italic is None else style.italic
                outer = Face(bold, italic, outer.raised or style.superscript, name)
        return outer

    def _marks(self, token: Token, line: int) -> tuple[str, str]:
        """What a span leaves before and after its text: a sign, a bookmark."""
        before, after = "", ""
        for name in str(token.attrs.get("class", "")).split():
            before += {_BREAK: wml.LINE_BREAK, _FILL: wml.TAB}.get(name, "")
        if "id" in token.attrs:
            start, after = self.bookmark(str(token.attrs["id"]), line)
            before += start
        return before, after

    def _sign(self, token: Token, line: int) -> str:
        if token.type == "hardbreak":
            return wml.LINE_BREAK
        if token.type == "footnote_ref" and not token.meta.get("subId"):
            number = token.meta["id"] + 1
            return wml.footnote_reference(number, style_id("footnote-reference"))
        raise UnknownMarkup("token", token.type, line)


def split_at_breaks(children: Sequence[Token]) -> list[list[Token]]:
    """The children cut at each `[]{.br}` that stands in no other span; a break inside one stays."""
    pieces: list[list[Token]] = [[]]
    depth = 0
    cut = False
    for token, following in zip_longest(children, children[1:]):
        if cut:
            cut = False  # the break's own end
        elif depth == 0 and token.attrs.get("class") == _BREAK and following.type == "span_close":
            pieces.append([])
            cut = True
        else:
            depth += token.nesting
            pieces[-1].append(token)
    return pieces


def _checked(text: str, line: int) -> str:
    if found := wml.illegal_character(text):
        raise UnknownMarkup("character", f"U+{ord(found):04X}", line)
    return text


def _properties(face: Face, paragraph: Face) -> str:
    """Inside of `w:rPr` that turns the paragraph's letters into `face`."""
    bold, italic = _switch(face.bold, paragraph.bold), _switch(face.italic, paragraph.italic)
    if face.raised:
        return wml.face(style_id(face.span), bold, italic)
    added = _ADDED.get((bold or False, italic or False))
    if added:
        # What is added comes from the style; what is taken away, from the run.
        return wml.face(style_id(added), bold and None, italic and None)
    if (bold, italic) == (None, None):
        return ""
    return wml.face(style_id(face.span) if face.span else "", bold, italic)


_ADDED = {
    (True, False): "strong",
    (False, True): "emphasis",
    (True, True): "strong-emphasis",
}


def _switch(wanted: bool, given: bool) -> bool | None:
    """What a run must say to have `wanted` where its paragraph gives `given`; None is nothing."""
    return None if wanted == given else wanted
