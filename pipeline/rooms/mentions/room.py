"""Fills `mentions`."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.model.records import Mention, Release


@dataclass(frozen=True, slots=True)
class MentionsRoom:
    """Fills `mentions`."""

    reads: tuple[str, ...] = ("clean", "sentences", "zones")
    fills: str = "mentions"
    needs_doc: bool = True

    def __call__(self, release: Release, doc: Doc) -> tuple[Mention, ...]:
        """Give the layer."""
        return ()
