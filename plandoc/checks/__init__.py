"""The rules: one file each, named for its code; this table is the whole registry.

A rule is a module with a Vietnamese docstring (its manual, shown by ``explain``), `CODE`,
`SEVERITY` and ``check(plan)`` that yields findings. It reads the model only, sees no other rule
and changes nothing. To add one: write a case in ``tests/cases/``, write the module, name it here.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

from plandoc.checks import (
    p109_unused_agency,
    p110_cited_document,
    p111_too_many_points,
    p201_lead_in_agencies,
    p202_lead_in_without_lead,
    p203_lead_as_partner,
    p204_no_lead,
    p205_collective_as_lead,
    p206_agency_in_task,
    p207_named_twice,
    p208_agency_not_there,
    p209_duty_without_actor,
    p210_blank_in_template,
    p211_unserved_indicators,
    p212_roster_of_rosters,
    p301_phases_contiguous,
    p302_due_outside,
    p303_year_outside,
    p304_open_report,
    p305_no_such_day,
    p402_shares_total,
    p403_range_upside_down,
    p404_falls_behind,
    p405_typed_figure,
    p406_figure_twice,
    p407_growth_and_level,
    p502_inline_tasks,
    p503_annexes_not_cited,
    p601_misread_letters,
    p602_tone_placement,
    p603_two_forms,
    p604_capitals,
    p605_basis_end_mark,
    p606_citation_in_full,
    p607_date_padding,
    p608_spacing,
    p609_end_of_document,
    p610_item_end_mark,
    p611_cut_paragraph,
    p612_invisible_mark,
)
from plandoc.diagnostics import Diagnostic, Severity
from plandoc.model.plan import Plan
from plandoc.reading.reader import Reading, read_files
from plandoc.reading.retired import Retired, RetiredSearch, words
from plandoc.reading.source import read_folder

RULES: tuple[ModuleType, ...] = (
    p109_unused_agency,
    p110_cited_document,
    p111_too_many_points,
    p201_lead_in_agencies,
    p202_lead_in_without_lead,
    p203_lead_as_partner,
    p204_no_lead,
    p205_collective_as_lead,
    p206_agency_in_task,
    p207_named_twice,
    p208_agency_not_there,
    p209_duty_without_actor,
    p210_blank_in_template,
    p211_unserved_indicators,
    p212_roster_of_rosters,
    p301_phases_contiguous,
    p302_due_outside,
    p303_year_outside,
    p304_open_report,
    p305_no_such_day,
    p402_shares_total,
    p403_range_upside_down,
    p404_falls_behind,
    p405_typed_figure,
    p406_figure_twice,
    p407_growth_and_level,
    p502_inline_tasks,
    p503_annexes_not_cited,
    p601_misread_letters,
    p602_tone_placement,
    p603_two_forms,
    p604_capitals,
    p605_basis_end_mark,
    p606_citation_in_full,
    p607_date_padding,
    p608_spacing,
    p609_end_of_document,
    p610_item_end_mark,
    p611_cut_paragraph,
    p612_invisible_mark,
)


def read_and_check(folder: Path) -> tuple[Reading, list[Diagnostic]]:
    """Read the plan in a folder and check it: what every command that needs a sound plan does.

    Raises PlandocError when the folder cannot be read.
    """
    with RetiredSearch(folder) as search:  # git looks into the history while we read and check
        files = read_folder(folder)
        reading = read_files(files)
        return reading, check_reading(reading, search.found(files))


def check_reading(reading: Reading, retired: Iterable[Retired] = ()) -> list[Diagnostic]:
    """What reading found, and when it came to a plan, what the rules find in it; `retired` are the
    ids that git's history says were given up."""
    found = list(reading.diagnostics)
    if reading.plan is not None:
        found += run_checks(reading.plan, reading)
        found += _used_again(reading.plan, reading, retired)
    return found


def _used_again(plan: Plan, reading: Reading, retired: Iterable[Retired]) -> Iterator[Diagnostic]:
    """P112: a retired id that names something else now. Its manual is in `explanations.p1`."""
    for one in retired:
        now = words(plan, one.namespace, one.id)
        if now and now != one.words:
            message = f"mã {one.id} đã bỏ (lần ghi {one.revision}), nay dùng cho nội dung khác"
            hint = "đặt mã mới: liên kết và biểu mẫu cũ dẫn tới nội dung đã bỏ"
            span = reading.span((one.namespace, one.id, "id"))
            yield Diagnostic("P112", Severity.ERROR, message, span, hint)


def run_checks(plan: Plan, reading: Reading) -> Iterator[Diagnostic]:
    """Every finding of every rule, at its place in the files of `reading`."""
    for rule in RULES:
        for finding in rule.check(plan):
            span = reading.span(finding.path, finding.within)
            yield Diagnostic(rule.CODE, rule.SEVERITY, finding.message, span, finding.hint)
