"""Targets: every form that the plan prints, and what cannot be read."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plandoc.model.targets import Figure, Qualifier, parse_number, parse_target

EXACT, ABOVE, BELOW = Qualifier.EXACT, Qualifier.ABOVE, Qualifier.BELOW
ABOUT, AT_LEAST, AT_MOST = Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.AT_MOST


def figure(qualifier: Qualifier, values: str, unit: str = "", period: str = "") -> Figure:
    return Figure(qualifier, tuple(Decimal(value) for value in values.split()), unit, period)


# The targets of the plan as it prints them, then forms of other plans.
FORMS = {
    "8,5%-8,7%/năm": figure(EXACT, "8.5 8.7", "%", "năm"),
    "9-10%/năm": figure(EXACT, "9 10", "%", "năm"),
    "210-215 triệu đồng": figure(EXACT, "210 215", "triệu đồng"),
    "15.000 - 16.000 USD": figure(EXACT, "15000 16000", "USD"),
    "khoảng 20%": figure(ABOUT, "20", "%"),
    "khoảng 30 - 35%": figure(ABOUT, "30 35", "%"),
    "trên 8,7%/năm": figure(ABOVE, "8.7", "%", "năm"),
    # "từ" before a range is no lower bound; "từ … trở lên" is one.
    "từ 14-15%/năm": figure(EXACT, "14 15", "%", "năm"),
    "từ 30% trở lên": figure(AT_LEAST, "30", "%"),
    "từ 4.000 ha trở lên": figure(AT_LEAST, "4000", "ha"),
    "7 - 8%/năm": figure(EXACT, "7 8", "%", "năm"),
    "2-3%": figure(EXACT, "2 3", "%"),
    "dưới 2%": figure(BELOW, "2", "%"),
    "35%": figure(EXACT, "35", "%"),
    "100%": figure(EXACT, "100", "%"),
    "9 tỷ đô la Mỹ": figure(EXACT, "9", "tỷ đô la Mỹ"),
    "30-40%": figure(EXACT, "30 40", "%"),
    "Trên 1.234.567,89 đồng/tháng": figure(ABOVE, "1234567.89", "đồng", "tháng"),
    "ít nhất 3 khu": figure(AT_LEAST, "3", "khu"),
    "không quá 5% trở xuống": figure(AT_MOST, "5", "%"),
    "10 đến 12%": figure(EXACT, "10 12", "%"),
    "10–12%": figure(EXACT, "10 12", "%"),
    "30-40% số lượng": figure(EXACT, "30 40", "% số lượng"),
    "15 bác sĩ/10.000 dân": figure(EXACT, "15", "bác sĩ/10.000 dân"),
    "0,65": figure(EXACT, "0.65"),
}


@pytest.mark.parametrize("text", FORMS)
def test_a_form_is_read(text: str) -> None:
    assert parse_target(text) == FORMS[text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tăng mạnh",
        "8.5%/năm",  # a decimal point: 8,5 or 85?
        "0.125",
        "1.23",
        "12.34.567",
        "1,2,3%",
        "8,%",
        "trên dưới 20%",
        "khoảng",
        "%",
        "5-6-7%",
        "năm 2025: 8%",
        "8%;9%",
        "-3%",
    ],
)
def test_what_cannot_be_read_is_not_guessed(text: str) -> None:
    assert parse_target(text) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("62,3% - 28% - 2,5% - 7,2%", "62.3 28 2.5 7.2"),
        ("62-30-8%", "62 30 8"),
        ("62% – 38%", "62 38"),
        ("62%; 38%", "62 38"),
    ],
)
def test_shares_are_a_list(text: str, values: str) -> None:
    assert parse_target(text, shares=True) == figure(EXACT, values, "%")


@pytest.mark.parametrize(
    "text", ["100%", "62% 38%", "62% - nhiều", "62% - 38% - ", "62.3% - 37.7%"]
)
def test_shares_that_cannot_be_read(text: str) -> None:
    assert parse_target(text, shares=True) is None


# -- Any number, exactly


def vietnamese(number: Decimal) -> str:
    """A number as the plan would print it: dots for thousands, a decimal comma."""
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


NUMBERS = st.decimals(0, 10**12, allow_nan=False, places=0) | st.decimals(0, 10**6, places=3)
BEFORE = {"": EXACT, "trên ": ABOVE, "dưới ": BELOW, "khoảng ": ABOUT, "tối đa ": AT_MOST}
UNITS = ["", "%", " ha", " triệu đồng", " tỷ đô la Mỹ", " giường bệnh"]
PERIODS = ["", "/năm", "/tháng", "/nhiệm kỳ"]


@given(NUMBERS)
@example(Decimal("0.1"))  # no binary fraction
def test_a_number_is_read_exactly(number: Decimal) -> None:
    assert parse_number(vietnamese(number)) == number
    read = parse_target(vietnamese(number))
    assert read is not None
    assert read.values == (number,)


@given(
    before=st.sampled_from(list(BEFORE)),
    low=NUMBERS,
    high=st.none() | NUMBERS,
    dash=st.sampled_from(["-", " - ", "–", " đến "]),
    unit=st.sampled_from(UNITS),
    period=st.sampled_from(PERIODS),
)
def test_a_target_reads_back(
    before: str, low: Decimal, high: Decimal | None, dash: str, unit: str, period: str
) -> None:
    values = (low,) if high is None else (low, high)
    text = before + dash.join(vietnamese(value) for value in values) + unit + period
    assert parse_target(text) == Figure(BEFORE[before], values, unit.strip(), period.strip("/"))


@given(st.text(alphabet="0123456789.,%-–/ trênkhoảgtừởlđến", max_size=30))
def test_nothing_makes_it_fail(text: str) -> None:
    for shares in (True, False):
        read = parse_target(text, shares=shares)
        assert read is None or all(value.is_finite() for value in read.values)
