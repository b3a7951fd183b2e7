"""Annotated releases as the events room sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc

from pipeline.corridor import open_corridor
from pipeline.model.records import Date, Event, Release
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.candidates import find_candidates
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.triggers import trigger_features
from pipeline.rooms.parse import load_parser, parse
from pipeline.training.gold import gold_release, read_gold
from pipeline.training.standoff import annotated_sources, walk_to, with_events


@dataclass
class Lesson:
    """One annotated release: what the room sees, and the true events of each candidate word."""

    reading: Reading
    candidates: list[Candidate]
    events: dict[str, Event]
    answers: list[set[str]]
    features: list[list[str]]
    rivals: list[Candidate] = field(default_factory=list)
    dates: dict[int, Date] = field(default_factory=dict)
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


def read_lessons(folders: Sequence[Path], skip: str = "") -> list[Lesson]:
    """Read the annotated folders without the releases whose name contains `skip`."""
    nlp = load_parser()
    lessons: list[Lesson] = []
    for folder in folders:
        for source, gold in read_gold(folder):
            if skip and skip in source.doc_id:
                continue
            release = gold_release(source, gold)
            assert release.clean is not None
            assert release.sentences is not None
            lessons.append(read_lesson(release, parse(nlp, release.clean, release.sentences)))
    return lessons


def read_annotated(annotated: Path, releases: Sequence[Path]) -> list[Lesson]:
    """Read the annotations over texts of others; earlier layers are those that the corridor finds."""
    corridor = open_corridor()
    lessons = []
    for source, row in annotated_sources(annotated, releases):
        release, doc = walk_to(corridor, source, "dates")
        lessons.append(read_lesson(with_events(release, row), doc))
    return lessons
