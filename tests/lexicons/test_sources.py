"""Every row of the sources' tables does what its example says."""

from __future__ import annotations

import pytest

from pipeline.lang.lexicon import read_table
from pipeline.sources.language import check_language
from pipeline.sources.page_title import has_label
from tests.sources.making import BODY, extract

LABELS = read_table("sources/labels")
SPOKEN = [row for row in read_table("sources/languages") if row["example"]]


@pytest.mark.parametrize("row", LABELS, ids=lambda row: f"{row['kind']}-{row['phrase']}")
def test_a_label(row: dict[str, str]) -> None:
    if row["kind"] == "issuer":
        assert _issuer(row["example"]) == row["example"].split(": ")[1]
        assert not row["counter"] or _issuer(row["counter"]) == ""
    else:
        assert has_label(row["kind"], row["example"])
        assert not row["counter"] or not has_label(row["kind"], row["counter"])


def _issuer(line: str) -> str:
    return extract(f"<html><body><h1>News</h1><p>{line}</p><p>{BODY}</p></body></html>", "a.html").metadata.issuer


@pytest.mark.parametrize("row", SPOKEN, ids=lambda row: row["code"])
def test_a_language(row: dict[str, str]) -> None:
    (issue,) = check_language(f"{row['example']} {row['example']}")
    assert row["name"] in issue.message


def test_codes_and_words_are_given_once() -> None:
    for table, key in (("languages", "code"), ("english", "word")):
        values = [row[key] for row in read_table(f"sources/{table}")]
        assert values == sorted(set(values))
