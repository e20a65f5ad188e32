"""axe-core, run in the browser of the tests: which rules of WCAG a page breaks.

`.ci/run` installs it here; a developer does with
``npm install --prefix .tools/axe axe-core@4.14.1``.
"""

import json
import os
from pathlib import Path

import pytest

from tests.browser import Tab

AXE = Path(__file__).parent.parent / ".tools/axe/node_modules/axe-core/axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]

_TOLD = "r => r.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html}`))"


def axe_source() -> str:
    """The program; a machine without it skips the test, but CI fails it."""
    if not AXE.is_file():
        reason = "axe-core is not installed (see the head of tests/axe.py)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return AXE.read_text(encoding="utf-8")


def violations(tab: Tab, source: str) -> list[str]:
    """What axe finds on the page that is open, a line for each element."""
    tab.run(f"{source};0")
    # preload would fetch the style sheets, which a page in a folder may not.
    options = json.dumps({"preload": False, "runOnly": _RULES})
    found: list[str] = tab.run(f"axe.run({options}).then({_TOLD})")
    return found
