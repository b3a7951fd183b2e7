"""Fills `events`."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.model.records import Event, Release, Span
from pipeline.rooms.events.assembly import build_drafts
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.models import load_models
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.titles import title_of

# How probable a right type and date is in each family; the probability was learnt from releases left out.
BANDS = ((0.82, "sure"), (0.7, "likely"), (0.5, "open"))


@dataclass(frozen=True, slots=True)
class EventsRoom:
    """Fills `events`: one record per happening (GUIDELINES.md section 3), in text order."""

    reads: tuple[str, ...] = ("clean", "sentences", "zones", "mentions", "entities", "dates")
    fills: str = "events"
    needs_doc: bool = True

    def __call__(self, release: Release, doc: Doc) -> tuple[Event, ...]:
        """Give the layer."""
        reading = Reading(release, doc)
        return records_of(reading, build_drafts(reading, load_models()))


def records_of(reading: Reading, drafts: list[Draft]) -> tuple[Event, ...]:
    """Give the records of the drafts, ids in the order of their first mention."""
    ids = {id(draft): f"EV{n}" for n, draft in enumerate(drafts, 1)}
    return tuple(
        Event(
            id=ids[id(draft)],
            type=draft.type,
            triggers=tuple(Span(c.start, c.end) for c in draft.mentions),
            sentence=reading.sentences[draft.main.sentence].id,
            date=draft.date,
            status=draft.status,
            rule=rule_of(draft),
            title=title_of(reading, draft),
            places=tuple(draft.places),
            participants=tuple(draft.participants),
            name=draft.name,
            document=draft.document,
            part_of=ids.get(id(draft.parent)) if draft.parent is not None else None,
        )
        for draft in drafts
    )


def rule_of(draft: Draft) -> str:
    """Give the family of the record: how probably its type and date are right."""
    band = next((name for least, name in BANDS if draft.trust >= least), "weak")
    return f"event-{band}:{draft.main.source}"
