"""Opening the store of an output folder, whatever state it is in."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.outputs.table import Table
from pipeline.store.ledger import Store
from pipeline.store.schema import DamagedStoreError


def open_store(path: Path, tables: Sequence[Table], say: Callable[[str], None]) -> Store:
    """Open the store, or make it; `say` is told when what was there cannot be used.

    A damaged file is set aside under another name, never deleted; a file with the tables of an older Dateline is
    emptied. In both cases every release is read anew. Raises StoreError when the file is in use, belongs to another
    program or was made by a newer Dateline.
    """
    try:
        store = Store(path, tables)
    except DamagedStoreError as error:
        aside = _set_aside(path)
        words = str(error).partition(";")[0]
        say(f"{words}: set aside as {aside.name}; every release is read anew")
        store = Store(path, tables)
    if store.is_remade:
        say(f"{path} was made by another version of Dateline: every release is read anew")
    return store


def _set_aside(path: Path) -> Path:
    """Rename the file and its journals to the first name that is free."""
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.name}.broken-{number}")):
        number += 1
    os.replace(path, aside)
    for ending in ("-wal", "-shm"):
        journal = path.with_name(path.name + ending)
        if os.path.lexists(journal):
            os.replace(journal, aside.with_name(aside.name + ending))
    return aside
