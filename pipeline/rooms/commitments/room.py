"""Fills `commitments`."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.model.records import Commitment, Release
from pipeline.rooms.commitments.build import Builder
from pipeline.rooms.commitments.candidates import find_candidates
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.find_lists import find_lists
from pipeline.rooms.commitments.judge import is_accepted
from pipeline.rooms.commitments.merge import merged
from pipeline.rooms.commitments.resolve_pairs import Pairs
from pipeline.rooms.commitments.resolve_voices import Voices


@dataclass(frozen=True, slots=True)
class CommitmentsRoom:
    """Fills `commitments`: who undertakes, is asked or proposes to do what (GUIDELINES.md section 4)."""

    reads: tuple[str, ...] = ("clean", "sentences", "zones", "mentions", "entities", "dates", "events")
    fills: str = "commitments"
    needs_doc: bool = True

    def __call__(self, release: Release, doc: Doc) -> tuple[Commitment, ...]:
        """Give the commitments in text order, ids counting from C1."""
        context = Context(release, doc)
        voices, pairs = Voices(context), Pairs(context)
        builder = Builder(context, voices, pairs)
        lists = find_lists(context, pairs)
        found = []
        for candidate in find_candidates(context, pairs, voices):
            if is_accepted(candidate) and not any(b.frame.cue.i == candidate.frame.cue.i for b in lists):
                found += builder.from_candidate(candidate, lists)
        for bullets in lists:
            found += builder.from_list(bullets, found)
        return merged(context, found)
