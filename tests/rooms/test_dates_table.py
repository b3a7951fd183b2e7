"""The hardest expressions met, with what the guidelines make of them: date_expressions.csv.

A row is a text with the expressions in square brackets (`\\n` is a line end), the release date (empty when unknown),
and for every bracket in order `kind value mod basis`; "null" and "-" stand for nothing. What is not bracketed is none.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from pipeline.rooms.dates.room import read_dates

ROWS = tuple(csv.DictReader((Path(__file__).parent / "date_expressions.csv").open(encoding="utf-8", newline="")))


def test_the_table_is_as_long_as_promised() -> None:
    assert len(ROWS) >= 300
    assert len({(row["text"], row["released"]) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['group']}: {row['text'][:60]}")
def test_an_expression_means_what_the_guidelines_say(row: dict[str, str]) -> None:
    marked = row["text"].replace("\\n", "\n")
    text = re.sub(r"[\[\]]", "", marked)
    quotes = re.findall(r"\[(.*?)\]", marked, re.DOTALL)
    expected = [x.split(" ") for x in row["expected"].split("; ") if x]
    items = read_dates(text, row["released"]).items
    found = [(text[i.start : i.end], i.kind, i.value or "null", i.mod or "-", i.basis) for i in items]
    assert found == [(quote, *told) for quote, told in zip(quotes, expected, strict=True)]
