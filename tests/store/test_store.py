"""The ledger: one row a source, same content same bytes, and words for a store that cannot be used."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from pipeline.export import export_release
from pipeline.model.records import Issue
from pipeline.outputs.columns import EVENTS, ISSUES, TABLES
from pipeline.rooms.parse import STOCK_MODEL
from pipeline.store import Entry, Store, StoreError, take_fingerprint
from tests.support.full import TEXT, full_release


def _entry(doc_id: str, **changes: object) -> Entry:
    record = export_release(full_release(doc_id))
    entry = Entry(doc_id, f"{doc_id}.txt", "complete", "key", "print", "utf-8", TEXT, record)
    return dataclasses.replace(entry, **changes)  # type: ignore[arg-type]


def _fill(path: Path, *doc_ids: str) -> bytes:
    with Store(path, TABLES) as store:
        for doc_id in doc_ids:
            store.save(_entry(doc_id))
        store.finish()
    return path.read_bytes()


def test_the_order_of_saving_does_not_show(tmp_path: Path) -> None:
    assert _fill(tmp_path / "one", "a", "b", "c") == _fill(tmp_path / "other", "c", "a", "b")


def test_a_store_that_grew_equals_one_made_at_once(tmp_path: Path) -> None:
    _fill(tmp_path / "grown", "b")
    _fill(tmp_path / "grown", "c", "b")
    with Store(tmp_path / "grown", TABLES) as store:
        store.remove(["c"])
        store.finish()
    assert _fill(tmp_path / "grown", "a") == _fill(tmp_path / "once", "a", "b")


def test_an_unchanged_store_is_not_touched(tmp_path: Path) -> None:
    before = _fill(tmp_path / "s", "a")
    with Store(tmp_path / "s", TABLES) as store:
        store.replace_file_issues([])
        assert not store.is_changed
        store.finish()
    assert (tmp_path / "s").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["s"]


def test_a_run_that_did_not_end_loses_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "s", TABLES) as store:
        store.save(_entry("a"))  # and never finished
    with Store(tmp_path / "s", TABLES) as store:
        assert store.known() == {"a": ("a.txt", "complete", "key", "print")}
        store.finish()
    assert (tmp_path / "s").read_bytes() == _fill(tmp_path / "other", "a")


def test_a_release_is_saved_whole_or_not_at_all(tmp_path: Path) -> None:
    broken = _entry("a")
    assert broken.record is not None
    broken.record["commitments"][0].pop("action")
    with Store(tmp_path / "s", TABLES) as store:
        with pytest.raises(KeyError):
            store.save(broken)
        assert store.known() == {}
        assert list(store.rows(EVENTS)) == []


def test_issues_of_releases_and_of_files(tmp_path: Path) -> None:
    issue = Issue("source", "warning", "skipped", "skipped", "save it")
    with Store(tmp_path / "s", TABLES) as store:
        store.save(_entry("a", issues=(issue,)))
        store.replace_file_issues([("b.pdf", issue)])
        store.replace_file_issues([("c.pdf", issue)])
        assert [row[:2] for row in store.rows(ISSUES)] == [(None, "c.pdf"), ("a", "a.txt")]


def test_analysts_can_open_it(tmp_path: Path) -> None:
    _fill(tmp_path / "s", "a")
    with sqlite3.connect(tmp_path / "s") as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert db.execute("SELECT title, date_from, places FROM events").fetchall() == [
            ("Harbour Forum opens", "2024-05-03", "Tarnby")
        ]


def test_only_one_run_at_a_time(tmp_path: Path) -> None:
    with Store(tmp_path / "s", TABLES), pytest.raises(StoreError, match="in use"):
        Store(tmp_path / "s", TABLES)


def test_a_strange_database_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "s") as db:
        db.execute("CREATE TABLE mine (x)")
    db.close()
    with pytest.raises(StoreError, match="another program"):
        Store(tmp_path / "s", TABLES)


def test_a_damaged_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "s").write_bytes(b"no database at all " * 100)
    with pytest.raises(StoreError, match="damaged"):
        Store(tmp_path / "s", TABLES)


def test_a_store_with_other_columns_is_made_anew(tmp_path: Path) -> None:
    with Store(tmp_path / "s", TABLES[:3]) as store:
        store.finish()
    assert _fill(tmp_path / "s", "a") == _fill(tmp_path / "other", "a")


def test_the_fingerprint_covers_the_model_that_is_used() -> None:
    fingerprint = take_fingerprint()
    assert STOCK_MODEL.replace("_", "-") in fingerprint.libraries
    assert "grades.csv" in fingerprint.models
    assert fingerprint.digest == take_fingerprint().digest
