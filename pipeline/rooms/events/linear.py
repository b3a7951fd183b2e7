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
        rows = list(filter(None, map(self._rows.get, ("(bias)", *features))))
        sums = map(math.fsum, zip(*rows, strict=True)) if rows else [0.0] * len(self._labels)
        return dict(zip(self._labels, sums, strict=True))

    @cached_property
    def _labels(self) -> list[str]:
        return sorted(self.weights)

    @cached_property
    def _rows(self) -> dict[str, tuple[float, ...]]:
        """The weights of each feature for the classes in their order: looked up once for all of them."""
        names = {name: None for label in self._labels for name in self.weights[label]}
        return {name: tuple(self.weights[label].get(name, 0.0) for label in self._labels) for name in names}

    def _margin(self, label: str, features: Iterable[str]) -> float:
        table = self.weights.get(label, {})
        # An exact sum: adding floats in another order could change the last digit.
        return table.get("(bias)", 0.0) + math.fsum(filter(None, map(table.get, features)))


@cache
def load_model(name: str) -> LinearModel:
    """Open `models/en/events/<name>.csv` with columns class, feature, weight.

    Raises FileNotFoundError when it is missing and ValueError when a weight is not a number.
    """
    weights: dict[str, dict[str, float]] = {}
    for row in read_table(f"events/{name}"):
        weights.setdefault(row["class"], {})[row["feature"]] = float(row["weight"])
    return LinearModel(weights)
