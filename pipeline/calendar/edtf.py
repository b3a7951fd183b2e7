"""EDTF values as the guidelines use them: level 1, plus the quarters 33-36 of level 2."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.calendar.arithmetic import month_end

OPEN = ".."
# First month and length in months of the numbered parts of a year.
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
_QUARTERS = {33: 1, 34: 4, 35: 7, 36: 10}
_SIMPLE = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?\Z")


def year(number: int) -> str:
    """Give a year as EDTF: `2030`."""
    return f"{number:04d}"


def month(year_: int | None, month_: int) -> str:
    """Give a month as EDTF, `XXXX-05` when the year is not known."""
    return f"{_year_or_unknown(year_)}-{month_:02d}"


def day(year_: int | None, month_: int, day_: int) -> str:
    """Give a day as EDTF, `XXXX-05-01` when the year is not known."""
    return f"{_year_or_unknown(year_)}-{month_:02d}-{day_:02d}"


def moment(day_value: str, hour: int, minute: int) -> str:
    """Put a clock time on a day: `2018-11-27T10:00`."""
    return f"{day_value}T{hour:02d}:{minute:02d}"


def interval(start: str, end: str) -> str:
    """Join two values; an empty string leaves the side open: `2019/..`."""
    return f"{start or OPEN}/{end or OPEN}"


def bounds(value: str | None, southern: bool = False) -> tuple[str | None, str | None]:
    """Give the first and last ISO day that an EDTF value covers; None where open, unknown or no date.

    `southern` shifts the seasons by half a year.
    """
    if value is None:
        return None, None
    if "/" in value:
        start, _, end = value.partition("/")
        first, last = _bounds_of_one(start, southern)[0], _bounds_of_one(end, southern)[1]
        if "XXXX" in value:
            return None, None
        return first, last
    return _bounds_of_one(value, southern)


def _year_or_unknown(year_: int | None) -> str:
    return "XXXX" if year_ is None else f"{year_:04d}"


def _bounds_of_one(value: str, southern: bool) -> tuple[str | None, str | None]:
    match = _SIMPLE.match(value.split("T")[0].rstrip("~?%"))
    if match is None:
        return None, None
    years = match["year"]
    low, high = int(years.replace("X", "0")), int(years.replace("X", "9"))
    if low < 1:
        return None, None
    if match["month"] is None:
        return f"{low:04d}-01-01", f"{high:04d}-12-31"
    number = int(match["month"])
    if match["day"] is not None:
        return _one_day(low, number, int(match["day"]))
    if 1 <= number <= 12:
        return f"{low:04d}-{number:02d}-01", month_end(low, number).isoformat()
    if number in _QUARTERS:
        opening = _QUARTERS[number]
        return f"{low:04d}-{opening:02d}-01", month_end(low, opening + 2).isoformat()
    if number in _SEASONS:
        return _season(low, number, southern)
    return None, None


def _one_day(year_: int, month_: int, day_: int) -> tuple[str | None, str | None]:
    try:
        found = dt.date(year_, month_, day_).isoformat()
    except ValueError:
        return None, None
    return found, found


def _season(year_: int, number: int, southern: bool) -> tuple[str | None, str | None]:
    opening = _SEASONS[number]
    if southern:
        opening = (opening + 5) % 12 + 1
    closing, closing_year = opening + 2, year_
    if closing > 12:
        closing, closing_year = closing - 12, year_ + 1
    if closing_year > 9999:
        return None, None
    return f"{year_:04d}-{opening:02d}-01", month_end(closing_year, closing).isoformat()
