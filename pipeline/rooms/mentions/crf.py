"""The sequence model at run time: a linear-chain conditional random field read from one `.npz` file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
# Tokens, padding included, that are decoded side by side.
CELLS = 4_000


@dataclass(frozen=True, slots=True)
class Tagger:
    """Weights of the field.

    `rows` maps a feature to its row of `weights` (features x labels; the last row is zero); `moves[a, b]` scores
    label b after label a; `first` and `last` score the ends of a sentence.
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
        at: list[int] = []
        starts: list[int] = []
        for names in features:
            starts.append(len(at))
            at.append(-1)  # the row of zeros, so that no token is without one
            at.extend([rows[name] for name in names if name in rows])
        if not at:
            return np.zeros((0, len(self.labels)), dtype=np.float32)
        scores: Floats = np.add.reduceat(self.weights[np.asarray(at)], starts, axis=0)
        return scores

    def decode(self, lines: Sequence[Floats]) -> list[tuple[list[str], list[float]]]:
        """Give, for the emissions of each line, the best labels and the posterior probability of each."""
        found: list[tuple[list[str], list[float]]] = [([], []) for _ in lines]
        for batch in _batches([len(line) for line in lines]):
            lengths = np.array([len(lines[i]) for i in batch])
            padded = np.zeros((len(batch), int(lengths.max()), len(self.labels)), dtype=np.float32)
            for place, i in enumerate(batch):
                padded[place, : len(lines[i])] = lines[i]
            paths = self._best_paths(padded, lengths)
            beliefs = self._posteriors(padded, lengths)
            for place, i in enumerate(batch):
                path = paths[place, : len(lines[i])]
                chosen = beliefs[place, np.arange(len(path)), path]
                found[i] = ([self.labels[k] for k in path.tolist()], [float(p) for p in chosen.tolist()])
        return found

    def _best_paths(self, emissions: Floats, lengths: Ints) -> Ints:
        count, longest, labels = emissions.shape
        score = self.first + emissions[:, 0]
        back = np.zeros((longest, count, labels), dtype=np.int64)
        for t in range(1, longest):
            table = score[:, :, None] + self.moves[None]
            best = table.argmax(axis=1)
            fresh = np.take_along_axis(table, best[:, None], axis=1)[:, 0] + emissions[:, t]
            alive = (t < lengths)[:, None]
            # A finished line stays in its state: its back pointers point to themselves.
            back[t] = np.where(alive, best, np.arange(labels))
            score = np.where(alive, fresh, score)
        paths = np.zeros((count, longest), dtype=np.int64)
        state = (score + self.last).argmax(axis=1)
        for t in range(longest - 1, -1, -1):
            paths[:, t] = state
            state = back[t][np.arange(count), state]
        return paths

    def _posteriors(self, emissions: Floats, lengths: Ints) -> Floats:
        peak = emissions.max(axis=2, keepdims=True)
        local = np.exp(emissions - peak)
        moves = np.exp(self.moves)
        forward: Floats = np.empty_like(local)
        state = np.exp(self.first) * local[:, 0]
        for t in range(emissions.shape[1]):
            fresh = state if t == 0 else (forward[:, t - 1] @ moves) * local[:, t]
            fresh = fresh / fresh.sum(axis=1, keepdims=True)
            forward[:, t] = fresh if t == 0 else np.where((t < lengths)[:, None], fresh, forward[:, t - 1])
        backward = np.tile(np.exp(self.last), (len(lengths), 1))
        for t in range(emissions.shape[1] - 1, -1, -1):
            here = forward[:, t] * backward
            forward[:, t] = here / here.sum(axis=1, keepdims=True)
            before = (local[:, t] * backward) @ moves.T
            before = before / before.sum(axis=1, keepdims=True)
            backward = np.where((t < lengths)[:, None], before, backward)
        return forward


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the places of non-empty lines in groups of similar length and bounded size."""
    batch: list[int] = []
    for i in sorted((i for i, n in enumerate(lengths) if n), key=lambda i: (lengths[i], i)):
        if batch and (len(batch) + 1) * lengths[i] > CELLS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


@cache
def load_tagger(path: Path) -> Tagger:
    """Read a field written by `pipeline.training`. Raises OSError or KeyError when it is missing or malformed."""
    with np.load(path, allow_pickle=False) as stored:
        names = bytes(stored["features"]).decode("utf-8").split("\n")
        weights = (stored["weights"].astype(np.float32) * stored["scale"]).astype(np.float32)
        return Tagger(
            labels=tuple(bytes(stored["labels"]).decode("utf-8").split("\n")),
            rows={name: i for i, name in enumerate(names)},
            weights=np.vstack([weights, np.zeros((1, weights.shape[1]), dtype=np.float32)]),
            moves=stored["moves"].astype(np.float32),
            first=stored["first"].astype(np.float32),
            last=stored["last"].astype(np.float32),
        )
