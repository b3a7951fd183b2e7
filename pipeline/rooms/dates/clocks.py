"""Reads clock times and parts of the day."""

from __future__ import annotations

import re

from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.hit import Hit
from pipeline.rooms.dates.numbers import number_of


def read_clock(word: str) -> tuple[int, int] | None:
    """Give hour and minute of a clock token (`9 a.m.`, `8.30pm`, `16h30`, `10:00`), None if there is no such time."""
    digits = [int(x) for x in re.findall(r"\d+", word)]
    if not digits:
        return None
    hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    if re.search(r"hrs|hours", word) and hour > 99:
        hour, minute = divmod(hour, 100)
    if half := re.search(r"([ap])\.?\s?m", word.lower()):
        if not 1 <= hour <= 12:
            return (hour, minute) if hour < 24 and minute < 60 else None
        hour = hour % 12 + (12 if half[1] == "p" else 0)
    return (hour, minute) if hour <= 24 and minute < 60 else None


def _clock_of(hit: Hit, *names: str) -> tuple[int, int] | None:
    found = hit.span(*names)
    if found is None or (hit.span("twelve") and hit.word("twelve") != "12"):
        return None
    word = hit.tokens.words[found[0]]
    if hit.tokens.has(found[0], "clockword"):
        return read_clock(hit.tokens.lexicon.value(word, "clockword"))
    return read_clock(word)


def clock_time(hit: Hit) -> Expr | None:
    """Read a clock time: "9 a.m.", "16h30", "noon", "4 in the afternoon"."""
    if hit.span("hour") or hit.pattern.name == "time:oclock":
        found = hit.span("hour", "clock")
        hour = int(number_of(hit.tokens, *found) or 0) if found else 0
        late = hit.value("daypart") in ("AF", "EV") or (hit.value("daypart") == "NI" and hour > 5)
        read = (hour + 12 if late and hour < 12 else hour, 0) if 1 <= hour <= 24 else None
    else:
        read = _clock_of(hit, "clock")
    if read is None:
        return None
    mod = "APPROX" if hit.tokens.has(hit.match.start(), "approx") else None
    return hit.expr("date", point=Point("time", hour=read[0] % 24, minute=read[1]), flags=frozenset({"clock"}), mod=mod)


def _says_no_half(hit: Hit) -> bool:
    """Say whether the first time of a span lacks the "p.m." that the second one has."""
    first, second = hit.span("clock"), hit.word("clock2") or ""
    return first is not None and "m" in second and "m" not in hit.tokens.lower(first[0])


def clock_span(hit: Hit) -> Expr | None:
    """Read a range of clock times: "7-11pm"."""
    end = _clock_of(hit, "clock2")
    if end is None:
        return None
    if found := hit.span("hour"):
        hour = int(hit.tokens.words[found[0]])
        late = end[0] >= 12 and hour != 12 and hour + 12 <= end[0]
        start: tuple[int, int] | None = (hour + 12 if late else hour, 0)
    else:
        start = _clock_of(hit, "clock", "clock3")
        if start is not None and _says_no_half(hit) and start[0] < 12 <= end[0] and (start[0] + 12, start[1]) < end:
            start = (start[0] + 12, start[1])  # "5:30-6:30PM"
    if start is None or start[0] > 24:
        return None
    point = Point("time", hour=start[0] % 24, minute=start[1], to_hour=end[0] % 24, to_minute=end[1])
    made = hit.expr("date", point=point, flags=frozenset({"clock"}))
    if hit.tokens.lower(made.first) == "between":
        made.first += 4 if hit.tokens.lower(made.first + 2) == "hours" else 1
        made.start = hit.tokens.starts[made.first]
    return made


def part_of_day(hit: Hit) -> Expr:
    """Read "the afternoon" of a day spoken of before."""
    return hit.expr("date", point=Point("day", daypart=hit.value("daypart")), flags=frozenset({"clock", "daypart"}))
