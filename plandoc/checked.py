"""A plan read and checked, with the look of its documents: what a build begins with.

A function of values, so that it can happen in another process: the nodes of a large plan's YAML
leave memory in shreds, and end with it.
"""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from plandoc.checks import check_reading
from plandoc.diagnostics import Diagnostic, has_errors
from plandoc.documents.profile import Profile, read_profile
from plandoc.inputs import Inputs
from plandoc.model.plan import Plan
from plandoc.reading.known import Known, known
from plandoc.reading.reader import read_files
from plandoc.reading.retired import Retired, RetiredSearch
from plandoc.reading.source import Source
from plandoc.schemas.naming import named_by


class Findings(Struct, frozen=True):
    """What reading and checking found, the texts it was found in (by path), and the ids that the
    plan defines, where its files name a schema that should know them."""

    diagnostics: list[Diagnostic]
    sources: dict[str, Source]
    ids: Known | None = None

    def with_fault(self, diagnostic: Diagnostic, sources: dict[str, Source]) -> "Findings":
        """And what was found later, in other texts."""
        diagnostics = [*self.diagnostics, diagnostic]
        return replace(self, diagnostics=diagnostics, sources={**self.sources, **sources})


class Sound(Struct, frozen=True, eq=False):
    """A plan without errors, and a usable profile."""

    plan: Plan
    profile: Profile


class Checked(Struct, frozen=True, eq=False):
    """What was found, and what to make files of: nothing when there are errors."""

    findings: Findings
    sound: Sound | None


def checked(inputs: Inputs, retired: Iterable[Retired]) -> Checked:
    """Read and check the inputs of a build; for `retired` see `check_reading`."""
    reading = read_files(inputs.files)
    form = read_profile(inputs.templates)
    found = [*check_reading(reading, retired), *form.diagnostics]
    ids = known(reading) if named_by(reading) else None
    findings = Findings(found, {**reading.sources, **form.sources}, ids)
    if has_errors(found) or reading.plan is None or form.profile is None:
        return Checked(findings, None)
    return Checked(findings, Sound(reading.plan, form.profile))


def checked_here(inputs: Inputs) -> Checked:
    """The same on the machine that has the plan's repository; git is asked meanwhile."""
    with RetiredSearch(inputs.folder) as search:
        return checked(inputs, search.found(inputs.files))
