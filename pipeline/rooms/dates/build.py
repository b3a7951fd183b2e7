"""Turns pattern matches into expressions; one small function for every `build` named in patterns.csv."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.rooms.dates import amounts, clocks, points, spans
from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.hit import Hit


def build(hit: Hit) -> Expr | None:
    """Give the expression of a match, or None when its numbers make no date."""
    return _BUILDERS[hit.pattern.build](hit)


def _ref(hit: Hit) -> Expr:
    value = hit.pattern.constants.get("value")
    if value is None:
        value = {"future": "FUTURE_REF", "past": "PAST_REF", "present": "PRESENT_REF"}[hit.word("ref") or ""]
    return hit.expr("ref", value=value)


def _before_christ(hit: Hit) -> Expr | None:
    year = hit.number("year")
    return hit.expr("ref", value=f"BC{year:04d}") if year and year < 10_000 else None


def _year_ago(hit: Hit) -> Expr:
    return hit.expr("ref", flags=frozenset({"yearago"}))


def _the_quarter(hit: Hit) -> Expr:
    return hit.expr("ref", point=Point(hit.word("calunit") or "quarter", shift=0), flags=frozenset({"theunit"}))


_BUILDERS: dict[str, Callable[[Hit], Expr | None]] = {
    "point": points.named_point,
    "numeric": points.numeric_day,
    "days": spans.days_of_month,
    "months": spans.months,
    "seasons": spans.seasons,
    "firsts": spans.first_units,
    "monthweek": spans.week_of_month,
    "yearspan": spans.year_span,
    "fiscal": points.fiscal_year,
    "yearwords": points.year_in_words,
    "workday": points.working_day,
    "ago": amounts.ago,
    "stretch": amounts.stretch,
    "anaphor": amounts.anaphor,
    "vague": amounts.vague,
    "duration": amounts.duration,
    "compound": amounts.compound,
    "set": amounts.recurring,
    "clock": clocks.clock_time,
    "clockspan": clocks.clock_span,
    "daypart": clocks.part_of_day,
    "ref": _ref,
    "beforechrist": _before_christ,
    "yearago": _year_ago,
    "thequarter": _the_quarter,
}
