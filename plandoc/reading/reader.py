"""A folder of YAML files to a `Plan` and the places of its values, all errors of all files at once.

First every file is read on its own (structure), then what crosses files is resolved: ids, phases,
placeholders, targets. A plan comes out only when no error of reading (P0, P1) was found.
"""

from pathlib import Path as FilePath
from typing import Any

from msgspec import Struct

from plandoc.diagnostics import (
    Diagnostic,
    Related,
    Severity,
    Span,
    did_you_mean,
    in_order,
)
from plandoc.model.plan import (
    Agency,
    Group,
    Head,
    Indicator,
    ItemSection,
    Plan,
    Reference,
    TaskSection,
    TaskSectionFile,
)
from plandoc.reading.nodes import Node, parse
from plandoc.reading.resolving import resolve
from plandoc.reading.source import Files, Source, decode, read_folder, undecoded
from plandoc.reading.structure import BAD, Path, Structure

FORMAT = 1

_FILES = (".yaml", "/section.yaml")  # what a name in a list may stand for


class Reading(Struct, frozen=True):
    """What came of reading: the plan (None when it cannot be read), faults, places, sources, and
    the mappings with the structs that they were read as (outer before inner)."""

    plan: Plan | None
    diagnostics: list[Diagnostic]
    places: dict[Path, Node]
    sources: dict[str, Source]
    mappings: list[tuple[type[Struct], Node]]

    def span(self, path: Path, within: tuple[int, int] | None = None) -> Span:
        """The place of a value, or of a part of its text.

        A path that was not written in the file (a default) falls back to what holds it.
        """
        while path not in self.places and len(path) > 1:
            path, within = path[:-1], None
        node = self.places[path]
        return node.span_within(*within) if within and node.kind == "scalar" else node.span


def read_plan(folder: FilePath) -> Reading:
    """Read the plan in a folder.

    Raises PlandocError when there is no such folder or the machine does not let us read it.
    """
    return read_files(read_folder(folder))


def read_files(files: Files) -> Reading:
    """Read a plan from its files, wherever they came from."""
    reader = _Reader(files)
    plan = reader.plan()
    state = reader.state
    found = in_order(state.diagnostics)
    return Reading(plan, found, state.places, reader.sources, state.mappings)


class _Reader:
    """One reading; holds what was found so far."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.state = Structure()
        self.sources: dict[str, Source] = {}
        self.roots: dict[str, Node] = {}
        self.listed: set[str] = set()
        self.lists_unreadable: list[str] = []  # folders of which nobody knows what is listed

    def plan(self) -> Plan | None:
        head = self._file("plan.yaml", Head)
        if self._other_format():
            return None
        agencies = self._file("agencies.yaml", tuple[Agency, ...])
        indicators = self._file("indicators.yaml", tuple[Indicator, ...], optional=True)
        references = self._file("references.yaml", tuple[Reference, ...], optional=True)
        sections = [
            self._section(f"sections/{name}", span)
            for name, span in self._names("plan.yaml", "sections", "sections")
        ]
        self._unlisted()
        unknown = {
            "agency": agencies is BAD,
            "indicator": indicators is BAD,
            "phase": self._phases_unreadable(),
        }
        resolve(
            self.state,
            () if agencies is BAD else agencies,
            () if indicators is BAD else indicators,
            list(self.roots.values()),
            {namespace for namespace, bad in unknown.items() if bad},
        )
        if any(d.code < "P2" for d in self.state.diagnostics if d.severity is Severity.ERROR):
            return None
        return Plan(head, agencies, indicators, references, tuple(sections))

    def _other_format(self) -> bool:
        """Whether the data is of a format we do not know: then all other errors are noise."""
        node = self._field("plan.yaml", "format")
        if node is None or not node.value.isdecimal() or int(node.value[:9]) == FORMAT:
            return False
        self.state.diagnostics.clear()
        message = f"chưa biết định dạng dữ liệu {node.value}"
        self.state.error("P016", message, node.span, f"chương trình này đọc format: {FORMAT}")
        return True

    def _phases_unreadable(self) -> bool:
        root = self.roots.get("plan.yaml")
        if root is None or root.kind != "mapping":
            return True
        phases = self._field("plan.yaml", "phases")
        if phases is None:
            return False
        # A phase that is mistyped was told: that whoever means it finds none is the same fault.
        told = {diagnostic.span for diagnostic in self.state.diagnostics}
        mistyped = any(node.span in told for node in (phases, *phases.items))
        return phases.kind == "mapping" or mistyped

    def _field(self, file: str, name: str) -> Node | None:
        """A field of a file's mapping, readable or not."""
        return self.roots[file].get(name) if file in self.roots else None

    def _file(self, name: str, kind: Any, *, optional: bool = False) -> Any:
        """A file as a value; `BAD` with a diagnostic where there is none."""
        self.listed.add(name)
        if name not in self.files.content:
            if optional and name not in self.files.outside:
                return ()
            return self._missing(name, Span(self.files.path(name), 1, 1, 1, 2))
        path = self.files.path(name)
        content = self.files.content[name]
        source = decode(path, content, self.state.diagnostics)
        # What cannot be decoded is still shown around the error's place.
        self.sources[path] = source or undecoded(path, content)
        root = parse(source, self.state.diagnostics) if source else None
        if root is None:
            return BAD
        self.roots[name] = root
        return self.state.read(root, kind, (name.removesuffix(".yaml"),))

    def _missing(self, name: str, span: Span) -> Any:
        shown = self.files.path(name)
        if name in self.files.outside:
            message = f"tệp {shown} dẫn ra ngoài thư mục kế hoạch"
            return self.state.error("P007", message, span, "đặt chính tệp đó vào thư mục kế hoạch")
        folder, _, base = name.removesuffix(".yaml").rpartition("/")
        guesses = self.state.guesses
        near = self._unnamed(folder) if folder and guesses.left > 0 else ()
        hint = did_you_mean(base, near, "tạo tệp này, hoặc sửa tên ở nơi nêu nó", guesses)
        return self.state.error("P001", f"không có tệp {shown}", span, hint)

    def _unnamed(self, folder: str) -> list[str]:
        """What stands in a folder and no list names, as a list would name it."""
        found = (n for n in sorted(self.files.content) if n.startswith(f"{folder}/"))
        ends = (n.removeprefix(f"{folder}/") for n in found if n not in self.listed)
        names = (end.removesuffix("/section.yaml").removesuffix(".yaml") for end in ends)
        return [name for name in names if "/" not in name]

    def _names(self, file: str, field: str, folder: str) -> list[tuple[str, Span]]:
        """The files and folders that a list names, in order, each with its place there.

        Where the list cannot be read, all that are there: their faults are told just the same.
        """
        listed = self._field(file, field)
        nodes = [] if listed is None else listed.items or ([listed] if listed.value else [])
        if not nodes:
            names = self._unnamed(folder)
            self.lists_unreadable.append(f"{folder}/")
            return [(name, Span(self.files.path(file), 1, 1, 1, 2)) for name in names]
        first: dict[str, Node] = {}
        for node in nodes:
            if node.kind != "scalar" or not node.value or self._outside(node):
                continue
            if first.setdefault(node.value, node) is not node:
                related = Related(first[node.value].span, "nêu lần đầu ở đây")
                message = f"tệp {node.value} được nêu hai lần"
                self.state.error("P101", message, node.span, "bỏ một chỗ", related)
        self.listed.update(f"{folder}/{name}{end}" for name in first for end in _FILES)
        return [(name, node.span) for name, node in first.items()]

    def _outside(self, node: Node) -> bool:
        if not node.value.startswith((".", "~")) and not set(node.value) & set("/\\:"):
            return False
        message = f"{node.value} nằm ngoài thư mục kế hoạch"
        self.state.error("P007", message, node.span, "nêu tên tệp, không nêu đường dẫn")
        return True

    def _section(self, name: str, span: Span) -> Any:
        folder_file = f"{name}/section.yaml"
        if folder_file in self.files.content or folder_file in self.files.outside:
            return self._task_section(name, folder_file)
        return self._named_file(f"{name}.yaml", ItemSection, span)

    def _task_section(self, name: str, folder_file: str) -> Any:
        file = self._file(folder_file, TaskSectionFile)
        groups = [
            self._named_file(f"{name}/{group}.yaml", Group, span)
            for group, span in self._names(folder_file, "groups", name)
        ]
        if file is BAD:
            return BAD
        return TaskSection(file.id, file.kind, file.title, tuple(groups))

    def _named_file(self, name: str, kind: Any, span: Span) -> Any:
        """A file that a list names at `span`."""
        if name not in self.files.content:
            self.listed.add(name)
            return self._missing(name, span)
        return self._file(name, kind)

    def _unlisted(self) -> None:
        """A file that nothing names would drop its words in silence."""
        for name in sorted(self.files.content.keys() - self.listed):
            if name.startswith(tuple(self.lists_unreadable)):
                continue
            span = Span(self.files.path(name), 1, 1, 1, 2)
            hint = "thêm tên tệp vào sections (plan.yaml) hoặc groups (section.yaml), hoặc xóa tệp"
            message = "tệp này không được nêu ở đâu nên không được in"
            self.state.diagnostics.append(Diagnostic("P008", Severity.WARNING, message, span, hint))
