"""All files of the output folder, from the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.export import GUIDELINES_VERSION
from pipeline.outputs.csv_file import csv_pieces
from pipeline.outputs.datapackage import describe_package
from pipeline.outputs.files import write_whole
from pipeline.outputs.page import page_pieces
from pipeline.store import Fingerprint, Store
from pipeline.store.schema import SCHEMA_VERSION

STORE_NAME = "dateline.sqlite"
PAGE_NAME = "report.html"


def write_outputs(
    store: Store, folder: Path, fingerprint: Fingerprint, options: Mapping[str, Any], with_page: bool = True
) -> None:
    """Write every table as CSV, the records as JSON Lines, the data package, the page and the manifest.

    Without the page, one of an earlier run is taken away. Raises OSError when the folder cannot be written.
    """
    written = {}
    for table in store.tables:
        name = f"{table.name}.csv"
        written[name] = write_whole(folder / name, csv_pieces(table, store.rows(table)))
    written["releases.jsonl"] = write_whole(folder / "releases.jsonl", _lines(store.records()))
    package = describe_package(store.tables, fingerprint.version, written)
    written["datapackage.json"] = write_whole(folder / "datapackage.json", [_json(package)])
    if with_page:
        written[PAGE_NAME] = write_whole(folder / PAGE_NAME, page_pieces(store, fingerprint.version))
    else:
        (folder / PAGE_NAME).unlink(missing_ok=True)
    manifest = {
        "dateline": fingerprint.version,
        "guidelines": GUIDELINES_VERSION,
        "store_schema": SCHEMA_VERSION,
        "fingerprint": fingerprint.digest,
        **{name: value for name, value in asdict(fingerprint).items() if name != "version"},
        "options": dict(options),
        "counts": {**store.counts(), "states": store.states()},
        "files": written,
    }
    write_whole(folder / "manifest.json", [_json(manifest)])


def _lines(records: Iterable[str]) -> Iterator[bytes]:
    for record in records:
        # JSON leaves U+2028 and U+2029 as they are, but some readers of lines break there.
        yield record.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode("utf-8") + b"\n"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"
