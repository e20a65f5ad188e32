"""From a checked plan to its files.

`Job` and `Outcome` are values; what lies between them needs no disk, and can happen in another
process or on another machine.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from plandoc.checked import Checked, Findings, checked
from plandoc.diagnostics import PlandocError
from plandoc.documents.templates import TemplateFault
from plandoc.executors import Executor, Here
from plandoc.history import History
from plandoc.inputs import Inputs
from plandoc.products import Batch, Work, Written, action_plan, products
from plandoc.reading.retired import Retired


class Job(Struct, frozen=True):
    """Everything that files are made from: the inputs, and what git told, which only the machine
    with the repository can ask. `earlier` are the documents of the last build: those that would
    come out the same are not made again."""

    inputs: Inputs
    history: History | None
    retired: tuple[Retired, ...] = ()
    earlier: Mapping[str, Written] = {}


class Outcome(Struct, frozen=True):
    """What was found, and the files as they are made; None when an error was found."""

    findings: Findings
    batches: Iterable[Batch] | None = None


def make(job: Job, found: Checked, executor: Executor) -> Outcome:
    """The files of what was checked, made as they are asked for, which raises TemplateFault when a
    template cannot be rendered."""
    if found.sound is None:
        return Outcome(found.findings)
    inputs = job.inputs
    agency, base = inputs.options.agency, inputs.options.base
    work = Work(found.sound.plan, inputs.templates, found.sound.profile, base, job.history)
    batches = action_plan(work, agency) if agency else products(work, executor, job.earlier)
    return Outcome(found.findings, batches)


def make_alone(_: None, job: Job) -> Outcome:
    """A whole plan as a part of a portfolio, all of it made, named where it cannot be done."""
    found = checked(job.inputs, job.retired)
    try:
        outcome = make(job, found, Here())
        return replace(outcome, batches=outcome.batches and list(outcome.batches))
    except TemplateFault as fault:
        return Outcome(found.findings.with_fault(fault.diagnostic, fault.sources))
    except PlandocError as error:
        raise PlandocError(f"{job.inputs.files.root}: {error.message}", error.hint) from error
