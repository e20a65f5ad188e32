"""The years of a phase: ``2021-2025``, or ``2026`` alone."""


def years_of(phase: str) -> tuple[int, int]:
    """Its first and its last year."""
    first, _, last = phase.partition("-")
    return int(first), int(last or first)
