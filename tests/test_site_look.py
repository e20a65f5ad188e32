"""How the pages look: contrast of the colours, and what Chromium says of them in a folder."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser import Tab, chromium
from tests.sites import DOCUMENT, ROOT, TEMPLATES, build, read

STYLE = (TEMPLATES / "site/site.css").read_text(encoding="utf-8")


def colours(text: str) -> dict[str, str]:
    found = re.findall(r"--(\w+): #([0-9a-f]{3,6});", text)
    return {name: code if len(code) == 6 else "".join(c * 2 for c in code) for name, code in found}


def luminance(code: str) -> float:
    parts = (int(code[i : i + 2], 16) / 255 for i in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_the_contrast_of_wcag_aa(scheme: str) -> None:
    light, dark = STYLE.split("@media (prefers-color-scheme: dark)", 1)
    palette = colours(light if scheme == "light" else dark.split("*, ::before", 1)[0])
    pairs = [(ink, on) for ink in ("ink", "soft", "accent", "link") for on in ("paper", "page")]
    pairs += [("ink", "mark"), ("soft", "mark"), ("link", "mark")]
    for ink, on in pairs:
        low, high = sorted((luminance(palette[ink]), luminance(palette[on])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (scheme, ink, on)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for name, content in build(read(ROOT / "plan")).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def tab(program: Callable[[str], str]) -> Iterator[Tab]:
    with chromium(program("chromium")) as tab:
        yield tab


KINDS = [
    *("index.html", DOCUMENT, "don-vi/index.html", "don-vi/so-ct.html", "don-vi/ubnd-di-an.html"),
    *("chi-tieu.html", "van-ban.html"),
]


@pytest.mark.parametrize("name", KINDS)
def test_a_browser_shows_it_from_the_folder(tab: Tab, folder: Path, name: str) -> None:
    for width in (320, 360, 768, 1280):
        tab.view(width, 900)
        tab.open(folder / name)
        assert tab.run("document.documentElement.scrollWidth") <= width
        assert tab.run("getComputedStyle(document.body).marginTop") == "0px"  # the style is there
    assert tab.errors == []
    assert all(address.startswith(folder.as_uri()) for address in tab.requests)


SMALL_TARGETS = """
[...document.querySelectorAll("a, summary")].filter(a => {
  const box = a.getBoundingClientRect(), inline = getComputedStyle(a).display === "inline";
  return !inline && box.width && (box.width < 24 || box.height < 24) && box.right > 0;
}).map(a => a.outerHTML)
"""


@pytest.mark.parametrize("name", KINDS)
def test_targets_are_large_enough(tab: Tab, folder: Path, name: str) -> None:
    tab.view(360, 900)
    tab.open(folder / name)
    assert tab.run(SMALL_TARGETS) == []


def test_the_contents_are_open_on_a_wide_screen_only(tab: Tab, folder: Path) -> None:
    visible = "document.querySelector('.contents ol').checkVisibility()"
    for width, is_open in ((1280, True), (360, False)):
        tab.view(width, 900)
        tab.open(folder / DOCUMENT)
        assert tab.run(visible) == is_open
