"""What every part of the terminal view needs: the record, its text by lines, names, styles, safe words."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from pipeline.lang.segment import lines_of

Json = dict[str, Any]

# Layer of a mark, and how it looks. Later ones lie above earlier ones where they overlap.
STYLES = {
    "zone": "dim",
    "title": "bold",
    "action": "underline",
    "PERSON": "green",
    "ORG": "cyan",
    "PLACE": "bright_blue",
    "NAMED_EVENT": "magenta",
    "DOCUMENT": "bright_magenta",
    "date": "yellow",
    "cue": "bold red",
    "event": "reverse",
}
LEGEND = ("PERSON", "ORG", "PLACE", "NAMED_EVENT", "DOCUMENT", "date", "event", "cue", "action")
ZONE_NAMES = {
    "title": "title",
    "list": "list",
    "footnote": "note",
    "boilerplate": "about",
    "navigation": "navi",
    "running_header": "head",
}
# Control characters and those that turn the direction of writing could make a terminal show something else.
_HARMFUL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """Replace what could steer a terminal by a placeholder, character by character; a tab becomes a space."""
    return _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " "))


def flat(text: str | None) -> str:
    """Give a text on one line."""
    return harmless(" ".join((text or "").split()))


class Page:
    """One release to show."""

    def __init__(self, record: Json, text: str) -> None:
        self.record = record
        self.text = text
        self.lines = lines_of(text)
        self.names = {entity["id"]: flat(entity["canonical"]) for entity in record["entities"]}
        self._starts = [start for start, _ in self.lines]

    def line_at(self, offset: int) -> int:
        """Give the index of the line that holds an offset."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def lines_of(self, start: int, end: int) -> range:
        """Give the indices of the lines that a range touches."""
        return range(self.line_at(start), self.line_at(end - 1) + 1)

    def party(self, party: Json) -> str:
        """Give the name of a participant or party, or the words used for it."""
        return self.names.get(party["entity"] or "") or flat(party.get("text")) or "?"
