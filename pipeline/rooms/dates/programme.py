"""Puts a weekday of a programme on the day of the one event to come ("Tuesday's sessions", D9)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.calendar.arithmetic import add_days
from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.surroundings import words_of
from pipeline.rooms.dates.tense import PAST, past_follows, tense_of
from pipeline.rooms.dates.tokens import Tokens
from pipeline.rooms.dates.values import Value, make, value_of

_AWAY = 6  # days before the event within which a weekday may be that of the release's own week
_LONGEST_EVENT = 13
_HEAD = 6  # tokens after "Tuesday's" among which its head stands
_SENTENCE = 60
_SHARED = 2  # capitalised words that join a weekday to the event
_SHORT = 4


def placed_in_programme(
    tokens: Tokens, found: list[Expr], values: list[Value], release: dt.date
) -> list[tuple[int, Value]]:
    """Give the weekdays that name a part of the one event to come, each an index of `found` and its value."""
    bare = [i for i, expr in enumerate(found) if _is_bare(expr)]
    if not bare:
        return []
    ahead = [i for i, expr in enumerate(found) if _is_dated(expr) and (values[i].first or "") > release.isoformat()]
    event = _event(values, ahead, release)
    placed = []
    for index in bare:
        expr, value = found[index], values[index]
        if value.first is None or value.mod is not None:
            continue
        if tokens.has(expr.last + 1, "apos"):
            day = _day_of_part(tokens, expr, event, value.first)
        else:
            day = _day_named(tokens, expr, [(found[i], values[i].first or "") for i in ahead], release)
        if day is not None and day.isoformat() != value.first[:10]:
            placed.append((index, _on(day, expr)))
    return placed


def _on(day: dt.date, expr: Expr) -> Value:
    """Give a weekday, with its hour, on a day."""
    assert expr.point is not None
    at = make(day.isoformat(), "day")
    if expr.point.grain == "time":
        at = value_of(replace(expr.point, year=day.year, month=day.month, day=day.day)) or at
    return replace(at, relative=True)


def _is_bare(expr: Expr) -> bool:
    point = expr.point
    if expr.family != "weekday:bare" or point is None or expr.until is not None or point.weekday is None:
        return False
    return point.month is None and point.day is None and point.named is None


def _is_dated(expr: Expr) -> bool:
    point = expr.point
    return expr.kind == "date" and point is not None and point.month is not None and point.day is not None


def _event(values: list[Value], ahead: list[int], release: dt.date) -> tuple[dt.date, dt.date] | None:
    """Give the first and last day of the event, None where the days to come are more than one run of days."""
    spans = []
    for index in ahead:
        value = values[index]
        if value.first is None or value.last is None or value.precision not in ("day", "time"):
            return None
        first, last = dt.date.fromisoformat(value.first[:10]), dt.date.fromisoformat(value.last[:10])
        spans.append((first, last))
    spans.sort()
    if not spans:
        return None
    first, last = spans[0]
    for begins, ends in spans[1:]:
        if begins > add_days(last, 1):
            return None
        last = max(last, ends)
    is_event = 0 < (last - first).days <= _LONGEST_EVENT
    return (first, last) if is_event and (first - release).days > _AWAY else None


def _day_of_part(tokens: Tokens, expr: Expr, event: tuple[dt.date, dt.date] | None, value: str) -> dt.date | None:
    """Give the day of "Tuesday's sessions", None for what owns no part of the event or lies in it already."""
    assert expr.point is not None
    assert expr.point.weekday is not None
    if event is None or event[0].isoformat() <= value[:10] <= event[1].isoformat():
        return None
    near = range(expr.last + 3, expr.last + 3 + _HEAD)
    head = next((i for i in near if tokens.any_of(i, words_of("programme_part"))), None)
    if head is None or past_follows(tokens, head):
        return None
    return _day(tokens, expr, event, expr.point.weekday)


def _day_named(tokens: Tokens, expr: Expr, dated: list[tuple[Expr, str]], release: dt.date) -> dt.date | None:
    """Give the far day that the text writes with this weekday beside the same names ("on Sunday, 20 November")."""
    assert expr.point is not None
    if not tokens.any_of(expr.first - 1, ("on",)) or tense_of(tokens, expr) == PAST:
        return None
    same = [(day, first) for day, first in dated if day.point and day.point.weekday == expr.point.weekday]
    days = {first[:10] for _, first in same}
    if len(days) != 1:
        return None
    day = dt.date.fromisoformat(min(days))
    named = _names(tokens, expr)
    is_shared = any(len(named & _names(tokens, other)) >= _SHARED for other, _ in same)
    return day if is_shared and (day - release).days > _AWAY else None


def _names(tokens: Tokens, expr: Expr) -> frozenset[str]:
    """Give the capitalised words of an expression's sentence, less those of the calendar."""
    first = last = expr.first
    while first > max(0, expr.first - _SENTENCE) and not _ends_sentence(tokens, first - 1):
        first -= 1
    while last < min(len(tokens.words) - 1, expr.last + _SENTENCE) and not _ends_sentence(tokens, last):
        last += 1
    return frozenset(
        tokens.lower(i)
        for i in range(first, last + 1)
        if tokens.has(i, "cap")
        and len(tokens.words[i]) >= _SHORT
        and not (tokens.has(i, "month") or tokens.has(i, "weekday"))
    )


def _ends_sentence(tokens: Tokens, at: int) -> bool:
    return any(tokens.has(at, name) for name in ("dot", "newline"))


def _day(tokens: Tokens, expr: Expr, event: tuple[dt.date, dt.date], weekday: int) -> dt.date | None:
    """Give the one day of the event with this name, or the day before or after it for a "Pre-" or "Post-" part."""
    first, last = event
    inside = [day for n in range((last - first).days + 1) if (day := add_days(first, n)).isoweekday() == weekday]
    if inside:
        return inside[0] if len(inside) == 1 else None
    near = range(expr.last + 1, expr.last + 1 + _HEAD)
    for word, day in (("pre", add_days(first, -1)), ("post", add_days(last, 1))):
        if any(tokens.any_of(i, (word,)) for i in near) and day.isoweekday() == weekday:
            return day
    return None
