"""Fills `dates`."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.model.records import Dates, Release


@dataclass(frozen=True, slots=True)
class DatesRoom:
    """Fills `dates`."""

    reads: tuple[str, ...] = ("clean", "sentences", "zones")
    fills: str = "dates"
    needs_doc: bool = True

    def __call__(self, release: Release, doc: Doc) -> Dates:
        """Give the layer."""
        return Dates()
