"""Groups of words that share a record, from the odds of every two of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.rooms.events.merging import Scored, may_share

_CLOSEST = 0.5  # how much the closest words of two groups count beside the average
_JOIN = -0.3  # log odds from which two groups are joined


def cluster(scored: list[Scored], odds: NDArray[np.float64]) -> list[list[int]]:
    """Give groups of positions in `scored`, each in order, the groups by their first.

    `odds[a, b]` is the log odds that the two words share a record (the same as `odds[b, a]`). The two groups whose
    closest words and whose words on average speak most for one record are joined first, as long as they do so
    enough and no word of one is forbidden to share a record with a word of the other.
    """
    size = len(scored)
    groups: list[list[int]] = [[n] for n in range(size)]
    closest, total = odds.copy(), odds.copy()
    for a in range(size):
        closest[a, a] = -np.inf
        for b in range(a):
            if not may_share(scored[b], scored[a]):
                closest[a, b] = closest[b, a] = -np.inf
    counts = np.ones(size)
    for _ in range(size - 1):
        score = _CLOSEST * closest + (1 - _CLOSEST) * total / np.outer(counts, counts)
        a, b = sorted(divmod(int(np.argmax(score)), size))
        if not score[a, b] >= _JOIN:
            break
        groups[a] = sorted(groups[a] + groups[b])
        groups[b] = []
        _join(a, b, closest, total)
        counts[a] += counts[b]
    return sorted(g for g in groups if g)


def _join(a: int, b: int, closest: NDArray[np.float64], total: NDArray[np.float64]) -> None:
    """Let row and column `a` stand for both groups; those of `b` are never looked at again."""
    forbidden = np.isneginf(closest[a]) | np.isneginf(closest[b])
    nearest = np.where(forbidden, -np.inf, np.maximum(closest[a], closest[b]))
    closest[a, :] = closest[:, a] = nearest
    total[a, :] += total[b, :]
    total[:, a] += total[:, b]
    closest[b, :] = closest[:, b] = -np.inf
