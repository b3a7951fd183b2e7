"""The entities room."""

from pipeline.rooms.entities.room import EntitiesRoom

__all__ = ["EntitiesRoom"]
