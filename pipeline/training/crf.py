"""Training of the linear-chain field that `pipeline.rooms.mentions.crf` reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from pipeline.rooms.mentions.crf import Tagger

Floats = NDArray[Any]
IMPOSSIBLE = -30.0
BATCH = 1024


@dataclass(frozen=True)
class Sentence:
    """One training sentence: features of each token, its label, its weight in the loss."""

    features: Sequence[Sequence[str]]
    labels: Sequence[str]
    weight: float = 1.0


def allowed_moves(labels: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    """Give 0 or IMPOSSIBLE for (move, first, last) under the B I L U O scheme."""

    def after(a: str, b: str) -> bool:
        inside = a[0] in "BI"
        return (b[0] in "IL" and a[1:] == b[1:]) if inside else b[0] in "BUO"

    move = np.array([[0.0 if after(a, b) else IMPOSSIBLE for b in labels] for a in labels])
    first = np.array([0.0 if b[0] in "BUO" else IMPOSSIBLE for b in labels])
    last = np.array([0.0 if a[0] in "LUO" else IMPOSSIBLE for a in labels])
    return move, first, last


class Trainer:
    """Fits the field by L-BFGS with an L2 penalty; deterministic."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        minimum: int = 2,
        penalty: float = 1.0,
        rounds: int = 120,
    ) -> None:
        # Sentences of similar length side by side keep the padding small.
        self.sentences = sorted(sentences, key=lambda s: len(s.labels))
        self.penalty, self.rounds = penalty, rounds
        self.labels = sorted({x for s in sentences for x in s.labels} | {"O"})
        counts = Counter(name for s in self.sentences for names in s.features for name in set(names))
        self.names = sorted(name for name, n in counts.items() if n >= minimum)
        self._prepare()

    def _prepare(self) -> None:
        row = {name: i for i, name in enumerate(self.names)}
        of_label = {x: k for k, x in enumerate(self.labels)}
        indices: list[int] = []
        bounds = [0]
        for s in self.sentences:
            for names in s.features:
                indices.extend(sorted({row[n] for n in names if n in row}))
                bounds.append(len(indices))
        ones = np.ones(len(indices), dtype=np.float32)
        shape = (len(bounds) - 1, len(self.names))
        self.x = sparse.csr_matrix((ones, np.array(indices), np.array(bounds)), shape=shape)
        self.xt = self.x.T.tocsr()
        self.gold = np.array([of_label[x] for s in self.sentences for x in s.labels])
        lengths = np.array([len(s.labels) for s in self.sentences])
        starts = np.concatenate([[0], np.cumsum(lengths)])[:-1]
        weights = np.array([s.weight for s in self.sentences], dtype=np.float32)
        self.batches = [
            (lengths[a : a + BATCH], starts[a : a + BATCH], weights[a : a + BATCH])
            for a in range(0, len(lengths), BATCH)
        ]
        self.move_mask, self.first_mask, self.last_mask = allowed_moves(self.labels)

    def fit(self, start: Tagger | None = None, verbose: bool = False) -> Tagger:
        """Give the fitted field; the search begins at `start`, which must have the same labels, or at zero."""
        k, f = len(self.labels), len(self.names)
        self.shapes = [(f, k), (k, k), (k,), (k,)]
        size = sum(int(np.prod(s)) for s in self.shapes)
        done = minimize(
            self._loss,
            np.zeros(size) if start is None else self._from(start),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": self.rounds, "maxcor": 8, "ftol": 1e-6},
        )
        if verbose:
            print("rounds", done.nit, "loss", round(float(done.fun), 1))
        w, m, a, z = self._split(done.x)
        return Tagger(
            tuple(self.labels),
            {n: i for i, n in enumerate(self.names)},
            np.vstack([w, np.zeros((1, k))]).astype(np.float32),
            (m + self.move_mask).astype(np.float32),
            (a + self.first_mask).astype(np.float32),
            (z + self.last_mask).astype(np.float32),
        )

    def _from(self, start: Tagger) -> Floats:
        weights = np.zeros(self.shapes[0])
        for i, name in enumerate(self.names):
            row = start.rows.get(name)
            if row is not None:
                weights[i] = start.weights[row]
        parts = [weights, start.moves - self.move_mask, start.first - self.first_mask, start.last - self.last_mask]
        return np.concatenate([np.asarray(p, dtype=np.float64).ravel() for p in parts])

    def _split(self, theta: Floats) -> list[Floats]:
        out, at = [], 0
        for shape in self.shapes:
            n = int(np.prod(shape))
            out.append(theta[at : at + n].reshape(shape))
            at += n
        return out

    def _loss(self, theta: Floats) -> tuple[float, Floats]:
        w, m, a, z = self._split(theta)
        scores = self.x @ w.astype(np.float32)
        residue = np.zeros_like(scores)
        gm, ga, gz = np.zeros_like(m), np.zeros_like(a), np.zeros_like(z)
        moves, first, last = (
            (x + mask).astype(np.float32)
            for x, mask in ((m, self.move_mask), (a, self.first_mask), (z, self.last_mask))
        )
        loss = 0.0
        for lengths, starts, weights in self.batches:
            part, dm, da, dz = self._batch(scores, residue, lengths, starts, weights, moves, first, last)
            loss, gm, ga, gz = loss + part, gm + dm, ga + da, gz + dz
        gw = self.xt @ residue + self.penalty * w
        loss += 0.5 * self.penalty * float((w * w).sum())
        loss += 0.05 * float((m * m).sum() + (a * a).sum() + (z * z).sum())
        gm, ga, gz = gm + 0.1 * m, ga + 0.1 * a, gz + 0.1 * z
        return loss, np.concatenate([g.ravel() for g in (gw, gm, ga, gz)]).astype(np.float64)

    def _batch(
        self,
        scores: Floats,
        residue: Floats,
        lengths: Floats,
        starts: Floats,
        weights: Floats,
        moves: Floats,
        first: Floats,
        last: Floats,
    ) -> tuple[float, Floats, Floats, Floats]:
        n, longest, k = len(lengths), int(lengths.max()), len(self.labels)
        at = np.minimum(starts[:, None] + np.arange(longest)[None], len(scores) - 1)
        alive = np.arange(longest)[None] < lengths[:, None]
        e = np.where(alive[..., None], scores[at], np.float32(0)).astype(np.float32)
        peak = e.max(axis=2, keepdims=True)
        local, trans = np.exp(e - peak), np.exp(moves)
        forward = np.zeros((n, longest, k), dtype=np.float32)
        norm = np.ones((n, longest), dtype=np.float32)
        state = np.exp(first)[None] * local[:, 0]
        for t in range(longest):
            fresh = state if t == 0 else (forward[:, t - 1] @ trans) * local[:, t]
            total = np.where(alive[:, t], fresh.sum(axis=1), np.float32(1))
            norm[:, t] = total
            forward[:, t] = np.where(alive[:, t, None], fresh / total[:, None], forward[:, t - 1] if t else fresh)
        end = np.exp(last)
        final = forward[np.arange(n), lengths - 1] @ end
        log_z = np.log(final) + (np.log(norm) * alive).sum(axis=1) + (peak[..., 0] * alive).sum(axis=1)
        backward = np.tile(end, (n, 1)) / final[:, None]
        marginal = np.zeros((n, longest, k), dtype=np.float32)
        dm = np.zeros((k, k), dtype=np.float32)
        for t in range(longest - 1, -1, -1):
            here = np.where(alive[:, t, None], forward[:, t] * backward, np.float32(0))
            marginal[:, t] = here
            if t:
                ahead = local[:, t] * backward / norm[:, t, None]
                live = (alive[:, t] * weights)[:, None]
                dm += trans * (forward[:, t - 1].T @ (ahead * live))
                backward = np.where(alive[:, t, None], ahead @ trans.T, backward)
        gold = np.where(alive, self.gold[at], -1)
        path = np.where(alive, np.take_along_axis(e, np.maximum(gold, 0)[..., None], 2)[..., 0], 0).sum(axis=1)
        path += first[gold[:, 0]] + last[gold[np.arange(n), lengths - 1]]
        da = (marginal[:, 0] * weights[:, None]).sum(axis=0)
        tails = marginal[np.arange(n), lengths - 1] * weights[:, None]
        dz = tails.sum(axis=0)
        np.subtract.at(da, gold[:, 0], weights)
        np.subtract.at(dz, gold[np.arange(n), lengths - 1], weights)
        if longest > 1:
            pairs = alive[:, 1:]
            left, right = gold[:, :-1][pairs], gold[:, 1:][pairs]
            shares = np.broadcast_to(weights[:, None], pairs.shape)[pairs]
            path += (np.where(pairs, moves[np.maximum(gold[:, :-1], 0), np.maximum(gold[:, 1:], 0)], 0)).sum(axis=1)
            np.subtract.at(dm, (left, right), shares)
        rest = marginal.copy()
        rows, columns = np.nonzero(alive)
        rest[rows, columns, gold[alive]] -= 1
        residue[at[alive]] = (rest * weights[:, None, None])[alive]
        return float(((log_z - path) * weights).sum()), dm, da, dz


def save_tagger(path: Path, tagger: Tagger, smallest: float = 0.02) -> None:
    """Write the field; features whose every weight is below `smallest` are left out, weights become 8-bit."""
    names = sorted(tagger.rows, key=tagger.rows.__getitem__)
    weights = tagger.weights[: len(names)]
    keep = np.abs(weights).max(axis=1) >= smallest
    kept = weights[keep]
    scale = np.maximum(np.abs(kept).max(axis=1, keepdims=True), 1e-9) / 127
    text = "\n".join(n for n, k in zip(names, keep, strict=True) if k)

    def packed(value: str) -> NDArray[np.uint8]:
        return np.frombuffer(value.encode("utf-8"), dtype=np.uint8)

    np.savez_compressed(
        path,
        labels=packed("\n".join(tagger.labels)),
        features=packed(text),
        weights=np.round(kept / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        moves=tagger.moves,
        first=tagger.first,
        last=tagger.last,
    )
