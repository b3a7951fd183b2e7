"""Finds the date that "two days later" counts from: the one told last in the same sentence or the one before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.surroundings import words_of
from pipeline.rooms.dates.tokens import Tokens
from pipeline.rooms.dates.values import Value

_LONGEST_SENTENCE = 80  # tokens that are looked at for the beginning of a sentence
_LAST = 6  # dates told before that are asked


def base_of(tokens: Tokens, expr: Expr, told: Sequence[tuple[Expr, Value]]) -> Value | None:
    """Give the value that `expr` counts from, None where no date or several that differ stand near.

    `told` are the dated expressions before it, in text order. What is told "earlier" inside a sentence leaps back from
    that sentence's event, so only its own sentence counts.
    """
    assert expr.anaphor is not None
    start = sentence_start(tokens, expr.first)
    near = _since(told, start)
    if not near and (expr.anaphor[0] > 0 or start == expr.first):
        near = _since(told, sentence_start(tokens, start - 1))
    if len({(value.first, value.last) for _, value in near}) != 1:
        return None
    return None if _stands_apart(tokens, near[-1][0], expr) else near[-1][1]


def is_within_a_day(expr: Expr) -> bool:
    """Say whether a length counts hours or less, so that the day of the story stays."""
    return expr.anaphor is not None and expr.anaphor[2] in ("hour", "minute", "second")


def is_coarser(base: Value, unit: str) -> bool:
    """Say whether a date is too coarse to count from: the day after a month, the month after a year."""
    if base.first is None or base.last is None or base.precision in ("day", "time"):
        return False
    length = (dt.date.fromisoformat(base.last) - dt.date.fromisoformat(base.first)).days
    return length > {"day": 0, "week": 14, "fortnight": 14, "month": 31, "quarter": 92}.get(unit, length)


def sentence_start(tokens: Tokens, at: int) -> int:
    """Give the first token of the sentence in which token `at` lies."""
    for index in range(at - 1, max(-1, at - _LONGEST_SENTENCE), -1):
        if _ends_sentence(tokens, index):
            return index + 1
    return max(0, at - _LONGEST_SENTENCE)


def _ends_sentence(tokens: Tokens, at: int) -> bool:
    if tokens.has(at, "newline"):
        return tokens.text.count("\n", tokens.starts[at], tokens.ends[at]) > 1 or not tokens.has(at + 1, "low")
    if not tokens.has(at, "dot") or tokens.touches(at + 1):
        return False
    is_short = len(tokens.lower(at - 1)) == 1 or tokens.any_of(at - 1, words_of("abbreviation"))
    return not is_short and not tokens.has(at + 1, "low")


def _since(told: Sequence[tuple[Expr, Value]], start: int) -> list[tuple[Expr, Value]]:
    return [(expr, value) for expr, value in told[-_LAST:] if expr.first >= start]


def _stands_apart(tokens: Tokens, base: Expr, expr: Expr) -> bool:
    """Say whether the length looks back to another day ("Today, 52 years later, ...")."""
    return base.last + 2 == expr.first and tokens.has(base.last + 1, "comma") and base.family == "deictic:dayword"
