"""`text/<release>.txt`: the text of each release, into which every `start` and `end` counts."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pipeline.outputs.files import write_whole
from pipeline.outputs.links import text_path
from pipeline.store import Store


def write_texts(store: Store, folder: Path, before: Iterable[str]) -> None:
    """Write the texts that are new or changed; remove those of releases that were there `before` and are gone.

    Raises OSError when the folder cannot be written.
    """
    kept: set[str] = set()
    for doc_id, text in store.texts():
        name = text_path(doc_id)
        kept.add(name)
        data = text.encode("utf-8")
        path = folder / name
        with suppress(OSError):
            if path.stat().st_size == len(data) and path.read_bytes() == data:
                continue
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, [data], is_durable=False)
    for doc_id in sorted(before):
        name = text_path(doc_id)
        if name not in kept:
            _remove(folder, folder / name)


def _remove(folder: Path, path: Path) -> None:
    """Remove a text and the folders that are empty without it."""
    with suppress(OSError):
        path.unlink()
        for above in path.parents:
            if above == folder:
                return
            above.rmdir()
