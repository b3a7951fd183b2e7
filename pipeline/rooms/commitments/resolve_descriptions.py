"""Whom a description takes up: "the Commission", "the Ministers", "the ADB delegation", "the Japanese government"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from pipeline.lang.places import country_code, demonym_code
from pipeline.model.records import Entity
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.find_signed import is_instrument
from pipeline.rooms.commitments.tables import words

_DEFINITE = ("the", "this", "that", "our", "its", "these")
_STATES = ("government", "administration", "authorities", "embassy")
_GENERIC = frozenset(
    {"government", "administration", "agreement", "the", "of", "and", "for", "national", "international"}
)
_SERVED = re.compile(r"\s(?:to|of|for)\s")
_RANKS = ("vice", "deputy", "assistant", "former", "prime", "under")
_PLURALS = ("NNS", "NNPS")


def described(context: Context, noun: Token) -> tuple[Entity, ...]:
    """Give the entities that a noun phrase without a name of its own stands for, () when it cannot be told."""
    spoken_for = _spoken_for(context, noun)
    if spoken_for is not None:
        return (spoken_for,)
    by_demonym = _by_demonym(context, noun)
    if by_demonym is not None:
        return (by_demonym,)
    if noun.tag_ in _PLURALS and any(t.lower_ in ("the", "both", "these", "two") for t in noun.lefts):
        return _several(context, noun)
    if not any(t.lower_ in _DEFINITE for t in noun.lefts) and noun.tag_ != "NNP":
        return ()
    found = _bare_office(context, noun) or _taken_up(context, noun)
    return (found,) if found is not None else ()


def _spoken_for(context: Context, noun: Token) -> Entity | None:
    """Read "the ADB delegation", "White House officials", "a spokesman of the council": those who sent them."""
    if noun.lower_ not in words("nouns", "voice"):
        return None
    owners = [t for t in noun.lefts if t.dep_ in ("compound", "poss", "nmod", "amod")]
    owners += [t for p in noun.rights if p.lower_ in ("of", "from", "for") for t in p.rights if t.dep_ == "pobj"]
    for owner in owners:
        entity = context.entity_at(owner)
        if entity is not None and entity.type in ("ORG", "PLACE"):
            return entity
    return None


def _by_demonym(context: Context, noun: Token) -> Entity | None:
    """Read "the Japanese government": Japan, where the release names it."""
    if noun.lower_ not in (*_STATES, *words("nouns", "voice")):
        return None
    codes = [code for t in noun.lefts if t.dep_ in ("amod", "compound") and (code := demonym_code(t.text))]
    if len(codes) != 1:
        return None
    for entity in context.entities.values():
        if entity.type == "PLACE" and country_code(entity.canonical) == codes[0]:
            return entity
    return None


def _several(context: Context, noun: Token) -> tuple[Entity, ...]:
    """Read "the Ministers", "both ministries": two persons of that title, or two bodies of that name, named before."""
    if any(t.dep_ in ("amod", "nmod", "nummod") and t.lower_ != "two" for t in noun.lefts):
        return ()
    if any(t.dep_ in ("prep", "relcl", "acl") for t in noun.rights):
        return ()
    word = re.sub(r"ies$", "y", noun.lower_) if noun.lower_.endswith("ies") else noun.lower_.removesuffix("s")
    found: list[Entity] = []
    for mention in context.mentions_before(noun.idx):
        entity = context.owner.get(mention.id)
        if entity is None or entity in found:
            continue
        titled = entity.type == "PERSON" and any(_is_title(word, r.title) for r in entity.roles)
        if titled or (entity.type == "ORG" and word in _telling_words(entity.canonical)):
            found.append(entity)
    return tuple(reversed(found)) if len(found) == 2 else ()


def _bare_office(context: Context, noun: Token) -> Entity | None:
    """Read "Minister also met ...": the person of that office whom the release names most."""
    if noun.tag_ != "NNP" or any(t.dep_ in ("det", "poss", "compound", "amod") for t in noun.lefts):
        return None
    people = [e for e in context.entities.values() if e.type == "PERSON"]
    titled = [e for e in people if _has_office(noun, e)]
    return max(titled, key=lambda e: len(e.mentions), default=None)


def _taken_up(context: Context, noun: Token) -> Entity | None:
    """Give the entity a definite noun takes up ("the Commission", "the ambassador", "the company")."""
    word = noun.lower_
    for mention in context.mentions_before(noun.idx):
        entity = context.owner.get(mention.id)
        if entity is None:
            continue
        if entity.type == "PERSON":
            if _has_office(noun, entity):
                return entity
        elif entity.type == "DOCUMENT":
            if word == (entity.subtype or "").lower() and not is_instrument(noun):
                return entity
        elif entity.type in ("ORG", "NAMED_EVENT") and word in _telling_words(entity.canonical):
            return entity
    is_bare = all(t.dep_ == "det" for t in noun.lefts) and not any(t.dep_ in ("prep", "acl") for t in noun.rights)
    if word in words("nouns", "own-house") and context.issuer and is_bare:
        issuer = context.entities.get(context.issuer)
        is_firm = word in ("company", "firm")
        return issuer if issuer is not None and issuer.type == "ORG" and not (is_firm and _is_public(issuer)) else None
    return None


def _is_public(body: Entity) -> bool:
    """Say whether a body is an authority, which nobody calls a company."""
    return any(w in words("nouns", "authority") for w in body.canonical.lower().split())


def _is_title(word: str, title: str | None) -> bool:
    """Say whether a word stands for an office: a word of its title, or its initials ("DG").

    Whom the office serves does not count: a "Secretary to the President" is no president.
    """
    if not title:
        return False
    office = _SERVED.split(title)[0]
    parts = re.split(r"[\s-]+", office)
    initials = "".join(p[0] for p in parts if p[:1].isupper())
    return word.lower() in office.lower().split() or (word.isupper() and len(word) > 1 and initials.endswith(word))


def _has_office(noun: Token, entity: Entity) -> bool:
    """Say whether a person has the office a noun names: a "Vice President" is not "the President"."""
    named = {t.lower_ for t in noun.lefts if t.dep_ in ("compound", "amod", "nmod")}
    for role in entity.roles:
        office = set(_SERVED.split(role.title or "")[0].lower().split())
        if _is_title(noun.text, role.title) and all((rank in named) == (rank in office) for rank in _RANKS):
            return True
    return False


def _telling_words(name: str) -> frozenset[str]:
    """Give the words of a name by which a definite noun can take it up."""
    return frozenset(name.lower().split()) - _GENERIC
