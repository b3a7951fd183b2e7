"""Finds the days and hours that recur: opening hours, and daily times of an event of several days."""

from __future__ import annotations

from dataclasses import replace

from pipeline.rooms.dates.daytimes import is_of_days, of_set
from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.neighbours import between, is_clock
from pipeline.rooms.dates.surroundings import words_of
from pipeline.rooms.dates.tokens import Tokens

_SAME_PHRASE = 6
_REACH = 24  # how far before a weekday "open" or "hours" may stand


def heed_schedules(tokens: Tokens, found: list[Expr]) -> list[Expr]:
    """Turn the opening times that go on with a set into a set ("... and 9 to 5 on Saturday")."""
    seen: list[Expr] = []
    for index, expr in enumerate(found):
        ahead = found[index + 1] if index + 1 < len(found) else None
        if _is_in_schedule(tokens, seen, expr, ahead):
            expr = replace(expr, kind="set", value="P1W", point=None, until=None, family="set:weekdayword")
        seen.append(expr)
    return seen


def _is_in_schedule(tokens: Tokens, joined: list[Expr], expr: Expr, ahead: Expr | None) -> bool:
    """Say whether the clock times "on Saturday" go on with "7 to 7 Monday through Friday and ..."."""
    last = joined[-1] if joined else None
    if last is None or last.kind != "set" or not is_of_days(last) or expr.point is None:
        return False
    timed_point = expr.point
    if ahead is not None and ahead.point and between(tokens, expr, ahead) in (["&"], ["and"]):
        timed_point = ahead.point  # "Saturday & Sunday, 12 pm - 5 pm"
    is_weekly = expr.point.weekday is not None and expr.point.day is None and timed_point.to_hour is not None
    near = range(last.last + 1, expr.first)
    return is_weekly and expr.point.named is None and len(near) <= 4 and not any(tokens.has(i, "dot") for i in near)


def heed_opening_hours(tokens: Tokens, found: list[Expr]) -> list[Expr]:
    """Turn weekdays with opening times into a set ("is open Saturday and Sunday, 10am-4pm")."""
    made: list[Expr] = []
    index = 0
    while index < len(found):
        end = _end_of_weekdays(tokens, found, index)
        first, last = found[index], found[end]
        ahead = found[end + 1] if end + 1 < len(found) else None
        has_hours = last.point is not None and last.point.to_hour is not None
        has_hours = has_hours or (bool(made) and made[-1].kind == "set" and tokens.lower(first.first - 1) == "closed")
        if _is_bare_weekday(last) and (has_hours or end > index) and _is_opening(tokens, made, first, ahead):
            value = "P1W" if end > index else f"XXXX-WXX-{last.point.weekday if last.point else 1}"
            opening = replace(first, kind="set", value=value, point=None, until=None, family="set:opening")
            made.append(of_set(opening, last))
        else:
            made.extend(found[index : end + 1])
        index = end + 1
    return made


def _is_bare_weekday(expr: Expr) -> bool:
    point = expr.point
    if point is None or expr.kind != "date" or expr.until is not None or expr.family == "weekday:following":
        return False
    return point.weekday is not None and point.day is None and point.month is None and point.named is None


def _end_of_weekdays(tokens: Tokens, found: list[Expr], index: int) -> int:
    """Give the index of the last weekday coordinated with the one at `index`."""
    while (
        index + 1 < len(found)
        and _is_bare_weekday(found[index])
        and _is_bare_weekday(found[index + 1])
        and between(tokens, found[index], found[index + 1]) in (["and"], ["&"], [","], [",", "and"])
    ):
        index += 1
    return index


def _is_opening(tokens: Tokens, made: list[Expr], expr: Expr, ahead: Expr | None) -> bool:
    """Say whether words before a weekday speak of standing hours, and no date beside it of one day."""
    is_near = ahead is not None and ahead.kind == "date" and ahead.first - expr.last <= _SAME_PHRASE
    if is_near and ahead and ahead.point and (ahead.point.month is not None or ahead.point.year is not None):
        return False
    floor = max(-1, expr.first - _REACH, made[-1].last if made and made[-1].kind == "date" else -1)
    is_opening = False
    for at in range(expr.first - 1, floor, -1):
        if tokens.has(at, "dot") and not tokens.touches(at + 1):
            break
        if tokens.any_of(at, words_of("one_time")):
            return False
        is_opening = is_opening or tokens.any_of(at, words_of("opening"))
    return is_opening


def heed_daily_times(tokens: Tokens, found: list[Expr]) -> list[Expr]:
    """Turn the hours told of a run of days in the same sentence into a set ("3-5 June ... from 9 to 5")."""
    made: list[Expr] = []
    for expr in found:
        if made and _recurs_daily(tokens, made[-1], expr):
            expr = replace(expr, kind="set", value="P1D", point=None, family="set:daily")
        made.append(expr)
    return made


def _recurs_daily(tokens: Tokens, left: Expr, expr: Expr) -> bool:
    if expr.point is None or not is_clock(expr) or expr.point.to_hour is None:
        return False
    is_run = left.kind == "date" and left.until is not None and left.until.grain == "day"
    if not is_run or expr.first - left.last > _REACH:
        return False
    return not any(tokens.has(i, name) for i in range(left.last, expr.first) for name in ("dot", "newline"))
