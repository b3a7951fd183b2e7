"""Puts clock times on the day or into the set beside them."""

from __future__ import annotations

from dataclasses import replace

from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.neighbours import between, close_bracket, is_clock, is_day, merged, timed
from pipeline.rooms.dates.tokens import Tokens

_SETS_OF_DAYS = (
    "set:nthof",
    "set:eachnth",
    "set:weekdays",
    "set:weekdayparts",
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
        elif (left.kind == "set" and is_clock(expr) and is_of_days(left)) or (
            is_clock(left) and expr.kind == "set" and is_of_days(expr) and set(link) <= {"on", ",", "from"}
        ):
            joined[-1] = of_set(left, expr)
        elif is_clock(left) and is_day(expr) and expr.until is None and expr.point and left.point:
            joined[-1] = merged(
                left, expr, point=timed(expr.point, left.point), rank=expr.rank, family=expr.family, flags=expr.flags
            )
        elif is_day(left) and left.until is None and is_clock(expr) and left.point and expr.point:
            joined[-1] = merged(left, expr, point=timed(left.point, expr.point), mod=left.mod or expr.mod)
            close_bracket(tokens, joined[-1])
        elif left.family == "deictic:workday" and is_clock(expr):
            joined[-1] = merged(left, expr)
        else:
            joined.append(expr)
    return joined


def is_of_days(expr: Expr) -> bool:
    """Say whether a set recurs on days, so that clock times beside it are its own ("weekdays from 9 to 5")."""
    return expr.family in _SETS_OF_DAYS or expr.value == "P1D"


def of_set(left: Expr, right: Expr) -> Expr:
    """Take the clock times into the set beside them."""
    made = replace(left if left.kind == "set" else right)
    made.start, made.first, made.end, made.last = left.start, left.first, right.end, right.last
    return made
