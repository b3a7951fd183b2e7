"""Gives named calendar points their EDTF value, bounds and precision (D5-D7)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from pipeline import calendar as cal
from pipeline.calendar.arithmetic import add_days, month_end
from pipeline.rooms.dates.expressions import Point

_PART_MONTHS = {
    "START": (1, 4),
    "MID": (5, 8),
    "END": (9, 12),
    "START1": (1, 1),
    "END1": (12, 12),
    "H1": (1, 6),
    "H2": (7, 12),
}
_PART_DAYS = {
    "START": (1, 10),
    "MID": (11, 20),
    "END": (21, 31),
    "START1": (1, 10),
    "END1": (21, 31),
    "H1": (1, 15),
    "H2": (16, 31),
}
_MODS = {"START": "START", "START1": "START", "END": "END", "END1": "END", "MID": "MID"}
_QUARTER_CODE, _SEASON_SHIFT = 32, 6


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression means: EDTF value, first and last ISO day, precision, modifier."""

    value: str | None
    first: str | None = None
    last: str | None = None
    precision: str = "vague"
    mod: str | None = None
    relative: bool = False


UNKNOWN = Value(None, relative=True)


def make(value: str, precision: str, mod: str | None = None, southern: bool = False) -> Value:
    """Give a value with its bounds."""
    first, last = cal.bounds(value, southern)
    return Value(value, first, last, precision, mod)


def days(first: dt.date, last: dt.date, precision: str, mod: str | None = None) -> Value:
    """Give an interval of days."""
    return make(cal.interval(first.isoformat(), last.isoformat()), precision, mod)


def value_of(point: Point, southern: bool = False) -> Value | None:
    """Give the value of a point whose year is stated or stays unknown (`XXXX`); None if there is no such date."""
    try:
        found = _READERS[point.grain](point, southern)
    except (ValueError, OverflowError):
        return None
    if point.approx and found is not None and found.value and found.value[-1] != "~" and "/" not in found.value:
        return replace(found, value=found.value + "~", mod="APPROX")
    return found


def _time(point: Point, southern: bool) -> Value | None:
    day = value_of(replace(point, grain="day"), southern)
    if day is None or day.value is None or "/" in day.value:
        return None
    assert point.hour is not None
    value = cal.moment(day.value, point.hour, point.minute)
    if point.to_hour is not None:
        value = cal.interval(value, _clock_end(point, day.value))
    return Value(value, *cal.bounds(value), "time") if "/" in value else Value(value, day.first, day.last, "time")


def _clock_end(point: Point, day: str) -> str:
    """Give the end of "from 8 p.m. to 2 a.m.": the next day's, but midnight is the end of the same day (T24:00)."""
    assert point.hour is not None
    assert point.to_hour is not None
    if (point.to_hour, point.to_minute) == (0, 0):
        return cal.moment(day, 24, 0)
    if (point.to_hour, point.to_minute) <= (point.hour, point.minute) and "X" not in day:
        day = add_days(dt.date.fromisoformat(day), 1).isoformat()
    return cal.moment(day, point.to_hour, point.to_minute)


def _day(point: Point, southern: bool) -> Value | None:
    if point.holiday is not None:
        return _holiday(point)
    if point.month is None or point.day is None:
        return None
    if point.year is not None:
        dt.date(point.year, point.month, point.day)
    return make(cal.day(point.year, point.month, point.day), "day")


def _holiday(point: Point) -> Value | None:
    found = holiday_in(point.holiday or "", point.year if point.year is not None else 2000)
    if found is None:
        return None
    if point.year is None:
        moves = ":" in (point.holiday or "") or "easter" in (point.holiday or "")
        return None if moves else make(cal.day(None, found.month, found.day), "day")
    return make(found.isoformat(), "day")


def holiday_in(rule: str, year: int) -> dt.date | None:
    """Give the day of a holiday rule (`12-25`, `11:4:4` = 4th Thursday of November, `easter-2`) in a year."""
    if not 1583 <= year <= 9998:
        return None
    if rule.startswith("easter"):
        return add_days(cal.easter(year), int(rule[6:]))
    if ":" in rule:
        month, weekday, nth = (int(x) for x in rule.split(":"))
        return cal.nth_weekday(year, month, weekday, nth)
    month, day = (int(x) for x in rule.split("-"))
    return dt.date(year, month, day)


def _month(point: Point, southern: bool) -> Value | None:
    if point.month is None:
        return None
    if point.part in ("LASTDAY", "FIRSTDAY") and point.year is not None:
        last = month_end(point.year, point.month)
        found = last if point.part == "LASTDAY" else last.replace(day=1)
        return make(found.isoformat(), "day")
    if point.part not in _PART_DAYS:
        return make(cal.month(point.year, point.month), "month")
    first, last_day = _PART_DAYS[point.part]
    longest = 29 if point.month == 2 else 30 if point.month in (4, 6, 9, 11) else 31
    end = month_end(point.year, point.month).day if point.year else longest
    value = cal.interval(cal.day(point.year, point.month, first), cal.day(point.year, point.month, min(last_day, end)))
    return make(value, "part_of_month", _MODS.get(point.part))


def _year(point: Point, southern: bool) -> Value | None:
    if point.year is None:
        return None
    if point.approx:
        return make(cal.year(point.year) + "~", "year", "APPROX")
    if point.part in ("LASTDAY", "FIRSTDAY"):
        return make(f"{point.year:04d}-12-31" if point.part == "LASTDAY" else f"{point.year:04d}-01-01", "day")
    if point.part not in _PART_MONTHS:
        return make(cal.year(point.year), "year")
    first, last = _PART_MONTHS[point.part]
    start, end = cal.month(point.year, first), cal.month(point.year, last)
    precision = "half_year" if point.part in ("H1", "H2") else "part_of_year"
    return make(start if first == last else cal.interval(start, end), precision, _MODS.get(point.part))


def _quarter(point: Point, southern: bool) -> Value | None:
    if point.index is None or not 1 <= point.index <= 4:
        return None
    year = "XXXX" if point.year is None else cal.year(point.year)
    found = make(f"{year}-{_QUARTER_CODE + point.index}", "quarter", _MODS.get(point.part or ""))
    if point.year is not None and point.part in _MODS:
        month = (point.index - 1) * 3 + {"START": 1, "START1": 1, "MID": 2}.get(point.part or "", 3)
        return make(cal.month(point.year, month), "month", _MODS.get(point.part or ""))
    return found


def _half(point: Point, southern: bool) -> Value | None:
    if point.index not in (1, 2):
        return None
    start, end = (1, 6) if point.index == 1 else (7, 12)
    return make(cal.interval(cal.month(point.year, start), cal.month(point.year, end)), "half_year")


def _season(point: Point, southern: bool) -> Value | None:
    year = "XXXX" if point.year is None else cal.year(point.year)
    return make(f"{year}-{point.index}", "season", _MODS.get(point.part or ""), southern)


def _decade(point: Point, southern: bool) -> Value | None:
    if point.year is None:
        return None
    if point.part == "END1":
        return make(cal.year(point.year // 10 * 10 + 9), "decade", "END")
    if point.part in ("H1", "H2"):
        first = point.year // 10 * 10 + (5 if point.part == "H2" else 0)
        return make(cal.interval(cal.year(first), cal.year(first + 4)), "decade")
    return make(f"{point.year // 10:03d}X", "decade", _MODS.get(point.part or ""))


def _century(point: Point, southern: bool) -> Value | None:
    if point.year is None or not 1 <= point.year <= 30:
        return None
    first = (point.year - 1) * 100 + 1
    if point.part in ("H1", "H2"):
        first += 50 if point.part == "H2" else 0
        return make(cal.interval(cal.year(first), cal.year(first + 49)), "century")
    return make(f"{point.year - 1:02d}XX", "century", _MODS.get(point.part or ""))


_READERS = {
    "time": _time,
    "day": _day,
    "month": _month,
    "year": _year,
    "quarter": _quarter,
    "fiscalquarter": _quarter,
    "half": _half,
    "season": _season,
    "decade": _decade,
    "century": _century,
}
