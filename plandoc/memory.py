"""What this process holds of the machine's memory."""

import sys
from contextlib import suppress

_THRESHOLD = -3  # glibc's M_MMAP_THRESHOLD
_LEAST = 1_000_000  # bytes of a large block


def give_back_large_blocks() -> None:
    """From now on give large blocks back to the system when they are freed, in this process and
    those forked from it: glibc would come to keep them, 30 MB in each process of a large build.

    Does nothing where the C library is another.
    """
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_THRESHOLD, _LEAST)
