"""Remembers where a text names which day, so that clock times and weekdays find the day they belong to (D9)."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass, field

from pipeline.calendar.arithmetic import add_days, nearest_weekday
from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.surroundings import opens
from pipeline.rooms.dates.tense import FUTURE, PAST
from pipeline.rooms.dates.tokens import Tokens
from pipeline.rooms.dates.values import Value, make

_SHORT_LINE = 16  # tokens of a line that may be the heading of a programme
_LONGEST_EVENT = 13  # days of an event whose weekdays are told by name alone
_LATE = 2  # days by which metadata may follow a dateline
_NEAR = 30  # tokens between a day and "the weekend" after it


@dataclass(slots=True)
class DaysTold:
    """The single days and the runs of days of a text, in the order of their naming.

    With `layout` paragraphs and headings count: a time belongs to the day of its own paragraph, else to the heading
    above it. Without it (hard-wrapped news) the last day named counts.
    """

    tokens: Tokens
    release: str | None  # the day of the release
    layout: bool = True
    datelines: frozenset[int] = frozenset()  # first tokens of the dates that only date the release
    days: list[tuple[int, Value]] = field(default_factory=list)  # first token, value
    headings: list[Value] = field(default_factory=list)
    runs: list[tuple[int, dt.date, dt.date]] = field(default_factory=list)  # first token, first and last day
    _dated: set[str] = field(default_factory=set)  # the days of the datelines
    _lines: list[int] = field(default_factory=list)
    _blanks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find the ends of lines and of paragraphs once, so that every question after it is quick."""
        if not self.layout:
            return
        for index in range(len(self.tokens.words)):
            if self.tokens.has(index, "newline"):
                self._lines.append(index)
                gap = self.tokens.text[self.tokens.starts[index] : self.tokens.ends[index]]
                if gap.count("\n") > 1 or gap.count("\r") > 1 or (index and self.tokens.has(index - 1, "newline")):
                    self._blanks.append(index)

    def note_day(self, expr: Expr, value: Value) -> None:
        """Take down a single day and whether it stands as a heading."""
        self.days.append((expr.first, value))
        if expr.first in self.datelines and self._dates_the_release(value):
            self._dated.add(value.first or "")
        elif self.layout and value.first != self.release and self._is_heading(expr.first):
            self.headings.append(value)

    def _dates_the_release(self, value: Value) -> bool:
        """Say whether a dateline is the release's own day or a day or two before it."""
        if self.release is None or value.first is None:
            return True
        behind = dt.date.fromisoformat(self.release) - dt.date.fromisoformat(value.first)
        return 0 <= behind.days <= _LATE

    def note_run(self, expr: Expr, value: Value) -> None:
        """Take down a run of days that an event may last."""
        if value.first is None or value.last is None or expr.until is None or value.precision not in ("day", "time"):
            return
        first, last = dt.date.fromisoformat(value.first), dt.date.fromisoformat(value.last)
        if 0 < (last - first).days <= _LONGEST_EVENT:
            self.runs.append((expr.first, first, last))

    def day_of_clock(self, expr: Expr, tense: int) -> Value | None:
        """Give the day of a clock time that names none, None where the text does not tell."""
        if not self.days:
            return None
        last_at, last = self.days[-1]
        if not self.layout:
            return last
        if self._paragraph(last_at) == self._paragraph(expr.first):
            is_ahead = self.release is not None and last.first is not None and last.first > self.release
            if tense == PAST and is_ahead and self.release and self._opens_sentence(expr.first):
                return make(self.release, "day")  # "more snow tomorrow. At 8 p.m. 20 inches were measured"
            return last
        if self.headings and (self._is_heading(expr.first) or last == self.headings[-1]):
            return self.headings[-1]
        if self._paragraph(expr.first) - self._paragraph(last_at) == 1:
            return last
        others = {value.first for _, value in self.days} - {self.release} - self._dated
        if len(others) == 1:
            return next(value for _, value in self.days if value.first in others)
        if tense == PAST and "daypart" in expr.flags:
            return last
        if not others or tense == PAST:
            return next((value for _, value in self.days if value.first == self.release), None)
        return self.headings[-1] if self.headings else None

    def day_of_event(self, expr: Expr, weekday: int, tense: int) -> Value | None:
        """Give a weekday inside the run of days told just before ("from 12 to 15 May ... On Tuesday the mayor")."""
        if not self.layout or not self.runs or self.release is None:
            return None
        at, first, last = self.runs[-1]
        release = dt.date.fromisoformat(self.release)
        if self._paragraph(expr.first) - self._paragraph(at) > 1 and not self._is_main_event(weekday, tense, release):
            return None
        if (first > release and tense == PAST) or (last < release and tense == FUTURE):
            return None
        inside = [day for n in range((last - first).days + 1) if (day := add_days(first, n)).isoweekday() == weekday]
        return make(inside[0].isoformat(), "day") if len(inside) == 1 else None

    def _is_main_event(self, weekday: int, tense: int, release: dt.date) -> bool:
        """Say whether the text dates one event to come, so that a far weekday is one of its days ("Tuesday's tour").

        A weekday right before the possessive or a day of no past verb counts; the event must begin after the nearest
        such weekday.
        """
        spans = {(first, last) for _, first, last in self.runs}
        first = self.runs[-1][1]
        return len(spans) == 1 and tense != PAST and nearest_weekday(release, weekday, 1) < first

    def later_day(self, expr: Expr) -> dt.date | None:
        """Give the day after the release that the same sentence names shortly before an expression."""
        if not self.layout or not self.days or self.release is None:
            return None
        at, value = self.days[-1]
        ends = any(self.tokens.has(i, "newline") or self.tokens.has(i, "dot") for i in range(at, expr.first))
        if ends or expr.first - at > _NEAR or value.first is None or value.first <= self.release:
            return None
        return dt.date.fromisoformat(value.first)

    def _opens_sentence(self, at: int) -> bool:
        """Say whether only "As of", "At" or "By" stands between the sentence's beginning and a token."""
        return opens(self.tokens, at - 1) or (self.tokens.lower(at - 1) == "of" and opens(self.tokens, at - 2))

    def _paragraph(self, at: int) -> int:
        return bisect_right(self._blanks, at)

    def _is_heading(self, at: int) -> bool:
        """Say whether a token stands in a short line that is no sentence, or opens a line."""
        index = bisect_right(self._lines, at)
        start = self._lines[index - 1] + 1 if index else 0
        end = self._lines[index] if index < len(self._lines) else len(self.tokens.words)
        return at == start or (end - start <= _SHORT_LINE and not self.tokens.has(end - 1, "dot"))
