"""Records from accepted candidates and lists."""

from __future__ import annotations

import dataclasses

from spacy.tokens import Token

from pipeline.model.records import Commitment, Party, Sentence, Span
from pipeline.rooms.commitments.candidates import Candidate
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.families import rule_of
from pipeline.rooms.commitments.features import subject_class
from pipeline.rooms.commitments.find_actions import Action
from pipeline.rooms.commitments.find_lists import Bullet, BulletList, head_of
from pipeline.rooms.commitments.frames import Frame
from pipeline.rooms.commitments.grammar import is_passive, span_of, teller_of
from pipeline.rooms.commitments.judge import score_of
from pipeline.rooms.commitments.resolve_deadline import resolve_deadline
from pipeline.rooms.commitments.resolve_details import (
    condition_in,
    counterparties_in,
    event_of,
    places_in,
    polarity_of,
)
from pipeline.rooms.commitments.resolve_pairs import Pairs
from pipeline.rooms.commitments.resolve_parties import Parties
from pipeline.rooms.commitments.resolve_strength import is_under_instrument, signed_parties
from pipeline.rooms.commitments.resolve_targets import resolve_targets
from pipeline.rooms.commitments.resolve_voices import Voices
from pipeline.rooms.commitments.titles import title_of


class Builder:
    """Fills the fields of records for one release."""

    def __init__(self, context: Context, voices: Voices, pairs: Pairs) -> None:
        self.context = context
        self.voices = voices
        self.pairs = pairs
        self.parties = Parties(context, voices, pairs)

    def from_candidate(self, candidate: Candidate, lists: list[BulletList]) -> list[Commitment]:
        """Give one record for each action of a candidate."""
        frame = candidate.frame
        found = []
        by_sentence = {x.sentence.id: b for b in reversed(lists) for x in b.bullets}
        for action in self._actions(candidate, lists):
            span = span_of(self.context.doc, action.first, action.last)
            sentence = self.context.sentence_at(span.start)
            if sentence is None:
                continue
            negative = frame.negative and action is candidate.actions[0]
            record = self._record(frame, sentence, span, action.head, negative or frame.negative)
            record = dataclasses.replace(record, rule=rule_of(frame.family, score_of(candidate.features)))
            bullets = by_sentence.get(sentence.id)
            if bullets is not None and bullets.frame.commitment_class == record.commitment_class:
                asks_for_nobody = frame.family.endswith("passive")
                committer = record.committer or (() if asks_for_nobody else self._lead_committer(bullets.frame))
                record = dataclasses.replace(record, lead_in=bullets.lead_in, source="list", committer=committer)
            found.append(record)
        return found

    def _lead_committer(self, frame: Frame) -> tuple[Party, ...]:
        """Give who a lead-in binds, or says to ask; what a session heard in general is nobody's call."""
        subject = frame.subject
        is_gathering = subject is not None and subject_class(self.context, self.pairs, subject) == "gathering"
        return () if is_gathering and frame.commitment_class == "CALL" else self._committer(frame)[0]

    def _actions(self, candidate: Candidate, lists: list[BulletList]) -> list[Action]:
        """Give the actions, joined into one where the frame is a bullet's (rule L3)."""
        actions = list(candidate.actions)
        at = actions[0].head.idx
        if len(actions) > 1 and any(x.span.start <= at < x.span.end for b in lists for x in b.bullets):
            return [Action(actions[0].head, actions[0].first, actions[-1].last)]
        return actions

    def from_list(self, bullets: BulletList, found: list[Commitment]) -> list[Commitment]:
        """Give one record for each bullet that has no record of its own under the lead-in (rules L1, L3)."""
        taken = [c.action for c in found if c.lead_in == bullets.lead_in]
        records = []
        for bullet in bullets.bullets:
            if any(bullet.span.start <= a.start < bullet.span.end for a in taken):
                continue
            head = head_of(self.context, bullet.span)
            if head is not None:
                records.append(self._bullet_record(bullets, bullet, head))
        return records

    def _bullet_record(self, bullets: BulletList, bullet: Bullet, head: Token) -> Commitment:
        record = self._record(bullets.frame, bullet.sentence, bullet.span, head, bullet.negative)
        cue = bullets.frame.cue
        deadline = record.deadline or resolve_deadline(self.context, bullets.lead_in, cue, cue)
        return dataclasses.replace(record, lead_in=bullets.lead_in, source="list", deadline=deadline)

    def _record(self, frame: Frame, sentence: Sentence, action: Span, head: Token, negative: bool) -> Commitment:
        context = self.context
        committer, strength = self._committer(frame)
        addressee: tuple[Party, ...] = ()
        if frame.commitment_class == "CALL" and frame.addressee is not None:
            addressee = self.parties.parties_of(frame.addressee)
        polarity = polarity_of(negative, head)
        quoted = self.voices.is_quoted(frame.cue.idx)
        speaker = self.voices.speaker_at(frame.cue.idx)
        cue_end = frame.cue.idx + len(frame.cue)
        counterparty = counterparties_in(context, self.parties, head, action)
        committer = _apart_from(committer, counterparty, frame)
        return Commitment(
            "",
            frame.commitment_class,
            strength,
            sentence.id,
            Span(frame.cue.idx, cue_end),
            action,
            Span(head.idx, head.idx + len(head)),
            rule_of(frame.family, None),
            title_of(
                context, frame.commitment_class, action, committer, addressee, polarity == "negative", _is_done_to(head)
            ),
            committer,
            counterparty,
            addressee,
            resolve_deadline(context, action, head, frame.cue),
            polarity,
            condition_in(context, action),
            resolve_targets(context, action),
            source="quote" if quoted else "list" if context.zone_at(action.start) == "list" else "narrator",
            speaker=speaker.id if quoted and speaker is not None and speaker.type == "PERSON" else None,
            event=event_of(context, sentence, frame),
            places=places_in(context, action),
        )

    def _committer(self, frame: Frame) -> tuple[tuple[Party, ...], str]:
        """Give who is bound (or asks, or proposes) and the strength, raised to SIGNED in a signed frame."""
        if frame.commitment_class != "OWN":
            return self._caller(frame), frame.strength
        signed = signed_parties(self.context, self.pairs, frame)
        if signed and (frame.agentless or frame.subject is None):
            return self.parties.as_ids(signed), "SIGNED"
        if frame.agentless:
            return (), frame.strength
        if frame.subject is None:
            ids = self.pairs.signatories if frame.strength == "SIGNED" else ()
            return self.parties.as_ids(ids or self._goal_holders(frame)), frame.strength
        loose = frame.family.startswith(("pledge-noun", "intend-noun", "decision")) and not frame.possessed
        if loose and subject_class(self.context, self.pairs, frame.subject) in ("gathering", "gerund"):
            return (), frame.strength  # "the visit shows a shared resolve": whose, is not said
        committer = self.parties.parties_of(frame.subject)
        if frame.family == "signed" and signed and {p.entity for p in committer} < set(signed):
            committer = self.parties.as_ids(signed)
        return committer, "SIGNED" if signed or is_under_instrument(frame) else frame.strength

    def _goal_holders(self, frame: Frame) -> tuple[str, ...]:
        """Give the signatories for "the intent is to ..." in the report of a signing."""
        return self.pairs.signatories if frame.family == "goal" else ()

    def _caller(self, frame: Frame) -> tuple[Party, ...]:
        subject = frame.subject
        if subject is not None and subject.lower_ not in ("this", "there"):
            # "it is recommended", "it was proposed": nobody; "it urges": who was named before
            if subject.lower_ == "it" and (frame.impersonal or subject.dep_ == "expl" or "passive" in frame.family):
                return ()
            return self.parties.parties_of(subject)
        if frame.subject is None and self.voices.is_quoted(frame.cue.idx) and frame.family.startswith("call-"):
            speaker = self.voices.speaker_at(frame.cue.idx)
            if speaker is not None and not frame.family.endswith("passive"):
                return (Party(speaker.id),)
        if frame.subject is None and frame.family in ("call-should", "call-must", "call-need"):
            teller = teller_of(frame.head)
            author = self.voices.narrator.author
            if teller is None and author is not None and not self.voices.is_quoted(frame.cue.idx):
                return (Party(author.id),)
            if teller is None or subject_class(self.context, self.pairs, teller) == "gathering":
                return ()
            return self.parties.parties_of(teller)
        return ()


def _apart_from(committer: tuple[Party, ...], counterparty: tuple[Party, ...], frame: Frame) -> tuple[Party, ...]:
    """Take back whom "we" stands for if the deed is done with that very party: "we will work with the council"."""
    if frame.subject is None or frame.subject.lower_ not in ("we", "our", "us"):
        return committer
    others = {p.entity for p in counterparty}
    return tuple(Party(None, p.start, p.end) if p.entity in others else p for p in committer)


def _is_done_to(head: Token) -> bool:
    """Say whether an action is told in the passive ("will be closed"), so that its words alone would mislead."""
    return head.tag_ in ("VBN", "VBD") and is_passive(head)
