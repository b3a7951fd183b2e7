"""The commitments room on sentences made up for one rule each (GUIDELINES.md section 4)."""

from __future__ import annotations

import pytest

from pipeline.corridor import Corridor
from pipeline.model import records as r
from pipeline.rooms.commitments import CommitmentsRoom
from pipeline.rooms.commitments.find_actions import find_actions
from pipeline.rooms.commitments.find_frames import find_frames
from pipeline.rooms.commitments.merge import merged
from tests.support.commitments import Named, context_of, made_up

TOWNS: Named = {"Northport": ("PLACE", None), "Southport": ("PLACE", None)}
SIGNING = "Northport and Southport signed a memorandum of understanding to run one library. "


def actions(corridor: Corridor, text: str) -> list[str]:
    doc = made_up(corridor, text)[1]
    return [doc[a.first : a.last + 1].text for f in find_frames(doc) for a in find_actions(f)]


def run(corridor: Corridor, text: str, named: Named | None = None, **more: object) -> tuple[r.Commitment, ...]:
    release, doc = made_up(corridor, text, named, **more)  # type: ignore[arg-type]
    return CommitmentsRoom()(release, doc)


def signed(text: str) -> tuple[r.Event, ...]:
    at = text.index("signed")
    parties = (r.Participant("E1", "signatory"), r.Participant("E2", "signatory"))
    trigger = r.Span(at, at + len("signed"))
    return (r.Event("EV1", "AGREEMENT", (trigger,), "S1", r.EventDate(), "occurred", "made-up", participants=parties),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # S1: different objects, one record each
        (
            "The board agreed to support the fund and to train twenty nurses.",
            ["support the fund", "train twenty nurses"],
        ),
        # S2: shared object, one record
        ("The board agreed to repair and repaint the bridge.", ["repair and repaint the bridge"]),
        # S3: coordinated objects of one verb, one record
        ("We will open a school and a library.", ["open a school and a library"]),
        # 4.4: a loose relative and a result clause are no part of the action
        ("We will open a school, which the town has wanted for years.", ["open a school"]),
        ("We will raise the grant by a third, bringing it to new heights.", ["raise the grant by a third"]),
        # 4.4: the closing quotation mark and what follows are no part of it
        ('"We will open a school in spring," said Ada Byron.', ["open a school in spring"]),
        # a list of infinitives that the parser may lose
        (
            "The towns decided to build a quay, to share their maps, and to train pilots.",
            ["build a quay", "share their maps", "train pilots"],
        ),
    ],
)
def test_actions_are_split_and_cut(corridor: Corridor, text: str, expected: list[str]) -> None:
    assert actions(corridor, text) == expected


def test_attending_and_holding_are_events(corridor: Corridor) -> None:
    assert actions(corridor, "The minister will attend the fair and hold a dinner.") == []


def test_an_impersonal_proposal_has_no_committer(corridor: Corridor) -> None:
    (found,) = run(corridor, "It was proposed to open a second office.")
    assert (found.commitment_class, found.strength, found.committer) == ("PROPOSAL", "PROPOSE", ())
    assert found.title == "Proposed: open a second office"


def test_a_call_names_caller_and_addressee(corridor: Corridor) -> None:
    (found,) = run(
        corridor, "Northport Council calls on the ports to end the dispute.", {"Northport Council": ("ORG", None)}
    )
    assert found.strength == "CALL"
    assert [p.entity for p in found.committer] == ["E1"]
    assert [(p.start, p.end) for p in found.addressee] == [(27, 36)]


def test_a_signing_binds_both_parties(corridor: Corridor) -> None:
    text = SIGNING + "Both parties will also train twenty nurses by the end of next year."
    first, second = run(corridor, text, TOWNS, events=signed(text))
    assert [p.entity for p in first.committer] == ["E1", "E2"]
    assert (first.strength, second.strength) == ("SIGNED", "SIGNED")
    assert [p.entity for p in second.committer] == ["E1", "E2"]
    assert [(t.amount, t.unit) for t in second.targets] == [("20", "nurses")]


def test_a_hedge_lowers_what_is_signed(corridor: Corridor) -> None:
    text = SIGNING + "Both parties may also consider opening a joint office."
    assert [c.strength for c in run(corridor, text, TOWNS, events=signed(text))] == ["SIGNED", "INTEND"]


def test_each_bullet_is_a_record_under_its_lead_in(corridor: Corridor) -> None:
    text = SIGNING + "\n\nThe parties agreed to:\n- mend the quay;\n- not close the school; and\n- train 20 nurses.\n"
    release, doc = made_up(corridor, text, TOWNS, events=signed(text))
    _, *found = CommitmentsRoom()(release, doc)
    wanted = ["mend the quay", "close the school", "train 20 nurses"]
    assert [doc.text[c.action.start : c.action.end] for c in found] == wanted
    assert [c.polarity for c in found] == ["positive", "negative", "positive"]
    assert {c.strength for c in found} == {"SIGNED"}
    assert {c.source for c in found} == {"list"}
    lead = found[0].lead_in
    assert lead is not None
    assert doc.text[lead.start : lead.end] == "The parties agreed to:"


def test_a_lead_in_without_a_cue_makes_no_commitments(corridor: Corridor) -> None:
    assert run(corridor, "Topics discussed:\n- mend the quay\n- train nurses\n") == ()


def test_we_in_a_quotation_is_the_house_of_the_speaker(corridor: Corridor) -> None:
    text = '"We will open a school in the harbour quarter," said Ada Byron.'
    release, doc = made_up(corridor, text, {"Ada Byron": ("PERSON", None)})
    house = r.Entity("E9", "ORG", "Northport Council", (), "made-up")
    assert release.entities is not None
    speaker = r.Entity(
        **{f: getattr(release.entities.items[0], f) for f in ("id", "type", "canonical", "mentions", "rule")},
        roles=(r.Role("chair", "E9"),),
    )
    release = r.Release(
        release.source,
        release.clean,
        release.sentences,
        (),
        release.mentions,
        r.Entities((speaker, house)),
        r.Dates(),
        (),
    )
    (found,) = CommitmentsRoom()(release, doc)
    assert [p.entity for p in found.committer] == ["E9"]
    assert (found.source, found.speaker) == ("quote", "E1")


def test_a_date_with_a_bounding_word_is_the_deadline(corridor: Corridor) -> None:
    text = "Northport Council pledged to plant 500 trees by 2030."
    at = text.index("2030")
    date = r.Date("D1", at, at + 4, "date", "2030", "2030-01-01", "2030-12-31", "year", None, "explicit", "made-up")
    (found,) = run(corridor, text, {"Northport Council": ("ORG", None)}, dates=(date,), published="2024-05-02")
    assert found.deadline == r.Deadline("2030", "2030-01-01", "2030-12-31", "D1")
    assert found.title == "Northport Council: plant 500 trees by 2030"


def test_a_duration_counts_from_the_release_date(corridor: Corridor) -> None:
    text = "Northport Council pledged to repay the fees within 60 days."
    at = text.index("60 days")
    date = r.Date("D1", at, at + 7, "duration", "P60D", None, None, "day", None, "explicit", "made-up")
    (found,) = run(corridor, text, {"Northport Council": ("ORG", None)}, dates=(date,), published="2024-05-02")
    assert found.deadline == r.Deadline("2024-05-02/2024-07-01", "2024-05-02", "2024-07-01", "D1")


def test_a_day_in_the_past_is_no_deadline(corridor: Corridor) -> None:
    text = "Northport Council pledged to honour the pact of 2019."
    at = text.index("2019")
    date = r.Date("D1", at, at + 4, "date", "2019", "2019-01-01", "2019-12-31", "year", None, "explicit", "made-up")
    (found,) = run(corridor, text, {"Northport Council": ("ORG", None)}, dates=(date,), published="2024-05-02")
    assert found.deadline is None


def test_boilerplate_does_not_commit(corridor: Corridor) -> None:
    text = "Northport Council is committed to cutting waste."
    zone = r.Zone("boilerplate", 0, len(text), "made-up")
    named: Named = {"Northport Council": ("ORG", None)}
    assert len(run(corridor, text, named)) == 1
    assert run(corridor, text, named, zones=(zone,)) == ()


def test_the_same_promise_twice_is_one_record(corridor: Corridor) -> None:
    text = "Northport Council pledged to build a new quay.\n\nNorthport Council will build a new quay."
    assert len(run(corridor, text, {"Northport Council": ("ORG", None)})) == 1


def test_ids_count_in_text_order_and_titles_are_never_empty(corridor: Corridor) -> None:
    text = "We will open a school. We plan to train 20 nurses. We urge the ports to end the dispute."
    found = run(corridor, text)
    assert [c.id for c in found] == [f"C{n}" for n in range(1, len(found) + 1)]
    assert [c.action.start for c in found] == sorted(c.action.start for c in found)
    assert all(c.title for c in found)
    assert merged(context_of(corridor, text), list(found)) == found
