"""Sites to test, built from plans on the disk."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from plandoc.changes.comparing import changes
from plandoc.documents.template_files import read_templates
from plandoc.history import History, Reviewed, Withdrawn
from plandoc.model.duties import responsibilities
from plandoc.model.plan import Plan
from plandoc.reading.reader import read_plan
from plandoc.review.formats import Review, as_html
from plandoc.site.building import Site, own_downloads, render_pages, site_files
from plandoc.site.lookups import DOWNLOADS
from tests.cases import BASE
from tests.revisions import edited
from tests.webpage import WebPage

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
TEMPLATE_FILES = read_templates(TEMPLATES)
DOCUMENT = "ke-hoach.html"
SMALL = ROOT / "tests/golden/small/plan"
PLANS = [folder for folder in (ROOT / "plan", BASE, SMALL) if folder.exists()]


def read(folder: Path) -> Plan:
    reading = read_plan(folder)
    assert reading.plan, reading.diagnostics
    return reading.plan


def build(plan: Plan, base: str = "", history: History | None = None) -> dict[str, bytes]:
    """The site with a download of every kind; `base` is the address that it is built for."""
    owing = responsibilities(plan)
    downloads = {"ke-hoach.docx": b"x" * 2_300_000, "du-lieu/plan.json": b"{}"}
    downloads |= {f"don-vi/{agency}.docx": b"x" * 30_000 for agency in owing}
    return made(Site(plan, TEMPLATE_FILES, base, history), downloads)


def made(site: Site, downloads: dict[str, bytes]) -> dict[str, bytes]:
    """A whole site with its downloads, made in this process."""

    def render(paths: Sequence[str], sizes: Mapping[str, int]) -> Iterator[dict[str, bytes]]:
        yield render_pages(site, sizes, paths)

    downloads = downloads | own_downloads(site)
    files = {f"{DOWNLOADS}/{name}": content for name, content in downloads.items()}
    for batch in site_files(site, {name: len(c) for name, c in downloads.items()}, render):
        assert not batch.keys() & files.keys()
        files |= batch
    return files


def sample_history() -> History:
    """Every kind of revision: reviewed, not to be read, the first; and a clause withdrawn."""
    old, new = edited(), edited(("1-the-che", "cơ chế ưu đãi", "chính sách ưu đãi"))
    page = as_html(Review(old, new, changes(old, new)), TEMPLATE_FILES)
    gone = (Withdrawn("da-rut", "khoản 1 Mục I", "Lời cũ <b>."),)
    day = "2024-03-01T09:30:00+07:00"
    return History(
        (
            Reviewed("ccccccc", day, "An & Bình", "plan-2", "1 sửa lời", page, "", True, gone),
            Reviewed("bbbbbbb", day, "<An>", "Gõ hỏng", fault="plan.yaml:1:1: P003 lỗi"),
            Reviewed("aaaaaaa", day, "An", "Bản đầu", "Bản đầu tiên"),
        )
    )


def pages(site: dict[str, bytes]) -> dict[str, WebPage]:
    return {n: WebPage(content.decode()) for n, content in site.items() if n.endswith(".html")}
