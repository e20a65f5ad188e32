"""The pages that gather what the plan says in many places: tasks, dates, figures, downloads."""

import csv
import datetime
import io
import json
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from plandoc.cli import main
from plandoc.diagnostics import PlandocError
from plandoc.history import History
from plandoc.model.duties import responsibilities
from plandoc.model.numbering import outline
from plandoc.model.plan import Plan
from plandoc.model.printed import plain
from plandoc.site.charts import number, range_charts, stack_charts
from plandoc.site.dates import content_lines, events
from plandoc.site.metadata import base_address, inside_script
from tests.sites import DOCUMENT, ROOT, SMALL, build, pages, read, sample_history
from tests.webpage import WebPage, broken_links

BASE_URL = "https://example.gov.vn/ke-hoach/"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read(ROOT / "plan")


@pytest.fixture(scope="module")
def site(plan: Plan) -> dict[str, bytes]:
    return build(plan)


def changed(folder: Path, file: str, old: str, new: str) -> Plan:
    """The real plan with a text of one of its files replaced."""
    copy = folder / "plan"
    shutil.copytree(ROOT / "plan", copy)
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return read(copy)


# --- groups and tasks ---


def test_a_group_has_its_page_with_every_task(plan: Plan, site: dict[str, bytes]) -> None:
    clauses = outline(plan)
    groups = [clause for clause in clauses if clause.kind == "group"]
    assert len(groups) == 7
    for group in groups:
        page = WebPage(site[f"nhom-nhiem-vu/{group.id}.html"].decode())
        words = page.words("noi_dung")
        assert plain(plan, group.title) in words
        for assignment in (clause for clause in clauses if clause.parent == group.id):
            for task in (clause for clause in clauses if clause.parent == assignment.id):
                assert plain(plan, task.text, task.phase) in words
                cited = assignment if task.citation == assignment.citation else task
                assert f"../{DOCUMENT}#{cited.id}" in page.links
    first, last = (WebPage(site[f"nhom-nhiem-vu/{g.id}.html"].decode()) for g in groups[::6])
    assert f"{groups[1].id}.html" in first.links
    assert "Nhóm trước" not in first.words()
    assert "Nhóm sau" not in last.words()


def test_the_table_has_a_row_for_every_task(plan: Plan, site: dict[str, bytes]) -> None:
    tasks = [clause for clause in outline(plan) if clause.kind == "task"]
    page = WebPage(site["nhiem-vu.html"].decode())
    rows = [named for tag, named in page.tags if tag == "tr" and "data-group" in named]
    assert len(rows) == len(tasks) == 44
    words = page.words("bang")
    for task in tasks:
        assert plain(plan, task.text, task.phase) in words
    # What the rows say of an agency is what its own page says.
    for agency, owed in responsibilities(plan).items():
        for role, shares in (("lead", owed.leads), ("named", owed.named), ("shared", owed.shared)):
            found = sum(agency in row[f"data-{role}"].split() for row in rows)
            assert found == sum(len(share.tasks) for share in shares), (agency, role)


def table(content: bytes) -> list[list[str]]:
    assert content.startswith("\ufeff".encode())  # or Excel takes it for a legacy encoding
    text = content.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_the_csv_has_every_task(plan: Plan, site: dict[str, bytes]) -> None:
    head, *rows = table(site["tai-ve/nhiem-vu.csv"])
    tasks = [clause for clause in outline(plan) if clause.kind == "task"]
    assert [row[head.index("Mã")] for row in rows] == [task.id for task in tasks]
    for row, task in zip(rows, tasks, strict=True):
        cells = dict(zip(head, row, strict=True))
        assert plain(plan, task.text, task.phase) in cells["Nhiệm vụ"]
        assert cells["Vị trí trong kế hoạch"].lower() == task.citation.lower()
        assert cells["Cơ quan chủ trì"]


@pytest.mark.parametrize("begin", ["=1+1", "+84", "-5", "@SUM(A1)", "  =1", "＝1"])
def test_no_cell_is_a_formula(tmp_path: Path, begin: str) -> None:
    old = "Cải thiện môi trường đầu tư,"
    plan = changed(tmp_path, "sections/3-tasks/1-the-che.yaml", old, f"{begin.strip()} {old}")
    site = build(plan)
    for row in table(site["tai-ve/nhiem-vu.csv"]):
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for cell in row)
    assert f"{begin.strip()} {old}" in WebPage(site["nhiem-vu.html"].decode()).words()


# --- dates ---


def unfolded(content: bytes) -> Iterator[tuple[str, dict[str, str], str]]:
    """(name, parameters, value) of each line; as strict as RFC 5545 is."""
    assert content.endswith(b"\r\n")
    lines = content[:-2].split(b"\r\n")
    for line in lines:
        assert len(line) <= 75, line
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode("utf-8")  # no fold cuts a letter in two
    for line in b"\r\n".join(lines).replace(b"\r\n ", b"").decode().split("\r\n"):
        found = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[^;:]+)*):(.*)", line)
        assert found, line
        name, parameters, value = found.groups()
        yield name, dict(p.split("=") for p in parameters.split(";")[1:]), value


TEXTS = {"SUMMARY", "DESCRIPTION", "PRODID"}


def calendar(content: bytes) -> list[dict[str, str]]:
    """The events of a calendar as their values by name."""
    lines = list(unfolded(content))
    assert lines[0] == ("BEGIN", {}, "VCALENDAR")
    assert lines[-1] == ("END", {}, "VCALENDAR")
    assert ("VERSION", {}, "2.0") in lines
    found: list[dict[str, str]] = []
    inside = False
    for name, parameters, value in lines[1:-1]:
        if name in TEXTS:
            assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), value
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
            inside = True
        elif (name, value) == ("END", "VEVENT"):
            inside = False
        elif inside:
            assert name not in found[-1]
            assert parameters == ({"VALUE": "DATE"} if name in ("DTSTART", "DTEND") else {})
            found[-1][name] = re.sub(r"\\([\\;,])", r"\1", value)
    for event in found:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
    assert len({event["UID"] for event in found}) == len(found)
    return found


def test_the_calendar_has_the_yearly_report(site: dict[str, bytes]) -> None:
    (event,) = calendar(site["tai-ve/thoi-han.ics"])
    assert event["DTSTAMP"] == "20231117T000000Z"
    assert (event["DTSTART"], event["DTEND"]) == ("20231130", "20231201")
    assert event["RRULE"] == "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=-1"
    summary = "Báo cáo gửi Sở Kế hoạch và Đầu tư (trước ngày 01 tháng 12 hằng năm)"
    assert event["SUMMARY"] == summary
    assert event["DESCRIPTION"] == (
        "Khoản 3 Mục IV Kế hoạch số 6011/KH-UBND. Thực hiện: các Sở, ban, ngành; "
        "Ủy ban nhân dân các huyện, thị xã, thành phố"
    )
    page = WebPage(site["thoi-han.html"].decode()).words("noi_dung")
    assert "Hằng năm, trước ngày 01 tháng 12: báo cáo gửi Sở Kế hoạch và Đầu tư" in page
    assert "lần đầu ngày 30 tháng 11 năm 2023" in page


@pytest.mark.parametrize(
    ("before", "start", "rule"),
    [
        ("15/12", (2023, 12, 14), "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=14"),
        ("18/11", (2024, 11, 17), "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=17"),  # the plan's own day
        ("19/11", (2023, 11, 18), "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=18"),
        ("01/01", (2023, 12, 31), "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
        ("01/03", (2024, 2, 29), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
        ("31/02", None, ""),  # no such day: it is told, but not dated
    ],
)
def test_the_first_day_comes_after_the_plan(
    tmp_path: Path, before: str, start: tuple[int, int, int] | None, rule: str
) -> None:
    file = "sections/4-implementation.yaml"
    plan = changed(tmp_path, file, "before: 01/12", f"before: {before}")
    found = [(event.start, event.rule) for event in events(plan)]
    assert found == ([(datetime.date(*start), rule)] if start else [])
    assert list(broken_links(build(plan))) == []


def test_the_calendar_keeps_its_ids_and_a_draft_has_none(plan: Plan, tmp_path: Path) -> None:
    text = "Lãnh đạo các sở, ban, ngành"
    other = changed(tmp_path, "sections/4-implementation.yaml", text, f"Mọi {text}")
    assert [e.uid for e in events(other)] == [e.uid for e in events(plan)]
    assert events(read(SMALL)) == ()
    assert "tai-ve/thoi-han.ics" not in build(read(SMALL))


def test_lines_are_folded_between_letters() -> None:
    folded = content_lines("SUMMARY:" + "ữ" * 100 + "\n\nEND:X\n")
    assert [len(line) for line in folded.split(b"\r\n")] == [74, 73, 73, 73, 19, 5, 0]
    assert folded.replace(b"\r\n ", b"").decode() == f"SUMMARY:{'ữ' * 100}\r\nEND:X\r\n"


# --- figures ---


def test_a_chart_says_what_the_table_says(plan: Plan, site: dict[str, bytes]) -> None:
    page = WebPage(site["chi-tieu.html"].decode())
    charts = range_charts(plan)
    assert len(charts) == 18
    for indicator, chart in charts.items():
        row = page.words(indicator)
        assert [mark.phase for mark in chart.marks] == list(plan.indicator[indicator].targets)
        for mark in chart.marks:
            assert mark.text == plan.indicator[indicator].targets[mark.phase].text
            assert row.count(mark.text) >= 2  # in its cell, and over its mark


def test_marks_stand_where_the_numbers_are(plan: Plan) -> None:
    charts = range_charts(plan)
    growth = charts["grdp-growth"]
    assert [(tick.at, tick.label) for tick in growth.ticks] == [
        ("2.00%", "0"),
        ("45.00%", "10"),
        ("88.00%", "20"),
    ]
    first, second = growth.marks
    assert (first.low, first.high) == ("38.55%", "39.41%")
    assert (second.low, second.high, second.width) == ("40.70%", "45.00%", "4.30%")
    above = charts["iip-growth"].marks[0]
    assert (above.open, above.excluded, above.point) == ("above", True, True)
    at_least = charts["industrial-land-growth"].marks[0]
    assert (at_least.open, at_least.excluded) == ("above", False)
    below = charts["agricultural-labour"].marks[1]
    assert (below.open, below.excluded) == ("below", True)
    about = charts["digital-economy-share"].marks
    assert [(mark.about, mark.point) for mark in about] == [(True, True), (True, False)]
    assert charts["grdp-per-capita-usd"].ticks[-1].label == "20.000"


def test_parts_of_a_whole_fill_the_bar(plan: Plan, site: dict[str, bytes]) -> None:
    (chart,) = stack_charts(plan).values()
    for stack in chart.stacks:
        assert sum(Decimal(part.width[:-1]) for part in stack.segments) == 100
        assert [part.label for part in stack.segments[2:]] == ["", ""]  # too narrow
    words = WebPage(site["chi-tieu.html"].decode()).words("hinh_grdp-structure")
    for figure in ("62,3%", "28%", "2,5%", "7,2%", "62%", "30%", "1%", "7%"):
        assert figure in words
    assert chart.figure("2026-2030", 3) == "1%"
    assert chart.figure("1999", 3) == ""


@pytest.mark.parametrize(
    ("value", "said"), [("8.5", "8,5"), ("15000", "15.000"), ("100", "100"), ("0", "0")]
)
def test_numbers_are_vietnamese(value: str, said: str) -> None:
    assert number(Decimal(value)) == said


def test_charts_are_for_eyes_only(site: dict[str, bytes]) -> None:
    for name, page in pages(site).items():
        for tag, named in page.tags:
            if tag == "svg" and "x" not in named:  # not a part of another
                hidden = named.get("aria-hidden") or "legend" in name
                assert hidden or named.get("height") == "16", (name, named)
            assert "viewbox" not in named


# --- downloads ---


def test_every_download_is_listed_with_format_and_size(site: dict[str, bytes]) -> None:
    page = WebPage(site["tai-ve.html"].decode())
    files = {name for name in site if name.startswith("tai-ve/")}
    assert files <= set(page.links)
    sizes = re.findall(r"\((?:DOCX|CSV|ICS|JSON), [\d,]+ (?:KB|MB)\)", page.words("noi_dung"))
    assert len(sizes) == len(files)


# --- a site that knows its address ---


def test_only_a_site_with_an_address_speaks_of_it(plan: Plan, site: dict[str, bytes]) -> None:
    assert not {"sitemap.xml", "robots.txt", "feed.xml"} & set(site)
    for name, content in site.items():
        if name.endswith((".html", ".js", ".css")):
            assert not re.search(rb"https?:(?!//www\.w3\.org/)", content), name
    with_address = build(plan, BASE_URL)
    assert list(broken_links(with_address, BASE_URL)) == []
    for name, page in pages(with_address).items():
        canonical = [a["href"] for _, a in page.tags if a.get("rel") == "canonical"]
        own = BASE_URL + ("" if name == "index.html" else name)
        assert canonical == ([] if name == "404.html" else [own])
        graph = {a["property"]: a["content"] for _, a in page.tags if "property" in a}
        if name != "404.html":
            assert graph["og:url"] == own
            assert "Kế hoạch 6011/KH-UBND" in graph["og:title"]
    home = WebPage(with_address["404.html"].decode())
    assert BASE_URL in home.links


def test_search_engines_are_told_all_pages(plan: Plan) -> None:
    site = build(plan, BASE_URL)
    tree = ElementTree.fromstring(site["sitemap.xml"])
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = {place.text for place in tree.iter(f"{space}loc")}
    expected = {BASE_URL + name for name in pages(site) if name not in ("404.html", "index.html")}
    assert listed == expected | {BASE_URL}
    assert {day.text for day in tree.iter(f"{space}lastmod")} == {"2023-11-17"}
    assert f"Sitemap: {BASE_URL}sitemap.xml" in site["robots.txt"].decode()


def test_the_plan_is_legislation(plan: Plan) -> None:
    (data,) = WebPage(build(plan, BASE_URL)[DOCUMENT].decode()).data
    found = json.loads(data)
    assert found["@type"] == "Legislation"
    assert found["legislationIdentifier"] == "6011/KH-UBND"
    assert found["legislationDate"] == "2023-11-17"
    assert found["legislationPassedBy"]["name"] == "Ủy ban nhân dân tỉnh Bình Dương"
    based_on = [document.get("legislationIdentifier") for document in found["isBasedOn"]]
    assert based_on == ["111-CTr/TU", "29-NQ/TW", "404/TB-UBND"]
    assert found["encoding"][0]["contentUrl"] == f"{BASE_URL}tai-ve/ke-hoach.docx"
    assert inside_script({"x": "</script><!--&"}) == (
        '{"x":"\\u003c/script\\u003e\\u003c!--\\u0026"}'
    )


def test_the_feed_tells_of_the_issue_and_a_draft_has_none(plan: Plan) -> None:
    tree = ElementTree.fromstring(build(plan, BASE_URL)["feed.xml"])
    space = "{http://www.w3.org/2005/Atom}"
    assert tree.findtext(f"{space}updated") == "2023-11-17T00:00:00+07:00"
    assert tree.findtext(f"{space}id") == "tag:example.gov.vn,2023-11-17:6011%2FKH-UBND"
    assert "6011/KH-UBND" in (tree.findtext(f"{space}entry/{space}title") or "")
    draft = build(read(SMALL), BASE_URL)
    assert "feed.xml" not in draft
    assert list(broken_links(draft, BASE_URL)) == []
    assert b"lastmod" not in draft["sitemap.xml"]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("https://example.gov.vn", "https://example.gov.vn/"),
        ("https://example.gov.vn/a/", "https://example.gov.vn/a/"),
        ("http://localhost:8000/kế hoạch", "http://localhost:8000/k%E1%BA%BF%20ho%E1%BA%A1ch/"),
        ('https://example.gov.vn/"><script>', "https://example.gov.vn/%22%3E%3Cscript%3E/"),
    ],
)
def test_an_address_is_made_whole(given: str, meant: str) -> None:
    assert base_address(given) == meant


@pytest.mark.parametrize(
    "given", ["example.gov.vn", "ftp://x/", "/a", "https://", "https://x/?q=1", "https://[::1"]
)
def test_what_is_no_address_is_refused(given: str) -> None:
    with pytest.raises(PlandocError):
        base_address(given)


def test_build_takes_an_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--plan", str(SMALL), "--templates", str(ROOT / "templates")]
    output = ["--output", str(tmp_path / "output")]
    assert main(["build", *options, *output, "--base-url", BASE_URL]) == 0
    assert (tmp_path / "output/site/sitemap.xml").exists()
    assert main(["build", *options, *output, "--base-url", "nowhere"]) == 2
    assert "không phải là địa chỉ" in capsys.readouterr().err


def test_revisions(plan: Plan) -> None:
    site = build(plan, history=sample_history())
    # A review is a page that stands alone, its style and script in it; it has tests of its own.
    assert list(broken_links(site | {"thay-doi/ccccccc.html": b""})) == []
    text = site["thay-doi/index.html"].decode()
    assert text.index("plan-2") < text.index("Gõ hỏng") < text.index("Bản đầu")
    assert "Không so sánh được với bản trước: plan.yaml:1:1: P003 lỗi" in text
    assert "&lt;An&gt;" in text
    assert 'id="da-rut"' in text
    assert "Lời cũ &lt;b&gt;." in text
    assert "Rút ở bản" in text
    assert "thay-doi/feed.xml" not in site
    site = build(plan, "https://example.gov.vn/kh/", sample_history())
    feed = site["thay-doi/feed.xml"].decode()
    entries = ElementTree.fromstring(feed).findall("{http://www.w3.org/2005/Atom}entry")
    titles = [entry.findtext("{http://www.w3.org/2005/Atom}title") for entry in entries]
    assert titles == ["plan-2", "Gõ hỏng", "Bản đầu"]


def test_outside_git_the_page_says_so(plan: Plan) -> None:
    site = build(plan, history=History(reason="kế hoạch chưa được ghi vào git lần nào"))
    text = site["thay-doi/index.html"].decode()
    assert "Chưa có lịch sử để xem: kế hoạch chưa được ghi vào git lần nào." in text
    assert "thay-doi/feed.xml" not in build(plan, "https://example.gov.vn/", History())
