"""mkdocs-material: the website, from Markdown pages that are written first."""

import sys
from pathlib import Path

from mkdocs.__main__ import cli  # type: ignore[import-not-found]

from bench.floor import plan
from bench.peers import markdown_pages as pages

# As its manual says for large sites: the navigation is cut to what a page needs.
CONFIGURATION = """\
site_name: Kế hoạch
docs_dir: {folder}/docs
site_dir: {folder}/site
use_directory_urls: false
theme: {{name: material, language: vi, font: false, features: [navigation.prune]}}
plugins: [search]
markdown_extensions: [tables]
"""


def main() -> None:
    """Write the pages of the plan in the first folder into the second and build the site."""
    folder = Path(sys.argv[2]).resolve()
    plan.read(sys.argv[1])
    written = {
        "index.md": ["# Kế hoạch", plan.head["subject"]],
        "ke-hoach.md": pages.full_text(),
        "nhiem-vu.md": pages.matrix(),
        "chi-tieu.md": pages.figures(),
        "van-ban.md": pages.documents(),
        "don-vi/index.md": pages.offices(),
    }
    written |= {f"nhom-nhiem-vu/{group.id}.md": pages.group_page(group) for group in plan.groups}
    written |= {f"don-vi/{agency}.md": pages.agency_page(agency) for agency in plan.duties}
    for name, lines in written.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines), "utf-8")
    (folder / "mkdocs.yml").write_text(CONFIGURATION.format(folder=folder), "utf-8")
    cli(["build", "--quiet", "--config-file", str(folder / "mkdocs.yml")])


if __name__ == "__main__":
    main()
