"""What Word makes of styles: facts of XML, merged in Word's order.

Direct formatting beats the character style, that the paragraph style, that the table style, that
the defaults; within one, a style beats the style it is based on. Bold, italic and capitals are
toggles: between those levels they switch each other off (ISO/IEC 29500-1, 17.7.3).
"""

from typing import Any

from msgspec import Struct

from plandoc.form.facts import Facts, layout_facts, letter_facts
from plandoc.form.theme import Theme
from plandoc.form.view import Letters
from plandoc.form.wordxml import Element, W, value

_USUAL_DEFAULTS = ("Normal", "Standard", "Default Paragraph Font", "Normal Table")
TOGGLES = ("bold", "italic", "caps", "is_hidden")
MOST_ANCESTORS = 50  # Word stops at 11; a circle stops here

_PLAIN: Facts = {
    "font": "Times New Roman",
    "wide_font": "Times New Roman",
    "size": 10.0,
    "underline": False,
    "colour": "000000",
    "is_raised": False,
    "language": "",
}


class Style(Struct, frozen=True):
    """A style as written, without what it inherits."""

    kind: str
    name: str
    base: str
    element: Any


class Styles:
    """The styles of a document, by id."""

    def __init__(self, root: Element | None, theme: Theme) -> None:
        self.theme = theme
        self._styles: dict[str, Style] = {}
        self.defaults: dict[str, str] = {}
        self._letters: dict[str, Facts] = {}
        self._layout: dict[str, Facts] = {}
        self._table: dict[tuple[str, tuple[str, ...]], tuple[Facts, Facts]] = {}
        self._resolved: dict[Any, Letters] = {}
        self.default_letters: Facts = {}
        self.default_layout: Facts = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        self.default_letters = letter_facts(
            root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), self.theme
        )
        self.default_layout = layout_facts(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))
        for element in root.iter(f"{W}style"):
            key, kind = element.get(f"{W}styleId", ""), element.get(f"{W}type", "")
            self._styles[key] = Style(
                kind, value(element, "name"), value(element, "basedOn"), element
            )
            if element.get(f"{W}default") in ("1", "true", "on"):
                self.defaults[kind] = key
            elif value(element, "name") in _USUAL_DEFAULTS:  # LibreOffice forgets to say so
                self.defaults.setdefault(kind, key)

    def known(self, key: str, kind: str) -> str:
        """The id itself when it is a style of that kind, else the kind's default style."""
        style = self._styles.get(key)
        return key if style and style.kind == kind else self.defaults.get(kind, "")

    def name(self, key: str) -> str:
        """The name of a style as the file gives it."""
        return self._styles[key].name if key in self._styles else ""

    def chain(self, key: str) -> list[Style]:
        """The style and those it is based on, nearest first."""
        found: list[Style] = []
        seen: set[str] = set()
        while key in self._styles and key not in seen and len(found) < MOST_ANCESTORS:
            seen.add(key)
            found.append(self._styles[key])
            key = found[-1].base
        return found

    def letter_facts(self, key: str) -> Facts:
        """What a style says of letters, with all that it inherits."""
        if key not in self._letters:
            merged: Facts = {}
            for style in reversed(self.chain(key)):
                merged |= letter_facts(style.element.find(f"{W}rPr"), self.theme)
            self._letters[key] = merged
        return self._letters[key]

    def layout_facts(self, key: str) -> Facts:
        """What a style says of paragraphs, with all that it inherits."""
        if key not in self._layout:
            merged: Facts = {}
            for style in reversed(self.chain(key)):
                merged |= layout_facts(style.element.find(f"{W}pPr"))
            self._layout[key] = merged
        return self._layout[key]

    def table_facts(self, key: str, conditions: tuple[str, ...]) -> tuple[Facts, Facts]:
        """What a table style says of letters and of paragraphs in a cell where `conditions`
        (firstRow, lastCol, …; weakest first) hold."""
        if (key, conditions) not in self._table:
            letters, layout = dict(self.letter_facts(key)), dict(self.layout_facts(key))
            for condition in conditions:
                for style in reversed(self.chain(key)):
                    for part in style.element.findall(f"{W}tblStylePr"):
                        if part.get(f"{W}type") == condition:
                            letters |= letter_facts(part.find(f"{W}rPr"), self.theme)
                            layout |= layout_facts(part.find(f"{W}pPr"))
            self._table[key, conditions] = letters, layout
        return self._table[key, conditions]

    def letters(self, paragraph: str, direct: Facts, table: Facts | None = None) -> Letters:
        """The look of a run with the formatting `direct` in a paragraph of the style `paragraph`.

        `table` is what the table's style says of the letters in this cell.
        """
        table = table or {}
        key = (paragraph, tuple(direct.items()), tuple(table.items()))
        if key not in self._resolved:
            self._resolved[key] = self._resolve(paragraph, direct, table)
        return self._resolved[key]

    def _resolve(self, paragraph: str, direct: Facts, table: Facts) -> Letters:
        character = self.known(direct.get("style", ""), "character")
        levels = (table, self.letter_facts(paragraph), self.letter_facts(character))
        merged = _PLAIN | self.default_letters
        for level in (*levels, direct):
            merged |= level
        for toggle in TOGGLES:
            if toggle in direct:
                continue
            raised = sum(bool(level.get(toggle)) for level in levels) % 2 == 1
            merged[toggle] = raised or bool(self.default_letters.get(toggle))
        return Letters(**{name: merged[name] for name in Letters.__struct_fields__})
