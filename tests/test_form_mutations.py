"""A document of ours broken in one rule is caught by that rule, and by no other."""

from functools import cache

import pytest

from plandoc.form.rules import RULES
from plandoc.form.verdicts import Verdict
from tests.form_breaks import (
    ARIAL,
    LEFT,
    NO_CAPS,
    RED,
    Break,
    addressed,
    annex_start,
    annexes_in_one_section,
    bold,
    both,
    cells_may_split,
    dot,
    end_mark_gone,
    erase,
    italic,
    later_section,
    margin,
    no_page_number,
    number_format,
    page_number_field,
    page_number_in_footer,
    paper,
    retyped,
    rule_under,
    run_of,
    shift,
    shorten,
    size,
    split_row,
    styled,
    superior_of_a_committee,
    turned_page_without_table,
    type_it,
    underline_motto,
    without,
)
from tests.forms import Draft, Verdicts, W, built, faults, verdicts

PLAN, AGENCY, ANNEXED, APART = "plan", "agency", "annexed", "apart"


def base(name: str) -> bytes:
    if name == ANNEXED:
        return built("inside")["ke-hoach.docx"]
    return built()[
        {PLAN: "ke-hoach.docx", AGENCY: "don-vi/so-ct.docx", APART: "phu-luc.docx"}[name]
    ]


@cache
def before(name: str) -> Verdicts:
    return verdicts(base(name))


BROKEN: list[tuple[str, str, str, Break]] = [
    # rule, base, what is wrong, how
    ("F101", PLAN, "Letter", paper(12240, 15840)),
    ("F101", PLAN, "5 mm too wide", paper(12189, 16838)),
    ("F102", PLAN, "a turned page of text", turned_page_without_table),
    ("F103", PLAN, "left 25 mm", margin("left", 1418)),
    ("F103", PLAN, "top 26 mm", margin("top", 1474)),
    ("F103", PLAN, "right 14,9 mm", margin("right", 845)),
    ("F103", PLAN, "a gutter of 10 mm", both(
        margin("gutter", 567), rule_under("DocSubject", shorten(-283)))),
    ("F104", PLAN, "no page number", no_page_number),
    ("F104", PLAN, "Roman numbers", number_format("lowerRoman")),
    ("F104", PLAN, "a Roman field", page_number_field(" PAGE \\* roman ")),
    ("F105", PLAN, "on the right", styled("Header", layout='<w:jc w:val="right"/>')),
    ("F105", PLAN, "in the footer", page_number_in_footer),
    ("F106", PLAN, "12 points", styled("Header", size(12))),
    ("F106", PLAN, "slanted", styled("Header", italic(1))),
    ("F107", PLAN, "shown on page 1", lambda d: d.section.remove(d.section.find(f"{W}titlePg"))),
    ("F108", PLAN, "starts anew", later_section('<w:pgNumType w:start="1"/>')),
    ("F108", PLAN, "first page blank", later_section("<w:titlePg/>")),
    ("F201", PLAN, "one run in Arial", run_of("Dash", ARIAL)),
    ("F201", PLAN, "letters with marks only", styled("Body", '<w:rFonts w:hAnsi="VNI-Times"/>')),
    ("F201", PLAN, "the page number", styled("Header", '<w:rFonts w:ascii="Calibri"/>')),
    ("F202", PLAN, "one red run", run_of("Dash", RED)),
    ("F202", PLAN, "blue headings", styled("Heading1", '<w:color w:val="1F3864"/>')),
    ("F203", PLAN, "body 13, the rest 14", both(styled("Body", size(13)))),
    ("F203", PLAN, "Quốc hiệu 12, the rest 14", styled("NationalName", size(12))),
    ("F301", PLAN, "HOÀ", retyped("NationalName", "HÒA", "HOÀ")),
    ("F302", PLAN, "not bold", styled("NationalName", bold(0))),
    ("F302", PLAN, "slanted", styled("NationalName", italic(1))),
    ("F303", PLAN, "14 points", styled("NationalName", size(14))),
    ("F304", PLAN, "dashes", retyped("NationalMotto", " - ", " – ")),
    ("F304", PLAN, "small letters", retyped("NationalMotto", "Tự do", "tự do")),
    ("F305", PLAN, "not bold", styled("NationalMotto", bold(0))),
    ("F305", PLAN, "slanted", styled("NationalMotto", italic(1))),
    ("F306", PLAN, "15 points", styled("NationalMotto", size(15))),
    ("F307", PLAN, "no line", rule_under("NationalMotto", erase)),
    ("F307", PLAN, "too short", rule_under("NationalMotto", shorten(400))),
    ("F307", PLAN, "dotted", rule_under("NationalMotto", dot)),
    ("F307", PLAN, "off centre", rule_under("NationalMotto", shift)),
    ("F307", PLAN, "underscores", rule_under("NationalMotto", type_it)),
    ("F307", PLAN, "underlined", underline_motto),
    ("F308", PLAN, "to the left", styled("NationalMotto", layout=LEFT)),
    ("F311", AGENCY, "bold", styled("SuperiorBody", bold(1))),
    ("F311", AGENCY, "small letters", both(
        styled("SuperiorBody", NO_CAPS), retyped("SuperiorBody", "TỈNH", "Tỉnh"))),
    ("F312", AGENCY, "11 points", styled("SuperiorBody", size(11))),
    ("F313", PLAN, "a superior body", superior_of_a_committee),
    ("F314", PLAN, "not bold", styled("IssuingBody", bold(0))),
    ("F314", AGENCY, "not bold", styled("IssuingBody", bold(0))),
    ("F314", AGENCY, "slanted", styled("IssuingBody", italic(1))),
    ("F315", PLAN, "14 points", styled("IssuingBody", size(14))),
    ("F316", PLAN, "no line", rule_under("IssuingBody", erase)),
    ("F316", PLAN, "as long as the text", rule_under("IssuingBody", shorten(-800))),
    ("F317", PLAN, "to the left", styled("IssuingBody", layout=LEFT)),
    ("F321", PLAN, "no colon", retyped("DocNumber", "Số:", "Số")),
    ("F321", PLAN, "small letters", retyped("DocNumber", "UBND", "ubnd")),
    ("F321", PLAN, "no number at all", without("DocNumber")),
    ("F322", PLAN, "5", retyped("DocNumber", "6011", "5")),
    ("F322", PLAN, "0123", retyped("DocNumber", "6011", "0123")),
    ("F323", PLAN, "14 points", styled("DocNumber", size(14))),
    ("F323", PLAN, "bold", styled("DocNumber", bold(1))),
    ("F324", PLAN, "no comma", retyped("DocDate", "Dương,", "Dương")),
    ("F324", PLAN, "a second comma", retyped("DocDate", "tháng 11 năm", "tháng 11, năm")),
    ("F325", PLAN, "7", retyped("DocDate", "17", "7")),
    ("F325", PLAN, "tháng 03", retyped("DocDate", "tháng 11", "tháng 03")),
    ("F325", PLAN, "tháng 2", retyped("DocDate", "tháng 11", "tháng 2")),
    ("F326", PLAN, "upright", styled("DocDate", italic(0))),
    ("F326", PLAN, "12 points", styled("DocDate", size(12))),
    ("F327", PLAN, "in two rows", split_row("DocNumber")),
    ("F328", PLAN, "to the left", styled("DocNumber", layout=LEFT)),
    ("F331", PLAN, "not bold", styled("DocKind", bold(0))),
    ("F331", PLAN, "small letters", styled("DocKind", NO_CAPS)),
    ("F331", PLAN, "to the left", styled("DocKind", layout=LEFT)),
    ("F332", PLAN, "16 points", styled("DocKind", size(16))),
    ("F333", PLAN, "not bold", styled("DocSubject", bold(0))),
    ("F333", PLAN, "to the left", styled("DocSubject", layout=LEFT)),
    ("F334", PLAN, "12 points", styled("DocSubject", size(12))),
    ("F335", PLAN, "no line", rule_under("DocSubject", erase)),
    ("F335", PLAN, "too short", rule_under("DocSubject", shorten(600))),
    ("F336", PLAN, "slanted", addressed(italic(1))),
    ("F401", PLAN, "upright", styled("Basis", italic(0))),
    ("F402", PLAN, "12 points", styled("Basis", size(12))),
    ("F403", PLAN, "a full stop", retyped("Basis", "năm 2045;", "năm 2045.")),
    ("F403", PLAN, "two in a line", retyped("Basis", "năm 2045;", "nay; Căn cứ Luật Đầu tư;")),
    ("F411", PLAN, "12 points", styled("Dash", size(12))),
    ("F411", PLAN, "one run of 16", run_of("Clause", size(16))),
    ("F412", PLAN, "slanted", styled("Dash", italic(1))),
    ("F413", PLAN, "to the left", styled("Dash", layout=LEFT)),
    ("F413", PLAN, "one paragraph", lambda d: d.direct(d.paragraphs("Clause")[0], layout=LEFT)),
    ("F414", PLAN, "5 mm", styled("Dash", layout='<w:ind w:firstLine="283"/>')),
    ("F414", PLAN, "15 mm", styled("Clause", layout='<w:ind w:firstLine="850"/>')),
    ("F414", PLAN, "hanging", styled("Dash", layout='<w:ind w:left="567" w:hanging="283"/>')),
    ("F415", PLAN, "none", styled("Dash", layout='<w:spacing w:after="0"/>')),
    ("F415", PLAN, "none in one style", styled("Dash", layout="<w:contextualSpacing/>")),
    ("F416", PLAN, "1,67", styled("Dash", layout='<w:spacing w:line="400" w:lineRule="auto"/>')),
    ("F416", PLAN, "15 pt", styled("Dash", layout='<w:spacing w:line="300" w:lineRule="exact"/>')),
    ("F417", PLAN, "a full stop only", end_mark_gone),
    ("F501", PLAN, "upright", styled("RecipientsTitle", italic(0))),
    ("F501", PLAN, "no colon", retyped("RecipientsTitle", ":", "")),
    ("F502", PLAN, "13 points", styled("RecipientsTitle", size(13))),
    ("F503", PLAN, "slanted", styled("Recipient", italic(1))),
    ("F504", PLAN, "12 points", styled("Recipient", size(12))),
    ("F505", PLAN, "no semicolon", retyped("Recipient", ";", "", 2)),
    ("F505", PLAN, "no dash", retyped("Recipient", "- ", "", 3)),
    ("F505", PLAN, "no full stop", retyped("Recipient", "VT.", "VT", -1)),
    ("F505", AGENCY, "nothing kept", without("Recipient", -1)),
    ("F507", PLAN, "above the signature", split_row("RecipientsTitle")),
    ("F511", PLAN, "not bold", styled("SignatureTitle", bold(0))),
    ("F511", PLAN, "small letters", both(
        styled("SignatureTitle", NO_CAPS), retyped("SignatureTitle", "CHỦ TỊCH", "Chủ tịch"))),
    ("F512", PLAN, "12 points", styled("SignatureAuthority", size(12))),
    ("F513", PLAN, "not bold", styled("SignatureName", bold(0))),
    ("F514", PLAN, "12 points", styled("SignatureName", size(12))),
    ("F515", PLAN, "to the left", styled("SignatureTitle", layout=LEFT)),
    ("F516", PLAN, "may split", cells_may_split),
    ("F601", ANNEXED, "13 points", styled("AnnexNumber", size(13))),
    ("F601", APART, "to the left", styled("AnnexNumber", layout=LEFT)),
    ("F602", ANNEXED, "III after I", both(
        retyped("AnnexNumber", "II", "III", 1), retyped("Clause", "Phụ lục II", "Phụ lục III"))),
    ("F602", APART, "Arabic digits", both(
        retyped("AnnexNumber", "I", "1"), retyped("AnnexNumber", "II", "2", 1))),
    ("F603", ANNEXED, "small letters", styled("AnnexTitle", NO_CAPS)),
    ("F603", APART, "12 points", styled("AnnexTitle", size(12))),
    ("F604", ANNEXED, "upright", styled("AnnexNote", italic(0))),
    ("F604", APART, "none", without("AnnexNote")),
    ("F605", ANNEXED, "one is not named", retyped("Clause", " và Phụ lục II", "")),
    ("F606", ANNEXED, "goes on", annex_start(None)),
    ("F606", ANNEXED, "starts at 2", annex_start("2")),
    ("F606", APART, "in one section", annexes_in_one_section),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "name", "change"),
    [pytest.param(rule, name, change, id=f"{rule} {what}") for rule, name, what, change in BROKEN],
)
def test_exactly_the_broken_rule_fails(rule: str, name: str, change: Break) -> None:
    draft = Draft(base(name))
    change(draft)
    after = verdicts(draft.save())
    assert {key for key, verdict in after.items() if verdict is Verdict.FAULT} == {rule}
    changed = {key for key, verdict in after.items() if verdict is not before(name)[key]} - {rule}
    # What is gone cannot be judged, what is new can.
    assert {after[key] for key in changed} <= {Verdict.ABSENT, Verdict.PASS}
    assert not {key for key in changed if before(name)[key] is Verdict.NOTE} - {"F506"}


NOTED: list[tuple[str, str, str, Break]] = [
    ("F204", PLAN, "English", run_of("Dash", '<w:lang w:val="en-US"/>')),
    ("F205", PLAN, "marks apart", retyped("Heading1", "MỤC", "MU\u0323C")),
    ("F404", PLAN, "run on", lambda _: None),
    ("F421", PLAN, "small letters", both(
        styled("Heading1", NO_CAPS), retyped("Heading1", "MỤC ĐÍCH", "Mục đích"))),
    ("F421", PLAN, "not bold", styled("Heading1", bold(0))),
    ("F422", PLAN, "not bold", styled("Heading2", bold(0))),
    ("F422", PLAN, "a sentence in bold", styled("Clause", bold(1))),
    ("F423", PLAN, "bold", styled("Heading4", bold(1))),
    ("F424", PLAN, "II after II", retyped("Heading1", "III.", "II.", 2)),
    ("F424", PLAN, "c after a", retyped("Heading4", "b)", "c)", 1)),
    ("F425", PLAN, "run in", lambda _: None),
    ("F506", PLAN, "no unit", lambda _: None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "name", "change"),
    [pytest.param(rule, name, change, id=f"{rule} {what}") for rule, name, what, change in NOTED],
)
def test_practice_is_noted_and_never_a_fault(rule: str, name: str, change: Break) -> None:
    draft = Draft(base(name))
    change(draft)
    after = verdicts(draft.save())
    assert after[rule] is Verdict.NOTE
    assert not {key for key, verdict in after.items() if verdict is Verdict.FAULT}


def test_every_rule_is_broken_or_noted() -> None:
    assert [rule.id for rule in RULES if rule.grade == "L"] == sorted({r for r, *_ in BROKEN})
    assert [rule.id for rule in RULES if rule.grade == "P"] == sorted({r for r, *_ in NOTED})


@pytest.mark.parametrize("name", sorted(built()))
def test_every_file_that_we_build_passes(name: str) -> None:
    assert faults(built()[name]) == set()


def test_a_plan_with_its_annexes_passes() -> None:
    after = before(ANNEXED)
    assert Verdict.FAULT not in after.values()
    assert {after[key] for key in after if key.startswith("F6")} == {Verdict.PASS}


def test_a_file_of_annexes_is_judged_as_such() -> None:
    after = before(APART)
    judged = {key[:2] for key, verdict in after.items() if verdict is Verdict.PASS}
    assert judged == {"F1", "F2", "F6"}


def test_the_plan_is_noted_for_what_its_words_do() -> None:
    noted = {key for key, verdict in before(PLAN).items() if verdict is Verdict.NOTE}
    assert noted == {"F404", "F425", "F506"}
