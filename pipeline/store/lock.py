"""One run at a time in an output folder."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.store.schema import StoreError

try:
    import fcntl
except ImportError:  # no such system call; SQLite's own lock on the store must do
    fcntl = None  # type: ignore[assignment]


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Hold the folder, so that no other run writes to it; ends with the process, whatever ends it.

    The lock is on the folder itself: it leaves no file behind. Raises StoreError when another run holds it.
    """
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(f"{folder} is in use by another run; wait for it to end") from None
        except OSError as error:
            # Some network file systems cannot lock folders; SQLite's own lock on the store must do.
            if error.errno not in (errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP):
                raise
        yield
    finally:
        os.close(handle)
