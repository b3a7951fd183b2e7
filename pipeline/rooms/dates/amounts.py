"""Reads matches that count units of time: "two weeks ago", "for three years", "every month", "the coming days"."""

from __future__ import annotations

from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.hit import Hit
from pipeline.rooms.dates.numbers import number_of, ordinal_of

_ISO_UNIT = {"day": "D", "week": "W", "month": "M", "year": "Y", "weekend": "W", "fortnight": "W"}


_TENFOLD = {"decade": 10, "century": 100}


# The finer unit that may follow a unit in one length.
_FINER = {
    "year": ("month", "week", "day"),
    "month": ("week", "day"),
    "week": ("day",),
    "day": ("hour",),
    "hour": ("minute",),
    "minute": ("second",),
}

_TIME_UNIT = {"hour": "H", "minute": "M", "second": "S"}


def unit_of(hit: Hit, group: str = "unit") -> str:
    """Give the unit of a match in the singular."""
    word = hit.word(group) or ""
    for name in ("units", "unit"):
        try:
            return hit.tokens.lexicon.value(word, name)
        except KeyError:
            continue
    return "day"


def count_of(hit: Hit) -> float | None:
    """Give the count of a match, "X" and unreadable numbers as None."""
    found = hit.span("num")
    if found is None:
        constant = hit.pattern.constants.get("num")
        count = None if constant in (None, "X") else float(constant or 0)
    else:
        count = number_of(hit.tokens, *found)
    return count + 0.5 if count is not None and hit.span("half") else count


def ago(hit: Hit) -> Expr | None:
    """Read "two weeks ago" and "two weeks from today"."""
    count = count_of(hit)
    if count is None:
        return None
    sign = int(hit.pattern.constants.get("sign", "-1"))
    start = hit.match.start()
    is_bound = hit.tokens.has(start, "bound") and hit.tokens.lower(start) not in ("just", "only")
    is_compared = hit.tokens.any_of(start, ("more", "less")) and hit.tokens.lower(start + 1) == "than"
    approx = hit.tokens.has(start, "approx") or is_bound or is_compared
    flags = frozenset({"ago"} | ({"approx"} if approx else set()))
    made = hit.expr("date", stretch=(sign, count, unit_of(hit)), flags=flags)
    if hit.tokens.lower(made.first) == "in":
        made.first += 1
        made.start = hit.tokens.starts[made.first]
    return made


def stretch(hit: Hit) -> Expr | None:
    """Read "the past 50 years" and "the next six months"."""
    count = count_of(hit)
    word = hit.word("stretch") or ""
    direction = -1 if word == "last" else int(hit.tokens.lexicon.value(word, "stretch"))
    return None if count is None else hit.expr("date", stretch=(direction, count, unit_of(hit)))


def anaphor(hit: Hit) -> Expr | None:
    """Read what counts from the date before: "the following year", "the day after"."""
    if hit.span("later"):
        direction = int(hit.tokens.lexicon.value(hit.word("later") or "", "laterword"))
        count = count_of(hit) if hit.span("num") else 1.0
        return None if count is None else hit.expr("date", anaphor=(direction, count, unit_of(hit)))
    unit = hit.word("calunit") or ""
    return hit.expr("date", anaphor=(hit.rel(0) or 0, 1.0, unit))


def vague(hit: Hit) -> Expr:
    """Read an expression without a value: "the coming weeks", "recently"."""
    mod = hit.pattern.constants.get("mod")
    if hit.span("stretch"):
        word = hit.word("stretch") or ""
        mod = "PAST" if word == "last" or hit.tokens.lexicon.value(word, "stretch") == "-1" else "FUTURE"
    if hit.span("adverb"):
        mod = hit.tokens.lexicon.value(hit.word("adverb") or "", "vagueadverb")
    flags = {name for name in ("over", "oneday") if name in hit.pattern.constants}
    unit = unit_of(hit) if hit.span("unit") else None
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


def compound(hit: Hit) -> Expr | None:
    """Read a length in two units: "four hours and ten minutes", "two years and six months"."""
    small = hit.span("num2")
    unit, finer = unit_of(hit), unit_of(hit, "unit2")
    if small is None or finer not in _FINER.get(unit, ()):
        return None
    whole, rest = iso_duration(count_of(hit), unit), iso_duration(number_of(hit.tokens, *small), finer)
    if whole is None or rest is None:
        return None
    clock = rest[1:] if "T" not in whole else rest[2:]
    made = hit.expr("duration", value=whole + clock)
    made.point = Point("", unit=unit)
    return made


def duration(hit: Hit) -> Expr:
    """Read a length of time: "three years", "two-day"."""
    first = hit.match.start()
    is_just_over = hit.tokens.lower(first) == "just" and hit.tokens.lower(first + 1) == "over"
    approx = hit.tokens.has(first, "approx") or is_just_over
    made = hit.expr("duration", value=iso_duration(count_of(hit), unit_of(hit)), mod="APPROX" if approx else None)
    made.point = Point("", unit=unit_of(hit))
    return made


def recurring(hit: Hit) -> Expr | None:
    """Read a set: "annual", "every two years", "each March", "on Wednesdays"."""
    constants = hit.pattern.constants
    if hit.span("frequency"):
        return hit.expr("set", value=hit.value("frequency"))
    if hit.pattern.name == "set:times":
        found = hit.span("num")
        times = int((number_of(hit.tokens, *found) if found else hit.value("times")) or 1)
        months = {"year": 12, "month": 1}.get(unit_of(hit), 0)
        value = (
            f"P{months // times}M" if months and months % times == 0 and times > 1 else iso_duration(1, unit_of(hit))
        )
        return hit.expr("set", value=value)
    if constants.get("span"):
        return hit.expr("set", value="P1W")
    if hit.pattern.name == "set:eachnth" and hit.span("month"):
        return hit.expr("set", value="P1Y")
    if hit.pattern.name in ("set:nthof", "set:eachnth"):
        return hit.expr("set", value=_of_nth_weekday(hit))
    if hit.span("month", "month2") and (not hit.span("weekday") or hit.span("day", "day2")):
        day = hit.number("day", "day2")
        return hit.expr("set", value=f"XXXX-{hit.month():02d}" + (f"-{day:02d}" if day else ""))
    if hit.span("season"):
        return hit.expr("set", value=f"XXXX-{hit.value('season')}")
    if hit.span("weekday"):
        name = "weekdays" if hit.pattern.name == "set:weekdays" else "weekday"
        value = f"XXXX-WXX-{hit.tokens.lexicon.value(hit.word('weekday') or '', name)}"
        return hit.expr("set", value="P1W" if _names_several_days(hit) else value)
    if hit.span("daypart"):
        return hit.expr("set", value="P1D")
    if constants.get("needs") and not _is_after_amount(hit):
        return None
    found = hit.span("num")
    count = float(ordinal_of(hit.tokens, *found) or number_of(hit.tokens, *found) or 1) if found else 1.0
    if hit.tokens.any_of(hit.match.start() + 1, ("other",)):
        count = 2.0
    return hit.expr("set", value=iso_duration(count, unit_of(hit)))


def _names_several_days(hit: Hit) -> bool:
    """Say whether a set of weekdays has more than one member ("every Saturday and Sunday")."""
    inside = range(hit.match.start(), hit.match.end())
    return sum(hit.tokens.has(i, "weekday") or hit.tokens.has(i, "weekdays") for i in inside) > 1


def _of_nth_weekday(hit: Hit) -> str | None:
    """Give a month for "the second Friday of the month", two weeks for "every second Friday"."""
    if hit.span("unit") or hit.pattern.name == "set:nthof":
        return iso_duration(1, unit_of(hit) if hit.span("unit") else "month")
    words = {hit.tokens.lower(i) for i in range(hit.match.start() + 1, hit.match.end())}
    return "P2W" if words & {"second", "2nd"} and len(words) <= len(("second", "friday")) else "P1M"


def _is_after_amount(hit: Hit) -> bool:
    """Say whether "a year" or "per month" follows a number with at most two words between."""
    first = hit.match.start()
    for index in range(first - 1, max(-1, first - 4), -1):
        if any(hit.tokens.has(index, name) for name in ("dot", "newline", "semicolon", "modern")):
            return False
        if any(hit.tokens.has(index, name) for name in ("int", "decimal", "percent")):
            return True
    return False
