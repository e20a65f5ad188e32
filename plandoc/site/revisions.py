"""The pages and the feed of the plan's revisions."""

from urllib.parse import quote, urlsplit

from markupsafe import escape

from plandoc.history import History
from plandoc.model.plan import Plan
from plandoc.site.full_text import name_in_citations
from plandoc.site.pages import Page

FOLDER = "thay-doi"


def revisions_page(history: History) -> Page:
    """The list of revisions; outside git it says why there are none."""
    return Page(f"{FOLDER}/index.html", "thay-doi.html.j2", lambda: {"history": history})


def reviews(history: History) -> dict[str, bytes]:
    """The page of each revision that could be compared with the one before."""
    return {f"{FOLDER}/{one.id}.html": one.page for one in history.revisions if one.page}


def revisions_feed(plan: Plan, base: str, history: History) -> bytes:
    """An Atom feed of the revisions, newest first; an entry keeps its id for ever."""
    host = urlsplit(base).hostname
    head = plan.head
    name = escape(name_in_citations(plan))
    newest = history.revisions[0].date
    first = history.revisions[-1].date[:10]
    own = quote(head.number or head.kind, safe="")
    entries = "".join(
        "  <entry>\n"
        f"    <title>{escape(one.title)}</title>\n"
        f"    <id>tag:{host},{one.date[:10]}:{FOLDER}:{one.id}</id>\n"
        f"    <updated>{one.date}</updated>\n"
        f"    <author><name>{escape(one.author)}</name></author>\n"
        f'    <link href="{escape(base)}{FOLDER}/{f"{one.id}.html" if one.page else ""}"/>\n'
        f"    <summary>{escape(one.summary or one.fault)}</summary>\n"
        "  </entry>\n"
        for one in history.revisions
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">\n'
        f"  <title>Các lần sửa: {name}</title>\n"
        f"  <id>tag:{host},{first}:{FOLDER}:{own}</id>\n"
        f"  <updated>{newest}</updated>\n"
        f'  <link rel="self" href="{escape(base)}{FOLDER}/feed.xml" type="application/atom+xml"/>\n'
        f'  <link href="{escape(base)}{FOLDER}/"/>\n'
        f"{entries}</feed>\n"
    ).encode()
