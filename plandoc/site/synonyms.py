"""Names of the same thing, for the search: what the agencies are called, and the glossary."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import permutations

from plandoc.diagnostics import Diagnostic, Severity
from plandoc.documents.template_files import TemplateFiles
from plandoc.documents.templates import TemplateFault
from plandoc.model.folding import fold
from plandoc.model.plan import Plan
from plandoc.reading.nodes import parse
from plandoc.reading.source import decode
from plandoc.reading.structure import Structure

Group = tuple[str, ...]

GLOSSARY = "glossary.yaml"


def synonyms(plan: Plan, glossary: Iterable[Group]) -> tuple[Group, ...]:
    """Groups of names, each of at least two: abbreviations, agencies, then the glossary.

    An abbreviation is learnt from names of one agency: ``Sở KH&ĐT`` beside ``Sở Kế hoạch và Đầu
    tư`` tells what ``KH&ĐT`` stands for.
    """
    short: dict[str, list[str]] = {}
    whole = []
    for agency in plan.agencies:
        names = tuple(name for name in (agency.name, agency.short, *agency.aliases) if name)
        whole.append(names)
        for one, other in permutations(names, 2):
            for long, abbreviation in _abbreviations(one.split(), other.split()):
                short.setdefault(_key(long), [long]).append(abbreviation)
    groups = (_distinct(group) for group in (*short.values(), *whole, *glossary))
    return tuple(dict.fromkeys(group for group in groups if len(group) > 1))


def _distinct(names: Iterable[str]) -> Group:
    """The names that differ in more than capitals and punctuation."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(_key(name), name)
    return tuple(found.values())


def _key(name: str) -> str:
    """The words with their marks, as the search compares them."""
    return " ".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def _abbreviations(name: list[str], shorter: list[str]) -> Iterator[tuple[str, str]]:
    """(words, the letters that stand for them) wherever two names of one agency differ so."""
    pairs = SequenceMatcher(None, [fold(w) for w in name], [fold(w) for w in shorter], False)
    for what, start, end, first, last in pairs.get_opcodes():
        if what != "replace" or end - start < 2 or last - first != 1:
            continue
        words = [fold(word).strip() for word in name[start:end]]
        letters = fold(shorter[first]).replace(" ", "")
        if letters in ("".join(w[:1] for w in words if w not in left) for left in ((), ("va",))):
            yield " ".join(name[start:end]), shorter[first]


def read_glossary(templates: TemplateFiles) -> tuple[Group, ...]:
    """The groups of the glossary, ``glossary.yaml``; none where there is no such file.

    Raises TemplateFault for the first thing in it that cannot be read.
    """
    if GLOSSARY not in templates.content:
        return ()
    report: list[Diagnostic] = []
    source = decode(templates.path(GLOSSARY), templates.content[GLOSSARY], report)
    root = parse(source, report) if source else None
    structure = Structure()
    groups = structure.read(root, tuple[Group, ...], ()) if root else ()
    errors = [d for d in (*report, *structure.diagnostics) if d.severity is Severity.ERROR]
    if errors:
        raise TemplateFault(errors[0], {source.path: source} if source else {})
    return tuple(groups)
