"""The two readings of a document by the sequence models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from pipeline.lang.lexicon import models_dir
from pipeline.rooms.mentions.crf import Tagger, load_tagger
from pipeline.rooms.mentions.features import Evidence, Line, gather, line_features
from pipeline.rooms.mentions.memory import Found, Memory, build, memory_features
from pipeline.rooms.mentions.runs import Run, find_runs

Rows = list[list[str]]
# Tokens whose features are held at once; a document of a million characters would need gigabytes otherwise.
BLOCK = 8_000


@dataclass(frozen=True, slots=True)
class Reading:
    """The labels of one line and the model's belief in each."""

    labels: list[str]
    beliefs: list[float]

    def names(self) -> list[Found]:
        """Give the names as (first word, end word, type, belief)."""
        found, first = [], 0
        for i, label in enumerate(self.labels):
            if label[0] in "BU":
                first = i
            if label[0] in "LU":
                found.append((first, i + 1, label[2:], min(self.beliefs[first : i + 1])))
        return found

    def kinds(self) -> list[str]:
        """Give the type of each word, `O` outside names."""
        return [label[2:] or "O" for label in self.labels]


@cache
def taggers() -> tuple[Tagger, Tagger]:
    """Open the models of the first and the second reading."""
    folder = models_dir() / "en" / "mentions"
    return load_tagger(folder / "first_reading.npz"), load_tagger(folder / "second_reading.npz")


def read_twice(lines: Sequence[Line]) -> list[Reading]:
    """Give the second reading of every line of a document."""
    first, second = taggers()
    runs = [find_runs(line.words) for line in lines]
    evidence = gather(lines, runs)
    blocks = list(_blocks(lines))
    kept = [_rows(lines[a:b], runs[a:b], evidence) for a, b in blocks] if len(blocks) == 1 else None
    before: list[Reading] = []
    for place, (a, b) in enumerate(blocks):
        before += read(first, kept[place] if kept else _rows(lines[a:b], runs[a:b], evidence))
    memory = remember(lines, before)
    found: list[Reading] = []
    for place, (a, b) in enumerate(blocks):
        rows = kept[place] if kept else _rows(lines[a:b], runs[a:b], evidence)
        found += read(second, recalled(memory, lines[a:b], rows, before[a:b]))
    return found


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    start = size = 0
    for i, line in enumerate(lines):
        if size and size + len(line.words) > BLOCK:
            yield start, i
            start, size = i, 0
        size += len(line.words)
    if lines:
        yield start, len(lines)


def line_rows(lines: Sequence[Line]) -> list[Rows]:
    """Give the features of the first reading, per line and word."""
    runs = [find_runs(line.words) for line in lines]
    return _rows(lines, runs, gather(lines, runs))


def _rows(lines: Sequence[Line], runs: Sequence[Sequence[Run]], evidence: Evidence) -> list[Rows]:
    return [line_features(line, found, evidence) for line, found in zip(lines, runs, strict=True)]


def read(model: Tagger, rows: Sequence[Rows]) -> list[Reading]:
    """Label every line."""
    scores = model.emissions([names for row in rows for names in row])
    bounds = np.cumsum([len(row) for row in rows])[:-1]
    return [Reading(*found) for found in model.decode(np.split(scores, bounds))] if rows else []


def remember(lines: Sequence[Line], readings: Sequence[Reading]) -> Memory:
    """Collect what the first reading found in the document."""
    return build((line.words, r.names(), r.kinds()) for line, r in zip(lines, readings, strict=True))


def recalled(memory: Memory, lines: Sequence[Line], rows: Sequence[Rows], readings: Sequence[Reading]) -> list[Rows]:
    """Give the features of the second reading: those of the first and what the document remembers."""
    out = []
    for line, row, r in zip(lines, rows, readings, strict=True):
        more = memory_features(memory, line.words, r.labels, r.beliefs)
        out.append([[*a, *b] for a, b in zip(row, more, strict=True)])
    return out


def second_rows(lines: Sequence[Line], rows: Sequence[Rows], readings: Sequence[Reading]) -> list[Rows]:
    """Give the features of the second reading of a whole document."""
    return recalled(remember(lines, readings), lines, rows, readings)
