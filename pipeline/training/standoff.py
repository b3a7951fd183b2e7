"""Events and commitments annotated over releases whose texts lie elsewhere: offsets only, no words.

`models/training/annotated_events.jsonl` holds one release a line: `release` (id), `sha256` (first 16 hex digits of
the digest of its text), `events` and `commitments`. Every span is `[start, end)` in code points of that text. Who
takes part, and where, is the span of a name or noun phrase: which entity that is, is asked of the corridor when the
file is read, so that the annotation outlives every change of the recogniser. So it is with dates:
`[value, basis, start, end]`, with the span empty where no words say the date.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pipeline.calendar import bounds
from pipeline.corridor import Corridor
from pipeline.model.align import Ruler
from pipeline.model.records import Event, EventDate, Metadata, Participant, Release, Source, Span
from pipeline.rooms.parse import parse
from pipeline.training.texts import digested_texts

Pair = Sequence[int]


def walk_to(corridor: Corridor, source: Source, last: str) -> tuple[Release, Doc]:
    """Give a release with every layer up to and including `last`, and its parse."""
    release, doc = Release(source=source), Doc(corridor.nlp.vocab)
    for room in corridor.rooms:
        if room.needs_doc and not len(doc):
            assert release.clean is not None
            assert release.sentences is not None
            doc = parse(corridor.nlp, release.clean, release.sentences)
        release = dataclasses.replace(release, **{room.fills: room(release, doc)})
        if room.fills == last:
            break
    return release, doc


def annotated_sources(path: Path, releases: Sequence[Path]) -> Iterator[tuple[Source, dict[str, Any]]]:
    """Yield source and annotation of every line of `path`; the texts come from JSONL files.

    Raises ValueError when a text is missing or is not the one that was annotated.
    """
    wanted = {row["release"]: row for row in map(json.loads, path.open(encoding="utf-8"))}
    for item, digest in digested_texts({name: row["sha256"] for name, row in wanted.items()}, releases):
        known = Metadata(published=item.get("published") or "", issuer=item.get("issuer") or "")
        yield Source(item["id"], item["id"] + ".txt", item["text"], digest, metadata=known), wanted[item["id"]]


@dataclasses.dataclass(frozen=True)
class Finder:
    """Turns annotated spans into spans of the clean text and into ids of a walked release."""

    release: Release
    ruler: Ruler

    def span(self, pair: Pair | None) -> Span | None:
        """Give the span in the clean text; None when nothing of it is left there."""
        return None if pair is None or pair[0] is None else self.ruler.to_clean(pair[0], pair[1])

    def entity(self, pair: Pair | None) -> str | None:
        """Give the entity with the mention that shares most of the span."""
        span = self.span(pair)
        if span is None:
            return None
        assert self.release.mentions is not None
        assert self.release.entities is not None
        shared = {m.id: min(m.end, span.end) - max(m.start, span.start) for m in self.release.mentions}
        best = max(sorted(shared), key=lambda name: shared[name], default=None)
        if best is None or shared[best] <= 0:
            return None
        return next((e.id for e in self.release.entities.items if best in e.mentions), None)

    def date(self, row: Sequence[Any] | None) -> EventDate:
        """Give the date of an event; its mention is the found date at the annotated words."""
        if row is None:
            return EventDate()
        value, basis, *pair = row
        first, last = bounds(value)
        span = self.span(pair)
        assert self.release.dates is not None
        near = [d for d in self.release.dates.items if span and d.start < span.end and span.start < d.end]
        return EventDate(value, first, last, None, basis, near[0].id if near else None)


def with_events(release: Release, annotation: Mapping[str, Any]) -> Release:
    """Give a release walked up to its dates with the annotated events as its next layer."""
    assert release.clean is not None
    assert release.sentences is not None
    find = Finder(release, Ruler(release.clean))
    found = []
    for number, row in enumerate(annotation["events"], 1):
        triggers = tuple(span for pair in row["triggers"] if (span := find.span(pair)))
        if triggers:
            found.append(_event(find, number, row, triggers))
    return dataclasses.replace(release, events=tuple(found))


def _event(find: Finder, number: int, row: Mapping[str, Any], triggers: tuple[Span, ...]) -> Event:
    assert find.release.sentences is not None
    sentence = next((s.id for s in find.release.sentences if s.start <= triggers[0].start < s.end), "S1")
    places = tuple(dict.fromkeys(e for pair in row["places"] if (e := find.entity(pair))))
    return Event(
        f"EV{number}",
        row["type"],
        triggers,
        sentence,
        find.date(row["date"]),
        row["status"],
        "annotated",
        "",
        places,
        tuple(_participant(find, *item) for item in row["participants"]),
        find.entity(row["name"]),
        find.entity(row["document"]),
        row["part_of"],
    )


def _participant(find: Finder, start: int, end: int, role: str) -> Participant:
    span, entity = find.span((start, end)), find.entity((start, end))
    if entity is None and span is not None:
        return Participant(None, role, span.start, span.end)
    return Participant(entity, role)
