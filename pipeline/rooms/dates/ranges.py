"""Gives ranges of two points their value: the ends complete each other's years (D4, D9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from pipeline.calendar.arithmetic import unit_range
from pipeline.rooms.dates.expressions import Point
from pipeline.rooms.dates.relative import weekday_value
from pipeline.rooms.dates.values import UNKNOWN, Value, days

_FINEST = ("time", "day", "part_of_month", "month", "quarter", "season", "part_of_year", "half_year", "year", "decade")


def range_value(start: Point, end: Point, resolve: Callable[[Point], Value]) -> Value:
    """Give the interval from `start` to `end`; `resolve` gives a single point its value."""
    if start.lacks_year and end.year is not None and _is_named(start):
        start = replace(start, year=end.year - (_order(start) > _order(end)))
    if start.lacks_year and end.year_shift is not None and start.month is not None and _order(start) <= _order(end):
        start = replace(start, year_shift=end.year_shift)  # "February to November last year"
    first = resolve(start)
    if first.first is not None and end.lacks_year and _is_named(end):
        year = int(first.first[:4])
        end = replace(end, year=year + (_order(end) < _order(start)))
    if end.is_weekday_only and first.last is not None:
        last = weekday_value(replace(end, named=None), dt.date.fromisoformat(first.last), 1) or UNKNOWN
    elif end.grain == "time" and end.month is None and end.weekday is None and end.shift is None:
        last = first
    else:
        last = resolve(end)
    if first.value is None or last.value is None:
        return UNKNOWN
    return _interval(first, last)


def _interval(first: Value, last: Value) -> Value:
    value = f"{first.value.split('/')[0]}/{last.value.split('/')[-1]}" if first.value and last.value else None
    precision = min(first.precision, last.precision, key=lambda p: _FINEST.index(p) if p in _FINEST else 99)
    low, high = first.first, last.last
    if low is not None and high is not None and low > high:
        return UNKNOWN
    if low is None or high is None:
        low = high = None
    return Value(value, low, high, precision, None, first.relative or last.relative)


def week_around(value: Value) -> Value:
    """Give the week in which a day lies ("the week of 6 March")."""
    if value.first is None:
        return UNKNOWN
    first, last = unit_range(dt.date.fromisoformat(value.first), "week")
    return replace(days(first, last, "day"), relative=value.relative)


def _is_named(point: Point) -> bool:
    return point.month is not None or point.index is not None


def _order(point: Point) -> tuple[int, int]:
    return (point.month or (point.index or 0) * 3), point.day or 0
