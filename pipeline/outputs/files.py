"""Writing a file so that it is either the old one or the whole new one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path


def write_whole(path: Path, pieces: Iterable[bytes], *, is_durable: bool = True) -> dict[str, str | int]:
    """Write to a temporary name beside `path`, then rename; give the file's size and SHA-256.

    With `is_durable` the bytes are on the disk when it returns; without, a crash of the machine may lose them.
    """
    new = path.with_name(f".{path.name}.new")
    digest = hashlib.sha256()
    size = 0
    try:
        with new.open("wb") as handle:
            for piece in pieces:
                handle.write(piece)
                digest.update(piece)
                size += len(piece)
            if is_durable:
                handle.flush()
                os.fsync(handle.fileno())
        os.replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return {"bytes": size, "sha256": digest.hexdigest()}
