"""Reads matches that name or point to a place in the calendar: days, months, quarters, years, "last week"."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.hit import Hit
from pipeline.rooms.dates.numbers import number_of

_PREFIX_MOD = {"post": "AFTER", "pre": "BEFORE"}
# "the same year", "the following year": counted from the date told before
_TOLD = ("same", "previous", "following")


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


def named_point(hit: Hit) -> Expr | None:
    """Read a named or deictic point: "Monday 3 June 2019", "late last month", "Q2 2019"."""
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
    if point.day is not None and point.month is not None and not is_day(point):
        return None
    if constants.get("nth"):
        nth = hit.number("nth")
        if nth is None or not (nth == -1 or 1 <= nth <= 5):
            return None
        point = replace(point, holiday=f"{point.month}:{point.weekday}:{nth}", month=None, weekday=None)
    if point.grain == "weekof":
        point = replace(point, grain="day", unit="week")
    if point.grain in ("quarter", "fiscalquarter", "half") and point.shift is None and not 1 <= (point.index or 0) <= 4:
        return None
    if found := hit.span("note"):
        point = replace(point, day=int(hit.tokens.words[found[0] + 1]))
    flags: frozenset[str] = frozenset(name for name in ("bare", "noyear", "turn", "half", "after") if name in constants)
    if constants.get("yearshift") and hit.word("rel") in _TOLD:
        flags |= {"told"}
    if constants.get("half"):
        point = replace(point, part="H2" if hit.number("index") in (2, -1) else "H1")
    mod = _PREFIX_MOD.get(hit.word("prefix") or "")
    return _without_article(hit, hit.expr("date", point=point, flags=flags, mod=mod))


def _without_article(hit: Hit, expr: Expr) -> Expr:
    """Leave "the" to the noun in "the 25 June meeting"; it belongs to the date in "the 25th of June"."""
    if hit.tokens.lower(expr.first) == "the" and hit.tokens.has(expr.first + 1, "int31"):
        expr.first += 1
        expr.start = hit.tokens.starts[expr.first]
    return expr


def is_day(point: Point) -> bool:
    """Say whether a day number fits its month, and its year when that is stated."""
    assert point.day is not None
    assert point.month is not None
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
    if constants.get("ofmonth"):
        return replace(point, shift=rel or 0, unit="month")
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


def numeric_day(hit: Hit) -> Expr | None:
    """Read a day in figures: `31/08/2019`, `2019-08-31`, `8/31/19`."""
    found = hit.span("date")
    assert found is not None
    word = hit.tokens.words[found[0]]
    weekday = int(hit.value("weekday", "weekday2") or 0) or None
    parts = [int(x) for x in re.findall(r"\d+", word)]
    if len(re.match(r"\d+", word)[0]) == 4:  # type: ignore[index]
        year, month, day = parts[:3]
    else:
        day, month, year = parts[:3]
        year = full_year(year) if year < 100 else year
    flags: frozenset[str] = frozenset()
    if month > 12 and len(re.match(r"\d+", word)[0]) != 4:  # type: ignore[index]
        day, month = month, day
        flags = frozenset({"monthfirst"})
    elif day > 12 and len(re.match(r"\d+", word)[0]) != 4:  # type: ignore[index]
        flags = frozenset({"dayfirst"})
    elif day <= 12 and len(re.match(r"\d+", word)[0]) != 4:  # type: ignore[index]
        flags = frozenset({"ambiguous"})
    point = Point("day", year, month, day, weekday)
    if not (1 <= month <= 12 and 1000 <= year <= 2199 and is_day(point)):
        return None
    if len(parts) >= 5:
        point = replace(point, grain="time", hour=parts[3] % 24, minute=parts[4] % 60)
    return hit.expr("date", point=point, flags=flags)


def fiscal_year(hit: Hit) -> Expr:
    """Read a fiscal or academic year: "FY 2020/21", "the coming fiscal year"."""
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


def year_in_words(hit: Hit) -> Expr | None:
    """Read a year said in words: "nineteen ninety-six"."""
    century = {"nineteen": 1900, "eighteen": 1800, "twenty": 2000}[hit.word("year1") or ""]
    rest = number_of(hit.tokens, *(hit.span("tens") or (0, 0)))
    ones = hit.span("ones")
    total = century + int(rest or 0) + (int(number_of(hit.tokens, *ones) or 0) if ones else 0)
    if hit.span("season"):
        return hit.expr("date", point=Point("season", total, index=int(hit.value("season") or 0)))
    return hit.expr("date", point=Point("month" if hit.month() else "year", total, hit.month()))


def working_day(hit: Hit) -> Expr:
    """Read the first or last (working) day of a month or year."""
    part = "LASTDAY" if hit.tokens.any_of(hit.match.start() + 1, ("last",)) else "FIRSTDAY"
    grain = hit.word("calunit", "calunit2") or ("month" if hit.span("month") else "year")
    shift = hit.rel(0) if hit.word("calunit", "calunit2") else None
    return hit.expr("date", point=Point(grain, _year(hit), hit.month(), shift=shift, part=part))
