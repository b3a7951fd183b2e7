"""Frames with their actions and features: what the judge decides on and what the filter is trained on."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.features import features_of
from pipeline.rooms.commitments.find_actions import Action, find_actions
from pipeline.rooms.commitments.find_frames import find_frames
from pipeline.rooms.commitments.frames import Frame
from pipeline.rooms.commitments.resolve_pairs import Pairs
from pipeline.rooms.commitments.resolve_voices import Voices

_CLOSED_ZONES = ("navigation", "running_header", "boilerplate")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A frame, its actions, and the features that hold for it."""

    frame: Frame
    actions: tuple[Action, ...]
    features: frozenset[str]


def find_candidates(context: Context, pairs: Pairs, voices: Voices) -> list[Candidate]:
    """Give the candidates of a release in text order, those in closed zones left out."""
    found: list[Candidate] = []
    outer: list[tuple[int, int, str]] = []
    for frame in sorted(find_frames(context.doc), key=lambda f: (f.cue.i, f.head.i)):
        if context.zone_at(frame.cue.idx) in _CLOSED_ZONES:
            continue
        actions = tuple(find_actions(frame))
        if not actions:
            continue
        nested = next((name for a, b, name in reversed(outer[-8:]) if a < frame.cue.i <= b), "")
        features = features_of(context, pairs, voices, frame, actions[0], nested)
        outer.append((actions[0].first, actions[-1].last, frame.family))
        found.append(Candidate(frame, actions, frozenset(features)))
    return found
