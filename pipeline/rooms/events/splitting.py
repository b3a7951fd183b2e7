"""One record for each date or place that a plural is told with (E1)."""

from __future__ import annotations

import copy

from pipeline.lang.syntax import clause_of, prepositions
from pipeline.model.records import Date
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.dating import event_date
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.triggers import is_plural

_STRUCK = frozenset({"in", "on", "at", "against", "of", "near", "around"})


def split_counted(reading: Reading, draft: Draft) -> list[Draft]:
    """Give one record per coordinated date of a plural ("two meetings in May and September"), else the draft."""
    dates = counted_dates(reading, draft.main, draft.linked) if draft.linked is not None else []
    if len(dates) < 2:
        return [draft]
    parts = []
    for date in dates:
        part = copy.copy(draft)
        part.linked, part.date, part.part = date, event_date(date), date.id
        parts.append(part)
    return parts


def split_placed(reading: Reading, draft: Draft) -> list[Draft]:
    """Give one record per place of attacks that are told together ("attacks in A, B and C", E1), else the draft."""
    places = _struck_places(reading, draft) if draft.type == "CONFLICT" and draft.part is None else []
    if len(places) < 2:
        return [draft]
    parts = []
    for place in places:
        part = copy.copy(draft)
        part.part = place
        parts.append(part)
    return parts


def _struck_places(reading: Reading, draft: Draft) -> list[str]:
    """Give the ids of the places that the first plural noun with coordinated places has, in text order."""
    for candidate in draft.mentions:
        if candidate.pos != "noun" or not is_plural(candidate.token):
            continue
        found: dict[str, None] = {}
        joined = False
        for word, head in prepositions(candidate.token):
            mention = reading.mention_at.get(head.i)
            entity = reading.entity_by_mention.get(mention.id) if mention is not None else None
            if word in _STRUCK and entity is not None and entity.type == "PLACE":
                found[entity.id] = None
                # "in Aleppo, Syria" may be read as a list; a list of places has its "and".
                joined = joined or any(c.dep_ == "cc" for c in head.children)
        if len(found) > 1 and joined:
            return list(found)
    return []


def counted_dates(reading: Reading, candidate: Candidate, date: Date) -> list[Date]:
    """Give the dates coordinated with the date in the clause of a plural noun, itself included; else none."""
    head = reading.head_of.get(f"d:{date.id}")
    if head is None or not (candidate.pos == "noun" and is_plural(candidate.token)):
        return []
    if clause_of(head).i != clause_of(candidate.token).i:
        return []
    together = {t.i for t in head.conjuncts} | {head.i}
    return [
        d
        for d in reading.dates_by_sentence.get(candidate.sentence, ())
        if d.kind == "date" and (h := reading.head_of.get(f"d:{d.id}")) is not None and h.i in together
    ]
