"""Gives every expression of a text its value, in text order (D5-D11)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from pipeline.calendar.arithmetic import add_days, unit_range
from pipeline.rooms.dates.daystold import DaysTold
from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.headers import header_expressions
from pipeline.rooms.dates.memory import Memory
from pipeline.rooms.dates.modifiers import apply_modifier
from pipeline.rooms.dates.quotations import dated_quotations
from pipeline.rooms.dates.ranges import range_value, week_around
from pipeline.rooms.dates.reference import Reference, heed_day_notes
from pipeline.rooms.dates.relative import anaphor_value, choose_year, shifted, stretch_value, weekday_value
from pipeline.rooms.dates.surroundings import opens, words_of
from pipeline.rooms.dates.tense import PAST, tense_of
from pipeline.rooms.dates.tokens import Tokens
from pipeline.rooms.dates.values import UNKNOWN, Value, days, make, value_of

# "the end of the year": of the release's year, but in a history of the year that is told.
_FIRST_OF_WEEKEND = 6
_LOOSE = ("deictic:partof", "deictic:softin", "deictic:rest")


@dataclass(slots=True)
class Resolver:
    """Resolves the expressions of one text; remembers the days that the text dates in full.

    `weekday_tense` stands in where a bare weekday has no verb. `clock_today` puts a clock time without a day on the
    reference day. In a `narrative` (a history) dates without a year follow the date told before, not the reference.
    """

    tokens: Tokens
    reference: Reference | None
    southern: bool = False
    weekday_tense: int = 0
    clock_today: bool = False
    narrative: bool = False
    quotations: bool = True  # whether a date that introduces a quotation is the reference inside it
    layout: bool = True  # whether paragraphs and headings say to which day a clock time belongs
    memory: Memory = field(default_factory=Memory)
    context: Value | None = None  # the last date with bounds
    context_day: Value | None = None  # the last single day or range of days
    told: DaysTold = field(init=False)  # where the text names which day
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
            self.beside = values[-1] if index and self._is_coordinated(found[index - 1], expr) else None
            value = self._value(expr)
            values.append(value)
            self._remember(expr, value)
        return values

    def _is_coordinated(self, left: Expr, expr: Expr) -> bool:
        """Say whether a bare weekday is coordinated with the one before it ("this Friday and Saturday")."""
        if not self.layout or expr.point is None or left.point is None or left.until or left.kind != "date":
            return False
        names_day = left.point.grain in ("day", "time") and left.point.weekday is not None
        is_bare = expr.point.weekday is not None and expr.point.named is None and expr.point.month is None
        links = (",", "and", "&", "or")
        near = range(left.last + 1, expr.first)
        return names_day and is_bare and 0 < len(near) <= 2 and all(self.tokens.any_of(i, links) for i in near)

    def _day_ahead(self, expr: Expr, ahead: Expr) -> Value | None:
        """Give the full or year-less day that names the same day after a comma.

        "five days later, on 30 January"; "5 p.m. on the record date, 23 February".
        """
        lies_near = ahead.first - expr.last <= (4 if expr.anaphor else 7)
        point = ahead.point
        if not lies_near or point is None or point.day is None or point.month is None or ahead.until:
            return None
        if expr.anaphor is None and not ("clock" in expr.flags and "daypart" not in expr.flags):
            return None
        words = [self.tokens.lower(i) for i in range(expr.last + 1, ahead.first)]
        if "," not in words or "\n" in words or "." in words or words[0] not in (",", "on"):
            return None
        if expr.anaphor is not None and not set(words) <= {",", "on"}:
            return None
        return self._point(replace(point, grain="day"), tense_of(self.tokens, ahead))

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
        is_day = value.precision in ("day", "time") and expr.stretch is None and value.first == value.last
        if is_day and (self.context_day is None or not self._is_labelled(expr)):
            self.context_day = value
            self.told.note_day(expr, value)
        elif value.first != value.last:
            self.told.note_run(expr, value)

    def _is_labelled(self, expr: Expr) -> bool:
        """Say whether a label makes the date one of the release, not of what it tells ("For release: 3 May 2019")."""
        before = expr.first - 1
        return self.tokens.has(before, "colon") and self.tokens.any_of(before - 1, words_of("header_label"))

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

    def _counts_days(self) -> bool:
        return self.reference is not None and self.reference.grain == "day" and not self.reference.guessed

    def _bare_value(self, expr: Expr) -> Value:
        """Give the value before any preposition is looked at."""
        if expr.stretch is not None:
            if not self._counts_days() or self.reference is None:
                return UNKNOWN
            if expr.stretch[0] > 0 and self._opens_a_story(expr):
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
        if expr.until is None and (found := self._weekday_of_text(expr, direction)) is not None:
            return found
        if expr.until is None:
            found = self._point(expr.point, direction)
            return week_around(found) if expr.point.unit == "week" and expr.point.grain == "day" else found
        return range_value(expr.point, expr.until, lambda point: self._point(point, direction))

    def _weekend(self, expr: Expr, point: Point) -> Value:
        """Give a weekend: the one behind where the verb is past, the one after a later day of the sentence."""
        if self.layout and point.shift == 0 and self.reference is not None and self._counts_days():
            day = self.told.later_day(expr) if expr.family == "weekend:bare" else None
            if day is not None:
                first, last = unit_range(day, "weekend")
                return replace(days(first, last, "day"), relative=True)
            is_early = self.reference.day.isoweekday() < _FIRST_OF_WEEKEND
            is_own = not self.tokens.has(expr.last + 1, "apos") and not self.tokens.any_of(
                expr.first - 1, ("for", "of")
            )
            if is_early and is_own and point.part != "NEAR" and tense_of(self.tokens, expr) == PAST:
                point = replace(point, shift=-1)
        return self._point(point, 0)

    def _weekday_of_text(self, expr: Expr, direction: int) -> Value | None:
        """Give a bare weekday that the text places itself: beside another weekday, or within an event's days."""
        point = expr.point
        if point is None or point.weekday is None or point.month is not None or point.day is not None:
            return None
        if point.named is not None or point.week_shift is not None or point.shift is not None or point.holiday:
            return None
        found = None
        if self.beside is not None and self.beside.first is not None:
            after = add_days(dt.date.fromisoformat(self.beside.first), 1)
            found = weekday_value(Point("day", weekday=point.weekday), after, 1)
            limit = self.reference.day.isoformat() if self.reference and direction == PAST else "9999"
            if found and found.first and found.first > limit:
                found = None
        found = found or self.told.day_of_event(expr, point.weekday, direction)
        if found is None or found.first is None:
            return None
        day = dt.date.fromisoformat(found.first)
        if point.grain == "time":
            found = value_of(replace(point, year=day.year, month=day.month, day=day.day))
        return replace(found, relative=True) if found else None

    def _needs_tense(self, expr: Expr) -> bool:
        if self.reference is None or expr.point is None or not expr.point.lacks_year or expr.point.named is not None:
            return False
        # "the May crash": the verb speaks of something else than the crash
        return not (expr.point.grain == "month" and self.tokens.any_of(expr.first - 1, ("the", "its", "their")))

    def _anaphor(self, expr: Expr) -> Value:
        base = self.context
        assert expr.anaphor is not None
        if self.next_day is not None and self.next_day.value is not None:
            return replace(self.next_day, relative=True)
        if base is None and self._counts_days() and self.reference is not None:
            base = Value(None, self.reference.day.isoformat(), self.reference.day.isoformat())
        if base is None or base.first is None or base.last is None:
            return UNKNOWN
        found = anaphor_value(expr.anaphor, base.first, base.last)
        limit = self.reference.day.isoformat() if self.reference and self._counts_days() else None
        if found and found.first and limit and found.first > limit and tense_of(self.tokens, expr) == PAST:
            return UNKNOWN  # counted from another day than the last one named
        return replace(found, relative=True) if found else UNKNOWN

    def _opens_a_story(self, expr: Expr) -> bool:
        """Say whether the time ahead is that of a story: "For the next five months, he worked there"."""
        before = expr.first - 1
        is_apart = self.tokens.lower(before) == "for" and self.tokens.has(expr.last + 1, "comma")
        return is_apart and opens(self.tokens, before) and tense_of(self.tokens, expr) == PAST

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
        if self.layout and self.next_day is None and self._ends_the_day(expr):
            day = add_days(day, 1)
        if "daypart" in expr.flags:
            return replace(base, precision="time", relative=True, mod=None)
        found = value_of(replace(point, year=day.year, month=day.month, day=day.day))
        return replace(found, relative=True) if found else UNKNOWN

    def _ends_the_day(self, expr: Expr) -> bool:
        """Say whether a lone "midnight" is the one that ends the day told ("On Friday ... After midnight")."""
        is_midnight = self.tokens.lower(expr.first) == "midnight" and "daypart" not in expr.flags
        return is_midnight and not self.tokens.any_of(expr.first - 1, ("until", "till", "through", "to"))

    def _point(self, point: Point, direction: int) -> Value:
        if point.grain == "time" and (point.shift is not None or point.month is None):
            return self._timed(point, direction)
        if point.shift is not None or (point.part == "REST" and self.reference):
            if self.reference is None or self.reference.guessed:
                return UNKNOWN
            found = shifted(point, self.reference.day, self.reference.grain, self.southern)
            return replace(found, relative=True) if found else UNKNOWN
        if point.year_shift is not None and (point.grain != "half" or point.unit in (None, "year")):
            if self.reference is None or self.reference.guessed:
                return UNKNOWN
            found = value_of(replace(point, year=self.reference.day.year + point.year_shift), self.southern)
            return replace(found, relative=True) if found else UNKNOWN
        if point.month is None and point.weekday is not None and point.holiday is None and point.grain == "day":
            told = self._told_before()
            if told is not None and point.named is None:
                found = weekday_value(point, told, 1)
                return replace(found, relative=True) if found else UNKNOWN
            if not self._counts_days() or self.reference is None:
                return UNKNOWN
            found = weekday_value(point, self.reference.day, direction)
            return replace(found, relative=True) if found else UNKNOWN
        if point.grain == "half" and point.unit not in (None, "year"):
            return self._half_of_unit(point)
        if point.lacks_year:
            return self._completed(point, direction)
        return value_of(point, self.southern) or UNKNOWN

    def _half_of_unit(self, point: Point) -> Value:
        """Resolve "the second half of the century" or "of this month"."""
        if self.reference is None or self.reference.guessed or point.unit not in ("century", "decade", "month"):
            return UNKNOWN
        whole = Point(point.unit, shift=point.year_shift or 0, part=f"H{point.index}")
        found = shifted(whole, self.reference.day, self.reference.grain)
        return replace(found, relative=True) if found else UNKNOWN

    def _told_before(self) -> dt.date | None:
        """Give the day that a narrative has reached."""
        if not self.narrative or self.context is None or self.context.first is None:
            return None
        return dt.date.fromisoformat(self.context.first)

    def _timed(self, point: Point, direction: int) -> Value:
        """Give "10 a.m. tomorrow" the day of "tomorrow" and the clock time."""
        day = self._point(replace(point, grain="day"), direction)
        if day.first is None or day.precision != "day":
            return UNKNOWN
        found = dt.date.fromisoformat(day.first)
        value = value_of(replace(point, year=found.year, month=found.month, day=found.day))
        return replace(value, relative=True) if value else UNKNOWN

    def _completed(self, point: Point, direction: int) -> Value:
        """Find the year of a named point: dated elsewhere in the text, else from the reference, else unknown."""
        if year := self.memory.year_of(point, self.reference.day if self.reference else None):
            found = value_of(replace(point, year=year), self.southern)
            if found is not None:
                return replace(found, relative=True)
        told = self._told_before()
        if told is not None:
            found = choose_year(point, told, 0, self.southern)
            if found is not None:
                return replace(found, relative=True)
        if self.reference is not None:
            found = choose_year(point, self.reference.day, direction, self.southern)
            if found is not None:
                return replace(found, relative=True)
        return value_of(point, self.southern) or UNKNOWN
