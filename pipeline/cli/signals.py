"""Ctrl-C and a scheduler's SIGTERM: the first asks the run to stop in good order, the second ends it at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_WORDS = b"\ndateline run: stopping: finishing what is in hand, then writing the tables; once more stops at once\n"


class StoppedError(KeyboardInterrupt):
    """The second signal: leave everything as it is. `code` is the exit code."""

    def __init__(self, signum: int) -> None:
        super().__init__(signum)
        self.code = 128 + signum


class Stop:
    """Says whether the run was asked to stop; `code` is then its exit code (130 or 143)."""

    def __init__(self) -> None:
        self.signum: int | None = None

    def __call__(self) -> bool:
        """Say whether a signal has come."""
        return self.signum is not None

    @property
    def code(self) -> int:
        """The exit code of a run that was asked to stop."""
        return 128 + (self.signum or 0)

    def hear(self, signum: int, frame: FrameType | None) -> None:
        """Note the first signal; at the second raise StoppedError."""
        if self.signum is not None:
            raise StoppedError(signum)
        self.signum = signum
        os.write(2, _WORDS)  # print() must not be called here: the signal may have come in the middle of one


@contextmanager
def stop_on_signals() -> Iterator[Stop]:
    """Give a Stop that hears SIGINT and SIGTERM inside the context."""
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {signum: signal.signal(signum, stop.hear) for signum in _SIGNALS}
    try:
        yield stop
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)
