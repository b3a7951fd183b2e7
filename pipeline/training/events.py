"""Train the linear models of the events room and write them as tables to models/en/events.

    python -m pipeline.training.events GOLD_DIR ... [--also GOLD_DIR ...] [--only trigger,record]
        [--annotated EVENTS.jsonl --releases RELEASES.jsonl ...]

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
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pipeline.lang.lexicon import models_dir
from pipeline.model.records import Event, EventDate, Release
from pipeline.rooms.events import assembly, details
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.candidates import find_candidates
from pipeline.rooms.events.choosing import Choices, choice_features, choose_date
from pipeline.rooms.events.dating import date_features, dates_in_reach, event_date
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.keeping import record_features
from pipeline.rooms.events.linear import LinearModel
from pipeline.rooms.events.merging import pair_features, scored_candidate
from pipeline.rooms.events.models import Models
from pipeline.rooms.events.parents import link_parent, parent_features
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.references import Reference, find_references
from pipeline.rooms.events.status import status_features
from pipeline.rooms.events.taking_part import part_features, references_in_reach
from pipeline.rooms.events.triggers import trigger_features
from pipeline.rooms.events.trusting import trust_features
from pipeline.training.sheet import FOLDS, Sheet, average

STRENGTH = {
    "trigger": 0.3,
    "date": 0.3,
    "merge": 0.3,
    "record": 0.1,
    "parent": 0.3,
    "status": 0.1,
    "part": 0.3,
    "place": 0.3,
    "choose": 0.1,
    "trust": 0.02,
}
_BEFORE_RECORDS = ("trigger", "date", "merge", "parent")
_MAY_BE_KEPT = 0.3  # records less probable than this teach nothing about dates


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
    drafted = [_draft(lesson, folds[lesson.group % FOLDS]) for lesson in lessons]
    _learn_records(drafted, sheets.record)
    _learn_choices(drafted, folds, sheets.choose)
    _learn_trust(drafted, sheets.trust)
    return sheets


@dataclass
class Drafted:
    """The records that models which have not seen the release make of it, with the true event of each."""

    lesson: Lesson
    drafts: list[Draft]
    events: list[Event | None]


def _draft(lesson: Lesson, models: Models) -> Drafted:
    scored = assembly.score_candidates(lesson.reading, models)
    drafts = assembly.merge_candidates(lesson.reading, scored, models)
    return Drafted(lesson, drafts, _matched(lesson, drafts))


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
                if group[0].kind not in details.NO_PARTICIPANTS:
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


def _learn_records(drafted: list[Drafted], sheet: Sheet) -> None:
    """Learn which records are events; note how probable models that have not seen the release find each."""
    for made in drafted:
        for draft, event in zip(made.drafts, made.events, strict=True):
            row = record_features(made.lesson.reading, draft, made.drafts)
            sheet.add(row, event is not None, made.lesson.group)
    scores = iter(sheet.held_out(STRENGTH["record"]))
    for made in drafted:
        for draft in made.drafts:
            draft.score = next(scores)
        kept = [n for n, d in enumerate(made.drafts) if d.score >= _MAY_BE_KEPT]
        made.drafts, made.events = [made.drafts[n] for n in kept], [made.events[n] for n in kept]


def _learn_choices(drafted: list[Drafted], folds: list[Models], sheet: Sheet) -> None:
    """Learn which date a record has; give each record the one that models without its release choose."""
    views = []
    for made in drafted:
        reading, models = made.lesson.reading, folds[made.lesson.group % FOLDS]
        for draft in made.drafts:
            link_parent(reading, draft, made.drafts, models)
        views.append(Choices(reading, made.drafts, models))
    for made, view in zip(drafted, views, strict=True):
        for draft, event in zip(made.drafts, made.events, strict=True):
            for date in view.dates if event is not None else ():
                assert event is not None
                right = event.date.mention == date.id or _same_day(event.date, event_date(date))
                sheet.add(choice_features(view, draft, date), right, made.lesson.group)
    choosers = [sheet.fit(STRENGTH["choose"], sheet.rows_without(fold)) for fold in range(FOLDS)]
    for made, view in zip(drafted, views, strict=True):
        fold = made.lesson.group % FOLDS
        for draft in made.drafts:
            if draft.part is None:
                choose_date(view, draft, dataclasses.replace(folds[fold], choose=choosers[fold]))
        for draft in made.drafts:
            assembly.order_mentions(made.lesson.reading, draft)


def _learn_trust(drafted: list[Drafted], sheet: Sheet) -> None:
    """Learn whether type and date of a record are right; one that is no event is wrong."""
    for made in drafted:
        kept = [(d, e) for d, e in zip(made.drafts, made.events, strict=True) if d.score >= assembly.KEEP]
        for draft, event in kept:
            row = trust_features(made.lesson.reading, draft, [d for d, _ in kept])
            sheet.add(row, event is not None and _is_right(draft, event), made.lesson.group)


def _is_right(draft: Draft, event: Event) -> bool:
    return event.type == draft.type and (draft.date.value is None or _same_day(event.date, draft.date))


def _same_day(a: EventDate, b: EventDate) -> bool:
    if a.value is not None and a.value == b.value:
        return True
    return a.first is not None and (a.first, a.last) == (b.first, b.last)


def _matched(lesson: Lesson, drafts: list[Draft]) -> list[Event | None]:
    """Give the annotated event that each draft is the best one for, if there is one."""
    answers = {c.token.i: a for c, a in zip(lesson.candidates, lesson.answers, strict=True)}
    matched: dict[int, Event] = {}
    taken: set[str] = set()
    for n in sorted(range(len(drafts)), key=lambda n: -max(drafts[n].scores)):
        free = Counter(e for c in drafts[n].mentions for e in sorted(answers[c.token.i]) if e not in taken)
        if free:
            best = free.most_common(1)[0][0]
            taken.add(best)
            matched[n] = lesson.events[best]
    return [matched.get(n) for n in range(len(drafts))]


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


def read_lessons(folders: Sequence[Path], annotated: Path | None, releases: Sequence[Path]) -> list[Lesson]:
    """Read the annotated folders, and the file of annotations over texts of others when one is given."""
    from pipeline.corridor import open_corridor
    from pipeline.rooms.parse import parse
    from pipeline.training.gold import gold_release, read_gold
    from pipeline.training.standoff import annotated_sources, walk_to, with_events

    corridor = open_corridor()
    lessons: list[Lesson] = []
    for folder in folders:
        for source, gold in read_gold(folder):
            release = gold_release(source, gold)
            assert release.clean is not None
            assert release.sentences is not None
            doc = parse(corridor.nlp, release.clean, release.sentences)
            lessons.append(read_lesson(release, doc, len(lessons)))
    for source, row in annotated_sources(annotated, releases) if annotated is not None else ():
        release, doc = walk_to(corridor, source, "dates")
        lessons.append(read_lesson(with_events(release, row), doc, len(lessons)))
    print(f"{len(lessons)} releases, {sum(len(x.events) for x in lessons)} events", file=sys.stderr)
    return lessons


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
    parser.add_argument("--only", type=_names, default=tuple(STRENGTH), help="models to write, joined by commas")
    parser.add_argument("--annotated", type=Path, help="JSONL of events over texts in --releases")
    parser.add_argument("--releases", nargs="*", type=Path, default=[], help="JSONL with id, text, published")
    arguments = parser.parse_args()
    lessons = read_lessons(arguments.gold, arguments.annotated, arguments.releases)
    models = prepare(lessons).fit(arguments.only)
    if arguments.also:
        more = read_lessons(arguments.also, None, ())
        for lesson in more:
            lesson.group += len(lessons)
        wider = prepare([*lessons, *more]).fit(arguments.only)
        models = Models(**{name: average(getattr(models, name), getattr(wider, name)) for name in STRENGTH})
    write_models(models, models_dir() / "en" / "events", arguments.only)


if __name__ == "__main__":
    main()
