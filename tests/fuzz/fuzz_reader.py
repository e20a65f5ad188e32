"""The reader under a fuzzer that looks for new paths through it (atheris, over libFuzzer).

    pip install atheris
    python tests/fuzz/fuzz_reader.py -max_total_time=300

It needs Linux and a Python that atheris has a wheel for, and is no dependency of the project;
`tests/test_fuzzed.py` runs what it does on its seeds. An input is a file of the base plan: its
first byte chooses which, the rest are the file's bytes. Whatever they are, reading gives a plan or
diagnostics that lie in the files: no traceback, nothing slow, no heap of memory. What was found is
left in a file ``crash-…``: give its path instead of the option to run it again.
"""

import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LIMITS = ("-timeout=10", "-rss_limit_mb=1024", "-max_len=20000")

OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # by a terminal

sys.path.insert(0, str(ROOT))


def names() -> list[str]:
    """The files of the base plan; their order is that of the first byte."""
    from tests.cases import base_files

    return list(base_files())


def seeds() -> list[bytes]:
    """Every file of the plans at hand as an input."""
    from tests.cases import BASE

    found = []
    folders = [BASE, ROOT / "plan", ROOT / "tests" / "changes" / "base"]
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            name = path.relative_to(folder).as_posix()
            order = names().index(name) if name in names() else 4 + ("/1-" in name)
            found.append(bytes([order]) + path.read_bytes())
    return found


def read(data: bytes) -> None:
    """Read and check the base plan with one file of it replaced. Raises AssertionError."""
    from plandoc.checks import run_checks
    from plandoc.diagnostics import concise, full
    from plandoc.reading.reader import read_files
    from plandoc.reading.source import Files
    from tests.cases import base_files

    texts = {name: text.encode() for name, text in base_files().items()}
    if data:
        texts[names()[data[0] % len(texts)]] = data[1:]
    reading = read_files(Files("plan", texts))
    found = list(reading.diagnostics)
    if reading.plan is not None:
        found += run_checks(reading.plan, reading)
    assert reading.plan or found, "no plan, and not a word on why"
    sources = reading.sources
    for diagnostic in found:
        span = diagnostic.span
        if span.path in sources:
            assert 1 <= span.line <= len(sources[span.path].lines), diagnostic
            assert 1 <= span.column <= len(sources[span.path].lines[span.line - 1]) + 1, diagnostic
        shown = full(diagnostic, lambda p: sources[p].lines if p in sources else [], colour=False)
        for text in (shown.replace("\n", ""), concise(diagnostic)):
            assert not OBEYED.search(text), text


def main() -> None:
    """Run the fuzzer with libFuzzer's options, over the seeds and what it finds to add to them."""
    import atheris

    with atheris.instrument_imports(include=["plandoc", "ruamel.yaml"]):
        import plandoc.checks
        import plandoc.reading.reader  # noqa: F401
    with tempfile.TemporaryDirectory(prefix="plandoc-fuzz-") as corpus:
        for number, seed in enumerate(seeds()):
            Path(corpus, f"{number:04}").write_bytes(seed)
        given = sys.argv[1:]
        inputs = [] if any(not word.startswith("-") for word in given) else [corpus]
        atheris.Setup([sys.argv[0], *LIMITS, *given, *inputs], read)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
