"""Counting commitments (GUIDELINES.md 6.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.evaluate.annotation import Annotation, Undertaking
from pipeline.evaluate.assignment import Pair, pair_up
from pipeline.evaluate.compare import same_date, same_parties, shared_parties, shared_words, word_f1, words
from pipeline.evaluate.names import Tally
from pipeline.model.vocabulary import LADDER

SLOTS = ("committer", "counterparty", "addressee")
LEAST_OVERLAP = 0.5


def scored_commitments(gold: Annotation, found: Annotation) -> list[Undertaking]:
    """Give the predicted commitments whose action begins outside gold's unscored zones."""
    return [c for c in found.commitments if gold.is_scored(c.action)]


def pair_commitments(found: Sequence[Undertaking], gold: Annotation) -> list[Pair]:
    """Pair commitments of the same sentence whose actions share the head or at least half of their words."""

    def weigh(a: Undertaking, b: Undertaking) -> float:
        if gold.sentence_at(a.action.start) != b.sentence:
            return 0.0
        same_head = a.head is not None and b.head is not None and a.head.overlaps(b.head)
        overlap = word_f1(a.action.text, b.action.text)
        if not same_head and overlap < LEAST_OVERLAP:
            return 0.0
        # The last summand keeps a pair that shares the head and no other word above "never".
        return overlap + 0.2 * (a.kind == b.kind) + 0.2 * same_head + 0.001

    return pair_up(found, gold.commitments, weigh)


def same_kind(a: Undertaking, b: Undertaking) -> bool:
    """Say whether both are of one class."""
    return a.kind == b.kind


def within_a_step(left: str, right: str) -> bool:
    """Say whether two strengths are equal or neighbours on the ladder of own commitments."""
    if left == right:
        return True
    return left in LADDER and right in LADDER and abs(LADDER.index(left) - LADDER.index(right)) == 1


def parties(side: Annotation, commitment: Undertaking, slot: str) -> list[frozenset[str]]:
    """Give the names of each party in one of `SLOTS`."""
    return [side.names_of_party(p) for p in getattr(commitment, slot)]


def count_commitments(gold: Annotation, found: Annotation, tally: Tally) -> None:
    """Add the counts of one release."""
    ours, theirs = scored_commitments(gold, found), gold.commitments
    pairs = [(ours[i], theirs[j]) for i, j in pair_commitments(ours, gold)]
    for side, records in (("pred", list(ours)), ("gold", list(theirs))):
        own = sum(c.kind == "OWN" for c in records)
        tally[f"commitments.{side}"] += len(records)
        tally[f"commitments.own.{side}"] += own
        tally[f"commitments.other.{side}"] += len(records) - own
        tally[f"words.{side}"] += sum(len(words(c.action.text)) for c in records)
        for c in records:
            tally[f"commitments.strength.{c.strength}.{side}"] += 1
    tally["commitments.tp"] += len(pairs)
    for a, b in pairs:
        _count_labels(a, b, tally)
        _count_parties(a, b, gold, found, tally)
        _count_details(a, b, tally)


def _count_labels(a: Undertaking, b: Undertaking, tally: Tally) -> None:
    tally["commitments.own.tp"] += a.kind == b.kind == "OWN"
    tally["commitments.other.tp"] += a.kind == b.kind != "OWN"
    tally["commitments.class.right"] += a.kind == b.kind
    tally["commitments.strength.right"] += a.strength == b.strength
    tally["commitments.strength.near"] += within_a_step(a.strength, b.strength)
    tally[f"commitments.strength.{b.strength}.tp"] += a.strength == b.strength
    tally["commitments.polarity.right"] += a.polarity == b.polarity
    tally[f"kappa.strength|{b.strength}|{a.strength}"] += 1


def _count_parties(a: Undertaking, b: Undertaking, gold: Annotation, found: Annotation, tally: Tally) -> None:
    for slot in SLOTS:
        ours, theirs = parties(found, a, slot), parties(gold, b, slot)
        is_same = same_parties(ours, theirs)
        tally[f"{slot}.right"] += is_same
        tally[f"{slot}.tp"] += shared_parties(ours, theirs)
        tally[f"{slot}.pred"] += len(ours)
        tally[f"{slot}.gold"] += len(theirs)
        if slot == "addressee" and b.kind == "CALL":
            tally["addressee.calls"] += 1
            tally["addressee.calls.right"] += is_same


def _count_details(a: Undertaking, b: Undertaking, tally: Tally) -> None:
    tally["words.f1.milli"] += round(1000 * word_f1(a.action.text, b.action.text))
    tally["words.tp"] += shared_words(a.action.text, b.action.text)
    if a.deadline or b.deadline:
        tally["deadlines.n"] += 1
        tally["deadlines.right"] += bool(a.deadline and b.deadline and same_date(a.deadline, b.deadline))
    ours, theirs = Counter(a.targets), Counter(b.targets)
    tally["targets.tp"] += (ours & theirs).total()
    tally["targets.pred"] += ours.total()
    tally["targets.gold"] += theirs.total()
