"""Fills `commitments`."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.model.records import Commitment, Release


@dataclass(frozen=True, slots=True)
class CommitmentsRoom:
    """Fills `commitments`."""

    reads: tuple[str, ...] = ("clean", "sentences", "zones", "mentions", "entities", "dates", "events")
    fills: str = "commitments"
    needs_doc: bool = True

    def __call__(self, release: Release, doc: Doc) -> tuple[Commitment, ...]:
        """Give the layer."""
        return ()
