"""Whether two builds of a plan carry the same words: `python -m bench.same_words OURS THEIRS`.

A floor that wrote less than we do would be no floor. For every file that we write, the words that
the other wrote in the file of the same name are counted; the addresses, styles and order of words
are its own affair.
"""

import html
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

UNSEEN = re.compile(r"(?s)<(script|style|svg)\b.*?</\1>")
WORD = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")


class Carried(NamedTuple):
    """For a kind of file: bytes of our words, and the share of them that the other carries too."""

    kind: str
    size: int
    share: float


def words(path: Path) -> Counter[str]:
    """The words that a reader of a file sees."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            text = archive.read("word/document.xml").decode()
        text = re.sub(r"</w:p>|<w:br/>", " ", text)
        text = re.sub(r"<[^>]+>", "", text)
    else:
        text = path.read_text("utf-8")
        if path.suffix == ".html":
            text = re.sub(r"<[^>]+>", " ", UNSEEN.sub(" ", text))
    return Counter(WORD.findall(html.unescape(text)))


def size(found: Counter[str]) -> int:
    """Bytes of all words."""
    return sum(len(word.encode()) * count for word, count in found.items())


def kind_of(name: str) -> str:
    """What sort of file it is, for the table."""
    if name.endswith(".docx"):
        return "action plans" if name.startswith("don-vi/") else name
    if name.endswith((".json", ".js", ".csv")):
        return "data"
    return "pages"


def compared(ours: Path, theirs: Path) -> list[Carried]:
    """The kinds of our files that the other knows too."""
    sizes: Counter[str] = Counter()
    both: Counter[str] = Counter()
    for path in sorted(path for path in ours.rglob("*") if path.is_file()):
        name = path.relative_to(ours).as_posix()
        if not _compared(name):
            continue
        found, kind = words(path), kind_of(name)
        other = words(theirs / name) if (theirs / name).exists() else Counter[str]()
        sizes[kind] += size(found)
        both[kind] += size(found & other)
    return [Carried(kind, sizes[kind], both[kind] / sizes[kind]) for kind in sizes]


def _compared(name: str) -> bool:
    """Not the copies, what never changes, or what no other build has."""
    if name.startswith((".", "site/thay-doi")) or name.endswith("schema.json"):
        return False
    if name.startswith("site/tai-ve/"):
        return name.endswith(".csv")
    return name.endswith((".docx", ".html", "plan.json", "search-index.js"))


def main() -> None:
    """Print the shares."""
    for kind, total, share in compared(Path(sys.argv[1]), Path(sys.argv[2])):
        print(f"{kind:15} {total:10,} bytes of words  {share:6.1%}")


if __name__ == "__main__":
    main()
