"""Finds when the release came out (F5): metadata, a header or dateline, an inference, or bounds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from pipeline.calendar import bounds
from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.modifiers import cue_before
from pipeline.rooms.dates.reference import Reference
from pipeline.rooms.dates.surroundings import words_of
from pipeline.rooms.dates.tense import FUTURE, PAST, tense_of
from pipeline.rooms.dates.tokens import Tokens
from pipeline.rooms.dates.values import Value, value_of

_HEAD_TOKENS = 400  # a dateline stands in the first lines; a header of a long page may push it down
_PLACE_TOKENS = 14
_SHORT_PLACE = 6
_TITLE_TOKENS = 100
_OTHER_NEWS = ("more", "latest", "related", "recent", "other")
_OWN_LINE = (2, 4)  # the ranks of a date that has a line for itself
_PLACE_CLASSES = (
    "cap",
    "upper",
    "comma",
    "lparen",
    "rparen",
    "dash",
    "dot",
    "slash",
    "star",
    "bar",
    "colon",
    "other",
    "apos",
)


@dataclass(frozen=True, slots=True)
class Released:
    """The release date before ids are given: `expr` is the index of the expression that states it."""

    value: str | None = None
    basis: str = "none"
    expr: int | None = None
    not_before: str | None = None
    not_after: str | None = None

    def reference(self) -> Reference | None:
        """Give what deictics and year-less dates count from."""
        if self.value is not None:
            first = bounds(self.value)[0]
            if first is None:
                return None
            if self.not_before is not None and self.not_before.startswith(self.value):
                first = self.not_before
            grain = {10: "day", 7: "month"}.get(len(self.value), "year")
            return Reference(dt.date.fromisoformat(first), grain)
        return None


def find_released(tokens: Tokens, found: list[Expr], published: str) -> Released:
    """Give the release date of a text whose expressions are `found`; `published` is the metadata's."""
    headers = header_expressions(tokens, found)
    if published:
        return Released(published, "metadata", _header_of(found, headers, published))
    told = _bounds_of(tokens, found)[0] if headers and found[headers[0]].first >= _HEAD_TOKENS else None
    for index in headers:
        point = found[index].point
        assert point is not None
        stated = _stated(found[index])
        if told and found[index].first >= _HEAD_TOKENS and stated and stated.first and stated.first < told:
            continue  # a line of a table: the text tells of later days
        if point.year is None:
            year = _year_of_dateline(tokens, found, point)
            if year is None:
                continue
            point = replace(point, year=year)
            found[index].point = point
        value = value_of(replace(point, grain="day"))
        if value is not None and value.value is not None:
            return Released(value.value, "dateline", index)
    return _inferred(tokens, found)


def _header_of(found: list[Expr], headers: list[int], published: str) -> int | None:
    for index in headers:
        point = found[index].point
        if point and point.year is not None:
            value = value_of(replace(point, grain="day"))
            if value and value.value == published:
                return index
    return None


def header_expressions(tokens: Tokens, found: list[Expr]) -> list[int]:
    """Give the indexes of day expressions that stand as a dateline or a header date, the surest first."""
    ranked = []
    for index, expr in enumerate(found):
        point = expr.point
        if expr.kind != "date" or point is None or expr.until or point.month is None or point.day is None:
            continue
        rank = _header_rank(tokens, expr)
        if rank is not None:
            ranked.append((rank, index))
    ranked.sort()
    listed = _lines_of_a_list(found, [index for rank, index in ranked if rank in _OWN_LINE])
    return [index for _, index in ranked if index not in listed]


def _lines_of_a_list(found: list[Expr], lines: list[int]) -> set[int]:
    """Give the dates on lines of their own that belong to a list of other releases ("More news") or a table.

    Several such lines of one spelling with different days date other things, unless one opens the text.
    """
    days: dict[str, set[tuple[int | None, int | None, int | None]]] = {}
    for index in lines:
        point = found[index].point
        assert point is not None
        days.setdefault(found[index].family, set()).add((point.year, point.month, point.day))
    return {i for i in lines if len(days[found[i].family]) > 1 and found[i].first > _TITLE_TOKENS}


def _header_rank(tokens: Tokens, expr: Expr) -> int | None:
    start = expr.first
    while start > 0 and not tokens.has(start - 1, "newline"):
        start -= 1
        if expr.first - start > _PLACE_TOKENS:
            return None
    before = range(start, expr.first)
    after = expr.last + 1
    ends_line = after >= len(tokens.words) or tokens.has(after, "newline")
    closes = ends_line or _closes(tokens, after)
    is_early = expr.first < _HEAD_TOKENS
    label = [tokens.lower(i) for i in before]
    places = list(before)
    if label[-2:] == ["corresponding", "to"]:  # a day of another calendar stands first
        places = [i for i in before[:-2] if not tokens.has(i, "int")]
        label = label[:-2]
    if ends_line and label[:2] in (["done", "at"], ["done", "in"], ["given", "at"]):
        return 4
    is_embargo = any(w in ("embargo", "embargoed") for w in label[:3])
    if not is_embargo and any(w in words_of("not_released") for w in label):
        return None
    if is_early and is_embargo:
        return 3  # an embargo ends on another day than the release is dated, where both are stated
    if is_early and label and _is_label(label):
        return 0
    if not label and tokens.lower(start - 2) in ("news", "releases") and tokens.any_of(start - 3, _OTHER_NEWS):
        return None
    if not label:
        if ends_line or (is_early and (closes or tokens.any_of(after, ("posted", "by", "published", ",")))):
            return 2 if is_early else 4
        return None
    if "[" in label or "[" in "".join(tokens.words[start : expr.first]):
        return None  # a source note: "[Statement, 5/12/23]"
    if is_early and closes and len(label) <= _PLACE_TOKENS and all(_is_place_token(tokens, i) for i in places):
        return 1
    if is_early and _is_sentence_of_place(tokens, expr, before):
        return 3
    if is_early and tokens.has(expr.first - 1, "dash") and tokens.has(after, "dash"):
        return 1
    return None


def _closes(tokens: Tokens, after: int) -> bool:
    """Say whether the signs after a date end a dateline: a dash, a bracket, a bar, ".-", "(KNA) --", "**"."""
    if any(tokens.has(after, c) for c in ("dash", "rparen", "slash", "colon", "bar")):
        return True
    if tokens.has(after, "lparen") and tokens.has(after + 2, "rparen") and tokens.has(after + 3, "dash"):
        return True
    if tokens.has(after, "dot"):
        after += 1
    return tokens.has(after, "star") or (tokens.has(after - 1, "dot") and tokens.has(after, "dash"))


def _is_sentence_of_place(tokens: Tokens, expr: Expr, before: range) -> bool:
    """Say whether a place and a full date stand as a sentence before the text: "Quito, December 7, 2022. The ..."."""
    after = expr.last + 1
    full = expr.point is not None and expr.point.year is not None and tokens.has(after, "dot")
    opens_text = tokens.has(after + 1, "cap") or tokens.has(after + 1, "quote")
    is_place = len(before) <= _SHORT_PLACE and all(_is_place_token(tokens, i) for i in before)
    return full and opens_text and is_place and tokens.has(before[-1], "comma") and tokens.has(before[0], "cap")


def _is_label(words: list[str]) -> bool:
    """Say whether a line up to a date is a label: "Release date:", "For immediate release", "Posted on"."""
    labels = words_of("header_label")
    if len(words) > 12 or not any(w in labels for w in words[-5:]):
        return False
    if words[-1] in (":", "-", "–", "—"):
        return True
    return len(words) <= 4 and (words[-1] in labels or (words[-1] == "on" and words[-2] in labels))


def _is_place_token(tokens: Tokens, index: int) -> bool:
    word = tokens.lower(index)
    if word in words_of("no_place_word"):
        return False
    return any(tokens.has(index, name) for name in _PLACE_CLASSES) or word in words_of("place_word")


def _year_of_dateline(tokens: Tokens, found: list[Expr], point: Point) -> int | None:
    """Give the year that agrees with the weekday and is nearest to the other years; else the latest past one."""
    years = _years_in(tokens, found)
    if not years:
        return None
    if point.weekday is not None and point.month is not None and point.day is not None:
        fitting = []
        for year in range(min(years) - 7, max(years) + 8):
            try:
                day = dt.date(year, point.month, point.day)
            except ValueError:
                continue
            if day.isoweekday() == point.weekday:
                fitting.append(year)
        if fitting:
            return min(fitting, key=lambda y: (min((abs(y - other), -weight) for other, weight in years.items()), -y))
    past = [year for year, weight in years.items() if weight > 0]
    return max(past) if past else max(years)


def _years_in(tokens: Tokens, found: list[Expr]) -> dict[int, int]:
    """Give the years of the text, with how finely dated in the past each is (0 when only named or to come)."""
    years: dict[int, int] = {}
    for expr in found:
        for point in (expr.point, expr.until):
            if point is None or point.year is None or expr.kind != "date" or point.grain in ("decade", "century"):
                continue
            if not 1950 <= point.year <= 2100:
                continue
            weight = (2 if point.day else 1 if point.month else 0) if tense_of(tokens, expr) != FUTURE else 0
            years[point.year] = max(years.get(point.year, 0), weight)
    if not years:
        for index, word in enumerate(tokens.words):
            if tokens.has(index, "modern"):
                years.setdefault(int(word), 0)
    return years


def _inferred(tokens: Tokens, found: list[Expr]) -> Released:
    """Infer month or year from "this mid September 2015", else bounds from past and future dates."""
    for index, expr in enumerate(found):
        if expr.family == "month:year" and tokens.any_of(expr.first, ("this",)) and expr.point and expr.point.year:
            value = value_of(replace(expr.point, part=None))
            full = value_of(expr.point)
            if value is not None and full is not None:
                first = full.first if expr.point.part else None
                return Released(value.value, "inferred", index, first, None)
    for index, expr in enumerate(found):
        if tokens.lower(expr.first) == "today" and expr.kind == "date" and expr.point and expr.until is None:
            stated = _stated(replace(expr, point=replace(expr.point, grain="day"))) if expr.point.day else None
            if stated is not None and expr.point.month is not None:
                return Released(stated.value, "inferred", index)  # "today, 19 October 2018"
    not_before, not_after, exact = _bounds_of(tokens, found)
    basis = "inferred" if exact else "none"
    return Released(None, basis, None, not_before, not_after)


def _bounds_of(tokens: Tokens, found: list[Expr]) -> tuple[str | None, str | None, bool]:
    past: list[str] = []
    future: list[str] = []
    exact = False
    for expr in found:
        value = _stated(expr)
        if value is None or value.first is None:
            continue
        cue = cue_before(tokens, expr)
        tense = tense_of(tokens, expr)
        is_day = value.precision in ("day", "time")
        if (
            (cue and cue[1] == "since")
            or (tokens.any_of(expr.first - 1, ("of",)) and tokens.any_of(expr.first - 2, ("as",)))
            or tense == PAST
        ):
            past.append(value.first)
            exact = exact or is_day
        elif is_day and (tense == FUTURE or (cue and cue[0] == "BEFORE_OR_AT")):
            day = dt.date.fromisoformat(value.first)
            future.append((day if cue else day - dt.timedelta(days=1)).isoformat())
            exact = True
    not_before = max(past) if past else None
    later = [day for day in future if not_before is None or day >= not_before]
    return not_before, (min(later) if later else None), exact


def _stated(expr: Expr) -> Value | None:
    """Give the value of an expression that the text states in full."""
    if expr.kind != "date" or expr.point is None or expr.point.year is None or "fiscal" in expr.flags:
        return None
    grain = "day" if expr.point.grain == "time" else expr.point.grain
    if grain in ("decade", "century"):
        return None
    return value_of(replace(expr.point, grain=grain))


def guessed_reference(released: Released, found: list[Expr]) -> Reference | None:
    """Give a day near the unknown release date when the full dates of the text lie within a year."""
    days = sorted(
        value.first
        for expr in found
        if (value := _stated(expr)) is not None and value.precision in ("day", "time") and value.first is not None
    )
    first, last = released.not_before or (days[0] if days else None), released.not_after or (days[-1] if days else None)
    if first is None or last is None or not days:
        return None
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    if days[-1][:4] != days[0][:4] or abs((end - start).days) > 366:
        return None
    return Reference(end, "day", True)
