"""Shares years in coordinations (D9, rule 1) and takes "around" into approximate points (D5)."""

from __future__ import annotations

from dataclasses import replace

from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.neighbours import RANGE_WORDS, between
from pipeline.rooms.dates.surroundings import words_of
from pipeline.rooms.dates.tokens import Tokens

_APPROXIMATE = ("around", "approximately", "circa")
_BEYOND = ("beyond", "onward", "onwards")
_BEFORE_ABOUT = ("from", "in", "on", "or", "since", "by", "until")  # not "they spoke about May 2014"
_DATE_SHARERS = frozenset(
    {",", "and", "or", "&", "/", "to", "-", "–", "until", "through", "then", "in", "on", "from", "by", "again"}
)


def take_approximations(tokens: Tokens, found: list[Expr]) -> None:
    """Take "around" into "around June 2019" and mark the point as approximate (D5)."""
    for expr in found:
        point = expr.point
        if expr.kind != "date" or point is None or expr.until or point.part or "clock" in expr.flags:
            continue
        if point.grain not in ("day", "month", "quarter", "season") or point.shift is not None:
            continue
        is_about = tokens.lower(expr.first - 1) == "about" and tokens.any_of(expr.first - 2, _BEFORE_ABOUT)
        if (is_about or tokens.any_of(expr.first - 1, _APPROXIMATE)) and (point.month or point.index):
            expr.first -= 1
            expr.start = tokens.starts[expr.first]
            expr.point = replace(point, approx=True)


def take_beyond(tokens: Tokens, found: list[Expr]) -> None:
    """Take "and beyond" into "2026 and beyond", which is open at its end."""
    for expr in found:
        is_coarse = expr.kind == "date" and expr.point is not None and expr.point.grain in ("year", "month", "decade")
        if is_coarse and tokens.lower(expr.last + 1) == "and" and tokens.any_of(expr.last + 2, _BEYOND):
            expr.last += 2
            expr.end = tokens.ends[expr.last]
            expr.flags |= {"beyond"}


def take_present(tokens: Tokens, found: list[Expr]) -> None:
    """Take "to the present" into "from 2006 to the present", which still runs (section 9, D10)."""
    for expr in found:
        is_named = expr.kind == "date" and expr.point is not None and expr.point.grain in ("year", "month", "day")
        if not is_named or expr.until is not None or "clock" in expr.flags:
            continue
        after, is_dash = expr.last + 1, tokens.has(expr.last + 1, "dash")
        is_from = tokens.any_of(expr.first - 1, ("from", "since")) and tokens.any_of(after, RANGE_WORDS)
        if not (is_from or is_dash):
            continue
        end = after + 1 + (tokens.lower(after + 1) == "the")
        if tokens.lower(end) == "present" and not tokens.has(end + 1, "low"):
            pass
        elif not (is_from and tokens.any_of(end, words_of("present_end"))) or tokens.has(end + 1, "dash"):
            continue
        expr.last, expr.end = end, tokens.ends[end]
        expr.flags |= {"beyond"}


def share_years(tokens: Tokens, found: list[Expr]) -> None:
    """Give the year of the last member to earlier members of a coordination (D9, rule 1)."""
    for index in range(len(found) - 2, -1, -1):
        left, right = found[index], found[index + 1]
        if left.point is None or right.point is None or not left.point.lacks_year or left.kind != "date":
            continue
        if left.point.is_weekday_only or (left.until is not None and not left.until.lacks_year):
            continue
        far = right.until or right.point
        year = right.point.year if right.point.year is not None else far.year
        if year is None or right.point.grain not in ("day", "time", "month", "quarter", "half", "season"):
            continue
        if not set(between(tokens, left, right)) <= _DATE_SHARERS:
            continue
        if left.point.month is None and left.point.day and left.point.weekday and right.point.month:
            left.point = replace(left.point, month=right.point.month)  # "Saturday 8 and Sunday 9 June"
        if _order(left.point) <= _order(right.point):
            left.point = replace(left.point, year=year)
            if left.until is not None:
                left.until = replace(left.until, year=year)
            left.flags |= {"shared"}


def _order(point: Point) -> tuple[int, int]:
    scale = {"quarter": 3, "half": 6, "season": 3}.get(point.grain)
    month = point.month or ((point.index or 1) * (scale or 1))
    return month, point.day or 0
