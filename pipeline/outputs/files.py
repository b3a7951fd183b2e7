"""Writing a file so that it is either the old one or the whole new one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

Written = dict[str, str | int]


def write_whole(path: Path, pieces: Iterable[bytes], *, is_durable: bool = True) -> Written:
    """Write to a temporary name beside `path`, then rename; give the file's size and SHA-256.

    With `is_durable` the bytes are on the disk when it returns; without, a crash of the machine may lose them.
    """

    def make(new: Path) -> None:
        with new.open("wb") as handle:
            handle.writelines(pieces)

    return make_whole(path, make, is_durable=is_durable)


def make_whole(path: Path, make: Callable[[Path], None], *, is_durable: bool = True) -> Written:
    """Let `make` write a file under a temporary name beside `path`, then rename it; give its size and SHA-256."""
    new = path.with_name(f".{path.name}.new")
    try:
        make(new)
        if is_durable:
            with new.open("rb+") as handle:
                os.fsync(handle.fileno())
        described = describe_file(new)
        os.replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return described


def describe_file(path: Path) -> Written:
    """Give a file's size and SHA-256. Raises OSError when it cannot be read."""
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
        return {"bytes": handle.tell(), "sha256": digest}
