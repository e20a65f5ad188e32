"""Disks of a few hundred kilobytes, really mounted: full ones and such as may only be read."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class Disk:
    """A small disk at `place`."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def remount(self, options: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{options}", self.place], check=True)

    def fill(self, leaving: int) -> Path:
        """A file that leaves so many bytes."""
        ballast = self.place / "ballast"
        with ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                size = file.tell()
            file.truncate(max(0, size - leaving))
        return ballast


@contextmanager
def mounted(place: Path, size: str = "2m") -> Iterator[Disk]:
    """A disk for the length of a ``with``; a machine that lets us mount nothing skips the test:
    neither containers nor ordinary users are asked to grant it."""
    place.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs"]
    try:
        done = subprocess.run(["mount", *options, place], capture_output=True, check=False)
        refused = done.stderr.decode("utf-8", "replace").strip() if done.returncode else ""
    except FileNotFoundError:
        refused = "there is no mount"
    if refused:
        pytest.skip(f"máy này không cho gắn ổ đĩa tạm (cannot mount a tmpfs: {refused})")
    try:
        yield Disk(place)
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)
