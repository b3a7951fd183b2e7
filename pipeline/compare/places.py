"""Where an output lies: a folder of tables, a store, or a folder in a revision of a git repository."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.outputs.columns import TABLES
from pipeline.outputs.csv_file import FORMULA_STARTS, GUARD, cell_text
from pipeline.outputs.table import Table
from pipeline.outputs.write import STORE_NAME
from pipeline.store.schema import APPLICATION_ID

Row = tuple[str, ...]
Reader = Callable[[str], bytes | None]  # gives the bytes of a file of an output folder by its name
_DOC_ID = re.compile(r'\{"doc_id": ?')
_HASH = re.compile(r'"text_sha256": ?"([0-9a-f]{64})"')
_HEAD = 10_000  # characters of a record in which its hash stands
csv.field_size_limit(2**31 - 1)


class PlaceError(Exception):
    """There is no output at the place; the message says what is there."""


class Place(Protocol):
    """An output to compare. Cells are texts as in the CSV files, without the apostrophe before formulas."""

    def columns(self, table: Table) -> tuple[str, ...] | None:
        """Give the columns of a table; None when it is not there."""

    def rows(self, table: Table) -> Iterator[Row]:
        """Yield the rows of a table that is there, in their order."""

    def hashes(self) -> dict[str, str]:
        """Give the SHA-256 of the text of each release that has one, by its id, as far as it is known."""


def open_place(name: str) -> Place:
    """Give the output that a user names: `output`, `output/dateline.sqlite`, `HEAD~1:output`.

    Raises PlaceError when there is none.
    """
    path = Path(name)
    if path.is_dir():
        if any((path / f"{table.name}.csv").is_file() for table in TABLES):
            return Files(_read_from(path))
        path = path / STORE_NAME
        if not path.is_file():
            raise PlaceError(f"{name}: the folder holds neither tables (events.csv …) nor {STORE_NAME}")
    if path.is_file():
        return StoreFile(path)
    revision, colon, folder = name.partition(":")
    if colon and revision and not revision.startswith("-"):
        return _open_revision(name, revision, folder.rstrip("/") or ".")
    raise PlaceError(f"{name}: there is no such folder, store or git revision (REV:folder)")


def _read_from(folder: Path) -> Reader:
    def read(name: str) -> bytes | None:
        path = folder / name
        return path.read_bytes() if path.is_file() else None

    return read


@dataclass(frozen=True)
class Files:
    """An output folder's CSV files and records."""

    read: Reader

    def columns(self, table: Table) -> tuple[str, ...] | None:
        """Give the columns of a table; None when it is not there."""
        data = self.read(f"{table.name}.csv")
        return None if data is None else tuple(next(_csv_rows(data), ()))

    def rows(self, table: Table) -> Iterator[Row]:
        """Yield the rows of a table that is there, in their order."""
        lines = _csv_rows(self.read(f"{table.name}.csv") or b"")
        columns = next(lines, [])
        for number, line in enumerate(lines, 2):
            if len(line) != len(columns):
                raise PlaceError(f"{table.name}.csv: row {number} has {len(line)} cells instead of {len(columns)}")
            yield tuple(_without_guard(cell) for cell in line)

    def hashes(self) -> dict[str, str]:
        """Give the SHA-256 of the text of each release, by its id; nothing without releases.jsonl."""
        found = {}
        for line in (self.read("releases.jsonl") or b"").decode("utf-8").split("\n"):
            opening, digest = _DOC_ID.match(line), _HASH.search(line, 0, _HEAD)
            if opening and digest:
                doc_id, _end = json.JSONDecoder().raw_decode(line, opening.end())
                found[str(doc_id)] = digest[1]
        return found


def _csv_rows(data: bytes) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))


def _without_guard(cell: str) -> str:
    return cell[1:] if cell.startswith(GUARD) and cell[1:].startswith(FORMULA_STARTS) else cell


@dataclass(frozen=True)
class StoreFile:
    """A dateline.sqlite, also of an older version."""

    path: Path

    def __post_init__(self) -> None:
        try:
            with closing(self._open()) as db:
                if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                    raise PlaceError(f"{self.path}: it is a database of another program")
        except sqlite3.Error as error:
            raise PlaceError(f"{self.path}: it cannot be read as a store ({error})") from error

    def columns(self, table: Table) -> tuple[str, ...] | None:
        """Give the columns of a table; None when it is not there."""
        with closing(self._open()) as db:
            found = [name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table.name,))]
        return tuple(name for name in found if name != "position") or None

    def rows(self, table: Table) -> Iterator[Row]:
        """Yield the rows of a table that is there, in their order."""
        columns = self.columns(table) or ()
        kinds = {column.name: column.type for column in table.columns}
        names = ", ".join(f'"{name}"' for name in columns)
        order = "position" if table.of_run else "release_id, position"
        with closing(self._open()) as db:
            for row in db.execute(f'SELECT {names} FROM "{table.name}" ORDER BY {order}'):
                cells = zip(row, columns, strict=True)
                yield tuple(_plain(cell, kinds.get(name, "string")) for cell, name in cells)

    def hashes(self) -> dict[str, str]:
        """Give the SHA-256 of the text of each release, by its id."""
        query = "SELECT doc_id, json_extract(record, '$.text_sha256') FROM sources WHERE record IS NOT NULL"
        with closing(self._open()) as db:
            return dict(db.execute(query).fetchall())

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True)


def _plain(cell: str | int | None, kind: str) -> str:
    return cell if isinstance(cell, str) else cell_text(cell, kind)


def _open_revision(name: str, revision: str, folder: str) -> Place:
    listed = _git("ls-tree", "--name-only", f"{revision}:{folder}" if folder != "." else revision)
    if listed is None:
        raise PlaceError(
            f"{name}: git knows no such revision or folder (the folder is given from the repository's root)"
        )
    names = set(listed.decode("utf-8", "replace").splitlines())

    def read(file: str) -> bytes | None:
        where = file if folder == "." else f"{folder}/{file}"
        return _git("show", f"{revision}:{where}") if file in names else None

    if names & {f"{table.name}.csv" for table in TABLES}:
        return Files(read)
    data = read(STORE_NAME)
    if data is None:
        raise PlaceError(f"{name}: neither tables (events.csv …) nor {STORE_NAME} are in that revision")
    copy = tempfile.TemporaryDirectory(prefix="dateline-")
    path = Path(copy.name) / STORE_NAME
    path.write_bytes(data)
    return _Copy(path, copy)


@dataclass(frozen=True)
class _Copy(StoreFile):
    """A store in a temporary folder, which lives as long as this does."""

    folder: tempfile.TemporaryDirectory[str]


def _git(*arguments: str) -> bytes | None:
    """Give what git prints; None when it fails."""
    command: Sequence[str] = ("git", "--no-pager", *arguments)
    try:
        done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, "LC_ALL": "C"})
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
