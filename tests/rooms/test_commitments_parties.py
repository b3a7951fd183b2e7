"""Who is bound, who asks, and how the title says so, on sentences made up for one rule each."""

from __future__ import annotations

from pipeline.corridor import Corridor
from pipeline.model import records as r
from pipeline.rooms.commitments import CommitmentsRoom
from tests.support.commitments import Named, made_up

BODIES: Named = {
    "Northport Institute": ("ORG", None),
    "Southport Institute": ("ORG", None),
    "Harbour Ministry": ("ORG", None),
}


def run(corridor: Corridor, text: str, named: Named | None = None, **more: object) -> tuple[r.Commitment, ...]:
    release, doc = made_up(corridor, text, named, **more)  # type: ignore[arg-type]
    return CommitmentsRoom()(release, doc)


def committers(found: tuple[r.Commitment, ...]) -> list[list[str | None]]:
    return [[p.entity for p in c.committer] for c in found]


def test_who_only_attends_a_signing_is_not_bound(corridor: Corridor) -> None:
    text = (
        "Northport Institute signed a memorandum of understanding with Southport Institute, in the presence of "
        "the Harbour Ministry. Both institutes agreed to share their maps."
    )
    at = text.index("signed")
    everybody = tuple(r.Participant(f"E{n}", "signatory") for n in (1, 2, 3))
    event = r.Event(
        "EV1", "AGREEMENT", (r.Span(at, at + 6),), "S1", r.EventDate(), "occurred", "m", participants=everybody
    )
    found = run(corridor, text, BODIES, events=(event,))
    assert committers(found)[-1] == ["E1", "E2"]


def test_the_place_of_a_dateline_is_not_the_subject(corridor: Corridor) -> None:
    text = "NORTHPORT, 5 May 2021 – The Southport Institute will build a new library for the town."
    found = run(corridor, text, {"NORTHPORT": ("PLACE", None), "Southport Institute": ("ORG", None)})
    assert committers(found) == [["E2"]]


def test_it_urges_takes_up_the_body_named_before(corridor: Corridor) -> None:
    text = "Northport Institute met in May. It urges the towns to publish their accounts."
    assert committers(run(corridor, text, BODIES)) == [["E1"]]


def test_demands_under_a_heading_are_calls(corridor: Corridor) -> None:
    text = "The miners marched to the port.\n\nOur demands:\n- raise the wages of all miners\n- repair the pumps\n"
    found = run(corridor, text)
    assert [(c.commitment_class, c.source) for c in found] == [("CALL", "list"), ("CALL", "list")]


def test_titles_have_no_pronoun_as_name_and_tell_the_passive(corridor: Corridor) -> None:
    (found,) = run(corridor, "We will open a school.")
    assert found.title == "Open a school"
    titles = [c.title for c in run(corridor, "Refunds will be paid to all passengers.")]
    assert titles in ([], ["To be paid to all passengers"])


def test_pesos_follow_the_country(corridor: Corridor) -> None:
    text = "Northport Institute will invest 5 million pesos in Valdivia."
    (found,) = run(corridor, text, {"Northport Institute": ("ORG", None), "Valdivia": ("PLACE", "CL")})
    assert [(t.amount, t.unit) for t in found.targets] == [("5000000", "CLP")]
    (bare,) = run(corridor, text, {"Northport Institute": ("ORG", None)})
    assert [(t.amount, t.unit) for t in bare.targets] == [("5000000", "pesos")]
