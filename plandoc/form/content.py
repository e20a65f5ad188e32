"""The inside of a paragraph: its runs as printed, its drawings, its fields.

Inserted text counts, deleted text does not; of a field its result counts, not its code; of
alternatives Word's first choice. A field may run over several paragraphs, so the reader of one
story (the body, a header) keeps the fields that are open.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from plandoc.form.facts import Facts, letter_facts
from plandoc.form.lines import drawn_lines
from plandoc.form.styles import Styles
from plandoc.form.view import Letters, Line, Run
from plandoc.form.wordxml import MC, Element, W


class Field(Struct, frozen=True):
    """A field that ends in this paragraph; `tabs` stand before it in the paragraph, the last of
    them aligned as `align` by itself (empty: as the paragraph's tab stop says)."""

    code: str
    letters: Letters
    tabs: int
    align: str = ""


@dataclass
class Inside:
    """What a paragraph holds; `boxes` are the text boxes that are anchored in it."""

    runs: list[Run] = field(default_factory=list)
    shapes: list[Line] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    tab_align: str = ""  # of the last tab, when it brings its own

    def close(self, code: str, letters: Letters) -> None:
        """A field with this code ends here."""
        tabs = sum(run.text.count("\t") for run in self.runs)
        self.fields.append(Field(code, letters, tabs, self.tab_align))

    def add(self, text: str, letters: Letters) -> None:
        """Text of one look; joined to the run before it when that looks the same."""
        if self.runs and self.runs[-1].letters == letters:
            text = self.runs.pop().text + text
        self.runs.append(Run(text, letters))


@dataclass
class _Open:
    code: list[str] = field(default_factory=list)
    letters: Letters | None = None  # of its result
    in_code: bool = True


class Content:
    """Reads the paragraphs of one story, in order."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._open: list[_Open] = []

    def read(self, paragraph: Element, style: str, table: Facts) -> Inside:
        """What stands in a `w:p` of the paragraph style `style`."""
        inside = Inside()
        self._walk(paragraph, inside, partial(self._look, style, table))
        return inside

    def _look(self, style: str, table: Facts, properties: Element | None) -> Letters:
        direct = letter_facts(properties, self._styles.theme)
        return self._styles.letters(style, direct, table)

    def _walk(
        self, parent: Element, inside: Inside, look: Callable[[Element | None], Letters]
    ) -> None:
        for child in chosen(parent):
            tag = child.tag.removeprefix(W)
            if tag == "r":
                self._run(child, inside, look(child.find(f"{W}rPr")))
            elif tag == "sdt":
                for content in child.findall(f"{W}sdtContent"):
                    self._walk(content, inside, look)
            elif tag == "fldSimple":
                first = next(child.iter(f"{W}rPr"), None)
                inside.close(child.get(f"{W}instr", ""), look(first))
                self._walk(child, inside, look)
            elif tag in _TRANSPARENT:
                self._walk(child, inside, look)

    def _run(self, run: Element, inside: Inside, letters: Letters) -> None:
        for child in chosen(run):
            tag = child.tag.removeprefix(W)
            if tag == "fldChar":
                self._field(child.get(f"{W}fldCharType"), inside, letters)
            elif tag == "instrText":
                if self._open:
                    self._open[-1].code.append(child.text or "")
            elif tag in ("drawing", "pict", "object"):
                inside.shapes += drawn_lines(child)
                inside.boxes += _outermost(child, f"{W}txbxContent")
            elif tag == "pgNum":
                inside.close("PAGE", letters)
            elif not letters.is_hidden and not any(one.in_code for one in self._open):
                self._sign(child, tag, inside, letters)

    def _sign(self, child: Element, tag: str, inside: Inside, letters: Letters) -> None:
        if tag == "sym":
            font = child.get(f"{W}font") or letters.font
            symbol = _symbol(child.get(f"{W}char", ""))
            inside.add(symbol, replace(letters, font=font, wide_font=font))
            return
        text = (child.text or "") if tag == "t" else _SIGNS.get(tag, "")
        if tag in ("tab", "ptab"):
            inside.tab_align = child.get(f"{W}alignment", "")
        if tag == "br" and child.get(f"{W}type") in ("page", "column"):
            text = ""
        if text:
            if self._open and self._open[-1].letters is None:
                self._open[-1].letters = letters
            inside.add(text, letters)

    def _field(self, kind: str | None, inside: Inside, letters: Letters) -> None:
        if kind == "begin":
            self._open.append(_Open())
        elif self._open and kind == "separate":
            self._open[-1].in_code = False
        elif self._open and kind == "end":
            done = self._open.pop()
            inside.close("".join(done.code), done.letters or letters)


_TRANSPARENT = ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo")
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def chosen(parent: Element) -> Iterator[Element]:
    """The children of an element; of alternatives the children of the first."""
    for child in parent:
        if child.tag == f"{MC}AlternateContent":
            for branch in child:
                if branch.tag in (f"{MC}Choice", f"{MC}Fallback"):
                    yield from chosen(branch)
                    break
        else:
            yield child


def _outermost(parent: Element, tag: str) -> Iterator[Element]:
    """The elements of that tag that are in no other one."""
    for child in parent:
        if child.tag == tag:
            yield child
        else:
            yield from _outermost(child, tag)


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
