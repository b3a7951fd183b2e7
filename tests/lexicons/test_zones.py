"""Every cue of `models/en/zones` finds its example and stays off its counter-example."""

from __future__ import annotations

import re

import pytest

from pipeline.lang.lexicon import read_table
from pipeline.rooms.zones.cues import TABLES, has_cue, phrase_pattern

ROWS = [(table, row) for table in TABLES for row in read_table(f"zones/{table}")]
IDS = [f"{table}:{row['kind']}:{row['phrase']}" for table, row in ROWS]


@pytest.mark.parametrize(("table", "row"), ROWS, ids=IDS)
def test_a_cue_finds_its_example(table: str, row: dict[str, str]) -> None:
    assert re.search(phrase_pattern(row["phrase"]), row["example"], re.IGNORECASE)
    # A counted word is looked for after its number has been taken out.
    example = re.sub(r"\(?\d[\d.,]*\)?", " ", row["example"]) if row["kind"] == "counter" else row["example"]
    assert has_cue(table, row["kind"], example)


@pytest.mark.parametrize(
    ("table", "row"),
    [pair for pair in ROWS if pair[1]["counter"]],
    ids=[i for i, p in zip(IDS, ROWS, strict=True) if p[1]["counter"]],
)
def test_a_cue_stays_off_its_counter_example(table: str, row: dict[str, str]) -> None:
    assert not has_cue(table, row["kind"], row["counter"])


def test_no_cue_stands_twice() -> None:
    keys = [(table, row["kind"], row["match"], row["phrase"]) for table, row in ROWS]
    assert sorted(set(keys)) == sorted(keys)
    assert {row["match"] for _, row in ROWS} == {"whole", "start", "inside"}
