"""What the search finds in: ``search-index.js``, read by ``templates/site/search.js``.

A classic script that sets one global, because a page opened from a folder may not fetch a file.
The structs are written as arrays, without the names of their fields.
"""

from collections.abc import Collection, Iterable, Iterator

import msgspec
from msgspec import Struct

from plandoc.model.duties import Responsibilities
from plandoc.model.numbering import Clause, clauses_by_id, outline
from plandoc.model.plan import Plan
from plandoc.model.printed import plain, printed
from plandoc.model.prose import Note, Words
from plandoc.site.synonyms import Group, synonyms

TEXT_PAGE = "ke-hoach.html"


class Heading(Struct, frozen=True, array_like=True):
    """What stands above clauses: the section's id, number and title (``III.1``)."""

    section: str
    label: str
    title: str


class FoundClause(Struct, frozen=True, array_like=True):
    """A clause: its text as printed and, each after a line break, its footnotes.

    `heading` and `agencies` count in the lists of the index.
    """

    id: str
    citation: str
    text: str
    heading: int
    agencies: tuple[int, ...]


class FoundPage(Struct, frozen=True, array_like=True):
    """Another place of the site: kind in Vietnamese, address, names parted by line breaks."""

    kind: str
    url: str
    text: str


class Body(Struct, frozen=True, array_like=True):
    """An agency with duties."""

    id: str
    name: str


class Index(Struct, frozen=True):
    """All that can be found, in printed order."""

    page: str
    headings: tuple[Heading, ...]
    agencies: tuple[Body, ...]
    clauses: tuple[FoundClause, ...]
    others: tuple[FoundPage, ...]
    synonyms: tuple[Group, ...]


def search_index(
    plan: Plan,
    duties: dict[str, Responsibilities],
    pages: Collection[str],
    glossary: Iterable[Group],
) -> bytes:
    """The script ``search-index.js``; `pages` are the paths of all pages of the site."""
    headings: dict[Heading, int] = {}
    concerned = _concerned(duties)
    clauses = tuple(
        FoundClause(
            clause.id,
            _citation(plan, clause),
            clause_text(plan, clause),
            headings.setdefault(_heading(plan, clause), len(headings)),
            tuple(concerned.get(clause.id, ())),
        )
        for clause in outline(plan)
    )
    index = Index(
        TEXT_PAGE,
        tuple(headings),
        tuple(Body(agency, plan.agency[agency].name) for agency in duties),
        clauses,
        tuple(page for page in _others(plan) if page.url.partition("#")[0] in pages),
        synonyms(plan, glossary),
    )
    # No text of it can end a script, should somebody put it inside a page.
    return (
        b"window.PLANDOC_INDEX = " + msgspec.json.encode(index).replace(b"<", b"\\u003c") + b";\n"
    )


def clause_text(plan: Plan, clause: Clause) -> str:
    """Title and text as printed in one paragraph, then each footnote on a line of its own."""
    body, notes = [], []
    for text in filter(None, (clause.title, clause.text)):
        pieces = printed(plan, text, clause.phase)
        body.append("".join(piece.text for piece in pieces if isinstance(piece, Words)))
        for note in pieces:
            if isinstance(note, Note):
                notes.append("".join(p.text for p in note.pieces if isinstance(p, Words)))
    return "\n".join((" ".join(body), *notes))


def _citation(plan: Plan, clause: Clause) -> str:
    """As the full text names its permalinks: no two alike, or a result could not be told."""
    parent = clauses_by_id(plan).get(clause.parent)
    of = "nội dung tại " if parent and parent.citation == clause.citation else ""
    return of + clause.citation


def _heading(plan: Plan, clause: Clause) -> Heading:
    """The nearest clause above that has a title."""
    clauses = clauses_by_id(plan)
    above = [clause]
    while above[-1].parent:
        above.append(clauses[above[-1].parent])
    titled = next((parent for parent in above[1:] if parent.title), None)
    if titled:
        return Heading(above[-1].id, titled.short, plain(plan, titled.title, titled.phase))
    return Heading(clause.id if clause.kind == "section" else "", "", "")


def _concerned(duties: dict[str, Responsibilities]) -> dict[str, list[int]]:
    """For a clause who owes something by it, as places in the order of `duties`."""
    found: dict[str, dict[int, None]] = {}
    for number, owed in enumerate(duties.values()):
        for share in (*owed.leads, *owed.named, *owed.shared):
            for clause in (share.assignment, *share.tasks):
                found.setdefault(clause.id, {})[number] = None
        for duty in owed.clauses:
            found.setdefault(duty.clause.id, {})[number] = None
    return {clause: list(numbers) for clause, numbers in found.items()}


def _others(plan: Plan) -> Iterator[FoundPage]:
    """Agencies, indicators and cited documents, each under all its names."""
    for agency in plan.agencies:
        names = (agency.name, agency.short, *agency.aliases)
        if agency.collective:
            yield _page("Nhóm cơ quan", f"don-vi/index.html#{agency.id}", names)
        else:
            yield _page("Cơ quan", f"don-vi/{agency.id}.html", names)
    for indicator in plan.indicators:
        texts = (target.text for target in indicator.targets.values())
        yield _page("Chỉ tiêu", f"chi-tieu.html#{indicator.id}", (indicator.name, *texts))
    for reference in plan.references:
        number = f"{reference.kind} số {reference.number}" if reference.number else ""
        names = (number, reference.title, *reference.aliases)
        yield _page("Văn bản", f"van-ban.html#{reference.id}", names)


def _page(kind: str, url: str, names: Iterable[str]) -> FoundPage:
    return FoundPage(kind, url, "\n".join(dict.fromkeys(filter(None, names))))
