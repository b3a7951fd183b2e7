"""The trained parts of the room, opened together."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.rooms.events.linear import LinearModel, load_model


@dataclass(frozen=True)
class Models:
    """The trained parts of the room."""

    trigger: LinearModel
    date: LinearModel
    merge: LinearModel
    record: LinearModel
    parent: LinearModel
    status: LinearModel
    part: LinearModel
    place: LinearModel
    choose: LinearModel
    trust: LinearModel


def load_models() -> Models:
    """Open the trained parts (cached). Raises FileNotFoundError when one is missing."""
    names = ("trigger", "date", "merge", "record", "parent", "status", "part", "place", "choose", "trust")
    return Models(**{name: load_model(f"weights_{name}") for name in names})
