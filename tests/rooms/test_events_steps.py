"""Steps of the events room by themselves: groups of words, plurals, status beside limits, families."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from pipeline.corridor import Corridor
from pipeline.model import records as r
from pipeline.rooms.events.assembly import build_drafts
from pipeline.rooms.events.candidates import find_candidates
from pipeline.rooms.events.clustering import cluster
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.merging import Scored
from pipeline.rooms.events.models import load_models
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.room import rule_of
from pipeline.rooms.events.splitting import split_placed
from pipeline.rooms.events.status import beside_release
from tests.support.commitments import Named, made_up

NAMED: Named = {
    "Lima": ("PLACE", "PE"),
    "Quito": ("PLACE", "EC"),
    "Oruro": ("PLACE", "BO"),
    "Ana Ruiz": ("PERSON", None),
    "Kora Institute": ("ORG", None),
}


def reading_of(corridor: Corridor, text: str, *dates: r.Date) -> Reading:
    return Reading(*made_up(corridor, text, NAMED, dates, published="2024-06-20"))


def scored(reading: Reading) -> list[Scored]:
    return [Scored(c, 0.9) for c in find_candidates(reading)]


def test_words_are_joined_by_their_odds(corridor: Corridor) -> None:
    words = scored(reading_of(corridor, "Lima met Quito. The visit followed. The talks ended."))
    assert len(words) == 3
    odds = np.array([[0.0, -3.0, 2.0], [-3.0, 0.0, -3.0], [2.0, -3.0, 0.0]])
    assert cluster(words, odds) == [[0, 2], [1]]
    assert cluster(words, np.full((3, 3), -3.0)) == [[0], [1], [2]]
    assert cluster(words, np.full((3, 3), 3.0)) == [[0, 1, 2]]
    assert cluster([], np.zeros((0, 0))) == []


def test_a_forbidden_pair_keeps_whole_groups_apart(corridor: Corridor) -> None:
    words = scored(reading_of(corridor, "Lima held the first summit. The second summit followed. Quito met Lima."))
    kinds = [w.candidate.token.lower_ for w in words]
    first, second = kinds.index("summit"), kinds.index("summit", kinds.index("summit") + 1)
    groups = cluster(words, np.full((len(words), len(words)), 3.0))
    assert not any(first in g and second in g for g in groups)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The attacks in Lima, Quito and Oruro killed many.", ["E1", "E2", "E3"]),
        ("The attack in Lima killed many.", []),
        ("The attacks in Lima killed many.", []),
        ("The meetings in Lima and Quito were long.", []),
    ],
)
def test_attacks_told_together_are_one_record_a_place(corridor: Corridor, text: str, places: list[str]) -> None:
    reading = reading_of(corridor, text)
    first = find_candidates(reading)[0]
    draft = Draft([first], [0.9], first.type)
    parts = split_placed(reading, draft)
    assert [p.part for p in parts if p.part] == places


def test_limits_of_the_release_date_place_an_event(corridor: Corridor) -> None:
    release, doc = made_up(corridor, "Lima met Quito.", NAMED)
    limits = r.ReleaseDate(None, "none", None, "2023-07-04", "2023-10-16")
    reading = Reading(dataclasses.replace(release, dates=r.Dates((), limits)), doc)
    assert beside_release(reading, ("2023-10-17", "2023-10-19")) == "after"
    assert beside_release(reading, ("2023-07-01", "2023-07-02")) == "before"
    assert beside_release(reading, ("2023-08-01", "2023-08-02")) == "unplaced/unknown"


def test_an_event_that_began_before_the_release_runs_on_its_day(corridor: Corridor) -> None:
    reading = reading_of(corridor, "Lima met Quito.")
    assert beside_release(reading, ("2024-06-18", "2024-06-22")) == "during"
    assert beside_release(reading, ("2024-06-20", "2024-06-22")) == "around"
    assert beside_release(reading, ("2024-06-20", "2024-06-20")) == "day"


def test_a_verb_in_the_past_beats_a_date_to_come(corridor: Corridor) -> None:
    text = "Mayor Ana Ruiz of Lima met with Kora Institute in Quito on 4 July 2024."
    at = text.index("4 July 2024")
    day = r.Date(
        "D1", at, at + 11, "date", "2024-07-04", "2024-07-04", "2024-07-04", "day", None, "explicit", "made-up"
    )
    drafts = build_drafts(reading_of(corridor, text, day), load_models())
    assert [d.status for d in drafts if d.main.lemma == "meet"] == ["occurred"]


def test_the_family_tells_how_far_a_record_can_be_trusted(corridor: Corridor) -> None:
    word = find_candidates(reading_of(corridor, "Lima met Quito."))[0]
    families = [rule_of(Draft([word], [0.9], trust=trust)).split(":")[0] for trust in (0.95, 0.75, 0.6, 0.2)]
    assert families == ["event-sure", "event-likely", "event-open", "event-weak"]
