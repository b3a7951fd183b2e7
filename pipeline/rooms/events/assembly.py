"""From words to records: filter, date, merge, keep, nest, and fill in who and where."""

from __future__ import annotations

import copy
from collections import Counter
from dataclasses import dataclass
from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.lang.syntax import prepositions
from pipeline.model.records import Date, Participant
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.candidates import find_candidates
from pipeline.rooms.events.dating import date_features, dates_in_reach, event_date, is_within_day
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.keeping import record_features
from pipeline.rooms.events.linear import LinearModel, load_model
from pipeline.rooms.events.merging import Scored, cluster, complements, is_sure_link, pair_features, scored_candidate
from pipeline.rooms.events.parents import date_relation_of, parent_features
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.references import Reference, find_references
from pipeline.rooms.events.status import framed_status, framing_verb, is_told_past, status_features
from pipeline.rooms.events.taking_part import part_features, references_in_reach, told_role
from pipeline.rooms.events.triggers import is_plural, trigger_features

# Below MAYBE a word is no event word at all; a record needs KEEP.
MAYBE = 0.2
KEEP = 0.38
LINK = 0.5
MERGE = 0.5
SURE = 0.9
FARTHEST = 3  # sentences between words of different types
COUNTED = 0.7
PARENT = 0.33
PLACE = 0.4
PART = 0.4
LASTING = frozenset({"CONFLICT", "CRISIS"})
POSTPONED = "postponed"
NO_PARTICIPANTS = frozenset({"LOC", "FAC", "NAMED_EVENT"})
DOCUMENTED = frozenset({"AGREEMENT", "DECISION", "PUBLICATION", "LAUNCH", "STATEMENT", "DEADLINE"})
PLACE_KINDS = frozenset({"GPE", "LOC", "FAC", "PLACE"})


@dataclass(frozen=True)
class Models:
    """The trained parts of the room."""

    trigger: LinearModel
    date: LinearModel
    merge: LinearModel
    record: LinearModel
    parent: LinearModel
    status: LinearModel
    part: LinearModel
    place: LinearModel


def load_models() -> Models:
    """Open the trained parts (cached). Raises FileNotFoundError when one is missing."""
    names = ("trigger", "date", "merge", "record", "parent", "status", "part", "place")
    return Models(**{name: load_model(f"weights_{name}") for name in names})


def build_drafts(reading: Reading, models: Models) -> list[Draft]:
    """Give the events of a release as drafts in text order, every field filled."""
    scored = score_candidates(reading, models)
    drafts = merge_candidates(reading, scored, models)
    kept = [d for d in drafts if keep_score(reading, d, models) >= KEEP]
    complete_drafts(reading, kept, models)
    return kept


def score_candidates(reading: Reading, models: Models) -> list[Scored]:
    """Give the words that may be events with their score and the date of their sentence, in text order."""
    scored = [(c, models.trigger.score(trigger_features(reading, c))) for c in find_candidates(reading)]
    likely = [(c, s) for c, s in scored if s >= MAYBE]
    rivals = [c for c, _ in likely]
    found = []
    for candidate, score in likely:
        date, _ = best_date(reading, [candidate], rivals, models)
        found.append(scored_candidate(reading, candidate, score, date))
    return found


def best_date(
    reading: Reading, mentions: list[Candidate], rivals: list[Candidate], models: Models
) -> tuple[Date | None, float]:
    """Give the most probable date of the words, and its probability; None below the threshold."""
    best: tuple[Date | None, float] = (None, LINK)
    for candidate in mentions:
        if is_within_day(candidate):
            continue
        for date in dates_in_reach(reading, candidate):
            score = models.date.score(date_features(reading, candidate, date, rivals))
            if score > best[1]:
                best = (date, score)
    return best


def merge_candidates(reading: Reading, scored: list[Scored], models: Models) -> list[Draft]:
    """Give one draft per happening: words linked to their most probable earlier namesake, plurals split by date."""
    links: dict[int, list[tuple[float, int]]] = {}
    for later in range(len(scored)):
        for earlier in range(later):
            if not in_reach(scored[earlier].candidate, scored[later].candidate):
                continue
            features = pair_features(reading, scored[earlier], scored[later], scored[earlier + 1 : later])
            score = models.merge.score(features)
            if is_sure_link(reading, scored[earlier], scored[later]):
                score = max(score, SURE)
            if score >= MERGE:
                links.setdefault(later, []).append((score, earlier))
    links = {n: sorted(found, reverse=True) for n, found in links.items()}
    rivals = [s.candidate for s in scored]
    drafts = []
    for group in cluster(scored, links):
        draft = Draft([scored[n].candidate for n in group], [scored[n].score for n in group])
        finish_draft(reading, draft, rivals, models)
        drafts += split_counted(reading, draft, rivals, models)
    return sorted(drafts, key=lambda d: (d.first.start, d.part or ""))


def in_reach(a: Candidate, b: Candidate) -> bool:
    """Say whether two words may share a record at all: of one type, in a headline, or not far from each other."""
    return a.type == b.type or "title" in (a.zone, b.zone) or b.sentence - a.sentence <= FARTHEST


def finish_draft(reading: Reading, draft: Draft, rivals: list[Candidate], models: Models) -> None:
    """Fill type, date link, name and the order of mentions."""
    draft.linked, draft.link_score = best_date(reading, draft.mentions, rivals, models)
    draft.type = type_of(draft)
    names = [c.name for c in draft.mentions if c.name is not None]
    draft.name = Counter(names).most_common(1)[0][0] if names else None
    if framed_status(draft) == POSTPONED:
        draft.linked = new_date(reading, draft)
    if draft.linked is not None:
        draft.date = event_date(draft.linked)
    order_mentions(reading, draft)


def new_date(reading: Reading, draft: Draft) -> Date | None:
    """Give the date a postponed event was moved to ("postponed from May to June"), None when it is not told (T8)."""
    for candidate in draft.mentions:
        verb = framing_verb(candidate)
        for word, head in prepositions(verb) if verb is not None else ():
            if word in {"to", "until", "till"} and head.i in reading.date_at:
                return reading.date_at[head.i]
    return None


def order_mentions(reading: Reading, draft: Draft) -> None:
    """Put the main mention first: in the date's sentence, in the body, best score; the others in text order."""
    at = reading.sentence_of(draft.linked.start) if draft.linked is not None else -1
    pairs = sorted(zip(draft.mentions, draft.scores, strict=True), key=lambda p: p[0].start)
    main = max(pairs, key=lambda p: (p[0].sentence == at, p[0].zone != "title", round(p[1], 1), -p[0].start))
    pairs.remove(main)
    draft.mentions = [main[0], *(c for c, _ in pairs)]
    draft.scores = [main[1], *(s for _, s in pairs)]


def type_of(draft: Draft) -> str:
    """Give the type most of the words agree on; a noun that names the gathering counts double."""
    votes: Counter[str] = Counter()
    for candidate, score in zip(draft.mentions, draft.scores, strict=True):
        weight = 2.0 if candidate.pos == "noun" else 1.0
        votes[candidate.type] += weight * score * (1.5 if candidate.source == "context" else 1.0)  # type: ignore[assignment]
    return max(sorted(votes), key=lambda t: votes[t])


def split_counted(reading: Reading, draft: Draft, rivals: list[Candidate], models: Models) -> list[Draft]:
    """Give one record per coordinated date of a plural ("two meetings in May and September"), else the draft."""
    if draft.linked is None:
        return [draft]
    head = reading.head_of.get(f"d:{draft.linked.id}")
    main = draft.main
    if head is None or not (main.pos == "noun" and is_plural(main.token)):
        return [draft]
    together = {t.i for t in head.conjuncts} | {head.i}
    dates = [
        d
        for d in reading.dates_by_sentence.get(main.sentence, ())
        if d.kind == "date" and (h := reading.head_of.get(f"d:{d.id}")) is not None and h.i in together
    ]
    if len(dates) < 2:
        return [draft]
    parts = []
    for date in dates:
        part = copy.copy(draft)
        part.linked, part.date, part.part = date, event_date(date), date.id
        parts.append(part)
    return parts


def keep_score(reading: Reading, draft: Draft, models: Models) -> float:
    """Give and note the probability that the record is an event by the guidelines."""
    draft.score = models.record.score(record_features(reading, draft))
    if draft.part is not None:
        # Counted and dated ("two meetings in May and September"): individuated and anchored by E1 and E3a.
        draft.score = max(draft.score, COUNTED)
    return draft.score


def complete_drafts(reading: Reading, drafts: list[Draft], models: Models) -> None:
    """Fill parent, inherited date, status, participants and places of every draft."""
    references = find_references(reading)
    for draft in drafts:
        link_parent(reading, draft, drafts, models)
    for draft in drafts:
        inherit_date(draft)
        draft.status = resolve_status(reading, draft, models)
        draft.document = link_document(reading, draft)
        link_people(reading, draft, references, models)
        link_places(reading, draft, references, models)
    for draft in drafts:
        inherit_places(draft)


def link_parent(reading: Reading, draft: Draft, drafts: list[Draft], models: Models) -> None:
    """Give the draft the most probable other record as its parent; never one that is already below it."""
    best: tuple[Draft | None, float] = (None, PARENT)
    for other in drafts:
        if other is draft or _is_below(other, draft) or date_relation_of(draft, other) == "apart":
            continue
        score = models.parent.score(parent_features(reading, draft, other, drafts))
        if score > best[1]:
            best = (other, score)
    draft.parent = best[0]


def _is_below(draft: Draft, other: Draft) -> bool:
    at: Draft | None = draft
    while at is not None:
        if at is other:
            return True
        at = at.parent
    return False


def inherit_date(draft: Draft) -> None:
    """Take the date of the nearest dated parent when the draft has none (V2)."""
    at = draft.parent
    while draft.linked is None and draft.date.basis == "none" and at is not None:
        if at.linked is not None:
            draft.date = event_date(at.linked, "inherited")
        at = at.parent


def inherit_places(draft: Draft) -> None:
    """Take the places of the nearest parent that has some when the draft has none (P5)."""
    at = draft.parent
    while not draft.places and at is not None:
        draft.places = list(at.own_places)
        at = at.parent


def resolve_status(reading: Reading, draft: Draft, models: Models) -> str:
    """Give the status a framing verb decides, else the one the verb forms, cue words and dates speak for."""
    framed = framed_status(draft)
    if framed == POSTPONED:
        return "planned"
    if framed is not None:
        return framed
    names = status_features(reading, draft)
    odds = models.status.distribution(names)
    told = any(name.endswith(("progressive=True", "cue=ongoing")) for name in names)
    if is_told_past(draft) or (draft.type not in LASTING and not told):
        odds.pop("ongoing", None)
    return max(sorted(odds), key=lambda status: odds[status])


def link_document(reading: Reading, draft: Draft) -> str | None:
    """Give the DOCUMENT that the happening signs, adopts or brings out: among the complements of its words."""
    if draft.type not in DOCUMENTED:
        return None
    for candidate in draft.mentions:
        for head in [candidate.token, *complements(candidate)]:
            mention = reading.mention_at.get(head.i)
            entity = reading.entity_by_mention.get(mention.id) if mention is not None else None
            if entity is not None and entity.type == "DOCUMENT":
                return entity.id
    return None


@cache
def roles_of(kind: str) -> tuple[str, ...]:
    """Give the roles that events of the type have, from the table."""
    return next(tuple(row["roles"].split()) for row in read_table("events/roles_by_type") if row["type"] == kind)


def link_people(reading: Reading, draft: Draft, references: dict[int, list[Reference]], models: Models) -> None:
    """Fill the participants with their roles, in text order."""
    found: list[tuple[int, Participant]] = []
    for group in references_in_reach(draft, references).values():
        first = group[0]
        if first.kind in NO_PARTICIPANTS:
            continue
        told = told_role(draft, group)
        odds = {told: 1.0} if told else models.part.distribution(part_features(reading, draft, group))
        if 1.0 - odds.get("none", 0.0) < PART:
            continue
        role = max(sorted(set(odds) & set(roles_of(draft.type))), key=lambda r: odds[r])
        named = first.entity is not None
        at = (None, None) if named else (first.start, first.end)
        found.append((first.start, Participant(first.entity, role, *at)))
    draft.participants = [p for _, p in sorted(found, key=lambda x: x[0])]


def link_places(reading: Reading, draft: Draft, references: dict[int, list[Reference]], models: Models) -> None:
    """Fill the places where the event happens, in text order."""
    found = []
    for group in references_in_reach(draft, references).values():
        if group[0].kind not in PLACE_KINDS or group[0].entity is None:
            continue
        if models.place.score(part_features(reading, draft, group)) >= PLACE:
            found.append((group[0].start, group[0].entity))
    draft.places = [entity for _, entity in sorted(found)]
    draft.own_places = list(draft.places)
