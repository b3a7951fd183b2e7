"""The schema of the records, the calendar, the linked data, Parquet, and readers of the CSV files."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import jsonschema
import pyarrow.parquet as pq
import pytest
from icalendar import Calendar

from pipeline.batch import run_batch
from pipeline.outputs import kinds
from pipeline.outputs.calendar_file import calendar_pieces
from pipeline.outputs.columns import TABLES
from pipeline.outputs.linked_data import linked_data_pieces
from pipeline.outputs.record_schema import record_schema
from tests.support.full import TEXT, FullCorridor


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    (folder / "in").mkdir()
    (folder / "in" / "forum.txt").write_text(TEXT)
    (folder / "in" / "void.txt").write_text("")
    run_batch([folder / "in"], folder / "out", FullCorridor, wanted=kinds.ALL)
    return folder / "out"


def test_every_record_fits_the_schema_and_a_damaged_one_does_not(output: Path) -> None:
    schema = json.loads((output / "releases.schema.json").read_text())
    assert schema == record_schema()
    checker = jsonschema.Draft202012Validator(schema)
    checker.check_schema(schema)
    records = [json.loads(line) for line in (output / "releases.jsonl").open(encoding="utf-8")]
    assert [list(checker.iter_errors(record)) for record in records] == [[]]
    for damage in ({"events": [{}]}, {"text_length": -1}, {"issuer": "C3"}, {"dates": None}):
        assert not checker.is_valid({**records[0], **damage})


def test_the_schema_explains_with_the_words_of_the_columns() -> None:
    events = record_schema()["properties"]["events"]["items"]["properties"]
    described = {c.name: c.description for t in TABLES if t.name == "events" for c in t.columns}
    assert events["status"]["description"] == described["status"]


def _event(**changed: Any) -> dict[str, Any]:
    row = dict.fromkeys((c.name for t in TABLES if t.name == "events" for c in t.columns), None)
    said = {"event_id": "a#EV1", "release_id": "a", "title": "Forum; opens, \\ \n 🙂" + "é" * 80, "status": "planned",
            "type": "CONFERENCE", "date_from": "2024-05-03", "date_to": "2024-05-04", "published": "2024-05",
            "places": "Tarnby"}  # fmt: skip
    return {**row, **said, **changed}


def test_the_calendar_holds_the_planned_days() -> None:
    rows = [_event(), _event(event_id="a#EV2", status="occurred"), _event(event_id="a#EV3", date_to=None)]
    data = b"".join(calendar_pieces(rows))
    assert data == b"".join(calendar_pieces(rows))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (entry,) = Calendar.from_ical(data).walk("VEVENT")
    assert (entry["uid"], entry["dtstart"].dt, entry["dtend"].dt) == (
        "a#EV1@dateline",
        date(2024, 5, 3),
        date(2024, 5, 5),
    )
    assert str(entry["summary"]) == rows[0]["title"]
    assert isinstance(entry["dtstamp"].dt, datetime)


def test_a_calendar_without_entries_is_one() -> None:
    assert not Calendar.from_ical(b"".join(calendar_pieces([]))).walk("VEVENT")


def test_the_runs_calendar_has_the_forum(output: Path) -> None:
    (entry,) = Calendar.from_ical((output / "dateline.ics").read_bytes()).walk("VEVENT")
    assert str(entry["summary"]) == "Harbour Forum opens"


def test_linked_data_is_events_of_schema_org(output: Path) -> None:
    graph = json.loads((output / "events.jsonld").read_text())["@graph"]
    assert [(x["@type"], x["name"], x["startDate"]) for x in graph] == [("Event", "Harbour Forum opens", "2024-05-03")]
    assert graph[0]["eventStatus"].endswith("EventScheduled")
    assert graph[0]["contributor"][0]["name"] == "Ada Lund"


def test_linked_data_ends_no_script_element() -> None:
    data = b"".join(linked_data_pieces([_event(title="</script><b>")], [], {}))
    assert b"<" not in data
    assert json.loads(data)["@graph"][0]["name"] == "</script><b>"


def test_parquet_has_the_same_rows_with_types(output: Path) -> None:
    for table in TABLES:
        found = pq.read_table(output / "parquet" / f"{table.name}.parquet")
        assert found.column_names == [c.name for c in table.columns]
        kinds_of = {c.name: str(found.schema.field(c.name).type) for c in table.columns}
        expected = {"integer": "int64", "boolean": "bool", "date": "date32[day]", "string": "string"}
        assert kinds_of == {c.name: expected[c.type] for c in table.columns}
        assert found.num_rows == sum(1 for _ in _csv(output, table.name))
    assert pq.read_table(output / "parquet" / "events.parquet")["date_from"][0].as_py() == date(2024, 5, 3)


def _csv(output: Path, table: str) -> Iterator[dict[str, str]]:
    with (output / f"{table}.csv").open(encoding="utf-8-sig", newline="") as handle:
        yield from csv.DictReader(handle)


def test_duckdb_reads_the_types_by_itself(output: Path) -> None:
    with duckdb.connect() as db:
        found = db.sql(f"DESCRIBE SELECT * FROM read_csv('{output / 'events.csv'}')").fetchall()
        types = {name: kind for name, kind, *_ in found}
        assert (types["date_from"], types["start"], types["title"]) == ("DATE", "BIGINT", "VARCHAR")
        joined = db.sql(
            f"SELECT r.issuer, e.title FROM read_csv('{output / 'events.csv'}') e "
            f"JOIN read_csv('{output / 'releases.csv'}') r USING (release_id)"
        ).fetchall()
        assert joined == [("Tarnby", "Harbour Forum opens")]


def test_frictionless_finds_the_package_valid(output: Path) -> None:
    report = frictionless.validate(str(output / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "message"])
    assert report.stats["tasks"] == len(TABLES)


def test_what_is_not_wanted_any_more_leaves(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "forum.txt").write_text(TEXT)
    run_batch([tmp_path / "in"], tmp_path / "out", FullCorridor, wanted=kinds.ALL)
    run_batch([tmp_path / "in"], tmp_path / "out", FullCorridor, wanted=frozenset({kinds.CALENDAR}))
    there = {path.name for path in (tmp_path / "out").iterdir()}
    assert {kinds.FILES[k] for k in kinds.ALL} & there == {"dateline.ics"}
    assert not [name for name in there if name.startswith(".")]
