"""The closed lists of the annotation format (GUIDELINES.md section 5), in the order of the guidelines."""

from __future__ import annotations

NAME_TYPES = ("PERSON", "ORG", "PLACE", "NAMED_EVENT", "DOCUMENT")
EVENT_TYPES = (
    *("AGREEMENT", "DECISION", "LEADERSHIP", "AWARD", "FUNDING", "PUBLICATION", "LAUNCH", "CONFERENCE"),
    *("VISIT", "MEETING", "STATEMENT", "IMPLEMENTATION", "PROTEST", "CONFLICT", "CRISIS", "DEADLINE"),
)
STATUSES = ("occurred", "ongoing", "planned", "proposed", "cancelled")
ROLES = ("signatory", "organiser", "host", "leader", "speaker", "actor", "target", "attendee")
LADDER = ("SIGNED", "PLEDGE", "WILL", "INTEND")  # how firmly somebody binds himself, the firmest first
STRENGTHS = (*LADDER, "PROPOSE", "CALL")
