"""Every row of the events tables does what its example says, through the mechanism that reads it."""

from __future__ import annotations

import pytest

from pipeline.corridor import Corridor
from pipeline.lang.lexicon import read_table
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.candidates import NO_EVENT, context_type, find_candidates, inflections
from pipeline.rooms.events.details import roles_of
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.models import load_models
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.references import find_references
from pipeline.rooms.events.roles import told_role
from pipeline.rooms.events.status import framed_status, status_features
from pipeline.rooms.events.titles import title_of
from pipeline.rooms.events.verb_classes import verb_class
from tests.support.commitments import Named, made_up

Row = dict[str, str]


def rows(table: str) -> list[Row]:
    return list(read_table(f"events/{table}"))


def name_of(row: Row) -> str:
    return "-".join(list(row.values())[:4])


NAMED: Named = {
    "World Rivers Day": ("NAMED_EVENT", None),
    "Open Data Week": ("NAMED_EVENT", None),
    "Ana Ruiz": ("PERSON", None),
    "Kora Institute": ("ORG", None),
}


def reading_of(corridor: Corridor, text: str) -> Reading:
    return Reading(*made_up(corridor, text, NAMED))


def candidates_of(corridor: Corridor, text: str) -> list[Candidate]:
    return find_candidates(reading_of(corridor, text))


@pytest.mark.parametrize("row", rows("triggers"), ids=name_of)
def test_a_trigger_is_found_in_its_example_with_its_type(corridor: Corridor, row: Row) -> None:
    found = [(c.lemma, c.pos) for c in candidates_of(corridor, row["example"])]
    assert (row["lemma"], row["pos"]) in found
    types = {c.type for c in candidates_of(corridor, row["example"]) if c.lemma == row["lemma"]}
    assert row["type"] in types
    if row["counter"]:
        assert all(c.lemma != row["lemma"] for c in candidates_of(corridor, row["counter"]))


@pytest.mark.parametrize("row", rows("contexts"), ids=name_of)
def test_a_context_decides_the_type_in_its_example(corridor: Corridor, row: Row) -> None:
    found = [(c.lemma, c.type) for c in candidates_of(corridor, row["example"]) if c.source == "context"]
    if row["type"] == NO_EVENT:
        doc = reading_of(corridor, row["example"]).doc
        assert any(context_type(t, row["lemma"], row["pos"]) == NO_EVENT for t in doc if t.lemma_ == row["lemma"])
        assert row["lemma"] not in [c.lemma for c in candidates_of(corridor, row["example"])]
        return
    assert (row["lemma"], row["type"]) in found


@pytest.mark.parametrize("row", rows("people_nouns"), ids=name_of)
def test_a_people_noun_is_a_nameless_participant_in_its_example(corridor: Corridor, row: Row) -> None:
    found = find_references(Reading(*made_up(corridor, row["example"])))
    assert [r.token.lemma_.lower() for r in found.get(0, []) if r.form == "nominal"] == [row["noun"]]


def draft_of(corridor: Corridor, text: str) -> tuple[Reading, Draft]:
    reading = reading_of(corridor, text)
    found = find_candidates(reading)
    assert found, text
    return reading, Draft(found[:1], [1.0], found[0].type)


@pytest.mark.parametrize("row", rows("status_cues"), ids=name_of)
def test_a_status_cue_is_seen_beside_the_event(corridor: Corridor, row: Row) -> None:
    reading = reading_of(corridor, row["example"])
    found = [status_features(reading, Draft([c], [1.0], c.type)) for c in find_candidates(reading)]
    assert any(f"cue={row['status']}" in names for names in found)


@pytest.mark.parametrize("row", rows("status_frames"), ids=name_of)
def test_a_framing_verb_decides_the_status(corridor: Corridor, row: Row) -> None:
    reading = reading_of(corridor, row["example"])
    found = {framed_status(Draft([c], [1.0], c.type)) for c in find_candidates(reading)}
    assert row["status"] in found


@pytest.mark.parametrize("row", rows("phases"), ids=name_of)
def test_a_phase_word_is_no_event_of_its_own(corridor: Corridor, row: Row) -> None:
    assert row["lemma"] not in [c.lemma for c in candidates_of(corridor, row["example"])]
    assert row["lemma"] in [c.lemma for c in candidates_of(corridor, row["counter"])]


@pytest.mark.parametrize("row", rows("role_verbs"), ids=name_of)
def test_a_role_verb_tells_the_role(corridor: Corridor, row: Row) -> None:
    reading = reading_of(corridor, row["example"])
    references = [r for listed in find_references(reading).values() for r in listed if r.kind in {"PERSON", "ORG"}]
    nouns = [c for c in find_candidates(reading) if c.pos == "noun"]
    assert row["role"] in {told_role(Draft([c], [1.0], c.type), [r]) for c in nouns for r in references}


@pytest.mark.parametrize("row", rows("roles_by_type"), ids=name_of)
def test_the_roles_of_a_type_are_known_to_the_model(corridor: Corridor, row: Row) -> None:
    assert roles_of(row["type"]) == tuple(row["roles"].split())
    assert set(roles_of(row["type"])) <= set(load_models().part.weights)
    assert row["type"] in {c.type for c in candidates_of(corridor, row["example"])}


@pytest.mark.parametrize("row", rows("nominals"), ids=name_of)
def test_a_verb_is_titled_by_its_noun(corridor: Corridor, row: Row) -> None:
    reading = reading_of(corridor, row["example"])
    verbs = [c for c in find_candidates(reading) if c.lemma == row["lemma"] and c.pos == "verb"]
    assert verbs
    title = title_of(reading, Draft(verbs[:1], [1.0], verbs[0].type))
    assert title.casefold().startswith(row["noun"])


def test_the_trained_tables_open_and_know_their_classes() -> None:
    models = load_models()
    assert set(models.status.weights) >= {"occurred", "planned", "ongoing"}
    assert "none" in models.part.weights
    assert all("yes" in getattr(models, name).weights for name in ("trigger", "date", "merge", "parent", "place"))


def test_inflections_cover_spelling_changes() -> None:
    assert "ratified" in inflections("ratify", "verb")
    assert "stabbing" in inflections("stab", "verb")
    assert "ceremonies" in inflections("ceremony", "noun")
    assert "launches" in inflections("launch", "verb")


@pytest.mark.parametrize("row", rows("role_phrases"), ids=name_of)
def test_a_role_phrase_tells_the_role(corridor: Corridor, row: Row) -> None:
    reading = reading_of(corridor, row["example"])
    references = [r for listed in find_references(reading).values() for r in listed if r.kind in {"PERSON", "ORG"}]
    nouns = [c for c in find_candidates(reading) if c.pos == "noun"]
    assert row["role"] in {told_role(Draft([c], [1.0], c.type), [r]) for c in nouns for r in references}


@pytest.mark.parametrize("row", rows("part_verbs"), ids=name_of)
def test_a_verb_over_a_person_has_its_class(corridor: Corridor, row: Row) -> None:
    reading = reading_of(corridor, row["example"])
    assert row["class"] in {verb_class(t) for t in reading.doc if t.lemma_.lower() == row["verb"].split()[0]}


@pytest.mark.parametrize("row", rows("group_nouns"), ids=name_of)
def test_a_plural_stands_for_the_two_named_before(corridor: Corridor, row: Row) -> None:
    named: Named = dict.fromkeys(("Lima", "Quito", "Chad", "Mali"), ("PLACE", "GPE"))
    named |= dict.fromkeys(("Kora Institute", "Oslo College", "Kora University", "Oslo University"), ("ORG", None))
    named |= dict.fromkeys(("Ana Ruiz", "Ben Low"), ("PERSON", None))
    found = find_references(Reading(*made_up(corridor, row["example"], named)))
    groups = [r for listed in found.values() for r in listed if r.form == "group"]
    assert {r.token.lemma_.lower() for r in groups} == {row["noun"]}
    assert len({r.entity for r in groups}) == 2
