"""What is no event whatever its word (GUIDELINES.md N3, N4, N8): habits, denials, phases of another event."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from pipeline.lang.lexicon import read_table
from pipeline.lang.syntax import clause_of, prepositions, subjects
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.reading import Reading

_DENIED_BY = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})


@cache
def _phases() -> frozenset[tuple[str, str]]:
    return frozenset((row["lemma"], row["pos"]) for row in read_table("events/phases"))


@cache
def _gatherings() -> frozenset[str]:
    return frozenset(
        row["lemma"]
        for row in read_table("events/triggers")
        if row["pos"] == "noun" and row["type"] in {"CONFERENCE", "MEETING", "VISIT"} and row["grip"] != "weak"
    )


def is_excluded(reading: Reading, candidate: Candidate) -> bool:
    """Say whether the word is a habit, is denied, or only tells that another event begins or ends."""
    return is_denied(candidate) or is_habit(reading, candidate) or is_phase(reading, candidate)


def is_denied(candidate: Candidate) -> bool:
    """Say whether the happening is denied ("did not meet", "no war", "cannot be won"); "cancelled" is no denial."""
    token = candidate.token
    if candidate.pos == "verb":
        return any(c.dep_ == "neg" for c in token.children)
    if any(c.dep_ == "det" and c.lower_ == "no" for c in token.children):
        return True
    verb = token.head
    return token.dep_ in _DENIED_BY and verb.pos_ in {"VERB", "AUX"} and any(c.dep_ == "neg" for c in verb.children)


def is_habit(reading: Reading, candidate: Candidate) -> bool:
    """Say whether a verb is told with how often it happens ("meets twice a year")."""
    if candidate.pos != "verb":
        return False
    for date in reading.dates_by_sentence.get(candidate.sentence, ()):
        head = reading.head_of.get(f"d:{date.id}")
        if date.kind != "set" or head is None:
            continue
        if head.head.i == candidate.token.i or (head.dep_ == "pobj" and head.head.head.i == candidate.token.i):
            return True
    return False


def is_phase(reading: Reading, candidate: Candidate) -> bool:
    """Say whether the word tells the begin or end of another event ("the session opened", "the start of talks")."""
    token = candidate.token
    if (candidate.lemma, candidate.pos) not in _phases():
        return False
    if candidate.pos == "verb":
        return any(_is_gathering(reading, s) for s in subjects(token) if clause_of(s).i == clause_of(token).i)
    return any(p == "of" and _is_gathering(reading, t) for p, t in prepositions(token))


def _is_gathering(reading: Reading, token: Token) -> bool:
    mention = reading.mention_at.get(token.i)
    if mention is not None and mention.type != "NAMED_EVENT":
        return False
    return token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in _gatherings()
