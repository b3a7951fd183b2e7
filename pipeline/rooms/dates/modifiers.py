"""Reads the preposition before an expression: by, until, since, before, after (D8)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.surroundings import words_of
from pipeline.rooms.dates.tokens import Tokens
from pipeline.rooms.dates.values import Value

_COARSE = ("year", "decade", "century", "fiscal_year")


@cache
def _cues() -> dict[tuple[str, ...], tuple[str, str]]:
    return {
        tuple(re.findall(r"\w+|-", row["cue"])): (row["mod"], row["reading"]) for row in read_table("dates/modifiers")
    }


def cue_before(tokens: Tokens, expr: Expr) -> tuple[str, str] | None:
    """Give the modifier and the reading of the longest cue that ends right before an expression."""
    cues, at = _cues(), expr.first
    for length in (7, 6, 5, 4, 3, 2, 1):
        words = tuple(tokens.lower(i) for i in range(at - length, at))
        if words in cues:
            return cues[words]
    return None


def apply_modifier(tokens: Tokens, expr: Expr, value: Value) -> Value:
    """Open the interval after "since", before "until", and write down the modifier."""
    if expr.mod is not None:
        return replace(value, mod=expr.mod)
    if (
        (
            tokens.any_of(expr.last + 1, words_of("onward_after"))
            or (tokens.any_of(expr.last + 1, ("on",)) and tokens.has(expr.last + 2, "comma"))
        )
        and tokens.any_of(expr.first - 1, ("from",))
        and expr.until is None
    ):
        return _since(value)
    cue = cue_before(tokens, expr)
    if "beyond" in expr.flags and (cue is None or cue[0] not in ("BEFORE_OR_AT", "BEFORE")):
        return _since(value)
    if cue is None or (tokens.lower(expr.first - 1) == "by" and tokens.has(expr.last + 1, "apos")):
        return value  # none, or an agent: "promoted by today's event"
    mod, reading = cue
    if reading == "since" and expr.until is None:
        return _since(value)
    if reading == "through" and (value.precision in _COARSE or expr.until is not None):
        return value
    if reading in ("until", "through") and expr.until is None and not _is_negated(tokens, expr):
        is_midnight = any(tokens.lower(i) == "midnight" for i in range(expr.first, expr.last + 1))
        return _until(value, is_midnight)
    return value if reading in ("until", "through", "since") else replace(value, mod=mod)


def _since(value: Value) -> Value:
    if value.value is None:
        return replace(value, mod="SINCE")
    start = value.value.split("/")[0]
    return replace(value, value=f"{start}/..", last=None, mod="SINCE")


def _until(value: Value, is_midnight: bool = False) -> Value:
    if value.value is None:
        return replace(value, mod="BEFORE_OR_AT")
    end = value.value.split("/")[-1]
    if end.endswith("T00:00") and is_midnight:
        end = end.replace("T00:00", "T24:00")  # "open until midnight on Sunday": the end of that day
    return replace(value, value=f"../{end}", first=None, mod="BEFORE_OR_AT")


def _is_negated(tokens: Tokens, expr: Expr) -> bool:
    """Say whether "until" belongs to a negation ("not expected to begin until 2013" names the point)."""
    for index in range(expr.first - 2, max(-1, expr.first - 12), -1):
        if tokens.has(index, "dot") or tokens.has(index, "newline") or tokens.has(index, "semicolon"):
            return False
        if tokens.any_of(index, ("not", "never", "cannot")) or (
            tokens.lower(index) == "t" and tokens.has(index - 1, "apos")
        ):
            return True
    return False
