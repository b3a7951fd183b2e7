"""What an analyst opens: the CSV files, their description, and the values in them."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.batch import run_batch
from pipeline.outputs import kinds
from pipeline.outputs.columns import TABLES
from pipeline.outputs.csv_file import cell_text
from pipeline.outputs.dictionary import dictionary
from tests.support.full import TEXT, FullCorridor

TRACE = ["release_id", "file", "published", "evidence", "start", "end", "rule", "grade"]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run over one release, with an id that looks like a formula, and one empty file."""
    folder = tmp_path_factory.mktemp("tables")
    (folder / "in" / "news").mkdir(parents=True)
    (folder / "in" / "news" / "=forum.txt").write_text(TEXT)
    (folder / "in" / "-void.txt").write_text("")
    run_batch([folder / "in"], folder / "out", FullCorridor)
    return folder / "out"


def _rows(output: Path, table: str) -> list[dict[str, str]]:
    with (output / f"{table}.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def _only(output: Path, table: str) -> dict[str, str]:
    (row,) = _rows(output, table)
    return row


def test_an_event_is_told_in_names(output: Path) -> None:
    row = _only(output, "events")
    expected = {
        "published": "2024-05-03", "type": "CONFERENCE", "status": "planned", "title": "Harbour Forum opens",
        "date": "2024-05-03", "date_from": "2024-05-03", "date_text": "3 May 2024", "places": "Tarnby",
        "countries": "NA", "participants": "Ada Lund (leader); =Cities= (attendee)", "actors": "Ada Lund",
        "trigger": "Forum", "name": "Harbour Forum", "event_id": "news/=forum#EV1", "date_id": "news/=forum#D1",
        "evidence": "Mayor Ada Lund of Tarnby opens the Harbour Forum on 3 May 2024.", "rule": "noun:head",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected


def test_a_commitment_is_told_in_names(output: Path) -> None:
    row = _only(output, "commitments")
    expected = {
        "class": "OWN", "strength": "WILL", "committer": "'=Cities=", "action": "plant 500 trees by 2030",
        "deadline": "2030", "deadline_to": "2030-12-31", "targets": "500 trees", "condition": "if funds allow",
        "speaker": "Ada Lund", "event": "Harbour Forum opens", "event_id": "news/=forum#EV1", "places": "Tarnby",
        "evidence": "'=Cities= will plant 500 trees by 2030 if funds allow, she said.",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected


def test_offsets_lead_back_to_the_source(output: Path) -> None:
    row = _only(output, "commitments")
    assert TEXT[int(row["start"]) : int(row["end"])] == "plant  500\ttrees by 2030"
    for row in _rows(output, "mentions"):
        assert TEXT[int(row["start"]) : int(row["end"])] == row["text"]
        assert row["zone"] == "title"


def test_entities_participants_and_releases(output: Path) -> None:
    people = _rows(output, "entities")
    assert people[0]["roles"] == "Mayor, Tarnby; Chair (former)"
    assert (people[1]["aliases"], people[1]["is_issuer"], people[1]["mentions"]) == ("Tarn; Tbn", "true", "1")
    assert [(r["participant"], r["role"], r["number"]) for r in _rows(output, "participants")] == [
        ("Ada Lund", "leader", "1"),
        ("'=Cities=", "attendee", "2"),
    ]
    assert [(r["release_id"], r["state"], r["issuer"]) for r in _rows(output, "releases")] == [
        ("'-void", "quarantined", ""),
        ("news/=forum", "complete", "Tarnby"),
    ]
    assert [(r["release_id"], r["code"]) for r in _rows(output, "issues")] == [("'-void", "empty-file")]


def test_the_register_joins_what_the_entities_table_has(output: Path) -> None:
    people, register = _rows(output, "entities"), _rows(output, "registry")
    assert [(r["type"], r["name"], r["country"], r["country_alpha3"]) for r in register] == [
        ("NAMED_EVENT", "Harbour Forum", "", ""),
        ("PERSON", "Ada Lund", "", ""),
        ("PLACE", "Tarnby", "NA", "NAM"),
    ]
    assert [r["registry_id"] for r in people] == [register[k]["registry_id"] for k in (1, 2, 0)]
    assert (people[1]["country"], people[1]["country_alpha3"]) == ("NA", "NAM")
    assert [(r["releases"], r["mentions"], r["rule"], r["reason"]) for r in register] == [("1", "1", "single", "")] * 3
    assert register[1]["entity_ids"] == people[0]["entity_id"]
    assert register[1]["roles"] == "Mayor, Tarnby; Chair (former)"


def test_every_finding_can_be_traced(output: Path) -> None:
    for table in TABLES:
        if table.of_run:  # its rows name the rows of entities.csv they stand for
            continue
        names = [column.name for column in table.columns]
        wanted = TRACE[:3] if table.name == "issues" else TRACE
        assert [name for name in wanted if name not in names] == []
        for row in _rows(output, table.name):
            assert "\n" not in "".join(row.values())


def test_the_files_are_rfc_4180_with_a_mark(output: Path) -> None:
    for table in TABLES:
        data = (output / f"{table.name}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf" + table.columns[0].name.encode() + b",")
        assert data.endswith(b"\r\n")
        assert b"\n" not in data.replace(b"\r\n", b"")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_is_a_formula(start: str) -> None:
    assert cell_text(f"{start}1+1", "string") == f"'{start}1+1"
    assert cell_text("a" + start, "string") == "a" + start


def test_numbers_and_truth_stay_what_they_are() -> None:
    assert [cell_text(v, k) for v, k in [(-1, "integer"), (True, "boolean"), (None, "integer"), ("007", "string")]] == [
        "-1", "true", "", "007",
    ]  # fmt: skip


def test_pandas_reads_the_types_that_are_declared(output: Path) -> None:
    kinds: dict[str, Any] = {"integer": "Int64", "boolean": "boolean", "string": "string", "date": "string"}
    for table in TABLES:
        types = {column.name: kinds[column.type] for column in table.columns}
        frame = pd.read_csv(output / f"{table.name}.csv", dtype=types, keep_default_na=False, na_values=[""])
        assert list(frame.columns) == [column.name for column in table.columns]
        for column in table.columns:
            if column.type == "date":
                pd.to_datetime(frame[column.name], format="%Y-%m-%d")


def test_columns_are_named_and_described_once() -> None:
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[a-z][a-z_]*3?", name) for name in names)
        assert all(column.description for column in table.columns)
        assert set(table.key) <= set(names)
        targets = {other.name: [c.name for c in other.columns] for other in TABLES}
        assert all(link.column in names and link.to in targets[link.table] for link in table.links)


def test_the_data_package_describes_the_files_as_they_are(output: Path) -> None:
    package = json.loads((output / "datapackage.json").read_text())
    assert [r["name"] for r in package["resources"]] == [table.name for table in TABLES]
    assert "apostrophe" in package["description"]
    for resource in package["resources"]:
        path = output / resource["path"]
        header = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert path.stat().st_size == resource["bytes"]


def test_keys_are_unique_and_links_lead_somewhere(output: Path) -> None:
    for table in TABLES:
        rows = _rows(output, table.name)
        keys = [tuple(row[name] for name in table.key) for row in rows if table.key]
        assert len(set(keys)) == len(keys)
        for link in table.links:
            there = {row[link.to] for row in _rows(output, link.table)}
            assert {row[link.column] for row in rows} - {""} <= there


def test_records_are_whole_and_one_line_each(output: Path) -> None:
    (line,) = (output / "releases.jsonl").read_text(encoding="utf-8").splitlines()
    record = json.loads(line)
    assert record["doc_id"] == "news/=forum"
    for layer in ("zones", "sentences", "entities", "mentions", "dates", "events", "commitments", "issues"):
        assert isinstance(record[layer], list)
    assert record["events"][0]["mentions"][0]["text"] == "Forum"


def test_the_manifest_adds_up(output: Path) -> None:
    manifest = json.loads((output / "manifest.json").read_text())
    assert manifest["counts"]["events"] == 1
    assert manifest["counts"]["states"] == {"complete": 1, "quarantined": 1}
    assert sorted(manifest["files"]) == sorted(
        [
            *(f"{t.name}.csv" for t in TABLES),
            "releases.jsonl",
            "releases.schema.json",
            "datapackage.json",
            "dateline.sqlite",
            *(kinds.FILES[kind] for kind in kinds.DEFAULT),
        ]
    )


def test_the_dictionary_explains_every_column() -> None:
    text = dictionary()
    for table in TABLES:
        assert f"### {table.name}.csv" in text
        assert all(f"| `{column.name}` | {column.type} |" in text for column in table.columns)


def test_frictionless_finds_the_package_valid(output: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(output / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
