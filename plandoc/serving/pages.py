"""What a page gets on its way to the browser, in memory alone: the script that reloads it."""

import re
from html import escape, unescape

CLIENT_PATH = "_plandoc/client.js"  # an underscore: the site has no such folder
EVENTS_PATH = "_plandoc/events"

_TYPES = {
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "woff2": "font/woff2",
    "xml": "application/xml; charset=utf-8",
}

_POLICY = re.compile(
    r"<meta\b[^>]*\bhttp-equiv\s*=\s*[\"']?content-security-policy\b[^>]*>", re.IGNORECASE
)
_CONTENT = re.compile(r"(\scontent\s*=\s*)(\"[^\"]*\"|'[^']*')", re.IGNORECASE)


def media_type(name: str) -> str:
    """By the ending; asked of no machine, as some say ``text/plain`` for a script."""
    return _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def live(page: bytes, version: str) -> bytes:
    """The page of a site with the script in it, and with a policy that lets the script work.

    `version` is that of the site; the script reloads the page when there is another.
    """
    text = _POLICY.sub(_allowing, page.decode("utf-8"))
    script = f'<script src="/{CLIENT_PATH}" data-version="{escape(version)}"></script>\n'
    before, end, after = text.rpartition("</body>")
    return (before + script + end + after if end else text + script).encode("utf-8")


def _allowing(tag: re.Match[str]) -> str:
    def quoted(content: re.Match[str]) -> str:
        policy = escape(allowing(unescape(content[2][1:-1])), quote=False)
        return content[1] + '"' + policy.replace('"', "&quot;") + '"'

    return _CONTENT.sub(quoted, tag[0])


def allowing(policy: str) -> str:
    """A Content-Security-Policy that also allows scripts and connections of the site's own."""
    directives: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.split() or [""]
        if name:
            directives.setdefault(name.lower(), sources)  # of two alike the first one counts
    for name in ("script-src", "script-src-elem", "connect-src"):
        otherwise = None if name == "script-src-elem" else directives.get("default-src")
        sources_of = directives.get(name, otherwise)
        if sources_of is not None:  # else everything is allowed already
            kept = [source for source in sources_of if source.lower() not in ("'none'", "'self'")]
            directives[name] = [*kept, "'self'"]
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def plain_page(title: str, text: str) -> bytes:
    """A page for when the site has none."""
    return (
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n</head>\n<body>\n"
        f"<h1>{escape(title)}</h1>\n<p>{escape(text)}</p>\n</body>\n</html>\n"
    ).encode()
