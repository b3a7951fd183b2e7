"""Finds the date that "two days later" counts from: the one told last in the same sentence or the one before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.relative import stretch_value
from pipeline.rooms.dates.surroundings import words_of
from pipeline.rooms.dates.tense import PAST, tense_of
from pipeline.rooms.dates.tokens import Tokens
from pipeline.rooms.dates.values import UNKNOWN, Value, value_of

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


def span_told(tokens: Tokens, expr: Expr, told: Sequence[tuple[Expr, Value]], reference: dt.date) -> Value | None:
    """Give the span of "Over the next 15 years, it grew", counted from the past date told just before.

    None where the span may count from the release: no date is told, or the sentence tells nothing past.
    """
    assert expr.stretch is not None
    _, count, unit = expr.stretch
    is_story = any(tokens.lower(i) == "following" for i in range(expr.first + 1, expr.last))
    is_story = is_story or _opens_the_sentence(tokens, expr)
    if not is_story or tense_of(tokens, expr) != PAST or unit in ("hour", "minute", "second"):
        return None
    start = sentence_start(tokens, expr.first)
    near = _since(told, start) or _since(told, sentence_start(tokens, start - 1))
    near = [(base, value) for base, value in near if base.last < expr.first]
    if not near or near[-1][1].last is None or near[-1][1].last >= reference.isoformat():
        return None
    base = near[-1][1]
    if is_coarser(base, unit) or (unit == "decade" and count != int(count)):
        return UNKNOWN
    if base.precision == "year" and base.first and base.value == base.first[:4] and count == int(count):
        years = int(count) * {"year": 1, "decade": 10, "century": 100}.get(unit, 0)
        found = value_of(Point("year", int(base.value) + years))
        if not years or found is None or found.last is None or found.last > f"{reference.year}-12-31":
            return UNKNOWN
        return Value(f"{base.value}/{found.value}", base.first, found.last, "year", None, True)
    found = stretch_value((1, count, unit), dt.date.fromisoformat(base.first or base.last or ""), False, False)
    is_past = found is not None and found.last is not None and found.last <= reference.isoformat()
    return replace(found, relative=True) if found is not None and is_past and base.first == base.last else UNKNOWN


def _opens_the_sentence(tokens: Tokens, expr: Expr) -> bool:
    """Say whether "Over the next 15 years," stands before its sentence."""
    is_apart = tokens.any_of(expr.first - 1, words_of("before_stretch")) and tokens.has(expr.last + 1, "comma")
    return is_apart and sentence_start(tokens, expr.first) == expr.first - 1


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
