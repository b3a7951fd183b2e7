"""Gives a single calendar point its value from the reference day and from what the text told before (D9, D10)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from pipeline.rooms.dates.expressions import Point
from pipeline.rooms.dates.memory import Memory
from pipeline.rooms.dates.reference import Reference
from pipeline.rooms.dates.relative import choose_year, shifted, weekday_value
from pipeline.rooms.dates.tokens import Tokens
from pipeline.rooms.dates.values import UNKNOWN, Value, value_of


@dataclass(slots=True)
class PointResolver:
    """Resolves points; `context` is the last date with bounds that the text told.

    In a `narrative` (a history) dates without a year follow the date told before, not the reference.
    """

    tokens: Tokens
    reference: Reference | None
    southern: bool = False
    narrative: bool = False
    memory: Memory = field(default_factory=Memory)
    context: Value | None = None

    def _counts_days(self) -> bool:
        return self.reference is not None and self.reference.grain == "day" and not self.reference.guessed

    def _point(self, point: Point, direction: int) -> Value:
        if point.grain == "time" and (point.shift is not None or point.month is None):
            return self._timed(point, direction)
        if point.shift is not None or (point.part == "REST" and self.reference):
            if self.reference is None or self.reference.guessed:
                return UNKNOWN
            found = shifted(point, self.reference.day, self.reference.grain, self.southern)
            return replace(found, relative=True) if found else UNKNOWN
        if point.year_shift is not None and (point.grain != "half" or point.unit in (None, "year")):
            if self.reference is None or self.reference.guessed:
                return UNKNOWN
            found = value_of(replace(point, year=self.reference.day.year + point.year_shift), self.southern)
            return replace(found, relative=True) if found else UNKNOWN
        if point.month is None and point.weekday is not None and point.holiday is None and point.grain == "day":
            told = self._told_before()
            if told is not None and point.named is None:
                found = weekday_value(point, told, 1)
                return replace(found, relative=True) if found else UNKNOWN
            if not self._counts_days() or self.reference is None:
                return UNKNOWN
            found = weekday_value(point, self.reference.day, direction)
            return replace(found, relative=True) if found else UNKNOWN
        if point.grain == "half" and point.unit not in (None, "year"):
            return self._half_of_unit(point)
        if point.lacks_year:
            return self._completed(point, direction)
        return value_of(point, self.southern) or UNKNOWN

    def _half_of_unit(self, point: Point) -> Value:
        """Resolve "the second half of the century" or "of this month"."""
        if self.reference is None or self.reference.guessed or point.unit not in ("century", "decade", "month"):
            return UNKNOWN
        whole = Point(point.unit, shift=point.year_shift or 0, part=f"H{point.index}")
        found = shifted(whole, self.reference.day, self.reference.grain)
        return replace(found, relative=True) if found else UNKNOWN

    def _told_before(self) -> dt.date | None:
        """Give the day that a narrative has reached."""
        if not self.narrative or self.context is None or self.context.first is None:
            return None
        return dt.date.fromisoformat(self.context.first)

    def _timed(self, point: Point, direction: int) -> Value:
        """Give "10 a.m. tomorrow" the day of "tomorrow" and the clock time."""
        day = self._point(replace(point, grain="day"), direction)
        if day.first is None or day.precision != "day":
            return UNKNOWN
        found = dt.date.fromisoformat(day.first)
        value = value_of(replace(point, year=found.year, month=found.month, day=found.day))
        return replace(value, relative=True) if value else UNKNOWN

    def _completed(self, point: Point, direction: int) -> Value:
        """Find the year of a named point: dated elsewhere in the text, else from the reference, else unknown."""
        if year := self.memory.year_of(point, self.reference.day if self.reference else None):
            found = value_of(replace(point, year=year), self.southern)
            if found is not None:
                return replace(found, relative=True)
        told = self._told_before()
        if told is not None:
            found = choose_year(point, told, 0, self.southern)
            if found is not None:
                return replace(found, relative=True)
        if self.reference is not None:
            found = choose_year(point, self.reference.day, direction, self.southern)
            if found is not None:
                return replace(found, relative=True)
        return value_of(point, self.southern) or UNKNOWN
