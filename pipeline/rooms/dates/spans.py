"""Reads matches that name an interval of days, months, seasons or years as one expression."""

from __future__ import annotations

from itertools import pairwise

from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.hit import Hit
from pipeline.rooms.dates.numbers import number_of
from pipeline.rooms.dates.points import is_day


def days_of_month(hit: Hit) -> Expr | None:
    """Read an interval of days in one month: "17-19 October 2023"."""
    year, month = hit.number("year"), hit.month()
    shift = hit.rel() if hit.pattern.constants.get("yearshift") else None
    weekdays = [int(hit.value(name) or 0) or None for name in ("weekday", "weekday2")]
    first = Point("day", year, month, hit.number("day"), weekdays[0], year_shift=shift)
    last = Point("day", year, month, hit.number("day2"), weekdays[1], year_shift=shift)
    if not (is_day(first) and is_day(last)) or (first.day or 0) >= (last.day or 0):
        return None
    if hit.pattern.name.startswith("days:list") and not _are_consecutive(hit):
        return None  # "3, 7 and 12 June" are three days
    return hit.expr("date", point=first, until=last)


def _are_consecutive(hit: Hit) -> bool:
    """Say whether the day numbers of a list follow each other without a gap."""
    inside = range(hit.match.start(), hit.match.end())
    numbers = [hit.number_at(i) for i in inside if hit.tokens.has(i, "int31") or hit.tokens.has(i, "ord31")]
    return all(later - earlier == 1 for earlier, later in pairwise(numbers))


def year_span(hit: Hit) -> Expr | None:
    """Read two years with the second cut short: `2020/21`."""
    year, short = hit.number("year"), hit.number("year2")
    if year is not None and short is not None and hit.pattern.name == "year:spanshort":
        if short > 9 or short != year % 10 + 1:
            return None  # only the very next year is cut to one figure
        short = year % 100 + 1
    if year is None or short is None or short <= year % 100 or short - year % 100 > 30:
        return None
    flags = frozenset({"fiscal"}) if hit.tokens.has(hit.match.start(), "fy") else frozenset()
    last = Point("year", year // 100 * 100 + short)
    return hit.expr("date", point=Point("year", year), until=last, flags=flags)


def months(hit: Hit) -> Expr | None:
    """Read an interval of months with a shared year: "Jan-Mar 2019"."""
    first = int(hit.tokens.lexicon.value(hit.word("month") or "", "anymonth"))
    last = int(hit.tokens.lexicon.value(hit.word("month2") or "", "anymonth"))
    year = hit.number("year")
    if year is None or first == last:
        return None
    return hit.expr("date", point=Point("month", year - (first > last), first), until=Point("month", year, last))


def seasons(hit: Hit) -> Expr | None:
    """Read two seasons with a shared year: "spring/summer 2019"."""
    first, last = int(hit.value("season") or 0), int(hit.value("season2") or 0)
    if first >= last:
        return None
    year = hit.number("year")
    return hit.expr("date", point=Point("season", year, index=first), until=Point("season", year, index=last))


def week_of_month(hit: Hit) -> Expr | None:
    """Read "the second week of June": days 8 to 14; the last week is the last seven days."""
    number, month = hit.number("index"), hit.month()
    if number is None or month is None or not (number == -1 or 1 <= number <= 5):
        return None
    longest = 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    first = longest - 6 if number == -1 else (number - 1) * 7 + 1
    last = min(first + 6, longest)
    if first >= last:
        return None
    year = hit.number("year")
    return hit.expr("date", point=Point("day", year, month, first), until=Point("day", year, month, last))


def first_units(hit: Hit) -> Expr | None:
    """Read "the first nine months of 2019", "the last three quarters of the year", "the first ten days of June"."""
    found, unit = hit.span("num"), hit.word("unit") or ""
    count = int(number_of(hit.tokens, *found) or 0) if found else 0
    is_first = hit.word("side") in ("first", "opening")
    if unit in ("days", "weeks"):
        return _first_days(hit, count * (7 if unit == "weeks" else 1), is_first)
    months = count * (3 if unit == "quarters" else 1)
    if not 1 <= months <= 11:
        return None
    shift = None if hit.span("year") else hit.rel(0)
    start, end = (1, months) if is_first else (13 - months, 12)
    ends = [Point("month", hit.number("year"), month, year_shift=shift) for month in (start, end)]
    return hit.expr("date", point=ends[0], until=ends[1])


def _first_days(hit: Hit, count: int, is_first: bool) -> Expr | None:
    month, year = hit.month(), hit.number("year")
    if month is None or not 2 <= count <= 27:
        return None
    longest = 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    start, end = (1, count) if is_first else (longest - count + 1, longest)
    return hit.expr("date", point=Point("day", year, month, start), until=Point("day", year, month, end))
