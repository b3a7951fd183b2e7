"""The events room on releases made up on the spot: one rule of the guidelines a test."""

from __future__ import annotations

import dataclasses

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.corridor import Corridor
from pipeline.model import records as r
from pipeline.rooms.events import EventsRoom
from tests.support.commitments import Named, made_up

NAMED: Named = {
    "Lima": ("PLACE", "PE"),
    "Quito": ("PLACE", "EC"),
    "Ana Ruiz": ("PERSON", None),
    "Kora Institute": ("ORG", None),
}

TEXT = "Lima Quito signed met the meeting in May visit . , and ( “ ” of"
WORDS = [*TEXT.split(), "\n"]


def dated(text: str, words: str, value: str, first: str, last: str, number: int = 1) -> r.Date:
    at = text.index(words)
    return r.Date(f"D{number}", at, at + len(words), "date", value, first, last, "month", None, "explicit", "made-up")


def events_of(corridor: Corridor, text: str, *dates: r.Date, zones: tuple[r.Zone, ...] = ()) -> tuple[r.Event, ...]:
    release, doc = made_up(corridor, text, NAMED, dates, published="2024-06-20", zones=zones)
    return EventsRoom()(release, doc)


def words_of(text: str, event: r.Event) -> list[str]:
    return [text[t.start : t.end] for t in event.triggers]


def test_a_dated_signing_is_one_agreement_with_its_date_and_parties(corridor: Corridor) -> None:
    text = "Lima and Quito signed a cooperation agreement in May 2024."
    (event,) = events_of(corridor, text, dated(text, "May 2024", "2024-05", "2024-05-01", "2024-05-31"))
    assert (event.type, event.status, event.date.value, event.date.mention) == (
        "AGREEMENT",
        "occurred",
        "2024-05",
        "D1",
    )
    assert "signed" in words_of(text, event)
    assert {p.role for p in event.participants} <= {"signatory"}
    assert event.title


def test_the_release_date_is_no_event_date_by_default(corridor: Corridor) -> None:
    text = "Mayor Ana Ruiz visited Quito and met with Kora Institute."
    assert all(e.date.value is None and e.date.basis == "none" for e in events_of(corridor, text))


def test_a_counted_plural_with_coordinated_dates_is_one_record_a_date(corridor: Corridor) -> None:
    text = "Mayor Ana Ruiz met Kora Institute in Quito. Two other meetings followed in March and April 2024."
    dates = (
        dated(text, "March", "2024-03", "2024-03-01", "2024-03-31", 1),
        dated(text, "April 2024", "2024-04", "2024-04-01", "2024-04-30", 2),
    )
    found = [e for e in events_of(corridor, text, *dates) if words_of(text, e) == ["meetings"]]
    assert [e.date.value for e in found] == ["2024-03", "2024-04"]


def test_denied_and_habitual_happenings_are_none(corridor: Corridor) -> None:
    assert events_of(corridor, "Ana Ruiz did not meet Kora Institute in Quito.") == ()
    text = "Ana Ruiz meets Kora Institute twice a year."
    often = dataclasses.replace(dated(text, "twice a year", "P6M", "", ""), kind="set", first=None, last=None)
    assert events_of(corridor, text, often) == ()


def test_boilerplate_holds_no_events(corridor: Corridor) -> None:
    text = "Lima and Quito signed a cooperation agreement in May 2024."
    day = dated(text, "May 2024", "2024-05", "2024-05-01", "2024-05-31")
    zone = r.Zone("boilerplate", 0, len(text), "made-up")
    assert events_of(corridor, text, day, zones=(zone,)) == ()


def test_a_cancelled_gathering_is_cancelled(corridor: Corridor) -> None:
    text = "The Andean Summit in Quito of 4 May 2024 was cancelled."
    day = dated(text, "4 May 2024", "2024-05-04", "2024-05-04", "2024-05-04")
    found = [e for e in events_of(corridor, text, day) if "Summit" in words_of(text, e)]
    assert [e.status for e in found] == ["cancelled"]


def test_the_leader_of_a_mission_leads_it(corridor: Corridor) -> None:
    text = "A mission to Quito led by Ana Ruiz took place in May 2024."
    day = dated(text, "May 2024", "2024-05", "2024-05-01", "2024-05-31")
    (event,) = events_of(corridor, text, day)
    assert event.type == "VISIT"
    assert [p.role for p in event.participants if p.entity == "E3"] == ["leader"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_text_gives_well_formed_records_in_order(corridor: Corridor, words: list[str]) -> None:
    text = " ".join(words)
    release, doc = made_up(corridor, text, NAMED)
    events = EventsRoom()(release, doc)
    assert events == EventsRoom()(release, doc)
    assert [e.id for e in events] == [f"EV{n}" for n in range(1, len(events) + 1)]
    for event in events:
        assert event.title
        assert all(0 <= t.start < t.end <= len(text) for t in event.triggers)
        assert event.part_of is None or event.part_of in {e.id for e in events} - {event.id}


def test_a_date_gone_by_is_never_planned_and_one_to_come_never_occurred(corridor: Corridor) -> None:
    text = "The meeting between Lima and Quito in May 2024 was in Lima. The meeting of Quito is in July 2024."
    dates = (
        dated(text, "May 2024", "2024-05", "2024-05-01", "2024-05-31", 1),
        dated(text, "July 2024", "2024-07", "2024-07-01", "2024-07-31", 2),
    )
    found = {e.date.value: e.status for e in events_of(corridor, text, *dates) if e.date.value}
    assert found.get("2024-05", "occurred") != "planned"
    assert found.get("2024-07", "planned") != "occurred"
    assert found


def test_the_city_of_an_office_holder_is_no_place_of_the_event(corridor: Corridor) -> None:
    text = "The mayor of Lima, Ana Ruiz, visited Quito in May 2024."
    day = dated(text, "May 2024", "2024-05", "2024-05-01", "2024-05-31")
    assert all("E1" not in e.places for e in events_of(corridor, text, day))


def test_a_body_that_cooperates_organises(corridor: Corridor) -> None:
    text = "Lima will hold a forum in cooperation with Kora Institute in May 2024."
    day = dated(text, "May 2024", "2024-05", "2024-05-01", "2024-05-31")
    found = [p.role for e in events_of(corridor, text, day) for p in e.participants if p.entity == "E4"]
    assert set(found) <= {"organiser"}


def test_a_title_tells_who_did_it(corridor: Corridor) -> None:
    text = "Lima and Quito signed a cooperation agreement in May 2024."
    (event,) = events_of(corridor, text, dated(text, "May 2024", "2024-05", "2024-05-01", "2024-05-31"))
    assert event.title == "Signing of a cooperation agreement by Lima and Quito"
