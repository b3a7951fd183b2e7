"""Who takes part in an event and in which role (P1-P4), and where it happens (P5)."""

from __future__ import annotations

from functools import cache, lru_cache

from spacy.tokens import Token

from pipeline.lang.lexicon import read_table
from pipeline.lang.syntax import clause_of, is_verb, subjects
from pipeline.rooms.events.arguments import outermost, part_in_clause, relation_of
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.dating import dependency_path
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.references import Reference, people_nouns
from pipeline.rooms.events.verb_classes import TOKENS_KEPT, deed_features, deed_of, spoken_for

_FARTHEST_OWNER = 8
_DEEDS = frozenset({"DECISION", "LEADERSHIP", "PUBLICATION", "LAUNCH", "STATEMENT", "FUNDING", "AWARD", "AGREEMENT"})
_GROUPS = frozenset({"city", "municipality", "province", "region", "town", "village", "country", "state", "nation"})


def reference_key(reference: Reference) -> str:
    """Give what makes two references the same participant: the entity, or the place of the nominal."""
    return reference.entity or f"@{reference.token.i}"


def may_take_part(draft: Draft, reference: Reference) -> bool:
    """Say whether what is referred to can take part at all: no venue, and a gathering only as a body that decides."""
    if reference.kind == "NAMED_EVENT":
        return draft.type in _DEEDS and reference.entity != draft.name
    return reference.kind not in {"LOC", "FAC"}


def references_in_reach(draft: Draft, references: dict[int, list[Reference]]) -> dict[str, list[Reference]]:
    """Give the references of the draft's sentences and of the ones after them (P3), by key, in text order."""
    own = set(draft.sentences)
    found: dict[str, list[Reference]] = {}
    for number in sorted(own | {n + 1 for n in own}):
        for reference in references.get(number, ()):
            # In the sentence after the event only a name is sure enough to go on about it.
            near = reference.entity is not None or number in own
            if near and not any(reference.token == c.token for c in draft.mentions):
                found.setdefault(reference_key(reference), []).append(reference)
    return found


def part_features(reading: Reading, draft: Draft, references: list[Reference]) -> list[str]:
    """Give the names of what is true of an event and one possible participant or place."""
    names = {f"kind={references[0].kind}", f"kind={references[0].kind}/{draft.type}"}
    entity = references[0].entity
    if references[0].kind in {"GPE", "PLACE"}:
        owner = reading.entity_by_id.get(entity or "")
        kind = "country" if owner is not None and owner.canonical.casefold() in _countries() else "city"
        names |= {f"place={kind}", f"place={kind}/{references[0].position > 0}", f"place={kind}/{draft.type}"}
    if entity is not None and entity == reading.entities.issuer:
        names |= {"issuer", f"issuer/{draft.type}"}
    names.add(f"forms={'/'.join(sorted({r.form for r in references}))}")
    names.add(f"count={min(len(references), 3)}")
    own = set(draft.sentences)
    best = None
    for reference in references:
        number = reading.sentence_of(reference.start)
        if number not in own:
            names |= {"after", *_following(reading, draft, number, reference)}
            continue
        names |= set(_deeds(draft, number, reference))
        for candidate in draft.mentions:
            if candidate.sentence == number:
                names |= set(_pair(reading, draft, candidate, reference))
                apart = abs(candidate.token.i - reference.token.i)
                best = apart if best is None else min(best, apart)
    if best is not None:
        size = "1-2" if best < 3 else "3-5" if best < 6 else "6-10" if best < 11 else "11-20" if best < 21 else "21+"
        names |= {f"apart={size}", f"apart={size}/{references[0].kind}"}
    else:
        names |= {"elsewhere", f"elsewhere/{draft.type}"}
    if draft.name is not None and entity is not None:
        names.add("event_named")
    if entity is not None:
        names |= _standing(reading, draft, entity, references[0].kind)
    return sorted(names)


def _deeds(draft: Draft, number: int, reference: Reference) -> list[str]:
    """Tell what the reference does in a sentence of the event, and where the event's word stands to that deed."""
    token, how = spoken_for(reference.anchor or reference.token)
    verb = deed_of(token)
    return [
        f"via={how}/{draft.type}",
        f"via={how}/{reference.kind}",
        *deed_features(token, draft.type, _place_in(draft, number, verb)),
    ]


@lru_cache(maxsize=TOKENS_KEPT)
def _opening(first: Token) -> tuple[frozenset[str], int]:
    """Give the words that are subjects of the sentence with that first token, and how many tokens it has."""
    sentence = first.sent
    root = sentence.root
    return frozenset(s.lower_ for s in subjects(root)) if is_verb(root) else frozenset(), len(sentence)


def _place_in(draft: Draft, number: int, verb: Token) -> str:
    """Tell where the event's word stands to the verb: "self", its relation under it, "below" it or "far"."""
    best = "far"
    for candidate in draft.mentions:
        if candidate.sentence != number:
            continue
        if candidate.token.i == verb.i:
            return "self"
        if verb.is_ancestor(candidate.token):
            at = candidate.token
            while at.head.i != verb.i:
                at = at.head
            best = at.lower_ if at.dep_ == "prep" else str(at.dep_)
        elif candidate.token.is_ancestor(verb):
            best = "below" if best == "far" else best
    return best


def _standing(reading: Reading, draft: Draft, entity: str, kind: str) -> set[str]:
    """Tell how much the release is about the entity."""
    times = reading.mention_counts[entity]
    often = "1" if times < 2 else "2-3" if times < 4 else "4+"
    told = entity in reading.headline_entities
    return {f"often={often}/{kind}", f"headline={told}/{kind}", f"headline={told}/{draft.type}"}


def _rivalry(reading: Reading, draft: Draft, candidate: Candidate, token: Token) -> list[str]:
    """Tell which event word the reference hangs on, and how many stand between it and this event's."""
    own = {c.token.i for c in draft.mentions}
    at, steps = token, 0
    while at.head.i != at.i and at.head.i not in reading.event_words and steps < _FARTHEST_OWNER:
        at, steps = at.head, steps + 1
    owner = "none" if at.head.i == at.i or steps == _FARTHEST_OWNER else "own" if at.head.i in own else "other"
    low, high = sorted((token.i, candidate.token.i))
    between = sum(1 for i in range(low + 1, min(high, low + 60)) if i in reading.event_words and i not in own)
    top = at.head.i == candidate.token.i
    names = [f"owner={owner}", f"owner={owner}/{draft.type}", f"between={min(between, 3)}", f"owner={owner}/{top}"]
    names += [f"owner={owner}/{relation_of(at)}", f"owner={owner}/{relation_of(at)}/{draft.type}"]
    head = token.head.head if token.dep_ == "pobj" else token.head
    if head.pos_ in {"NOUN", "PROPN"} and head.i != token.i and head.lemma_.lower() in people_nouns():
        names.append("of=people")
    return names


def is_of_office(reference: Reference) -> bool:
    """Say whether the name only tells whose office someone holds ("mayor of Oslo")."""
    at = reference.token
    if at.dep_ != "pobj" or at.head.lower_ != "of":
        return False
    holder = at.head.head
    return holder.tag_ not in {"NNS", "NNPS"} and holder.lemma_.lower() in people_nouns() - _GROUPS


def _following(reading: Reading, draft: Draft, number: int, reference: Reference) -> list[str]:
    """Tell the reference's part in a sentence after the event; "It will be hosted by Oslo" goes on about it (P3)."""
    first = reading.first_tokens[number]
    if first is None:
        return []
    heads, length = _opening(first)
    lemmas = {c.token.lower_ for c in draft.mentions}
    topic = "it" if "it" in heads else "event" if heads & lemmas else "other"
    start = first.i
    rivals = any(i in reading.event_words for i in range(start, start + length))
    zone = reading.zone_of(reference.start)
    anchor = reference.anchor or reference.token
    token = outermost(anchor)
    holder, how = spoken_for(anchor)
    relation = relation_of(token)
    new_line = "\n" in reading.text[reading.sentences[number - 1].end - 1 : first.idx]
    own = clause_of(token).lemma_.lower()
    return [
        f"after={topic}/{relation}",
        f"after={topic}/{own}/{relation}",
        f"after={topic}/{reference.kind}/{draft.type}",
        f"next/{reference.kind}",
        f"next/{reference.kind}/{draft.type}",
        f"next/{rivals}",
        f"next/{zone}/{draft.type}",
        f"next/paragraph={new_line}",
        f"after_via={how}/{reference.kind}",
        *deed_features(holder, draft.type, f"next/{rivals}"),
        *deed_features(holder, draft.type, f"after/{topic}"),
    ]


@cache
def _countries() -> frozenset[str]:
    return frozenset(row["name"].casefold() for row in read_table("entities/countries"))


def _pair(reading: Reading, draft: Draft, candidate: Candidate, reference: Reference) -> list[str]:
    token = outermost(reference.anchor or reference.token)
    path = dependency_path(candidate.token, token)
    joined = ">".join(path) if path is not None else "far"
    relation = relation_of(token)
    clause = clause_of(candidate.token)
    own = clause_of(token)
    side = "before" if reference.start < candidate.start else "after"
    kind = reference.kind
    names = [
        f"path={joined}", f"path={joined}/{kind}", f"path={candidate.pos}/{joined}/{draft.type}",
        f"path={candidate.lemma}/{joined}", f"relation={relation}", f"relation={relation}/{kind}",
        f"relation={relation}/{draft.type}", f"relation={relation}/{kind}/{draft.type}", f"side={side}/{kind}",
        f"clause={clause == own}/{relation}", f"verb={own.lemma_.lower()}/{relation}",
        f"verb={own.lemma_.lower()}/{relation}/{draft.type}", f"zone={candidate.zone}/{kind}",
        f"form={reference.form}/{relation}", f"deep={token.i != reference.token.i}",
        f"listed={min(reference.position, 3)}/{kind}",
    ]  # fmt: skip
    names.append(f"head={token.head.lemma_.lower()}/{token.dep_}")
    if token.dep_ == "pobj" and token.head.dep_ == "prep":
        names.append(f"of={token.head.head.lemma_.lower()}/{token.head.lower_}")
        names.append(f"of={token.head.head.pos_}/{token.head.lower_}/{kind}")
    if token.head.i == candidate.token.i or (token.dep_ == "pobj" and token.head.head.i == candidate.token.i):
        names += [f"direct={relation}", f"direct={relation}/{draft.type}", f"direct={relation}/{kind}"]
    names += part_in_clause(candidate, token, clause, draft.type)
    names += _rivalry(reading, draft, candidate, token)
    inside = reading.mention_at.get(candidate.token.i)
    if inside is not None:
        names.append(f"named/{relation}")
    return names
