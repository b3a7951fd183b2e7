"""From a parsed text to names: two readings by the sequence model, then the rules that mend and carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from pipeline.lang.lexicon import models_dir
from pipeline.model.records import Zone
from pipeline.rooms.mentions.carry import carry
from pipeline.rooms.mentions.crf import Tagger, load_tagger
from pipeline.rooms.mentions.features import Line, gather, line_features, lines_of
from pipeline.rooms.mentions.listed import apply_lists
from pipeline.rooms.mentions.memory import Found, build, memory_features
from pipeline.rooms.mentions.repair import Hit, Hits, bracketed, mend_line
from pipeline.rooms.mentions.runs import find_runs

NAMELESS_ZONES = frozenset({"navigation", "running_header"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name `[start, end)` of the clean text; `sure` is the model's belief in its weakest word, 0 to 1."""

    start: int
    end: int
    type: str
    rule: str
    sure: float


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


def line_rows(lines: Sequence[Line]) -> list[list[list[str]]]:
    """Give the features of the first reading, per line and word."""
    runs = [find_runs(line.words) for line in lines]
    evidence = gather(lines, runs)
    return [line_features(line, found, evidence) for line, found in zip(lines, runs, strict=True)]


def read(model: Tagger, rows: Sequence[Sequence[Sequence[str]]]) -> list[Reading]:
    """Label every line."""
    return [Reading(*model.decode(model.emissions(row))) for row in rows]


def second_rows(
    lines: Sequence[Line], rows: Sequence[list[list[str]]], readings: Sequence[Reading]
) -> list[list[list[str]]]:
    """Give the features of the second reading: those of the first and what the document remembers."""
    memory = build((line.words, r.names(), r.kinds()) for line, r in zip(lines, readings, strict=True))
    out = []
    for line, row, r in zip(lines, rows, readings, strict=True):
        more = memory_features(memory, line.words, r.labels, r.beliefs)
        out.append([[*a, *b] for a, b in zip(row, more, strict=True)])
    return out


def recognise(doc: Doc, zones: Sequence[Zone]) -> list[Name]:
    """Give the names of a parsed text, none overlapping, none inside navigation or running headers."""
    titles = [(z.start, z.end) for z in zones if z.type == "title"]
    barred = [(z.start, z.end) for z in zones if z.type in NAMELESS_ZONES]
    lines = [x for x in lines_of(doc, titles) if not any(a <= x.tokens[0].idx < b for a, b in barred)]
    rows = line_rows(lines)
    first, second = taggers()
    readings = read(second, second_rows(lines, rows, read(first, rows)))
    hits = [_ruled(line, reading) for line, reading in zip(lines, readings, strict=True)]
    found = []
    for line, kept in zip(lines, carry([line.words for line in lines], hits), strict=True):
        for hit in kept:
            head, tail = line.tokens[hit.first], line.tokens[hit.end - 1]
            found.append(Name(head.idx, tail.idx + len(tail), hit.type, hit.rule, hit.sure))
    return [n for n in found if not any(a <= n.start < b for a, b in barred)]


def _ruled(line: Line, reading: Reading) -> Hits:
    found = mend_line(line.words, [Hit(a, b, kind, _family(sure), sure) for a, b, kind, sure in reading.names()])
    return bracketed(line.words, apply_lists(line.words, found, not line.all_caps))


def _family(sure: float) -> str:
    return "model-sure" if sure >= 0.9 else "model" if sure >= 0.6 else "model-unsure"
