"""What people would use instead, each in an environment of its own: `make bench-peers`."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from bench.jobs import ROOT, Job

ENVIRONMENTS = ROOT / ".tools" / "bench"
HERE = Path(__file__).resolve().parent


class Peer(NamedTuple):
    """`packages` are told with their versions; `sizes` are the plans that it is run on; `scripts`
    are timed, `prepare` is run once when it is installed."""

    name: str
    environment: str
    packages: tuple[str, ...]
    sizes: tuple[str, ...]
    scripts: tuple[str, ...]
    prepare: str = ""

    @property
    def python(self) -> Path:
        """The interpreter of its environment."""
        return ENVIRONMENTS / self.environment / "bin" / "python"

    def job(self, work: Path, size: str) -> Job:
        """All that it does for a plan: its scripts, one after the other."""
        arguments = [str(work / f"plan-{size}"), str(work / f"{self.environment}-{size}")]
        commands = [[str(self.python), "-m", f"bench.peers.{s}", *arguments] for s in self.scripts]
        return Job(self.name, size, commands)


PEERS = (
    Peer(
        "docxtpl + mkdocs-material",
        "docxtpl-mkdocs",
        ("docxtpl", "mkdocs", "mkdocs-material"),
        ("real", "1000", "10000"),
        ("word_templates", "mkdocs_site"),
        prepare="templates",
    ),
    Peer("pandoc, DOCX only", "pandoc", ("pypandoc_binary",), ("real", "1000"), ("pandoc",)),
)


def found() -> list[Peer]:
    """The peers whose environments are there."""
    return [peer for peer in PEERS if (ENVIRONMENTS / peer.environment / "made").exists()]


def absent() -> list[str]:
    """The peers that are not there."""
    return [
        f"{peer.name} is not installed (make bench-peers)"
        for peer in PEERS
        if not (ENVIRONMENTS / peer.environment / "made").exists()
    ]


def versions() -> list[str]:
    """The packages of the peers that are there."""
    code = (
        "import sys; from importlib.metadata import version; "
        "print(', '.join(f'{name} {version(name)}' for name in sys.argv[1:]))"
    )
    return [
        subprocess.check_output([str(peer.python), "-c", code, *peer.packages], text=True).strip()
        for peer in found()
    ]


def install() -> None:
    """Make what is missing, from the pinned requirements."""
    for peer in PEERS:
        folder = ENVIRONMENTS / peer.environment
        pins = HERE.parent / f"requirements-{peer.environment}.txt"
        made = folder / "made"
        if made.exists() and made.read_bytes() == pins.read_bytes():
            continue
        print(f"installing {peer.name} …", file=sys.stderr)
        _run(sys.executable, "-m", "venv", "--clear", str(folder))
        options = ["--quiet", "--disable-pip-version-check", "--require-hashes"]
        _run(str(peer.python), "-m", "pip", "install", *options, "-r", str(pins))
        if peer.prepare:
            _run(str(peer.python), "-m", f"bench.peers.{peer.prepare}")
        made.write_bytes(pins.read_bytes())


def _run(*command: str) -> None:
    subprocess.run(command, check=True, cwd=ROOT)
