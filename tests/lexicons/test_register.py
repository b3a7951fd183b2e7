"""Every row of `models/en/register` does what its example says."""

from __future__ import annotations

import re

import pytest

from pipeline.lang.lexicon import read_table
from pipeline.lang.places import alpha3_code
from pipeline.register import Named, build_register
from pipeline.register.generic import is_abroad, is_common_spot, is_generic, is_mere_kind, is_national, is_of_many
from pipeline.register.names import name_key
from tests.register.making import entity, release


def _rows(table: str) -> tuple[dict[str, str], ...]:
    return read_table(f"register/{table}")


@pytest.mark.parametrize("row", _rows("common_words"), ids=lambda row: row["word"])
def test_a_common_word_tells_nobody_apart(row: dict[str, str]) -> None:
    key = name_key(row["example"])
    assert is_generic(key)
    assert not is_generic(name_key(f"Lorvan {row['example']}"))
    words = [name_key(word) for word in row["example"].split()]
    assert row["word"] in (*words, *row["example"].lower().split()) or name_key(row["word"]) in words
    if row["kind"] == "national":
        assert is_national(key)
    elif row["kind"] in ("local", "many"):
        assert is_of_many(key) is (row["kind"] == "many")
        assert not is_national(f"{key} ministry")
    elif row["kind"] == "document":
        assert is_mere_kind("DOCUMENT", key)
    elif row["kind"] == "event":
        assert is_mere_kind("NAMED_EVENT", key)
    elif row["kind"] == "road":
        assert is_common_spot(f"lorvan {key}")


@pytest.mark.parametrize("row", _rows("spellings"), ids=lambda row: row["word"])
def test_a_spelling_is_the_same_name(row: dict[str, str]) -> None:
    assert row["example"] != row["other"]
    assert name_key(row["example"]) == name_key(row["other"])


@pytest.mark.parametrize("row", _rows("abroad"), ids=lambda row: f"{row['country']}-{row['word']}")
def test_a_body_is_another_countrys(row: dict[str, str]) -> None:
    name = re.findall(r'"([^"]+)"', row["example"])[0]
    assert is_abroad(row["country"], name_key(name))
    assert not is_abroad("FR", name_key(name))


def _same(first: Named, second: Named) -> bool:
    return len(set(build_register([first, second]).ids.values())) == 1


@pytest.mark.parametrize("row", [*_rows("known_acronyms")], ids=lambda row: row["acronym"])
def test_a_known_acronym_means_its_name(row: dict[str, str]) -> None:
    short, full = row["example"].split(" is ", 1)
    assert (short, full) == (row["acronym"], row["name"])
    assert _same(release("a", entity("E1", row["type"], short)), release("b", entity("E1", row["type"], full)))
    if row["country"]:
        assert alpha3_code(row["country"])


@pytest.mark.parametrize("row", _rows("other_names"), ids=lambda row: row["name"])
def test_another_name_means_the_same(row: dict[str, str]) -> None:
    other, full = row["example"].split(" is ", 1)
    assert (other, full) == (row["name"], row["same_as"])
    assert _same(release("a", entity("E1", row["type"], other)), release("b", entity("E1", row["type"], full)))


@pytest.mark.parametrize("row", _rows("place_codes"), ids=lambda row: f"{row['country']}-{row['code']}")
def test_a_code_means_its_place(row: dict[str, str]) -> None:
    code, full = row["example"].split(" is ", 1)
    assert (code, full) == (row["code"], row["name"])
    places = [entity("E1", "PLACE", name, country=row["country"]) for name in (code, full)]
    assert _same(release("a", places[0]), release("b", places[1]))


@pytest.mark.parametrize("row", _rows("issuers"), ids=lambda row: row["words"])
def test_a_publisher_is_of_its_country(row: dict[str, str]) -> None:
    body = entity("E1", "ORG", "Ministry of Justice and Labour" if row["country"] != "US" else "Department of Energy")
    register = build_register([release("a", body, publisher=row["example"])])
    plain = build_register([release("a", body, publisher=f"Government of {_NAMES[row['country']]}")])
    assert register.ids == plain.ids


_NAMES = {"US": "the United States", "GB": "the United Kingdom"}


@pytest.mark.parametrize("row", _rows("nobody"), ids=lambda row: row["name"])
def test_a_name_for_nobody_joins_nobody(row: dict[str, str]) -> None:
    unnamed, named = row["example"].split(" and ")
    assert unnamed == row["name"]
    for name, joins in ((unnamed, False), (named, True)):
        person = entity("E1", "PERSON", name)
        assert _same(release("a", person), release("b", person)) is joins
