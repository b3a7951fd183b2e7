"""Joins neighbouring expressions: clock times to days, two names of one day, the ends of ranges (D4)."""

from __future__ import annotations

from dataclasses import replace

from pipeline.rooms.dates.coordinate import add_coordinated_days, add_coordinated_quarters
from pipeline.rooms.dates.daytimes import join_clocks
from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.hedges import is_hedged_range, join_hedged
from pipeline.rooms.dates.neighbours import RANGE_WORDS, between, close_bracket, is_day, merged, timed
from pipeline.rooms.dates.openinghours import heed_daily_times, heed_opening_hours, heed_schedules
from pipeline.rooms.dates.share import share_years, take_approximations, take_beyond, take_present
from pipeline.rooms.dates.tokens import Tokens

_NESTED = {
    "time": 1,
    "day": 1,
    "week": 2,
    "month": 3,
    "quarter": 4,
    "season": 4,
    "half": 5,
    "year": 6,
    "decade": 7,
    "century": 8,
}


def join(tokens: Tokens, found: list[Expr], ranges: bool = True) -> list[Expr]:
    """Give the expressions with neighbours joined, in text order; the two ends of a range only if `ranges`."""
    found = join_clocks(tokens, found)
    found = _join_appositions(tokens, found)
    if ranges:
        found = heed_schedules(tokens, heed_opening_hours(tokens, found))
        found = heed_daily_times(tokens, _join_ranges(tokens, found))
    found = add_coordinated_days(tokens, found)
    if ranges:
        found = join_clocks(tokens, found)  # "May 3rd and 4th at 9:15am"
    found = add_coordinated_quarters(tokens, found)
    if ranges:
        take_approximations(tokens, found)
        take_beyond(tokens, found)
        take_present(tokens, found)
    share_years(tokens, found)
    return found


def _join_appositions(tokens: Tokens, found: list[Expr]) -> list[Expr]:
    """Join two names of one day: "today, 3 June 2019", "Tuesday (3 June)", "12 December, Saturday"."""
    joined: list[Expr] = []
    for expr in found:
        left = joined[-1] if joined else None
        if (
            left is None
            or not is_day(left)
            or not expr.point
            or expr.point.grain not in ("day", "time")
            or not left.point
        ):
            joined.append(expr)
            continue
        link = between(tokens, left, expr)
        loose = left.point.shift is not None or (left.point.is_weekday_only and left.point.named is None)
        is_named = expr.point.month is not None and expr.until is None
        if loose and is_named and link in ([","], ["("], [], [",", "the"]) and (left.point.shift is None or link != []):
            weekday = expr.point.weekday or left.point.weekday
            joined[-1] = merged(
                left, expr, point=replace(expr.point, weekday=weekday), family=expr.family, flags=expr.flags
            )
            close_bracket(tokens, joined[-1])
        elif _is_todays_weekday(left, expr) and link in ([","], ["("]):
            joined[-1] = merged(left, expr)
            close_bracket(tokens, joined[-1])
        elif left.point.month is not None and expr.point.is_weekday_only and link in ([","], ["("]) and not left.until:
            whole = replace(left.point, weekday=expr.point.weekday)
            if expr.point.grain == "time":
                whole = timed(whole, expr.point)
            joined[-1] = merged(left, expr, point=whole)
            close_bracket(tokens, joined[-1])
        else:
            joined.append(expr)
    return joined


def _is_todays_weekday(left: Expr, expr: Expr) -> bool:
    """Say whether "today, Friday" names one day twice."""
    is_weekday = expr.point is not None and expr.point.is_weekday_only and expr.point.named is None
    return left.family == "deictic:dayword" and is_weekday and expr.until is None and "clock" not in expr.flags


def _join_ranges(tokens: Tokens, found: list[Expr]) -> list[Expr]:
    """Join the two ends of a range: "27 November to 1 December", "between 2019 and 2021"."""
    joined: list[Expr] = []
    for expr in found:
        left = joined[-1] if joined else None
        if left is not None and _is_range(tokens, left, expr):
            assert left.point is not None
            assert expr.point is not None
            joined[-1] = merged(left, expr, until=expr.until or expr.point, flags=(left.flags | expr.flags) - {"bare"})
        elif left is not None and is_hedged_range(tokens, left, expr):
            joined[-1] = join_hedged(tokens, left, expr)
        else:
            joined.append(expr)
    return joined


def _are_year_spans(tokens: Tokens, left: Expr, right: Expr) -> bool:
    """Say whether "2021-22 to 2025-26" is one range."""
    both = left.family == right.family == "year:span" and left.until is not None and right.until is not None
    return both and tokens.any_of(left.last + 1, RANGE_WORDS) and right.first == left.last + 2


def _is_range(tokens: Tokens, left: Expr, right: Expr) -> bool:
    a, b = left.point, right.point
    if _are_year_spans(tokens, left, right):
        return True
    if (
        a is None
        or b is None
        or left.kind != "date"
        or right.kind != "date"
        or left.until
        or right.stretch
        or left.stretch
    ):
        return False
    if not a.grain or not b.grain or "clock" in right.flags or "clock" in left.flags:
        return False
    link = [w for w in between(tokens, left, right) if w != ","]
    if b.shift is not None and link and link[0] not in ("to", "until", "till", "through", "and"):
        return False  # a dateline: "Accra, 3 May - Today the mayor ..."
    before = tokens.lower(left.first - 1)
    if (
        link
        and (link[0] in RANGE_WORDS or link in (["up", "to"],))
        and all(w in RANGE_WORDS or w in ("the", "up") for w in link)
    ):
        is_range = True
    else:
        is_range = link == ["and"] and (
            before == "between" or (before == "of" and tokens.lower(left.first - 2) == "period")
        )
    if not is_range:
        return False
    if a.grain == "year" and b.grain == "year":
        if a.shift is not None or b.shift is not None:
            return a.shift != b.shift
        return a.year is not None and b.year is not None and a.year < b.year
    apart = abs(_NESTED.get(a.grain, 9) - _NESTED.get(b.grain, 9))
    return apart <= (5 if before == "from" else 3)
