"""Fills `mentions`."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.model.records import Mention, Release
from pipeline.rooms.mentions.recogniser import recognise


@dataclass(frozen=True, slots=True)
class MentionsRoom:
    """Fills `mentions`: proper names with their type, flat, in text order, none in navigation or page headers."""

    reads: tuple[str, ...] = ("clean", "sentences", "zones")
    fills: str = "mentions"
    needs_doc: bool = True

    def __call__(self, release: Release, doc: Doc) -> tuple[Mention, ...]:
        """Give the layer."""
        assert release.zones is not None
        found = recognise(doc, release.zones)
        return tuple(
            Mention(f"M{number}", name.type, name.start, name.end, name.rule)
            for number, name in enumerate(sorted(found, key=lambda n: (n.start, n.end)), 1)
        )
