"""A text of the plan as it is printed: placeholders filled, footnotes apart."""

from plandoc.model.plan import Plan
from plandoc.model.prose import Note, Placeholder, Words, resolve


def printed(plan: Plan, text: str, phase: str = "") -> tuple[Words | Note, ...]:
    """A text of the plan as it is printed: placeholders filled, footnotes apart."""

    def target(placeholder: Placeholder) -> str:
        indicator = plan.indicator[placeholder.indicator]
        return indicator.targets[placeholder.phase or phase].text

    return resolve(text, target)[0]


def plain(plan: Plan, text: str, phase: str = "") -> str:
    """A text of the plan as plain words, without its footnotes."""
    return "".join(p.text for p in printed(plan, text, phase) if isinstance(p, Words))
