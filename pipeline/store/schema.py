"""The SQL of the store: its tables, how it is opened, and what can be wrong with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.outputs.table import Table

SCHEMA_VERSION = 1
APPLICATION_ID = 0x44_4C_4E_45  # "DLNE"
_SQL_TYPES = {"string": "TEXT", "date": "TEXT", "integer": "INTEGER", "boolean": "INTEGER"}
_SOURCES = """CREATE TABLE {schema}.sources (
    doc_id TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    state TEXT NOT NULL,
    content_key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    encoding TEXT,
    text TEXT NOT NULL,
    record TEXT
)"""


class StoreError(Exception):
    """The store cannot be used; the message says why and what to do."""


class DamagedStoreError(StoreError):
    """The file is no database, or parts of it are lost."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the file, or make it; transactions are begun and ended by hand. Raises StoreError."""
    try:
        return sqlite3.connect(path, timeout=1, isolation_level=None)
    except sqlite3.Error as error:
        raise store_error(path, error) from error


def store_error(path: Path, error: sqlite3.Error) -> StoreError:
    """Say in plain words why the file cannot be used."""
    words = str(error)
    if "locked" in words:
        return StoreError(f"{path} is in use by another run; wait for it to end")
    if "malformed" in words or "not a database" in words:
        return DamagedStoreError(f"{path} is damaged ({error}); run again, and it is set aside and made anew")
    if "full" in words:
        return StoreError(f"{path}: no space left; make room and run again, finished releases are kept")
    if "readonly" in words:
        return StoreError(f"{path} cannot be written; give the user who runs dateline the right to write it")
    return StoreError(f"{path} cannot be used: {error}")


def create_statements(tables: Sequence[Table], schema: str) -> Iterator[str]:
    """Yield the statements that make the tables; `position` numbers a release's rows."""
    yield _SOURCES.format(schema=schema)
    for table in tables:
        columns = ", ".join(f"{quoted(c.name)} {_SQL_TYPES[c.type]}" for c in table.columns)
        yield f"CREATE TABLE {schema}.{quoted(table.name)} ({columns}, position INTEGER NOT NULL)"
        index = quoted(f"{table.name}_release")
        yield f"CREATE INDEX {schema}.{index} ON {quoted(table.name)} ({order_of(table)})"


def order_of(table: Table) -> str:
    """Give the columns by which a table's rows are ordered."""
    return "position" if table.of_run else "release_id, position"


def quoted(name: str) -> str:
    """Give a name as SQL wants it."""
    return '"' + name.replace('"', '""') + '"'
