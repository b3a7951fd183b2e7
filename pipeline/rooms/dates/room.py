"""Fills `dates`: finds the expressions, settles the release date, resolves the rest from it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.model.records import Date, Dates, Release, ReleaseDate, Zone
from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.find import find_expressions
from pipeline.rooms.dates.released import Released, find_released, guessed_reference, header_expressions
from pipeline.rooms.dates.resolve import Resolver
from pipeline.rooms.dates.tokens import Tokens, tokenize
from pipeline.rooms.dates.values import Value

_SILENT_ZONES = ("navigation", "running_header")


@dataclass(frozen=True, slots=True)
class DatesRoom:
    """Fills `dates`, by patterns and tables alone: no parsed text is asked."""

    reads: tuple[str, ...] = ("clean", "zones")
    fills: str = "dates"
    needs_doc: bool = False

    def __call__(self, release: Release, doc: Doc) -> Dates:
        """Give the layer: expressions in text order with ids from D1, and the release date."""
        assert release.clean is not None and release.zones is not None
        published = release.source.metadata.published
        return read_dates(release.clean.text, published, release.zones)


def read_dates(text: str, published: str = "", zones: tuple[Zone, ...] = ()) -> Dates:
    """Find and resolve the dates of a clean text; `published` is the metadata's day, month or year, or empty."""
    tokens = tokenize(text)
    found = find_expressions(tokens)
    silent = [(z.start, z.end) for z in zones if z.type in _SILENT_ZONES]
    released = find_released(tokens, found, published)
    reference = released.reference() or guessed_reference(released, found)
    values = Resolver(tokens, reference).run(found)
    headers = set(header_expressions(tokens, found))
    items: list[Date] = []
    mention = None
    for index, (expr, value) in enumerate(zip(found, values, strict=True)):
        if any(a <= expr.start < b for a, b in silent):
            continue
        basis = _basis(expr, value, index in headers and released.value is not None and _states(value, released), tokens)
        made = _item(f"D{len(items) + 1}", expr, value, basis)
        items.append(made)
        if index == released.expr:
            mention = made.id
    where = ReleaseDate(released.value, released.basis, mention, released.not_before, released.not_after)
    return Dates(tuple(items), where)


def _states(value: Value, released: Released) -> bool:
    return value.value is not None and value.value[:10] == released.value


def _basis(expr: Expr, value: Value, is_header: bool, tokens: Tokens) -> str:
    if is_header:
        return "dateline"
    if value.relative or "shared" in expr.flags or value.value is None:
        return "relative"
    return "explicit"


def _item(name: str, expr: Expr, value: Value, basis: str) -> Date:
    precision = value.precision if expr.kind == "date" else expr.kind
    family = expr.family if value.value is not None or expr.kind != "date" else f"{expr.family}-unknown"
    return Date(name, expr.start, expr.end, expr.kind, value.value, value.first, value.last, precision, value.mod, basis, family)
