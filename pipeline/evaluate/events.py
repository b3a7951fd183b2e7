"""Counting events (GUIDELINES.md 6.3)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evaluate.annotation import Annotation, Happening
from pipeline.evaluate.assignment import Pair, count_pairs, pair_up
from pipeline.evaluate.compare import same_date, shared_parties, similar_date
from pipeline.evaluate.names import Tally


def scored_events(gold: Annotation, found: Annotation) -> list[Happening]:
    """Give the predicted events whose main mention lies outside gold's unscored zones."""
    return [e for e in found.events if gold.is_scored(e.triggers[0])]


def shares_trigger(found: Happening, gold: Happening) -> bool:
    """Say whether a trigger of one overlaps a trigger of the other: a strict match."""
    return any(a.overlaps(b) for a in found.triggers for b in gold.triggers)


def pair_events(found: Sequence[Happening], gold: Annotation) -> list[Pair]:
    """Pair predicted with gold events, strict and lenient candidates together."""

    def weigh(a: Happening, b: Happening) -> float:
        same_type, same_day = a.type == b.type, same_date(a.date, b.date)
        same_sentence = gold.sentence_at(a.triggers[0].start) == b.sentence
        if shares_trigger(a, b):
            base = 1.0
        elif same_sentence and same_type and same_day:
            base = 0.6
        else:
            return 0.0
        return base + 0.30 * same_type + 0.40 * same_day + 0.15 * same_sentence

    return pair_up(found, gold.events, weigh)


def is_dated(event: Happening) -> bool:
    """Say whether the record gives a date."""
    return bool(event.date.value)


def count_events(gold: Annotation, found: Annotation, tally: Tally) -> None:
    """Add the counts of one release."""
    ours, theirs = scored_events(gold, found), gold.events
    pairs = pair_events(ours, gold)
    matched = [(ours[i], theirs[j]) for i, j in pairs if shares_trigger(ours[i], theirs[j])]
    tally["events.lenient.tp"] += len(pairs)
    tally["events.tp"] += len(matched)
    for side, events in (("pred", list(ours)), ("gold", list(theirs))):
        tally[f"events.{side}"] += len(events)
        tally[f"events.dated.{side}"] += sum(map(is_dated, events))
        tally[f"participants.{side}"] += sum(len(e.participants) for e in events)
        tally[f"places.{side}"] += sum(len(e.places) for e in events)
        for event in events:
            tally[f"events.type.{event.type}.{side}"] += 1
            tally[f"events.status.{event.status}.{side}"] += 1
    for a, b in matched:
        _count_attributes(a, b, tally)
        _count_people(a, b, gold, found, tally)


def _count_attributes(a: Happening, b: Happening, tally: Tally) -> None:
    same_type, same_status, same_day = a.type == b.type, a.status == b.status, same_date(a.date, b.date)
    tally["events.dated.tp"] += is_dated(a) and is_dated(b)
    tally["events.type.right"] += same_type
    tally["events.status.right"] += same_status
    tally["events.date.right"] += same_day
    tally["events.date.similar"] += similar_date(a.date, b.date)
    tally["events.dated.strict"] += same_day and is_dated(b)
    tally["events.dated.lenient"] += is_dated(b) and similar_date(a.date, b.date)
    tally["events.dated.type"] += same_type and same_day and is_dated(b)
    tally[f"events.type.{b.type}.tp"] += same_type
    tally[f"events.status.{b.status}.tp"] += same_status
    tally[f"kappa.status|{b.status}|{a.status}"] += 1


def _count_people(a: Happening, b: Happening, gold: Annotation, found: Annotation, tally: Tally) -> None:
    ours = [(found.names_of_party(p), p.role) for p in a.participants]
    theirs = [(gold.names_of_party(p), p.role) for p in b.participants]
    tally["participants.tp"] += count_pairs(ours, theirs, lambda x, y: x[0] & y[0])
    tally["participants.role.tp"] += count_pairs(ours, theirs, lambda x, y: x[1] == y[1] and x[0] & y[0])
    tally["places.tp"] += shared_parties([found.names_of(x) for x in a.places], [gold.names_of(x) for x in b.places])
