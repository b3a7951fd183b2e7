"""What lies between two expressions, and how two become one."""

from __future__ import annotations

from dataclasses import replace

from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.tokens import Tokens

RANGE_WORDS = frozenset({"to", "until", "till", "through", "thru", "-", "–", "—"})
COORDINATORS = frozenset({",", "and", "or", "&"})


def between(tokens: Tokens, left: Expr, right: Expr) -> list[str]:
    """Give the lower-case words between two expressions, a list of one newline when they stand far apart."""
    if right.first - left.last > 8:
        return ["\n"]
    return [tokens.lower(i) for i in range(left.last + 1, right.first)]


def merged(left: Expr, right: Expr, **fields: object) -> Expr:
    """Give `left` widened to the end of `right`, with some fields set anew."""
    made = replace(left, end=right.end, last=right.last)
    for name, content in fields.items():
        setattr(made, name, content)
    return made


def is_clock(expr: Expr) -> bool:
    """Say whether an expression is a lone clock time."""
    return "clock" in expr.flags and "daypart" not in expr.flags


def is_day(expr: Expr) -> bool:
    """Say whether an expression names a single day."""
    return (
        expr.kind == "date"
        and expr.point is not None
        and expr.point.grain == "day"
        and expr.stretch is None
        and "daypart" not in expr.flags
    )


def timed(day: Point, clock: Point) -> Point:
    """Give a day with the hours of a clock time."""
    return replace(
        day, grain="time", hour=clock.hour, minute=clock.minute, to_hour=clock.to_hour, to_minute=clock.to_minute
    )


def close_bracket(tokens: Tokens, expr: Expr) -> None:
    """Take the closing bracket into a span that has the opening one."""
    inside = tokens.text[expr.start : expr.end]
    if inside.count("(") > inside.count(")") and tokens.has(expr.last + 1, "rparen"):
        expr.last += 1
        expr.end = tokens.ends[expr.last]
