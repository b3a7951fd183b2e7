"""Fills `zones`: every stretch that is not body text (GUIDELINES.md F4)."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.model.records import Release, Zone
from pipeline.rooms.zones.find_boilerplate import find_boilerplate
from pipeline.rooms.zones.find_footnotes import find_marked_notes, find_notes
from pipeline.rooms.zones.find_headers import find_headers
from pipeline.rooms.zones.find_lists import find_lists
from pipeline.rooms.zones.find_navigation import find_navigation
from pipeline.rooms.zones.find_titles import find_titles
from pipeline.rooms.zones.pieces import Page, read_page

_ORDER = (find_headers, find_marked_notes, find_navigation, find_titles, find_notes, find_boilerplate, find_lists)


@dataclass(frozen=True, slots=True)
class ZonesRoom:
    """Fills `zones`: in text order, never overlapping; what is in none is body text."""

    reads: tuple[str, ...] = ("clean", "sentences")
    fills: str = "zones"
    needs_doc: bool = False

    def __call__(self, release: Release, doc: Doc) -> tuple[Zone, ...]:
        """Give the zones of `release`, offsets in the clean text."""
        page = read_page(release)
        # Who comes first decides: page furniture must not be taken for a headline, nor a contact for a note.
        for find in _ORDER:
            find(page)
        return tuple(_zones(page))


def _zones(page: Page) -> list[Zone]:
    """Join neighbouring pieces of one zone type."""
    found: list[Zone] = []
    previous: str | None = None
    for at, (piece, label) in enumerate(zip(page.pieces, page.labels, strict=True)):
        zone = label[0] if label else None
        if label and zone == previous and at not in page.breaks:
            found[-1] = Zone(found[-1].type, found[-1].start, piece.end, found[-1].rule)
        elif label:
            found.append(Zone(label[0], piece.start, piece.end, label[1]))
        previous = zone
    return found
