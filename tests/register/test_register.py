"""The register joins what is the same by evidence, keeps apart what is not, and gives ids that stay."""

from __future__ import annotations

import random
from typing import Any

import pytest

from pipeline.register import Named, Register, build_register
from pipeline.register.build import registry_id
from pipeline.register.names import calm, name_key, tidy
from tests.register.making import entity, release


def _rows(*releases: Named) -> list[dict[str, Any]]:
    return list(build_register(releases).rows)


def _names(*releases: Named) -> list[tuple[str, int]]:
    return [(row["name"], row["releases"]) for row in _rows(*releases)]


def _org(name: str, *aliases: str, acronym: str | None = None) -> dict[str, Any]:
    return entity("E1", "ORG", name, *aliases, acronym=acronym)


def test_a_row_tells_what_all_releases_say() -> None:
    harbour = entity("E1", "ORG", "the Kestrel Harbour Board", "KHB", "Harbour Board", acronym="KHB")
    later = entity("E4", "ORG", "KESTREL HARBOUR BOARD’S")
    (row,) = _rows(
        release("b", later, published="2024-02"), release("a", harbour, published="2023-05-01", publisher="Lorvan Port")
    )
    assert row["name"] == "Kestrel Harbour Board"
    assert (row["acronym"], row["aliases"]) == ("KHB", "Harbour Board; KESTREL HARBOUR BOARD")
    assert (row["releases"], row["mentions"]) == (2, 2)
    assert (row["first_published"], row["last_published"]) == ("2023-05-01", "2024-02")
    assert (row["entity_ids"], row["reason"], row["rule"], row["grade"]) == (
        "a#E1; b#E4",
        "same name",
        "same-name",
        "B",
    )


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kestrel Labour Department", "Department of Labor of Kestrel"),
        ("Lorvan Centre for Ports", "the Lorvan Center for Ports"),
        ("Berg & Dahl Shipping", "Berg and Dahl Shipping, Inc."),
        ("U.S. Harbor Bureau of Tarn", "United States Harbour Bureau of Tarn"),
        ("Lorvan Port Fund (LPF)", "Lorvan Port\nFund"),
    ],
)
def test_spellings_of_one_name(left: str, right: str) -> None:
    joined = len(_rows(release("a", _org(left)), release("b", _org(right)))) == 1
    assert joined is (left != "Kestrel Labour Department")


class TestBodies:
    def test_a_generic_name_needs_evidence(self) -> None:
        ministry = _org("Ministry of Health")
        assert _names(release("a", ministry), release("b", ministry)) == [("Ministry of Health", 1)] * 2

    def test_a_generic_name_joins_within_a_publisher(self) -> None:
        council = _org("City Council")
        rows = _rows(
            release("a", council, publisher="City of Lorvan"),
            release("b", council, publisher="City of Lorvan"),
            release("c", council, publisher="City of Tarn"),
        )
        assert [(row["releases"], row["rule"]) for row in rows] in ([(2, "same-issuer"), (1, "single")],
                                                                   [(1, "single"), (2, "same-issuer")])  # fmt: skip

    def test_a_ministry_joins_within_a_country(self) -> None:
        rows = _rows(
            release("a", _org("Ministry of Health"), publisher="Government of Kenya"),
            release("b", _org("Ministry of Health, Kenya"), publisher="Lorvan Aid"),
            release("c", _org("Kenyan Ministry of Health")),
            release("d", _org("Ministry of Health"), publisher="Government of Norway"),
            release("e", _org("Ministry of Health"), publisher="White House"),
        )
        assert sorted(row["releases"] for row in rows) == [1, 1, 3]
        (kenya,) = (row for row in rows if row["releases"] == 3)
        assert (kenya["country"], kenya["rule"]) == ("KE", "same-country")

    @pytest.mark.parametrize(
        ("name", "country"),
        [
            ("Kenya Food Agency", "KE"),
            ("Kenyan Ministry of Health", "KE"),
            ("Food Agency of Kenya", "KE"),
            ("Kenyan Food Service", None),
            ("Kenya Lorvan Works", None),
            ("Ministry of Health, Kenya", "KE"),
            ("City of West Jordan", None),
            ("Georgia State Agency", None),
            ("Justice for Kenya", None),
            ("Ministry of Health", None),
        ],
    )
    def test_a_bodys_country_is_the_one_its_name_says(self, name: str, country: str | None) -> None:
        assert [row["country"] for row in _rows(release("a", _org(name)))] == [country]

    def test_a_national_publishers_city_council_is_any_citys(self) -> None:
        council = _org("City Council")
        rows = _rows(
            release("a", council, publisher="Government of Kenya"), release("b", council, publisher="Kenya Ports")
        )
        assert len(rows) == 2

    def test_every_district_has_its_court(self) -> None:
        court = release("a", _org("U.S. District Court"), publisher="U.S. Department of Justice")
        assert len(_rows(court, release("b", _org("U.S. District Court"), publisher="U.S. Department of Justice"))) == 2
        own = _org("Community Council of the North")
        assert len(_rows(*(release(id_, own, publisher="Community Council of the North (Kenya)") for id_ in "ab"))) == 1

    def test_a_countrys_police_is_one(self) -> None:
        police = _org("Kenya Police Force")
        assert len(_rows(*(release(id_, police, publisher=f"{id_} Press") for id_ in "ab"))) == 1

    def test_a_generic_short_form_is_not_followed(self) -> None:
        """A state's department does not draw in the country's."""
        state = release("a", _org("Lorvan Department of Justice", "Department of Justice"), publisher="White House")
        country = release("b", _org("U.S. Department of Justice"), publisher="White House")
        assert _names(state, country) == [("Lorvan Department of Justice", 1), ("U.S. Department of Justice", 1)]

    def test_a_towns_name_is_no_country(self) -> None:
        ministry = _org("Ministry of Health")
        rows = _rows(
            release("a", ministry, publisher="City of West Jordan"), release("b", ministry, publisher="Jordan")
        )
        assert len(rows) == 2

    def test_an_acronym_joins_its_name(self) -> None:
        rows = _rows(
            release("a", _org("Kestrel Port Trust", "KPT", acronym="KPT")),
            release("b", _org("KPT")),
            release("c", _org("Kestrel Port Trust")),
        )
        assert [(row["name"], row["acronym"], row["releases"]) for row in rows] == [("Kestrel Port Trust", "KPT", 3)]
        assert rows[0]["reason"] == "same name; acronym KPT paired with the name in a"
        assert rows[0]["rule"] == "acronym"

    def test_an_acronym_of_two_names_joins_by_publisher_alone(self) -> None:
        rows = _rows(
            release("a", _org("Kestrel Port Trust", acronym="KPT"), publisher="Lorvan Press"),
            release("b", _org("Keld Peace Talks Office", acronym="KPT"), publisher="Tarn Press"),
            release("c", _org("KPT"), publisher="Lorvan Press"),
            release("d", _org("KPT"), publisher="Other Press"),
            release("e", _org("KPT")),
        )
        assert {(row["name"], row["entity_ids"]) for row in rows} == {
            ("Kestrel Port Trust", "a#E1; c#E1"),
            ("Keld Peace Talks Office", "b#E1"),
            ("KPT", "d#E1"),
            ("KPT", "e#E1"),
        }

    def test_a_generic_names_acronym_goes_no_further_than_the_name(self) -> None:
        paired = release("a", _org("Ministry of Health", acronym="MOH"), publisher="Government of Kenya")
        assert len(_rows(paired, release("b", _org("MOH"), publisher="Kenya Ports"))) == 1
        assert len(_rows(paired, release("b", _org("MOH"), publisher="Government of Norway"))) == 2

    def test_a_short_form_joins_when_one_release_pairs_it(self) -> None:
        paired = release("a", _org("Kestrel Bank Group of Ports", "Kestrel Bank"))
        short = release("b", _org("Kestrel Bank"))
        assert len(_rows(paired, short)) == 1
        apart = release("c", entity("E1", "ORG", "Kestrel Bank"), entity("E2", "ORG", "Kestrel Bank Group of Ports"))
        assert len(_rows(paired, short, apart)) == 2
        other = release("d", _org("Kestrel Bank Workers Union", "Kestrel Bank"))
        assert len(_rows(paired, short, other)) == 3

    def test_a_short_form_of_one_word_is_its_publishers(self) -> None:
        paired = release("a", _org("Kestrel Shipping Works", "Kestrel"), publisher="Tarn Press")
        assert len(_rows(paired, release("b", _org("Kestrel"), publisher="Tarn Press"))) == 1
        assert len(_rows(paired, release("b", _org("Kestrel"), publisher="Lorvan Press"))) == 2
        assert len(_rows(paired, release("b", _org("Kestrel")))) == 2

    def test_an_alias_with_other_words_is_no_short_form(self) -> None:
        wrong = release("a", _org("Kestrel Oil Holdings of Tarn", "Kestrel Gas Trust"))
        assert len(_rows(wrong, release("b", _org("Kestrel Gas Trust")))) == 2

    def test_a_company_without_its_legal_form(self) -> None:
        assert len(_rows(release("a", _org("Lorvan Inc.")), release("b", _org("Lorvan")))) == 2
        assert len(_rows(release("a", _org("Lorvan Inc.", "Lorvan")), release("b", _org("Lorvan")))) == 1

    def test_the_owner_is_named_as_the_register_names_it(self) -> None:
        owner = entity("E2", "ORG", "KPT", acronym="KPT")
        dock = entity("E1", "ORG", "Kestrel Dock Works", part_of="E2")
        rows = _rows(release("a", dock, owner), release("b", _org("Kestrel Port Trust", acronym="KPT")))
        assert [(row["name"], row["part_of"]) for row in rows] == [
            ("Kestrel Dock Works", "Kestrel Port Trust"),
            ("Kestrel Port Trust", None),
        ]
        assert rows[0]["part_of_id"] == rows[1]["registry_id"]

    def test_types_are_never_joined(self) -> None:
        assert (
            len(_rows(release("a", _org("Kestrel Point")), release("b", entity("E1", "PLACE", "Kestrel Point")))) == 2
        )


class TestPlaces:
    def test_countries_tell_namesakes_apart(self) -> None:
        places = [entity("E1", "PLACE", "Tarnby", country=code) for code in ("DK", "CA", None)]
        assert len(_rows(release("a", places[0]), release("b", places[1]))) == 2
        assert len(_rows(release("a", places[0]), release("b", places[2]))) == 1
        assert len(_rows(release("a", places[0]), release("b", places[1]), release("c", places[2]))) == 3

    def test_a_publishers_namesake_is_the_one_it_always_means(self) -> None:
        rows = _rows(
            release("a", entity("E1", "PLACE", "Tarnby", country="DK"), publisher="Lorvan Press"),
            release("b", entity("E1", "PLACE", "Tarnby", country="CA"), publisher="Tarn Press"),
            release("c", entity("E1", "PLACE", "Tarnby"), publisher="Lorvan Press"),
        )
        assert {(row["country"], row["entity_ids"]) for row in rows} == {("DK", "a#E1; c#E1"), ("CA", "b#E1")}

    def test_a_state_by_any_of_its_names(self) -> None:
        (row,) = _rows(
            release("a", entity("E1", "PLACE", "UK", country="GB")),
            release("b", entity("E1", "PLACE", "United Kingdom", country="GB")),
        )
        assert (row["name"], row["country"]) == ("United Kingdom", "GB")

    def test_a_state_and_a_province_of_its_name(self) -> None:
        places = [entity("E1", "PLACE", "Georgia", country=code) for code in ("GE", "US")]
        assert len(_rows(release("a", places[0]), release("b", places[1]))) == 2
        kingdom = [entity("E1", "PLACE", name, country="GB") for name in ("Scotland", "United Kingdom")]
        assert len(_rows(release("a", kingdom[0]), release("b", kingdom[1]))) == 2

    def test_a_hall_or_street_is_its_publishers(self) -> None:
        hall = entity("E1", "PLACE", "City Hall", country="US", subtype="FAC")
        assert len(_rows(release("a", hall, publisher="Tarn"), release("b", hall, publisher="Lorvan"))) == 2
        assert len(_rows(release("a", hall, publisher="Tarn"), release("b", hall, publisher="Tarn"))) == 1

    def test_capitals_are_only_for_want_of_anything_else(self) -> None:
        shouted = release("a", entity("E1", "PLACE", "NEW TARNBY", "New Tarnby", country="DK"))
        assert _names(shouted) == [("New Tarnby", 1)]
        assert _names(release("a", entity("E1", "PERSON", "ADA MCLUND-BERG"))) == [("Ada Mclund-Berg", 1)]


def _person(name: str, title: str | None = None, body: dict[str, Any] | None = None) -> tuple[dict[str, Any], ...]:
    roles = ((title, body["id"] if body else None),) if title else ()
    person = entity("E9", "PERSON", name, roles=roles)
    return (person, body) if body else (person,)


class TestPersons:
    def test_a_full_name_joins_and_a_surname_does_not(self) -> None:
        assert len(_rows(release("a", *_person("Ada Lund")), release("b", *_person("Ada Lund")))) == 1
        assert len(_rows(release("a", *_person("Lund")), release("b", *_person("Lund")))) == 2

    def test_two_of_a_surname_in_one_release_stay_two(self) -> None:
        both = release("a", *(entity(id_, "PERSON", "Lund") for id_ in ("E1", "E2")))
        assert len(_rows(both)) == 2

    def _people(self, *releases: Named) -> list[str]:
        return sorted(row["entity_ids"] for row in _rows(*releases) if row["type"] == "PERSON")

    def test_offices_that_nothing_connects_keep_namesakes_apart(self) -> None:
        mayor = _person("Ada Lund", "Mayor", entity("E1", "PLACE", "Tarnby", country="DK"))
        chief = _person("Ada Lund", "Chief Executive", entity("E1", "ORG", "Kestrel Shipping Works"))
        bare = _person("Ada Lund")
        assert self._people(release("a", *mayor), release("b", *chief)) == ["a#E9", "b#E9"]
        assert self._people(release("a", *mayor), release("b", *bare)) == ["a#E9; b#E9"]
        assert self._people(release("a", *mayor), release("b", *chief), release("c", *bare)) == ["a#E9", "b#E9", "c#E9"]

    def test_a_publisher_or_a_title_connects(self) -> None:
        mayor = _person("Ada Lund", "Mayor", entity("E1", "PLACE", "Tarnby", country="DK"))
        chief = _person("Ada Lund", "Chief", entity("E1", "ORG", "Kestrel Shipping Works"))
        both = [release("a", *mayor, publisher="Tarn Press"), release("b", *chief, publisher="Tarn Press")]
        assert self._people(*both) == ["a#E9; b#E9"]
        envoys = [
            _person("Ada Lund", "Climate Envoy", entity("E1", "ORG", f"{name} Works")) for name in ("Keld", "Tarn")
        ]
        assert self._people(release("a", *envoys[0]), release("b", *envoys[1])) == ["a#E9; b#E9"]

    def test_a_body_connects_by_whatever_name_of_it(self) -> None:
        written_out = _person("Ada Lund", "Chair", entity("E1", "ORG", "Kestrel Port Trust", acronym="KPT"))
        short = _person("Ada Lund", "Head", entity("E1", "ORG", "KPT"))
        assert self._people(release("a", *written_out), release("b", *short)) == ["a#E9; b#E9"]

    def test_middle_initials(self) -> None:
        with_m, with_k, without = (release(id_, *_person(name)) for id_, name in
                                   (("a", "Ada M. Lund"), ("b", "Ada K. Lund"), ("c", "Ada Lund")))  # fmt: skip
        assert self._people(with_m, without) == ["a#E9; c#E9"]
        assert self._people(with_m, with_k, without) == ["a#E9", "b#E9", "c#E9"]


class TestEventsAndDocuments:
    def test_editions_and_years_stay_apart(self) -> None:
        forums = [entity("E1", "NAMED_EVENT", name) for name in ("3rd Tarn Harbour Forum", "4th Tarn Harbour Forum")]
        assert len(_rows(release("a", forums[0]), release("b", forums[1]))) == 2
        forum = entity("E1", "NAMED_EVENT", "Tarn Harbour Forum", subtype="CONFERENCE")
        years = [release(f"r{at}", forum, published=day) for at, day in enumerate(["2023-05", "2023-06-01", "2024"])]
        assert sorted(row["releases"] for row in _rows(*years)) == [1, 2]

    def test_a_programme_lasts(self) -> None:
        scheme = entity("E1", "NAMED_EVENT", "Tarn Harbour Scheme", subtype="PROGRAMME")
        assert len(_rows(release("a", scheme, published="2023"), release("b", scheme, published="2024"))) == 1

    @pytest.mark.parametrize(
        "name", ["Memorandum of Understanding", "Agreement", "Bill", "MoU", "Joint Statement", "Executive Order"]
    )
    def test_a_mere_kind_of_document_never_joins(self, name: str) -> None:
        document = entity("E1", "DOCUMENT", name)
        assert len(_rows(*(release(id_, document, publisher="Tarn") for id_ in "ab"))) == 2

    def test_a_document_of_its_own_name_joins(self) -> None:
        pact = entity("E1", "DOCUMENT", "Tarnby Agreement on Clean Ports")
        assert len(_rows(release("a", pact), release("b", pact))) == 1


def _many() -> list[Named]:
    random_ = random.Random(4)
    names = ["Ministry of Health", "KPT", "Kestrel Port Trust", "Lorvan Inc.", "City Council", "Tarn Works"]
    found = []
    for number in range(60):
        body = entity("E1", "ORG", random_.choice(names), acronym=random_.choice(["KPT", None, None]))
        place = entity("E2", "PLACE", random_.choice(["Tarnby", "Keld"]), country=random_.choice(["DK", "CA", None]))
        person = entity("E3", "PERSON", random_.choice(["Ada Lund", "Ada M. Lund", "Lund"]),
                        roles=(("Mayor", random_.choice(["E1", "E2", None])),))  # fmt: skip
        publisher = random_.choice(["City of Keld", "Government of Kenya", None])
        found.append(
            release(f"r{number:02}", body, place, person, publisher=publisher, published=f"20{10 + number % 9}")
        )
    return found


def _companies(*names: str) -> list[str]:
    return sorted(name for name, _ in _names(*(release(f"r{i}", _org(name)) for i, name in enumerate(names))))


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (("Kestrel Shipping Inc.", "Kestrel Shipping"), 1),
        (("Kestrel Shipping Inc.", "Kestrel Shipping, Incorporated", "Kestrel Shipping"), 1),
        (("Kestrel Shipping Pte Ltd", "Kestrel Shipping Limited"), 1),
        # Two legal forms are two companies, and a name without one may be either's.
        (("Kestrel Shipping Inc.", "Kestrel Shipping Ltd"), 2),
        (("Kestrel Shipping Inc.", "Kestrel Shipping Ltd", "Kestrel Shipping"), 3),
        # A kind word is left out where the run knows one such house.
        (("Kestrel Holdings", "Kestrel"), 1),
        (("Kestrel Dahl Group", "Kestrel Dahl"), 1),
        (("Kestrel Holdings, Inc.", "Kestrel"), 1),
        (("Kestrel Holdings", "Kestrel Bank"), 2),
        (("Kestrel Holdings", "Kestrel Bank", "Kestrel"), 3),
        (("Kestrel Holdings", "Kestrel Shipping Works", "Kestrel"), 3),
        (("Oslo Group", "Oslo"), 2),
    ],
)
def test_legal_forms_and_kind_words(names: tuple[str, ...], rows: int) -> None:
    assert len(_companies(*names)) == rows


def test_a_release_that_tells_house_and_name_apart_is_believed() -> None:
    both = release("a", entity("E1", "ORG", "Kestrel"), entity("E2", "ORG", "Kestrel Bank"))
    assert len(_rows(both, release("b", entity("E1", "ORG", "Kestrel")))) == 2


def test_the_order_of_releases_does_not_show() -> None:
    releases = _many()
    first: Register = build_register(releases)
    for seed in range(5):
        random.Random(seed).shuffle(releases)
        assert build_register(releases) == first


def test_every_entity_has_a_row_and_only_one() -> None:
    releases = _many()
    register = build_register(releases)
    assert len(register.ids) == sum(len(named.entities) for named in releases)
    assert set(register.ids.values()) == {row["registry_id"] for row in register.rows}
    assert len({row["registry_id"] for row in register.rows}) == len(register.rows)


def test_ids_stay_when_releases_are_added() -> None:
    before = build_register([
        release("a", _org("Kestrel Port Trust"), entity("E2", "PLACE", "Tarnby", country="DK")),
        release("b", _org("Ministry of Health"), *_person("Ada Lund"), publisher="Government of Kenya"),
    ])  # fmt: skip
    after = build_register([
        release("0", _org("Kestrel Port Trust", "KPT", acronym="KPT"), *_person("Ada Lund"), published="1999"),
        release("a", _org("Kestrel Port Trust"), entity("E2", "PLACE", "Tarnby", country="DK")),
        release("b", _org("Ministry of Health"), *_person("Ada Lund"), publisher="Government of Kenya"),
        release("c", _org("Ministry of Health"), entity("E2", "PLACE", "Tarnby", country="CA"), publisher="Tarn"),
    ])  # fmt: skip
    assert before.ids.items() <= after.ids.items()


def test_an_id_that_is_split_is_given_to_nobody() -> None:
    """When a name turns out to be borne by two, neither keeps the id that meant both."""
    mayor = release("a", *_person("Ada Lund", "Mayor", entity("E1", "PLACE", "Tarnby", country="DK")))
    chief = release("b", *_person("Ada Lund", "Chief", entity("E1", "ORG", "Kestrel Shipping Works")))
    alone = build_register([mayor]).ids["a#E9"]
    assert alone not in build_register([mayor, chief]).ids.values()


def test_ids_are_those_of_yesterday() -> None:
    assert registry_id("ORG|kestrel port trust") == "org-4d169cbc2f77"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("the Kestrel\n Board", "Kestrel Board"),
        ("Kestrel Board’s", "Kestrel Board"),
        ("Tarn Workers’", "Tarn Workers"),
        ("**Kestrel Board**,", "Kestrel Board"),
        ("U.S.", "U.S."),
        ("Kestrel Inc.", "Kestrel Inc."),
        ("Kestrel Board (KB)", "Kestrel Board (KB)"),
        ("(Kestrel Board", "Kestrel Board"),
        ("The", "The"),
    ],
)
def test_tidy(name: str, expected: str) -> None:
    assert tidy(name) == expected


def test_keys_and_calm_names() -> None:
    assert name_key("U.S. Treasury Department") == name_key("US Department of the Treasury")
    assert calm("CITY OF TARN-ON-SEA") == "City of Tarn-On-Sea"
