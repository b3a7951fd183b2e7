"""Says what the words beside an expression tell of its day, before the release date is asked (D9, rules 1 and 2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.calendar.arithmetic import add_days, unit_range
from pipeline.rooms.dates.daystold import DaysTold
from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.relative import weekday_value
from pipeline.rooms.dates.surroundings import opens, words_of
from pipeline.rooms.dates.tense import PAST, tense_of
from pipeline.rooms.dates.tokens import Tokens
from pipeline.rooms.dates.values import Value, days, value_of

_FIRST_OF_WEEKEND = 6


def is_coordinated(tokens: Tokens, left: Expr, expr: Expr) -> bool:
    """Say whether a bare weekday is coordinated with the one before it ("this Friday and Saturday")."""
    if expr.point is None or left.point is None or left.until or left.kind != "date":
        return False
    names_day = left.point.grain in ("day", "time") and left.point.weekday is not None
    is_bare = expr.point.weekday is not None and expr.point.named is None and expr.point.month is None
    links = (",", "and", "&", "or")
    near = range(left.last + 1, expr.first)
    return names_day and is_bare and 0 < len(near) <= 2 and all(tokens.any_of(i, links) for i in near)


def names_same_day(tokens: Tokens, expr: Expr, ahead: Expr) -> bool:
    """Say whether a full or year-less day after a comma names the same day.

    "five days later, on 30 January"; "5 p.m. on the record date, 23 February".
    """
    lies_near = ahead.first - expr.last <= (4 if expr.anaphor else 7)
    point = ahead.point
    if not lies_near or point is None or point.day is None or point.month is None or ahead.until:
        return False
    if expr.anaphor is None and not ("clock" in expr.flags and "daypart" not in expr.flags):
        return False
    words = [tokens.lower(i) for i in range(expr.last + 1, ahead.first)]
    if expr.anaphor is not None and words == ["on"]:
        return True  # "ten days later on 10 October"
    if "," not in words or "\n" in words or "." in words or words[0] not in (",", "on"):
        return False
    return expr.anaphor is None or set(words) <= {",", "on"}


def weekend_in_text(tokens: Tokens, told: DaysTold, expr: Expr, point: Point, day: dt.date) -> Value | Point:
    """Give the weekend after a later day of the sentence, else the point, moved back where the verb is past.

    `day` is the reference day.
    """
    later = told.later_day(expr) if expr.family == "weekend:bare" else None
    if later is not None:
        first, last = unit_range(later, "weekend")
        return replace(days(first, last, "day"), relative=True)
    is_adverb = not (tokens.has(expr.last + 1, "apos") or tokens.any_of(expr.first - 1, ("for", "of")))
    is_behind = day.isoweekday() < _FIRST_OF_WEEKEND and is_adverb and point.part != "NEAR"
    return replace(point, shift=-1) if is_behind and tense_of(tokens, expr) == PAST else point


def weekday_in_text(told: DaysTold, beside: Value | None, limit: str, expr: Expr, direction: int) -> Value | None:
    """Give a bare weekday that the text places itself: beside another weekday, or within an event's days.

    `beside` is the value of the weekday that it is coordinated with, `limit` the day past which none may lie.
    """
    point = expr.point
    if point is None or point.weekday is None or point.month is not None or point.day is not None:
        return None
    if point.named is not None or point.week_shift is not None or point.shift is not None or point.holiday:
        return None
    found = None
    if beside is not None and beside.first is not None:
        after = add_days(dt.date.fromisoformat(beside.first), 1)
        found = weekday_value(Point("day", weekday=point.weekday), after, 1)
        if found and found.first and found.first > limit:
            found = None
    found = found or told.day_of_event(expr, point.weekday, direction)
    if found is None or found.first is None:
        return None
    day = dt.date.fromisoformat(found.first)
    if point.grain == "time":
        found = value_of(replace(point, year=day.year, month=day.month, day=day.day))
    return replace(found, relative=True) if found else None


def is_labelled(tokens: Tokens, expr: Expr) -> bool:
    """Say whether a label makes the date one of the release, not of what it tells ("For release: 3 May 2019")."""
    before = expr.first - 1
    return tokens.has(before, "colon") and tokens.any_of(before - 1, words_of("header_label"))


def opens_a_story(tokens: Tokens, expr: Expr) -> bool:
    """Say whether the time ahead is that of a story: "For the next five months, he worked there"."""
    before = expr.first - 1
    is_apart = tokens.lower(before) == "for" and tokens.has(expr.last + 1, "comma")
    return is_apart and opens(tokens, before) and tense_of(tokens, expr) == PAST


def ends_the_day(tokens: Tokens, expr: Expr) -> bool:
    """Say whether a lone "midnight" is the one that ends the day told ("On Friday ... After midnight")."""
    is_midnight = tokens.lower(expr.first) == "midnight" and "daypart" not in expr.flags
    return is_midnight and not tokens.any_of(expr.first - 1, ("until", "till", "through", "to"))
