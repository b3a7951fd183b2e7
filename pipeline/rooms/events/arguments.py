"""Which part a noun has in the clause of an event word."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from pipeline.lang.syntax import agents, is_passive, is_verb, objects, subjects
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.verb_classes import TOKENS_KEPT


def part_in_clause(candidate: Candidate, token: Token, verb: Token, kind: str) -> list[str]:
    """Tell the reference's part in the clause of the event word: its subject (also shared or raised), agent, object."""
    if not is_verb(verb):
        return [f"verbless/{kind}"]
    voice = "passive" if is_passive(verb) else "active"
    how = "self" if verb.i == candidate.token.i else relation_of(outermost(candidate.token))
    for part, heads in _arguments(verb):
        if token.i in heads:
            lemma = verb.lemma_.lower()
            return [
                f"part={part}/{voice}/{how}",
                f"part={part}/{voice}/{how}/{kind}",
                f"part={part}/{voice}/{lemma}/{how}",
                f"part={part}/{voice}/{lemma}/{kind}",
            ]
    return ["part=none", f"part=none/{how}/{kind}"]


@lru_cache(maxsize=TOKENS_KEPT)
def _arguments(verb: Token) -> tuple[tuple[str, frozenset[int]], ...]:
    """Give the token indices of the verb's subjects, agents and objects."""
    found = (("subject", subjects(verb)), ("agent", agents(verb)), ("object", objects(verb)))
    return tuple((part, frozenset(h.i for h in heads)) for part, heads in found)


@lru_cache(maxsize=TOKENS_KEPT)
def outermost(token: Token) -> Token:
    """Give the noun phrase's own head: the first conjunct, the noun of an apposition or title."""
    at = token
    for _ in range(8):
        if at.dep_ in {"conj", "appos"} and at.head.i != at.i:
            at = at.head
        else:
            break
    return at


@lru_cache(maxsize=TOKENS_KEPT)
def relation_of(token: Token) -> str:
    """Give the relation the noun has to its head: its preposition, else its grammatical label."""
    if token.dep_ == "pobj" and token.head.dep_ in {"prep", "agent"}:
        return token.head.lower_
    return str(token.dep_)
