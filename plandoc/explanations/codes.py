"""Every code that a diagnostic may bear, and its manual in Vietnamese (``build.py explain P101``).

A rule's manual is its module's docstring; those of the reader, the templates and the profile are
written in ``p0``, ``p1`` and ``p9``, in the same form. Codes are for ever.
"""

from plandoc.checks import RULES
from plandoc.explanations import p0, p1, p9

EXPLANATIONS: dict[str, str] = {
    **p0.EXPLANATIONS,
    **p1.EXPLANATIONS,
    **p9.EXPLANATIONS,
}


def codes() -> list[str]:
    """All codes, in order."""
    return sorted([*EXPLANATIONS, *(rule.CODE for rule in RULES)])


def explain(code: str) -> str | None:
    """The manual of a code, typed in capitals or not; None when there is no such code."""
    wanted = code.strip().upper()
    for rule in RULES:
        if wanted == rule.CODE and rule.__doc__:
            return rule.__doc__.strip() + "\n"
    return EXPLANATIONS.get(wanted)
