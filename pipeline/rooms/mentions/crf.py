"""The sequence model at run time: a linear-chain conditional random field read from one `.npz` file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tagger:
    """Weights of the field.

    `rows` maps a feature to its row of `weights` (features x labels); `moves[a, b]` scores label b after label a;
    `first` and `last` score the ends of a sentence.
    """

    labels: tuple[str, ...]
    rows: dict[str, int]
    weights: Floats
    moves: Floats
    first: Floats
    last: Floats

    def emissions(self, features: Sequence[Sequence[str]]) -> Floats:
        """Score every label for every token (tokens x labels)."""
        rows = self.rows
        scores = np.zeros((len(features), len(self.labels)), dtype=np.float32)
        for i, names in enumerate(features):
            found = [rows[name] for name in names if name in rows]
            if found:
                scores[i] = self.weights[found].sum(axis=0)
        return scores

    def decode(self, emissions: Floats) -> tuple[list[str], list[float]]:
        """Give the best labels of one sentence and the posterior probability of each."""
        if not len(emissions):
            return [], []
        path = self._best_path(emissions)
        posterior = self._posteriors(emissions)
        return [self.labels[k] for k in path], [float(posterior[i, k]) for i, k in enumerate(path)]

    def _best_path(self, emissions: Floats) -> list[int]:
        score = self.first + emissions[0]
        back = []
        for row in emissions[1:]:
            table = score[:, None] + self.moves
            best = table.argmax(axis=0)
            back.append(best)
            score = table[best, np.arange(len(best))] + row
        path = [int((score + self.last).argmax())]
        for best in reversed(back):
            path.append(int(best[path[-1]]))
        return path[::-1]

    def _posteriors(self, emissions: Floats) -> NDArray[np.float64]:
        peak = emissions.max(axis=1, keepdims=True)
        local = np.exp(emissions.astype(np.float64) - peak)
        moves = np.exp(self.moves.astype(np.float64))
        forward: NDArray[np.float64] = np.empty_like(local)
        forward[0] = np.exp(self.first) * local[0]
        forward[0] /= forward[0].sum()
        for i in range(1, len(local)):
            forward[i] = (forward[i - 1] @ moves) * local[i]
            forward[i] /= forward[i].sum()
        backward = np.exp(self.last.astype(np.float64))
        for i in range(len(local) - 1, -1, -1):
            here = forward[i] * backward
            forward[i] = here / here.sum()
            backward = moves @ (local[i] * backward)
            backward /= backward.sum()
        return forward


@cache
def load_tagger(path: Path) -> Tagger:
    """Read a field written by `pipeline.training`. Raises OSError or KeyError when it is missing or malformed."""
    with np.load(path, allow_pickle=False) as stored:
        names = bytes(stored["features"]).decode("utf-8").split("\n")
        return Tagger(
            labels=tuple(bytes(stored["labels"]).decode("utf-8").split("\n")),
            rows={name: i for i, name in enumerate(names)},
            weights=(stored["weights"].astype(np.float32) * stored["scale"]).astype(np.float32),
            moves=stored["moves"].astype(np.float32),
            first=stored["first"].astype(np.float32),
            last=stored["last"].astype(np.float32),
        )
