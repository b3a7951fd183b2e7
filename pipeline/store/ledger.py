"""`dateline.sqlite`: one row a source in `sources`, and the tables of `pipeline.outputs.columns`.

A release is saved in one transaction. `finish` writes a sorted copy over the file, so that the same content
gives the same bytes, whatever the order in which it came.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from pipeline.model.records import Issue
from pipeline.outputs.table import Cell, Table
from pipeline.outputs.view import View
from pipeline.register import Named
from pipeline.store.schema import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    DamagedStoreError,
    StoreError,
    connect,
    create_statements,
    order_of,
    quoted,
    store_error,
)

# Where a record says when its release was published, by whom, and who is named.
_NAMED_BY = ("release_date.value", "metadata.published", "metadata.issuer", "issuer", "entities")


@dataclass(frozen=True)
class Entry:
    """What a source became. `record` is its release in the annotation format, None without a text."""

    doc_id: str
    file: str
    state: str  # complete, incomplete (a layer is missing), quarantined (not read), removed (from the input, but kept)
    content_key: str
    fingerprint: str
    encoding: str | None
    text: str
    record: Mapping[str, Any] | None
    issues: tuple[Issue, ...] = ()


class Known(NamedTuple):
    """What the store knows of a source without looking at its record."""

    file: str
    state: str
    content_key: str
    fingerprint: str


class Store:
    """The open store. Use it as a context manager; only one process can hold it.

    What SQLite has to say about the file inside the context is raised as StoreError.
    """

    def __init__(self, path: Path, tables: Sequence[Table]) -> None:
        self.path = path
        self.tables = tables
        self.is_changed = False  # since it was last finished
        self.was_changed = False  # since it was opened
        self.is_remade = False  # made by an older Dateline, with other tables: emptied
        self._db = connect(path)
        try:
            self._prepare()
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise store_error(path, error) from error
        except StoreError:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()
        if isinstance(error, sqlite3.Error):
            raise store_error(self.path, error) from error

    def known(self) -> dict[str, Known]:
        """Give file, state, content key and fingerprint of every source in the store, by its id."""
        rows = self._db.execute("SELECT doc_id, file, state, content_key, fingerprint FROM sources ORDER BY doc_id")
        return {doc_id: Known(*rest) for doc_id, *rest in rows}

    def load(self, doc_id: str) -> Entry | None:
        """Give what was saved of a source; None when it has no record."""
        names = "file, state, content_key, fingerprint, encoding, text, record"
        row = self._db.execute(f"SELECT {names} FROM sources WHERE doc_id = ?", (doc_id,)).fetchone()
        if row is None or row[-1] is None:
            return None
        file, state, key, fingerprint, encoding, text, line = row
        record = json.loads(line)
        issues = tuple(Issue(**issue) for issue in record["issues"])
        return Entry(doc_id, file, state, key, fingerprint, encoding, text, record, issues)

    def save(self, entry: Entry) -> None:
        """Put a release in, in place of what was there of it, in one transaction."""
        issues = tuple(asdict(issue) for issue in entry.issues)
        record: Any = entry.record
        view = View(entry.doc_id, entry.file, entry.state, entry.encoding, entry.text, record, issues)
        line = None if record is None else json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        with self._transaction():
            self._delete(entry.doc_id)
            self._db.execute(
                "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (entry.doc_id, entry.file, entry.state, entry.content_key, entry.fingerprint, entry.encoding,
                 entry.text, line),
            )  # fmt: skip
            for table in self._of_releases():
                self._insert(table, table.rows(view))

    def remove(self, doc_ids: Iterable[str]) -> None:
        """Take releases out that are no longer in the input."""
        for doc_id in doc_ids:
            with self._transaction():
                self._delete(doc_id)

    def mark_removed(self, doc_ids: Iterable[str]) -> None:
        """Keep the rows of releases that are no longer in the input, and say so in their state."""
        for doc_id in doc_ids:
            with self._transaction():
                self._db.execute("UPDATE sources SET state = 'removed' WHERE doc_id = ?", (doc_id,))
                self._db.execute("UPDATE releases SET state = 'removed' WHERE release_id = ?", (doc_id,))

    def replace_file_issues(self, issues: Sequence[tuple[str, Issue]]) -> None:
        """Set the issues that belong to files and folders, not to a release."""
        (table,) = (table for table in self.tables if table.name == "issues")
        rows: list[tuple[Cell, ...]] = []
        for file, issue in issues:
            rows.extend(table.rows(View(None, file, "", None, "", None, (asdict(issue),))))
        names = ", ".join(quoted(column.name) for column in table.columns)
        there = self._db.execute(f"SELECT {names} FROM issues WHERE release_id IS NULL ORDER BY position").fetchall()
        if there != rows:
            with self._transaction():
                self._db.execute("DELETE FROM issues WHERE release_id IS NULL")
                self._insert(table, rows)

    def names(self) -> Iterator[Named]:
        """Yield the entities of every release, by release; the register is made of them."""
        query = "SELECT release_id, entity_id, mentions FROM entities ORDER BY release_id, position"
        mentions: dict[str, dict[str, int]] = {}
        for release_id, entity_id, number in self._db.execute(query):
            mentions.setdefault(release_id, {})[entity_id.removeprefix(f"{release_id}#")] = number
        fields = ", ".join(f"json_extract(record, '$.{path}')" for path in _NAMED_BY)
        query = f"SELECT doc_id, {fields} FROM sources WHERE record IS NOT NULL ORDER BY doc_id"
        for doc_id, resolved, published, publisher, issuer, entities in self._db.execute(query):
            found = json.loads(entities)
            yield Named(doc_id, resolved or published, publisher, issuer, found, mentions.get(doc_id, {}))

    def register(self, table: Table, items: Iterable[Mapping[str, Any]], ids: Mapping[str, str]) -> None:
        """Set the rows of the register, and at each entity the id of its row; nothing is written without need."""
        nobody = View(None, "", "", None, "", None)
        rows = [tuple(column.fill(nobody, dict(item)) for column in table.columns) for item in items]
        there = dict(self._db.execute("SELECT entity_id, registry_id FROM entities").fetchall())
        changed = [(ids.get(entity), entity) for entity, known in there.items() if ids.get(entity) != known]
        if not changed and list(self.rows(table)) == rows:
            return
        with self._transaction():
            self._db.execute("CREATE INDEX IF NOT EXISTS temp_entity ON entities (entity_id)")
            self._db.executemany("UPDATE entities SET registry_id = ? WHERE entity_id = ?", changed)
            self._db.execute("DROP INDEX temp_entity")
            self._db.execute(f"DELETE FROM {quoted(table.name)}")
            self._insert(table, rows)

    def rows(self, table: Table) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows of a table, by release and in the release's own order."""
        names = ", ".join(quoted(column.name) for column in table.columns)
        yield from self._db.execute(f"SELECT {names} FROM {quoted(table.name)} ORDER BY {order_of(table)}")

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield id and text of every release that has a text, by id."""
        yield from self._db.execute("SELECT doc_id, text FROM sources WHERE record IS NOT NULL ORDER BY doc_id")

    def records(self) -> Iterator[str]:
        """Yield every release that has a text as one line of JSON, by id."""
        for (line,) in self._db.execute("SELECT record FROM sources WHERE record IS NOT NULL ORDER BY doc_id"):
            yield line

    def sources(self) -> Iterator[tuple[str, str, str | None]]:
        """Yield id, text and record (a line of JSON, None without a text) of every source, by id."""
        yield from self._db.execute("SELECT doc_id, text, record FROM sources ORDER BY doc_id")

    def counts(self) -> dict[str, int]:
        """Give the number of rows of each table."""
        return {t.name: self._db.execute(f"SELECT count(*) FROM {quoted(t.name)}").fetchone()[0] for t in self.tables}

    def states(self) -> dict[str, int]:
        """Give how many sources are in each state."""
        return dict(self._db.execute("SELECT state, count(*) FROM sources GROUP BY state ORDER BY state").fetchall())

    def finish(self) -> None:
        """Bring the file into its final form, if anything changed: one file, sorted, without a journal."""
        if not self.is_changed:
            return
        copy = self.path.with_name(f".{self.path.name}.new")
        copy.unlink(missing_ok=True)
        self._write_sorted(copy)
        # The journal goes before the copy comes: were the run killed between the two, SQLite would play the old
        # file's journal into the new file.
        (is_busy, _, _) = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise StoreError(f"{self.path} is in use by another program; close it and run again")
        self._db.close()
        for ending in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                self.path.with_name(self.path.name + ending).unlink()
        os.replace(copy, self.path)
        self._db = connect(self.path)
        self._lock()
        self.is_changed = False

    def _lock(self) -> None:
        """Keep every other process out until the connection closes; writes nothing."""
        self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
        self._db.execute("BEGIN EXCLUSIVE")
        self._db.execute("ROLLBACK")

    def _prepare(self) -> None:
        self._lock()
        (application,) = self._db.execute("PRAGMA application_id").fetchone()
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        (objects,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if objects and application != APPLICATION_ID:
            raise StoreError(f"{self.path} is a database of another program; choose another output folder")
        if objects and version > SCHEMA_VERSION:
            raise StoreError(f"{self.path} was made by a newer Dateline; upgrade, or choose another output folder")
        if objects and (faults := self._db.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise DamagedStoreError(f"{self.path} is damaged ({' '.join(faults.split())})")
        # A finished store has no write-ahead log; one that has was left by a run that did not end.
        self.is_changed = self._db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        self.was_changed = self.is_changed
        if objects and not self._has_these_tables():
            self._drop_everything()
            self.is_remade, objects = True, 0
        if not objects:
            with self._transaction():
                self._create("main")

    def _has_these_tables(self) -> bool:
        query = "SELECT sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
        there = [sql for (sql,) in self._db.execute(query)]
        with sqlite3.connect(":memory:") as blank:
            for statement in create_statements(self.tables, "main"):
                blank.execute(statement)
            return there == [sql for (sql,) in blank.execute(query)]

    def _drop_everything(self) -> None:
        names = [name for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        with self._transaction():
            for name in names:
                self._db.execute(f"DROP TABLE {quoted(name)}")

    def _create(self, schema: str) -> None:
        self._db.execute(f"PRAGMA {schema}.application_id = {APPLICATION_ID}")
        self._db.execute(f"PRAGMA {schema}.user_version = {SCHEMA_VERSION}")
        for statement in create_statements(self.tables, schema):
            self._db.execute(statement)

    def _write_sorted(self, copy: Path) -> None:
        self._db.execute("ATTACH ? AS sorted", (str(copy),))
        self._db.execute("PRAGMA sorted.journal_mode=OFF")
        with self._transaction():
            self._create("sorted")
            self._db.execute("INSERT INTO sorted.sources SELECT * FROM main.sources ORDER BY doc_id")
            for table in self.tables:
                name = quoted(table.name)
                self._db.execute(f"INSERT INTO sorted.{name} SELECT * FROM main.{name} ORDER BY {order_of(table)}")
        self._db.execute("DETACH sorted")
        with copy.open("rb+") as handle:
            os.fsync(handle.fileno())

    def _insert(self, table: Table, rows: Iterable[tuple[Cell, ...]]) -> None:
        marks = ", ".join("?" * (len(table.columns) + 1))
        numbered = ((*row, position) for position, row in enumerate(rows, 1))
        self._db.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({marks})", numbered)

    def _delete(self, doc_id: str) -> None:
        self._db.execute("DELETE FROM sources WHERE doc_id = ?", (doc_id,))
        for table in self._of_releases():
            self._db.execute(f"DELETE FROM {quoted(table.name)} WHERE release_id = ?", (doc_id,))

    def _of_releases(self) -> Iterator[Table]:
        return (table for table in self.tables if not table.of_run)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if not self.is_changed:
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self.is_changed = self.was_changed = True
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:  # a full disk has ended it already
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")
