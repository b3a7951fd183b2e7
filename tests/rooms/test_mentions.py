"""The mentions room as a whole, on made-up releases."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from spacy.tokens import Doc

from pipeline.corridor import Corridor
from pipeline.model.records import Mention, Release, Source, Zone
from pipeline.rooms.clean import CleanRoom
from pipeline.rooms.mentions import MentionsRoom
from pipeline.rooms.parse import parse
from pipeline.rooms.sentences import SentencesRoom

TEXT = """Lorvania and Singapore sign Memorandum of Understanding on Water

Singapore, 4 May 2021 - The Ministry of Foreign Affairs of Lorvania (MFA) said that President Teodora Vasquin \
will visit Brazil next week.

"We thank the United Nations for its support," Ms. Vasquin said. She will attend the World Water Conference in Paris, \
France, on behalf of the MFA.
"""


def walk(corridor: Corridor, text: str, zones: tuple[Zone, ...] = ()) -> tuple[Release, tuple[Mention, ...]]:
    release = Release(source=Source("made-up", "made-up.txt", text, ""))
    empty = Doc(corridor.nlp.vocab)
    release = replace(release, clean=CleanRoom()(release, empty))
    release = replace(release, sentences=SentencesRoom()(release, empty), zones=zones)
    assert release.clean is not None
    assert release.sentences is not None
    return release, MentionsRoom()(release, parse(corridor.nlp, release.clean, release.sentences))


def named(release: Release, mentions: tuple[Mention, ...]) -> list[tuple[str, str]]:
    assert release.clean is not None
    return [(release.clean.text[m.start : m.end], m.type) for m in mentions]


def test_plain_names_are_found(corridor: Corridor) -> None:
    found = named(*walk(corridor, TEXT))
    for wanted in [
        ("Singapore", "PLACE"),
        ("MFA", "ORG"),
        ("Teodora Vasquin", "PERSON"),
        ("Brazil", "PLACE"),
        ("United Nations", "ORG"),
        ("Vasquin", "PERSON"),
        ("World Water Conference", "NAMED_EVENT"),
        ("Paris", "PLACE"),
        ("France", "PLACE"),
    ]:
        assert wanted in found, wanted


def test_mentions_are_in_order_flat_and_numbered(corridor: Corridor) -> None:
    _, mentions = walk(corridor, TEXT)
    assert [m.id for m in mentions] == [f"M{i}" for i in range(1, len(mentions) + 1)]
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(m.start < m.end and m.rule for m in mentions)


def test_demonyms_and_offices_are_no_names(corridor: Corridor) -> None:
    release, mentions = walk(corridor, "The Korean mayor met French officials and Ukrainian experts in Seoul.\n")
    assert named(release, mentions) == [("Seoul", "PLACE")]


def test_navigation_and_page_headers_hold_no_names(corridor: Corridor) -> None:
    text = "News from Paris and Brazil\n\nThe delegation met in Singapore.\n"
    for kind in ("navigation", "running_header"):
        release, mentions = walk(corridor, text, (Zone(kind, 0, 26, "made-up"),))
        assert named(release, mentions) == [("Singapore", "PLACE")]


@pytest.mark.parametrize("text", ["", "\n\n", "no names here, only words.\n", "12 34 56\n", "((((((( /// ''' ...\n"])
def test_texts_without_names(corridor: Corridor, text: str) -> None:
    assert walk(corridor, text)[1] == ()


def test_twice_the_same(corridor: Corridor) -> None:
    assert walk(corridor, TEXT)[1] == walk(corridor, TEXT)[1]
