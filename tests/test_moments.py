"""Points of time read in a text."""

import datetime

import pytest

from plandoc.model.moments import day_exists, moments


def read(text: str) -> list[str]:
    """Each point of time as ``first..last``; ``yearly`` without a year, ``never`` where none."""
    found = []
    for moment in moments(text):
        if moment.first:
            assert moment.exists
            found.append(f"{moment.first}..{moment.last}")
        else:
            found.append("yearly" if moment.exists else "never")
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("31/12/2024", "2024-12-31..2024-12-31"),
        ("Trước ngày 5-6-2024.", "2024-06-05..2024-06-05"),
        ("ngày 05.6.2024", "2024-06-05..2024-06-05"),
        ("ngày 30 tháng 6 năm 2024", "2024-06-30..2024-06-30"),
        ("Quý II/2024", "2024-04-01..2024-06-30"),
        ("quý IV năm 2024", "2024-10-01..2024-12-31"),
        ("Quý 1-2024", "2024-01-01..2024-03-31"),
        ("quý iii 2024", "2024-07-01..2024-09-30"),
        ("Tháng 02/2024", "2024-02-01..2024-02-29"),
        ("tháng 12 năm 2023", "2023-12-01..2023-12-31"),
        ("hết 9/2025", "2025-09-01..2025-09-30"),
        ("năm 2025", "2025-01-01..2025-12-31"),
        ("2024-2025", "2024-01-01..2024-12-31 2025-01-01..2025-12-31"),
        ("2024 – 2025.", "2024-01-01..2024-12-31 2025-01-01..2025-12-31"),
        ("Hằng năm, trước ngày 15/11", "yearly"),
        ("trước ngày 29 tháng 02 hằng năm", "yearly"),
        ("31/4/2024; 29/02/2023; quý V/2024; quý 0/2024; quý IX/2024", "never " * 5),
        ("tháng 13/2024; tháng 0/2024; ngày 31/6; 10/13/2024", "never " * 4),
        # No points of time.
        ("Thường xuyên", ""),
        ("2.024 ha; 12,2024; 20245; 1850", ""),
        ("Quyết định số 2902/QĐ-UBND, Nghị định 30/2020/NĐ-CP, Nghị quyết 12/NQ-HĐND", ""),
        ("13/2024", ""),
        ("Kế hoạch số 6613/KH-UBND ngày 22/12/2021; 29-NQ/TW, ngày 17/11/2022", ""),
        ("Kế hoạch số 6613/KH-UBND, quý I/2024", "2024-01-01..2024-03-31"),
        ("", ""),
    ],
)
def test_what_is_read(text: str, found: str) -> None:
    assert read(text) == found.split()


def test_a_moment_knows_its_place() -> None:
    text = "từ quý I/2024 đến ngày 30/6/2025, muộn nhất 2026"
    assert [text[m.start : m.end] for m in moments(text)] == [
        "quý I/2024",
        "ngày 30/6/2025",
        "2026",
    ]


def test_every_day_of_the_calendar_exists_and_no_other() -> None:
    for year in (2023, 2024):
        days = (datetime.date(year, 1, 1) + datetime.timedelta(days=n) for n in range(366))
        real = {(day.day, day.month) for day in days if day.year == year}
        for day in range(33):
            for month in range(14):
                assert day_exists(day, month, year) == ((day, month) in real)
    assert day_exists(29, 2)
