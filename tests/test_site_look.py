"""How the pages look and work: contrast of the colours, and what Chromium says of them in a folder
that holds nothing else and has no network."""

import base64
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.axe import axe_source, violations
from tests.browser import Tab, chromium
from tests.sites import DOCUMENT, ROOT, SMALL, TEMPLATES, build, read, sample_history

STYLE = (TEMPLATES / "site/site.css").read_text(encoding="utf-8")


def colours(text: str) -> dict[str, str]:
    found = re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", text)
    return {name: code if len(code) == 6 else "".join(c * 2 for c in code) for name, code in found}


def luminance(code: str) -> float:
    parts = (int(code[i : i + 2], 16) / 255 for i in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_the_contrast_of_wcag_aa(scheme: str) -> None:
    palette = palettes()[scheme]
    pairs = [(ink, on) for ink in ("ink", "soft", "accent", "link") for on in ("paper", "page")]
    pairs += [("ink", "mark"), ("soft", "mark"), ("link", "mark"), ("paper", "ink")]
    pairs += [("page", f"part-{part}") for part in range(1, 7)]  # the figure inside a bar
    for ink, on in pairs:
        low, high = sorted((luminance(palette[ink]), luminance(palette[on])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (scheme, ink, on)


def palettes() -> dict[str, dict[str, str]]:
    """The colours of each scheme: `dark` as the machine wants it, `chosen` by the reader."""
    light, dark = STYLE.split("@media (prefers-color-scheme: dark)", 1)
    dark, chosen = dark.split(':root[data-theme="dark"]', 1)
    found = {"light": light, "dark": dark, "chosen": chosen.split("*, ::before", 1)[0]}
    return {scheme: colours(text) for scheme, text in found.items()}


def test_the_dark_that_is_chosen_is_the_dark_of_the_machine() -> None:
    found = palettes()
    assert found["dark"] == found["chosen"]
    assert found["dark"].keys() == found["light"].keys()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write(folder, build(read(ROOT / "plan"), history=sample_history()))
    return folder


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@pytest.fixture(scope="module")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A draft without indicators and references, built for an address."""
    folder = tmp_path_factory.mktemp("small")
    write(folder, build(read(SMALL), "https://example.gov.vn/"))
    return folder


@pytest.fixture(scope="module")
def tab(program: Callable[[str], str]) -> Iterator[Tab]:
    with chromium(program("chromium")) as tab:
        yield tab


KINDS = [
    *("index.html", DOCUMENT, "nhiem-vu.html", "nhom-nhiem-vu/the-che.html", "don-vi/index.html"),
    *("don-vi/so-ct.html", "don-vi/ubnd-di-an.html", "chi-tieu.html", "thoi-han.html"),
    *("van-ban.html", "tai-ve.html", "tiep-can.html", "404.html"),
    "thay-doi/index.html",
]


REVIEW = "thay-doi/ccccccc.html"  # stands alone, with a look of its own


@pytest.mark.parametrize("width", [360, 1280])
def test_a_review_has_no_barrier(tab: Tab, folder: Path, width: int) -> None:
    source = axe_source()
    tab.view(width, 900)
    tab.open(folder / REVIEW)
    assert violations(tab, source) == []
    assert tab.run("document.documentElement.scrollWidth") <= width
    assert tab.run(SMALL_TARGETS) == []


def test_every_kind_of_page_is_looked_at(folder: Path) -> None:
    """A template that is new here needs its page in KINDS."""
    kinds = {re.sub(r"(don-vi|nhom-nhiem-vu)/(?!index).*", r"\1", name) for name in KINDS}
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    found = {re.sub(r"(don-vi|nhom-nhiem-vu)/(?!index).*", r"\1", name) for name in found}
    assert found - kinds <= {"tim-kiem.html", REVIEW}  # they have tests of their own


@pytest.mark.parametrize("name", KINDS)
def test_a_browser_shows_it_from_the_folder(tab: Tab, folder: Path, name: str) -> None:
    tab.errors.clear()
    tab.requests.clear()
    for width in (320, 360, 768, 1280):
        tab.view(width, 900)
        tab.open(folder / name)
        assert tab.run("document.documentElement.scrollWidth") <= width
        assert tab.run("getComputedStyle(document.body).paddingTop") == "0px"
    assert tab.errors == []
    assert all(address.startswith(folder.as_uri()) for address in tab.requests)


@pytest.mark.parametrize("name", KINDS)
def test_the_first_load_is_small(tab: Tab, folder: Path, name: str) -> None:
    tab.requests.clear()
    tab.open(folder / name)
    loaded = {folder / address.removeprefix(f"{folder.as_uri()}/") for address in tab.requests}
    assert folder / name in loaded
    assert sum(path.stat().st_size for path in loaded) <= 150_000


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, False), (1280, True)])
def test_it_keeps_wcag_2_2_aa(tab: Tab, folder: Path, name: str, width: int, dark: bool) -> None:
    source = axe_source()
    tab.view(width, 900, dark=dark)
    tab.open(folder / name)
    assert violations(tab, source) == []


def test_another_plan_keeps_it_too(tab: Tab, small_folder: Path) -> None:
    source = axe_source()
    tab.errors.clear()
    for page in sorted(small_folder.rglob("*.html")):
        tab.view(360, 900, dark=True)
        tab.open(page)
        assert violations(tab, source) == [], page.name
        assert tab.run("document.documentElement.scrollWidth") <= 360
    assert tab.errors == []  # the policy lets the data of search engines stand


def test_axe_finds_fault(tab: Tab, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<title>x</title><img src='data:,'><input>", encoding="utf-8")
    tab.open(page)
    rules = {line.partition(":")[0] for line in violations(tab, axe_source())}
    assert {"html-has-lang", "image-alt", "label"} <= rules


SMALL_TARGETS = """
[...document.querySelectorAll("a, button, input, select, summary")].filter(a => {
  const box = a.getBoundingClientRect(), inline = getComputedStyle(a).display === "inline";
  return !inline && box.width && (box.width < 24 || box.height < 24) && box.right > 0;
}).map(a => a.outerHTML)
"""


@pytest.mark.parametrize("name", KINDS)
def test_targets_are_large_enough(tab: Tab, folder: Path, name: str) -> None:
    tab.view(360, 900)
    tab.open(folder / name)
    assert tab.run(SMALL_TARGETS) == []


def test_what_leads_on_is_seen_to_do_so_without_a_mouse(tab: Tab, folder: Path) -> None:
    tab.view(360, 800)
    tab.open(folder / "index.html")
    links = "[...document.querySelectorAll('.bars a, .outline a')]"
    lines = tab.run(f"{links}.map(a => getComputedStyle(a).textDecorationLine)")
    assert len(lines) > 10
    assert set(lines) == {"underline"}


def test_the_contents_are_open_on_a_wide_screen_only(tab: Tab, folder: Path) -> None:
    visible = "document.querySelector('.contents ol').checkVisibility()"
    for width, is_open in ((1280, True), (360, False)):
        tab.view(width, 900)
        tab.open(folder / DOCUMENT)
        assert tab.run(visible) == is_open


def test_the_full_text_prints_on_a4_without_the_page_around_it(
    tab: Tab, folder: Path, tmp_path: Path, program: Callable[[str], str]
) -> None:
    tab.view(1280, 900)
    tab.open(folder / DOCUMENT)
    pdf = tmp_path / "text.pdf"
    printed = tab.send("Page.printToPDF", preferCSSPageSize=True)["data"]
    pdf.write_bytes(base64.b64decode(printed))
    told = subprocess.run([program("pdfinfo"), pdf], capture_output=True, text=True, check=True)
    assert "(A4)" in told.stdout
    text = subprocess.run(
        [program("pdftotext"), "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text.split("\n\n")[0]
    for around in ("Toàn văn", "Mục lục", "Tìm trong", "khả năng tiếp cận"):
        assert around not in text


# --- what the scripts do ---

SETTLED = "new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))"


def test_the_contents_show_where_one_reads(tab: Tab, folder: Path) -> None:
    current = "document.querySelector('.contents [aria-current]')?.hash"
    tab.view(1280, 900)
    for clause in ("ha-tang", "muc-tieu-tam-nhin", "to-chuc-thuc-hien"):
        tab.open(folder / DOCUMENT)
        tab.run(f"location.hash = '{clause}'")
        tab.run(SETTLED)
        assert tab.run(current) == f"#{clause}"


def test_a_citation_is_copied_with_its_link(tab: Tab, folder: Path) -> None:
    tab.view(1280, 900)
    tab.open(folder / DOCUMENT)
    tab.run("navigator.clipboard.writeText = async words => { window.copied = words }; 0")
    button = "document.querySelector('#moi-truong-dau-tu .copy')"
    assert tab.run(f"{button}.getAttribute('aria-label')") == (
        "Sao chép trích dẫn gạch đầu dòng thứ hai, điểm a khoản 1 Mục III"
    )
    tab.run(f"{button}.focus(); {button}.click()")
    tab.run(SETTLED)
    page = (folder / DOCUMENT).as_uri()
    assert tab.run("copied") == (
        "gạch đầu dòng thứ hai, điểm a khoản 1 Mục III Kế hoạch số 6011/KH-UBND ngày 17/11/2023"
        f" của Ủy ban nhân dân tỉnh Bình Dương\n{page}#moi-truong-dau-tu"
    )
    assert "Đã sao chép" in tab.run("document.getElementById('da_chep').textContent")
    everywhere = "document.querySelectorAll('.permalink + .copy').length"
    assert tab.run(everywhere) == tab.run("document.querySelectorAll('.permalink').length") > 100


VISIBLE = "[...document.querySelectorAll('#bang tbody tr')].filter(r => !r.hidden)"


def test_the_table_of_tasks_is_filtered_and_sorted(tab: Tab, folder: Path) -> None:
    tab.view(1280, 900)
    tab.errors.clear()
    tab.open(folder / "nhiem-vu.html")
    assert tab.run(f"{VISIBLE}.length") == 44
    choose = "const f = document.getElementById('loc'); f.elements['{}'].value = '{}';"
    change = "f.dispatchEvent(new Event('change')); location.search"
    choices = [("co-quan", "so-ct", "?co-quan=so-ct"), ("vai-tro", "lead", "&vai-tro=lead")]
    address = ""
    for name, value, added in choices:
        address += added
        assert tab.run("{" + choose.format(name, value) + change + "}") == address
    assert tab.run(f"{VISIBLE}.every(r => r.dataset.lead.split(' ').includes('so-ct'))")
    assert tab.run("document.getElementById('ket_qua').textContent") == "10 trong 44 nhiệm vụ"
    heads = "[...document.querySelectorAll('.sort')].find(b => b.textContent === 'Nhóm').click()"
    tab.run(f"{heads};{heads}")
    assert tab.run("location.search") == f"{address}&sap-xep=-nhom"
    groups = f"{VISIBLE}.map(r => r.cells[2].textContent).join(' ')"
    sorted_groups = tab.run(groups)
    assert sorted_groups.split() == sorted(sorted_groups.split(), reverse=True)
    # The address alone brings the same view back; what it cannot know is left aside.
    tab.open(folder / "nhiem-vu.html", tab.run("location.search"))
    assert tab.run(groups) == sorted_groups
    tab.open(folder / "nhiem-vu.html", "?co-quan=nobody&nhom=%22&sap-xep=x")
    assert tab.run(f"{VISIBLE}.length") == 44
    assert tab.errors == []


def test_agencies_are_sorted_as_in_vietnamese(tab: Tab, folder: Path) -> None:
    tab.open(folder / "nhiem-vu.html", "?sap-xep=chu-tri")
    names = tab.run(f"{VISIBLE}.map(r => r.cells[3].dataset.value)")
    assert names.index("Sở Công Thương") < names.index("Sở Giáo dục và Đào tạo")
    assert names[0] == "Ban Quản lý các Khu công nghiệp"
    assert tab.run("document.querySelectorAll('[aria-sort]').length") == 1


def test_the_reader_chooses_light_or_dark(tab: Tab, folder: Path) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    choice = "const c = document.getElementById('nen_trang'); c.value = '{}'; c.onchange();"
    tab.view(1280, 900)
    tab.open(folder / "index.html")
    light = tab.run(paper)
    tab.run("{" + choice.format("dark") + "}")
    dark = tab.run(paper)
    assert dark != light
    tab.open(folder / "van-ban.html")
    assert tab.run(paper) == dark  # remembered
    tab.run("{" + choice.format("") + "}")
    assert tab.run(paper) == light


def test_nothing_but_comfort_needs_a_script(tab: Tab, folder: Path) -> None:
    tab.view(1280, 900)
    tab.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        for name in KINDS:
            tab.open(folder / name)
            assert tab.run("document.querySelectorAll('.copy, .sort').length") == 0
            shown = "document.querySelector('main').innerText.trim().length"
            assert tab.run(shown) > 100, name
        tab.open(folder / "nhiem-vu.html")
        assert tab.run(f"{VISIBLE}.filter(r => r.checkVisibility()).length") == 44
        for unusable in ("#loc", ".theme"):
            assert not tab.run(f"document.querySelector('{unusable}').checkVisibility()")
    finally:
        tab.send("Emulation.setScriptExecutionDisabled", value=False)
