"""Edges, neighbours, headlines and lost apostrophes: the rules that need no model."""

from __future__ import annotations

import re

import pytest

from pipeline.lang.lexicon import read_table
from pipeline.rooms.mentions.apostrophes import lost_apostrophes, part_owners
from pipeline.rooms.mentions.datelines import settle_dateline
from pipeline.rooms.mentions.edges import mend_edges
from pipeline.rooms.mentions.families import keep_families
from pipeline.rooms.mentions.features import Ranges, lines_of
from pipeline.rooms.mentions.firms import settle_houses
from pipeline.rooms.mentions.headlines import mend_headline, read_body, without_verb
from pipeline.rooms.mentions.neighbours import settle_places
from pipeline.rooms.mentions.reading import Reading
from pipeline.rooms.mentions.recogniser import rule_line
from pipeline.rooms.mentions.repair import Hit, mend_line
from pipeline.rooms.mentions.unknown import drop_common, mend_unknown
from pipeline.rooms.parse import load_parser


def hit(first: int, end: int, kind: str = "ORG", sure: float = 0.7) -> Hit:
    return Hit(first, end, kind, "model", sure)


def shown(words: list[str], hits: list[Hit]) -> list[tuple[str, str]]:
    return [(" ".join(words[h.first : h.end]), h.type) for h in hits]


def braced(text: str, kind: str, sure: float = 0.7) -> tuple[list[str], list[Hit]]:
    """Cut a text into words; every {...} is a hit."""
    words: list[str] = []
    hits = []
    for i, part in enumerate(re.split(r"[{}]", text)):
        if i % 2:
            hits.append(hit(len(words), len(words) + len(part.split()), kind, sure))
        words += part.split()
    return words, hits


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("with {H. Douglas} {Verne}", "PERSON", [("H. Douglas", "PERSON"), ("Verne", "PERSON")]),
        ("with H. {Douglas Verne} today", "PERSON", [("H. Douglas Verne", "PERSON")]),
        ("to {Premiers Verne} and Lann", "PERSON", [("Verne", "PERSON")]),
        ("drug {NXP900} works", "ORG", []),
        ("said the prefect of Lorv , {Valdira Capistra} .", "ORG", [("Valdira Capistra", "PERSON")]),
        ("said the director of Lorv , {Lorvan Water} .", "ORG", [("Lorvan Water", "ORG")]),
        ("with {Moon Jae - in} today", "PERSON", [("Moon Jae - in", "PERSON")]),
        ("a white {1995 Lorvan Explorer} passed", "PLACE", []),
        ("Ann Verne , {MSW} , spoke", "ORG", []),
        (
            "the {Second Session of the 14th} Parliament met",
            "NAMED_EVENT",
            [("Second Session of the 14th Parliament", "NAMED_EVENT")],
        ),
        (
            "the {Department of Trade 's Bureau of Lorvan Ports} met",
            "ORG",
            [("Department of Trade", "ORG"), ("Bureau of Lorvan Ports", "ORG")],
        ),
        ("the {Prime Minister 's Office} said", "ORG", [("Prime Minister 's Office", "ORG")]),
        (
            "the {2020 Youth Parliament in Stockholm} is off",
            "NAMED_EVENT",
            [("2020 Youth Parliament", "NAMED_EVENT"), ("Stockholm", "PLACE")],
        ),
        ("see {Lorvan Division</a><b> Office} there", "ORG", [("Lorvan", "ORG")]),
    ],
)
def test_edges(text: str, kind: str, wanted: list[tuple[str, str]]) -> None:
    words, hits = braced(text, kind)
    assert shown(words, mend_edges(words, hits)) == wanted


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("{OSLO} , 3 May", "ORG", [("OSLO", "PLACE")]),
        ("Mayor of {Huyar District} spoke", "ORG", [("Huyar District", "PLACE")]),
        ("prefect of {Juiz do Lorv} , Ann Verne", "ORG", [("Juiz do Lorv", "PLACE")]),
        ("Governor of the {Lorvan Bank} spoke", "ORG", [("Lorvan Bank", "ORG")]),
        ("the Board of Governors of the {Lorvan System} spoke", "ORG", [("Lorvan System", "ORG")]),
        ("read by {CNL} , who said", "PLACE", [("CNL", "ORG")]),
        ("flows through {UAE} today", "PLACE", [("UAE", "PLACE")]),
        (
            "in {Qamen} , {Sarvin} and Talmen today",
            "PLACE",
            [("Qamen", "PLACE"), ("Sarvin", "PLACE"), ("Talmen", "PLACE")],
        ),
        ("in {Qamen} and Talmen today", "PLACE", [("Qamen", "PLACE")]),
        ("in {Qamen} and Kathmandu agreed", "PLACE", [("Qamen", "PLACE"), ("Kathmandu", "PLACE")]),
        ("council of Riosur ( {Colombia} ) said", "PLACE", [("Riosur", "PLACE"), ("Colombia", "PLACE")]),
        ("the Council ( {Colombia} ) said", "PLACE", [("Colombia", "PLACE")]),
    ],
)
def test_neighbours(text: str, kind: str, wanted: list[tuple[str, str]]) -> None:
    words, hits = braced(text, kind)
    assert shown(words, settle_places(words, hits, plain=True)) == wanted


def test_places_in_capitals() -> None:
    words = ["FLOODS", "IN", "RIO", "GRANDE", "DO", "SUL"]
    assert shown(words, settle_places(words, [], plain=False)) == [("RIO GRANDE DO SUL", "PLACE")]


def test_mayors_of_two_towns() -> None:
    words, hits = braced("the {Mayors of Lorvan and Delmar} met", "ORG")
    assert shown(words, mend_line(words, hits)) == [("Lorvan", "PLACE"), ("Delmar", "PLACE")]


def test_an_owner_that_lost_its_apostrophe() -> None:
    words, hits = braced("the {Port Departments Tax Division} sued", "ORG")
    found = part_owners(words, hits, "The Port Department met.")
    assert shown(words, found) == [("Port Departments", "ORG"), ("Tax Division", "ORG")]
    assert [h.clip for h in found] == [1, 0]
    assert part_owners(words, hits, "The Ports met.") == hits
    assert not lost_apostrophes([["Lorvania", "'s", "ports"] * 100])
    assert lost_apostrophes([["Lorvania", "ports"] * 100])


@pytest.mark.parametrize("row", read_table("mentions/edges"), ids=lambda r: f"{r['kind']}-{r['words']}")
def test_a_word_at_an_edge_is_cut_off_and_only_there(row: dict[str, str]) -> None:
    kind = "PERSON" if row["kind"] in ("office", "postnominal") else "ORG"
    for example in (row["example"], row["counter"]):
        plain = example.replace("[", "").replace("]", "")
        words, hits = braced(plain, kind)
        wanted = re.findall(r"\[(.*?)\]", example)
        mended = (
            mend_edges(words, hits) if row["kind"] != "verb" else [h for x in hits if (h := without_verb(words, x))]
        )
        assert [name for name, _ in shown(words, mended)] == wanted


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("and {Sedrel} leads the field", "PLACE", "ORG"),
        ("and in {Sedrel} they met", "PLACE", "PLACE"),
        ("and {Sedrel} , {Oslo} met", "PLACE", "PLACE"),
        ("and {Oslo} leads the field", "PLACE", "PLACE"),
        ("then the {Court} was divided", "PERSON", "ORG"),
        ("then {Verne} was divided", "PERSON", "PERSON"),
    ],
)
def test_an_unknown_word_is_no_place(text: str, kind: str, wanted: str) -> None:
    words, hits = braced(text, kind)
    assert mend_unknown([words], [hits])[0][0].type == wanted


def test_a_country_that_lost_its_apostrophe() -> None:
    words, hits = braced("from {Venezuelas} state bank", "PLACE")
    assert part_owners(words, hits, "Venezuelas state bank")[0].clip == 1


def test_a_headline_falls_apart_into_the_names_of_the_body() -> None:
    nlp = load_parser()
    lines = []
    for text in (
        "Lorvan Port Council Announces Report on Stray Goods in Kenya",
        "The Lorvan Port Council met today; it announces that a report on stray goods was read.",
    ):
        lines += lines_of(nlp(text), Ranges(()), Ranges(()))
    hits = [[hit(0, 8, "DOCUMENT")], [hit(1, 4, "ORG", 0.9)]]
    body = read_body(lines, hits)
    found = mend_headline(lines[0], [hit(0, 10, "DOCUMENT")], body)
    assert shown(lines[0].words, found) == [("Lorvan Port Council", "ORG"), ("Kenya", "PLACE")]
    assert mend_headline(lines[0], [hit(0, 3)], body) == [hit(0, 3)]
    assert mend_headline(lines[1], hits[1], body) == hits[1]


def test_a_wide_gap_cuts_a_name() -> None:
    nlp = load_parser()
    (line,) = lines_of(nlp("by Ann Verne    Bo Lind"), Ranges(()), Ranges(()))
    labels = ["O", "B-PERSON", "I-PERSON", "I-PERSON", "L-PERSON"]
    found = rule_line(line, Reading(labels, [0.9] * 5))
    assert shown(line.words, found) == [("Ann Verne", "PERSON"), ("Bo Lind", "PERSON")]


def test_an_acronym_of_small_words_is_no_name() -> None:
    words, hits = braced("sold over - the - counter ( {OTC} ) at the Port Bank ( {PB} )", "ORG")
    assert shown(words, drop_common([words], [hits])[0]) == [("PB", "ORG")]


def test_plain_words_of_a_headline_are_no_name() -> None:
    nlp = load_parser()
    lines = []
    for text in ("Lorvan Port Council Praises Quiet Progress", "The Lorvan Port Council met and saw quiet progress."):
        lines += lines_of(nlp(text), Ranges(()), Ranges(()))
    body = read_body(lines, [[], [hit(1, 4, "ORG", 0.9)]])
    assert mend_headline(lines[0], [hit(4, 6)], body) == []
    assert mend_headline(lines[0], [hit(0, 3)], body) == [hit(0, 3)]
    assert mend_headline(lines[1], [hit(7, 9)], body) == [hit(7, 9)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("with Gannet , {Dole & Verne LLP} today", [("Gannet , Dole & Verne LLP", "ORG")]),
        ("with {Gannet} , Lann , Dole & Verne , P.C. today", [("Gannet , Lann , Dole & Verne , P.C.", "ORG")]),
        ("with {Dole & Lann LLP} and {Verne LLP}", [("Dole & Lann LLP", "ORG"), ("Verne LLP", "ORG")]),
        ("in Oslo , {Dole & Verne LLP} said", [("Dole & Verne LLP", "ORG")]),
        ("the {University of Lorvan in Oslo} said", [("University of Lorvan", "ORG"), ("Oslo", "PLACE")]),
        ("the {Embassy of Lorvan in Oslo} said", [("Embassy of Lorvan in Oslo", "ORG")]),
        ("the {Lorvan Trade Institute , Oslo} said", [("Lorvan Trade Institute", "ORG"), ("Oslo", "PLACE")]),
        ("the {University of Lorvan , Oslo} said", [("University of Lorvan , Oslo", "ORG")]),
    ],
)  # fmt: skip
def test_houses_and_their_towns(text: str, wanted: list[tuple[str, str]]) -> None:
    words, hits = braced(text, "ORG")
    assert shown(words, settle_houses(words, hits)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{LORVANA} , Kenya , May 3 , 2024 - The port", [("LORVANA", "PLACE")]),
        ("OSLO - May 3 , 2024 - The port", [("OSLO", "PLACE")]),
        ("{LORVANA} - May 3 , 2024 - The port", [("LORVANA", "ORG")]),
        ("{NATO} , Oslo and others met", [("NATO", "ORG")]),
    ],
)
def test_the_town_of_a_dateline_is_a_place(text: str, wanted: list[tuple[str, str]]) -> None:
    words, hits = braced(text, "ORG")
    assert shown(words, settle_dateline(words, hits)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("then {Caserta} was heard", "PERSON"),
        ("then near {Caserta} it rained", "PLACE"),
        ("then the {Caserta} office", "PLACE"),
    ],
)
def test_a_known_family_name_stays_a_person(text: str, wanted: str) -> None:
    first, known = braced("said {Maria Caserta} today", "PERSON", 0.9)
    words, hits = braced(text, "PLACE", 0.9)
    found = keep_families([first, words], [known, hits])
    assert found[1][0].type == wanted


def test_son_and_daughter_of() -> None:
    words, hits = braced("said {Ravin} s / o Mohran Delmas , 53", "PERSON")
    assert shown(words, mend_edges(words, hits)) == [("Ravin s / o Mohran Delmas", "PERSON")]


def test_an_office_of_its_holders_is_one_name() -> None:
    words, hits = braced("the {U.S. Attorneys} Office met", "ORG")
    assert shown(words, part_owners(words, hits, "the U.S. Attorney met")) == [("U.S. Attorneys Office", "ORG")]
