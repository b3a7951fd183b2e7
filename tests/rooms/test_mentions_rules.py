"""The rules of the mentions room that need no model: edges, acronyms, possessors, carrying."""

from __future__ import annotations

import pytest

from pipeline.rooms.mentions.carry import agree, carry
from pipeline.rooms.mentions.extend import editions
from pipeline.rooms.mentions.features import expansion_start
from pipeline.rooms.mentions.known import Known
from pipeline.rooms.mentions.lists import enumerate_names
from pipeline.rooms.mentions.repair import Hit, bracketed, flat, is_acronym_of, mend_line


def hit(first: int, end: int, kind: str = "ORG", sure: float = 0.95) -> Hit:
    return Hit(first, end, kind, "model", sure)


def cut(text: str) -> list[str]:
    return text.split()


def shown(words: list[str], hits: list[Hit]) -> list[tuple[str, str]]:
    return [(" ".join(words[h.first : h.end]), h.type) for h in hits]


@pytest.mark.parametrize(
    ("text", "first", "end", "kind", "wanted"),
    [
        ("The Lorvan Water Trust met", 0, 4, "ORG", [("Lorvan Water Trust", "ORG")]),
        ("near The Hague today", 1, 3, "PLACE", [("The Hague", "PLACE")]),
        ("with Dr. Teodora Vasquin today", 1, 4, "PERSON", [("Teodora Vasquin", "PERSON")]),
        ("by H.E. Mr. Ivo Lann today", 1, 5, "PERSON", [("Ivo Lann", "PERSON")]),
        ("of Lorvania 's ports", 1, 3, "PLACE", [("Lorvania", "PLACE")]),
        ("by LWT / LPB / LRA", 1, 6, "NAMED_EVENT", [("LWT", "ORG"), ("LPB", "ORG"), ("LRA", "ORG")]),
        ("the UN 's Water Summit began", 1, 5, "ORG", [("UN", "ORG"), ("Water Summit", "NAMED_EVENT")]),
        ("the Prime Minister 's Office said", 1, 5, "ORG", [("Prime Minister 's Office", "ORG")]),
        ("the Lorvan Inquiry ( CoI ) said", 1, 5, "ORG", [("Lorvan Inquiry ( CoI )", "ORG")]),
    ],
)
def test_edges(text: str, first: int, end: int, kind: str, wanted: list[tuple[str, str]]) -> None:
    words = text.split()
    assert shown(words, mend_line(words, [hit(first, end, kind)])) == wanted


def test_a_bracketed_acronym_takes_the_type_of_its_name() -> None:
    words = cut("the Lorvan Water Trust ( LWT ) met")
    assert shown(words, bracketed(words, [hit(1, 4)])) == [("Lorvan Water Trust", "ORG"), ("LWT", "ORG")]
    wrong = [hit(1, 4), hit(5, 6, "NAMED_EVENT")]
    assert shown(words, bracketed(words, wrong)) == [("Lorvan Water Trust", "ORG"), ("LWT", "ORG")]


def test_a_bracket_that_is_no_acronym_is_left_alone() -> None:
    words = cut("the Lorvan Water Trust ( XYZ ) met")
    assert shown(words, bracketed(words, [hit(1, 4)])) == [("Lorvan Water Trust", "ORG")]


@pytest.mark.parametrize(
    ("short", "name", "wanted"),
    [
        ("LWT", "Lorvan Water Trust", True),
        ("LWT", "Lorvan Trust for Water", False),
        ("MOIS", "Ministry of the Interior and Safety", True),
        ("SDGs", "Sustainable Development Goals", True),
        ("WHO", "Lorvan Water Trust", False),
    ],
)
def test_acronyms(short: str, name: str, wanted: bool) -> None:
    assert is_acronym_of(short, name.split()) is wanted


def test_where_the_name_before_an_acronym_begins() -> None:
    words = cut("we met the Lorvan Institute for Water ( LIW ) there")
    assert expansion_start(words, 8) == 3
    assert expansion_start(cut("we met a friend ( LIW ) there"), 5) is None


def test_a_sure_name_is_found_everywhere_else() -> None:
    first, second = cut("the Lorvan Water Trust met"), cut("officials of Lorvan Water Trust left")
    carried = carry([first, second], [[hit(1, 4)], []])
    assert shown(second, carried[1]) == [("Lorvan Water Trust", "ORG")]
    assert carried[1][0].rule == "carried"


def test_an_unsure_name_stays_where_it_is() -> None:
    lines = [cut("the Lorvan Trust met"), cut("near Lorvan Trust yesterday")]
    assert carry(lines, [[hit(1, 3, sure=0.4)], []])[1] == []


def test_a_family_name_is_carried_and_a_common_word_is_not() -> None:
    lines = [cut("Teodora Vasquin spoke"), cut("then Vasquin left")]
    assert shown(lines[1], carry(lines, [[hit(0, 2, "PERSON")], []])[1]) == [("Vasquin", "PERSON")]
    lines = [cut("Teodora Young spoke to young voters"), cut("and Young left")]
    assert carry(lines, [[hit(0, 2, "PERSON")], []])[1] == []


def test_a_definite_short_form_is_carried() -> None:
    lines = [cut("the Lorvan Development Bank met"), cut("then the Bank closed"), cut("a Bank closed")]
    done = carry(lines, [[hit(1, 4)], [], []])
    assert shown(lines[1], done[1]) == [("Bank", "ORG")]
    assert done[2] == []


def test_occurrences_agree_on_one_type() -> None:
    line = cut("for Vingard today")
    hits = [[hit(1, 2, "ORG", 0.9)], [hit(1, 2, "ORG", 0.9)], [hit(1, 2, "PLACE", 0.5)]]
    assert [h[0].type for h in agree([line] * 3, hits)] == ["ORG", "ORG", "ORG"]


@pytest.mark.parametrize(
    ("text", "first", "end", "wanted"),
    [
        ("the Ministry of Culture , Youth and Sports said", 1, 4, "Ministry of Culture , Youth and Sports"),
        ("the Pact on Water , Ports ( PT ) , and Data there", 1, 4, "Pact on Water , Ports ( PT ) , and Data"),
        ("the Ministry of Culture , Lorvania and others", 1, 4, "Ministry of Culture"),
        ("the Ministry of Culture , Ministry of Health and Lann", 1, 4, "Ministry of Culture"),
        ("the Ministry of Culture , France and Italy", 1, 4, "Ministry of Culture"),
    ],
)
def test_a_name_runs_on_through_an_enumeration(text: str, first: int, end: int, wanted: str) -> None:
    words = cut(text)
    assert shown(words, enumerate_names(words, [hit(first, end)])) == [(wanted, "ORG")]


def test_an_office_is_cut_out_of_a_name() -> None:
    words = cut("the UN Special Envoy de Vasquin and Mayors of Lorvania met")
    assert shown(words, mend_line(words, [hit(1, 6), hit(7, 10, "PLACE")])) == [
        ("UN", "ORG"),
        ("de Vasquin", "PERSON"),
        ("Lorvania", "PLACE"),
    ]


def test_a_company_suffix_types_the_name_everywhere() -> None:
    lines = [cut("VINGARD LORVAN , S.A. reports"), cut("today Vingard won")]
    done = carry(lines, [[hit(0, 4)], [hit(1, 2, "PERSON")]])
    assert shown(lines[1], done[1]) == [("Vingard", "ORG")]


def test_a_known_name_is_found_in_a_headline_in_capitals() -> None:
    lines = [cut("LORVAN WATER TRUST MEETS"), cut("the Lorvan Water Trust met")]
    assert shown(lines[0], carry(lines, [[], [hit(1, 4)]])[0]) == [("LORVAN WATER TRUST", "ORG")]


def test_a_known_name_at_the_end_of_a_line_ends_there() -> None:
    known = Known({("Vingard",): "ORG", ("Vingard", "Water", "Trust"): "ORG"})
    assert known.ends(["by", "Vingard"], 1) == [2]
    assert known.ends(cut("by Vingard Water Trust"), 1) == [4, 2]


def test_of_overlapping_names_the_first_and_longest_stays() -> None:
    assert flat([hit(2, 4), hit(0, 3), hit(0, 2), hit(3, 5)]) == [hit(0, 3), hit(3, 5)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tamsin Verlow , Chair of the board", "PERSON"),
        ("Tamsin Verlow , President and treasurer", "PERSON"),
        ("Tamsin Verlow , President Anna Holm", "PLACE"),
        ("Verlow Institute , Chair of the board", "PLACE"),
        ("Tamsin Verlow , where they met", "PLACE"),
    ],
)
def test_an_office_after_a_name_makes_it_a_person(text: str, kind: str) -> None:
    (hit,) = mend_line(text.split(), [Hit(0, 2, "PLACE", "model", 0.7)])
    assert hit.type == kind


@pytest.mark.parametrize(
    ("name", "sure", "kind"), [("Yokohama", 0.7, "PLACE"), ("Yokohama", 0.95, "ORG"), ("Verlow", 0.7, "ORG")]
)
def test_an_unsure_body_named_like_a_city_is_the_city(name: str, sure: float, kind: str) -> None:
    words = [name, "replied", "that", "it", "agrees"]
    assert [hit.type for hit in mend_line(words, [Hit(0, 1, "ORG", "model", sure)])] == [kind]


def test_a_numbered_gathering_is_found_without_the_model() -> None:
    words = ["A", "fourth", "inter", "-", "Lorvanian", "Summit", "is", "foreseen", "."]
    assert [(h.first, h.end, h.type) for h in editions(words, [])] == [(1, 6, "NAMED_EVENT")]
    assert editions(["The", "first", "Lorvan", "Bank", "opened", "."], []) == []
