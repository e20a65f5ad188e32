"""Page sections: paper, margins, and the page numbers in headers and footers."""

import re
from collections.abc import Callable, Iterator, Sequence

from plandoc.form.content import Field
from plandoc.form.facts import MM
from plandoc.form.view import PageNumber, Paragraph, Section
from plandoc.form.wordxml import Element, R, W, is_on, points, switch, value, whole

Story = list[tuple[Paragraph, list[Field]]]
_A4 = (11906, 16838)  # twips
_INCH = 1440


def sections(
    elements: Sequence[Element], story: Callable[[str, str], Story], *, has_even: bool
) -> Iterator[Section]:
    """The sections of these `w:sectPr`; `story` reads the header or footer with a relation id.

    Headers that no page shows are left out: those of even pages unless the document `has_even`
    ones of its own, those of a first page unless the section has one.
    """
    inherited: dict[tuple[str, str], str] = {}
    for element in elements:
        for place in ("header", "footer"):
            for reference in element.findall(f"{W}{place}Reference"):
                pages = reference.get(f"{W}type", "default")
                inherited[place, pages] = reference.get(f"{R}id", "")
        shown = ["default", *["even"] * has_even, *["first"] * bool(switch(element, "titlePg"))]
        numbers = [
            number
            for (place, pages), relation in sorted(inherited.items())
            if pages in shown
            for number in _numbers(story(relation, place), pages, place)
        ]
        yield _section(element, tuple(numbers))


def _section(element: Element, numbers: tuple[PageNumber, ...]) -> Section:
    def length(child: str, attribute: str, default: int) -> float:
        given = points(value(element, child, attribute))
        return abs(default / 20 if given is None else given) * MM

    gutter = length("pgMar", "gutter", 0)
    start = value(element, "pgNumType", "start")
    return Section(
        width=length("pgSz", "w", _A4[0]),
        height=length("pgSz", "h", _A4[1]),
        top=length("pgMar", "top", _INCH),
        right=length("pgMar", "right", _INCH),
        bottom=length("pgMar", "bottom", _INCH),
        left=length("pgMar", "left", _INCH) + gutter,
        has_first=bool(switch(element, "titlePg")),
        number_format=value(element, "pgNumType", "fmt") or "decimal",
        start=whole(start, 1) if start else None,
        numbers=numbers,
    )


def text_width(element: Element) -> float:
    """The width of the text of a section, in mm."""
    section = _section(element, ())
    return max(section.width - section.left - section.right, 1.0)


def _numbers(story: Story, pages: str, place: str) -> Iterator[PageNumber]:
    for paragraph, fields in story:
        for field in fields:
            words = field.code.split()
            if words and words[0].upper() == "PAGE":
                align = _align(paragraph, field)
                yield PageNumber(pages, place, align, field.letters, _format(field.code))


def _align(paragraph: Paragraph, field: Field) -> str:
    """Where the number stands: by the tab that it has reached, else as its paragraph; empty in
    a text box, which may stand anywhere."""
    if field.align or paragraph.is_boxed:
        return field.align
    stops = [kind for _, kind in paragraph.layout.tabs if kind not in ("clear", "bar", "num")]
    if field.tabs and len(stops) >= field.tabs:
        return stops[field.tabs - 1]
    return "left" if field.tabs else paragraph.layout.align


def _format(code: str) -> str:
    """The number format that a field asks for itself: roman, alphabetic, arabic or none."""
    switches = re.findall(r"\\\*\s*(\w+)", code)
    formats = [word.lower() for word in switches if word.lower() not in _NO_FORMAT]
    return formats[-1] if formats else ""


_NO_FORMAT = ("mergeformat", "charformat")


def even_pages_differ(settings: Element | None) -> bool:
    return bool(switch(settings, "evenAndOddHeaders"))


def spaces_add_up(settings: Element | None) -> bool:
    """Whether the spaces of neighbouring paragraphs add up, as before Word 2000."""
    if settings is None:
        return False
    found = settings.find(f"{W}compat/{W}doNotUseHTMLParagraphAutoSpacing")
    return found is not None and is_on(found.get(f"{W}val"))


def tab_stop(settings: Element | None) -> float:
    """The distance of tab stops where a paragraph sets none, in mm."""
    given = points(value(settings, "defaultTabStop"))
    return (36.0 if given is None else given) * MM
