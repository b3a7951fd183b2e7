"""Train the linear models of the events room and write them as tables to models/en/events.

    python -m pipeline.training.events GOLD_DIR ... [--also GOLD_DIR ...]

GOLD_DIR holds `raw/` and `annotations/` (GUIDELINES.md section 5). Each model learns from the true answers of the
step before it, except that rival words and the records to keep come from models that have not seen the release
(five folds by release), as they will at work. Folders given with --also count half: every weight is the mean of a
model without them and one with them.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pipeline.lang.lexicon import models_dir
from pipeline.model.records import Event, Release
from pipeline.rooms.events import assembly, details
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.candidates import find_candidates
from pipeline.rooms.events.dating import date_features, dates_in_reach
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.keeping import record_features
from pipeline.rooms.events.linear import LinearModel
from pipeline.rooms.events.merging import pair_features, scored_candidate
from pipeline.rooms.events.models import Models
from pipeline.rooms.events.parents import parent_features
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.references import Reference, find_references
from pipeline.rooms.events.status import status_features
from pipeline.rooms.events.taking_part import may_take_part, part_features, references_in_reach
from pipeline.rooms.events.triggers import trigger_features
from pipeline.training.sheet import FOLDS, Sheet, average

STRENGTH = {
    "trigger": 0.3,
    "date": 0.3,
    "merge": 0.3,
    "record": 0.1,
    "parent": 0.3,
    "status": 0.1,
    "part": 0.3,
    "place": 0.2,
}


@dataclass
class Lesson:
    """One annotated release: what the room sees, and the true events of each candidate word."""

    reading: Reading
    candidates: list[Candidate]
    events: dict[str, Event]
    answers: list[set[str]]
    features: list[list[str]]
    rivals: list[Candidate] = field(default_factory=list)
    dates: dict[int, Any] = field(default_factory=dict)
    group: int = 0  # the number of the release: its copies are left out together


def read_lesson(release: Release, doc: Doc, group: int = 0) -> Lesson:
    """Give the lesson of a release whose `events` layer is the annotation."""
    reading = Reading(release, doc)
    candidates = find_candidates(reading)
    events = {e.id: e for e in release.events or ()}
    answers = [
        {e.id for e in events.values() if any(c.start < t.end and t.start < c.end for t in e.triggers)}
        for c in candidates
    ]
    rows = [trigger_features(reading, c) for c in candidates]
    return Lesson(reading, candidates, events, answers, rows, group=group)


@dataclass
class Sheets:
    """The rows all models learn from; each row knows its release, so that folds can be left out."""

    trigger: Sheet = field(default_factory=Sheet)
    date: Sheet = field(default_factory=Sheet)
    merge: Sheet = field(default_factory=Sheet)
    parent: Sheet = field(default_factory=Sheet)
    status: Sheet = field(default_factory=Sheet)
    part: Sheet = field(default_factory=Sheet)
    place: Sheet = field(default_factory=Sheet)
    record: Sheet = field(default_factory=Sheet)

    def fit(self, without: int | None = None) -> Models:
        """Fit every model; `without` is a fold whose releases are left out."""
        found = {}
        for name, strength in STRENGTH.items():
            sheet: Sheet = getattr(self, name)
            rows = [n for n, g in enumerate(sheet.groups) if without is None or g % FOLDS != without]
            found[name] = sheet.fit(strength, rows) if rows else LinearModel({"yes": {"(bias)": 5.0}})
        return Models(**found)


def prepare(lessons: list[Lesson]) -> Sheets:
    """Give the rows of all models; the record filter's come from models that have not seen the release."""
    sheets = Sheets()
    _learn_triggers(lessons, sheets.trigger)
    _learn_dates(lessons, sheets.date)
    _learn_merging(lessons, sheets.merge)
    _learn_details(lessons, sheets)
    records = Sheet()
    for fold in range(FOLDS):
        _learn_records(lessons, fold, sheets.fit(without=fold), records)
    sheets.record = records
    return sheets


def _learn_triggers(lessons: list[Lesson], sheet: Sheet) -> None:
    for lesson in lessons:
        for row, answer in zip(lesson.features, lesson.answers, strict=True):
            sheet.add(row, bool(answer), lesson.group)
    scores = iter(sheet.held_out(STRENGTH["trigger"]))
    for lesson in lessons:
        lesson.rivals = [c for c in lesson.candidates if next(scores) >= assembly.MAYBE]
        lesson.reading.event_words = frozenset(c.token.i for c in lesson.rivals)


def _learn_dates(lessons: list[Lesson], sheet: Sheet) -> None:
    keys = []
    for lesson in lessons:
        reading = lesson.reading
        for n, (candidate, answer) in enumerate(zip(lesson.candidates, lesson.answers, strict=True)):
            for date in dates_in_reach(reading, candidate) if answer else ():
                same = reading.sentence_of(date.start) == candidate.sentence
                truths = [lesson.events[e].date for e in answer]
                right = any(t.mention == date.id or (same and t.value and t.value == date.value) for t in truths)
                sheet.add(date_features(reading, candidate, date, lesson.rivals), right, lesson.group)
                keys.append((lesson, n, date))
    best: dict[tuple[int, int], float] = {}
    for (lesson, n, date), score in zip(keys, sheet.held_out(STRENGTH["date"]), strict=True):
        if score >= assembly.LINK and score > best.get((id(lesson), n), 0.0):
            best[id(lesson), n] = score
            lesson.dates[n] = date


def _learn_merging(lessons: list[Lesson], sheet: Sheet) -> None:
    for lesson in lessons:
        true = [n for n, answer in enumerate(lesson.answers) if answer]
        scored = [scored_candidate(lesson.reading, lesson.candidates[n], 1.0, lesson.dates.get(n)) for n in true]
        for later in range(len(scored)):
            for earlier in range(later):
                row = pair_features(lesson.reading, scored[earlier], scored[later], scored[earlier + 1 : later])
                sheet.add(row, bool(lesson.answers[true[earlier]] & lesson.answers[true[later]]), lesson.group)


def true_drafts(lesson: Lesson) -> list[tuple[Draft, Event]]:
    """Give the annotated events that candidates cover, as drafts, each with its annotation."""
    by_id = {d.id: d for d in lesson.reading.dates}
    found = []
    for event in lesson.events.values():
        words = [c for c, answer in zip(lesson.candidates, lesson.answers, strict=True) if event.id in answer]
        if not words:
            continue
        draft = Draft(words, [1.0] * len(words), event.type, name=event.name)
        if event.date.basis != "inherited":
            draft.linked = by_id.get(event.date.mention or "")
        assembly.order_mentions(lesson.reading, draft)
        found.append((draft, event))
    return found


def _learn_details(lessons: list[Lesson], sheets: Sheets) -> None:
    for lesson in lessons:
        number = lesson.group
        pairs = true_drafts(lesson)
        references = find_references(lesson.reading)
        drafts = [d for d, _ in pairs]
        for draft, event in pairs:
            for other, above in pairs:
                if other is not draft:
                    row = parent_features(lesson.reading, draft, other, drafts)
                    sheets.parent.add(row, event.part_of == above.id, number)
            sheets.status.add(status_features(lesson.reading, draft), event.status, number)
            for group in references_in_reach(draft, references).values():
                row = part_features(lesson.reading, draft, group)
                if may_take_part(draft, group[0]):
                    sheets.part.add(row, _true_role(event, group[0]), number)
                if group[0].kind in details.PLACE_KINDS and group[0].entity is not None:
                    sheets.place.add(row, group[0].entity in event.places, number)


def _true_role(event: Event, reference: Reference) -> str:
    for p in event.participants:
        if p.entity is not None:
            if p.entity == reference.entity:
                return p.role
        elif reference.entity is None and p.start is not None and p.end is not None:
            near = abs(p.start - reference.start) < 12
            if near and p.start <= reference.token.idx < p.end:
                return p.role
    return "none"


def _learn_records(lessons: list[Lesson], fold: int, models: Models, sheet: Sheet) -> None:
    for lesson in lessons:
        if lesson.group % FOLDS == fold:
            scored = assembly.score_candidates(lesson.reading, models)
            drafts = assembly.merge_candidates(lesson.reading, scored, models)
            for draft, true in zip(drafts, _matched(lesson, drafts), strict=True):
                sheet.add(record_features(lesson.reading, draft), true, lesson.group)


def _matched(lesson: Lesson, drafts: list[Draft]) -> list[bool]:
    """Say of each draft whether it is the best one for some annotated event."""
    answers = {c.token.i: a for c, a in zip(lesson.candidates, lesson.answers, strict=True)}
    taken: set[str] = set()
    matched: set[int] = set()
    for n in sorted(range(len(drafts)), key=lambda n: -max(drafts[n].scores)):
        free = Counter(e for c in drafts[n].mentions for e in sorted(answers[c.token.i]) if e not in taken)
        if free:
            taken.add(free.most_common(1)[0][0])
            matched.add(n)
    return [n in matched for n in range(len(drafts))]


def write_models(models: Models, folder: Path) -> None:
    """Write every model as `weights_<name>.csv` (class, feature, weight), rows sorted."""
    for name in STRENGTH:
        model: LinearModel = getattr(models, name)
        with (folder / f"weights_{name}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(["class", "feature", "weight"])
            for label in sorted(model.weights):
                for feature, weight in sorted(model.weights[label].items()):
                    writer.writerow([label, feature, f"{weight:.3f}"])


def fit_folders(folders: Sequence[Path]) -> Models:
    """Read the annotated folders and fit every model on them."""
    from pipeline.rooms.parse import load_parser, parse
    from pipeline.training.gold import gold_release, read_gold

    nlp = load_parser()
    lessons: list[Lesson] = []
    for folder in folders:
        for source, gold in read_gold(folder):
            release = gold_release(source, gold)
            assert release.clean is not None
            assert release.sentences is not None
            doc = parse(nlp, release.clean, release.sentences)
            lessons.append(read_lesson(release, doc, len(lessons)))
    print(f"{len(lessons)} releases, {sum(len(x.events) for x in lessons)} events", file=sys.stderr)
    return prepare(lessons).fit()


def main() -> None:
    """Read the arguments, train, and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--also", nargs="*", type=Path, default=[], help="folders that count half")
    arguments = parser.parse_args()
    models = fit_folders(arguments.gold)
    if arguments.also:
        wider = fit_folders([*arguments.gold, *arguments.also])
        models = Models(**{name: average(getattr(models, name), getattr(wider, name)) for name in STRENGTH})
    write_models(models, models_dir() / "en" / "events")


if __name__ == "__main__":
    main()
