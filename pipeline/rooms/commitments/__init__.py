"""The commitments room."""

from pipeline.rooms.commitments.room import CommitmentsRoom

__all__ = ["CommitmentsRoom"]
