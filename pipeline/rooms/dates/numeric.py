"""Decides whether 5/12/2023 is the fifth of December or the twelfth of May, from the text's own habits."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.rooms.dates.expressions import Expr, Point

_NEAR_DAYS, _FAR_DAYS = 45, 75


def settle_numeric_order(found: list[Expr], reference: dt.date | None) -> None:
    """Turn day and month round in the ambiguous numeric dates of a text that writes the month first.

    What decides, in this order: numeric dates with a number above 12, a stated weekday, nearness to the
    reference day, and whether the spelled-out dates put the month first. Without evidence the day comes first.
    """
    doubtful = [e for e in found if "ambiguous" in e.flags and e.point is not None]
    if not doubtful:
        return
    votes = _votes(found)
    if votes == 0:
        votes = sum(_weekday_vote(e.point) for e in doubtful if e.point)
    if votes == 0 and reference is not None:
        votes = sum(_nearness_vote(e.point, reference) for e in doubtful if e.point)
    if votes == 0:
        votes = sum(
            1 if e.family in ("day:mdy", "day:md", "days:mdy") else -1 if e.family in _DAY_FIRST else 0 for e in found
        )
    if votes > 0:
        for expr in doubtful:
            assert expr.point is not None
            expr.point = _turned(expr.point)


_DAY_FIRST = ("day:dmy", "day:dm", "days:dmy")


def _turned(point: Point) -> Point:
    return replace(point, month=point.day, day=point.month)


def _votes(found: list[Expr]) -> int:
    """Count the unambiguous numeric dates: month first is positive."""
    votes = 0
    for expr in found:
        if expr.family == "day:numeric" and "ambiguous" not in expr.flags:
            votes += 1 if "monthfirst" in expr.flags else -1 if "dayfirst" in expr.flags else 0
    return votes


def _day(point: Point) -> dt.date | None:
    try:
        return dt.date(point.year or 1, point.month or 1, point.day or 1)
    except ValueError:
        return None


def _weekday_vote(point: Point) -> int:
    plain, turned = _day(point), _day(_turned(point))
    if point.weekday is None or plain is None or turned is None or plain == turned:
        return 0
    return (turned.isoweekday() == point.weekday) - (plain.isoweekday() == point.weekday)


def _nearness_vote(point: Point, reference: dt.date) -> int:
    plain, turned = _day(point), _day(_turned(point))
    if plain is None or turned is None:
        return 0
    far, near = abs((plain - reference).days), abs((turned - reference).days)
    if near <= _NEAR_DAYS and far > _FAR_DAYS:
        return 1
    return -1 if far <= _NEAR_DAYS and near > _FAR_DAYS else 0
