"""A build, from its inputs to the output folder.

What reads and what writes is imported where it is called: each takes a third of a small build,
and they do it beside each other.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from plandoc import cache
from plandoc.diagnostics import PlandocError, summary
from plandoc.executors import Executor, Here
from plandoc.inputs import Inputs
from plandoc.last_build import LastBuild, remember
from plandoc.output.publishing import staging
from plandoc.output.single import write_changed
from plandoc.pdf import to_pdf
from plandoc.schemas.naming import FOLDER

if TYPE_CHECKING:
    from plandoc.checked import Checked, Findings
    from plandoc.history import History
    from plandoc.making import Outcome
    from plandoc.products import Batch, Written
    from plandoc.reading.known import Known

_LARGE = 1_000_000  # bytes of YAML: their pages are megabytes, too

Convert = Callable[[Mapping[str, bytes]], dict[str, bytes]]
"""DOCX files by path to their PDF files by path."""


class Built(Struct, frozen=True):
    """What was found, and what the output folder now holds, path -> SHA-256; nothing when an error
    was found, and the folder is as it was."""

    findings: "Findings"
    files: Mapping[str, str] = {}


def build(
    inputs: Inputs,
    output: Path,
    last: LastBuild | None = None,
    executor: Executor | None = None,
    convert: Convert = to_pdf,
) -> Built:
    """Build one plan into its folder; what is the same as in the `last` build is taken from there.

    Raises PlandocError when the work could not be done.
    """
    executor = executor or Here()
    if inputs.files.size > _LARGE:
        from plandoc.memory import give_back_large_blocks

        give_back_large_blocks()
    with executor.beside().sharing(inputs) as run:
        begun = run(_checked, [None])
        from plandoc.making import Job, make

        history = _history(inputs)
        found = next(begun)
    earlier = _earlier(output, last) if last else {}
    outcome = make(Job(inputs, history, earlier=earlier), found, executor)
    return _published(inputs, output, outcome, convert)


def build_portfolio(
    plans: Sequence[tuple[Inputs, Path]], executor: Executor, convert: Convert = to_pdf
) -> Iterator[Built]:
    """Build several plans beside each other, each into its own folder; in order.

    Raises PlandocError when the work could not be done.
    """
    from plandoc.making import Job, make_alone
    from plandoc.reading.retired import RetiredSearch

    jobs = []
    for inputs, _ in plans:
        with RetiredSearch(inputs.folder) as search:
            history = _history(inputs)
            jobs.append(Job(inputs, history, tuple(search.found(inputs.files))))
    with executor.sharing(None) as run:
        for (inputs, output), outcome in zip(plans, run(make_alone, jobs), strict=True):
            yield _published(inputs, output, outcome, convert)


def _checked(inputs: Inputs, _: None) -> "Checked":
    from plandoc.checked import checked_here

    return checked_here(inputs)


def _history(inputs: Inputs) -> "History | None":
    """What git tells; while it is slow to answer, what is slowest to import is imported."""
    from plandoc.history import plan_history

    if inputs.options.agency:
        return None
    with ThreadPoolExecutor(1) as beside:
        told = beside.submit(plan_history, inputs.folder, inputs.templates)
        import_module("docx.package")
        return told.result()


def _earlier(output: Path, last: LastBuild) -> "dict[str, Written]":
    """The documents of the last build; what another build has put in their place since is none."""
    from plandoc.products import Written

    earlier = {}
    for name, key in last.keys.items():
        with suppress(OSError):
            content = (output / name).read_bytes()
            if sha256(content).hexdigest() == last.files.get(name):
                earlier[name] = Written(key, content)
    return earlier


def _published(inputs: Inputs, output: Path, outcome: "Outcome", convert: Convert) -> Built:
    """The files brought into the output folder as they are made, their PDFs last."""
    from plandoc.documents.templates import TemplateFault

    findings = outcome.findings
    if findings.ids is not None:
        _renew_schemas(inputs.folder, findings.ids)
    if outcome.batches is None:
        return Built(findings)
    whole = not inputs.options.agency
    keys: dict[str, str] = {}
    try:
        # Closed at once when a batch cannot be written: its makers must end before their executor.
        with staging(output) as staged, closing(_each(outcome.batches)) as batches:
            documents = []
            for batch in batches:
                staged.write(batch.files)
                keys |= batch.keys
                documents += [n for n in batch.files if n.endswith(".docx") and n[:5] != "site/"]
            if inputs.options.pdf:
                staged.write(convert({name: staged.read(name) for name in documents}))
            holds = staged.publish(replace_all=whole)
    except TemplateFault as fault:
        return Built(findings.with_fault(fault.diagnostic, fault.sources))
    if whole:
        found = summary(findings.diagnostics) if findings.diagnostics else ""
        remember(output, inputs.key, found, holds, keys)
    return Built(findings, holds)


def _each(batches: "Iterable[Batch]") -> "Generator[Batch, None, None]":
    yield from batches  # to close this closes them, where they are still being made


def _renew_schemas(folder: Path, ids: "Known") -> None:
    """What the plan's files name as their schema knows the ids of now, also those of a plan with
    errors: an editor would underline an agency that was just added."""
    key = cache.key("schemas", cache.program(), str(folder.absolute()), msgspec.json.encode(ids))
    if cache.recall(key) is not None and (folder / FOLDER).is_dir():
        return
    from plandoc.schemas.files import schemas

    with suppress(PlandocError):  # no build fails for the comfort of an editor
        write_changed(folder, schemas(ids))
        cache.keep(key, b"")
