from __future__ import annotations

from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.assignment import assign, count_pairs, pair_up

WEIGHTS = st.sampled_from([0.0, 0.0, 0.6, 1.0, 1.45, 1.85])


@st.composite
def matrices(draw: st.DrawFn) -> list[list[float]]:
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    return draw(st.lists(st.lists(WEIGHTS, min_size=columns, max_size=columns), min_size=rows, max_size=rows))


def best_total(weights: list[list[float]]) -> float:
    rows, columns = len(weights), len(weights[0])
    if rows > columns:
        return best_total([list(row) for row in zip(*weights, strict=True)])
    return max(sum(weights[i][j] for i, j in enumerate(chosen)) for chosen in permutations(range(columns), rows))


@given(matrices())
def test_total_weight_is_maximal_and_pairs_are_one_to_one(weights: list[list[float]]) -> None:
    pairs = assign(np.array(weights))
    assert abs(sum(weights[i][j] for i, j in pairs) - best_total(weights)) < 1e-9
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(weights[i][j] > 0 for i, j in pairs)
    assert pairs == sorted(pairs)


def test_ties_go_to_the_first() -> None:
    assert assign(np.ones((2, 3))) == [(0, 0), (1, 1)]
    assert assign(np.ones((3, 2))) == [(0, 0), (1, 1)]
    assert assign(np.array([[1.0, 1.0], [1.0, 0.0]])) == [(0, 1), (1, 0)]


def test_nothing_to_pair() -> None:
    assert pair_up([], [1], lambda a, b: 1.0) == []
    assert count_pairs([1], [], lambda a, b: True) == 0
    assert count_pairs([1, 2], [2, 1, 1], lambda a, b: a == b) == 2
