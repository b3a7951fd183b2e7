"""How precise each kind of finding is, and the grade that follows from it.

A grade is A when at least `SURE` of at least `ENOUGH_FOR_A` findings of that rule family are right; B when at
least `LIKELY` of at least `ENOUGH_FOR_B` are, as long as A and B together stay at `SURE_OR_LIKELY`; otherwise C.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluate.annotation import Annotation, Made
from pipeline.evaluate.commitments import pair_commitments, same_kind, scored_commitments
from pipeline.evaluate.compare import same_date
from pipeline.evaluate.dates import KINDS, pair_dates, scored_dates
from pipeline.evaluate.events import is_dated, pair_events, scored_events, shares_trigger
from pipeline.evaluate.names import key_of, scored_names

SURE, LIKELY, SURE_OR_LIKELY = 0.90, 0.75, 0.80
ENOUGH_FOR_A, ENOUGH_FOR_B = 10, 5
COLUMNS = ("layer", "family", "precision", "n", "grade")
LAYERS = ("mentions", "entities", "dates", "events", "commitments")


@dataclass(frozen=True, slots=True)
class Judged:
    """One predicted record and whether it is right."""

    layer: str
    made: Made
    is_right: bool

    @property
    def family(self) -> str:
        """Give the rule family: the rule up to its first colon."""
        return self.made.rule.split(":", 1)[0]


@dataclass(frozen=True, slots=True)
class Family:
    """A rule family of a layer with what was measured of it."""

    layer: str
    name: str
    right: int
    n: int

    @property
    def precision(self) -> float:
        """Give the share of its findings that are right."""
        return self.right / self.n


def judge(gold: Annotation, found: Annotation) -> Iterator[Judged]:
    """Say of every scored record whether it is right in what makes it a row.

    Mentions: exact. Entities: all exactly matched mentions are of one gold entity. Dates: found, with the right
    value. Events: a shared trigger, the right type, and the right date where the record gives one. Commitments:
    matched, in the right class.
    """
    yield from _judge_names(gold, found)
    for kinds in KINDS.values():
        ours, theirs = scored_dates(gold, found, kinds), scored_dates(gold, gold, kinds)
        right = {i for i, j in pair_dates(ours, theirs) if same_date(ours[i].date, theirs[j].date)}
        yield from (Judged("dates", d.made, i in right) for i, d in enumerate(ours))
    events = scored_events(gold, found)
    right = set()
    for i, j in pair_events(events, gold):
        a, b = events[i], gold.events[j]
        if shares_trigger(a, b) and a.type == b.type and (same_date(a.date, b.date) or not is_dated(a)):
            right.add(i)
    yield from (Judged("events", e.made, i in right) for i, e in enumerate(events))
    made = scored_commitments(gold, found)
    right = {i for i, j in pair_commitments(made, gold) if same_kind(made[i], gold.commitments[j])}
    yield from (Judged("commitments", c.made, i in right) for i, c in enumerate(made))


def _judge_names(gold: Annotation, found: Annotation) -> Iterator[Judged]:
    theirs = scored_names(gold, gold)
    entity_at, left = {key_of(m): m.entity for m in theirs}, Counter(map(key_of, theirs))
    counterparts: dict[str | None, set[str | None]] = {}
    for mention in scored_names(gold, found):
        is_exact = left[key_of(mention)] > 0
        left[key_of(mention)] -= 1
        matched = counterparts.setdefault(mention.entity, set())
        if is_exact:
            matched.add(entity_at[key_of(mention)])
        yield Judged("mentions", mention.made, is_exact)
    for entity, matched in counterparts.items():
        if entity in found.things:
            yield Judged("entities", found.things[entity].made, len(matched) == 1)


def measure_families(judged: Iterable[Judged]) -> list[Family]:
    """Sum up by layer and rule family, in the order of layers, the most precise and largest families first."""
    right: dict[tuple[str, str], list[bool]] = {}
    for one in judged:
        right.setdefault((one.layer, one.family), []).append(one.is_right)
    found = [Family(layer, name, sum(marks), len(marks)) for (layer, name), marks in right.items()]
    return sorted(found, key=lambda f: (LAYERS.index(f.layer), -f.precision, -f.n, f.name))


def grade_families(families: Iterable[Family]) -> list[tuple[Family, str]]:
    """Give each family its grade; `families` come as `measure_families` sorts them."""
    graded = []
    kept: dict[str, tuple[int, int]] = {}
    for family in families:
        right, n = kept.get(family.layer, (0, 0))
        right, n = right + family.right, n + family.n
        grade = "C"
        if family.precision >= SURE and family.n >= ENOUGH_FOR_A:
            grade = "A"
        elif family.precision >= LIKELY and family.n >= ENOUGH_FOR_B and right / n >= SURE_OR_LIKELY:
            grade = "B"
        if grade != "C":
            kept[family.layer] = (right, n)
        graded.append((family, grade))
    return graded


def write_grades(graded: Iterable[tuple[Family, str]], path: Path) -> None:
    """Write the table that `pipeline.grades` reads, sorted by layer and family."""
    rows = sorted((LAYERS.index(f.layer), f.name, f, grade) for f, grade in graded)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((f.layer, f.name, f"{f.precision:.3f}", f.n, grade) for _, _, f, grade in rows)


def precision_by_grade(judged: Iterable[Judged], grades: dict[tuple[str, str], str]) -> list[Family]:
    """Give precision of the grades A, A and B together, and all findings of each layer."""
    marks: dict[tuple[str, str], list[bool]] = {}
    for one in judged:
        grade = grades.get((one.layer, one.family), "C") if grades else one.made.grade
        for group, members in (("A", "A"), ("A and B", "AB"), ("all", "ABC")):
            if (grade or "C") in members:
                marks.setdefault((one.layer, group), []).append(one.is_right)
    return [
        Family(layer, group, sum(marks[layer, group]), len(marks[layer, group]))
        for layer in LAYERS
        for group in ("A", "A and B", "all")
        if (layer, group) in marks
    ]
