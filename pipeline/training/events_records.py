"""What the models of whole records learn from: the records that models without the release make of it."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass

from pipeline.model.records import Event, EventDate
from pipeline.rooms.events import assembly
from pipeline.rooms.events.choosing import Choices, choice_features, choose_date
from pipeline.rooms.events.dating import event_date
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.keeping import record_features
from pipeline.rooms.events.models import Models
from pipeline.rooms.events.trusting import trust_features
from pipeline.training.events_lessons import Lesson
from pipeline.training.sheet import FOLDS, Sheet

_MAY_BE_KEPT = 0.3  # records less probable than this teach nothing about dates


@dataclass
class Drafted:
    """The records that models which have not seen the release make of it, with the true event of each."""

    lesson: Lesson
    drafts: list[Draft]
    events: list[Event | None]


def draft_records(lesson: Lesson, models: Models) -> Drafted:
    """Give the records that the models make of the release."""
    scored = assembly.score_candidates(lesson.reading, models)
    drafts = assembly.merge_candidates(lesson.reading, scored, models)
    return Drafted(lesson, drafts, _matched(lesson, drafts))


def learn_records(drafted: list[Drafted], sheet: Sheet, strength: float) -> None:
    """Learn which records are events; note how probable models that have not seen the release find each."""
    for made in drafted:
        for draft, event in zip(made.drafts, made.events, strict=True):
            row = record_features(made.lesson.reading, draft, made.drafts)
            sheet.add(row, event is not None, made.lesson.group)
    scores = iter(sheet.held_out(strength))
    for made in drafted:
        for draft in made.drafts:
            draft.score = next(scores)
        kept = [n for n, d in enumerate(made.drafts) if d.score >= _MAY_BE_KEPT]
        made.drafts, made.events = [made.drafts[n] for n in kept], [made.events[n] for n in kept]


def learn_choices(drafted: list[Drafted], folds: list[Models], sheet: Sheet, strength: float) -> None:
    """Learn which date a record has; give each record the one that models without its release choose."""
    views = []
    for made in drafted:
        reading, models = made.lesson.reading, folds[made.lesson.group % FOLDS]
        views.append(Choices(reading, made.drafts, models))
    for made, view in zip(drafted, views, strict=True):
        for draft, event in zip(made.drafts, made.events, strict=True):
            for date in view.dates if event is not None else ():
                assert event is not None
                right = event.date.mention == date.id or _same_day(event.date, event_date(date))
                sheet.add(choice_features(view, draft, date), right, made.lesson.group)
    choosers = [sheet.fit(strength, sheet.rows_without(fold)) for fold in range(FOLDS)]
    for made, view in zip(drafted, views, strict=True):
        fold = made.lesson.group % FOLDS
        for draft in made.drafts:
            if not draft.is_counted:
                choose_date(view, draft, dataclasses.replace(folds[fold], choose=choosers[fold]))
        for draft in made.drafts:
            assembly.order_mentions(made.lesson.reading, draft)


def learn_trust(drafted: list[Drafted], sheet: Sheet) -> None:
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
