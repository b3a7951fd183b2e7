"""From words to records: filter, date, merge and keep."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.lang.syntax import prepositions
from pipeline.model.records import Date
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.candidates import find_candidates
from pipeline.rooms.events.choosing import Choices, choose_date
from pipeline.rooms.events.clustering import cluster
from pipeline.rooms.events.dating import date_features, dates_in_reach, event_date, is_within_day
from pipeline.rooms.events.details import complete_drafts
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.keeping import record_features
from pipeline.rooms.events.merging import DateScore, Scored, is_sure_link, pair_names, scored_candidate
from pipeline.rooms.events.models import Models
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.splitting import counted_dates, split_counted, split_placed
from pipeline.rooms.events.status import POSTPONED, framed_status, framing_verb
from pipeline.rooms.events.triggers import trigger_features
from pipeline.rooms.events.trusting import trust_features

# Below MAYBE a word is no event word at all; a record needs KEEP.
MAYBE = 0.2
KEEP = 0.35
LINK = 0.5
APART = 0.02  # no pair of words counts as surer to share, or not to share, a record
SURE = 0.9
FARTHEST = 3  # sentences between words of different types
COUNTED = 0.7


def build_drafts(reading: Reading, models: Models) -> list[Draft]:
    """Give the events of a release as drafts in text order, every field filled."""
    scored = score_candidates(reading, models)
    drafts = merge_candidates(reading, scored, models)
    kept = keep_drafts(reading, drafts, models)
    complete_kept(reading, kept, models)
    return kept


def complete_kept(reading: Reading, kept: list[Draft], models: Models) -> None:
    """Fill every field of the records that are kept."""
    date_drafts(reading, kept, models)
    trust_drafts(reading, kept, models)
    complete_drafts(reading, kept, models)
    for draft in kept:
        if draft.part is not None and not draft.is_counted:
            draft.places = [draft.part]


def score_candidates(reading: Reading, models: Models) -> list[Scored]:
    """Give the words that may be events with their score and the date of their sentence, in text order."""
    scored = [(c, models.trigger.score(trigger_features(reading, c))) for c in find_candidates(reading)]
    likely = [(c, s) for c, s in scored if s >= MAYBE]
    rivals = [c for c, _ in likely]
    reading.event_words = frozenset(c.token.i for c in rivals)
    found = []
    for candidate, score in likely:
        dates = date_scores(reading, candidate, rivals, models)
        found.append(scored_candidate(reading, candidate, score, _best(dates)[0], dates))
    return found


def _best(scored: Sequence[DateScore]) -> tuple[Date | None, float]:
    """Give the most probable date and its probability; None below the threshold."""
    best: tuple[Date | None, float] = (None, LINK)
    for date, score, _ in scored:
        if score > best[1]:
            best = (date, score)
    return best


def date_scores(
    reading: Reading, candidate: Candidate, rivals: list[Candidate], models: Models
) -> tuple[DateScore, ...]:
    """Give each date in reach of the word with its probability and the start of the word."""
    found = []
    for date in [] if is_within_day(candidate) else dates_in_reach(reading, candidate):
        score = models.date.score(date_features(reading, candidate, date, rivals))
        if len(counted_dates(reading, candidate, date)) > 1:
            score = max(score, SURE)
        found.append((date, score, candidate.start))
    return tuple(found)


def merge_candidates(reading: Reading, scored: list[Scored], models: Models) -> list[Draft]:
    """Give one draft per happening: words linked to their most probable earlier namesake, plurals split by date."""
    drafts = []
    for group in cluster(scored, merge_odds(reading, scored, models)):
        draft = Draft([scored[n].candidate for n in group], [scored[n].score for n in group])
        draft.people = frozenset().union(*(scored[n].people for n in group))
        draft.about = frozenset().union(*(scored[n].about for n in group))
        finish_draft(reading, draft, [date for n in group for date in scored[n].dates])
        for part in split_counted(reading, draft):
            drafts += split_placed(reading, part)
    return sorted(drafts, key=lambda d: (d.first.start, d.part or ""))


def merge_odds(reading: Reading, scored: list[Scored], models: Models) -> NDArray[np.float64]:
    """Give the log odds that two words share a record, for every pair."""
    odds = np.full((len(scored), len(scored)), math.log(APART / (1 - APART)))
    for later in range(len(scored)):
        near = 0
        for earlier in reversed(range(later)):
            between, alike = near, scored[earlier].candidate.type == scored[later].candidate.type
            near += alike
            if not in_reach(scored[earlier].candidate, scored[later].candidate):
                continue
            features = pair_names(reading, scored[earlier], scored[later], between, later - earlier - 1)
            score = models.merge.score(features)
            if is_sure_link(reading, scored[earlier], scored[later]):
                score = max(score, SURE)
            score = min(max(score, APART), 1 - APART)
            odds[earlier, later] = odds[later, earlier] = math.log(score / (1 - score))
    return odds


def in_reach(a: Candidate, b: Candidate) -> bool:
    """Say whether two words may share a record at all: of one type, in a headline, or not far from each other."""
    return a.type == b.type or "title" in (a.zone, b.zone) or b.sentence - a.sentence <= FARTHEST


def finish_draft(reading: Reading, draft: Draft, scored: list[DateScore]) -> None:
    """Fill type, date link, name and the order of mentions; `scored` are the dates in reach of its words."""
    for date, score, start in scored:
        draft.date_scores.setdefault(date.id, []).append((score, start))
    draft.linked, draft.link_score = _best(scored)
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


def keep_drafts(reading: Reading, drafts: list[Draft], models: Models) -> list[Draft]:
    """Give the records that are events by the guidelines, each with how probable that is."""
    for draft in drafts:
        draft.score = models.record.score(record_features(reading, draft, drafts))
        if draft.is_counted:
            # Counted and dated ("two meetings in May and September"): individuated and anchored by E1 and E3a.
            draft.score = max(draft.score, COUNTED)
    return [d for d in drafts if d.score >= KEEP]


def date_drafts(reading: Reading, drafts: list[Draft], models: Models) -> None:
    """Give each record its parent and its date: its own, that of a record it is part of, or none."""
    view = Choices(reading, drafts, models)
    for draft in drafts:
        if not draft.is_counted and framed_status(draft) != POSTPONED:
            choose_date(view, draft, models)
    for draft in drafts:
        order_mentions(reading, draft)


def trust_drafts(reading: Reading, drafts: list[Draft], models: Models) -> None:
    """Note how probably each record has the right type and date."""
    for draft in drafts:
        draft.trust = models.trust.score(trust_features(reading, draft, drafts))
