"""The one ruler: positions in the clean text against positions in the source text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.model.records import CleanText, Segment, Span


class Ruler:
    """Translates `[start, end)` ranges between a clean text and its source, both in code points."""

    def __init__(self, clean: CleanText) -> None:
        self._segments: Sequence[Segment] = clean.segments
        self._clean_starts = [s.clean_start for s in self._segments]
        self._source_starts = [s.source_start for s in self._segments]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Give the source range that the non-empty clean range stands for.

        Raises ValueError for an empty range or one outside the text.
        """
        if not self._segments or start >= end or start < 0:
            raise ValueError(f"no source range for clean [{start}, {end})")
        head = self._segments[bisect_right(self._clean_starts, start) - 1]
        tail = self._segments[bisect_right(self._clean_starts, end - 1) - 1]
        if end > tail.clean_start + tail.clean_length:
            raise ValueError(f"clean range [{start}, {end}) ends outside the text")
        return _left_edge(head, start), _right_edge(tail, end)

    def to_clean(self, start: int, end: int) -> Span | None:
        """Give the clean range made of what survives of a source range; None if nothing does."""
        low = max(bisect_right(self._source_starts, start) - 1, 0)
        found: list[int] = []
        for index in range(low, len(self._segments)):  # a slice would copy the rest of the text's segments
            segment = self._segments[index]
            if segment.source_start >= end:
                break
            found.extend(_clean_edges(segment, start, end))
        return Span(min(found), max(found)) if found else None


def _is_literal(segment: Segment) -> bool:
    return segment.clean_length == segment.source_length


def _left_edge(segment: Segment, start: int) -> int:
    return segment.source_start + (start - segment.clean_start if _is_literal(segment) else 0)


def _right_edge(segment: Segment, end: int) -> int:
    if _is_literal(segment):
        return segment.source_start + end - segment.clean_start
    return segment.source_start + segment.source_length


def _clean_edges(segment: Segment, start: int, end: int) -> tuple[int, ...]:
    left, right = max(start, segment.source_start), min(end, segment.source_start + segment.source_length)
    if left >= right:
        return ()
    if not _is_literal(segment):
        return segment.clean_start, segment.clean_start + segment.clean_length
    shift = segment.clean_start - segment.source_start
    return left + shift, right + shift
