"""Decides from the words around it whether a clock time or a part of the day is a date."""

from __future__ import annotations

from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.surroundings import words_of
from pipeline.rooms.dates.tokens import Tokens


def clock(tokens: Tokens, expr: Expr) -> bool:
    """Tell a clock time in bare figures ("at 10:30") from a score or a verse."""
    word = tokens.lower(expr.first)
    if tokens.has(expr.last, "clock") and not any(c.isalpha() for c in word) and expr.first == expr.last:
        before = expr.first - 1
        if tokens.has(before, "numdate") or (tokens.has(before, "modern") and _ends_day(tokens, before)):
            return True  # a header: "02.11.2023 12:40"
        return tokens.any_of(before, words_of("before_clock")) or tokens.any_of(expr.last + 1, ("on",))
    return True


def _ends_day(tokens: Tokens, year: int) -> bool:
    """Say whether the year at a token ends a date with a month."""
    return any(tokens.has(i, "month") for i in range(max(0, year - 4), year))


def clock_span(tokens: Tokens, expr: Expr) -> bool:
    """Leave "July 5 at 10 p.m. until midday Friday, July 9" to the days."""
    ends_on_day = tokens.has(expr.last + 1, "weekday") or (
        tokens.has(expr.last + 1, "month") and tokens.has(expr.last + 2, "int31")
    )
    before = expr.first - 2 - tokens.has(expr.first - 2, "comma")
    begins_on_day = tokens.any_of(expr.first - 1, ("at", ",", "from")) and tokens.has(before, "int31")
    return not (ends_on_day and begins_on_day)


def daypart(tokens: Tokens, expr: Expr) -> bool:
    """Take "the morning" for a part of a day where a preposition says when."""
    return tokens.any_of(expr.first - 1, ("in", "during", "later", "earlier", "by"))
