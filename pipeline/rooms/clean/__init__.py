"""Room 1: the source text made fit for parsing, with the way back."""

from pipeline.rooms.clean.room import CleanRoom

__all__ = ["CleanRoom"]
