"""Finds the short members of coordinations: "on 6 and 7 June", "the third and fourth quarters" (D4)."""

from __future__ import annotations

from dataclasses import replace

from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.neighbours import COORDINATORS
from pipeline.rooms.dates.tokens import Tokens

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_MOST_DAYS = 12


def add_coordinated_days(tokens: Tokens, found: list[Expr]) -> list[Expr]:
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
        and tokens.any_of(at - 1, COORDINATORS)
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


def _is_last_day(tokens: Tokens, at: int, expr: Expr) -> bool:
    """Say whether "and 2" after "November 1" ends the phrase, so that it is a day."""
    number = at + 2
    if not (tokens.has(number, "int31") and tokens.any_of(at + 1, ("and", "&")) and expr.family == "day:md"):
        return False
    if tokens.has(at + 3, "dot") and tokens.touches(at + 3) and tokens.has(at + 4, "int") and tokens.touches(at + 4):
        return False
    if tokens.has(at + 3, "comma") and tokens.has(at + 4, "modern"):
        return False
    closes = at + 3 >= len(tokens.words) or any(
        tokens.has(at + 3, c) for c in ("dot", "newline", "rparen", "semicolon", "comma")
    )
    assert expr.point is not None
    return closes and int(tokens.words[number]) > (expr.point.day or 31)


def _days_after(tokens: Tokens, expr: Expr, taken: set[int]) -> list[Expr]:
    found: list[Expr] = []
    at = expr.last
    while tokens.any_of(at + 1, COORDINATORS) and at + 2 not in taken:
        if not tokens.has(at + 2, "ord31") and not _is_last_day(tokens, at, expr):
            break
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
    while tokens.any_of(at + 1, COORDINATORS) and len(lone) < _MOST_DAYS:
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


def add_coordinated_quarters(tokens: Tokens, found: list[Expr]) -> list[Expr]:
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
