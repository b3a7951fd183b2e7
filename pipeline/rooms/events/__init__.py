"""The events room."""

from pipeline.rooms.events.room import EventsRoom

__all__ = ["EventsRoom"]
