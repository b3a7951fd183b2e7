"""A word that may be an event, with what its clause says of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from pipeline.lang.syntax import clause_of, objects, prepositions, subjects, verb_frame
from pipeline.model.records import Date
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.triggers import determiner_of, is_plural

_SEPARATORS = {"another", "other", "second", "third", "fourth", "fifth", "next", "previous", "separate", "further",
               "additional", "preparatory", "follow-up", "subsequent", "last", "first", "new", "side"}  # fmt: skip
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}

DateScore = tuple[Date, float, int]  # a date, how probably it dates a word, and where that word starts


@dataclass(frozen=True)
class Scored:
    """A candidate that may be an event: its score, the date its own sentence gives it, and what it is about."""

    candidate: Candidate
    score: float
    date: Date | None = None
    people: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()  # entity ids among its complements
    words: frozenset[str] = frozenset()  # lemmas of its complements
    dates: tuple[DateScore, ...] = ()  # the dates in reach

    @cached_property
    def det(self) -> str:
        """The class of the noun's determiner, "verb" for a verb."""
        return determiner_of(self.candidate.token) if self.candidate.pos == "noun" else "verb"

    @cached_property
    def is_plural(self) -> bool:
        """Whether the word is a plural noun."""
        return is_plural(self.candidate.token)

    @cached_property
    def separators(self) -> frozenset[str]:
        """The words beside it that set it apart from others."""
        return frozenset(separators_of(self.candidate))

    @cached_property
    def tense(self) -> str:
        """The tense of the verb, "noun" for a noun or in a headline."""
        return _tense(self.candidate)

    @cached_property
    def number(self) -> int:
        """The ordinal it is told with, 0 when there is none."""
        return _number_of(self.candidate)

    @cached_property
    def is_new(self) -> bool:
        """Whether it is told as one more of its kind."""
        return _is_new(self.candidate)


def scored_candidate(
    reading: Reading, candidate: Candidate, score: float, date: Date | None, dates: tuple[DateScore, ...] = ()
) -> Scored:
    """Give the candidate with what its clause says of it."""
    heads = complements(candidate)
    about, words = set(), set()
    for head in heads:
        mention = reading.mention_at.get(head.i)
        entity = reading.entity_by_mention.get(mention.id) if mention is not None else None
        if entity is not None:
            about.add(entity.id)
        elif head.pos_ in {"NOUN", "PROPN"} and head.i not in reading.date_at:
            words.add(head.lemma_.lower())
    people = people_near(reading, candidate)
    return Scored(candidate, score, date, people, frozenset(about), frozenset(words), dates)


def complements(candidate: Candidate) -> list[Token]:
    """Give the heads of what the happening is with, of, to or about: objects, passive subjects, phrases, owners."""
    token = candidate.token
    found = [t for p, t in prepositions(token) if p in {"with", "to", "of", "in", "at", "between", "on", "for"}]
    if candidate.pos == "verb":
        found += objects(token)
        if any(c.dep_ == "nsubjpass" for c in token.children):
            found += subjects(token)
        if token.dep_ in {"acl", "relcl"} and token.tag_ == "VBN":
            found.append(token.head)
    else:
        found += [c for c in token.children if c.dep_ in {"poss", "compound", "nmod", "amod"}]
    return found


def people_near(reading: Reading, candidate: Candidate) -> frozenset[str]:
    """Give the ids of the entities named in the candidate's clause (its sentence in a heading)."""
    clause = clause_of(candidate.token)
    found = set()
    for mention in reading.mentions_by_sentence.get(candidate.sentence, ()):
        head = reading.head_of.get(f"m:{mention.id}")
        entity = reading.entity_by_mention.get(mention.id)
        if head is None or entity is None or entity.type in {"NAMED_EVENT", "DOCUMENT"}:
            continue
        if candidate.zone == "title" or clause_of(head) == clause:
            found.add(entity.id)
    return frozenset(found)


def separators_of(candidate: Candidate) -> set[str]:
    """Give the words beside the event word that set it apart from others ("another meeting", "also met")."""
    near = {c.lower_ for c in candidate.token.children if c.lower_ in _SEPARATORS}
    clause = clause_of(candidate.token)
    if any(c.lower_ in {"also", "separately", "additionally"} for c in clause.children):
        near.add("also")
    return near


def _tense(candidate: Candidate) -> str:
    if candidate.pos == "noun" or candidate.zone == "title":
        return "noun"
    return verb_frame(candidate.token).tense


def _number_of(candidate: Candidate) -> int:
    return next((_ORDINALS[c.lower_] for c in candidate.token.children if c.lower_ in _ORDINALS), 0)


def _is_new(candidate: Candidate) -> bool:
    """Say whether the noun is told as one more of its kind: "a fourth summit", "another meeting"."""
    words = {c.lower_ for c in candidate.token.children}
    if "another" in words:
        return True
    return bool(words & {"a", "an"}) and bool(words & (_SEPARATORS - {"new", "last", "first"}))
