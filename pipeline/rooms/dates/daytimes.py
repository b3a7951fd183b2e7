"""Puts clock times on the day beside them, and opening hours into the set beside them."""

from __future__ import annotations

from dataclasses import replace

from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.neighbours import between, close_bracket, is_clock, is_day, merged, timed
from pipeline.rooms.dates.tokens import Tokens

_SETS_OF_DAYS = (
    "set:nthof",
    "set:eachnth",
    "set:weekdays",
    "set:weekdayword",
    "set:weekdayspan",
    "set:eachmonth",
)
_CLOCK_LINKS = frozenset(
    {
        "at",
        "on",
        "from",
        "between",
        "of",
        ",",
        "-",
        "–",
        "—",
        "(",
        ":",
        "the",
        "hours",
        "@",
        "|",
        "•",
        "starting",
        "beginning",
        "until",
        "approximately",
    }
)


def join_clocks(tokens: Tokens, found: list[Expr]) -> list[Expr]:
    """Put clock times on the day beside them ("10 a.m. on 3 June", "3 June, from 7 to 11pm")."""
    joined: list[Expr] = []
    for expr in found:
        left = joined[-1] if joined else None
        link = between(tokens, left, expr) if left is not None else ["\n"]
        if left is not None and link == ["/"] and is_clock(left) and is_clock(expr):
            joined[-1] = merged(left, expr)  # one moment in two zones: the first one counts
        elif left is None or not set(link) <= _CLOCK_LINKS:
            joined.append(expr)
        elif (left.kind == "set" and is_clock(expr) and _is_of_days(left)) or (
            is_clock(left) and expr.kind == "set" and _is_of_days(expr) and set(link) <= {"on", ",", "from"}
        ):
            joined[-1] = _of_set(left, expr)
        elif is_clock(left) and is_day(expr) and expr.until is None and expr.point and left.point:
            joined[-1] = merged(
                left, expr, point=timed(expr.point, left.point), rank=expr.rank, family=expr.family, flags=expr.flags
            )
        elif is_day(left) and left.until is None and is_clock(expr) and left.point and expr.point:
            joined[-1] = merged(left, expr, point=timed(left.point, expr.point))
            close_bracket(tokens, joined[-1])
        elif left.family == "deictic:workday" and is_clock(expr):
            joined[-1] = merged(left, expr)
        else:
            joined.append(expr)
    return joined


def _is_of_days(expr: Expr) -> bool:
    """Say whether a set recurs on days, so that clock times beside it are its own ("weekdays from 9 to 5")."""
    return expr.family in _SETS_OF_DAYS or expr.value == "P1D"


def _is_in_schedule(tokens: Tokens, joined: list[Expr], expr: Expr, ahead: Expr | None) -> bool:
    """Say whether the clock times "on Saturday" go on with "7 to 7 Monday through Friday and ..."."""
    last = joined[-1] if joined else None
    if last is None or last.kind != "set" or not _is_of_days(last) or expr.point is None:
        return False
    timed_point = expr.point
    if ahead is not None and ahead.point and between(tokens, expr, ahead) in (["&"], ["and"]):
        timed_point = ahead.point  # "Saturday & Sunday, 12 pm - 5 pm"
    is_weekly = expr.point.weekday is not None and expr.point.day is None and timed_point.to_hour is not None
    near = range(last.last + 1, expr.first)
    return is_weekly and expr.point.named is None and len(near) <= 4 and not any(tokens.has(i, "dot") for i in near)


def _of_set(left: Expr, right: Expr) -> Expr:
    """Take the clock times into the set beside them."""
    made = replace(left if left.kind == "set" else right)
    made.start, made.first, made.end, made.last = left.start, left.first, right.end, right.last
    return made


def heed_schedules(tokens: Tokens, found: list[Expr]) -> list[Expr]:
    """Turn the opening times that go on with a set into a set ("... and 9 to 5 on Saturday")."""
    seen: list[Expr] = []
    for index, expr in enumerate(found):
        ahead = found[index + 1] if index + 1 < len(found) else None
        if _is_in_schedule(tokens, seen, expr, ahead):
            expr = replace(expr, kind="set", value="P1W", point=None, until=None, family="set:weekdayword")
        seen.append(expr)
    return seen
