"""The mentions room."""

from pipeline.rooms.mentions.room import MentionsRoom

__all__ = ["MentionsRoom"]
