"""All files of the output folder, from the store."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.export import GUIDELINES_VERSION
from pipeline.outputs import kinds
from pipeline.outputs.csv_file import csv_pieces
from pipeline.outputs.datapackage import describe_package
from pipeline.outputs.files import Written, describe_file, make_whole, write_whole
from pipeline.outputs.record_schema import record_schema
from pipeline.outputs.table import Cell
from pipeline.store import Fingerprint, Store, take_writers_digest
from pipeline.store.schema import SCHEMA_VERSION

STORE_NAME = "dateline.sqlite"
MANIFEST_NAME = "manifest.json"


def write_outputs(
    store: Store,
    folder: Path,
    fingerprint: Fingerprint,
    options: Mapping[str, Any],
    wanted: frozenset[str] = kinds.DEFAULT,
) -> None:
    """Write every table as CSV, the records as JSON Lines, the data package, the kinds `wanted`, and the manifest.

    What an earlier run wrote of other kinds is taken away. Raises OSError when the folder cannot be written.
    """
    written: dict[str, Written] = {}
    for table in store.tables:
        name = f"{table.name}.csv"
        written[name] = write_whole(folder / name, csv_pieces(table, store.rows(table)))
    written["releases.jsonl"] = write_whole(folder / "releases.jsonl", _lines(store.records()))
    written["releases.schema.json"] = write_whole(folder / "releases.schema.json", [_json(record_schema())])
    package = describe_package(store.tables, fingerprint.version, written)
    written["datapackage.json"] = write_whole(folder / "datapackage.json", [_json(package)])
    written |= _write_kinds(store, folder, fingerprint.version, wanted)
    written[STORE_NAME] = describe_file(folder / STORE_NAME)
    manifest = {
        **_made_by(fingerprint, options, wanted),
        "counts": {**store.counts(), "states": store.states()},
        "files": written,
    }
    write_whole(folder / MANIFEST_NAME, [_json(manifest)])


def is_written(
    folder: Path, fingerprint: Fingerprint, options: Mapping[str, Any], wanted: frozenset[str] = kinds.DEFAULT
) -> bool:
    """Say whether `write_outputs` would write what is there already: same program, same store, no file touched.

    The manifest is written last and names the store's digest, so that one left by a killed run says no.
    """
    try:
        manifest = json.loads((folder / MANIFEST_NAME).read_bytes())
        if {name: manifest[name] for name in manifest if name not in ("counts", "files")} != json.loads(
            _json(_made_by(fingerprint, options, wanted))
        ):
            return False
        return all(describe_file(folder / name) == known for name, known in manifest["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _made_by(fingerprint: Fingerprint, options: Mapping[str, Any], wanted: frozenset[str]) -> dict[str, Any]:
    return {
        "dateline": fingerprint.version,
        "guidelines": GUIDELINES_VERSION,
        "store_schema": SCHEMA_VERSION,
        "fingerprint": fingerprint.digest,
        **{name: value for name, value in asdict(fingerprint).items() if name != "version"},
        "writers": take_writers_digest(),
        "options": {**options, "kinds": sorted(wanted)},
    }


def _write_kinds(store: Store, folder: Path, version: str, wanted: frozenset[str]) -> dict[str, Written]:
    """Write the files of the kinds wanted, take those of the others away, and give what was written by name."""
    # Each kind brings a library of its own: what is not wanted is not loaded.
    written: dict[str, Written] = {}
    if kinds.WORKBOOK in wanted:
        from pipeline.outputs.workbook import write_workbook

        name = kinds.FILES[kinds.WORKBOOK]
        written[name] = make_whole(folder / name, lambda path: write_workbook(path, store.tables, store.rows))
    if kinds.PAGE in wanted:
        from pipeline.outputs.page import page_pieces

        name = kinds.FILES[kinds.PAGE]
        written[name] = write_whole(folder / name, page_pieces(store, version))
    if kinds.CALENDAR in wanted:
        from pipeline.outputs.calendar_file import calendar_pieces

        name = kinds.FILES[kinds.CALENDAR]
        written[name] = write_whole(folder / name, calendar_pieces(_rows(store, "events")))
    if kinds.LINKED_DATA in wanted:
        from pipeline.outputs.linked_data import linked_data_pieces

        name = kinds.FILES[kinds.LINKED_DATA]
        urls = {row["release_id"]: row["url"] for row in _rows(store, "releases")}
        pieces = linked_data_pieces(_rows(store, "events"), _rows(store, "participants"), urls)
        written[name] = write_whole(folder / name, pieces)
    if kinds.PARQUET in wanted:
        written |= _write_parquet(store, folder / kinds.FILES[kinds.PARQUET])
    for kind in sorted(kinds.ALL - wanted):
        _take_away(folder / kinds.FILES[kind])
    return written


def _write_parquet(store: Store, folder: Path) -> dict[str, Written]:
    from pipeline.outputs.parquet_file import write_parquet

    folder.mkdir(exist_ok=True)
    written: dict[str, Written] = {}
    for table in store.tables:
        path = folder / f"{table.name}.parquet"
        rows = store.rows(table)
        written[f"{folder.name}/{path.name}"] = make_whole(path, partial(write_parquet, table=table, rows=rows))
    return written


def _take_away(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _rows(store: Store, name: str) -> Iterator[dict[str, Cell]]:
    (table,) = (table for table in store.tables if table.name == name)
    names = [column.name for column in table.columns]
    return (dict(zip(names, row, strict=True)) for row in store.rows(table))


def _lines(records: Iterable[str]) -> Iterator[bytes]:
    for record in records:
        # JSON leaves U+2028 and U+2029 as they are, but some readers of lines break there.
        yield record.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode("utf-8") + b"\n"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"
