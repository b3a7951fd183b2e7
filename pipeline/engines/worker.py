"""A worker process: opens its own models, then reads one release after the other until the pipe closes.

Messages to the pool: ("ready",), ("broken", words) when the models cannot be opened, ("done", record, issues) and
("raised", words) for the release that was sent.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection

from pipeline.engine import Walker, read_one

_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def work(pipe: Connection, open_walker: Callable[[], Walker], parent: int) -> None:
    """Serve the pool at the other end of the pipe."""
    # Ctrl-C and a scheduler's SIGTERM reach the whole group of processes; the pool decides what is finished.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _die_with(parent)
    with suppress(BrokenPipeError, EOFError, ConnectionError):
        try:
            walker = open_walker()
        # Whatever is wrong with the models is said by the parent, in its own words and once.
        except Exception as error:  # noqa: BLE001
            pipe.send(("broken", f"{type(error).__name__}: {error}"))
            return
        gc.collect()
        gc.freeze()  # models and lexicons stay: looking through them again and again finds nothing
        pipe.send(("ready",))
        while True:
            _serve(pipe, walker)


def _serve(pipe: Connection, walker: Walker) -> None:
    reading = pipe.recv()
    try:
        result = read_one(walker, reading, reading.source)
        answer = ("done", result.record, result.issues)
    # The corridor catches what a room raises; what comes through is a fault that must cost only this release.
    except Exception as error:  # noqa: BLE001
        pipe.send(("raised", f"{type(error).__name__}: {error}"))
    else:
        pipe.send(answer)


def _die_with(parent: int) -> None:
    """Have the system end this process when its parent is killed (Linux); elsewhere it ends at the next message."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
