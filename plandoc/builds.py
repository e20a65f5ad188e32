"""A build, from what was read to the output folder: check, make, publish.

`Job` and `Outcome` are values; what lies between them needs no disk, and can happen in another
process or on another machine.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from plandoc import cache
from plandoc.checks import check_reading
from plandoc.diagnostics import Diagnostic, PlandocError, has_errors, summary
from plandoc.documents.profile import read_profile
from plandoc.documents.templates import TemplateFault
from plandoc.executors import Executor, Here
from plandoc.history import History, plan_history
from plandoc.inputs import Inputs
from plandoc.last_build import LastBuild, remember
from plandoc.output.publishing import staging
from plandoc.output.single import write_changed
from plandoc.pdf import to_pdf
from plandoc.products import Batch, Work, Written, action_plan, products
from plandoc.reading.known import Known, known
from plandoc.reading.reader import read_files
from plandoc.reading.retired import Retired, RetiredSearch
from plandoc.reading.source import Source
from plandoc.schemas.naming import FOLDER, named_by

_APART = 2_000_000  # bytes of YAML


class Job(Struct, frozen=True):
    """Everything that files are made from: the inputs, and what git told, which only the machine
    with the repository can ask. `earlier` are the documents of the last build: those that would
    come out the same are not made again."""

    inputs: Inputs
    history: History | None
    retired: tuple[Retired, ...] = ()
    earlier: Mapping[str, Written] = {}


class Findings(Struct, frozen=True):
    """What reading and checking found, the texts it was found in (by path), and the ids that the
    plan defines, where its files name a schema that should know them."""

    diagnostics: list[Diagnostic]
    sources: dict[str, Source]
    ids: Known | None = None

    def and_of(self, fault: TemplateFault) -> "Findings":
        """And what a template does wrong."""
        diagnostics = [*self.diagnostics, fault.diagnostic]
        return replace(self, diagnostics=diagnostics, sources={**self.sources, **fault.sources})


class Outcome(Struct, frozen=True):
    """What was found, and the files as they are made; None when an error was found."""

    findings: Findings
    batches: Iterable[Batch] | None = None


class Built(Struct, frozen=True):
    """What was found, and what the output folder now holds, path -> SHA-256; nothing when an error
    was found, and the folder is as it was."""

    findings: Findings
    files: Mapping[str, str] = {}


Convert = Callable[[Mapping[str, bytes]], dict[str, bytes]]
"""DOCX files by path to their PDF files by path."""


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
    job = _job(inputs, _earlier(output, last) if last else {})
    return _published(inputs, output, make(job, executor or Here()), convert)


def build_portfolio(
    plans: Sequence[tuple[Inputs, Path]], executor: Executor, convert: Convert = to_pdf
) -> Iterator[Built]:
    """Build several plans beside each other, each into its own folder; in order.

    Raises PlandocError when the work could not be done.
    """
    jobs = [_job(inputs, {}) for inputs, _ in plans]
    with executor.sharing(None) as run:
        for (inputs, output), outcome in zip(plans, run(_alone, jobs), strict=True):
            yield _published(inputs, output, outcome, convert)


def make(job: Job, executor: Executor) -> Outcome:
    """Read and check; the files are made as they are asked for, which raises TemplateFault when a
    template cannot be rendered."""
    findings, work = _read_apart(job, executor)
    if work is None:
        return Outcome(findings)
    agency = job.inputs.options.agency
    return Outcome(
        findings,
        action_plan(work, agency) if agency else products(work, executor, job.earlier),
    )


def _read_apart(job: Job, executor: Executor) -> tuple[Findings, Work | None]:
    """As `_read`, for a large plan in a process that then ends: the nodes of its YAML leave memory
    in shreds, which every process that is forked would keep."""
    if executor.count == 1 or job.inputs.files.size < _APART:
        return _read(job)
    with executor.sharing(job) as run:
        return next(run(_read, [None]))


def _read(job: Job, _: None = None) -> tuple[Findings, Work | None]:
    """What reading and checking find, and what to make files of; nothing when there are errors.

    By itself, so that the nodes are gone by then.
    """
    inputs = job.inputs
    reading = read_files(inputs.files)
    form = read_profile(inputs.templates)
    found = [*check_reading(reading, job.retired), *form.diagnostics]
    ids = known(reading) if named_by(reading) else None
    findings = Findings(found, {**reading.sources, **form.sources}, ids)
    if has_errors(found) or reading.plan is None or form.profile is None:
        return findings, None
    base = inputs.options.base
    return findings, Work(reading.plan, inputs.templates, form.profile, base, job.history)


def _alone(_: None, job: Job) -> Outcome:
    """A whole plan as a part of a portfolio, all of it made, named where it cannot be done."""
    try:
        outcome = make(job, Here())
        return replace(outcome, batches=outcome.batches and list(outcome.batches))
    except TemplateFault as fault:
        return Outcome(outcome.findings.and_of(fault))
    except PlandocError as error:
        raise PlandocError(f"{job.inputs.files.root}: {error.message}", error.hint) from error


def _job(inputs: Inputs, earlier: Mapping[str, Written]) -> Job:
    with ThreadPoolExecutor(1) as beside:
        told = beside.submit(_told_by_git, inputs)
        import_module("docx.package")  # by far the slowest to import; git is slow to answer, too
        history, retired = told.result()
    return Job(inputs, history, retired, earlier)


def _told_by_git(inputs: Inputs) -> tuple[History | None, tuple[Retired, ...]]:
    folder, whole = inputs.folder, not inputs.options.agency
    with RetiredSearch(folder) as search:
        history = plan_history(folder, inputs.templates) if whole else None
        return history, tuple(search.found(inputs.files))


def _earlier(output: Path, last: LastBuild) -> dict[str, Written]:
    """The documents that the last build published, with what they were made of."""
    return {name: Written(key, (output / name).read_bytes()) for name, key in last.keys.items()}


def _published(inputs: Inputs, output: Path, outcome: Outcome, convert: Convert) -> Built:
    """The files brought into the output folder as they are made, their PDFs last."""
    findings = outcome.findings
    if findings.ids is not None:
        _renew_schemas(inputs.folder, findings.ids)
    if outcome.batches is None:
        return Built(findings)
    whole = not inputs.options.agency
    keys: dict[str, str] = {}
    try:
        with staging(output) as staged:
            documents = []
            for batch in outcome.batches:
                staged.write(batch.files)
                keys |= batch.keys
                documents += [n for n in batch.files if n.endswith(".docx") and n[:5] != "site/"]
            if inputs.options.pdf:
                staged.write(convert({name: staged.read(name) for name in documents}))
            holds = staged.publish(replace_all=whole)
    except TemplateFault as fault:
        return Built(findings.and_of(fault))
    if whole:
        found = summary(findings.diagnostics) if findings.diagnostics else ""
        remember(output, inputs.key, found, holds, keys)
    return Built(findings, holds)


def _renew_schemas(folder: Path, ids: Known) -> None:
    """What the plan's files name as their schema knows the ids of now, also those of a plan with
    errors: an editor would underline an agency that was just added."""
    key = cache.key("schemas", cache.program(), str(folder.absolute()), msgspec.json.encode(ids))
    if cache.recall(key) is not None and (folder / FOLDER).is_dir():
        return
    from plandoc.schemas.files import schemas

    with suppress(PlandocError):  # no build fails for the comfort of an editor
        write_changed(folder, schemas(ids))
        cache.keep(key, b"")
