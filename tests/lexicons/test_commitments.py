"""Every row of the commitments tables does what its example says, through the mechanism that reads it."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from pipeline.corridor import Corridor
from pipeline.lang.lexicon import read_table
from pipeline.model import records as r
from pipeline.rooms.commitments import CommitmentsRoom
from pipeline.rooms.commitments.candidates import find_candidates
from pipeline.rooms.commitments.content import is_deed
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.features import subject_class
from pipeline.rooms.commitments.find_actions import find_actions
from pipeline.rooms.commitments.find_frames import find_frames
from pipeline.rooms.commitments.find_lists import find_lists
from pipeline.rooms.commitments.find_signed import is_instrument
from pipeline.rooms.commitments.grammar import teller_of
from pipeline.rooms.commitments.judge import weights
from pipeline.rooms.commitments.resolve_pairs import Pairs
from pipeline.rooms.commitments.resolve_parties import Parties
from pipeline.rooms.commitments.resolve_targets import resolve_targets
from pipeline.rooms.commitments.resolve_voices import Voices
from tests.support.commitments import Named, context_of, made_up

Row = dict[str, str]
NAMED: Named = {
    "Northport Council": ("ORG", None),
    "Harbour Agreement": ("DOCUMENT", None),
    "Ada Byron": ("PERSON", None),
    "Northport": ("PLACE", None),
}


def _named_in(text: str) -> Named:
    found = [name for name in NAMED if name in text]
    return {n: NAMED[n] for n in found if not any(n != other and n in other for other in found)}


def rows(table: str, *kinds: str) -> list[Row]:
    return [row for row in read_table(f"commitments/{table}") if not kinds or row["kind"] in kinds]


def name_of(row: Row) -> str:
    return "-".join(list(row.values())[:2])


def doc_of(corridor: Corridor, text: str) -> Doc:
    return made_up(corridor, text)[1]


@pytest.mark.parametrize("row", rows("cues"), ids=lambda r: "-".join(list(r.values())[:3]))
def test_a_cue_is_found_in_its_example_and_not_in_its_counterexample(corridor: Corridor, row: Row) -> None:
    def found(text: str) -> list[tuple[str, str]]:
        frames = find_frames(doc_of(corridor, text))
        return [
            (f.commitment_class, f.strength)
            for f in frames
            if row["lemma"] in (f.cue.lemma_.lower(), f.cue.lower_) and f.family.startswith(row["family"])
        ]

    assert (row["class"], row["strength"]) in found(row["example"])
    if row["counter"]:
        assert found(row["counter"]) == []


@pytest.mark.parametrize("row", rows("nouns", "actor", "activity", "gathering"), ids=name_of)
def test_a_noun_is_the_kind_of_party_its_row_says(corridor: Corridor, row: Row) -> None:
    context = context_of(corridor, row["example"])
    frames = find_frames(context.doc)
    assert row["kind"] in [subject_class(context, Pairs(context), f.subject) for f in frames]


@pytest.mark.parametrize("row", rows("nouns", "pair-any", "pair-place", "pair-org", "pair-person"), ids=name_of)
def test_a_plural_stands_for_the_parties(corridor: Corridor, row: Row) -> None:
    context = context_of(corridor, row["example"])
    subjects = [f.subject for f in find_frames(context.doc) if f.subject is not None]
    assert row["kind"] in [Pairs(context).pair_kind(s) for s in subjects]


@pytest.mark.parametrize("row", rows("nouns", "instrument"), ids=name_of)
def test_an_instrument_carries_what_was_signed(corridor: Corridor, row: Row) -> None:
    doc = doc_of(corridor, row["example"])
    assert any(is_instrument(t) for t in doc)
    assert [f.head.text for f in find_frames(doc) if f.family == "signed"] == ["share"]


@pytest.mark.parametrize("row", rows("nouns", "signing"), ids=name_of)
def test_a_signing_word_makes_an_agreement_an_instrument(corridor: Corridor, row: Row) -> None:
    text = row["example"] + " Both parties will share the costs. Northport and Southport agreed."
    start = text.index(row["word"])
    trigger = r.Span(start, start + len(row["word"]))
    parties = (r.Participant("E1", "signatory"), r.Participant("E2", "signatory"))
    event = r.Event("EV1", "AGREEMENT", (trigger,), "S1", r.EventDate(), "occurred", "made-up", participants=parties)
    named: Named = {"Northport": ("PLACE", None), "Southport": ("PLACE", None)}
    release, doc = made_up(corridor, text, named, events=(event,))
    assert Pairs(Context(release, doc)).signatories == ("E1", "E2")


def _committers(corridor: Corridor, text: str, named: Named, issuer: str | None = None) -> list[list[str | None]]:
    release, doc = made_up(corridor, text, named, issuer=issuer)
    context = Context(release, doc)
    pairs, voices = Pairs(context), Voices(context)
    parties = Parties(context, voices, pairs)
    frames = [f for f in find_frames(doc) if f.commitment_class == "OWN" and f.subject is not None]
    return [[p.entity for p in parties.parties_of(f.subject)] for f in frames if f.subject is not None]


@pytest.mark.parametrize("row", rows("nouns", "voice", "own-house"), ids=name_of)
def test_a_body_is_meant_by_those_who_speak_for_it(corridor: Corridor, row: Row) -> None:
    named: Named = {n: ("ORG", None) for n in ("Northport Council", "Northport Ferries") if n in row["example"]}
    assert _committers(corridor, row["example"], named, "E1") == [["E1"]]


@pytest.mark.parametrize("row", rows("nouns", "authority"), ids=name_of)
def test_an_authority_is_no_company(corridor: Corridor, row: Row) -> None:
    name = " ".join(row["example"].split()[:2])
    assert _committers(corridor, row["example"], {name: ("ORG", None)}, "E1") == [[None]]


@pytest.mark.parametrize("row", rows("nouns", "shared"), ids=name_of)
def test_what_is_shared_binds_all(corridor: Corridor, row: Row) -> None:
    named: Named = {"Northport": ("PLACE", None), "Southport": ("PLACE", None)}
    assert ["E1", "E2"] in _committers(corridor, row["example"], named)


@pytest.mark.parametrize("row", rows("nouns", "tie"), ids=name_of)
def test_a_tie_is_with_somebody(corridor: Corridor, row: Row) -> None:
    named: Named = {"Northport Council": ("ORG", None), "Southport": ("PLACE", None)}
    release, doc = made_up(corridor, row["example"], named)
    assert [[p.entity for p in c.counterparty] for c in CommitmentsRoom()(release, doc)] == [["E2"]]


@pytest.mark.parametrize("row", rows("predicates", "stance"), ids=name_of)
def test_who_takes_a_stand_is_we(corridor: Corridor, row: Row) -> None:
    named: Named = {"Northport Council": ("ORG", None)}
    text = row["example"].replace("The council", "Northport Council") + " We will open a school."
    assert ["E1"] in _committers(corridor, text, named)


@pytest.mark.parametrize("row", rows("predicates", "attend"), ids=name_of)
def test_attending_is_no_action(corridor: Corridor, row: Row) -> None:
    frames = [f for f in find_frames(doc_of(corridor, row["example"])) if f.head.lemma_ == row["word"]]
    assert [a for f in frames for a in find_actions(f)] == []


@pytest.mark.parametrize("row", rows("predicates", "state", "effect", "build"), ids=name_of)
def test_the_filter_knows_the_kind_of_predicate(corridor: Corridor, row: Row) -> None:
    context = context_of(corridor, row["example"])
    candidates = find_candidates(context, Pairs(context), Voices(context))
    assert any(f"verb={row['kind']}" in c.features for c in candidates)


@pytest.mark.parametrize("row", rows("predicates", "hedged"), ids=name_of)
def test_a_hedged_action_is_an_intention(corridor: Corridor, row: Row) -> None:
    frames = find_frames(doc_of(corridor, row["example"]))
    assert [(f.family, f.strength, f.head.lemma_) for f in frames] == [("hedged", "INTEND", row["word"])]


@pytest.mark.parametrize("row", rows("predicates", "say"), ids=name_of)
def test_who_says_so_is_the_caller(corridor: Corridor, row: Row) -> None:
    frames = [f for f in find_frames(doc_of(corridor, row["example"])) if f.family == "call-should"]
    assert [t.text for f in frames if (t := teller_of(f.head)) is not None] == ["mayor"]


@pytest.mark.parametrize("row", rows("predicates", "aim-noun"), ids=name_of)
def test_an_aim_is_no_subject_of_is_to(corridor: Corridor, row: Row) -> None:
    assert "is-to" not in [f.family for f in find_frames(doc_of(corridor, row["example"]))]


@pytest.mark.parametrize("row", rows("predicates", "aside"), ids=name_of)
def test_an_aside_does_not_hide_the_subject(corridor: Corridor, row: Row) -> None:
    (frame,) = find_frames(doc_of(corridor, row["example"]))
    assert frame.subject is not None
    assert frame.subject.text == "Northport"


@pytest.mark.parametrize("row", rows("predicates", "clause-opener"), ids=name_of)
def test_an_action_ends_where_another_clause_opens(corridor: Corridor, row: Row) -> None:
    doc = doc_of(corridor, row["example"])
    (frame,) = find_frames(doc)
    assert [doc[a.first : a.last + 1].text for a in find_actions(frame)] == ["repair the bridge"]


@pytest.mark.parametrize("row", rows("verbs"), ids=name_of)
def test_a_word_that_is_only_a_verb_begins_a_second_action(corridor: Corridor, row: Row) -> None:
    doc = doc_of(corridor, row["example"])
    heads = [a.head.text for f in find_frames(doc) for a in find_actions(f)]
    assert heads == ["support", row["word"]]


@pytest.mark.parametrize("row", rows("deeds", "deed", "no-deed"), ids=name_of)
def test_a_noun_names_a_deed_or_not(corridor: Corridor, row: Row) -> None:
    (noun,) = [t for t in doc_of(corridor, row["example"]) if t.text == row["word"]]
    assert is_deed(noun) is (row["kind"] == "deed")


@pytest.mark.parametrize("row", rows("deeds", "support"), ids=name_of)
def test_support_reaffirmed_is_a_pledge(corridor: Corridor, row: Row) -> None:
    frames = find_frames(doc_of(corridor, row["example"]))
    assert [(f.strength, f.head.text) for f in frames] == [("PLEDGE", row["word"])]


@pytest.mark.parametrize("row", rows("currencies"), ids=name_of)
def test_a_sum_of_money_is_a_target(corridor: Corridor, row: Row) -> None:
    place = row["example"].split(" in ")[-1].rstrip(".") if row["country"] else "nowhere"
    context = context_of(corridor, row["example"], {place: ("PLACE", row["country"])} if row["country"] else None)
    targets = resolve_targets(context, r.Span(0, len(row["example"])))
    assert [(t.amount, t.unit) for t in targets] == [("2000000", row["code"])]


@pytest.mark.parametrize("row", rows("numbers"), ids=name_of)
def test_a_number_word_counts(corridor: Corridor, row: Row) -> None:
    context = context_of(corridor, row["example"])
    targets = resolve_targets(context, r.Span(0, len(row["example"])))
    assert [t.amount for t in targets] == [row["value"]]


@pytest.mark.parametrize("row", rows("lead_ins"), ids=name_of)
def test_a_lead_in_stands_over_its_bullets(corridor: Corridor, row: Row) -> None:
    def lists(lead: str) -> int:
        text = f"Northport and Southport signed an agreement.\n\n{lead}\n- mend the quay\n- train twenty nurses\n"
        parties = (r.Participant("E1", "signatory"), r.Participant("E2", "signatory"))
        event = r.Event(
            "EV1", "AGREEMENT", (r.Span(24, 30),), "S1", r.EventDate(), "occurred", "made-up", participants=parties
        )
        named: Named = {"Northport": ("PLACE", None), "Southport": ("PLACE", None)}
        context = Context(*made_up(corridor, text, named, events=(event,)))
        return sum(len(b.bullets) for b in find_lists(context, Pairs(context)))

    assert lists(row["example"]) == (0 if row["kind"] == "barred" else 2)
    if row["counter"]:
        assert lists(row["counter"]) == 0


@pytest.mark.parametrize("row", rows("rules"), ids=lambda r: r["when"])
def test_a_rule_applies_to_its_example(corridor: Corridor, row: Row) -> None:
    context = context_of(corridor, row["example"], _named_in(row["example"]))
    candidates = find_candidates(context, Pairs(context), Voices(context))
    assert any(set(row["when"].split()) <= c.features for c in candidates)


def test_the_filter_has_a_bias_and_finite_weights() -> None:
    assert "(bias)" in weights()
    assert all(abs(w) < 10 for w in weights().values())
