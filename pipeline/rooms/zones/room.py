"""Fills `zones`."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.model.records import Zone, Release


@dataclass(frozen=True, slots=True)
class ZonesRoom:
    """Fills `zones`."""

    reads: tuple[str, ...] = ("clean", "sentences")
    fills: str = "zones"
    needs_doc: bool = False

    def __call__(self, release: Release, doc: Doc) -> tuple[Zone, ...]:
        """Give the layer."""
        return ()
