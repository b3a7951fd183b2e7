"""Reads as sets and lengths what a custom or a rule makes no single time of the calendar (D3, D7)."""

from __future__ import annotations

from dataclasses import replace

from pipeline.rooms.dates.amounts import iso_duration
from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.surroundings import words_of
from pipeline.rooms.dates.tense import PAST, tense_of
from pipeline.rooms.dates.tokens import Tokens

_SENTENCE = 40  # how far to either side a sentence is looked at


def settle_customs(tokens: Tokens, expr: Expr) -> Expr:
    """Give the expression, as a set where the day returns each year, as a length where a rule counts it back."""
    if expr.family == "day:nth" and _has_no_year(expr) and _is_yearly(tokens, expr):
        return replace(expr, kind="set", value="P1Y", point=None)
    if expr.family == "stretch:number" and expr.stretch is not None and _is_of_a_rule(tokens, expr):
        _, count, unit = expr.stretch
        return replace(expr, kind="duration", value=iso_duration(count, unit), stretch=None, point=Point("", unit=unit))
    return expr


def _has_no_year(expr: Expr) -> bool:
    return expr.point is not None and expr.point.year is None and expr.point.year_shift is None


def _is_yearly(tokens: Tokens, expr: Expr) -> bool:
    """Say whether the sentence tells a yearly custom ("every year, on the last Sunday in September")."""
    return any(
        tokens.any_of(i, words_of("yearly")) or (tokens.has(i, "each") and tokens.lower(i + 1) == "year")
        for i in _sentence(tokens, expr)
    )


def _is_of_a_rule(tokens: Tokens, expr: Expr) -> bool:
    """Say whether "the preceding five years" counts back from any case that a rule meets."""
    is_before = any(tokens.any_of(i, ("preceding", "previous")) for i in range(expr.first, expr.first + 2))
    if not is_before:
        return False
    marks = [i for i in _sentence(tokens, expr) if tokens.any_of(i, words_of("of_a_rule"))]
    if any(i > expr.last for i in marks):
        return True  # "who was ill in the preceding five years shall not drive"
    return bool(marks) and tense_of(tokens, expr) != PAST


def _sentence(tokens: Tokens, expr: Expr) -> range:
    first = last = expr.first
    while first > max(0, expr.first - _SENTENCE) and not _ends_sentence(tokens, first - 1):
        first -= 1
    while last < min(len(tokens.words), expr.last + _SENTENCE) and not _ends_sentence(tokens, last):
        last += 1
    return range(first, last)


def _ends_sentence(tokens: Tokens, at: int) -> bool:
    return any(tokens.has(at, name) for name in ("dot", "newline"))
