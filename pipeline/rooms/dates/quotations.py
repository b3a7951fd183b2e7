"""Finds the expressions that date a quotation: inside it, "yesterday" counts from that day (D10)."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.surroundings import words_of
from pipeline.rooms.dates.tokens import Tokens

_REACH = 14  # tokens between the quotation and its date
_LONGEST = 400  # tokens of a quotation


@dataclass(frozen=True, slots=True)
class Dated:
    """A quotation, tokens `[first, last]`, and the index of the expression that dates it."""

    first: int
    last: int
    expr: int


def dated_quotations(tokens: Tokens, found: list[Expr]) -> list[Dated]:
    """Give the quotations of a text that the same sentence dates, in text order."""
    spans = _quotations(tokens)
    if not spans or not any(_may_date(expr) for expr in found):
        return []
    starts = {expr.first: index for index, expr in enumerate(found) if _may_date(expr)}
    ends = {expr.last: index for index, expr in enumerate(found) if _may_date(expr)}
    dated = []
    for first, last in spans:
        index = _date_after(tokens, last, starts)
        if index is None:
            index = _date_before(tokens, first, ends)
        if index is not None:
            dated.append(Dated(first, last, index))
    return dated


def _may_date(expr: Expr) -> bool:
    point = expr.point
    if expr.kind != "date" or point is None or expr.until is not None or point.grain not in ("day", "time"):
        return False
    return point.shift is None and ((point.month is not None and point.day is not None) or point.weekday is not None)


def _quotations(tokens: Tokens) -> list[tuple[int, int]]:
    """Give the quotations of each line as token ranges; a mark without its partner opens none."""
    spans, opened = list[tuple[int, int]](), None
    for index, word in enumerate(tokens.words):
        if word == "\n":
            opened = None
        elif word == "“" or (word == '"' and opened is None):
            opened = index
        elif word in ('"', "”") and opened is not None:
            if index - opened <= _LONGEST:
                spans.append((opened, index))
            opened = None
    return spans


def _ends(tokens: Tokens, index: int) -> bool:
    return any(tokens.has(index, name) for name in ("newline", "dot", "semicolon", "quote"))


def _date_after(tokens: Tokens, last: int, starts: dict[int, int]) -> int | None:
    """Find the date in '..., he said on 3 May 2021'."""
    spoke = False
    for index in range(last + 1, min(last + _REACH, len(tokens.words))):
        if index in starts:
            return starts[index] if spoke else None
        if _ends(tokens, index):
            return None
        spoke = spoke or tokens.any_of(index, words_of("speech"))
    return None


def _date_before(tokens: Tokens, first: int, ends: dict[int, int]) -> int | None:
    """Find the date in 'On 3 May 2021 he said: ...' and 'In a letter of 3 May 2021 she wrote, ...'."""
    spoke = tokens.has(first - 1, "colon")
    for index in range(first - 1, max(-1, first - _REACH), -1):
        if index in ends:
            return ends[index] if spoke else None
        if _ends(tokens, index):
            return None
        spoke = spoke or tokens.any_of(index, words_of("speech"))
    return None
