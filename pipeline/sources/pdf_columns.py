"""Columns and tables of a PDF page: which rows belong to them, and what they hold."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import mean, median

from pipeline.sources.pdf_words import Row, Segment, Word, rows_of_words

_BULLETS = tuple("•·▪◦○●■➢✓‣⁃∙◆❖►▶▸")
_MARK = re.compile(r"[•·▪◦○●■➢✓–‣⁃∙◆❖►▶▸*-]|o|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\d{1,2}")
_APART = 4.0  # line heights between the rows of one table
_PROSE = 28  # characters a line, on average, that make a column of prose
_PROSE_ROWS = 4
_DEPTH = 4
# Of a page in two panels: lines on each side that the other has none beside; the least share of letters; characters
# a line, on average, of one side; rows above or below that span both.
_PANEL_ROWS, _PANEL_SHARE, _PANEL_LINE, _SPANNING = 5, 0.1, 35, 5
Gap = tuple[float, float]


@dataclass(slots=True)
class Region:
    """A part of a page: rows of running text, or a table as rows of cells."""

    rows: list[Row]
    cells: list[list[str]] | None = None
    is_column: bool = False

    @property
    def page(self) -> int:
        """The page it stands on."""
        return self.rows[0].page


def regions_of_page(rows: list[Row], depth: int = 0) -> Iterator[Region]:
    """Yield the regions of a page in reading order."""
    rows = [_with_mark(row) for row in rows]
    if depth < _DEPTH and (found := _find_panels(rows)) is not None:
        first, last, middle = found
        yield from regions_of_page(rows[:first], depth) if first else ()
        for side in (0, 1):
            words = [w for row in rows[first:last] for w in row.words if (w.left > middle) == bool(side)]
            yield from regions_of_page(rows_of_words(words, rows[0].page), depth + 1)
        yield from regions_of_page(rows[last:], depth) if last < len(rows) else ()
        return
    plain: list[Row] = []
    at = 0
    while at < len(rows):
        stop, gaps = _gap_run(rows, at)
        both = sum(_is_both_sides(row, gap) for row in rows[at:stop] for gap in gaps[:1])
        if stop - at < 2 or both < 2:
            plain.append(rows[at])
            at += 1
            continue
        if plain:
            yield Region(plain, is_column=depth > 0)
            plain = []
        run = rows[at:stop]
        if depth < _DEPTH and _is_prose(run, gaps[0]):
            middle = sum(gaps[0]) / 2
            for side in (0, 1):
                words = [w for row in run for w in row.words if (w.left > middle) == bool(side)]
                yield from regions_of_page(rows_of_words(words, run[0].page), depth + 1)
        else:
            yield Region(run, _cells(run, sorted(gaps)))
        at = stop
    if plain:
        yield Region(plain, is_column=depth > 0)


def _with_mark(row: Row) -> Row:
    """Join a bullet or number that stands apart in front of a row with what follows it."""
    first = row.segments[0]
    if len(row.segments) < 2 or not _MARK.fullmatch(first.text):
        return row
    if len(row.segments) > 2 and first.text.isdigit():
        return row  # the first cell of a table
    return Row([Segment([*first.words, *row.segments[1].words]), *row.segments[2:]], row.page, row.y, row.size)


def _find_panels(rows: list[Row]) -> tuple[int, int, float] | None:
    """Give the first row of two panels, the row after the last one and where they part; a few rows may span both."""
    tries = [(head, tail) for head in range(_SPANNING) for tail in range(_SPANNING) if head + tail < len(rows) // 2]
    for head, tail in sorted(tries, key=lambda t: (t[0] + t[1], t)):
        middle = _panels(rows[head : len(rows) - tail])
        if middle is not None:
            return head, len(rows) - tail, middle
    return None


def _panels(rows: list[Row]) -> float | None:
    """Give where a page falls into two that have nothing to do with each other: their lines stand at other heights.

    The rows of a table, and columns of prose, stand at the same.
    """
    for left, right in _free_everywhere(rows):
        middle = (left + right) / 2
        sides = [_sides(row, (middle, middle)) for row in rows]
        level = sum(bool(one and other) and _is_level(one, other) for one, other in sides)
        lines = [sum(bool(side[number]) for side in sides) for number in (0, 1)]
        letters = [sum(len(w.text) for side in sides for w in side[number]) for number in (0, 1)]
        is_prose = max(n / max(count, 1) for n, count in zip(letters, lines, strict=True)) > _PANEL_LINE
        is_apart = min(lines) - level >= _PANEL_ROWS and level < 0.4 * min(lines)
        if is_prose and is_apart and min(letters) > _PANEL_SHARE * sum(letters):
            return middle
    return None


def _is_level(one: list[Word], other: list[Word]) -> bool:
    """Say whether words to the left and to the right stand on one line."""
    return abs(median(w.y for w in one) - median(w.y for w in other)) < 0.08 * max(one[0].size, other[0].size)


def _free_everywhere(rows: list[Row]) -> list[Gap]:
    """Give the vertical strips inside a page that no word stands in, the widest first."""
    size = median(row.size for row in rows) if rows else 0.0
    gaps: list[Gap] = []
    edge: float | None = None
    for left, right in sorted((s.left, s.right) for row in rows for s in row.segments):
        if edge is not None and left - edge > size:
            gaps.append((edge, left))
        edge = right if edge is None else max(edge, right)
    return sorted(gaps, key=lambda gap: (gap[0] - gap[1], gap))


def _gap_run(rows: list[Row], start: int) -> tuple[int, list[Gap]]:
    """Give the row after the last one that leaves the same gaps free, and these gaps, the widest first."""
    gaps = _inner_gaps(rows[start])
    stop = start + 1
    while gaps and stop < len(rows):
        row = rows[stop]
        if rows[stop - 1].y - row.y > _APART * row.size or rows[stop - 1].y < row.y:
            break
        narrowed = [gap for old in gaps for gap in _free(row, old) if gap[1] - gap[0] >= 0.7 * row.size]
        if not narrowed:
            break
        gaps = narrowed
        stop += 1
    while stop - start > 1 and gaps and not any(_is_both_sides(rows[stop - 1], gap) for gap in gaps):
        if rows[stop - 1].left > max(gaps[0]) or _continues(rows, stop - 1):
            break
        stop -= 1
    return stop, sorted(gaps, key=lambda g: (g[0] - g[1], g))


def _continues(rows: list[Row], at: int) -> bool:
    """Say whether a row follows the one above it as closely as a line of one paragraph."""
    return rows[at - 1].y - rows[at].y < 1.35 * rows[at].size


def _inner_gaps(row: Row) -> list[Gap]:
    pairs = zip(row.segments, row.segments[1:], strict=False)
    return [(one.right, other.left) for one, other in pairs]


def _free(row: Row, gap: Gap) -> Iterator[Gap]:
    """Yield what a row leaves of a gap."""
    left, right = gap
    for word in row.words:
        if word.right <= left or word.left >= right:
            continue
        if word.left > left:
            yield left, word.left
        left = max(left, word.right)
    if left < right:
        yield left, right


def _is_both_sides(row: Row, gap: Gap) -> bool:
    return row.left < gap[0] and row.right > gap[1]


def _sides(row: Row, gap: Gap) -> tuple[list[Word], list[Word]]:
    middle = sum(gap) / 2
    return [w for w in row.words if w.left <= middle], [w for w in row.words if w.left > middle]


def _is_prose(rows: list[Row], gap: Gap) -> bool:
    for side in (0, 1):
        lengths = [len(" ".join(w.text for w in words)) for row in rows if (words := _sides(row, gap)[side])]
        if len(lengths) < _PROSE_ROWS or mean(lengths) < _PROSE:
            return False
    return True


def _cells(rows: list[Row], gaps: list[Gap]) -> list[list[str]]:
    """Give the cells of each row; a row that only goes on with cells of the row above is joined to it."""
    edges = [sum(gap) / 2 for gap in gaps]
    steps = [one.y - other.y for one, other in itertools.pairwise(rows)]
    is_spaced = bool(steps) and median(steps) > 1.5 * rows[0].size
    found: list[list[str]] = []
    for number, row in enumerate(rows):
        cells: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
        for word in row.words:
            cells[sum(word.left > edge for edge in edges)].append(word)
        texts = [Segment(words).text if words else "" for words in cells]
        step = steps[number - 1] if number else 0.0
        goes_on = not texts[0] and step < 1.7 * row.size
        is_close = step < 1.3 * row.size and (is_spaced or any(t[:1].islower() for t in texts if t))
        if found and (goes_on or is_close):
            keeps = found[-1][0].endswith(":")  # what a label stands before keeps its lines
            found[-1] = [_joined_cell(*pair, keeps) for pair in zip(found[-1], texts, strict=True)]
        else:
            found.append(texts)
    return found


def _joined_cell(above: str, below: str, keeps: bool) -> str:
    mark = "\n" if keeps or below[:1] in _BULLETS else " "
    return mark.join(filter(None, (above, below)))
