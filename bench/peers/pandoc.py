"""pandoc: the DOCX files, from Markdown. It writes one file for each process, so as many run at
once as there are cores; its CommonMark reader is the fastest that it has for tables."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypandoc  # type: ignore[import-not-found]

from bench.floor import plan
from bench.peers import markdown_pages as pages

READER = "commonmark+pipe_tables"


def main() -> None:
    """Write all documents of the plan in the first folder into the second."""
    output = Path(sys.argv[2])
    plan.read(sys.argv[1])
    (output / "don-vi").mkdir(parents=True, exist_ok=True)
    program = pypandoc.get_pandoc_path()
    texts = {"ke-hoach": "\n".join(pages.plan_document()), "phu-luc": "\n".join(pages.annexes())}
    texts |= {f"don-vi/{agency}": "\n".join(pages.action_plan(agency)) for agency in plan.duties}

    def convert(name: str) -> None:
        command = [program, "--from", READER, "--to", "docx", "--output", output / f"{name}.docx"]
        subprocess.run(command, input=texts[name].encode(), check=True)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(convert, texts))


if __name__ == "__main__":
    main()
