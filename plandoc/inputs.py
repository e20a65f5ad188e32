"""Everything that a build is made from, read at once; light to import, for a build that finds
nothing changed ends here."""

from pathlib import Path

from msgspec import Struct

from plandoc import cache
from plandoc.diagnostics import PlandocError
from plandoc.documents.template_files import TemplateFiles
from plandoc.reading.revisions import run_git
from plandoc.reading.source import Files, read_folder


class Options(Struct, frozen=True):
    """What is asked for: one agency's template, or everything (`agency` is empty); the address of
    the website, if known; `pdf`, a PDF beside each DOCX."""

    agency: str = ""
    base: str = ""
    pdf: bool = False


class Inputs(Struct, frozen=True):
    """The plan's folder and its files, the templates, the options, and what git names in the
    repository of the folder: nothing outside one."""

    folder: Path
    files: Files
    templates: TemplateFiles
    options: Options
    refs: bytes

    @property
    def key(self) -> str:
        """Names all of it, and the program: what has the same key would be built the same."""
        parts: list[str | bytes] = [cache.program(), repr(self.options), self.refs]
        # Messages name the folders, so these belong to what is built.
        parts += [self.files.root, self.templates.folder, *sorted(self.files.outside)]
        for content in (self.files.content, self.templates.content):
            for name in sorted(content):
                parts += [name, content[name]]
        return cache.key(*parts)


def read_inputs(folder: Path, templates: TemplateFiles, options: Options) -> Inputs:
    """Read what the plan in a folder is built from.

    Raises PlandocError when the folder is not there, or the machine does not let us read it.
    """
    return Inputs(folder, read_folder(folder), templates, options, _refs(folder))


def _refs(folder: Path) -> bytes:
    """Every commit that git gives a name here: what a page about revisions can depend on."""
    try:
        return run_git(folder, "show-ref", "--head").stdout
    except PlandocError:
        return b""
