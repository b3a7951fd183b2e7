"""Remembers which days a text dates in full, so that the same days without a year are known (D9, rule 2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.values import value_of

_SAME_AGE = 20  # years
_MOST_RANGES, _LONGEST_RANGE = 64, 62


@dataclass(slots=True)
class Memory:
    """The years in which a text dates each day of the year, and its ranges of days."""

    full_days: dict[tuple[int, int], set[int]] = field(default_factory=dict)
    day_ranges: set[tuple[dt.date, dt.date]] = field(default_factory=set)

    def note(self, expr: Expr) -> None:
        """Take down the days and ranges of days that an expression states in full."""
        for point in (expr.point, expr.until):
            if point is None or point.year is None or point.month is None or expr.kind != "date":
                continue
            if point.day is not None:
                self.full_days.setdefault((point.month, point.day), set()).add(point.year)
        if expr.point and expr.until and expr.until.year and expr.until.month and expr.until.day and expr.point.day:
            start = value_of(replace(expr.point, year=expr.point.year or expr.until.year, grain=_named(expr.point)))
            end = value_of(replace(expr.until, grain=_named(expr.until)))
            if start and end and start.first and end.last:
                self._note_range(dt.date.fromisoformat(start.first), dt.date.fromisoformat(end.last))

    def _note_range(self, first: dt.date, last: dt.date) -> None:
        # Bounded, so that a page of thousands of ranges is still read in linear time.
        if len(self.day_ranges) < _MOST_RANGES and (last - first).days <= _LONGEST_RANGE:
            self.day_ranges.add((first, last))

    def year_of(self, point: Point, reference: dt.date | None) -> int | None:
        """Give the one year in which the text dates this day in full, or a range of days around it (D9, rule 2)."""
        if point.month is None or point.day is None or point.named is not None:
            return None
        years = set(self.full_days.get((point.month, point.day), ())) or self._years_of_ranges(point.month, point.day)
        fitting = [year for year in sorted(years) if _fits(point, year, reference)]
        return fitting[0] if len(fitting) == 1 else None

    def _years_of_ranges(self, month: int, day: int) -> set[int]:
        inside = set()
        for first, last in self.day_ranges:
            for year in {first.year, last.year}:
                found = value_of(Point("day", year, month, day))
                if found and found.first and first <= dt.date.fromisoformat(found.first) <= last:
                    inside.add(year)
        return inside


def _fits(point: Point, year: int, reference: dt.date | None) -> bool:
    """Say whether a year agrees with the stated weekday and is not of another age than the release."""
    found = value_of(Point("day", year, point.month, point.day))
    if found is None or found.first is None:
        return False
    if point.weekday is not None and dt.date.fromisoformat(found.first).isoweekday() != point.weekday:
        return False
    return reference is None or abs(year - reference.year) <= _SAME_AGE


def _named(point: Point) -> str:
    return "day" if point.grain == "time" else point.grain
