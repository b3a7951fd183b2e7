"""What a PDF page has beside its text: running headers and footers, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from pipeline.sources.blocks import Block
from pipeline.sources.pdf_words import Row

_EDGE_ROWS = 4
_PAGE_NUMBER = re.compile(
    r"(?:page|pg\.?|p\.)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|-)\s*\d{1,4})?\s*[-–—|]?", re.IGNORECASE
)
_NOTE_START = re.compile(r"(?:\[\^(?P<raised>\d{1,2}|\*{1,3})\]|(?P<plain>\d{1,2}|\*{1,3}))[.)]?\s*(?=\S)")
_DIGITS = re.compile(r"\d+")
_NOTE_SIZE = 0.93  # of the body's


@dataclass
class Furniture:
    """The rows of every page without headers, footers and notes, and what was taken out."""

    pages: list[list[Row]]
    footers: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)


def take_out_furniture(pages: list[list[Row]], body_size: float) -> Furniture:
    """Take page numbers and repeated lines out; a header stays where it stands first, a footer goes to the end."""
    found = Furniture([list(rows) for rows in pages])
    repeated = _repeated(found.pages)
    seen: set[str] = set()
    for number, rows in enumerate(found.pages):
        kept = []
        edges = _edges(rows)
        for at, row in enumerate(rows):
            key = _key(row)
            if at in edges and key in repeated:
                if key not in seen and not _PAGE_NUMBER.fullmatch(row.text.strip()):
                    seen.add(key)
                    if at < len(rows) // 2 or len(rows) < 3:
                        kept.append(row)
                    else:
                        found.footers.append(Block("paragraph", row.text, page=number + 1))
            elif not (at in edges and _is_page_number(rows, at)):
                kept.append(row)
        found.pages[number] = _without_notes(kept, body_size, found.notes)
    return found


def _edges(rows: list[Row]) -> set[int]:
    return {*range(min(_EDGE_ROWS, len(rows))), *range(max(len(rows) - _EDGE_ROWS, 0), len(rows))}


def _key(row: Row) -> str:
    """A row's words and height, numbers aside."""
    return f"{_DIGITS.sub('#', row.text.casefold().strip())}@{round(row.y / 8)}"


def _repeated(pages: list[list[Row]]) -> set[str]:
    """Give the keys of edge rows that stand at the same height of two pages or more, and of a third of all."""
    count: Counter[str] = Counter()
    for rows in pages:
        keys = {_key(rows[at]) for at in _edges(rows)}
        count.update(keys)
        for key in sorted(keys):  # the height may fall on either side of a step
            words, _, step = key.rpartition("@")
            for near in (int(step) - 1, int(step) + 1):
                if f"{words}@{near}" in count and f"{words}@{near}" not in keys:
                    count[key] += 1
                    count[f"{words}@{near}"] += 1
    least = max(2, len(pages) // 3)
    return {key for key, number in count.items() if number >= least and re.search(r"\w", key.rpartition("@")[0])}


def _is_page_number(rows: list[Row], at: int) -> bool:
    """Say whether the outermost row of a page is its number."""
    text = rows[at].text.strip()
    is_outermost = at in (0, len(rows) - 1) and len(rows) > 1
    return is_outermost and bool(_PAGE_NUMBER.fullmatch(text)) and bool(re.search(r"\d|^[ivx]+$", text))


def _without_notes(rows: list[Row], body_size: float, notes: list[Block]) -> list[Row]:
    """Take the footnotes off the foot of a page: small type, the first row with a number before it."""
    start = len(rows)
    while start and rows[start - 1].size < _NOTE_SIZE * body_size and len(rows[start - 1].segments) < 3:
        start -= 1
    while start < len(rows) and not _opens_note(rows[start]):
        start += 1
    if start == len(rows) or not start:
        return rows
    for row in _column_after_column(rows[start:]):
        match = _NOTE_START.match(_row_text(row))
        if match and _opens_note(row):
            mark = match["raised"] or match["plain"]
            notes.append(Block("note", _row_text(row)[match.end() :], mark=f"[^{mark}]", page=row.page))
        else:
            last = notes[-1]
            notes[-1] = Block("note", f"{last.text} {_row_text(row)}", mark=last.mark, page=last.page)
    return rows[:start]


def _column_after_column(rows: list[Row]) -> list[Row]:
    """Part notes that stand side by side, at the foot of two columns."""
    parts = [(row, segment) for row in rows for segment in row.segments[1:]]
    edges = [part.left for row, part in parts if _opens_note(Row([part], row.page, row.y, row.size))]
    if not edges:
        return rows
    edge = min(edges) - 1
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        for number, side in enumerate(sides):
            segments = [segment for segment in row.segments if (segment.left > edge) == bool(number)]
            if segments:
                side.append(Row(segments, row.page, row.y, row.size))
    return [*sides[0], *sides[1]]


def _row_text(row: Row) -> str:
    """A row's text with a raised first number as a note mark."""
    first = row.words[0]
    if first.raised and re.fullmatch(r"\d{1,2}|\*{1,3}", first.text):
        rest = row.text[len(first.text) :].strip()
        return f"[^{first.text}] {rest}"
    return row.text


def _opens_note(row: Row) -> bool:
    text = _row_text(row)
    match = _NOTE_START.match(text)
    if not match or len(text) - match.end() < 4:
        return False
    return match["raised"] is not None or text[match.end()].isupper() or text[match.end()] in '"“‘'
