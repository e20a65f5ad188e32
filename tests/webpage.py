"""Reading HTML strictly: a page as its ids, links and words, or an error where it is ill made."""

import hashlib
import posixpath
from base64 import b64encode
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from urllib.parse import urlsplit

VOID = {"br", "hr", "img", "input", "link", "meta"}
BLOCKS = {
    *("address", "article", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4", "h5", "h6"),
    *(
        "header",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "small",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ),
}
REFUSED = {"iframe", "object", "embed", "base"}


class WebPage(HTMLParser):
    """One page or fragment. Raises AssertionError for a tag that is not closed in its place, an id
    given twice, and what the page's own policy would refuse: scripts and styles in the HTML, unless
    it is data, or the policy names its hash."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str]]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.data: list[str] = []  # what stands in scripts that are data
        self._text: list[tuple[tuple[str, ...], str]] = []  # (ids that it stands in, text)
        self.feed(text)
        self.close()
        assert not self.open, f"never closed: {self.open}"
        assert len(self.ids) == len(set(self.ids)), f"twice: {sorted(self.ids)}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        assert len(named) == len(attrs), f"an attribute twice: {tag} {attrs}"
        assert tag not in REFUSED, tag
        assert not any(name == "style" or name.startswith("on") for name in named), named
        self.tags.append((tag, named))
        if "id" in named:
            assert named["id"], "an empty id"
            self.ids.append(named["id"])
        self.links += [named[name] for name in ("href", "src") if name in named]
        if tag in BLOCKS or tag == "br":
            self.handle_data("\n")
        if tag == "script":
            assert ("src" in named) != (named.get("type") == "application/ld+json"), named
        if tag not in VOID:
            self.open.append((tag, named))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        opened, _ = self.open.pop()
        assert opened == tag, f"</{tag}> stands where <{opened}> is open"
        if tag in BLOCKS:
            self.handle_data("\n")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] in ("script", "style"):
            self._raw(*self.open[-1], data)
            return
        inside = tuple(named["id"] for _, named in self.open if "id" in named)
        classes = {name for _, named in self.open for name in named.get("class", "").split()}
        self._text.append((inside + tuple(f".{name}" for name in sorted(classes)), data))

    def _raw(self, tag: str, named: dict[str, str], data: str) -> None:
        assert "src" not in named, named
        if tag == "script":
            self.data.append(data)
        else:
            hashed = b64encode(hashlib.sha256(data.encode()).digest()).decode()
            assert any(f"'sha256-{hashed}'" in a.get("content", "") for _, a in self.tags), data

    def words(self, inside: str = "") -> str:
        """The words, one space between them; `inside` limits them to an id or a ``.class``."""
        chosen = (text for where, text in self._text if not inside or inside in where)
        return " ".join("".join(chosen).split())


def broken_links(files: Mapping[str, bytes], base: str = "") -> Iterable[str]:
    """What is wrong with the links of a site: absolute, to a folder, to no file, to no anchor.

    `base` is the address that the site was built for: links that begin with it lead into the site.
    """
    pages = {
        name: WebPage(content.decode()) for name, content in files.items() if name.endswith(".html")
    }
    for name, page in pages.items():
        for link in page.links:
            own = bool(base) and link.startswith(base)
            parts = urlsplit(link.removeprefix(base) if own else link)
            if parts.scheme or parts.netloc or link.startswith("/"):
                yield f"{name}: {link} is not relative"
                continue
            target = "index.html" if own else name
            if parts.path:
                folder = "" if own else posixpath.dirname(name)
                target = posixpath.normpath(posixpath.join(folder, parts.path))
            if parts.path.endswith("/") or target not in files:
                yield f"{name}: {link} leads to no file"
            elif parts.fragment and parts.fragment not in pages[target].ids:
                yield f"{name}: {link} leads to no anchor"
