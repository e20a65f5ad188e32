"""The workers of a Dask cluster as an executor; needs the extra ``dask``."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from distributed import Client
from distributed.client import Future
from distributed.scheduler import KilledWorker

from plandoc import __version__
from plandoc.diagnostics import PlandocError
from plandoc.executors import Executor, Here, Run

P = TypeVar("P")
R = TypeVar("R")

_CONNECT_S = 10.0  # a scheduler that does not answer by then is not there
# Asked for by a function of Python's own: one of ours a worker without plandoc could not even load.
_VERSION = "__import__('plandoc').__version__"


class Cluster:
    """Parts as tasks of a Dask client; a part whose worker dies is made anew by another."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.count = max(1, sum(client.nthreads().values()))

    def beside(self) -> Executor:
        """See `plandoc.executors.Executor`."""
        return Here()

    @contextmanager
    def sharing(self, work: Any) -> Iterator[Run]:
        """See `plandoc.executors.Executor`. Raises PlandocError when its workers keep dying."""
        # A task, not scattered data: its result is made anew when the worker that had it dies.
        shared = self.client.submit(_same, work, pure=False)
        made: list[Future[Any]] = [shared]

        def run(function: Callable[[Any, P], R], parts: Sequence[P]) -> Iterator[R]:
            begun = [self.client.submit(function, shared, part, pure=False) for part in parts]
            made.extend(begun)
            return (future.result() for future in begun)

        try:
            yield run
        except KilledWorker as error:
            hint = "xem nhật ký của các máy trong cụm; có thể chúng hết bộ nhớ"
            raise PlandocError("các máy của cụm Dask bị dừng nhiều lần", hint) from error
        finally:
            self.client.cancel(made)


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """The cluster of a scheduler (``tcp://HOST:PORT``).

    Raises PlandocError when nobody answers there, or its workers have another plandoc.
    """
    try:
        client = Client(address, timeout=_CONNECT_S)
    except (OSError, ValueError) as error:
        hint = "kiểm tra địa chỉ của dask scheduler: --executor dask://MÁY:CỔNG"
        raise PlandocError(f"không nối được với cụm Dask {address}", hint) from error
    with client:
        _check_workers(client, address)
        yield Cluster(client)


def _check_workers(client: Client, address: str) -> None:
    """Raises PlandocError unless there are workers, and all have this plandoc."""
    try:
        client.wait_for_workers(1, timeout=_CONNECT_S)
    except TimeoutError as error:
        hint = f"chạy dask worker {address} trên ít nhất một máy"
        raise PlandocError(f"cụm Dask {address} không có máy nào", hint) from error
    found = client.run(eval, _VERSION, on_error="return").values()
    others = {version if isinstance(version, str) else "" for version in found} - {__version__}
    if others:
        said = ", ".join(
            f"plandoc {other}" if other else "máy chưa cài plandoc" for other in others
        )
        hint = f"cài plandoc {__version__} trên mọi máy của cụm"
        raise PlandocError(f"cụm Dask {address} có {said}", hint)


def _same(work: Any) -> Any:
    return work
