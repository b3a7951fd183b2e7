"""Scoring many releases: counts per release, their sums, and bootstrap intervals over releases."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.evaluate.annotation import Annotation
from pipeline.evaluate.commitments import count_commitments
from pipeline.evaluate.dates import count_dates
from pipeline.evaluate.events import count_events
from pipeline.evaluate.measures import MEASURES, Array, Counts, Measure
from pipeline.evaluate.names import Tally, count_frame, count_names

SEED = 13
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Score:
    """One measure's figures; `value` and `interval` are None where they are undefined."""

    measure: Measure
    value: float | None
    parts: dict[str, float]
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure of two systems on the same releases; `interval` is that of `ours` minus `theirs`."""

    measure: Measure
    ours: float
    theirs: float
    interval: tuple[float, float]

    @property
    def verdict(self) -> str:
        """Say "better" or "worse" only where the interval leaves no doubt (GUIDELINES.md 6.5)."""
        return "better" if self.interval[0] > 0 else "worse" if self.interval[1] < 0 else ""


def count_release(gold: Annotation, found: Annotation) -> Tally:
    """Compare one prediction with the annotation of the same release."""
    tally: Tally = Counter()
    count_frame(gold, found, tally)
    count_names(gold, found, tally)
    count_dates(gold, found, tally)
    count_events(gold, found, tally)
    count_commitments(gold, found, tally)
    return tally


def score_all(tallies: Sequence[Tally], draws: int = DRAWS) -> list[Score]:
    """Give every measure over all releases, with 95 % intervals from `draws` resamples (none if 0)."""
    total, drawn = _sums(tallies, draws)
    return [_score(measure, total, drawn, draws) for measure in MEASURES]


def compare_all(ours: Sequence[Tally], theirs: Sequence[Tally], draws: int = DRAWS) -> list[Difference]:
    """Give, for every measure, ours minus theirs over the same releases and the same resamples of them."""
    (our_total, our_draws), (their_total, their_draws) = _sums(ours, draws), _sums(theirs, draws)
    found = []
    for measure in MEASURES:
        us, them = measure.figures(our_total).value[0], measure.figures(their_total).value[0]
        if not np.isnan(us - them):
            apart = measure.figures(our_draws).value - measure.figures(their_draws).value
            interval = interval_of(apart) or (0.0, 0.0)
            found.append(Difference(measure, _rounded(us), _rounded(them), interval))
    return found


def _sums(tallies: Sequence[Tally], draws: int) -> tuple[Counts, Counts]:
    """Give the counts over all releases, and over each resample of them."""
    matrix, names = _as_matrix(tallies)
    resampled = _resample(len(tallies), draws) @ matrix
    total = Counts(dict(zip(names, matrix.sum(axis=0, keepdims=True).T, strict=True)), 1)
    return total, Counts(dict(zip(names, resampled.T, strict=True)), draws)


def _score(measure: Measure, total: Counts, drawn: Counts, draws: int) -> Score:
    figures = measure.figures(total)
    value = float(figures.value[0])
    parts = {name: _rounded(part[0]) for name, part in figures.parts.items()}
    interval = interval_of(measure.figures(drawn).value) if draws else None
    return Score(measure, None if np.isnan(value) else _rounded(value), parts, interval)


def interval_of(values: Array) -> tuple[float, float] | None:
    """Give the bounds that leave out the lowest and highest 2.5 % of the draws that are defined."""
    defined = sorted(_rounded(v) for v in values if not np.isnan(v))
    if not defined:
        return None
    return defined[int(0.025 * len(defined))], defined[max(int(0.975 * len(defined)) - 1, 0)]


def _rounded(value: float) -> float:
    return round(float(value), 4)


def _as_matrix(tallies: Iterable[Tally]) -> tuple[Array, list[str]]:
    rows = list(tallies)
    names = sorted({name for row in rows for name in row})
    return np.array([[row[name] for name in names] for row in rows], dtype=np.float64), names


def _resample(releases: int, draws: int) -> Array:
    """Give how often each release is drawn in each resample; always the same ones."""
    chance = random.Random(SEED)
    times = np.zeros((draws, releases))
    for draw in range(draws):
        for _ in range(releases):
            times[draw, chance.choice(range(releases))] += 1
    return times
