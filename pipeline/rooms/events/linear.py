"""Small trained linear models: a table of weights, applied without any library."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

from pipeline.lang.lexicon import read_table


class LinearModel:
    """A logistic model over named features; one weight table holds one or several classes."""

    def __init__(self, weights: dict[str, dict[str, float]]) -> None:
        self.weights = weights

    def score(self, features: Iterable[str], label: str = "yes") -> float:
        """Give the probability of `label` alone, between 0 and 1. Unknown features weigh nothing."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self._margin(label, features)))))

    def best(self, features: Iterable[str]) -> tuple[str, float]:
        """Give the class with the highest probability and that probability (ties: first by name)."""
        names = list(features)
        margins = {label: self._margin(label, names) for label in sorted(self.weights)}
        top = max(margins.values())
        total = sum(math.exp(m - top) for m in margins.values())
        label = max(sorted(margins), key=lambda x: margins[x])
        return label, math.exp(margins[label] - top) / total

    def distribution(self, features: Iterable[str]) -> dict[str, float]:
        """Give the probability of every class."""
        names = list(features)
        margins = {label: self._margin(label, names) for label in sorted(self.weights)}
        top = max(margins.values())
        total = sum(math.exp(m - top) for m in margins.values())
        return {label: math.exp(m - top) / total for label, m in margins.items()}

    def _margin(self, label: str, features: Iterable[str]) -> float:
        table = self.weights.get(label, {})
        # A sorted sum: adding floats in another order could change the last digit.
        return table.get("(bias)", 0.0) + math.fsum([table[f] for f in features if f in table])


@cache
def load_model(name: str) -> LinearModel:
    """Open `models/en/events/<name>.csv` with columns class, feature, weight.

    Raises FileNotFoundError when it is missing and ValueError when a weight is not a number.
    """
    weights: dict[str, dict[str, float]] = {}
    for row in read_table(f"events/{name}"):
        weights.setdefault(row["class"], {})[row["feature"]] = float(row["weight"])
    return LinearModel(weights)
