"""Every row of `models/en/clean/glued.csv`: its example is cut apart (or, for words of their own, is not)."""

from __future__ import annotations

import pytest

from pipeline.lang.lexicon import read_table
from pipeline.rooms.clean.room import clean_text

ROWS = read_table("clean/glued")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}:{row['form']}")
def test_glued_words(row: dict[str, str]) -> None:
    form, example, counter = row["form"], row["example"], row["counter"]
    assert example.startswith(form)
    apart = f"{form} {example[len(form) :]}"
    assert clean_text(f"It is {example} now.").text == f"It is {example if row['kind'] == 'own' else apart} now."
    if row["kind"] == "own":
        assert clean_text(counter).text != counter
    else:
        assert clean_text(counter).text == counter
