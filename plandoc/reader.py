"""A folder of YAML files to a `Plan` and the places of its values, all errors of all files at once.

First every file is read on its own (structure), then what crosses files is resolved: ids, phases,
placeholders, targets. A plan comes out only when no error of reading (P0, P1) was found.
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from msgspec import Struct

from plandoc.diagnostics import (
    Diagnostic,
    PlandocError,
    Severity,
    Span,
    did_you_mean,
    has_errors,
    in_order,
)
from plandoc.model import (
    Agency,
    Group,
    Head,
    Indicator,
    Item,
    ItemSection,
    Plan,
    Reference,
    Section,
    TaskSection,
    TaskSectionFile,
)
from plandoc.prose import Placeholder, parse_prose, placeholders
from plandoc.source import Files, Node, Source, decode, parse, read_folder
from plandoc.structure import BAD, Path, Structure
from plandoc.targets import parse_target

FORMAT = 1


class Reading(Struct, frozen=True):
    """What came of reading: the plan (None when it cannot be read), faults, places, sources."""

    plan: Plan | None
    diagnostics: list[Diagnostic]
    places: dict[Path, Node]
    sources: dict[str, Source]

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
    if not folder.is_dir():
        hint = "nêu thư mục của kế hoạch bằng --plan"
        raise PlandocError(f"không có thư mục {folder.as_posix()}", hint)
    return read_files(read_folder(folder))


def read_files(files: Files) -> Reading:
    """Read a plan from its files, wherever they came from."""
    reader = _Reader(files)
    plan = reader.plan()
    return Reading(plan, in_order(reader.state.diagnostics), reader.state.places, reader.sources)


class _Reader:
    """One reading; holds what was found so far."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.state = Structure()
        self.sources: dict[str, Source] = {}
        self.roots: list[Node] = []
        self.listed: set[str] = {"plan.yaml", "agencies.yaml", "indicators.yaml", "references.yaml"}

    def plan(self) -> Plan | None:
        head = self._file("plan.yaml", Head)
        agencies = self._file("agencies.yaml", tuple[Agency, ...])
        indicators = self._file("indicators.yaml", tuple[Indicator, ...], optional=True)
        references = self._file("references.yaml", tuple[Reference, ...], optional=True)
        sections = self._sections(head) if head is not BAD else []
        self._unlisted()
        self._resolve(head, indicators)
        if BAD in (head, agencies, indicators, references, *sections):
            return None
        if any(d.code < "P2" for d in self.state.diagnostics if d.severity is Severity.ERROR):
            return None
        return Plan(head, agencies, indicators, references, tuple(sections))

    def _file(self, name: str, kind: Any, *, optional: bool = False) -> Any:
        """A file of the folder as a value; `BAD` with a diagnostic where there is none."""
        if name not in self.files.content:
            if optional and name not in self.files.outside:
                return ()
            return self._missing(name, Span(self.files.path(name), 1, 1, 1, 2))
        node = self._parsed(name)
        return BAD if node is None else self.state.read(node, kind, (name.removesuffix(".yaml"),))

    def _parsed(self, name: str) -> Node | None:
        path = self.files.path(name)
        source = decode(path, self.files.content[name], self.state.diagnostics)
        if source is None:
            content = self.files.content[name][:1_000_000].decode("utf-8", "replace")
            self.sources[path] = Source(path, content)
            return None
        self.sources[path] = source
        root = parse(source, self.state.diagnostics)
        if root is not None:
            self.roots.append(root)
        return root

    def _missing(self, name: str, span: Span) -> Any:
        shown = self.files.path(name)
        if name in self.files.outside:
            message = f"tệp {shown} dẫn ra ngoài thư mục kế hoạch"
            return self.state.error("P007", message, span, "đặt chính tệp đó vào thư mục kế hoạch")
        folder = name.rpartition("/")[0]
        near = [n for n in self.files.content if n.rpartition("/")[0] == folder]
        hint = did_you_mean(name, near, "tạo tệp này, hoặc sửa tên ở nơi nêu nó")
        return self.state.error("P001", f"không có tệp {shown}", span, hint)

    def _sections(self, head: Head) -> list[Section]:
        found = []
        for index, name in enumerate(head.sections):
            span = self._listed_span(("plan", "sections"), index)
            if self._inside(name, span):
                found.append(self._section(f"sections/{name}", span))
        return found

    def _listed_span(self, path: Path, index: int) -> Span:
        """Where a file is named; a bad name before it leaves a gap in the indices."""
        place = self.state.places.get((*path, index))
        return (place or self.state.places[path]).span

    def _inside(self, name: str, span: Span) -> bool:
        if name.strip(". ") and not name.startswith(("~", ".")):
            return True
        self.state.error("P007", f"{name} nằm ngoài thư mục kế hoạch", span, "nêu tên tệp, không nêu đường dẫn")
        return False

    def _section(self, name: str, span: Span) -> Any:
        folder_file = f"{name}/section.yaml"
        if folder_file in self.files.content or folder_file in self.files.outside:
            return self._task_section(name, folder_file)
        name = f"{name}.yaml"
        self.listed.add(name)
        if name not in self.files.content:
            return self._missing(name, span)
        node = self._parsed(name)
        if node is None:
            return BAD
        section = self.state.read(node, ItemSection, (name,))
        if section is not BAD:
            for item in section.items:
                self._item(item)
        return section

    def _item(self, item: Item) -> None:
        if not item.title and not item.text:
            span = self.state.places[("clause", item.id)].span
            self.state.error("P012", f"mục {item.id} không có title cũng không có text", span)
        for inner in item.items:
            self._item(inner)

    def _task_section(self, name: str, folder_file: str) -> Any:
        self.listed.add(folder_file)
        if folder_file in self.files.outside:
            return self._missing(folder_file, Span(self.files.path(folder_file), 1, 1, 1, 2))
        node = self._parsed(folder_file)
        file = BAD if node is None else self.state.read(node, TaskSectionFile, (folder_file,))
        if file is BAD:
            self.listed |= {n for n in self.files.content if n.startswith(f"{name}/")}
            return BAD
        groups = []
        for index, group_name in enumerate(file.groups):
            span = self._listed_span(("clause", file.id, "groups"), index)
            if self._inside(group_name, span):
                groups.append(self._group(f"{name}/{group_name}.yaml", span))
        if BAD in groups:
            return BAD
        return TaskSection(file.id, file.kind, file.title, tuple(groups))

    def _group(self, name: str, span: Span) -> Any:
        self.listed.add(name)
        if name not in self.files.content:
            return self._missing(name, span)
        node = self._parsed(name)
        return BAD if node is None else self.state.read(node, Group, (name,))

    def _unlisted(self) -> None:
        """A file that nothing names would drop its words in silence."""
        for name in sorted(self.files.content.keys() - self.listed):
            span = Span(self.files.path(name), 1, 1, 1, 2)
            hint = "thêm tên tệp vào sections (plan.yaml) hoặc groups (section.yaml), hoặc xóa tệp"
            message = "tệp này không được nêu ở đâu nên không được in"
            self.state.diagnostics.append(
                Diagnostic("P008", Severity.WARNING, message, span, hint)
            )

    def _resolve(self, head: Any, indicators: Any) -> None:
        if head is not BAD and head.format != FORMAT:
            span = self.state.places[("plan", "format")].span
            hint = f"chương trình này đọc format: {FORMAT}"
            self.state.error("P016", f"chưa biết định dạng dữ liệu {head.format}", span, hint)
        self._uses()
        by_id = {} if indicators is BAD else {i.id: i for i in indicators}
        for indicator in by_id.values():
            self._targets(indicator)
        if head is not BAD and indicators is not BAD:
            phases = set(head.phases)
            for fault in _placeholder_faults(self.state, by_id, phases, self.roots):
                self.state.error(*fault)

    def _uses(self) -> None:
        """Every id that is used must be defined; a file that did not read hides its ids."""
        unreadable = {d.span.path for d in self.state.diagnostics if d.code < "P01"}
        hidden = {
            "agency": self.files.path("agencies.yaml") in unreadable,
            "indicator": self.files.path("indicators.yaml") in unreadable,
            "phase": self.files.path("plan.yaml") in unreadable,
        }
        for use in self.state.uses:
            known = self.state.defined.get(use.namespace, {})
            if use.id not in known and not hidden.get(use.namespace):
                code, message, hint = _UNKNOWN[use.namespace]
                span = self.state.places[use.path].span
                hint = did_you_mean(use.id, known, hint)
                self.state.error(code, message.format(use.id), span, hint)

    def _targets(self, indicator: Indicator) -> None:
        for phase, target in indicator.targets.items():
            if parse_target(target.text, shares=indicator.measure == "shares") is None:
                path = ("indicator", indicator.id, "targets", phase)
                place = self.state.places.get((*path, "text")) or self.state.places[path]
                self.state.error(
                    "P401",
                    f"không đọc được chỉ tiêu “{target.text}”",
                    place.span,
                    "viết như 8,5%-8,7%/năm, khoảng 20%, từ 4.000 ha trở lên, 15.000 - 16.000 USD",
                )


_UNKNOWN = {
    "agency": ("P102", "không có cơ quan nào mang mã {}", "thêm cơ quan vào agencies.yaml"),
    "indicator": ("P103", "không có chỉ tiêu nào mang mã {}", "thêm chỉ tiêu vào indicators.yaml"),
    "phase": ("P107", "không có giai đoạn {}", "thêm giai đoạn vào phases (plan.yaml)"),
}


def _placeholder_faults(
    state: Structure, indicators: dict[str, Indicator], phases: set[str], roots: list[Node]
) -> Iterator[tuple[str, str, Span, str]]:
    """Every placeholder names an indicator, and has a phase for which that has a target."""
    phase_of: dict[int, str] = {}
    for root in roots:
        _inherit_phase(root, "", phase_of)
    for path, text in state.prose:
        node = state.places[path]
        pieces, faults = parse_prose(text)
        for fault in faults:
            yield "P105", fault.message, node.span_within(fault.start, fault.end), fault.hint
        for piece in placeholders(pieces):
            phase = piece.phase or phase_of.get(id(node), "")
            if fault_found := _placeholder_fault(piece, phase, indicators, phases):
                code, message, hint = fault_found
                yield code, message, node.span_within(piece.start, piece.end), hint


def _placeholder_fault(
    piece: Placeholder, phase: str, indicators: dict[str, Indicator], phases: set[str]
) -> tuple[str, str, str] | None:
    indicator = indicators.get(piece.indicator)
    if indicator is None:
        code, message, hint = _UNKNOWN["indicator"]
        hint = did_you_mean(piece.indicator, indicators, hint)
        return code, message.format(piece.indicator), hint
    if piece.phase and piece.phase not in phases:
        code, message, hint = _UNKNOWN["phase"]
        return code, message.format(phase), did_you_mean(phase, phases, hint)
    if not phase:
        hint = f"viết {{{piece.indicator}@giai-đoạn}}"
        return "P104", f"không rõ {{{piece.indicator}}} của giai đoạn nào", hint
    if phase not in indicator.targets:
        hint = f"thêm {phase} vào targets của {piece.indicator} (indicators.yaml)"
        return "P104", f"{piece.indicator} không có chỉ tiêu giai đoạn {phase}", hint
    return None


def _inherit_phase(node: Node, phase: str, found: dict[int, str]) -> None:
    """A mapping's own phase holds for all that stands in it."""
    if node.kind == "scalar":
        found[id(node)] = phase
    for key, value in node.pairs:
        if key.value == "phase" and value.kind == "scalar":
            phase = value.value
    for inner in (*node.items, *(value for _, value in node.pairs)):
        _inherit_phase(inner, phase, found)
