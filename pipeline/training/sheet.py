"""Rows of named features with their answers, and the linear models fitted to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from pipeline.rooms.events.linear import LinearModel

FOLDS = 5
RARE = 1  # features seen no more often are left out
_SMALLEST_WEIGHT = 0.02


class Sheet:
    """Rows of feature names with their answers and the release each comes from."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.answers: list[str] = []
        self.groups: list[int] = []

    def add(self, row: list[str], answer: str | bool, group: int = 0) -> None:
        """Add one row; a yes/no answer may be given as a bool."""
        self.rows.append(row)
        self.answers.append(answer if isinstance(answer, str) else "yes" if answer else "no")
        self.groups.append(group)

    def fit(self, strength: float, chosen: Sequence[int] | None = None) -> LinearModel:
        """Fit a logistic model; features seen RARE times or less are left out."""
        chosen = range(len(self.rows)) if chosen is None else chosen
        rows = [set(self.rows[n]) for n in chosen]
        counts = Counter(name for row in rows for name in row)
        columns = {name: n for n, name in enumerate(sorted(name for name, count in counts.items() if count > RARE))}
        matrix = _matrix(rows, columns)
        answers = [self.answers[n] for n in chosen]
        binary = len(set(answers)) == 2 and "yes" in answers
        solver = "liblinear" if binary else "lbfgs"
        fitted = LogisticRegression(C=strength, solver=solver, max_iter=500, random_state=0).fit(matrix, answers)
        labels = ["yes"] if binary else [str(c) for c in fitted.classes_]
        return LinearModel(
            {label: _table(columns, fitted.coef_[n], float(fitted.intercept_[n])) for n, label in enumerate(labels)}
        )

    def held_out(self, strength: float) -> list[float]:
        """Give each row's probability of "yes" by models that have not seen its release."""
        found = [0.0] * len(self.rows)
        for fold in range(FOLDS):
            model = self.fit(strength, [n for n, g in enumerate(self.groups) if g % FOLDS != fold])
            for n, group in enumerate(self.groups):
                if group % FOLDS == fold:
                    found[n] = model.score(self.rows[n])
        return found


def average(one: LinearModel, other: LinearModel) -> LinearModel:
    """Give the model whose weights are the means of two models'; an unknown feature weighs nothing."""
    mean: dict[str, dict[str, float]] = {}
    for label in sorted({*one.weights, *other.weights}):
        tables = (one.weights.get(label, {}), other.weights.get(label, {}))
        names = sorted({*tables[0], *tables[1]})
        mean[label] = {name: sum(table.get(name, 0.0) for table in tables) / 2 for name in names}
    return LinearModel(mean)


def _matrix(rows: list[set[str]], columns: dict[str, int]) -> sparse.csr_matrix:
    places = [(n, columns[name]) for n, row in enumerate(rows) for name in sorted(row) if name in columns]
    data = np.ones(len(places))
    return sparse.csr_matrix((data, tuple(zip(*places, strict=True))), shape=(len(rows), len(columns)))


def _table(columns: dict[str, int], weights: NDArray[np.float64], bias: float) -> dict[str, float]:
    table = {name: round(float(weights[n]), 3) for name, n in columns.items()}
    return {"(bias)": round(bias, 3), **{k: w for k, w in table.items() if abs(w) >= _SMALLEST_WEIGHT}}
