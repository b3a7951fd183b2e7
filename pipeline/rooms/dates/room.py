"""Fills `dates`: finds the expressions, settles the release date, resolves the rest from it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.model.records import Date, Dates, Release, ReleaseDate, Zone
from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.find import find_expressions
from pipeline.rooms.dates.headers import header_expressions
from pipeline.rooms.dates.numeric import settle_numeric_order
from pipeline.rooms.dates.released import Released, find_released, guessed_reference
from pipeline.rooms.dates.resolve import Resolver
from pipeline.rooms.dates.tokens import tokenize
from pipeline.rooms.dates.values import Value

_SILENT_ZONES = ("navigation", "running_header")
_STANDING_ZONES = ("boilerplate",)
# Zones may overlap; the one that covers an offset is among the last few that begin before it.
_NESTED_ZONES = 8


@dataclass(frozen=True, slots=True)
class DatesRoom:
    """Fills `dates`, by patterns and tables alone: no parsed text is asked."""

    reads: tuple[str, ...] = ("clean", "zones")
    fills: str = "dates"
    needs_doc: bool = False

    def __call__(self, release: Release, doc: Doc) -> Dates:
        """Give the layer: expressions in text order with ids from D1, and the release date."""
        assert release.clean is not None
        assert release.zones is not None
        published = release.source.metadata.published
        return read_dates(release.clean.text, published, release.zones)


def read_dates(text: str, published: str = "", zones: tuple[Zone, ...] = ()) -> Dates:
    """Find and resolve the dates of a clean text.

    `published` is the metadata's day, month or year, or empty; `zones` tell where dates do not count.
    """
    tokens = tokenize(text)
    found = find_expressions(tokens)
    settle_numeric_order(found, _day_of(published))
    released = find_released(tokens, found, published)
    reference = released.reference() or guessed_reference(released, found)
    values = Resolver(tokens, reference).run(found)
    headers = set(header_expressions(tokens, found))
    items: list[Date] = []
    mention = None
    for index, (expr, value) in enumerate(zip(found, values, strict=True)):
        if _is_silent(expr.start, zones) or (_is_today(expr) and _is_silent(expr.start, zones, _STANDING_ZONES)):
            continue
        is_header = index in headers and released.value is not None and _states(value, released)
        items.append(_item(f"D{len(items) + 1}", expr, value, _basis(expr, value, is_header)))
        if index == released.expr:
            mention = items[-1].id
    where = ReleaseDate(released.value, released.basis, mention, released.not_before, released.not_after)
    return Dates(tuple(items), where)


def _is_today(expr: Expr) -> bool:
    """Say whether an expression is "today", which in a standing self-description means these times."""
    return expr.family == "deictic:dayword" and expr.point is not None and expr.point.shift == 0


def _is_silent(start: int, zones: tuple[Zone, ...], silent: tuple[str, ...] = _SILENT_ZONES) -> bool:
    """Say whether an offset lies in navigation or a running header (zones stand in text order)."""
    at = bisect_right(zones, start, key=lambda zone: zone.start)
    near = zones[max(0, at - _NESTED_ZONES) : at]
    return any(zone.type in silent and zone.start <= start < zone.end for zone in near)


def _day_of(published: str) -> dt.date | None:
    """Give the metadata's day, None for a month, a year, or no date at all."""
    try:
        return dt.date.fromisoformat(published) if len(published) == 10 else None
    except ValueError:
        return None


def _states(value: Value, released: Released) -> bool:
    return value.value is not None and value.value[:10] == released.value


def _basis(expr: Expr, value: Value, is_header: bool) -> str:
    if is_header:
        return "dateline"
    if expr.kind in ("duration", "set"):
        return "explicit"
    if value.relative or "shared" in expr.flags or value.value is None:
        return "relative"
    return "explicit"


def _item(name: str, expr: Expr, value: Value, basis: str) -> Date:
    precision = value.precision if expr.kind == "date" else expr.kind
    family = expr.family if value.value is not None or expr.kind != "date" else f"{expr.family}-unknown"
    return Date(
        name, expr.start, expr.end, expr.kind, value.value, value.first, value.last, precision, value.mod, basis, family
    )
