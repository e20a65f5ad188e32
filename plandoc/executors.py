"""Where the parts of a build are made: in this process, in others of this machine, or in a cluster.

A part is made by a function of two values, the work that all parts share and the part itself; both
travel to wherever it runs, and what it returns comes back. Nothing else is shared, so that a part
that was lost with its process can be made anew elsewhere.
"""

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, Protocol, TypeVar

from plandoc.diagnostics import PlandocError
from plandoc.stops import ignore_stops

# From how many bytes of YAML on other processes are worth their start: 20 ms, or 300.
_LEAST_FORKED, _LEAST_SPAWNED = 30_000, 300_000

P = TypeVar("P")
R = TypeVar("R")
T = TypeVar("T")


class Run(Protocol):
    """Begins to make parts, at once where others make them."""

    def __call__(self, function: Callable[[Any, P], R], parts: Sequence[P]) -> Iterator[R]:
        """``function(work, part)`` for each part, in order; `work` is what they share."""


class Executor(Protocol):
    """Makes parts; `count` is how many it makes at once."""

    count: int

    def beside(self) -> "Executor":
        """What makes one part on this machine, beside this process where that pays."""

    def sharing(self, work: Any) -> AbstractContextManager[Run]:
        """What makes parts that share `work`, which is handed out once; what is not made when it
        is left is given up."""


def dealt(items: Sequence[T], executor: Executor) -> list[tuple[T, ...]]:
    """Items as parts, dealt out like cards: large ones that stand together go to different parts.

    More parts than are made at once: who has drawn small ones takes the next.
    """
    least = executor.count * 4 if executor.count > 1 else 1
    count = min(len(items), max(least, len(items) // 32))
    return [tuple(items[start::count]) for start in range(count)]


class Here:
    """One part after the other, in this process, each when it is asked for."""

    count = 1

    def beside(self) -> Executor:
        """See `Executor`."""
        return self

    @contextmanager
    def sharing(self, work: Any) -> Iterator[Run]:
        """See `Executor`."""
        yield lambda function, parts: (function(work, part) for part in parts)


class Processes:
    """As many processes as this machine has processors for us."""

    def __init__(self) -> None:
        self.count = _processors()

    def beside(self) -> Executor:
        """See `Executor`."""
        return self if _can_fork() else Here()

    @contextmanager
    def sharing(self, work: Any) -> Iterator[Run]:
        """See `Executor`. Raises PlandocError when a process was killed."""
        pool: ProcessPoolExecutor | None = None

        def run(function: Callable[[Any, P], R], parts: Sequence[P]) -> Iterator[R]:
            nonlocal pool
            if pool is None:  # no more processes than there is work for
                count = min(self.count, max(len(parts), 1))
                pool = ProcessPoolExecutor(count, _context(), _begin, (work,))
            return pool.map(partial(_make, function), parts)

        # What is there already stays shared: to look for circles in it would copy it.
        gc.freeze()
        try:
            yield run
        except BrokenProcessPool as error:
            hint = "có thể máy hết bộ nhớ; đóng bớt chương trình khác rồi chạy lại"
            raise PlandocError("một tiến trình con bị dừng giữa chừng", hint) from error
        finally:
            gc.unfreeze()
            if pool is not None:
                pool.shutdown(cancel_futures=True)


def suited(size: int) -> Executor:
    """What makes plans of `size` bytes of YAML soonest, on this machine."""
    if size > (_LEAST_FORKED if _can_fork() else _LEAST_SPAWNED) and _processors() > 1:
        return Processes()
    return Here()


def _processors() -> int:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _can_fork() -> bool:
    """Forking is by far the quickest, but not safe beside other threads, nor on other systems."""
    return sys.platform == "linux" and threading.active_count() == 1


def _context() -> Any:
    return multiprocessing.get_context("fork" if _can_fork() else "spawn")


_work: Any = None


def _begin(work: Any) -> None:
    """In a new process: remember what all parts share, leave it to who started it to be told to
    stop, and end with it however it ends."""
    global _work
    ignore_stops()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work = work


def _end_with_parent() -> None:
    """A pool tells its processes to end; one that is killed cannot, and they would wait forever."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _make(function: Callable[[Any, Any], Any], part: Any) -> Any:
    return function(_work, part)
