"""What the verb over a person or body makes of them: who attends, leads, hosts, speaks, signs, gives or receives."""

from __future__ import annotations

from functools import cache, lru_cache

from spacy.tokens import Token

from pipeline.lang.lexicon import read_table
from pipeline.lang.syntax import agents, clause_of, is_passive, is_verb, objects, subjects

_DEEPEST = 4
TOKENS_KEPT = 4096  # answers about the latest texts are kept
_BODIES = frozenset({"delegation", "team", "group", "committee", "government"})


@cache
def people_nouns() -> frozenset[str]:
    """Give the nouns that stand for people or bodies without a name, from the table."""
    return frozenset(row["noun"] for row in read_table("events/people_nouns"))


@cache
def _classes() -> dict[str, str]:
    return {row["verb"]: row["class"] for row in read_table("events/part_verbs")}


@lru_cache(maxsize=TOKENS_KEPT)
def verb_class(verb: Token) -> str:
    """Give the class of the verb from the table ("attend", "lead"), "take part" as one verb; else "other"."""
    for child in verb.children:
        if child.dep_ in {"dobj", "prt"}:
            known = _classes().get(f"{verb.lemma_.lower()} {child.lower_}")
            if known is not None:
                return known
    return _classes().get(verb.lemma_.lower(), "other")


@lru_cache(maxsize=TOKENS_KEPT)
def deed_of(token: Token) -> Token:
    """Give the verb that says what the noun's owner does: "attend" in "is expected to attend the forum"."""
    at = clause_of(token)
    for _ in range(_DEEPEST):
        below = next((c for c in at.children if c.dep_ == "xcomp" and is_verb(c)), None)
        if below is None or verb_class(at) != "other":
            break
        at = below
    return at


@lru_cache(maxsize=TOKENS_KEPT)
def part_in_deed(token: Token, verb: Token) -> str:
    """Give the noun's part in its clause: subject, passive subject, agent, object, or its preposition."""
    if any(t.i == token.i for t in agents(verb)):
        return "agent"
    top = clause_of(token)
    if any(t.i == token.i for t in subjects(top)):
        return "patient" if is_passive(verb if verb.i != top.i else top) else "subject"
    if any(t.i == token.i for t in objects(top)):
        return "object"
    at = token
    while at.head.i not in {at.i, verb.i, top.i}:
        at = at.head
    return at.lower_ if at.dep_ in {"prep", "agent"} else str(at.dep_)


@lru_cache(maxsize=TOKENS_KEPT)
def spoken_for(token: Token) -> tuple[Token, str]:
    """Give the noun through which the name takes part, and how: "cities such as Oslo", "delegations from Oslo"."""
    at, how = token, "own"
    for _ in range(_DEEPEST):
        if at.dep_ in {"conj", "appos"} and at.head.i != at.i:
            at = at.head
            continue
        if at.dep_ != "pobj" or at.head.head.i == at.head.i:
            break
        prep, noun = at.head, at.head.head
        if prep.lower_ in {"including", "like", "as"} and noun.pos_ in {"NOUN", "PROPN"}:
            at, how = noun, "example"
        elif prep.lower_ in {"from", "of"} and noun.lemma_.lower() in people_nouns():
            plural = noun.tag_ in {"NNS", "NNPS"} or noun.lemma_.lower() in _BODIES
            at, how = noun, "people" if plural else "officer"
        else:
            break
    return at, how


def deed_features(token: Token, kind: str, where: str) -> list[str]:
    """Name the class of the deed the noun has a part in, its part, and where the event stands to it."""
    verb = deed_of(token)
    if not is_verb(verb):
        return [f"deed=none/{where}", f"deed=none/{where}/{kind}"]
    deed, part = verb_class(verb), part_in_deed(token, verb)
    return [
        f"deed={deed}/{part}",
        f"deed={deed}/{part}/{kind}",
        f"deed={deed}/{part}/{where}",
        f"deed={deed}/{part}/{where}/{kind}",
        *_roster(verb, deed, part, where),
    ]


def _roster(verb: Token, deed: str, part: str, where: str) -> list[str]:
    """Tell who a list is of: "The participants included Ana Ruiz", "Present at the ceremony were Ana Ruiz and"."""
    if part not in {"object", "attr"} or (deed != "include" and verb.lemma_ != "be"):
        return []
    heads = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    of = "people" if any(h.lemma_.lower() in people_nouns() for h in heads) else "other"
    present = any(c.lower_ in {"present", "attending", "participating"} for c in verb.children)
    return [f"roster={of}/{present}", f"roster={of}/{present}/{where}"]
