"""A build, from what was read to the output folder: check, make, publish.

`Job` and `Outcome` are values; what lies between them needs no disk, and can happen in another
process or on another machine.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
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
from plandoc.last_build import LastBuild, last_build, remember
from plandoc.output.publishing import publish
from plandoc.output.single import write_changed
from plandoc.pdf import to_pdf
from plandoc.products import Work, Written, action_plan, products
from plandoc.reading.known import Known, known
from plandoc.reading.reader import read_files
from plandoc.reading.retired import Retired, RetiredSearch
from plandoc.reading.source import Source
from plandoc.schemas.naming import FOLDER, named_by


class Job(Struct, frozen=True):
    """Everything that files are made from: the inputs, and what git told, which only the machine
    with the repository can ask. `earlier` are the documents of the last build: those that would
    come out the same are not made again."""

    inputs: Inputs
    history: History | None
    retired: tuple[Retired, ...] = ()
    earlier: Mapping[str, Written] = {}


class Outcome(Struct, frozen=True):
    """What a build found, the texts it found it in (by path), and the files that it made, none when
    it found an error; `keys` name what each document was made of; `ids` are those that the plan
    defines, where its files name a schema that should know them."""

    diagnostics: list[Diagnostic]
    sources: dict[str, Source]
    files: dict[str, bytes]
    keys: dict[str, str]
    ids: Known | None = None


Convert = Callable[[Mapping[str, bytes]], dict[str, bytes]]
"""DOCX files by path to their PDF files by path."""


def build(
    inputs: Inputs,
    output: Path,
    executor: Executor | None = None,
    convert: Convert = to_pdf,
) -> Outcome:
    """Build one plan into its folder.

    Raises PlandocError when the work could not be done.
    """
    last = last_build(output)
    job = _job(inputs, _earlier(output, last) if last else {})
    return _published(inputs, output, make(job, executor or Here()), convert)


def build_portfolio(
    plans: Sequence[tuple[Inputs, Path]], executor: Executor, convert: Convert = to_pdf
) -> Iterator[Outcome]:
    """Build several plans beside each other, each into its own folder; outcomes in order.

    Raises PlandocError when the work could not be done.
    """
    jobs = [_job(inputs, {}) for inputs, _ in plans]
    for (inputs, output), outcome in zip(plans, executor.run(_alone, None, jobs), strict=True):
        yield _published(inputs, output, outcome, convert)


def make(job: Job, executor: Executor) -> Outcome:
    """Read, check, and make every file."""
    outcome, work = _read(job)
    if work is None:
        return outcome
    try:
        if job.inputs.options.agency:
            return replace(outcome, files=action_plan(work, job.inputs.options.agency))
        made = products(work, executor, job.earlier)
    except TemplateFault as fault:
        found = [*outcome.diagnostics, fault.diagnostic]
        return replace(outcome, diagnostics=found, sources={**outcome.sources, **fault.sources})
    return replace(outcome, files=made.files, keys=made.keys)


def _read(job: Job) -> tuple[Outcome, Work | None]:
    """What reading and checking find, and what to make files of; nothing when there are errors.

    By itself, so that the nodes of the YAML, which are most of a large plan, are gone by then.
    """
    inputs = job.inputs
    reading = read_files(inputs.files)
    form = read_profile(inputs.templates)
    found = [*check_reading(reading, job.retired), *form.diagnostics]
    ids = known(reading) if named_by(reading) else None
    outcome = Outcome(found, {**reading.sources, **form.sources}, {}, {}, ids)
    if has_errors(found) or reading.plan is None or form.profile is None:
        return outcome, None
    base = inputs.options.base
    return outcome, Work(reading.plan, inputs.templates, form.profile, base, job.history)


def _alone(_: None, job: Job) -> Outcome:
    """A whole plan as a part of a portfolio, named where it cannot be done."""
    try:
        return make(job, Here())
    except PlandocError as error:
        raise PlandocError(f"{job.inputs.files.root}: {error.message}", error.hint) from error


def _job(inputs: Inputs, earlier: Mapping[str, Written]) -> Job:
    with RetiredSearch(inputs.folder) as search:
        retired = tuple(search.found(inputs.files))
    if inputs.options.agency:
        return Job(inputs, None, retired)
    return Job(inputs, plan_history(inputs.folder, inputs.templates), retired, earlier)


def _earlier(output: Path, last: LastBuild) -> dict[str, Written]:
    """The documents that the last build published, with what they were made of."""
    return {name: Written(key, (output / name).read_bytes()) for name, key in last.keys.items()}


def _published(inputs: Inputs, output: Path, outcome: Outcome, convert: Convert) -> Outcome:
    """The outcome brought into the output folder, its PDFs added; one without files is left."""
    if outcome.ids is not None:
        _renew_schemas(inputs.folder, outcome.ids)
    if not outcome.files:
        return outcome
    files = outcome.files
    if inputs.options.pdf:
        documents = {n: f for n, f in files.items() if n.endswith(".docx") and n[:5] != "site/"}
        files = files | convert(documents)
    whole = not inputs.options.agency
    holds = publish(output, files, replace_all=whole)
    if whole:
        found = summary(outcome.diagnostics) if outcome.diagnostics else ""
        remember(output, inputs.key, found, holds, outcome.keys)
    return replace(outcome, files=files)


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
