"""One look at a plan as it stands in an editor: what is not saved is laid over the files."""

import unicodedata
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from plandoc.checks import check_reading
from plandoc.diagnostics import Diagnostic, in_order
from plandoc.language_server.positions import lines_of
from plandoc.model.plan import Plan
from plandoc.reading import structure
from plandoc.reading.known import Known, known
from plandoc.reading.nodes import Node
from plandoc.reading.reader import Reading, read_files
from plandoc.reading.source import Files, read_folder


class Look(Struct, frozen=True, eq=False, dict=True):
    """What is there now. `good` is the last look at a plan that could be read, or None: ids and
    places that are lost while a file is broken are still known from there."""

    folder: Path
    files: Files
    reading: Reading
    diagnostics: list[Diagnostic]
    good: "Look | None"

    @property
    def plan(self) -> Plan | None:
        """The plan as it is, or as it was when it could last be read."""
        plan = self.reading.plan
        return plan if plan or not self.good else self.good.plan

    @property
    def known(self) -> Known:
        """The ids by namespace."""
        now = known(self.reading)
        before = self.good.known if self.good else {}
        return {namespace: {**before.get(namespace, {}), **ids} for namespace, ids in now.items()}

    def place(self, path: structure.Path) -> Node | None:
        """Where a value stands."""
        node = self.reading.places.get(path)
        return self.good.place(path) if node is None and self.good else node

    def lines(self, name: str) -> list[str]:
        """The lines of a file as the editor holds them, by its path in the plan."""
        return lines_of(self.files.content.get(name, b"").decode("utf-8-sig", "replace"))


def plan_folder(path: Path) -> Path | None:
    """The plan that a file belongs to: the nearest folder above it with a plan.yaml.

    None for a file that is no part of any: not YAML, hidden, or in no such folder.
    """
    if path.suffix != ".yaml":
        return None
    for folder in path.parents:
        try:
            found = (folder / "plan.yaml").is_file()
        except OSError:
            return None
        if found:
            hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            return None if hidden else folder
    return None


def name_in(folder: Path, path: Path) -> str:
    """A file's path in the plan, as the reading names it."""
    return unicodedata.normalize("NFC", path.relative_to(folder).as_posix())


def look_at(folder: Path, unsaved: Mapping[str, str], before: Look | None) -> Look:
    """Read and check a plan; `unsaved` holds the texts of files that are open, by path in the plan.

    Raises PlandocError when the folder cannot be read.
    """
    saved = read_folder(folder)
    # A lone half of a pair is no text: what cannot be decoded again is told as such.
    texts = {
        name: text.encode("utf-8", "surrogatepass")
        for name, text in unsaved.items()
        if name not in saved.outside
    }
    files = Files(saved.root, {**saved.content, **texts}, saved.outside)
    reading = read_files(files)
    found = in_order(check_reading(reading))
    if reading.plan is not None:
        return Look(folder, files, reading, found, None)
    good = before and (before if before.reading.plan else before.good)
    return Look(folder, files, reading, found, good)
