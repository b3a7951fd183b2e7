"""Train the linear models of the events room and write them as tables to models/en/events.

    python -m pipeline.training.events GOLD_DIR ... [--also GOLD_DIR ...] [--only trigger,record]
        [--annotated EVENTS.jsonl --releases RELEASES.jsonl ...] [--skip PART_OF_NAME]

GOLD_DIR holds `raw/` and `annotations/` (GUIDELINES.md section 5); EVENTS.jsonl annotates events over texts of
RELEASES.jsonl (`pipeline.training.standoff`). Words, their dates and details learn from the true answers of the step
before; rival words and the records to keep, to date and to trust come from models that have not seen the release
(five folds by release), as they will at work. Folders given with --also count half: every weight is the mean of a
model without them and one with them. --only writes the named models alone and leaves the other tables as they are.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.lang.lexicon import models_dir
from pipeline.model.records import Event
from pipeline.rooms.events import assembly, details
from pipeline.rooms.events.dating import date_features, dates_in_reach
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.linear import LinearModel
from pipeline.rooms.events.merging import pair_features, scored_candidate
from pipeline.rooms.events.models import Models
from pipeline.rooms.events.parents import parent_features
from pipeline.rooms.events.references import Reference, find_references
from pipeline.rooms.events.status import status_features
from pipeline.rooms.events.taking_part import may_take_part, part_features, references_in_reach
from pipeline.training.events_lessons import Lesson, read_annotated, read_lessons
from pipeline.training.events_records import draft_records, learn_choices, learn_records, learn_trust
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
    "choose": 0.1,
    "trust": 0.02,
}
HALF = ("trigger", "record")  # what is an event: here annotations over texts of others count half
_BEFORE_RECORDS = ("trigger", "date", "merge", "parent")


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
    choose: Sheet = field(default_factory=Sheet)
    trust: Sheet = field(default_factory=Sheet)

    def fit(self, names: Sequence[str], without: int | None = None) -> Models:
        """Fit the named models, the others are empty; `without` is a fold whose releases are left out."""
        found = dict.fromkeys(STRENGTH, LinearModel({"yes": {"(bias)": 0.0}}))
        for name in names:
            sheet: Sheet = getattr(self, name)
            found[name] = sheet.fit(STRENGTH[name], None if without is None else sheet.rows_without(without))
        return Models(**found)


def prepare(lessons: list[Lesson]) -> Sheets:
    """Give the rows of all models; the record filter's come from models that have not seen the release."""
    sheets = Sheets()
    _learn_triggers(lessons, sheets.trigger)
    _learn_dates(lessons, sheets.date)
    _learn_merging(lessons, sheets.merge)
    _learn_details(lessons, sheets)
    folds = [sheets.fit(_BEFORE_RECORDS, fold) for fold in range(FOLDS)]
    drafted = [draft_records(lesson, folds[lesson.group % FOLDS]) for lesson in lessons]
    learn_records(drafted, sheets.record, STRENGTH["record"])
    learn_choices(drafted, folds, sheets.choose, STRENGTH["choose"])
    learn_trust(drafted, sheets.trust)
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
        lesson.dates = {}
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
        draft = Draft(words, [1.0] * len(words), event.type, date=event.date, name=event.name)
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


def write_models(models: Models, folder: Path, names: Sequence[str] = tuple(STRENGTH)) -> None:
    """Write each named model as `weights_<name>.csv` (class, feature, weight), rows sorted."""
    for name in names:
        model: LinearModel = getattr(models, name)
        with (folder / f"weights_{name}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(["class", "feature", "weight"])
            for label in sorted(model.weights):
                for feature, weight in sorted(model.weights[label].items()):
                    writer.writerow([label, feature, f"{weight:.3f}"])


def fit_lessons(lessons: list[Lesson], also: list[Lesson], names: Sequence[str]) -> Models:
    """Give the named models: the mean of those fitted with and without the lessons that count half."""
    for number, lesson in enumerate([*lessons, *also]):
        lesson.group = number
    models = prepare(lessons).fit(names)
    if not also:
        return models
    wider = prepare([*lessons, *also]).fit(names)
    return Models(**{name: average(getattr(models, name), getattr(wider, name)) for name in STRENGTH})


def _names(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if not set(names) <= set(STRENGTH):
        raise argparse.ArgumentTypeError(f"models are {', '.join(STRENGTH)}")
    return names


def main() -> None:
    """Read the arguments, train, and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--also", nargs="*", type=Path, default=[], help="folders that count half")
    parser.add_argument("--skip", default="", help="leave out releases whose name contains this")
    parser.add_argument("--only", type=_names, default=tuple(STRENGTH), help="models to write, joined by commas")
    parser.add_argument("--annotated", type=Path, help="JSONL of events over texts in --releases")
    parser.add_argument("--releases", nargs="*", type=Path, default=[], help="JSONL with id, text, published")
    arguments = parser.parse_args()
    gold = read_lessons(arguments.gold, arguments.skip)
    annotated = read_annotated(arguments.annotated, arguments.releases) if arguments.annotated else []
    also = read_lessons(arguments.also, arguments.skip)
    models = fit_lessons([*gold, *annotated], also, arguments.only)
    half = [name for name in HALF if name in arguments.only]
    if annotated and half:
        fewer = fit_lessons(gold, also, half)
        means = {name: average(getattr(models, name), getattr(fewer, name)) for name in half}
        models = dataclasses.replace(models, **means)
    write_models(models, models_dir() / "en" / "events", arguments.only)


if __name__ == "__main__":
    main()
