"""Joins neighbouring expressions: clock times to days, ends to ranges, and shares years in coordinations (D4, D9)."""

from __future__ import annotations

from dataclasses import replace

from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.tokens import Tokens

_CLOCK_LINKS = frozenset(
    {
        "at",
        "on",
        "from",
        "between",
        "of",
        ",",
        "-",
        "–",
        "—",
        "(",
        ":",
        "the",
        "hours",
        "@",
        "|",
        "•",
        "starting",
        "beginning",
        "until",
        "approximately",
    }
)
_DATE_SHARERS = frozenset(
    {",", "and", "or", "&", "/", "to", "-", "–", "until", "through", "then", "in", "on", "from", "by", "again"}
)
_RANGE_WORDS = frozenset({"to", "until", "till", "through", "thru", "-", "–", "—"})
_COORDINATORS = frozenset({",", "and", "or", "&"})
_APPROXIMATE = ("around", "approximately", "circa")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_MOST_DAYS = 12
_NESTED = {
    "time": 1,
    "day": 1,
    "week": 2,
    "month": 3,
    "quarter": 4,
    "season": 4,
    "half": 5,
    "year": 6,
    "decade": 7,
    "century": 8,
}


def join(tokens: Tokens, found: list[Expr], ranges: bool = True) -> list[Expr]:
    """Give the expressions with neighbours joined, in text order; the two ends of a range only if `ranges`."""
    found = _join_clocks(tokens, found)
    found = _join_appositions(tokens, found)
    if ranges:
        found = _join_ranges(tokens, found)
    found = _add_coordinated_days(tokens, found)
    found = _add_coordinated_quarters(tokens, found)
    if ranges:
        _take_approximations(tokens, found)
    _share_years(tokens, found)
    return found


def _between(tokens: Tokens, left: Expr, right: Expr) -> list[str]:
    """Give the lower-case words between two expressions, a list of one newline when they stand far apart."""
    if right.first - left.last > 8:
        return ["\n"]
    return [tokens.lower(i) for i in range(left.last + 1, right.first)]


def _merged(left: Expr, right: Expr, **fields: object) -> Expr:
    made = replace(left, end=right.end, last=right.last)
    for name, content in fields.items():
        setattr(made, name, content)
    return made


def _is_clock(expr: Expr) -> bool:
    return "clock" in expr.flags and "daypart" not in expr.flags


def _is_day(expr: Expr) -> bool:
    return (
        expr.kind == "date"
        and expr.point is not None
        and expr.point.grain == "day"
        and expr.stretch is None
        and "daypart" not in expr.flags
    )


def _join_clocks(tokens: Tokens, found: list[Expr]) -> list[Expr]:
    """Put clock times on the day beside them ("10 a.m. on 3 June", "3 June, from 7 to 11pm")."""
    joined: list[Expr] = []
    for expr in found:
        left = joined[-1] if joined else None
        link = _between(tokens, left, expr) if left is not None else ["\n"]
        if left is not None and link == ["/"] and _is_clock(left) and _is_clock(expr):
            joined[-1] = _merged(left, expr)  # one moment in two zones: the first one counts
        elif left is None or not set(link) <= _CLOCK_LINKS:
            joined.append(expr)
        elif (left.kind == "set" and _is_clock(expr) and _is_of_days(left)) or (
            _is_clock(left) and expr.kind == "set" and _is_of_days(expr) and set(link) <= {"on", ","}
        ):
            joined[-1] = _of_set(left, expr)
        elif _is_clock(left) and _is_day(expr) and expr.until is None and expr.point and left.point:
            joined[-1] = _merged(
                left, expr, point=_timed(expr.point, left.point), rank=expr.rank, family=expr.family, flags=expr.flags
            )
        elif _is_day(left) and left.until is None and _is_clock(expr) and left.point and expr.point:
            joined[-1] = _merged(left, expr, point=_timed(left.point, expr.point))
            _close_bracket(tokens, joined[-1])
        elif left.family == "deictic:workday" and _is_clock(expr):
            joined[-1] = _merged(left, expr)
        else:
            joined.append(expr)
    return joined


def _is_of_days(expr: Expr) -> bool:
    """Say whether a set recurs on days, so that clock times beside it are its own ("weekdays from 9 to 5")."""
    return expr.family in ("set:weekdays", "set:weekdayword", "set:weekdayspan", "set:eachmonth") or expr.value == "P1D"


def _of_set(left: Expr, right: Expr) -> Expr:
    """Take the clock times into the set beside them."""
    made = replace(left if left.kind == "set" else right)
    made.start, made.first, made.end, made.last = left.start, left.first, right.end, right.last
    return made


def _close_bracket(tokens: Tokens, expr: Expr) -> None:
    """Take the closing bracket into a span that has the opening one."""
    inside = tokens.text[expr.start : expr.end]
    if inside.count("(") > inside.count(")") and tokens.has(expr.last + 1, "rparen"):
        expr.last += 1
        expr.end = tokens.ends[expr.last]


def _timed(day: Point, clock: Point) -> Point:
    return replace(
        day, grain="time", hour=clock.hour, minute=clock.minute, to_hour=clock.to_hour, to_minute=clock.to_minute
    )


def _join_appositions(tokens: Tokens, found: list[Expr]) -> list[Expr]:
    """Join two names of one day: "today, 3 June 2019", "Tuesday (3 June)", "12 December, Saturday"."""
    joined: list[Expr] = []
    for expr in found:
        left = joined[-1] if joined else None
        if (
            left is None
            or not _is_day(left)
            or not expr.point
            or expr.point.grain not in ("day", "time")
            or not left.point
        ):
            joined.append(expr)
            continue
        link = _between(tokens, left, expr)
        loose = left.point.shift is not None or (left.point.is_weekday_only and left.point.named is None)
        is_named = expr.point.month is not None and expr.until is None
        if loose and is_named and link in ([","], ["("], [], [",", "the"]) and (left.point.shift is None or link != []):
            weekday = expr.point.weekday or left.point.weekday
            joined[-1] = _merged(
                left, expr, point=replace(expr.point, weekday=weekday), family=expr.family, flags=expr.flags
            )
            _close_bracket(tokens, joined[-1])
        elif left.point.month is not None and expr.point.is_weekday_only and link in ([","], ["("]) and not left.until:
            merged = replace(left.point, weekday=expr.point.weekday)
            if expr.point.grain == "time":
                merged = _timed(merged, expr.point)
            joined[-1] = _merged(left, expr, point=merged)
            _close_bracket(tokens, joined[-1])
        else:
            joined.append(expr)
    return joined


def _join_ranges(tokens: Tokens, found: list[Expr]) -> list[Expr]:
    """Join the two ends of a range: "27 November to 1 December", "between 2019 and 2021"."""
    joined: list[Expr] = []
    for expr in found:
        left = joined[-1] if joined else None
        if left is not None and _is_range(tokens, left, expr):
            assert left.point is not None
            assert expr.point is not None
            joined[-1] = _merged(left, expr, until=expr.until or expr.point, flags=(left.flags | expr.flags) - {"bare"})
        else:
            joined.append(expr)
    return joined


def _is_range(tokens: Tokens, left: Expr, right: Expr) -> bool:
    a, b = left.point, right.point
    if (
        a is None
        or b is None
        or left.kind != "date"
        or right.kind != "date"
        or left.until
        or right.stretch
        or left.stretch
    ):
        return False
    if not a.grain or not b.grain or "clock" in right.flags or "clock" in left.flags:
        return False
    link = [w for w in _between(tokens, left, right) if w != ","]
    if b.shift is not None and link and link[0] not in ("to", "until", "till", "through", "and"):
        return False  # a dateline: "Accra, 3 May - Today the mayor ..."
    before = tokens.lower(left.first - 1)
    if (
        link
        and (link[0] in _RANGE_WORDS or link in (["up", "to"],))
        and all(w in _RANGE_WORDS or w in ("the", "up") for w in link)
    ):
        is_range = True
    else:
        is_range = link == ["and"] and (
            before == "between" or (before == "of" and tokens.lower(left.first - 2) == "period")
        )
    if not is_range:
        return False
    if a.grain == "year" and b.grain == "year":
        if a.shift is not None or b.shift is not None:
            return a.shift != b.shift
        return a.year is not None and b.year is not None and a.year < b.year
    apart = abs(_NESTED.get(a.grain, 9) - _NESTED.get(b.grain, 9))
    return apart <= (5 if before == "from" else 3)


def _add_coordinated_days(tokens: Tokens, found: list[Expr]) -> list[Expr]:
    """Find the lone day numbers of a coordination: "on 6 and 7 June", "April 10th and 11th" (D4)."""
    made: list[Expr] = []
    for expr in found:
        if _open_between(tokens, expr):
            made.append(expr)
            continue
        made.extend(_days_before(tokens, expr, made[-1].last if made else -1))
        made.append(expr)
    taken = {expr.first for expr in made}
    for expr in tuple(made):
        if expr.point and expr.point.month and expr.point.day and not expr.until:
            made.extend(_days_after(tokens, expr, taken))
            if expr.point.year is None:
                made.extend(_days_before_year(tokens, expr, taken))
    made.sort(key=lambda e: e.first)
    return made


def _open_between(tokens: Tokens, expr: Expr) -> bool:
    """Widen "between 3 and 17 June" and "between June 3 and 17" to an interval; say whether it was done."""
    point, first, last = expr.point, expr.first, expr.last
    if point is None or point.grain != "day" or not point.month or not point.day or expr.until:
        return False
    is_number = [tokens.has(i, "int31") or tokens.has(i, "ord31") for i in (first - 2, first, last, last + 2)]
    if is_number[0] and is_number[1] and tokens.lower(first - 1) == "and" and tokens.lower(first - 3) == "between":
        other = int("".join(c for c in tokens.words[first - 2] if c.isdigit()))
        if other < point.day:
            expr.first, expr.start = first - 2, tokens.starts[first - 2]
            expr.point, expr.until = replace(point, day=other, weekday=None), point
            return True
    if is_number[2] and is_number[3] and tokens.lower(last + 1) == "and" and tokens.lower(first - 1) == "between":
        other = int("".join(c for c in tokens.words[last + 2] if c.isdigit()))
        if other > point.day and not tokens.has(last + 3, "month"):
            expr.last, expr.end = last + 2, tokens.ends[last + 2]
            expr.until = replace(point, day=other, weekday=None)
            return True
    return False


def _lone_day(tokens: Tokens, index: int, model: Expr) -> Expr | None:
    number = int("".join(c for c in tokens.words[index] if c.isdigit()))
    assert model.point is not None
    point = Point("day", model.point.year, model.point.month, number)
    if (number, model.point.month) in ((31, 2), (30, 2), (31, 4), (31, 6), (31, 9), (31, 11)):
        return None
    where = (tokens.starts[index], tokens.ends[index], index, index)
    return Expr(*where, "date", "day:coordinated", model.rank, point=point, flags=frozenset({"shared"}))


def _days_before(tokens: Tokens, expr: Expr, floor: int) -> list[Expr]:
    found: list[Expr] = []
    at = expr.first
    if not (expr.point and expr.point.month and expr.point.day and expr.point.grain in ("day", "time")):
        return found
    if not (tokens.has(at, "int31") or tokens.has(at, "ord31")):
        return found
    while (
        at - 2 > floor
        and tokens.any_of(at - 1, _COORDINATORS)
        and (tokens.has(at - 2, "int31") or tokens.has(at - 2, "ord31"))
        and not tokens.touches(at - 1 if tokens.lower(at - 1) != "," else -1)
    ):
        lone = _lone_day(tokens, at - 2, expr)
        if lone is None:
            break
        found.insert(0, lone)
        at -= 2
    if found and not (
        tokens.any_of(at - 1, ("on", "of", "days", "both", "the", "for", "(", ",")) or tokens.has(at - 1, "weekday")
    ):
        return []
    return found


def _days_after(tokens: Tokens, expr: Expr, taken: set[int]) -> list[Expr]:
    found: list[Expr] = []
    at = expr.last
    while tokens.any_of(at + 1, _COORDINATORS) and tokens.has(at + 2, "ord31") and at + 2 not in taken:
        if tokens.has(at + 3, "low") and not tokens.any_of(
            at + 3, ("at", "in", "and", "for", "from", "with", "to", "will")
        ):
            break
        lone = _lone_day(tokens, at + 2, expr)
        if lone is None:
            break
        found.append(lone)
        at += 2
    return found


def _days_before_year(tokens: Tokens, expr: Expr, taken: set[int]) -> list[Expr]:
    """Find the days in "June 3, 7 and 12, 2019", which end in a year that they all share."""
    assert expr.point is not None
    at, lone, highest = expr.last, list[int](), expr.point.day or 0
    while tokens.any_of(at + 1, _COORDINATORS) and len(lone) < _MOST_DAYS:
        step = 3 if tokens.lower(at + 1) == "," and tokens.any_of(at + 2, ("and", "or", "&")) else 2
        number = tokens.words[at + step] if tokens.has(at + step, "int31") else ""
        if not number or int(number) <= highest or at + step in taken:
            break
        lone.append(at + step)
        at, highest = at + step, int(number)
    year = at + 2
    if not lone or not (tokens.has(at + 1, "comma") and tokens.has(year, "modern")):
        return []
    made = [e for index in lone if (e := _lone_day(tokens, index, expr)) is not None]
    for each in (expr, *made):
        assert each.point is not None
        each.point = replace(each.point, year=int(tokens.words[year]))
        each.flags |= {"shared"}
    if made:
        made[-1].last, made[-1].end = year, tokens.ends[year]
        made[-1].flags -= {"shared"}
    return made


def _add_coordinated_quarters(tokens: Tokens, found: list[Expr]) -> list[Expr]:
    """Find the first quarter of "the third and fourth quarters of 2021"; a lone plural is none."""
    made: list[Expr] = []
    for expr in found:
        before = expr.first - 2
        if expr.point is None or not expr.family.startswith("quarter:") or expr.until:
            made.append(expr)
            continue
        if tokens.any_of(expr.first - 1, ("and", "or", "&")) and (
            tokens.has(before, "ordinal4") or tokens.has(before, "ord31")
        ):
            index = _ORDINALS.get(tokens.lower(before), 0)
            if 1 <= index <= 4:
                first = before - (tokens.lower(before - 1) == "the")
                where = (tokens.starts[first], tokens.ends[before], first, before)
                point = replace(expr.point, index=index, part=None)
                made.append(
                    Expr(*where, "date", "quarter:coordinated", expr.rank, point=point, flags=frozenset({"shared"}))
                )
                made.append(expr)
                continue
        if expr.family != "quarter:plural":
            made.append(expr)
    return made


def _take_approximations(tokens: Tokens, found: list[Expr]) -> None:
    """Take "around" into "around June 2019" and mark the point as approximate (D5)."""
    for expr in found:
        point = expr.point
        if expr.kind != "date" or point is None or expr.until or point.part or "clock" in expr.flags:
            continue
        if point.grain in ("day", "month", "quarter", "season") and tokens.any_of(expr.first - 1, _APPROXIMATE):
            if point.shift is None and (point.month or point.index):
                expr.first -= 1
                expr.start = tokens.starts[expr.first]
                expr.point = replace(point, approx=True)


def _share_years(tokens: Tokens, found: list[Expr]) -> None:
    """Give the year of the last member to earlier members of a coordination (D9, rule 1)."""
    for index in range(len(found) - 2, -1, -1):
        left, right = found[index], found[index + 1]
        if left.point is None or right.point is None or not left.point.lacks_year or left.kind != "date":
            continue
        if left.point.is_weekday_only or (left.until is not None and not left.until.lacks_year):
            continue
        far = right.until or right.point
        year = right.point.year if right.point.year is not None else far.year
        if year is None or right.point.grain not in ("day", "time", "month", "quarter", "half", "season"):
            continue
        if not set(_between(tokens, left, right)) <= _DATE_SHARERS:
            continue
        if left.point.month is None and left.point.day and left.point.weekday and right.point.month:
            left.point = replace(left.point, month=right.point.month)  # "Saturday 8 and Sunday 9 June"
        if _order(left.point) <= _order(right.point):
            left.point = replace(left.point, year=year)
            if left.until is not None:
                left.until = replace(left.until, year=year)
            left.flags |= {"shared"}


def _order(point: Point) -> tuple[int, int]:
    scale = {"quarter": 3, "half": 6, "season": 3}.get(point.grain)
    month = point.month or ((point.index or 1) * (scale or 1))
    return month, point.day or 0
