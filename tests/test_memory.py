"""Freed blocks go back to the system, so that a large build holds one page at a time."""

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from plandoc.memory import give_back_large_blocks

ROOT = Path(__file__).parent.parent
PROGRAM = """
import sys
from plandoc.memory import give_back_large_blocks

def held():
    lines = open("/proc/self/status").read().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) // 1024

if sys.argv[1] == "give back":
    give_back_large_blocks()
first = bytearray(b"x" * 8_000_000)
del first
before = held()
pages = [bytearray(b"x" * 6_000_000) for _ in range(10)]
above = [bytearray(b"x" * 2_000) for _ in range(100)]
del pages
print(held() - before)
"""


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "mallopt"), reason="needs glibc"
)
def test_large_blocks_are_given_back() -> None:
    kept, given_back = (
        int(
            subprocess.run(
                [sys.executable, "-c", PROGRAM, how],
                cwd=ROOT, check=True, capture_output=True, text=True,
            ).stdout
        )
        for how in ("keep", "give back")
    )  # fmt: skip
    assert given_back < 10 < kept  # MB


def test_where_the_c_library_is_another_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    give_back_large_blocks()
    monkeypatch.setattr(sys, "platform", "win32")
    give_back_large_blocks()
