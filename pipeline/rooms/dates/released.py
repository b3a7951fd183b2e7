"""Finds when the release came out (F5): metadata, a header or dateline, an inference, or bounds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from pipeline.calendar import bounds
from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.headers import HEAD_TOKENS, header_expressions
from pipeline.rooms.dates.modifiers import cue_before
from pipeline.rooms.dates.reference import Reference
from pipeline.rooms.dates.tense import FUTURE, PAST, tense_of
from pipeline.rooms.dates.tokens import Tokens
from pipeline.rooms.dates.values import Value, value_of


@dataclass(frozen=True, slots=True)
class Released:
    """The release date before ids are given: `expr` is the index of the expression that states it."""

    value: str | None = None
    basis: str = "none"
    expr: int | None = None
    not_before: str | None = None
    not_after: str | None = None

    def reference(self) -> Reference | None:
        """Give what deictics and year-less dates count from."""
        if self.value is not None:
            first = bounds(self.value)[0]
            if first is None:
                return None
            if self.not_before is not None and self.not_before.startswith(self.value):
                first = self.not_before
            grain = {10: "day", 7: "month"}.get(len(self.value), "year")
            return Reference(dt.date.fromisoformat(first), grain)
        return None


def find_released(tokens: Tokens, found: list[Expr], published: str) -> Released:
    """Give the release date of a text whose expressions are `found`; `published` is the metadata's."""
    headers = header_expressions(tokens, found)
    if published:
        return Released(published, "metadata", _header_of(found, headers, published))
    told = _bounds_of(tokens, found)[0] if headers and found[headers[0]].first >= HEAD_TOKENS else None
    for index in headers:
        point = found[index].point
        assert point is not None
        stated = _stated(found[index])
        if told and found[index].first >= HEAD_TOKENS and stated and stated.first and stated.first < told:
            continue  # a line of a table: the text tells of later days
        if point.year is None:
            year = _year_of_dateline(tokens, found, point)
            if year is None:
                continue
            point = replace(point, year=year)
            found[index].point = point
        value = value_of(replace(point, grain="day"))
        if value is not None and value.value is not None:
            return Released(value.value, "dateline", index)
    return _inferred(tokens, found)


def _header_of(found: list[Expr], headers: list[int], published: str) -> int | None:
    for index in headers:
        point = found[index].point
        if point and point.year is not None:
            value = value_of(replace(point, grain="day"))
            if value and value.value == published:
                return index
    return None


def _year_of_dateline(tokens: Tokens, found: list[Expr], point: Point) -> int | None:
    """Give the year that agrees with the weekday and is nearest to the other years; else the latest past one."""
    years = _years_in(tokens, found)
    if not years:
        return None
    if point.weekday is not None and point.month is not None and point.day is not None:
        fitting = []
        for year in range(min(years) - 7, max(years) + 8):
            try:
                day = dt.date(year, point.month, point.day)
            except ValueError:
                continue
            if day.isoweekday() == point.weekday:
                fitting.append(year)
        if fitting:
            return min(fitting, key=lambda y: (min((abs(y - other), -weight) for other, weight in years.items()), -y))
    past = [year for year, weight in years.items() if weight > 0]
    return max(past) if past else max(years)


def _years_in(tokens: Tokens, found: list[Expr]) -> dict[int, int]:
    """Give the years of the text, with how finely dated in the past each is (0 when only named or to come)."""
    years: dict[int, int] = {}
    for expr in found:
        for point in (expr.point, expr.until):
            if point is None or point.year is None or expr.kind != "date" or point.grain in ("decade", "century"):
                continue
            if not 1950 <= point.year <= 2100:
                continue
            weight = (2 if point.day else 1 if point.month else 0) if tense_of(tokens, expr) != FUTURE else 0
            years[point.year] = max(years.get(point.year, 0), weight)
    if not years:
        for index, word in enumerate(tokens.words):
            if tokens.has(index, "modern"):
                years.setdefault(int(word), 0)
    return years


def _inferred(tokens: Tokens, found: list[Expr]) -> Released:
    """Infer month or year from "this mid September 2015", else bounds from past and future dates."""
    for index, expr in enumerate(found):
        if expr.family == "month:year" and tokens.any_of(expr.first, ("this",)) and expr.point and expr.point.year:
            value = value_of(replace(expr.point, part=None))
            full = value_of(expr.point)
            if value is not None and full is not None:
                first = full.first if expr.point.part else None
                return Released(value.value, "inferred", index, first, None)
    for index, expr in enumerate(found):
        if tokens.lower(expr.first) == "today" and expr.kind == "date" and expr.point and expr.until is None:
            stated = _stated(replace(expr, point=replace(expr.point, grain="day"))) if expr.point.day else None
            if stated is not None and expr.point.month is not None:
                return Released(stated.value, "inferred", index)  # "today, 19 October 2018"
    not_before, not_after, exact = _bounds_of(tokens, found)
    basis = "inferred" if exact else "none"
    return Released(None, basis, None, not_before, not_after)


def _bounds_of(tokens: Tokens, found: list[Expr]) -> tuple[str | None, str | None, bool]:
    past: list[str] = []
    future: list[str] = []
    exact = False
    for expr in found:
        value = _stated(expr)
        if value is None or value.first is None:
            continue
        cue = cue_before(tokens, expr)
        tense = tense_of(tokens, expr)
        is_day = value.precision in ("day", "time")
        if (
            (cue and cue[1] == "since")
            or (tokens.any_of(expr.first - 1, ("of",)) and tokens.any_of(expr.first - 2, ("as",)))
            or tense == PAST
        ):
            past.append(value.first)
            exact = exact or is_day
        elif is_day and (tense == FUTURE or (cue and cue[0] == "BEFORE_OR_AT")):
            day = dt.date.fromisoformat(value.first)
            future.append((day if cue else day - dt.timedelta(days=1)).isoformat())
            exact = True
    not_before = max(past) if past else None
    later = [day for day in future if not_before is None or day >= not_before]
    return not_before, (min(later) if later else None), exact


def _stated(expr: Expr) -> Value | None:
    """Give the value of an expression that the text states in full."""
    if expr.kind != "date" or expr.point is None or expr.point.year is None or "fiscal" in expr.flags:
        return None
    grain = "day" if expr.point.grain == "time" else expr.point.grain
    if grain in ("decade", "century"):
        return None
    return value_of(replace(expr.point, grain=grain))


def guessed_reference(released: Released, found: list[Expr]) -> Reference | None:
    """Give a day near the unknown release date when the full dates of the text lie within a year."""
    days = sorted(
        value.first
        for expr in found
        if (value := _stated(expr)) is not None and value.precision in ("day", "time") and value.first is not None
    )
    first, last = released.not_before or (days[0] if days else None), released.not_after or (days[-1] if days else None)
    if first is None or last is None or not days:
        return None
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    if days[-1][:4] != days[0][:4] or abs((end - start).days) > 366:
        return None
    return Reference(end, "day", True)
