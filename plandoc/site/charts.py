"""What the charts show: places on a line or a bar, as percentages of its width.

Nothing here is a pixel: a chart stretches with the page and its words keep their size. The
templates draw it (``bieu-do.html.j2``), always beside a table with the same figures as printed.
"""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from plandoc.model.plan import Indicator, Plan
from plandoc.model.targets import Figure, Qualifier, parse_target

# The axis ends before the edge, so that the arrow of "trên 80%" has room at any width.
_LEFT, _WIDTH = Decimal(2), Decimal(86)
_STEPS = [Decimal(step) for step in ("1", "2", "3", "4", "5", "6", "8", "10")]
_LABEL_FITS = 15  # a share as wide as this can bear its figure at 360 px

_OPEN = {Qualifier.ABOVE: "above", Qualifier.AT_LEAST: "above"}
_OPEN |= {Qualifier.BELOW: "below", Qualifier.AT_MOST: "below"}
_EXCLUDED = (Qualifier.ABOVE, Qualifier.BELOW)


class Mark(Struct, frozen=True):
    """A target on the line: a point where `low` equals `high`, else a range.

    `open` says where it goes on: ``above``, ``below`` or nothing; `excluded` that the point itself
    is not meant (trên, dưới); `about` that it is approximate.
    """

    phase: str
    text: str
    low: str
    high: str
    width: str
    open: str
    excluded: bool
    about: bool

    @property
    def point(self) -> bool:
        """Whether it is one value."""
        return self.low == self.high


class Tick(Struct, frozen=True):
    """A value written under the line."""

    at: str
    label: str


class RangeChart(Struct, frozen=True):
    """An indicator's targets, a row for each phase, above one axis."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    unit: str


class Segment(Struct, frozen=True):
    """A part of a whole: where it begins and how wide it is; its figure where there is room."""

    order: int
    start: str
    width: str
    middle: str
    figure: str
    label: str


class Stack(Struct, frozen=True):
    """A whole in one phase."""

    phase: str
    segments: tuple[Segment, ...]


class StackChart(Struct, frozen=True):
    """The parts of a whole, a bar for each phase; `components` name them in order."""

    components: tuple[str, ...]
    stacks: tuple[Stack, ...]

    def figure(self, phase: str, order: int) -> str:
        """The printed figure of a part in a phase, empty where the plan gives none."""
        segments = next((s.segments for s in self.stacks if s.phase == phase), ())
        return next((part.figure for part in segments if part.order == order), "")


def range_charts(plan: Plan) -> dict[str, RangeChart]:
    """By indicator the chart of its targets; the same unit is drawn on the same axis."""
    figures = {i.id: dict(_figures(i)) for i in plan.indicators if i.measure != "shares"}
    tops: dict[str, Decimal] = {}
    for found in figures.values():
        for figure in found.values():
            tops[figure.full_unit] = max(tops.get(figure.full_unit, Decimal(0)), *figure.values)
    charts = {}
    for indicator, found in figures.items():
        units = {figure.full_unit for figure in found.values()}
        if len(units) == 1:  # two units have no common axis
            unit = units.pop()
            targets = plan.indicator[indicator].targets
            texts = {phase: targets[phase].text for phase in found}
            charts[indicator] = _range_chart(found, texts, _round_up(tops[unit]), unit)
    return charts


def stack_charts(plan: Plan) -> dict[str, StackChart]:
    """By indicator the chart of a whole's parts, where every part has a name."""
    charts = {}
    for indicator in plan.indicators:
        if indicator.measure != "shares":
            continue
        stacks = tuple(
            Stack(phase, tuple(_segments(figure)))
            for phase, figure in _figures(indicator)
            if len(figure.values) == len(indicator.components) and sum(figure.values) > 0
        )
        if stacks:
            charts[indicator.id] = StackChart(indicator.components, stacks)
    return charts


def number(value: Decimal) -> str:
    """A number in Vietnamese form: ``15.000``, ``62,3``."""
    return f"{value.normalize():,f}".translate(str.maketrans(",.", ".,"))


def _figures(indicator: Indicator) -> Iterator[tuple[str, Figure]]:
    for phase, target in indicator.targets.items():
        figure = parse_target(target.text, shares=indicator.measure == "shares")
        if figure is not None:
            yield phase, figure


def _round_up(top: Decimal) -> Decimal:
    """The least even number for an axis that holds `top`."""
    if top <= 0:
        return Decimal(1)
    power = Decimal(10) ** top.adjusted()
    return next(step * power for step in _STEPS if step * power >= top)


def _percent(value: Decimal) -> str:
    return f"{value:.2f}%"


def _range_chart(
    figures: dict[str, Figure], texts: dict[str, str], top: Decimal, unit: str
) -> RangeChart:
    def place(value: Decimal) -> Decimal:
        return _LEFT + _WIDTH * value / top

    marks = []
    for phase, figure in figures.items():
        low, high = sorted((place(figure.values[0]), place(figure.values[-1])))
        marks.append(
            Mark(
                phase=phase,
                text=texts[phase],
                low=_percent(low),
                high=_percent(high),
                width=_percent(high - low),
                open=_OPEN.get(figure.qualifier, ""),
                excluded=figure.qualifier in _EXCLUDED,
                about=figure.qualifier is Qualifier.ABOUT,
            )
        )
    values = (Decimal(0), top / 2, top)
    ticks = tuple(Tick(_percent(place(value)), number(value)) for value in values)
    return RangeChart(tuple(marks), ticks, unit)


def _segments(figure: Figure) -> Iterator[Segment]:
    whole = sum(figure.values, Decimal(0))
    start = Decimal(0)
    for order, value in enumerate(figure.values, 1):
        width = 100 * value / whole
        said = f"{number(value)}{figure.unit}"
        yield Segment(
            order=order,
            start=_percent(start),
            width=_percent(width),
            middle=_percent(start + width / 2),
            figure=said,
            label=said if width >= _LABEL_FITS else "",
        )
        start += width
