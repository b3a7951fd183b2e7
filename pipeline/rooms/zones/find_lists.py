"""Bulleted and numbered lists with their lead-ins."""

from __future__ import annotations

import re

from pipeline.rooms.zones.cues import has_cue
from pipeline.rooms.zones.pieces import Line, Page

_ITEM = {"bullet", "numbered"}
_TAGS = re.compile(r"^\s*(?:<[^<>]{1,200}>\s*){1,5}")
_LONGEST_ITEM = 900
_SHORT_ITEM = 250


def find_lists(page: Page) -> None:
    """Label runs of items and the sentence that leads in to them."""
    number = 0
    while number < len(page.lines):
        if _is_item(page, number) and not _leads_to_items(page, number):
            stop = _end_of_run(page, number)
            kind = "bullets" if "bullet" in page.lines[number].marks else "numbered"
            lead = _lead_in(page, number)
            if kind == "bullets" or _is_numbered_list(page, number, stop, lead):
                _label(page, number, stop, lead, kind)
            number = stop
        elif _leads_to_clauses(page, number):
            stop = _end_of_clauses(page, number + 1)
            if stop > number + 1:
                _label(page, number + 1, stop, page.lines[number].pieces.stop - 1, "clauses")
            number = max(stop, number + 1)
        else:
            number += 1


def _leads_to_clauses(page: Page, number: int) -> bool:
    """Say whether the line announces something and no marked item follows it."""
    if not page.lines[number].text.endswith(":") or not page.is_free(number):
        return False
    return number + 1 < len(page.lines) and not _is_item(page, number + 1)


def _leads_to_items(page: Page, number: int) -> bool:
    """Say whether an item is itself the lead-in of items marked otherwise ("4. The board agreed to:", "(a) …")."""
    line = page.lines[number]
    below = page.lines[number + 1] if number + 1 < len(page.lines) else None
    if below is None or not line.text.endswith(":") or not below.marks & _ITEM:
        return False
    return _enumerator(line) != _enumerator(below)


def _enumerator(line: Line) -> str:
    """Give the kind of mark an item has: a digit, a letter or a bullet."""
    first = _TAGS.sub("", line.source).lstrip(" \t(*_")[:1]
    return "digit" if first.isdigit() else "letter" if first.isalpha() else "bullet"


def _is_item(page: Page, number: int) -> bool:
    line = page.lines[number]
    return bool(line.marks & _ITEM) and page.is_free(number) and not line.is_end_mark


def _end_of_run(page: Page, start: int) -> int:
    """Give the line after the last item; a line right below an item, without a gap, belongs to it."""
    kinds = page.lines[start].marks & _ITEM
    number = start + 1
    while number < len(page.lines) and page.is_free(number):
        line = page.lines[number]
        if line.is_end_mark or _leads_to_items(page, number):
            break
        if line.marks & _ITEM:
            is_other = not line.marks & kinds and line.gap
            if is_other or (_enumerator(line), _enumerator(page.lines[start])) == ("digit", "letter"):
                break
        elif line.gap or line.marks & {"heading", "bold"} or not _item_follows(page, number):
            break
        number += 1
    return number


def _item_follows(page: Page, number: int) -> bool:
    """Say whether another item comes within two lines: then the line between belongs to the list."""
    return any(line.marks & _ITEM for line in page.lines[number + 1 : number + 3])


def _is_numbered_list(page: Page, start: int, stop: int, lead: int | None) -> bool:
    """Tell a list from a text whose paragraphs are numbered: it has a lead-in or a heading, or short items."""
    lines = page.lines[start:stop]
    if len(lines) < 2 or max(line.end - line.start for line in lines) > _LONGEST_ITEM:
        return False
    if lead is not None:
        return True
    are_short = sum(line.end - line.start for line in lines) <= _SHORT_ITEM * len(lines)
    are_open = sum(line.is_closed for line in lines) * 2 < len(lines) and len(lines) >= 3
    return are_short and (are_open or _has_section_heading(page, start))


def _has_section_heading(page: Page, start: int) -> bool:
    """Say whether a heading stands right above the line, other than the release's own."""
    if not start:
        return False
    above = page.lines[start - 1]
    is_heading = bool(above.marks & {"heading", "bold"}) and above.words <= 12
    return is_heading and page.labels[above.pieces.start] != ("title", "heading")


def _lead_in(page: Page, start: int) -> int | None:
    """Give the piece that leads in to the item in line `start`, if one does."""
    if not start or not page.is_free(start - 1):
        return None
    above: Line = page.lines[start - 1]
    if above.text.endswith(":") and "heading" not in above.marks:
        return above.pieces.stop - 1
    is_plain = not above.is_closed and not above.marks & {"heading", "bold", "table"} and above.words <= 12
    is_near = not page.lines[start].gap or has_cue("title", "section", above.text)
    return above.pieces.start if is_plain and is_near else None


def _end_of_clauses(page: Page, start: int) -> int:
    """Give the line after a run of unmarked items: lines that end with a semicolon and the one after them."""
    number = start
    while (
        number < len(page.lines) and page.is_free(number) and page.lines[number].text.endswith((";", "; and", "; or"))
    ):
        number += 1
    if number - start >= 2 and number < len(page.lines) and page.is_free(number) and page.lines[number].words <= 60:
        return number + 1
    return start


def _label(page: Page, start: int, stop: int, lead: int | None, kind: str) -> None:
    if lead is not None:
        page.breaks.add(lead)
        page.label_piece(lead, "list", kind)
    else:
        page.breaks.add(page.lines[start].pieces.start)
    for number in range(start, stop):
        page.label_line(number, "list", kind)
