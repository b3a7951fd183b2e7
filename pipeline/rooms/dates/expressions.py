"""What is read off the words before anything is resolved."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A calendar point as the words state it; None means "not said".

    `grain`: time, day, week, weekend, month, quarter, half, season, year, decade, century. `shift` counts grains
    from the reference ("last week" is -1); `named` is the direction of "last Thursday" and "next March";
    `year_shift` that of "June last year"; `week_shift` that of "Thursday next week". `part`: START, MID, END,
    START1, END1 (of "the beginning of", "the end of"), REST, H1, H2, FIRSTDAY, LASTDAY.
    """

    grain: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    index: int | None = None
    holiday: str | None = None
    shift: int | None = None
    named: int | None = None
    year_shift: int | None = None
    week_shift: int | None = None
    part: str | None = None
    daypart: str | None = None
    unit: str | None = None
    hour: int | None = None
    minute: int = 0
    to_hour: int | None = None
    to_minute: int = 0
    approx: bool = False

    @property
    def lacks_year(self) -> bool:
        """Say whether a named point leaves the year to be found (D9)."""
        if (
            self.year is not None
            or self.shift is not None
            or self.year_shift is not None
            or self.week_shift is not None
        ):
            return False
        return self.grain in ("day", "month", "quarter", "half", "season", "time")

    @property
    def is_weekday_only(self) -> bool:
        """Say whether nothing but a weekday is stated."""
        return self.grain == "day" and self.weekday is not None and self.month is None and self.day is None


@dataclass(slots=True)
class Expr:
    """An expression found in the text: characters `[start, end)`, tokens `[first, last]`, and its reading.

    `kind`: date, vague, duration, set, or ref (TIMEX3 only). `until` is the far end of a range. `days` marks an
    interval of days written as one expression. `relation`: what an anaphoric reading counts from the date before.
    """

    start: int
    end: int
    first: int
    last: int
    kind: str
    family: str
    rank: int
    layer: str = "both"
    point: Point | None = None
    until: Point | None = None
    value: str | None = None
    mod: str | None = None
    stretch: tuple[int, float, str] | None = None  # direction, count, unit
    anaphor: tuple[int, float, str] | None = None  # direction, count, unit
    flags: frozenset[str] = frozenset()
    dated: tuple[str | None, str | None, str | None] | None = None  # value, first, last already known
