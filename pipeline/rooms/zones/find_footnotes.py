"""Notes at the end: marked ones, and notes to editors."""

from __future__ import annotations

import re

from pipeline.rooms.zones.cues import has_cue
from pipeline.rooms.zones.pieces import Line, Page

_MARK = re.compile(
    r"^[\s*_]*(?:<p[^<>]{0,60}>)?(?:<a[^<>]{0,80}>)?(?:<sup>\s*\[?\d{1,2}\]?\s*</sup>|\\?\[\^?\d{1,2}\\?\](?!\()"
    r"|[\u00b9\u00b2\u00b3\u2070-\u2079])"
)
_BARE = re.compile(r"^\d{1,2}\s{1,4}(?=[A-Z\"“])")
_STARRED = re.compile(r"^(?:_\\?\*|\\?\*(?=[A-Z][^*]*$))(?=[A-Z])")
_LOWER_PART = 0.4


def find_marked_notes(page: Page) -> None:
    """Label the paragraphs in the lower part of the text that begin with a note mark."""
    for number, line in enumerate(page.lines):
        if page.depth(number) >= _LOWER_PART and page.is_free(number) and _is_note(page, number, line):
            page.label_line(number, "footnote", "marked")


def find_notes(page: Page) -> None:
    """Label the sections of notes to editors."""
    for number, line in enumerate(page.lines):
        if (
            page.depth(number) >= _LOWER_PART
            and page.zone_of(number) is None
            and has_cue("footnote", "head", line.text)
        ):
            _label_section(page, number)


def _is_note(page: Page, number: int, line: Line) -> bool:
    if line.marks & {"heading", "table"} or line.words < 5:
        return False
    if _MARK.match(line.source) or (_STARRED.match(line.source) and line.is_closed):
        return True
    follows_note = bool(number) and page.zone_of(number - 1) == "footnote"
    return bool(_BARE.match(line.source)) and (line.ruled or follows_note)


def _label_section(page: Page, start: int) -> None:
    """Label a head and what stands below it: its own line if it runs on, else the lines to the next block."""
    head = page.lines[start]
    page.label_line(start, "footnote", "notes")
    if head.words > 6:
        return
    for number in range(start + 1, len(page.lines)):
        line = page.lines[number]
        opens_other = line.marks & {"heading", "bold"} or has_cue("boilerplate", "about", line.text)
        if not page.is_free(number) or opens_other or (line.gap and number > start + 1 and not line.marks):
            return
        page.label_line(number, "footnote", "notes")
