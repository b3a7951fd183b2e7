"""The zones room."""

from pipeline.rooms.zones.room import ZonesRoom

__all__ = ["ZonesRoom"]
