"""Joins the ends of "from in or around May 2007 to in or around March 2011" (D4)."""

from __future__ import annotations

from dataclasses import replace

from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.neighbours import RANGE_WORDS, between, merged
from pipeline.rooms.dates.surroundings import words_of
from pipeline.rooms.dates.tokens import Tokens

_MOST_HEDGES = 6
_ABOUT = ("around", "about", "approximately")
_GRAINS = ("day", "month", "year")


def is_hedged_range(tokens: Tokens, left: Expr, right: Expr) -> bool:
    """Say whether two points are the ends of a range with "in or about" before either of them."""
    a, b = left.point, right.point
    if a is None or b is None or left.kind != "date" or right.kind != "date" or left.until or right.until:
        return False
    if a.grain not in _GRAINS or b.grain not in _GRAINS or a.year is None or b.year is None or a.year > b.year:
        return False
    hedges = words_of("hedge")
    link = [word for word in between(tokens, left, right) if word != ","]
    if len(link) <= 1 or link[0] not in RANGE_WORDS or not set(link[1:]) <= hedges:
        return False
    at = left.first - 1
    while at > left.first - _MOST_HEDGES and tokens.any_of(at, hedges):
        at -= 1
    return tokens.lower(at) == "from"


def join_hedged(tokens: Tokens, left: Expr, right: Expr) -> Expr:
    """Give the range from `left` to `right`; an "around" before or in one of them makes it approximate."""
    assert left.point is not None
    assert right.point is not None
    made = merged(left, right, flags=(left.flags | right.flags) - {"bare"})
    is_left, is_right = _is_about(tokens, left), _is_about(tokens, right)
    if is_left and not tokens.any_of(left.first, _ABOUT):
        made.first -= 1
        made.start = tokens.starts[made.first]
    made.point, made.until = replace(left.point, approx=is_left), replace(right.point, approx=is_right)
    made.mod = "APPROX" if is_left or is_right else None
    return made


def _is_about(tokens: Tokens, expr: Expr) -> bool:
    return tokens.any_of(expr.first, _ABOUT) or tokens.any_of(expr.first - 1, _ABOUT)
