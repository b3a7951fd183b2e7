"""One-to-one assignment of maximal total weight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

A = TypeVar("A")
B = TypeVar("B")
Pair = tuple[int, int]


def pair_up(left: Sequence[A], right: Sequence[B], weigh: Callable[[A, B], float]) -> list[Pair]:
    """Give the index pairs of the assignment of maximal total weight; 0 means "never pair these two"."""
    if not left or not right:
        return []
    return assign(np.array([[weigh(a, b) for b in right] for a in left], dtype=np.float64))


def count_pairs(left: Sequence[A], right: Sequence[B], fits: Callable[[A, B], object]) -> int:
    """Give how many items of `left` can be paired one-to-one with an item of `right` that fits."""
    return len(pair_up(left, right, lambda a, b: 1.0 if fits(a, b) else 0.0))


def assign(weights: NDArray[np.float64]) -> list[Pair]:
    """Give the pairs (row, column) of maximal total weight, in row order; pairs of weight 0 are left out.

    The Hungarian method by shortest augmenting paths, rows taken in order, the first of equal columns preferred:
    equal inputs give equal pairs, ties included.
    """
    rows, columns = weights.shape
    size = max(rows, columns)
    cost = np.zeros((size, size))
    cost[:rows, :columns] = -weights
    row_of = _solve(cost)
    found = ((int(row), column) for column, row in enumerate(row_of))
    return sorted((i, j) for i, j in found if i < rows and j < columns and weights[i, j] > 0)


def _solve(cost: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give for every column the row that it gets; `cost` is square."""
    size = len(cost)
    row_price = np.zeros(size)
    # One more column than there is: an imaginary one where each new row starts its search.
    start = size
    column_price = np.zeros(size + 1)
    row_of = np.full(size + 1, -1)
    for row in range(size):
        row_of[start] = row
        reached = np.zeros(size + 1, dtype=bool)
        slack = np.full(size, np.inf)
        came_from = np.zeros(size, dtype=np.int64)
        column = start
        while row_of[column] >= 0:
            reached[column] = True
            current = row_of[column]
            free = ~reached[:size]
            reduced = cost[current] - row_price[current] - column_price[:size]
            better = free & (reduced < slack)
            slack[better] = reduced[better]
            came_from[better] = column
            nearest = int(np.argmin(np.where(free, slack, np.inf)))
            step = slack[nearest]
            row_price[row_of[reached]] += step
            column_price[reached] -= step
            slack[free] -= step
            column = nearest
        while column != start:
            before = int(came_from[column])
            row_of[column] = row_of[before]
            column = before
    return row_of[:size]
