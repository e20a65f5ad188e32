"""DOCX to PDF with LibreOffice, one process for all files.

LibreOffice keeps the title, the language and the headings as bookmarks. Its PDF carries the time
of its making, so that PDF files are not the same bytes twice; they are not part of what is.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from plandoc.diagnostics import PlandocError

# Tagged, so that a screen reader finds its way; the headings as bookmarks.
_FILTER = (
    'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
_PATIENCE_S = 120.0  # without a new file: LibreOffice takes a second to start, less for a file


def find_office() -> str:
    """The program LibreOffice goes by here.

    Raises PlandocError when it is not installed.
    """
    usual = ("soffice", "libreoffice")
    found = next((path for name in usual if (path := shutil.which(name))), None)
    for root in ("ProgramFiles", "ProgramFiles(x86)"):
        program = Path(os.environ.get(root, ""), "LibreOffice", "program", "soffice.com")
        if not found and os.environ.get(root) and program.is_file():
            found = str(program)
    if not found:
        hint = "cài LibreOffice (trên Debian: sudo apt install libreoffice-writer), hoặc bỏ --pdf"
        raise PlandocError("không có LibreOffice để làm PDF", hint)
    return found


def to_pdf(
    documents: Mapping[str, bytes], progress: Callable[[int], None] = lambda done: None
) -> dict[str, bytes]:
    """The PDF of each DOCX, by its path with the other ending.

    `progress` is told how many files are done. Raises PlandocError when LibreOffice is missing,
    fails, or leaves a file out.
    """
    office = find_office()
    with tempfile.TemporaryDirectory(prefix="plandoc-") as scratch:
        folder = Path(scratch)
        # Flat names: LibreOffice writes all into one folder, and two may bear the same name.
        names = {f"{number:04}": name for number, name in enumerate(sorted(documents))}
        for flat, name in names.items():
            (folder / f"{flat}.docx").write_bytes(documents[name])
        _convert(office, folder, len(names), progress)
        pdfs = {
            name.removesuffix(".docx") + ".pdf": folder / "pdf" / f"{flat}.pdf"
            for flat, name in names.items()
        }
        missing = [name for name, path in pdfs.items() if not path.is_file()]
        if missing:
            raise PlandocError(f"LibreOffice không làm được {missing[0]}")
        return {name: path.read_bytes() for name, path in pdfs.items()}


def _convert(office: str, folder: Path, count: int, progress: Callable[[int], None]) -> None:
    (folder / "pdf").mkdir()
    command = [
        office,
        # A profile of its own: a LibreOffice that is open elsewhere would swallow the command.
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--convert-to", _FILTER, "--outdir", str(folder / "pdf")),
        *sorted(str(path) for path in folder.glob("*.docx")),
    ]
    with open(folder / "said", "wb") as said:  # a pipe that nobody reads could fill up
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        try:
            _watch(process, folder / "pdf", count, progress)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    if process.returncode:
        said_last = (folder / "said").read_text("utf-8", "replace").strip().split("\n")[-1]
        raise PlandocError(f"LibreOffice dừng với mã {process.returncode}: {said_last}")


def _watch(
    process: subprocess.Popen[bytes], folder: Path, count: int, progress: Callable[[int], None]
) -> None:
    """Wait for the end; told by the files that appear, and given up when none does for long."""
    done, last_news = 0, time.monotonic()
    while process.poll() is None:
        time.sleep(0.05)
        seen = len(list(folder.glob("*.pdf")))
        if seen != done:
            done, last_news = seen, time.monotonic()
            progress(min(done, count))
        elif time.monotonic() - last_news > _PATIENCE_S:
            raise PlandocError("LibreOffice không trả lời", "thử lại, hoặc bỏ --pdf")
    progress(count)
