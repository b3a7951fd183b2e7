"""Which frames are commitments: hard exclusions first, then a small trained filter.

The filter is a logistic model whose weights stand in `models/en/commitments/filter.csv` (feature, weight); the
row "(bias)" is the constant. It is rebuilt by `python -m pipeline.training.commitments`.
"""

from __future__ import annotations

from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.rooms.commitments.candidates import Candidate

# Chosen on held-out folds, where F1 is flat from -0.7 to here and precision rises.
THRESHOLD = -0.3


@cache
def weights() -> dict[str, float]:
    """Give the weights of the filter by feature."""
    return {row["feature"]: float(row["weight"]) for row in read_table("commitments/filter")}


@cache
def rules() -> tuple[tuple[frozenset[str], float], ...]:
    """Give the rules that outweigh the filter where it has seen too little: features that must hold, and a weight."""
    return tuple((frozenset(row["when"].split()), float(row["weight"])) for row in read_table("commitments/rules"))


def is_accepted(candidate: Candidate) -> bool:
    """Say whether a candidate is a commitment."""
    return score_of(candidate.features) >= THRESHOLD


def score_of(features: frozenset[str]) -> float:
    """Give the log-odds of a frame being a commitment; the order of summing is fixed."""
    table = weights()
    learnt = table.get("(bias)", 0.0) + sum(table.get(name, 0.0) for name in sorted(features))
    return learnt + sum(weight for needed, weight in rules() if needed <= features)
