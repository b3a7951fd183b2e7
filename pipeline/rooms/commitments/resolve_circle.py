"""The bodies between which an agreement is made, read off the clause that tells of the signing."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.lang.syntax import token_at
from pipeline.model.records import Event
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.grammar import conjuncts_of, find_subject

_PARTNERS = ("with", "between", "among")


def contracting(context: Context, event: Event) -> tuple[str, ...]:
    """Give the two (or more) bodies of "X signed an agreement with Y" or "X and Y signed ...", else ().

    Bodies that only attend, host or send somebody to sign stand elsewhere in the sentence and are left out.
    """
    for trigger in event.triggers:
        verb = token_at(context.doc, trigger.start)
        if verb is None or verb.pos_ != "VERB":
            continue
        found: list[str] = []
        for noun in _parties(verb):
            entity = context.entity_at(noun)
            is_body = entity is not None and (entity.type == "ORG" or entity.subtype == "GPE")
            if entity is not None and is_body and entity.id not in found:
                found.append(entity.id)
        if len(found) >= 2:
            return tuple(found)
    return ()


def _parties(verb: Token) -> Iterator[Token]:
    subject = find_subject(verb)
    if subject is not None:
        yield from conjuncts_of(subject)
    things = [t for t in verb.rights if t.dep_ == "dobj"]
    for holder in (verb, *things, *(c for t in things for p in t.rights if p.dep_ == "prep" for c in p.rights)):
        for prep in holder.rights:
            if prep.dep_ == "prep" and prep.lower_ in _PARTNERS:
                for noun in prep.rights:
                    if noun.dep_ == "pobj":
                        yield from conjuncts_of(noun)
