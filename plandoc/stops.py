"""The signals by which a program is told to stop, from a keyboard or by the machine."""

import signal

# Windows knows no closed terminal.
_STOPS = [getattr(signal, n) for n in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, n)]


def tidy_when_stopped() -> None:
    """Let the first of them raise KeyboardInterrupt, so that what was begun is tidied up, which
    nobody who asks again may break off. What is ignored already stays so, as nohup wants it."""
    for told in _STOPS:
        if signal.getsignal(told) is not signal.SIG_IGN:
            signal.signal(told, _stop)


def ignore_stops() -> None:
    """From now on; in a process that ends with another, which is told the same."""
    for told in _STOPS:
        signal.signal(told, signal.SIG_IGN)


def _stop(*_: object) -> None:
    ignore_stops()
    raise KeyboardInterrupt
