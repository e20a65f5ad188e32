"""The plan's document with tracked changes, signed by whom the new revision is from."""

from pathlib import Path

from plandoc.changes.facts import Changes
from plandoc.changes.words import plan_atoms
from plandoc.diagnostics import PlandocError
from plandoc.documents.document import plan_document
from plandoc.documents.profile import Profile
from plandoc.documents.template_files import TemplateFiles
from plandoc.model.plan import Plan
from plandoc.model.printed import plain
from plandoc.reading.revisions import run_git
from plandoc.writers import wml
from plandoc.writers.document_file import document_file
from plandoc.writers.package import Properties
from plandoc.writers.redline import redline
from plandoc.writers.tracked import Signed

SOMEBODY = "Người soạn"
_NO_DATE = "1980-01-01"  # the earliest that Word takes: never the clock, which changes the file


def tracked_document(
    templates: TemplateFiles, profile: Profile, old: Plan, new: Plan, found: Changes
) -> bytes:
    """The new plan as DOCX, what it changes in the old one tracked; both in today's form."""
    before, after = plan_document(templates, old), plan_document(templates, new)
    head = new.head
    title = f"{head.kind} {head.number}".strip()
    properties = Properties(
        title, plain(new, head.subject), author=new.issuer.name, created=head.date
    )
    signed = _signed(old, new, found)
    atoms = plan_atoms(old, new)
    return document_file(
        after,
        lambda: redline(before.tokens, after.tokens, profile, properties, signed, atoms),
    )


def _signed(old: Plan, new: Plan, found: Changes) -> Signed:
    """The commit's author and date. What is not committed is its drafter's; its date is that of
    the commit that it is compared with, or the plan's own."""
    author = found.head.author or _user_name()
    author = "".join(char for char in author if not wml.illegal_character(char)).strip()
    date = found.head.date or found.base.date
    if not date:
        date = f"{new.head.date or old.head.date or _NO_DATE}T00:00:00"
    return Signed(author or SOMEBODY, f"{date[:19]}Z")


def _user_name() -> str:
    """The name that git signs with here; empty where there is no git, or no name."""
    try:
        done = run_git(Path.cwd(), "config", "--get", "user.name")
    except PlandocError:
        return ""
    return done.stdout.decode("utf-8", "replace")
