"""What a rule yields: where in the plan, what is wrong, how to mend it."""

from msgspec import Struct

from plandoc.reading.structure import Path


class Finding(Struct, frozen=True):
    """A fault at a value of the plan.

    `path` is the value's: ``(namespace, id, field, …)`` or ``("plan", field, …)``; `within` is a
    part of its text (start, end).
    """

    path: Path
    message: str
    hint: str = ""
    within: tuple[int, int] | None = None
