"""The safe repairs of a plan's files: one file each; this table is the whole registry.

A repair is a module with a Vietnamese docstring, `TITLE` (what is told of it, with the number of
places), ``edits(draft)`` that yields splices by file, and ``is_safe(before, after)`` that tells
from what is read, not from how it was made, that a mended file still says the same. Words are never
changed. They are made in the table's order, each of what the one before has left.
"""

from types import ModuleType

from plandoc.repairs import (
    composed,
    key_order,
    line_ends,
    missing_ids,
    non_breaking,
    white_space,
)

REPAIRS: tuple[ModuleType, ...] = (
    composed,
    line_ends,
    non_breaking,
    white_space,
    missing_ids,
    key_order,
)
