"""Finished documents for the tests of the form checker: ours, ours broken, and made by hand."""

import io
import shutil
import zipfile
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from plandoc.cli import main
from plandoc.form.document import read
from plandoc.form.report import Result, examine
from plandoc.form.verdicts import Verdict
from plandoc.form.view import Document

ROOT = Path(__file__).parent.parent
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMESPACES = {
    "w": W.strip("{}"),
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = NAMESPACES["r"]
_MENTION = "Chỉ tiêu và nhiệm vụ cụ thể nêu tại Phụ lục I và Phụ lục II."

Element = etree._Element
Verdicts = dict[str, Verdict]


@cache
def built(annexes: str = "apart") -> dict[str, bytes]:
    """Every DOCX file that is built from the real plan, by its path in the output folder."""
    with TemporaryDirectory() as folder:
        work = Path(folder)
        plan = shutil.copytree(ROOT / "plan", work / "plan")
        if annexes == "inside":
            _append(plan / "plan.yaml", "annexes: inside\n")
            clause = "\n  - id: chi-tiet-phu-luc\n    text: >-\n      " + _MENTION + "\n"
            _insert(plan / "sections/4-implementation.yaml", "\nitems:\n", clause)
        output = work / "output"
        folders = ["--plan", str(plan), "--templates", str(ROOT / "templates")]
        assert main(["build", *folders, "--output", str(output)]) == 0
        paths = [path for path in output.rglob("*.docx") if "site" not in path.parts]
        return {path.relative_to(output).as_posix(): path.read_bytes() for path in paths}


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def _insert(path: Path, after: str, text: str) -> None:
    before = path.read_text("utf-8")
    assert after in before
    path.write_text(before.replace(after, after.rstrip("\n") + text, 1), "utf-8")


def document(content: bytes) -> Document:
    return read(io.BytesIO(content))


def results(content: bytes) -> dict[str, Result]:
    return {result.id: result for result in examine(document(content))}


def verdicts(content: bytes) -> Verdicts:
    return {key: result.verdict for key, result in results(content).items()}


def faults(content: bytes) -> set[str]:
    return {key for key, verdict in verdicts(content).items() if verdict is Verdict.FAULT}


# --- documents to break ---


class Draft:
    """A DOCX whose XML a test may change before it is examined."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.members = {name: archive.read(name) for name in archive.namelist()}
        self._trees: dict[str, Element] = {}

    def part(self, name: str) -> Element:
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self.members[name])
        return self._trees[name]

    @property
    def body(self) -> Element:
        return self.part("word/document.xml")[0]

    @property
    def section(self) -> Element:
        return self.body.find(f"{W}sectPr")

    def find(self, path: str) -> list[Element]:
        """Elements of the document by XPath; there must be some."""
        found = self.body.xpath(path, namespaces=NAMESPACES)
        assert found, path
        return found

    def paragraphs(self, style: str) -> list[Element]:
        return self.find(f".//w:p[w:pPr/w:pStyle/@w:val='{style}']")

    def style(self, style: str, letters: str = "", layout: str = "") -> None:
        """Give a style other properties: the inside of `w:rPr`, of `w:pPr`."""
        (element,) = self.part("word/styles.xml").xpath(
            f"w:style[@w:styleId='{style}']", namespaces=NAMESPACES
        )
        for tag, inside in (("rPr", letters), ("pPr", layout)):
            for child in xml(inside):
                _put(element.find(W + tag), child)

    def direct(self, paragraph: Element, letters: str = "", layout: str = "") -> None:
        """Format a paragraph, or all its runs, by hand."""
        for child in xml(layout):
            _put(paragraph.find(f"{W}pPr"), child)
        for run in paragraph.findall(f"{W}r") if letters else ():
            if run.find(f"{W}rPr") is None:
                run.insert(0, etree.Element(f"{W}rPr"))
            for child in xml(letters):
                _put(run.find(f"{W}rPr"), child)

    def retype(self, style: str, old: str, new: str, which: int = 0) -> None:
        """Change words in one paragraph of a style."""
        texts = [t for t in self.paragraphs(style)[which].iter(f"{W}t") if old in (t.text or "")]
        assert texts, f"{old!r} is not in the paragraph"
        texts[0].text = texts[0].text.replace(old, new)

    def add_after(self, paragraph: Element, inside: str) -> Element:
        """A new paragraph behind another one; `inside` is all its XML."""
        (new,) = xml(f"<w:p>{inside}</w:p>")
        paragraph.addnext(new)
        return new

    def break_section(self, paragraph: Element, change: Callable[[Element], None]) -> None:
        """End a section after a paragraph; `change` makes the new section differ."""
        section = deepcopy(self.section)
        for child in section.findall(f"{W}titlePg"):
            section.remove(child)
        change(section)
        _put(paragraph.find(f"{W}pPr"), section)

    def save(self) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.members.items():
                tree = self._trees.get(name)
                archive.writestr(name, content if tree is None else etree.tostring(tree))
        return target.getvalue()


def xml(inside: str) -> list[Element]:
    """The elements of a piece of XML; the usual prefixes are known."""
    return list(etree.fromstring(f"<x {_DECLARED}>{inside}</x>"))


def _put(parent: Element, child: Element) -> None:
    for old in parent.findall(child.tag):
        parent.remove(old)
    parent.append(child)


# --- documents made by hand ---


def docx(body: str, **parts: str) -> bytes:
    """A DOCX of this body; `styles`, `numbering`, `settings`, `theme`, `header`, `footer`,
    `footnotes` are the insides of those parts. A header or footer has the relation id of its
    name; without a `w:sectPr` in the body there is an A4 page with the decree's margins."""
    if "<w:sectPr" not in body:
        body += f"<w:sectPr>{PAGE}</w:sectPr>"
    members = {"word/document.xml": f"<w:document {_DECLARED}><w:body>{body}</w:body></w:document>"}
    overrides = f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    relations = ""
    for kind, inside in parts.items():
        tag, prefix = _ROOTS.get(kind, (kind, "w"))
        members[f"word/{kind}.xml"] = f"<{prefix}:{tag} {_DECLARED}>{inside}</{prefix}:{tag}>"
        overrides += f'<Override PartName="/word/{kind}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        relations += f'<Relationship Id="{kind}" Type="{_RELATION}/{kind}" Target="{kind}.xml"/>'
    members["word/_rels/document.xml.rels"] = _relations(relations)
    members["_rels/.rels"] = _relations(
        f'<Relationship Id="r" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
    )
    members["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    return zipped({name: text.encode() for name, text in members.items()})


PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567"/>'
)
_ROOTS = {"header": ("hdr", "w"), "footer": ("ftr", "w"), "theme": ("theme", "a")}


def _relations(inside: str) -> str:
    uri = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{uri}">{inside}</Relationships>'


def zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def p(text: str, letters: str = "", layout: str = "") -> str:
    """A paragraph of one run; in the text ``|`` is a tab and a new line a line break."""
    inside = "".join(
        {"|": "<w:tab/>", "\n": "<w:br/>"}.get(piece, f'<w:t xml:space="preserve">{piece}</w:t>')
        for piece in _pieces(text)
    )
    return f"<w:p><w:pPr>{layout}</w:pPr><w:r><w:rPr>{letters}</w:rPr>{inside}</w:r></w:p>"


def _pieces(text: str) -> list[str]:
    spaced = text.replace("|", "\0|\0").replace("\n", "\0\n\0")
    return [piece for piece in spaced.split("\0") if piece]


def texts_of(content: bytes) -> list[str]:
    """The words of every paragraph."""
    return [paragraph.text for paragraph in document(content).paragraphs]
