"""Counting days, weeks, months and years, and the moving feasts. Years outside 1-9999 are clipped."""

from __future__ import annotations

import calendar
import datetime as dt

_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}


def month_end(year: int, month: int) -> dt.date:
    """Give the last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: dt.date, count: int) -> dt.date:
    """Move a day by months; a day that the target month lacks becomes its last one."""
    total = day.year * 12 + day.month - 1 + count
    year, month = divmod(total, 12)
    year = min(max(year, 1), 9999)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_days(day: dt.date, count: int) -> dt.date:
    """Move a day by days, staying inside the calendar."""
    ordinal = min(max(day.toordinal() + count, 1), dt.date.max.toordinal())
    return dt.date.fromordinal(ordinal)


def add_units(day: dt.date, count: int, unit: str) -> dt.date:
    """Move a day by `count` of day, week, fortnight, month, quarter, half, season, year, decade or century."""
    if unit in _DAYS_IN:
        return add_days(day, max(min(count, 5_000_000), -5_000_000) * _DAYS_IN[unit])
    return add_months(day, max(min(count, 200_000), -200_000) * _MONTHS_IN[unit])


def unit_range(day: dt.date, unit: str) -> tuple[dt.date, dt.date]:
    """Give the first and last day of the calendar unit in which `day` lies (weeks run Monday to Sunday)."""
    if unit == "week" or unit == "fortnight":
        start = add_days(day, -day.weekday())
        return start, add_days(start, 6)
    if unit == "weekend":
        start = add_days(day, 5 - day.weekday())
        return start, add_days(start, 1)
    if unit == "day":
        return day, day
    length = _MONTHS_IN[unit]
    if unit == "century":
        first = (day.year - 1) // 100 * 100 + 1
        return dt.date(first, 1, 1), dt.date(min(first + 99, 9999), 12, 31)
    if unit == "decade":
        first = max(day.year // 10 * 10, 1)
        return dt.date(first, 1, 1), dt.date(min(first + 9, 9999), 12, 31)
    opening = (day.month - 1) // length * length + 1
    return dt.date(day.year, opening, 1), month_end(day.year, opening + length - 1)


def nearest_weekday(day: dt.date, weekday: int, direction: int) -> dt.date:
    """Give the day with ISO weekday 1-7 nearest to `day`: at or before it (-1), at or after it (1), either (0)."""
    back = (day.isoweekday() - weekday) % 7
    if direction < 0:
        return add_days(day, -back)
    forward = (weekday - day.isoweekday()) % 7
    if direction > 0:
        return add_days(day, forward)
    return add_days(day, forward) if forward <= back else add_days(day, -back)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """Give the nth (1-5, or -1 for the last) ISO weekday of a month; the fifth falls back to the last."""
    if nth < 0:
        last = month_end(year, month)
        return add_days(last, -((last.isoweekday() - weekday) % 7))
    first = dt.date(year, month, 1)
    found = add_days(first, (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    return found if found.month == month else nth_weekday(year, month, weekday, -1)


def easter(year: int) -> dt.date:
    """Give Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    line = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * line) // 433
    month = (h + line - 7 * m + 90) // 25
    return dt.date(year, month, (h + line - 7 * m + 33 * month + 19) % 32)
