"""Turns pattern matches into expressions; one small function for every `build` named in patterns.csv."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.numbers import number_of, ordinal_of
from pipeline.rooms.dates.patterns import Pattern
from pipeline.rooms.dates.tokens import Tokens

_ISO_UNIT = {"day": "D", "week": "W", "month": "M", "year": "Y", "weekend": "W", "fortnight": "W"}
_TENFOLD = {"decade": 10, "century": 100}
_TIME_UNIT = {"hour": "H", "minute": "M", "second": "S"}
_PREFIX_MOD = {"post": "AFTER", "pre": "BEFORE"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern match: groups are read as token ranges."""

    tokens: Tokens
    match: re.Match[str]
    pattern: Pattern

    def span(self, *names: str) -> tuple[int, int] | None:
        """Give the token range of the first of the groups that matched."""
        groups = self.pattern.regex.groupindex
        for name in names:
            if name in groups and self.match.start(name) >= 0:
                return self.match.span(name)
        return None

    def word(self, *names: str) -> str | None:
        """Give the first token of a group in lower case."""
        found = self.span(*names)
        return self.tokens.lower(found[0]) if found else None

    def value(self, *names: str) -> str | None:
        """Give the table value of a group's first word in the class named as the group (digits stripped)."""
        for name in names:
            word = self.word(name)
            if word is not None:
                return self.tokens.lexicon.value(word, re.sub(r"\d+\Z", "", name))
        return None

    def number(self, *names: str) -> int | None:
        """Give the whole number or ordinal that a group spells."""
        found = self.span(*names)
        return None if found is None else ordinal_of(self.tokens, *found)

    def month(self) -> int | None:
        """Give the month of the group `month` or `month2`."""
        word = self.word("month", "month2")
        return None if word is None else int(self.tokens.lexicon.value(word, "anymonth"))

    def rel(self, default: int | None = None) -> int | None:
        """Give -1, 0 or 1 for "last", "this" or "next" in the group `rel`."""
        word = self.word("rel")
        if word is None:
            return default
        return 0 if word == "same" else int(self.tokens.lexicon.value(word, "rel"))

    def expr(self, kind: str, **fields: object) -> Expr:
        """Give an expression over the whole match."""
        first, last = self.match.start(), self.match.end() - 1
        made = Expr(
            self.tokens.starts[first],
            self.tokens.ends[last],
            first,
            last,
            kind,
            self.pattern.name,
            self.pattern.rank,
            self.pattern.layer,
        )
        for name, content in fields.items():
            setattr(made, name, content)
        return made


def build(hit: Hit) -> Expr | None:
    """Give the expression of a match, or None when its numbers make no date."""
    return _BUILDERS[hit.pattern.build](hit)


def _year(hit: Hit) -> int | None:
    year = hit.number("year")
    if year is None and (span := hit.span("year2")):
        short = int(re.sub(r"\D", "", hit.tokens.words[span[0]]))
        return short if short > 99 else full_year(short)
    return year


def full_year(short: int) -> int:
    """Give the year of two digits: 00-49 are 2000-2049, 50-99 are 1950-1999."""
    return short + (2000 if short < 50 else 1900)


def _part(hit: Hit) -> str | None:
    if hit.span("partadj"):
        return hit.value("partadj")
    return hit.value("partnoun") if hit.span("partnoun") else None


def _point(hit: Hit) -> Expr | None:
    constants = hit.pattern.constants
    point = Point(
        grain=constants.get("grain", ""),
        year=_year(hit),
        month=hit.month(),
        day=hit.number("day", "day2"),
        weekday=int(hit.value("weekday", "weekday2", "weekday3") or 0) or None,
        part=_part(hit),
        daypart=hit.value("daypart"),
        approx=constants.get("approx") == "1",
    )
    point = _with_shift(hit, _with_grain(hit, point))
    if point.day is not None and point.month is not None and not _is_day(point):
        return None
    if point.grain == "weekof":
        point = replace(point, grain="day", unit="week")
    if point.grain in ("quarter", "fiscalquarter", "half") and not 1 <= (point.index or 0) <= 4:
        return None
    if found := hit.span("note"):
        point = replace(point, day=int(hit.tokens.words[found[0] + 1]))
    flags = frozenset(name for name in ("bare", "noyear", "turn", "half") if name in constants)
    if constants.get("half"):
        point = replace(point, part="H2" if hit.number("index") in (2, -1) else "H1")
    mod = _PREFIX_MOD.get(hit.word("prefix") or "")
    return hit.expr("date", point=point, flags=flags, mod=mod)


def _is_day(point: Point) -> bool:
    assert point.day is not None and point.month is not None
    long = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(point.month, 31)
    if point.month == 2 and point.year is not None and (point.year % 4 or (point.year % 100 == 0 and point.year % 400)):
        long = 28
    return 1 <= point.day <= long


def _with_grain(hit: Hit, point: Point) -> Point:
    grain = point.grain
    if grain in ("quarter", "fiscalquarter"):
        return replace(point, index=_code_or_ordinal(hit, 4))
    if grain == "half":
        return replace(point, index=_code_or_ordinal(hit, 2), unit=hit.word("calunit"))
    if grain == "season":
        return replace(point, index=int(hit.value("season") or 0))
    if grain == "decade":
        if hit.span("decadeword"):
            return replace(point, year=int(hit.value("decadeword") or 0) * 10)
        digits = re.sub(r"\D", "", hit.tokens.words[(hit.span("decade") or (0, 0))[0]])
        return replace(point, year=int(digits) if len(digits) == 4 else 1900 + int(digits))
    if grain == "century":
        number = hit.number("index2")
        half = hit.number("index")
        part = point.part or ({1: "H1", 2: "H2", -1: "H2"}.get(half) if half else None)
        return replace(point, year=number, part=part)
    if not grain:
        return replace(point, grain=(hit.word("calunit", "calunit2") or "year"))
    return point


def _code_or_ordinal(hit: Hit, highest: int) -> int | None:
    found = hit.span("index")
    if found is None:
        return None
    word = hit.tokens.words[found[0]]
    if re.fullmatch(r"[QH]\d|\d[QH]", word):
        return int(re.sub(r"\D", "", word))
    number = hit.number("index")
    return highest if number == -1 else number


def _with_shift(hit: Hit, point: Point) -> Point:
    constants, rel = hit.pattern.constants, hit.rel()
    if constants.get("yearshift"):
        return replace(point, year_shift=rel)
    if constants.get("weekshift"):
        return replace(point, week_shift=rel)
    if constants.get("named"):
        return replace(point, named=rel)
    if constants.get("weekend"):
        return replace(point, shift=rel if rel is not None else 0, part=None if rel is not None else "NEAR")
    if not constants.get("deictic"):
        return point
    if hit.span("dayword"):
        shift = int(hit.value("dayword") or 0)
        side = hit.word("side")
        if hit.word("dayword") == "tonight":
            point = replace(point, daypart="NI")
        return replace(point, shift=shift + {"before": -1, "after": 1}.get(side or "", 0))
    if hit.span("restnoun") or hit.span("rest"):
        year = point.year
        return replace(point, part="REST", shift=None if year else 0)
    shift = rel or 0
    if point.daypart == "NI" and shift == -1:
        return replace(point, shift=-1)
    return replace(point, shift=0 if point.daypart and shift == 0 else shift)


def _numeric(hit: Hit) -> Expr | None:
    found = hit.span("date")
    assert found is not None
    word = hit.tokens.words[found[0]]
    weekday = int(hit.value("weekday") or 0) or None
    parts = [int(x) for x in re.findall(r"\d+", word)]
    if len(re.match(r"\d+", word)[0]) == 4:  # type: ignore[index]
        year, month, day = parts[:3]
    else:
        day, month, year = parts[:3]
        year = full_year(year) if year < 100 else year
    flags: frozenset[str] = frozenset()
    if month > 12 and len(re.match(r"\d+", word)[0]) != 4:  # type: ignore[index]
        day, month = month, day
    elif day <= 12 and len(re.match(r"\d+", word)[0]) != 4:  # type: ignore[index]
        flags = frozenset({"ambiguous"})
    point = Point("day", year, month, day, weekday)
    if not (1 <= month <= 12 and 1000 <= year <= 2199 and _is_day(point)):
        return None
    if len(parts) >= 5:
        point = replace(point, grain="time", hour=parts[3] % 24, minute=parts[4] % 60)
    return hit.expr("date", point=point, flags=flags)


def _days(hit: Hit) -> Expr | None:
    year, month = hit.number("year"), hit.month()
    first = Point("day", year, month, hit.number("day"), int(hit.value("weekday") or 0) or None)
    last = Point("day", year, month, hit.number("day2"), int(hit.value("weekday2") or 0) or None)
    if not (_is_day(first) and _is_day(last)) or (first.day or 0) >= (last.day or 0):
        return None
    return hit.expr("date", point=first, until=last)


def _year_span(hit: Hit) -> Expr | None:
    year, short = hit.number("year"), hit.number("year2")
    if year is None or short is None or short <= year % 100 or short - year % 100 > 30:
        return None
    flags = frozenset({"fiscal"}) if hit.tokens.has(hit.match.start(), "fy") else frozenset()
    last = Point("year", year // 100 * 100 + short)
    return hit.expr("date", point=Point("year", year), until=last, flags=flags)


def _fiscal(hit: Hit) -> Expr:
    if hit.span("rel"):
        return hit.expr("date", point=Point("year", shift=hit.rel()), flags=frozenset({"fiscal"}))
    year, until = hit.number("year"), None
    if year is None:
        year = full_year(hit.number("year2") or 0)
    elif hit.span("year2", "year4"):
        until = Point("year", year // 100 * 100 + (hit.number("year2", "year4") or 0))
    elif hit.span("year3"):
        until = Point("year", hit.number("year3"))
    if until is not None and (until.year or 0) <= year:
        until = None
    kind = hit.tokens
    is_fiscal = any(kind.has(i, "fy") or kind.has(i, "fiscalword") for i in range(hit.match.start(), hit.match.end()))
    flags = frozenset({"fiscal"}) if is_fiscal else frozenset()
    return hit.expr("date", point=Point("year", year), until=until, flags=flags)


def _year_words(hit: Hit) -> Expr | None:
    century = {"nineteen": 1900, "eighteen": 1800, "twenty": 2000}[hit.word("year1") or ""]
    rest = number_of(hit.tokens, *(hit.span("tens") or (0, 0)))
    ones = hit.span("ones")
    total = century + int(rest or 0) + (int(number_of(hit.tokens, *ones) or 0) if ones else 0)
    if hit.span("season"):
        return hit.expr("date", point=Point("season", total, index=int(hit.value("season") or 0)))
    return hit.expr("date", point=Point("month" if hit.month() else "year", total, hit.month()))


def _workday(hit: Hit) -> Expr:
    part = "LASTDAY" if hit.tokens.any_of(hit.match.start() + 1, ("last",)) else "FIRSTDAY"
    grain = hit.word("calunit", "calunit2") or ("month" if hit.span("month") else "year")
    shift = hit.rel(0) if hit.word("calunit", "calunit2") else None
    return hit.expr("date", point=Point(grain, _year(hit), hit.month(), shift=shift, part=part))


def _unit(hit: Hit) -> str:
    word = hit.word("unit") or ""
    for name in ("units", "unit", "secondunit"):
        try:
            return hit.tokens.lexicon.value(word, name)
        except KeyError:
            continue
    return "day"


def _count(hit: Hit) -> float | None:
    found = hit.span("num")
    if found is None:
        constant = hit.pattern.constants.get("num")
        count = None if constant in (None, "X") else float(constant or 0)
    else:
        count = number_of(hit.tokens, *found)
    return count + 0.5 if count is not None and hit.span("half") else count


def _ago(hit: Hit) -> Expr | None:
    count = _count(hit)
    if count is None:
        return None
    sign = int(hit.pattern.constants.get("sign", "-1"))
    approx = hit.tokens.has(hit.match.start(), "approx") or hit.tokens.has(hit.match.start(), "bound")
    flags = frozenset({"ago"} | ({"approx"} if approx else set()))
    return hit.expr("date", stretch=(sign, count, _unit(hit)), flags=flags)


def _stretch(hit: Hit) -> Expr | None:
    count = _count(hit)
    word = hit.word("stretch") or ""
    direction = -1 if word == "last" else int(hit.tokens.lexicon.value(word, "stretch"))
    return None if count is None else hit.expr("date", stretch=(direction, count, _unit(hit)))


def _anaphor(hit: Hit) -> Expr | None:
    if hit.span("later"):
        direction = int(hit.tokens.lexicon.value(hit.word("later") or "", "laterword"))
        return hit.expr("date", anaphor=(direction, 1.0, _unit(hit)))
    unit = hit.word("calunit") or ""
    return hit.expr("date", anaphor=(hit.rel(0) or 0, 1.0, unit))


def _vague(hit: Hit) -> Expr:
    mod = hit.pattern.constants.get("mod")
    if hit.span("stretch"):
        word = hit.word("stretch") or ""
        mod = "PAST" if word == "last" or hit.tokens.lexicon.value(word, "stretch") == "-1" else "FUTURE"
    if hit.span("adverb"):
        mod = hit.tokens.lexicon.value(hit.word("adverb") or "", "vagueadverb")
    flags = {name for name in ("over", "oneday") if name in hit.pattern.constants}
    unit = _unit(hit) if hit.span("unit") else None
    made = hit.expr("vague", mod=mod, flags=frozenset(flags))
    if unit:
        made.point = Point("", unit=unit)
    return made


def iso_duration(count: float | None, unit: str) -> str | None:
    """Give an ISO 8601 duration, `P3Y`; halves are spread over the next finer unit; None for an unknown count."""
    if count is None:
        return None
    if unit in _TIME_UNIT:
        whole = int(count)
        rest = "30M" if count != whole and unit == "hour" else "30S" if count != whole and unit == "minute" else ""
        return f"PT{whole}{_TIME_UNIT[unit]}{rest}" if whole else f"PT{rest}"
    if unit in _TENFOLD:
        return f"P{count * _TENFOLD[unit]:g}Y"
    if unit in ("quarter", "semester", "season"):
        return f"P{count * (3 if unit != 'semester' else 6):g}M"
    if unit == "fortnight":
        count *= 2
    whole = int(count)
    if count == whole:
        return f"P{whole}{_ISO_UNIT.get(unit, 'D')}"
    if unit == "year":
        return f"P{whole}Y{round((count - whole) * 12)}M" if whole else f"P{round(count * 12)}M"
    return f"P{count:g}{_ISO_UNIT.get(unit, 'D')}"


def _duration(hit: Hit) -> Expr:
    first = hit.match.start()
    approx = hit.tokens.has(first, "approx")
    made = hit.expr("duration", value=iso_duration(_count(hit), _unit(hit)), mod="APPROX" if approx else None)
    made.point = Point("", unit=_unit(hit))
    return made


def _set(hit: Hit) -> Expr | None:
    constants = hit.pattern.constants
    if hit.span("frequency"):
        return hit.expr("set", value=hit.value("frequency"))
    if hit.span("times"):
        times = int(hit.value("times") or 1)
        months = {"year": 12, "month": 1}.get(_unit(hit), 0)
        value = f"P{months // times}M" if months and months % times == 0 and times > 1 else iso_duration(1, _unit(hit))
        return hit.expr("set", value=value)
    if constants.get("span"):
        return hit.expr("set", value="P1W")
    if hit.span("month"):
        return hit.expr("set", value=f"XXXX-{hit.month():02d}")
    if hit.span("season"):
        return hit.expr("set", value=f"XXXX-{hit.value('season')}")
    if hit.span("weekday"):
        name = "weekdays" if hit.pattern.name == "set:weekdays" else "weekday"
        value = f"XXXX-WXX-{hit.tokens.lexicon.value(hit.word('weekday') or '', name)}"
        return hit.expr("set", value=value)
    if hit.span("daypart"):
        return hit.expr("set", value="P1D")
    if constants.get("needs") and not _is_after_amount(hit):
        return None
    found = hit.span("num")
    count = float(ordinal_of(hit.tokens, *found) or number_of(hit.tokens, *found) or 1) if found else 1.0
    if hit.tokens.any_of(hit.match.start() + 1, ("other",)):
        count = 2.0
    return hit.expr("set", value=iso_duration(count, _unit(hit)))


def _is_after_amount(hit: Hit) -> bool:
    """Say whether "a year" or "per month" follows a number with at most two words between."""
    first = hit.match.start()
    near = range(max(0, first - 3), first)
    return any(hit.tokens.has(i, "int") or hit.tokens.has(i, "decimal") or hit.tokens.has(i, "percent") for i in near)


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
    if found is None:
        return None
    word = hit.tokens.words[found[0]]
    if hit.tokens.has(found[0], "clockword"):
        return read_clock(hit.tokens.lexicon.value(word, "clockword"))
    return read_clock(word)


def _clock(hit: Hit) -> Expr | None:
    if hit.span("hour") or hit.pattern.name == "time:oclock":
        found = hit.span("hour", "clock")
        hour = int(number_of(hit.tokens, *found) or 0) if found else 0
        late = hit.value("daypart") in ("AF", "EV") or (hit.value("daypart") == "NI" and hour > 5)
        read = (hour + 12 if late and hour < 12 else hour, 0) if 1 <= hour <= 24 else None
    else:
        read = _clock_of(hit, "clock")
    if read is None:
        return None
    return hit.expr("date", point=Point("time", hour=read[0] % 24, minute=read[1]), flags=frozenset({"clock"}))


def _clock_span(hit: Hit) -> Expr | None:
    end = _clock_of(hit, "clock2")
    if end is None:
        return None
    if found := hit.span("hour"):
        hour = int(hit.tokens.words[found[0]])
        late = end[0] >= 12 and not (hour == 12) and hour + 12 <= end[0]
        start: tuple[int, int] | None = (hour + 12 if late else hour, 0)
    else:
        start = _clock_of(hit, "clock", "clock3")
    if start is None or start[0] > 24:
        return None
    point = Point("time", hour=start[0] % 24, minute=start[1], to_hour=end[0] % 24, to_minute=end[1])
    return hit.expr("date", point=point, flags=frozenset({"clock"}))


def _daypart(hit: Hit) -> Expr:
    return hit.expr("date", point=Point("day", daypart=hit.value("daypart")), flags=frozenset({"clock", "daypart"}))


def _ref(hit: Hit) -> Expr:
    value = hit.pattern.constants.get("value")
    if value is None:
        value = {"future": "FUTURE_REF", "past": "PAST_REF", "present": "PRESENT_REF"}[hit.word("ref") or ""]
    return hit.expr("ref", value=value)


def _year_ago(hit: Hit) -> Expr:
    return hit.expr("ref", flags=frozenset({"yearago"}))


def _the_quarter(hit: Hit) -> Expr:
    return hit.expr("ref", point=Point(hit.word("calunit") or "quarter", shift=0), flags=frozenset({"theunit"}))


def _later_units(hit: Hit) -> Expr | None:
    count = _count(hit)
    if count is None:
        return None
    direction = int(hit.tokens.lexicon.value(hit.word("later") or "", "laterword"))
    return hit.expr("ref", anaphor=(direction, count, _unit(hit)))


_BUILDERS: dict[str, Callable[[Hit], Expr | None]] = {
    "point": _point,
    "numeric": _numeric,
    "days": _days,
    "yearspan": _year_span,
    "fiscal": _fiscal,
    "yearwords": _year_words,
    "workday": _workday,
    "ago": _ago,
    "stretch": _stretch,
    "anaphor": _anaphor,
    "vague": _vague,
    "duration": _duration,
    "set": _set,
    "clock": _clock,
    "clockspan": _clock_span,
    "daypart": _daypart,
    "ref": _ref,
    "yearago": _year_ago,
    "thequarter": _the_quarter,
    "laterunits": _later_units,
}
