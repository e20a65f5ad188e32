"""What only a site with an address can say of itself: to search engines, feeds and other sites."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import msgspec
from markupsafe import Markup, escape

from plandoc.diagnostics import PlandocError
from plandoc.model.plan import Plan
from plandoc.model.printed import plain
from plandoc.model.uses import reference_uses
from plandoc.site.full_text import name_in_citations
from plandoc.site.lookups import Download

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MEDIA = {
    "CSV": "text/csv",
    "DOCX": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ICS": "text/calendar",
    "JSON": "application/json",
    "PDF": "application/pdf",
}


def base_address(text: str) -> str:
    """The address that the site will stand at, with a slash at its end.

    Raises PlandocError for what is no address of a folder on the web.
    """
    try:
        parts = urlsplit(text)
    except ValueError:  # an IPv6 address that does not end
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        message = f"--base-url không phải là địa chỉ một trang web: {text}"
        raise PlandocError(message, "viết như https://example.gov.vn/ke-hoach/")
    path = quote(parts.path.rstrip("/"), safe="/%:@!$&'()*+,;=~") + "/"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def address(base: str, path: str) -> str:
    """The address of a page; that of the first page is the folder's."""
    return base + ("" if path == "index.html" else path)


def legislation(plan: Plan, base: str, downloads: Mapping[str, Download]) -> Markup:
    """The plan as schema.org Legislation in JSON that can stand inside a ``script``."""
    head = plan.head
    issuer = {"@type": "GovernmentOrganization", "name": plan.issuer.name}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": address(base, "ke-hoach.html"),
        "url": address(base, "ke-hoach.html"),
        "name": name_in_citations(plan),
        "description": plain(plan, head.subject),
        "inLanguage": "vi",
        "legislationType": head.kind,
        "legislationPassedBy": issuer,
        "legislationResponsible": issuer,
    }
    if head.number:
        data["legislationIdentifier"] = head.number
    if head.date:
        data["legislationDate"] = head.date.isoformat()
    if based_on := _based_on(plan):
        data["isBasedOn"] = based_on
    whole = [d for d in downloads.values() if "/" not in d.name and d.format in ("DOCX", "PDF")]
    if whole:
        data["encoding"] = [
            {
                "@type": "LegislationObject",
                "contentUrl": base + file.path,
                "encodingFormat": _MEDIA[file.format],
            }
            for file in whole
        ]
    return inside_script(data)


def inside_script(data: Any) -> Markup:
    """JSON in which no text can end the element that it stands in."""
    text = msgspec.json.encode(data).decode()
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _based_on(plan: Plan) -> list[dict[str, str]]:
    """The documents that the legal bases cite."""
    uses = reference_uses(plan)
    found = []
    for reference in plan.references:
        if not any(clause.kind == "basis" for clause in uses.get(reference.id, ())):
            continue
        entry = {"@type": "Legislation", "legislationType": reference.kind, "name": reference.title}
        if reference.number:
            entry["legislationIdentifier"] = reference.number
        if reference.date:
            entry["legislationDate"] = reference.date.isoformat()
        found.append(entry)
    return found


def for_robots(base: str, paths: Sequence[str], date: datetime.date | None) -> dict[str, bytes]:
    """``sitemap.xml`` and ``robots.txt``; `date` is when the plan was issued."""
    changed = f"<lastmod>{date.isoformat()}</lastmod>" if date else ""
    urls = "\n".join(
        f"  <url><loc>{escape(address(base, path))}</loc>{changed}</url>" for path in paths
    )
    sitemap = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAP}">\n{urls}\n</urlset>\n'
    )
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n"
    return {"sitemap.xml": sitemap.encode(), "robots.txt": robots.encode()}


def feed(plan: Plan, base: str) -> bytes:
    """An Atom feed of what was issued; its ids stay when the site moves within its host."""
    head = plan.head
    assert head.date is not None
    host, date = urlsplit(base).hostname, head.date.isoformat()
    name = escape(name_in_citations(plan))
    tag = f"tag:{host},{date}:{quote(head.number, safe='')}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">\n'
        f"  <title>{name}</title>\n"
        f"  <id>{tag}</id>\n"
        f"  <updated>{date}T00:00:00+07:00</updated>\n"
        f'  <link rel="self" href="{escape(base)}feed.xml" type="application/atom+xml"/>\n'
        f'  <link href="{escape(base)}"/>\n'
        f"  <author><name>{escape(plan.issuer.name)}</name></author>\n"
        "  <entry>\n"
        f"    <title>Ban hành {name}</title>\n"
        f"    <id>{tag}:ban-hanh</id>\n"
        f"    <updated>{date}T00:00:00+07:00</updated>\n"
        f'    <link href="{escape(address(base, "ke-hoach.html"))}"/>\n'
        f"    <summary>{escape(plain(plan, head.subject))}</summary>\n"
        "  </entry>\n"
        "</feed>\n"
    ).encode()
