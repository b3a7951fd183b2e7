"""The dates room."""

from pipeline.rooms.dates.room import DatesRoom

__all__ = ["DatesRoom"]
