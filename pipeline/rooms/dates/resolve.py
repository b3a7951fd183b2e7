"""Gives every expression of a text its value, in text order (D5-D11)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from pipeline.calendar.arithmetic import add_days
from pipeline.rooms.dates.beside import (
    ends_the_day,
    is_coordinated,
    is_labelled,
    names_same_day,
    opens_a_story,
    weekday_in_text,
    weekend_in_text,
)
from pipeline.rooms.dates.daystold import DaysTold
from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.flow import base_of, is_coarser, is_within_a_day, span_told
from pipeline.rooms.dates.headers import header_expressions
from pipeline.rooms.dates.modifiers import apply_modifier
from pipeline.rooms.dates.pointvalues import PointResolver
from pipeline.rooms.dates.programme import placed_in_programme
from pipeline.rooms.dates.quotations import dated_quotations
from pipeline.rooms.dates.ranges import range_value, week_around
from pipeline.rooms.dates.reference import Reference, heed_day_notes
from pipeline.rooms.dates.relative import anaphor_value, shifted, stretch_value, weekday_value
from pipeline.rooms.dates.tense import FUTURE, PAST, tense_of
from pipeline.rooms.dates.values import UNKNOWN, Value, make, value_of

# "the end of the year": of the release's year, but in a history of the year that is told.
_LOOSE = ("deictic:partof", "deictic:softin", "deictic:rest")


@dataclass(slots=True)
class Resolver(PointResolver):
    """Resolves the expressions of one text; remembers the days that the text dates in full.

    `weekday_tense` stands in where a bare weekday has no verb. `clock_today` puts a clock time without a day on the
    reference day. In a `narrative` (a history) dates without a year follow the date told before, not the reference.
    """

    weekday_tense: int = 0
    clock_today: bool = False
    quotations: bool = True  # whether a date that introduces a quotation is the reference inside it
    layout: bool = True  # whether paragraphs and headings say to which day a clock time belongs
    context_day: Value | None = None  # the last single day or range of days
    told: DaysTold = field(init=False)  # where the text names which day
    dated: list[tuple[Expr, Value]] = field(default_factory=list)  # the dates with bounds, in text order
    beside: Value | None = None  # the weekday or day coordinated with the expression ("Friday and Saturday")
    next_day: Value | None = None  # the day that the words after the expression give it

    def run(self, found: list[Expr]) -> list[Value]:
        """Give one value an expression, in the order of `found`."""
        if self.reference is not None and self._counts_days():
            self.reference = heed_day_notes(self.reference, found)
        for expr in found:
            self.memory.note(expr)
        counted = self.reference.day.isoformat() if self.reference is not None and self._counts_days() else None
        datelines = frozenset(found[i].first for i in header_expressions(self.tokens, found)) if self.layout else None
        self.told = DaysTold(self.tokens, counted, self.layout, datelines or frozenset())
        values = list[Value]()
        quoted = self._references_of_quotations(found) if self.quotations else {}
        reference = self.reference
        for index, expr in enumerate(found):
            self.reference = quoted.get(index, reference)
            self.next_day = self._day_ahead(expr, found[index + 1]) if index + 1 < len(found) else None
            self.beside = (
                values[-1] if self.layout and index and is_coordinated(self.tokens, found[index - 1], expr) else None
            )
            value = self._value(expr)
            values.append(value)
            self._remember(expr, value)
        self.reference = reference
        if self.layout and reference is not None and self._counts_days():
            for index, value in placed_in_programme(self.tokens, found, values, reference.day):
                values[index] = value
        return values

    def _day_ahead(self, expr: Expr, ahead: Expr) -> Value | None:
        if not names_same_day(self.tokens, expr, ahead) or ahead.point is None:
            return None
        return self._point(replace(ahead.point, grain="day"), tense_of(self.tokens, ahead))

    def _references_of_quotations(self, found: list[Expr]) -> dict[int, Reference]:
        """Give the reference of every expression inside a dated quotation."""
        references: dict[int, Reference] = {}
        at = 0
        for dated in dated_quotations(self.tokens, found):
            point = found[dated.expr].point
            assert point is not None
            day = self._point(replace(point, grain="day"), -1)
            if day.first is None or day.precision != "day":
                continue
            while at < len(found) and found[at].first < dated.first:
                at += 1
            while at < len(found) and found[at].last <= dated.last:
                references[at] = Reference(dt.date.fromisoformat(day.first))
                at += 1
        return references

    def _remember(self, expr: Expr, value: Value) -> None:
        if expr.kind != "date" or value.first is None or value.last is None:
            return
        if value.precision not in ("decade", "century"):
            self.context = value
            self.dated.append((expr, value))
        is_day = value.precision in ("day", "time") and expr.stretch is None and value.first == value.last
        if is_day and (self.context_day is None or not is_labelled(self.tokens, expr)):
            self.context_day = value
            self.told.note_day(expr, value)
        elif value.first != value.last:
            self.told.note_run(expr, value)

    def _value(self, expr: Expr) -> Value:
        if expr.kind == "vague":
            return self._vague(expr)
        if expr.kind != "date":
            return Value(expr.value, None, None, expr.kind, expr.mod)
        bare = self._bare_value(expr)
        if "fiscal" in expr.flags and bare.value is not None:
            bare = replace(bare, first=None, last=None, precision="fiscal_year")
        return apply_modifier(self.tokens, expr, bare)

    def _vague(self, expr: Expr) -> Value:
        day = self.reference.day.isoformat() if self.reference and self._counts_days() else None
        return Value(
            None, day if expr.mod == "FUTURE" else None, day if expr.mod == "PAST" else None, "vague", expr.mod, True
        )

    def _bare_value(self, expr: Expr) -> Value:
        """Give the value before any preposition is looked at."""
        if expr.stretch is not None:
            if not self._counts_days() or self.reference is None:
                return UNKNOWN
            if self.layout and expr.stretch[0] > 0:
                told_span = span_told(self.tokens, expr, self.dated, self.reference.day)
                if told_span is not None:
                    return told_span
            if expr.stretch[0] > 0 and opens_a_story(self.tokens, expr):
                return UNKNOWN
            approx = "approx" in expr.flags
            found = stretch_value(expr.stretch, self.reference.day, "ago" in expr.flags, approx)
            return replace(found, relative=True) if found else UNKNOWN
        if expr.anaphor is not None:
            return self._anaphor(expr)
        assert expr.point is not None
        if "told" in expr.flags and self.context is not None and self.context.first is not None:
            year = int(self.context.first[:4]) + (expr.point.year_shift or 0)
            told_point = value_of(replace(expr.point, year=year, year_shift=None), self.southern)
            return replace(told_point, relative=True) if told_point else UNKNOWN
        if "after" in expr.flags:
            return self._weekday_after(expr.point)
        if "clock" in expr.flags:
            return self._clock(expr, expr.point)
        told = self._told_before()
        if told is not None and expr.family in _LOOSE and expr.point.shift == 0:
            found = shifted(expr.point, told, "day", self.southern)
            return replace(found, relative=True) if found else UNKNOWN
        if expr.point.grain == "weekend":
            return self._weekend(expr, expr.point)
        direction = tense_of(self.tokens, expr) if self._needs_tense(expr) else 0
        if direction == 0 and expr.point.is_weekday_only:
            direction = self.weekday_tense
        limit = self.reference.day.isoformat() if self.reference and direction == PAST else "9999"
        found = weekday_in_text(self.told, self.beside, limit, expr, direction) if expr.until is None else None
        if found is not None:
            return found
        if expr.until is None:
            found = self._point(expr.point, direction)
            return week_around(found) if expr.point.unit == "week" and expr.point.grain == "day" else found
        return range_value(expr.point, expr.until, lambda point: self._point(point, direction))

    def _weekend(self, expr: Expr, point: Point) -> Value:
        if self.layout and point.shift == 0 and self.reference is not None and self._counts_days():
            found = weekend_in_text(self.tokens, self.told, expr, point, self.reference.day)
            if isinstance(found, Value):
                return found
            point = found
        return self._point(point, 0)

    def _needs_tense(self, expr: Expr) -> bool:
        if self.reference is None or expr.point is None or not expr.point.lacks_year or expr.point.named is not None:
            return False
        # "the May crash": the verb speaks of something else than the crash
        return not (expr.point.grain == "month" and self.tokens.any_of(expr.first - 1, ("the", "its", "their")))

    def _anaphor(self, expr: Expr) -> Value:
        is_counted = self.layout and expr.family == "anaphor:units" and not is_within_a_day(expr)
        base = base_of(self.tokens, expr, self.dated) if is_counted else self.context
        assert expr.anaphor is not None
        if self.next_day is not None and self.next_day.value is not None:
            return replace(self.next_day, relative=True)
        if base is None and self._counts_days() and self.reference is not None and not is_counted:
            base = Value(None, self.reference.day.isoformat(), self.reference.day.isoformat())
        if base is None or base.first is None or base.last is None:
            return UNKNOWN
        if self.layout and is_coarser(base, expr.anaphor[2]):
            return UNKNOWN
        found = anaphor_value(expr.anaphor, base.first, base.last)
        limit = self.reference.day.isoformat() if self.reference and self._counts_days() else None
        is_told = tense_of(self.tokens, expr) == PAST or (is_counted and tense_of(self.tokens, expr) != FUTURE)
        if found and found.first and limit and found.first > limit and is_told:
            return UNKNOWN  # counted from another day than the last one named
        return replace(found, relative=True) if found else UNKNOWN

    def _weekday_after(self, point: Point) -> Value:
        """Give "the following Monday" after the day told before."""
        if self.context_day is None or self.context_day.first is None:
            return UNKNOWN
        day = add_days(dt.date.fromisoformat(self.context_day.first), 1)
        found = weekday_value(replace(point, named=None), day, 1)
        return replace(found, relative=True) if found else UNKNOWN

    def _clock(self, expr: Expr, point: Point) -> Value:
        """Put a lone clock time on the day last spoken of."""
        base = self.next_day or self.told.day_of_clock(expr, tense_of(self.tokens, expr))
        if base is None and self.clock_today and self.reference is not None:
            base = make(self.reference.day.isoformat(), "day")
        if base is None or base.first is None:
            return UNKNOWN
        day = dt.date.fromisoformat(base.first)
        if self.layout and self.next_day is None and ends_the_day(self.tokens, expr):
            day = add_days(day, 1)
        if "daypart" in expr.flags:
            return replace(base, precision="time", relative=True, mod=None)
        found = value_of(replace(point, year=day.year, month=day.month, day=day.day))
        return replace(found, relative=True) if found else UNKNOWN
