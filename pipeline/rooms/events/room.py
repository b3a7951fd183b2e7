"""Fills `events`."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.model.records import Event, Release


@dataclass(frozen=True, slots=True)
class EventsRoom:
    """Fills `events`."""

    reads: tuple[str, ...] = ("clean", "sentences", "zones", "mentions", "entities", "dates")
    fills: str = "events"
    needs_doc: bool = True

    def __call__(self, release: Release, doc: Doc) -> tuple[Event, ...]:
        """Give the layer."""
        return ()
