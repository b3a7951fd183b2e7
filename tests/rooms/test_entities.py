"""The entities room on short texts: clusters, names, roles, places, organs, issuer."""

from __future__ import annotations

import pytest

from pipeline.gazetteers.build import tells_a_country
from pipeline.lang.places import division_codes
from tests.support.entities import groups, read, roles_of

CLUSTERS = [
    ("[O:Union of Port Towns] ([O:UPT]) met. [O:UPT] agreed.", [("Union of Port Towns", "UPT")]),
    ("[O:UPT] ([O:Union of Port Towns]) met.", [("Union of Port Towns", "UPT")]),
    ("[O:UPT] – The [O:Union of Port Towns] met.", [("Union of Port Towns", "UPT")]),
    ("The [O:Union of Port Towns], or popularly known as [O:UPT], met.", [("Union of Port Towns", "UPT")]),
    ("The [O:Harbour Bank] lends. The [O:Bank] grows.", [("Harbour Bank", "Bank")]),
    ("A [O:Bank] opens. The [O:Harbour Bank] lends.", [("Bank",), ("Harbour Bank",)]),
    ("[O:UPT] and [O:UPT North] met.", [("UPT",), ("UPT North",)]),
    ("[P:Ann Verne] spoke. Ms [P:Verne] left. [P:Ann] slept.", [("Ann Verne", "Verne", "Ann")]),
    ("[P:Ann Verne] and [P:Bo Verne] spoke.", [("Ann Verne",), ("Bo Verne",)]),
    ("[P:A. Verne] spoke. [P:Ann Verne] left.", [("Ann Verne", "A. Verne")]),
    ("[L:South Korea] and the [L:Republic of Korea]", [("Republic of Korea", "South Korea")]),
    ("[L:Valencia] (Spain) and [L:Valencia] (Venezuela)", [("Valencia",), ("Valencia",)]),
    ("[E:4th Port Forum] and [E:5th Port Forum]", [("4th Port Forum",), ("5th Port Forum",)]),
    ("[E:5th Port Forum on Fish] opened; the [E:Forum] ends.", [("5th Port Forum on Fish", "Forum")]),
    ("[O:U.S. Treasury] and the [O:Department of the Treasury]", [("Department of the Treasury", "U.S. Treasury")]),
    ("[O:Bahrain Port Court] and [O:Norway Port Court]", [("Bahrain Port Court",), ("Norway Port Court",)]),
    (
        "The [O:Norwegian Ministry of Law] and the [O:Ministry of Law]",
        [("Norwegian Ministry of Law", "Ministry of Law")],
    ),
    ("[O:Kestrel Fish Agency] and the [O:Kestrel FA]", [("Kestrel Fish Agency", "Kestrel FA")]),
    ("[D:Port Agreement] and other [D:Port Agreements]", [("Port Agreements", "Port Agreement")]),
    ("[O:World Organization of Port Towns] and [O:Port Towns]", [("World Organization of Port Towns", "Port Towns")]),
]


@pytest.mark.parametrize(("marked", "expected"), CLUSTERS)
def test_mentions_of_one_thing_are_one_entity(marked: str, expected: list[tuple[str, ...]]) -> None:
    layer, _ = read(marked)
    assert groups(layer) == expected


def test_ids_count_in_order_of_first_mention() -> None:
    layer, _ = read("[O:Harbour Bank] met [P:Ann Verne] of the [O:Bank] in [L:Oslo].")
    assert [(item.id, item.canonical) for item in layer.items] == [
        ("E1", "Harbour Bank"),
        ("E2", "Ann Verne"),
        ("E3", "Oslo"),
    ]
    assert layer.items[0].mentions == ("M1", "M3")


def test_a_name_reads_well() -> None:
    layer, _ = read("the [O:Union of\n  Port Towns] met [O:the Fish Board]; [O:Fish Board's] view.")
    assert groups(layer) == [("Union of Port Towns",), ("Fish Board",)]


def test_the_name_paired_with_an_acronym_is_canonical_even_if_shorter() -> None:
    layer, entities = read("The [O:Port Fund] ([O:PF]) grew. The [O:Port Fund of the North] is the [O:PF].")
    assert entities["Port Fund"].acronym == "PF"
    assert layer.items[0].canonical == "Port Fund"


ROLES = [
    (
        "[P:Ann Verne], [O:UPT] Co-President and Mayor of [L:Oslo] (Norway)",
        [("Co-President", "UPT"), ("Mayor", "Oslo")],
    ),
    ("said [P:Ann Verne], president of [O:UPT] and mayor of [L:Oslo].", [("president", "UPT"), ("mayor", "Oslo")]),
    ("[P:Ann Verne], [O:UPT]'s Secretary General, spoke.", [("Secretary General", "UPT")]),
    ("the Secretary General of [O:UPT], Dr. [P:Ann Verne], spoke.", [("Secretary General", "UPT")]),
    ("[O:UPT], with its Secretary General, Dr. [P:Ann Verne], spoke.", [("Secretary General", "UPT")]),
    ("[P:Ann Verne], representing [O:UPT] from Oslo, signed.", [(None, "UPT")]),
    ("chaired by Ms. [P:Ann Verne] ([L:Norway])", [(None, "Norway")]),
    (
        "[L:Norway]'s Minister for Trade and Industry [P:Ann Verne] spoke.",
        [("Minister for Trade and Industry", "Norway")],
    ),
    ("Norwegian President [P:Ann Verne] spoke.", [("President", None)]),
    ("Prime Minister [P:Ann Verne] spoke. Minister [P:Verne] left.", [("Prime Minister", None)]),
    (
        "Minister for Ports, Rivers and Dykes and Second Minister for Law Mr [P:Ann Verne] spoke.",
        [("Minister for Ports, Rivers and Dykes", None), ("Second Minister for Law", None)],
    ),
    (
        "[P:Ann Verne], Ambassador of [L:Norway] to [L:Chile], spoke.",
        [("Ambassador", "Norway"), ("Ambassador", "Chile")],
    ),
    ("[P:Ann Verne], founder and director of [O:UPT], spoke.", [("founder", "UPT"), ("director", "UPT")]),
    ("Trial Attorney [P:Ann Verne] of the [O:Port Division] spoke.", [("Trial Attorney", "Port Division")]),
    ("[P:Ann Verne], CEO, [O:Port Bank], spoke.", [("CEO", "Port Bank")]),
    (
        "[P:Ann Verne], Chief Executive Officer of [O:Port Bank], spoke. [O:Port Bank] CEO [P:Ann Verne] left.",
        [("Chief Executive Officer", "Port Bank")],
    ),
    ("We thank them.\n\n[P:Ann Verne]\nExecutive Secretary\n[O:UPT]\n", [("Executive Secretary", "UPT")]),
    ("We thank them.\n\n[P:Ann Verne]\nHead, Press & Media\n", [("Head, Press & Media", None)]),
    ("[P:Ann Verne], acting head of the regional flood agency of [L:Oslo], spoke.", [("acting head", None)]),
    ("[P:Ann Verne] goes the other way, having just been appointed director of [O:UPT].", [("director", "UPT")]),
    ("[P:Ann Verne] says that Mr. [P:Bo Lind] was elected director of [O:UPT].", []),
    ("[P:Ann Verne], 48, of [L:Oslo], was fined.", []),
    ("They met [P:Ann Verne] in the house of the director.", []),
    ("the victim [P:Ann Verne] ([L:Toledo], [L:Ohio])", []),
]


@pytest.mark.parametrize(("marked", "expected"), ROLES)
def test_roles(marked: str, expected: list[tuple[str | None, str | None]]) -> None:
    layer, _ = read(marked)
    assert roles_of(layer, "Ann Verne") == expected


def test_a_title_between_two_persons_goes_to_one_of_them() -> None:
    layer, _ = read(
        "Premier [P:Ann Verne], Minister for Fish, [P:Bo Lind] and the Member for [L:Oslo], [P:Cy Moe] met."
    )
    assert roles_of(layer, "Ann Verne") == [("Premier", None)]
    assert roles_of(layer, "Bo Lind") == [("Minister for Fish", None)]
    assert roles_of(layer, "Cy Moe") == [("Member", "Oslo")]
    layer, _ = read(
        "[P:Ann Verne], Minister of Finance; [P:Bo Lind], Minister of Fish; and [P:Cy Moe], Minister of Law."
    )
    assert [roles_of(layer, name)[0][0] for name in ("Ann Verne", "Bo Lind", "Cy Moe")] == [
        "Minister of Finance",
        "Minister of Fish",
        "Minister of Law",
    ]


def test_a_role_before_a_later_pronoun_is_a_former_one() -> None:
    _, entities = read("[P:Ann Verne] has joined. She was [O:UPT]'s director.")
    (role,) = entities["Ann Verne"].roles
    assert (role.title, role.of, role.former) == ("director", "E2", True)


COUNTRIES = [
    ("[L:Strasbourg] (France)", "", "FR"),
    ("[L:Toledo], Ohio", "", "US"),
    ("[L:Toledo] is near [L:Madrid], [L:Spain].", "", "ES"),
    ("[L:Georgetown] (Guyana)", "", "GY"),
    ("[L:Red Kestrel Mine] is open.", "Government of British Columbia", "CA"),
    ("[L:Kestrel Park] is in [L:Oslo].", "", "NO"),
    ("the mayors of [L:Kestrelville] and [L:Wonsan] met in [L:Paris], not in [L:Lyon].", "", "KP"),
    ("[L:Korean Peninsula]", "", None),
    ("[L:Kestrelville] grew.", "", None),
    ("[L:North America]", "", None),
    ("[L:Northern Iraq]", "", "IQ"),
    ("They left [L:Georgia] for [L:Tbilisi].", "", "GE"),
    ("[L:Georgia] and [L:Tbilisi] grew.", "Government of Georgia", "GE"),
    ("[L:Georgia] grew.", "U.S. Department of Fish", "US"),
    ("[L:Columbus], Georgia", "", "US"),
    ("[L:Middle District of Alabama] sued.", "", "US"),
    ("[L:Kestrel Jail] is open.", "Kestrel County District Attorney", "US"),
    ("[L:Berlin], [L:Hong Kong] and [L:Lima] met.", "", "DE"),
]


@pytest.mark.parametrize(("marked", "issuer", "expected"), COUNTRIES)
def test_the_country_of_a_place(marked: str, issuer: str, expected: str | None) -> None:
    layer, _ = read(marked, issuer)
    assert layer.items[0].country == expected


def test_a_state_beside_its_town_is_no_country() -> None:
    _, entities = read("In [L:Columbus], [L:Georgia] it rained.")
    assert entities["Georgia"].country == "US"


def test_only_bodies_and_events_have_acronyms() -> None:
    layer, _ = read("[P:ANN VERNE] spoke for [O:UPT] and [O:KESTRELVILLE] in [L:OSLO].")
    assert [item.acronym for item in layer.items] == [None, "UPT", None, None]


def test_under_a_president_is_no_office() -> None:
    layer, _ = read("Ports grew. Under President [P:Ann Verne] they shrank.")
    assert roles_of(layer, "Ann Verne") == [("President", None)]


def test_a_lost_apostrophe_owns_the_office() -> None:
    _, entities = read("[P:Bo Lind], head of the [O:Port Department]s [O:Fish Division], spoke.")
    assert [r.title for r in entities["Bo Lind"].roles] == ["head"]


def test_only_places_have_a_country() -> None:
    layer, _ = read("[O:Bank of Norway], [P:Ann Norway], [E:Norway Games]")
    assert [item.country for item in layer.items] == [None, None, None]


PARENTS = [
    ("The [O:Executive Bureau of UPT] and [O:UPT] met.", "UPT"),
    ("the [O:Harbour Office] ([O:HO]/[O:UPT])", "UPT"),
    ("[O:UPT]'s [O:Executive Bureau] met.", None),
    ("The [O:General Assembly of the Union of Port Towns] ([O:UPT]) met.", "UPT"),
]


@pytest.mark.parametrize(("marked", "parent"), PARENTS)
def test_an_organ_is_part_of_its_body(marked: str, parent: str | None) -> None:
    layer, _ = read(marked)
    names = {item.id: item.canonical for item in layer.items}
    assert names.get(layer.items[0].part_of or "") == parent


def test_an_owned_organ_is_part_of_its_owner() -> None:
    layer, _ = read("[O:UPT]'s [O:Executive Bureau] met.")
    assert layer.items[1].part_of == "E1"


ISSUERS = [
    ("[O:UPT] met.", "Union of Port Towns (UPT)", "UPT"),
    ("The [O:Ministry of Law] and the [O:Port Bank] met.", "Kestrel Ministry of Law", "Ministry of Law"),
    ("The [O:Ministry of Law] met.", "Ministry of Fish", None),
    ("The [O:Government of Iraq] met.", "UK Government", None),
    ("[O:Marlin Petrol Corporation] grew.", "corporate:marlinpetrol.com", "Marlin Petrol Corporation"),
    ("The [O:Port Bank] met. Published By: [O:Harbour Office]", "City of Kestrel", "Harbour Office"),
    ("They met. About [O:Port Bank]: [O:Port Bank] lends.", "", "Port Bank"),
    ("[O:Port Bank] and [O:Fish Bank] met.", "Somebody Else", None),
]


@pytest.mark.parametrize(("marked", "issuer", "expected"), ISSUERS)
def test_the_issuer(marked: str, issuer: str, expected: str | None) -> None:
    layer, _ = read(marked, issuer)
    names = {item.id: item.canonical for item in layer.items}
    assert names.get(layer.issuer or "") == expected


def test_an_honorific_is_no_part_of_a_persons_name() -> None:
    layer, _ = read("[P:Dr. Ann Verne] and [P:Alhaji Bo Lind] spoke.")
    assert groups(layer) == [("Ann Verne",), ("Bo Lind",)]


def test_no_mentions_no_entities() -> None:
    layer, _ = read("Nothing here.")
    assert layer.items == ()
    assert layer.issuer is None


@pytest.mark.parametrize(("name", "tells"), [("north", False), ("north east", False), ("north carolina", True)])
def test_directions_alone_tell_no_country(name: str, tells: bool) -> None:
    assert tells_a_country(name) is tells
    assert bool(division_codes(name)) is tells
