"""Small trained linear models: a table of weights, applied without any library."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache, cached_property

from pipeline.lang.lexicon import read_table


class LinearModel:
    """A logistic model over named features; one weight table holds one or several classes."""

    def __init__(self, weights: dict[str, dict[str, float]]) -> None:
        self.weights = weights

    def score(self, features: Iterable[str], label: str = "yes") -> float:
        """Give the probability of `label` alone, between 0 and 1. Unknown features weigh nothing."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self._margin(label, features)))))

    def distribution(self, features: Iterable[str]) -> dict[str, float]:
        """Give the probability of every class, the classes in the order of their names."""
        margins = self._margins(features)
        top = max(margins.values())
        total = sum(math.exp(m - top) for m in margins.values())
        return {label: math.exp(m - top) / total for label, m in margins.items()}

    def _margins(self, features: Iterable[str]) -> dict[str, float]:
        found: dict[str, list[float]] = {x: [self.weights[x].get("(bias)", 0.0)] for x in sorted(self.weights)}
        for name in features:
            for label, weight in self._by_feature.get(name, ()):
                found[label].append(weight)
        return {label: math.fsum(weights) for label, weights in found.items()}

    @cached_property
    def _by_feature(self) -> dict[str, list[tuple[str, float]]]:
        """The classes that each feature speaks for or against: most features are known to few of them."""
        found: dict[str, list[tuple[str, float]]] = {}
        for label in sorted(self.weights):
            for name, weight in self.weights[label].items():
                found.setdefault(name, []).append((label, weight))
        return found

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
