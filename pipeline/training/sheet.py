"""Rows of named features with their answers, and the linear models fitted to them."""

from __future__ import annotations

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
        self.answers: list[str] = []
        self.groups: list[int] = []
        self._numbers: dict[str, int] = {}
        self._rows: list[list[int]] = []

    def add(self, row: Sequence[str], answer: str | bool, group: int = 0) -> None:
        """Add one row; a yes/no answer may be given as a bool."""
        self._rows.append(sorted({self._numbers.setdefault(name, len(self._numbers)) for name in row}))
        self.answers.append(answer if isinstance(answer, str) else "yes" if answer else "no")
        self.groups.append(group)

    def rows_without(self, fold: int) -> list[int]:
        """Give the numbers of the rows of releases outside the fold."""
        return [n for n, group in enumerate(self.groups) if group % FOLDS != fold]

    def fit(self, strength: float, chosen: Sequence[int] | None = None) -> LinearModel:
        """Fit a logistic model; features seen RARE times or less are left out."""
        rows = np.arange(len(self._rows)) if chosen is None else np.array(chosen, dtype=np.int64)
        fitted, columns = self._fit(strength, rows, self._matrix())
        names = list(self._numbers)
        kept = {names[n]: k for k, n in enumerate(columns)}
        labels = ["yes"] if len(fitted.coef_) == 1 else [str(c) for c in fitted.classes_]
        return LinearModel(
            {label: _table(kept, fitted.coef_[n], float(fitted.intercept_[n])) for n, label in enumerate(labels)}
        )

    def held_out(self, strength: float) -> list[float]:
        """Give each row's probability of "yes" by models that have not seen its release."""
        found = np.zeros(len(self._rows))
        matrix, folds = self._matrix(), np.array(self.groups, dtype=np.int64) % FOLDS
        for fold in range(FOLDS):
            unseen = np.flatnonzero(folds == fold)
            if len(unseen):
                fitted, columns = self._fit(strength, np.flatnonzero(folds != fold), matrix)
                found[unseen] = fitted.predict_proba(matrix[unseen][:, columns])[:, list(fitted.classes_).index("yes")]
        return [float(x) for x in found]

    def _fit(
        self, strength: float, rows: NDArray[np.int64], matrix: sparse.csr_matrix
    ) -> tuple[LogisticRegression, NDArray[np.int64]]:
        """Give the fitted model and the features it knows; they are ordered by name, so that equal rows fit equally."""
        names = list(self._numbers)
        counts = np.asarray(matrix[rows].sum(axis=0)).ravel()
        columns = np.array(sorted(np.flatnonzero(counts > RARE), key=lambda n: names[n]), dtype=np.int64)
        answers = [self.answers[n] for n in rows]
        solver = "liblinear" if set(answers) <= {"yes", "no"} else "lbfgs"
        model = LogisticRegression(C=strength, solver=solver, max_iter=500, random_state=0)
        return model.fit(matrix[rows][:, columns], answers), columns

    def _matrix(self) -> sparse.csr_matrix:
        ends = np.cumsum([0, *(len(row) for row in self._rows)])
        columns = np.array([n for row in self._rows for n in row], dtype=np.int64)
        shape = (len(self._rows), len(self._numbers))
        return sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=shape)


def average(one: LinearModel, other: LinearModel) -> LinearModel:
    """Give the model whose weights are the means of two models'; an unknown feature weighs nothing."""
    mean: dict[str, dict[str, float]] = {}
    for label in sorted({*one.weights, *other.weights}):
        tables = (one.weights.get(label, {}), other.weights.get(label, {}))
        names = sorted({*tables[0], *tables[1]})
        mean[label] = {name: sum(table.get(name, 0.0) for table in tables) / 2 for name in names}
    return LinearModel(mean)


def _table(columns: dict[str, int], weights: NDArray[np.float64], bias: float) -> dict[str, float]:
    table = {name: round(float(weights[n]), 3) for name, n in columns.items()}
    return {"(bias)": round(bias, 3), **{k: w for k, w in table.items() if abs(w) >= _SMALLEST_WEIGHT}}
