"""Counting date expressions (GUIDELINES.md 6.2)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evaluate.annotation import Annotation, DateMention
from pipeline.evaluate.assignment import Pair, pair_up
from pipeline.evaluate.compare import same_date, similar_date
from pipeline.evaluate.names import Tally

KINDS = {"date": ("date",), "vague": ("vague",), "duration": ("duration", "set")}


def scored_dates(gold: Annotation, side: Annotation, kinds: Sequence[str]) -> list[DateMention]:
    """Give the expressions of some kinds outside gold's unscored zones."""
    return [d for d in side.dates if d.kind in kinds and gold.is_scored(d.where)]


def pair_dates(found: Sequence[DateMention], gold: Sequence[DateMention]) -> list[Pair]:
    """Pair overlapping expressions, those with the same value first."""

    def weigh(a: DateMention, b: DateMention) -> float:
        if not a.where.overlaps(b.where):
            return 0.0
        return 1.5 if same_date(a.date, b.date) else 1.0

    return pair_up(found, gold, weigh)


def count_dates(gold: Annotation, found: Annotation, tally: Tally) -> None:
    """Add the counts of one release for each group of kinds."""
    for group, kinds in KINDS.items():
        theirs, ours = scored_dates(gold, gold, kinds), scored_dates(gold, found, kinds)
        pairs = [(ours[i].date, theirs[j].date) for i, j in pair_dates(ours, theirs)]
        tally[f"dates.{group}.gold"] += len(theirs)
        tally[f"dates.{group}.pred"] += len(ours)
        tally[f"dates.{group}.tp"] += len(pairs)
        tally[f"dates.{group}.strict"] += sum(same_date(a, b) for a, b in pairs)
        tally[f"dates.{group}.lenient"] += sum(similar_date(a, b) for a, b in pairs)
