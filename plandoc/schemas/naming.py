"""How a file of a plan names its schema."""

from plandoc.reading.reader import Reading

FOLDER = ".schema"
"""The folder of the schemas, inside the plan's; hidden, so that it is no part of the plan."""


def kind_of(name: str) -> str:
    """Which schema a file goes by, from its path in the plan: ``sections/3-tasks/section.yaml``."""
    folder, _, base = name.rpartition("/")
    if not folder:
        return base.removesuffix(".yaml")
    if base == "section.yaml":
        return "tasks"
    return "group" if "/" in folder else "section"


def modeline(name: str) -> str:
    """The comment by which a file of a plan names its schema to any YAML language server."""
    up = "../" * name.count("/")
    return f"# yaml-language-server: $schema={up}{FOLDER}/{kind_of(name)}.json"


def named_by(reading: Reading) -> bool:
    """Whether a file of the plan names its schema: then whoever edits it wants it up to date."""
    lead = f"{FOLDER}/"
    return any(
        line.startswith("# yaml-language-server:") and lead in line
        for source in reading.sources.values()
        for line in source.lines[:5]
    )
