"""Fills `entities`."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.model.records import Entities, Release


@dataclass(frozen=True, slots=True)
class EntitiesRoom:
    """Fills `entities`."""

    reads: tuple[str, ...] = ("clean", "sentences", "zones", "mentions")
    fills: str = "entities"
    needs_doc: bool = True

    def __call__(self, release: Release, doc: Doc) -> Entities:
        """Give the layer."""
        return Entities()
