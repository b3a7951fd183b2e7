"""Resolves what counts from a reference day: deictics, spans before and after it, anaphora (D9, D10)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline import calendar as cal
from pipeline.calendar.arithmetic import add_days, add_units, nearest_weekday, unit_range
from pipeline.rooms.dates.expressions import Point
from pipeline.rooms.dates.values import UNKNOWN, Value, days, make, value_of

_FAR_DAYS = 280
_FAR_UNITS = 240
_FINE = ("day", "week", "weekend", "fortnight")
_SEASON_OF_MONTH = {3: 21, 4: 21, 5: 21, 6: 22, 7: 22, 8: 22, 9: 23, 10: 23, 11: 23, 12: 24, 1: 24, 2: 24}


def unit_value(day: dt.date, unit: str, part: str | None = None, southern: bool = False) -> Value | None:
    """Give the calendar unit (day, week ... century) in which `day` lies, or a part of it."""
    if unit in ("day", "hour", "minute", "second"):
        return make(day.isoformat(), "day")
    if unit in ("week", "weekend", "fortnight"):
        first, last = unit_range(day, unit)
        return days(first, last, "day")
    if unit in ("half", "semester"):
        return value_of(Point("half", day.year, index=1 if day.month <= 6 else 2))
    if unit == "quarter":
        return value_of(Point("quarter", day.year, index=(day.month + 2) // 3, part=part))
    if unit == "season":
        return value_of(Point("season", day.year, index=_SEASON_OF_MONTH[day.month]), southern)
    if unit == "century":
        return value_of(Point("century", (day.year - 1) // 100 + 1, part=part))
    return value_of(Point(unit, day.year, day.month if unit == "month" else None, part=part))


def shifted(point: Point, reference: dt.date, grain: str, southern: bool = False) -> Value | None:
    """Resolve "last week", "the end of next year", "the rest of the month" from a reference known to `grain`."""
    assert point.shift is not None or point.part == "REST"
    if point.grain in _FINE and grain != "day":
        return UNKNOWN
    if point.grain in ("month", "quarter", "season", "half") and grain == "year":
        return UNKNOWN
    if point.part == "REST":
        last = unit_range(reference, point.grain)[1] if point.year is None else dt.date(point.year, 12, 31)
        return days(reference, last, point.grain if point.grain not in _FINE else "day")
    if point.unit == "month" and point.grain == "day":
        moved = add_units(reference.replace(day=1), point.shift or 0, "month")
        return value_of(Point("day", moved.year, moved.month, point.day))
    unit = {"semester": "half"}.get(point.grain, point.grain)
    moved = add_units(reference, point.shift or 0, unit)
    if unit == "weekend":
        near = point.part == "NEAR" and reference.isoweekday() < 5  # "over the weekend", read on a Monday
        moved = add_days(reference, 7 * (-1 if near else point.shift or 0))
    return unit_value(moved, unit, point.part, southern)


def stretch_value(stretch: tuple[int, float, str], reference: dt.date, is_ago: bool, approx: bool) -> Value | None:
    """Resolve "two weeks ago" (the unit counted back) or "the past two weeks" (all days up to the reference)."""
    direction, count, unit = stretch
    unit = {"semester": "half"}.get(unit, unit)
    if unit == "hour" and count % 24 == 0 and not is_ago:
        unit, count = "day", count // 24
    if unit in ("hour", "minute", "second"):
        return unit_value(reference, "day")
    if count > 5000:
        return UNKNOWN
    far = _moved(reference, direction * count, unit)
    if not is_ago:
        precision = _precision(unit, count)
        return days(far, reference, precision) if direction < 0 else days(reference, far, precision)
    if unit == "year" and count != int(count):
        return unit_value(far, "month")
    if unit in ("decade", "century"):
        return make(cal.year(far.year) + "~", "year", "APPROX")
    found = unit_value(far, unit)
    if approx and found and found.value:
        mark = "" if "/" in found.value else "~"
        return replace(found, value=found.value + mark, mod="APPROX")
    return found


def _precision(unit: str, count: float) -> str:
    if count != int(count):
        return "half_year"
    return "day" if unit in _FINE else unit if unit != "half" else "half_year"


def _moved(reference: dt.date, count: float, unit: str) -> dt.date:
    whole = int(count)
    moved = add_units(reference, whole, unit)
    rest = count - whole
    if rest and unit in ("year", "decade", "century"):
        return add_units(moved, round(rest * {"year": 12, "decade": 120, "century": 1200}[unit]), "month")
    return add_days(moved, round(rest * {"month": 30, "week": 7}.get(unit, 0))) if rest else moved


def weekday_value(point: Point, reference: dt.date, direction: int) -> Value | None:
    """Resolve a weekday, with or without a day number, from the reference day."""
    assert point.weekday is not None
    if point.week_shift is not None:
        monday = add_days(reference, -reference.weekday() + 7 * point.week_shift)
        return make(add_days(monday, point.weekday - 1).isoformat(), "day")
    if point.day is not None:
        return _numbered_weekday(point, reference, direction)
    if point.named == 0:
        monday = add_days(reference, -reference.weekday())
        return make(add_days(monday, point.weekday - 1).isoformat(), "day")
    if point.named is not None:
        start = add_days(reference, point.named)
        return make(nearest_weekday(start, point.weekday, point.named).isoformat(), "day")
    return make(nearest_weekday(reference, point.weekday, direction).isoformat(), "day")


def _numbered_weekday(point: Point, reference: dt.date, direction: int) -> Value | None:
    """Find the nearest day whose number and weekday fit ("Thursday 12")."""
    best: dt.date | None = None
    for offset in range(-7, 8):
        month = cal.add_months(reference.replace(day=1), offset)
        try:
            day = month.replace(day=point.day or 1)
        except ValueError:
            continue
        fits = (
            day.isoweekday() == point.weekday
            and (direction >= 0 or day <= reference)
            and (direction <= 0 or day >= reference)
        )
        if fits and (best is None or abs((day - reference).days) < abs((best - reference).days)):
            best = day
    return make(best.isoformat(), "day") if best else None


def choose_year(point: Point, reference: dt.date, direction: int, southern: bool = False) -> Value | None:
    """Give a year-less point the year that D9 asks for: the latest not after the reference (-1), the earliest not
    before it (1), or the nearest (0); a stated weekday must fit when it can.
    """
    options = []
    for year in range(max(reference.year - 4, 1), min(reference.year + 5, 9999)):
        found = value_of(replace(point, year=year, grain=point.grain), southern)
        if found is None or found.first is None or found.last is None:
            continue
        first, last = dt.date.fromisoformat(found.first), dt.date.fromisoformat(found.last)
        fits = point.weekday is None or point.grain not in ("day", "time") or first.isoweekday() == point.weekday
        options.append((first, last, found, fits))
    if any(fits for _, _, _, fits in options):
        options = [o for o in options if o[3]]
    else:
        options = [o for o in options if abs(o[0].year - reference.year) <= 1]
    if not options:
        return None
    nearest = min(options, key=lambda o: (_distance(o[0], o[1], reference), o[0]))
    if point.named == 0 and (around := [o for o in options if o[0] <= reference <= o[1]]):
        return around[0][2]
    near = [o for o in options if _allowed(o[0], o[1], reference, direction, point.named)]
    told = min(near, key=lambda o: (_distance(o[0], o[1], reference), o[0])) if near else nearest
    # A writer who leaves the year out speaks of a near day; the tense only decides between two that are both far.
    farther = _distance(told[0], told[1], reference)
    if point.named is None and (farther > _FAR_DAYS or (point.grain != "day" and farther > _FAR_UNITS)):
        return nearest[2]
    return told[2]


def _allowed(first: dt.date, last: dt.date, reference: dt.date, direction: int, named: int | None) -> bool:
    if named is not None:
        if named == 0:
            return first.year == reference.year
        return last < reference if named < 0 else first > reference
    return direction == 0 or (first <= reference if direction < 0 else last >= reference)


def _distance(first: dt.date, last: dt.date, reference: dt.date) -> int:
    if first <= reference <= last:
        return 0
    return min(abs((first - reference).days), abs((last - reference).days))


def anaphor_value(anaphor: tuple[int, float, str], first: str, last: str) -> Value | None:
    """Resolve "the day after", "the same month", "two years later" from the bounds of the date before it."""
    direction, count, unit = anaphor
    base = dt.date.fromisoformat(last if direction > 0 else first)
    unit = {"semester": "half"}.get(unit, unit)
    if unit in ("hour", "minute", "second"):
        return unit_value(base, "day")
    if unit == "period":
        return None
    return unit_value(_moved(base, direction * count, unit), unit)
