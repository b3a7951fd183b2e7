"""Which event words name the same happening (T2-T8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from pipeline.lang.syntax import clause_of, objects, prepositions, subjects, verb_frame
from pipeline.model.records import Date
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.dating import dependency_path
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.triggers import determiner_of, is_plural

_SEPARATORS = {"another", "other", "second", "third", "fourth", "fifth", "next", "previous", "separate", "further",
               "additional", "preparatory", "follow-up", "subsequent", "last", "first", "new", "side"}  # fmt: skip
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_SIGNING = frozenset({"sign", "ink", "seal", "signing", "signature"})
_LONG_NAME = 3
_NAMELESS = "(name)"  # the lemma of a name without an event noun, such as an acronym
_SPACES = re.compile(r"\s+")
_CONFLICTING = frozenset({"conflict"})

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


def pair_features(reading: Reading, earlier: Scored, later: Scored, between: list[Scored]) -> list[str]:
    """Give the names of what is true of the pair; `between` are the event words that stand between the two."""
    near = sum(1 for s in between if s.candidate.type == later.candidate.type)
    return pair_names(reading, earlier, later, near, len(between))


def pair_names(reading: Reading, earlier: Scored, later: Scored, near: int, between: int) -> list[str]:
    """Give the names of what is true of the pair; so many words stand between the two, `near` of the later's type."""
    a, b = earlier.candidate, later.candidate
    same_type = a.type == b.type
    same_lemma = a.lemma == b.lemma and a.pos == b.pos
    alike = f"{same_type}/{same_lemma}"
    gap = b.sentence - a.sentence
    size = str(gap) if gap < 3 else "3-5" if gap < 6 else "6+"
    kind = f"{a.type}+{b.type}" if a.type <= b.type else f"{b.type}+{a.type}"
    det, first_det = later.det, earlier.det
    zones = f"{'t' if a.zone == 'title' else 'b'}{'t' if b.zone == 'title' else 'b'}"
    dates, people = date_relation(earlier, later), _overlap(earlier.people, later.people)
    about, words = _overlap(earlier.about, later.about), _overlap(earlier.words, later.words)
    apart = later.separators - earlier.separators
    named = _name_relation(reading, a, b)
    plural = f"{earlier.is_plural}/{later.is_plural}"
    names = [
        f"alike={alike}", f"types={kind}", f"gap={size}", f"gap={size}/{alike}", f"gap={size}/{zones}/{same_type}",
        f"det={det}", f"det={det}/{alike}", f"det={det}/{zones}/{same_type}", f"pos={a.pos}/{b.pos}/{alike}",
        f"pos={a.pos}/{b.pos}/{zones}/{same_type}", f"lemmas={min(a.lemma, b.lemma)}+{max(a.lemma, b.lemma)}",
        f"zones={zones}/{alike}", f"alike={alike}/{dates}/{zones}", f"dates={dates}/{size}", f"dates={dates}/{det}",
        f"people={people}/{same_type}/{zones}", f"about={about}/{alike}", f"about={about}/{same_type}/{b.pos}/{zones}",
        f"about={about}/{kind}", f"words={words}/{alike}", f"words={words}/{about}/{same_type}/{b.pos}",
        f"names={named}", f"names={named}/{same_type}", f"plural={plural}/{same_type}", f"plural={plural}/{det}",
        f"dets={first_det}/{det}/{same_type}", f"tense={earlier.tense}/{later.tense}/{same_type}",
        f"quote={reading.in_quote(a.start)}/{reading.in_quote(b.start)}/{same_type}",
        f"own={later.date is not None}/{det}/{zones}", f"also={'also' in apart}/{zones}/{b.pos}",
        f"apart={bool(apart)}/{alike}", f"apart={bool(apart)}/{det}/{zones}",
    ]  # fmt: skip
    names += [f"apart={word}" for word in sorted(apart)]
    names += [f"between={min(near, 3)}/{same_type}/{det}", f"any_between={min(between, 4)}"]
    if gap == 0:
        names += _inside_sentence(a, b, same_type)
    return names


def _inside_sentence(a: Candidate, b: Candidate, same_type: bool) -> list[str]:
    path = dependency_path(a.token, b.token, 4)
    joined = ">".join(path) if path is not None else "far"
    clause = clause_of(a.token) == clause_of(b.token)
    apart = abs(a.token.i - b.token.i)
    size = "1-2" if apart < 3 else "3-6" if apart < 7 else "7+"
    return [
        f"path={joined}",
        f"path={joined}/{same_type}",
        f"clause={clause}/{same_type}",
        f"near={size}/{same_type}",
        f"pathlemma={joined}/{a.lemma}/{b.lemma}",
    ]


def _tense(candidate: Candidate) -> str:
    if candidate.pos == "noun" or candidate.zone == "title":
        return "noun"
    return verb_frame(candidate.token).tense


def date_relation(a: Scored, b: Scored) -> str:
    """Say how the dates agree: silent, one, same, overlap, conflict or unknown."""
    if a.date is None or b.date is None:
        return "silent" if a.date is None and b.date is None else "one"
    if a.date.id == b.date.id or (a.date.value is not None and a.date.value == b.date.value):
        return "same"
    if None not in (a.date.first, b.date.first, a.date.last, b.date.last):
        inside = str(a.date.first) <= str(b.date.last) and str(b.date.first) <= str(a.date.last)
        return "overlap" if inside else "conflict"
    return "unknown"


def _overlap(a: frozenset[str], b: frozenset[str]) -> str:
    if not a or not b:
        return "silent" if not a and not b else "one"
    return "share" if a & b else "differ"


def _name_relation(reading: Reading, a: Candidate, b: Candidate) -> str:
    if a.name is None and b.name is None:
        return "none"
    if a.name is None or b.name is None:
        named = a if a.name is not None else b
        other = b if a.name is not None else a
        entity = reading.entity_by_id.get(named.name or "")
        words = set(re.findall(r"\w+", entity.canonical.casefold())) if entity else set()
        return f"one/{other.token.lemma_.casefold() in words}/{'first' if a.name else 'second'}"
    return "same" if a.name == b.name else "other"


def _number_of(candidate: Candidate) -> int:
    return next((_ORDINALS[c.lower_] for c in candidate.token.children if c.lower_ in _ORDINALS), 0)


def may_share(a: Scored, b: Scored) -> bool:
    """Say whether nothing forbids the two words one record: dates that exclude each other, ordinals, "another"."""
    if date_relation(a, b) in _CONFLICTING:
        return False
    if a.number and b.number and a.number != b.number:
        return False
    names = {a.candidate.name, b.candidate.name} - {None}
    if (
        len(names) == 2
        and a.candidate.lemma != b.candidate.lemma
        and _NAMELESS
        not in (
            a.candidate.lemma,
            b.candidate.lemma,
        )
    ):
        return False
    in_body = "title" not in (a.candidate.zone, b.candidate.zone)
    return not (in_body and b.candidate.pos == "noun" and b.is_new)


def _is_new(candidate: Candidate) -> bool:
    """Say whether the noun is told as one more of its kind: "a fourth summit", "another meeting"."""
    words = {c.lower_ for c in candidate.token.children}
    if "another" in words:
        return True
    return bool(words & {"a", "an"}) and bool(words & (_SEPARATORS - {"new", "last", "first"}))


def _is_same_thing(a: Candidate, b: Candidate) -> bool:
    """Say whether one noun is the apposition or the predicate of the other ("the Symposium is an annual event")."""
    if b.token.dep_ == "appos" and b.token.head.i == a.token.i:
        return True
    verb = b.token.head
    is_predicate = b.token.dep_ == "attr" and verb.lemma_ == "be"
    return is_predicate and a.token.dep_ == "nsubj" and a.token.head.i == verb.i


def is_sure_link(reading: Reading, a: Scored, b: Scored) -> bool:
    """Say whether the two words surely share a record.

    One is the subject of the other ("the mission will visit"), one name lies inside the other, or both tell of
    signings that nothing parts.
    """
    first, second = a.candidate, b.candidate
    if first.type == second.type and first.token.dep_ == "nsubj" and first.token.head.i == second.token.i:
        return True
    if first.pos == second.pos == "noun" and first.sentence == second.sentence and _is_same_thing(first, second):
        return True
    if first.name is not None and second.name is not None and first.name != second.name:
        names = [_SPACES.sub(" ", reading.entity_by_id[n].canonical).casefold() for n in (first.name, second.name)]
        short, long = sorted(names, key=len)
        return len(short.split()) >= _LONG_NAME and short in long
    if {first.lemma, second.lemma} <= _SIGNING and first.type == second.type == "AGREEMENT":
        agrees = date_relation(a, b) in {"silent", "one", "same", "overlap"}
        return agrees and "differ" not in (_overlap(a.people, b.people), _overlap(a.about, b.about))
    return False
