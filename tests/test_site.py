"""The website: its links, its words, plans of every shape."""

import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from plandoc.diagnostics import PlandocError
from plandoc.documents.document import plan_document
from plandoc.documents.template_files import read_templates
from plandoc.documents.templates import TemplateFault
from plandoc.model.duties import leads, responsibilities
from plandoc.model.numbering import outline
from plandoc.model.plan import Plan
from plandoc.model.printed import plain, printed
from plandoc.model.prose import Note
from plandoc.site.building import Site
from tests.sites import DOCUMENT, PLANS, ROOT, TEMPLATE_FILES, TEMPLATES, build, made, pages, read
from tests.webpage import WebPage, broken_links


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read(ROOT / "plan")


@pytest.fixture(scope="module")
def site(plan: Plan) -> dict[str, bytes]:
    return build(plan)


# --- what every page keeps ---


def test_every_page_is_well_made_and_no_link_is_broken(site: dict[str, bytes]) -> None:
    assert list(broken_links(site)) == []
    for name, page in pages(site).items():
        assert dict(reversed(page.tags))["html"] == {"lang": "vi"}
        (policy,) = (a["content"] for _, a in page.tags if a.get("http-equiv"))
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy
        assert not re.search(r"https?:|\*", policy)
        headings = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert headings.count(1) == 1, name
        assert all(after - before <= 1 for before, after in pairwise(headings)), name


def test_the_first_load_is_small(site: dict[str, bytes]) -> None:
    assets = sum(len(site[name]) for name in ("site.css", "icon.svg", "theme.js"))
    largest = max(len(content) for name, content in site.items() if name.endswith(".html"))
    assert assets + largest <= 150_000
    assert assets <= 23_000
    for name, page in pages(site).items():
        scripts = {a["src"].split("/")[-1] for tag, a in page.tags if "src" in a}
        assert sum(len(site[n]) for n in scripts - {"search-index.js"}) <= 15_000, name


def test_there_is_a_page_for_every_agency_with_duties(plan: Plan, site: dict[str, bytes]) -> None:
    owing = responsibilities(plan)
    expected = {f"don-vi/{agency}.html" for agency in owing} | {"don-vi/index.html"}
    assert {n for n in site if n.startswith("don-vi/")} == expected
    listed = WebPage(site["don-vi/index.html"].decode())
    assert {f"../don-vi/{agency}.html" for agency in owing} <= set(listed.links)


def test_downloads_are_copied_and_say_their_format_and_size(site: dict[str, bytes]) -> None:
    assert len(site["tai-ve/ke-hoach.docx"]) == 2_300_000
    assert "Văn bản kế hoạch (DOCX, 2,2 MB)" in WebPage(site["index.html"].decode()).words()
    agency = WebPage(site["don-vi/so-ct.html"].decode())
    assert "Tải mẫu kế hoạch hành động (DOCX, 29 KB)" in agency.words()
    assert "../tai-ve/don-vi/so-ct.docx" in agency.links


# --- the full text ---


def token_words(plan: Plan) -> str:
    """All words of the plan's document, a footnote's number at its place, the footnotes last."""
    parts = []
    for token in plan_document(TEMPLATE_FILES, plan).tokens:
        for child in token.children or ():
            if child.type == "footnote_ref":
                parts.append(str(child.meta["id"] + 1))
            else:
                parts.append("\n" if child.type.endswith("break") else child.content)
        parts.append("\n")
    return " ".join("".join(parts).split())


def test_the_full_text_has_exactly_the_words_of_the_document(
    plan: Plan, site: dict[str, bytes]
) -> None:
    assert WebPage(site[DOCUMENT].decode()).words(".document") == token_words(plan)


def test_every_clause_can_be_linked_to_and_holds_its_words(
    plan: Plan, site: dict[str, bytes]
) -> None:
    page = WebPage(site[DOCUMENT].decode())
    labels = [a["aria-label"] for _, a in page.tags if a.get("class") == "permalink"]
    assert len(labels) == len(set(labels)) == len(outline(plan))
    assert "Liên kết tới gạch đầu dòng thứ hai, điểm a khoản 6 Mục III" in labels
    numbers = iter(range(1, 100))
    for clause in outline(plan):
        words = ""
        for text in (clause.title, clause.text):
            for piece in printed(plan, text, clause.phase):
                words += str(next(numbers)) if isinstance(piece, Note) else piece.text
            words += " "
        assert " ".join(words.split()) in page.words(clause.id), clause.id


def test_agencies_and_documents_are_linked_in_the_text(site: dict[str, bytes]) -> None:
    text = site[DOCUMENT].decode()
    assert '<a href="don-vi/so-ldtbxh.html">Sở Lao động – Thương binh và Xã hội</a>' in text
    assert '<a href="don-vi/index.html#cac-so-nganh">các Sở, ban, ngành</a>' in text
    assert '<a href="van-ban.html#kh-6613">6613/KH-UBND</a>' in text


# --- agencies, indicators ---


def test_an_agency_page_has_all_that_the_plan_asks_of_it(
    plan: Plan, site: dict[str, bytes]
) -> None:
    for agency, owed in responsibilities(plan).items():
        page = WebPage(site[f"don-vi/{agency}.html"].decode())
        words = page.words()
        assert plan.agency[agency].name in words
        for share in owed.leads + owed.named:
            for task in share.tasks:
                assert plain(plan, task.text, task.phase) in words
                assert task.citation[1:] in words
        for share in owed.shared:
            assert f"../ke-hoach.html#{share.assignment.id}" in page.links
        for part in owed.clauses:
            assert plain(plan, part.clause.text) in words


def test_a_date_is_said_in_words(site: dict[str, bytes]) -> None:
    words = WebPage(site["don-vi/ubnd-di-an.html"].decode()).words()
    assert "Báo cáo: hằng năm, trước ngày 01 tháng 12; gửi Sở Kế hoạch và Đầu tư" in words
    home = WebPage(site["index.html"].decode()).words()
    assert "Hằng năm, trước ngày 01 tháng 12: báo cáo về Sở Kế hoạch và Đầu tư" in home


def test_the_lead_agencies_come_first(plan: Plan, site: dict[str, bytes]) -> None:
    links = WebPage(site["don-vi/index.html"].decode()).links
    listed = [link for link in links if re.fullmatch(r"\.\./don-vi/(?!index)[a-z-]+\.html", link)]
    assert listed[: len(leads(plan))] == [f"../don-vi/{agency}.html" for agency in leads(plan)]


def test_indicators_are_printed_as_they_stand(plan: Plan, site: dict[str, bytes]) -> None:
    page = WebPage(site["chi-tieu.html"].decode())
    for indicator in plan.indicators:
        row = page.words(indicator.id)
        assert indicator.name in row
        for target in indicator.targets.values():
            assert target.text in row
    assert "ke-hoach.html#cong-nghiep-dau-tu-2030" in page.links
    assert "triệu đồng 210-215 triệu đồng 393-419 triệu đồng" in page.words("grdp-per-capita")


# --- plans of other shapes ---

DRAFT = """\
format: 1
kind: Kế hoạch
place: Huế
issuer: ubnd
subject: Phát triển <b>du lịch</b> & "dịch vụ"^[Chú thích của trích yếu.]
sections: [1-noi-dung]
signature: {title: CHỦ TỊCH}
"""
AGENCIES = "- {id: ubnd, name: 'Ủy ban <script>alert(1)</script>'}\n"
TEXTS = """\
id: noi-dung
kind: text
title: NỘI DUNG
items:
  - id: mot
    text: 'Một *hai* [ba] {{bốn}} `năm` | &lt; </p><img src=x onerror=alert(1)>.'
"""


@pytest.fixture
def bare(tmp_path: Path) -> Plan:
    """A draft without indicators, references, tasks or duties, and with hostile texts."""
    (tmp_path / "sections").mkdir()
    for name, text in (
        ("plan.yaml", DRAFT),
        ("agencies.yaml", AGENCIES),
        ("indicators.yaml", "[]\n"),
        ("references.yaml", "[]\n"),
        ("sections/1-noi-dung.yaml", TEXTS),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return read(tmp_path)


def test_a_bare_draft_has_no_empty_page(bare: Plan) -> None:
    site = build(bare)
    assert list(broken_links(site)) == []
    always = {"index.html", DOCUMENT, "tai-ve.html", "tim-kiem.html", "tiep-can.html", "404.html"}
    assert set(pages(site)) == always
    assert {name for name in site if name.startswith("tai-ve/")} == {
        "tai-ve/ke-hoach.docx",
        "tai-ve/du-lieu/plan.json",
    }
    words = WebPage(site["index.html"].decode()).words("noi_dung")
    assert "Dự thảo" in words
    assert "chưa ban hành" in words
    assert "nhiệm vụ" not in words
    assert "con số" not in words


def test_hostile_text_stays_text(bare: Plan) -> None:
    site = build(bare)
    home = WebPage(site["index.html"].decode())
    assert home.words(".subject").startswith('Phát triển <b>du lịch</b> & "dịch vụ"*')
    assert "Chú thích của trích yếu." in home.words(".subject")
    assert home.words(".issuer") == "Ủy ban <script>alert(1)</script>"
    text = WebPage(site[DOCUMENT].decode()).words("mot")
    assert text == "1. Một *hai* [ba] {bốn} `năm` | &lt; </p><img src=x onerror=alert(1)>."


@pytest.mark.parametrize("folder", PLANS, ids=str)
def test_no_plan_has_a_broken_link(folder: Path) -> None:
    assert list(broken_links(build(read(folder)))) == []


def test_the_site_without_downloads(plan: Plan) -> None:
    site = made(Site(plan, TEMPLATE_FILES), {})
    assert list(broken_links(site)) == []
    own = {name for name in site if name.startswith("tai-ve/")}
    assert own == {"tai-ve/nhiem-vu.csv", "tai-ve/thoi-han.ics"}  # what the site itself makes
    assert "DOCX" not in WebPage(site["tai-ve.html"].decode()).words()


def test_a_bare_draft_without_downloads_offers_none(bare: Plan) -> None:
    site = made(Site(bare, TEMPLATE_FILES), {})
    assert list(broken_links(site)) == []
    assert "tai-ve.html" not in site
    assert "Tải" not in WebPage(site["index.html"].decode()).words()


# --- the same bytes, faults ---


def test_the_same_plan_gives_the_same_bytes(site: dict[str, bytes], tmp_path: Path) -> None:
    program = (
        "import sys, hashlib; from tests.sites import ROOT, build, read;"
        "site = build(read(ROOT / 'plan'));"
        "print(hashlib.sha256(repr(sorted(site.items())).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": zone},
            check=True, capture_output=True, text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Ho_Chi_Minh"))
    }  # fmt: skip
    assert len(digests) == 1
    assert site == build(read(ROOT / "plan"))


def broken_templates(folder: Path, name: str, text: str) -> Path:
    """A copy of the templates in which one of the site is another."""
    copy = folder / "templates"
    shutil.copytree(TEMPLATES, copy)
    (copy / "site" / name).write_text(text, encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("<p>\n{{ plan.nothing }}</p>", "P902", 2),
        ("<p>\n\n{% if %}</p>", "P901", 3),
        ("{{ plan.head.date.year.real() }}", "P903", 1),
        ("{{ plan.__class__.__mro__ }}", "P903", 1),
        ("{{ plan.agencies[0].roster }}", "P903", 1),
    ],
)
def test_a_faulty_template_is_told_at_its_line(
    plan: Plan, tmp_path: Path, text: str, code: str, line: int
) -> None:
    templates = broken_templates(tmp_path, "van-ban.html.j2", text)
    with pytest.raises(TemplateFault) as caught:
        made(Site(plan, read_templates(templates)), {})
    diagnostic = caught.value.diagnostic
    assert (diagnostic.code, diagnostic.span.line) == (code, line)
    assert diagnostic.span.path.endswith("site/van-ban.html.j2")
    assert caught.value.sources[diagnostic.span.path].lines == text.split("\n")


def test_a_missing_template_is_one_line(plan: Plan, tmp_path: Path) -> None:
    templates = broken_templates(tmp_path, "van-ban.html.j2", "")
    (templates / "site/van-ban.html.j2").unlink()
    with pytest.raises(PlandocError, match=r"không có tệp mẫu .*site/van-ban\.html\.j2"):
        made(Site(plan, read_templates(templates)), {})
