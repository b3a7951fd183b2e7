"""Who is spoken of, by name, by office or by pronoun."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from pipeline.lang.syntax import noun_phrase, prepositions
from pipeline.rooms.events.groups import with_groups
from pipeline.rooms.events.listing import with_anchors
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.reference import Reference as Reference
from pipeline.rooms.events.verb_classes import people_nouns as people_nouns

_SINGULAR = {"he", "she", "him", "his", "her", "who"}
_PLURAL_SELF = {"we", "us", "our"}
_PRONOUNS = _SINGULAR | _PLURAL_SELF | {"i", "my", "me"}


def find_references(reading: Reading) -> dict[int, list[Reference]]:
    """Give the references of each sentence by its number, in text order."""
    found: dict[int, list[Reference]] = {}
    recent_person: str | None = None
    groups: dict[str, str] = {}  # "a delegation of Kora Institute": what "the delegation" stands for later
    for token in reading.doc:
        if token.is_space or token.is_punct:
            continue
        reference = _named(reading, token) or _unnamed(reading, token, recent_person)
        if reference is None:
            continue
        if reference.form == "nominal":
            reference = _resolved(reading, reference, groups)
        if reference.kind == "PERSON" and reference.entity is not None:
            recent_person = reference.entity
        found.setdefault(reading.sentence_of(token.idx), []).append(reference)
    return with_groups(reading, {number: with_anchors(reading, listed) for number, listed in found.items()})


def _resolved(reading: Reading, reference: Reference, groups: dict[str, str]) -> Reference:
    """Give "the delegation" the body whose delegation was told of before, and note whose a new one is."""
    token = reference.token
    lemma = token.lemma_.lower()
    owner = next((t for p, t in prepositions(token) if p in {"of", "from"}), None)
    mention = reading.mention_at.get(owner.i) if owner is not None else None
    entity = reading.entity_by_mention.get(mention.id) if mention is not None else None
    if entity is not None and entity.type == "ORG":
        groups[lemma] = entity.id
    elif lemma in groups and {c.lower_ for c in token.children} == {"the"}:
        return replace(reference, entity=groups[lemma], kind="ORG", form="office")
    return reference


def _named(reading: Reading, token: Token) -> Reference | None:
    mention = reading.mention_at.get(token.i)
    if mention is None or reading.head_of.get(f"m:{mention.id}") != token:
        return None
    entity = reading.entity_by_mention.get(mention.id)
    if entity is None or entity.type == "DOCUMENT":
        return None
    kind = (entity.subtype or "PLACE") if entity.type == "PLACE" else entity.type
    return Reference(entity.id, token, mention.start, mention.end, kind, "name")


def _unnamed(reading: Reading, token: Token, recent_person: str | None) -> Reference | None:
    if token.i in reading.mention_at:
        return None
    end = token.idx + len(token)
    if token.lower_ in _PRONOUNS and token.pos_ == "PRON":
        quoted = reading.in_quote(token.idx)
        if token.lower_ in _SINGULAR - {"who"} and recent_person is not None:
            return Reference(recent_person, token, token.idx, end, "PERSON", "pronoun")
        if token.lower_ in _PLURAL_SELF and not quoted and reading.entities.issuer is not None:
            return Reference(reading.entities.issuer, token, token.idx, end, "ORG", "pronoun")
        if token.lower_ in {"i", "we"}:
            return Reference(None, token, token.idx, end, "nominal", "pronoun")
        return None
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ == "compound":
        return None
    owner = _office_holder(reading, token)
    if owner is not None:
        kind = "PERSON" if reading.entity_by_id[owner].type == "PERSON" else "ORG"
        return Reference(owner, token, *noun_phrase(token), kind, "office")
    if token.lemma_.lower() in people_nouns() and not _is_title(reading, token):
        return Reference(None, token, *noun_phrase(token), "nominal", "nominal")
    return None


def _is_title(reading: Reading, token: Token) -> bool:
    """Say whether the noun is the title of a named person ("Mayor Ana Ruiz", "Ana Ruiz, mayor of Oslo")."""
    start, end = noun_phrase(token)
    for mention in reading.mentions_by_sentence.get(reading.sentence_of(token.idx), ()):
        if mention.type == "PERSON" and (start <= mention.start < end or 0 <= mention.start - end <= 6):
            return True
        if mention.type == "PERSON" and 0 <= start - mention.end <= 3 and "," in reading.text[mention.end : start]:
            return True
    return False


def _office_holder(reading: Reading, token: Token) -> str | None:
    """Give the one entity that "the Mayor" or "the Council" stands for: a definite noun of a role or a name."""
    holders = reading.holders_by_word.get(token.lower_, [])
    if not holders or not any(c.lower_ in {"the", "this"} for c in token.children if c.dep_ == "det"):
        return None
    if any(c.dep_ in {"prep", "compound", "amod", "poss"} for c in token.children):
        return None
    if len(holders) > 1 and reading.entities.issuer in holders:
        return reading.entities.issuer
    return holders[0] if len(holders) == 1 else None
