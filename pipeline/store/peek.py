"""Looking into the store of an output folder without touching it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.outputs.table import Table
from pipeline.store.ledger import Known
from pipeline.store.lock import folder_lock
from pipeline.store.opening import open_store


def peek(path: Path, tables: Sequence[Table], say: Callable[[str], None]) -> dict[str, Known]:
    """Give what a run would find in the store; `say` is told what that run would be told.

    Works on a copy, because opening a store that a killed run left behind would write to it. Raises StoreError
    when a run cannot use the store, or one is using it.
    """
    if not os.path.lexists(path):
        return {}
    with folder_lock(path.parent), tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        copy = Path(folder) / path.name
        for ending in ("", "-wal"):
            file = path.with_name(path.name + ending)
            if file.exists():
                shutil.copyfile(file, copy.with_name(copy.name + ending))
        with open_store(copy, tables, lambda words: say(words.replace(str(copy), str(path)))) as store:
            return store.known()
