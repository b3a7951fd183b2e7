"""Smaller fields of a commitment: polarity, condition, places, event, counterparty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.lang.syntax import tokens_in
from pipeline.model.records import Party, Sentence, Span
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.frames import Frame
from pipeline.rooms.commitments.grammar import conjuncts_of
from pipeline.rooms.commitments.resolve_parties import Parties
from pipeline.rooms.commitments.tables import words

_CONDITION = re.compile(
    r"\b(?:if|provided(?: that)?|subject to|once(?! (?:again|more|and))|unless|as long as|on condition that"
    r"|except|in the event of"
    r"|without (?:written|prior) \w+)\s[^,;.]{3,160}"
)
_WITH = ("with", "for", "among", "between", "alongside", "to", "towards", "together")
_BETWEEN = ("with", "between", "among")
_HELPING = ("partner", "assist")
_GOING_ON = ("continue", "keep", "begin", "start")


def polarity_of(frame_negative: bool, head: Token) -> str:
    """Give "negative" for refraining, else "positive"."""
    refrains = head.lemma_ in ("refrain", "abstain", "cease", "discontinue")
    return "negative" if frame_negative or refrains else "positive"


def condition_in(context: Context, action: Span) -> Span | None:
    """Give the conditional phrase inside an action, if one stands there."""
    match = _CONDITION.search(context.text, action.start, action.end)
    return Span(match.start(), match.start() + len(match.group().rstrip())) if match else None


def places_in(context: Context, action: Span) -> tuple[str, ...]:
    """Give the ids of the places named inside an action."""
    found: list[str] = []
    for token in tokens_in(context.doc, action.start, action.end):
        entity = context.entity_at(token)
        if entity is not None and entity.type == "PLACE" and entity.id not in found:
            found.append(entity.id)
    return tuple(found)


def event_of(context: Context, sentence: Sentence, frame: Frame | None) -> str | None:
    """Give the event in which a commitment was made: a signing or meeting told in the same sentence."""
    for event in context.events:
        if event.sentence == sentence.id and event.type in ("AGREEMENT", "MEETING", "CONFERENCE", "STATEMENT"):
            return event.id
    if frame is not None and frame.strength == "SIGNED" and context.signings:
        return context.signings[0].id
    return None


def counterparties_in(context: Context, parties: Parties, head: Token, action: Span) -> tuple[Party, ...]:
    """Give the people and bodies with or for whom the deed is done: the verb's own phrases, or its object's "with"."""
    found: list[Party] = []
    helped = [t for t in head.rights if t.dep_ == "dobj" and head.lemma_ in _HELPING]
    for noun in [*helped, *(t for joint in _joints(head) for t in joint.rights if t.dep_ == "pobj")]:
        bodies = [n for n in conjuncts_of(noun) if _is_body(context, n)]
        if bodies:
            found += parties.parties_of(bodies[0])
    inside = [p for p in found if p.start is None or action.start <= p.start < action.end]
    return tuple(dict.fromkeys(inside))


def _joints(head: Token) -> Iterator[Token]:
    """Yield the prepositions that may bring in a counterparty, in text order."""
    verbs = [head]
    if head.lemma_ in _GOING_ON:
        # "continue to work with Southport": the working is the deed
        verbs += [t for t in head.rights if t.dep_ in ("xcomp", "advcl") and t.pos_ == "VERB"][:1]
    for verb in verbs:
        for prep in [t for t in verb.rights if t.dep_ in ("prep", "dative")]:
            if prep.lower_ in _WITH:
                yield prep
            for n in prep.rights:
                yield from (t for t in n.rights if t.dep_ == "prep" and t.lower_ in ("with", "among"))
        for thing in [t for t in verb.rights if t.dep_ == "dobj" and t.lemma_.lower() in words("nouns", "tie")]:
            yield from (t for t in thing.rights if t.dep_ == "prep" and t.lower_ in _BETWEEN)


def _is_body(context: Context, noun: Token) -> bool:
    mention = context.mention_at(noun)
    if mention is not None:
        return mention.type in ("PERSON", "ORG", "PLACE")
    return noun.lemma_.lower() in words("nouns", "actor") and noun.lower_ not in ("both", "each", "all", "it")
