"""Decides from the words around it whether a match that could be something else is a date at all (D2)."""

from __future__ import annotations

from pipeline.rooms.dates import names
from pipeline.rooms.dates.clockcontext import clock, clock_span, daypart
from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.nowadays import is_habit, is_no_day
from pipeline.rooms.dates.surroundings import opens, words_of
from pipeline.rooms.dates.tense import PAST, tells_a_past, tense_of
from pipeline.rooms.dates.tokens import Tokens

_OF_ANY_DAY = ("time:partof", "weekend:bare")
_VERB_REACH = 8  # how far before "in two weeks" the verb may stand


def is_date(tokens: Tokens, expr: Expr, layer: str = "edtf") -> bool:
    """Say whether the words around `expr` allow it to be a date expression of a layer."""
    if layer == "edtf" and expr.family == "deictic:dayword" and is_no_day(tokens, expr):
        return False
    if layer == "edtf" and expr.family == "set:frequency" and names.named_frequency(tokens, expr):
        return False
    if layer == "edtf" and expr.family in _OF_ANY_DAY and is_habit(tokens, expr):
        return False
    if expr.family in _CHECKS and not _CHECKS[expr.family](tokens, expr):
        return False
    return not _is_cut_out_of_a_code(tokens, expr)


def _is_cut_out_of_a_code(tokens: Tokens, expr: Expr) -> bool:
    """Say whether the match is glued to more digits or letters, as in `2019/1234`, `2010-09-CA-125`, `/2024/06/`."""
    first, last = expr.first, expr.last
    if tokens.touches(first) and (tokens.has(first - 1, "slash") or tokens.has(first - 1, "hash")):
        return expr.point is not None and expr.point.grain in ("year", "month")
    if (
        tokens.has(first, "int")
        and tokens.touches(first)
        and tokens.has(first - 1, "dash")
        and tokens.touches(first - 1)
    ):
        if tokens.has(first - 2, "year"):
            return not tokens.has(first, "year")
        return tokens.has(first - 2, "int") or tokens.has(first - 2, "upper")
    if tokens.has(last, "int") and tokens.touches(last + 1) and tokens.touches(last + 2):
        if tokens.has(last + 1, "slash"):
            return tokens.has(last + 2, "glued") or tokens.has(last + 2, "upper")
        if tokens.has(last + 1, "dash") and not (tokens.has(last + 2, "year") or tokens.has(last + 2, "month")):
            return any(tokens.has(last + 2, name) for name in ("glued", "upper", "int", "cap"))
    return False


def _over_years(tokens: Tokens, expr: Expr) -> bool:
    unit = expr.point.unit if expr.point else ""
    return tokens.any_of(expr.first - 1, ("over", "through", "throughout", "down", "across")) and (
        unit in ("year", "decade", "century", "month") and not tokens.any_of(expr.last + 1, ("of", "from", "between"))
    )


def _one_day(tokens: Tokens, expr: Expr) -> bool:
    if tokens.any_of(expr.last + 1, words_of("after_one_day")):
        return False
    before = expr.first - 1
    return tokens.any_of(before, words_of("before_one_day")) or (
        opens(tokens, expr.first) and not tokens.has(expr.last + 1, "dash")
    )


def _duration(tokens: Tokens, expr: Expr) -> bool:
    if tokens.any_of(expr.last + 1, ("old", "olds", "ago", "anniversary")):
        return False
    if tokens.has(expr.last + 1, "dash") and tokens.any_of(expr.last + 2, ("old", "olds", "anniversary")):
        return False
    if tokens.lower(expr.last) == "season" and tokens.has(expr.last - 1, "dash"):
        return False  # "a four-season resort"
    if tokens.lower(expr.last) == "quarters" and names.is_share(tokens, expr):
        return False
    if names.is_named_length(tokens, expr) or names.is_mean_age(tokens, expr):
        return False
    first = next((i for i in range(expr.first, expr.last + 1) if tokens.has(i, "int")), None)
    if first is None:
        return True
    if names.is_age(tokens, expr, first):
        return False
    if tokens.has(first, "modern") or tokens.has(first - 1, "month") or tokens.has(first - 1, "currency"):
        return False
    return not (tokens.touches(first) and (tokens.has(first - 1, "slash") or tokens.has(first - 1, "dash")))


def _in_units(tokens: Tokens, expr: Expr) -> bool:
    """Tell a point ("opens in two weeks") from a length ("built in two weeks", "the first in two years")."""
    verbs = range(max(0, expr.first - _VERB_REACH), expr.first - 1)
    is_point = any(tokens.any_of(i, words_of("point_verb")) for i in verbs)
    return is_point and tense_of(tokens, expr) != PAST and not tokens.has(expr.last + 1, "apos")


def _weekday_parts(tokens: Tokens, expr: Expr) -> bool:
    """Tell "Monday and Friday evenings" from "between Friday and Sunday evenings"."""
    return not tokens.any_of(expr.first - 1, ("between", "from"))


def _weekdays(tokens: Tokens, expr: Expr) -> bool:
    """Tell "on Saturdays" from "two consecutive Saturdays", which are two days."""
    before = expr.first - 1
    is_counted = any(tokens.has(before, name) for name in ("int", "number"))
    return not (is_counted or tokens.any_of(before, words_of("in_a_row")))


def leave_preposition(tokens: Tokens, expr: Expr) -> Expr:
    """Leave "over" out of "20 million over ten years", where it means during; it stays in "for over ten years" (D3)."""
    before, after = expr.first - 1, expr.last + 1
    if not expr.family.startswith("duration:") or tokens.lower(expr.first) != "over":
        return expr
    is_more = tokens.any_of(before, words_of("before_more_than")) or tokens.any_of(after, words_of("after_more_than"))
    if not is_more:
        expr.first += 1
        expr.start = tokens.starts[expr.first]
    return expr


def _circa(tokens: Tokens, expr: Expr) -> bool:
    """Tell "c. 1850" from the end of a code's name ("50 U.S.C. 1641")."""
    return not (tokens.has(expr.first - 1, "dot") or tokens.words[expr.first].isupper())


def _quarter(tokens: Tokens, expr: Expr) -> bool:
    if tokens.lower(expr.last + 1) == "on" and tokens.has(expr.last + 2, "weekday"):
        return False  # of a match: "he scored in the second quarter on Sunday"
    if names.is_coin(tokens, expr):
        return False
    return not (tokens.any_of(expr.last + 1, ("final", "finals", "century", "of", "mile", "pounder", "horse")))


def _stretch(tokens: Tokens, expr: Expr) -> bool:
    if tokens.any_of(expr.last + 1, ("of",)):
        return False
    if tokens.has(expr.last - 1, "dash") and tokens.has(expr.last + 1, "low"):
        return False  # "the next five-year plan": a length
    if tokens.lower(expr.first) == "following" and _hangs_on_a_span(tokens, expr):
        return False
    modals = ("to", "will", "can", "should", "may", "would")
    return not (tokens.lower(expr.first) == "last" and tokens.any_of(expr.first - 1, modals))


def _hangs_on_a_span(tokens: Tokens, expr: Expr) -> bool:
    """Say whether "following" means after ("following 12 years as a member"), so that the span is a mere length."""
    is_apart = opens(tokens, expr.first) or tokens.has(expr.first - 1, "comma")
    return is_apart or tokens.any_of(expr.last + 1, ("as", "of", "in", "at", "with"))


def _stretch_one(tokens: Tokens, expr: Expr) -> bool:
    """Tell "over the last year" from "the last year of the plan"."""
    assert expr.stretch is not None
    if tokens.lower(expr.first + 1) in ("past", "coming"):
        return not tokens.any_of(expr.last + 1, ("of",))
    if expr.stretch[2] in ("decade", "century"):
        return not tokens.any_of(expr.last + 1, ("of",))
    return tokens.any_of(expr.first - 1, words_of("before_stretch")) and not tokens.any_of(
        expr.last + 1, ("of", "before")
    )


def _deictic_unit(tokens: Tokens, expr: Expr) -> bool:
    """Refuse what hangs on an event ("the last day of the fair", "last day")."""
    if expr.point is not None and expr.point.grain in ("day", "season"):
        return False  # "last season" is of sports, fires, harvests
    is_counted = tokens.any_of(expr.first - 1, words_of("before_stretch")) and expr.last - expr.first == 2
    if is_counted and tokens.lower(expr.first) == "the" and tokens.lower(expr.first + 1) in ("last", "next"):
        return False  # "over the last year": up to the reference
    if expr.point is not None and expr.point.grain in ("decade", "century") and expr.point.shift:
        return tokens.lower(expr.first) != "the"  # "the last decade": a stretch
    return not (tokens.lower(expr.first) == "the" and tokens.any_of(expr.last + 1, ("of", "that", "in")))


def _year_end(tokens: Tokens, expr: Expr) -> bool:
    return tokens.any_of(expr.first - 1, ("by", "at", "before", "until", "since", "of")) or tokens.has(
        expr.last + 1, "ord"
    )


def _deictic_current(tokens: Tokens, expr: Expr) -> bool:
    return not (
        expr.point is not None
        and expr.point.grain in ("decade", "century")
        and tokens.lower(expr.first + 1) == "coming"
    )


def _vague_adverb(tokens: Tokens, expr: Expr) -> bool:
    if tokens.any_of(expr.last + 1, ("after", "before", "thereafter", "afterwards")):
        return False
    if tokens.has(expr.last, "cap") and (tokens.has(expr.last + 1, "upper") or tokens.has(expr.last + 1, "cap")):
        return False
    return not (tokens.has(expr.last, "cap") and expr.first == expr.last and tokens.has(expr.first - 1, "cap"))


def _recent(tokens: Tokens, expr: Expr) -> bool:
    return not (tokens.has(expr.last, "cap") and tokens.has(expr.last + 1, "cap") and opens(tokens, expr.first))


def _anaphor(tokens: Tokens, expr: Expr) -> bool:
    return not (tokens.has(expr.first + 1, "cap") and tokens.has(expr.first, "low"))


def _anaphor_unit(tokens: Tokens, expr: Expr) -> bool:
    """Leave "the next decade" to the stretches: it counts from the release."""
    if tokens.lower(expr.first + 1) == "same" and tokens.lower(expr.last) == "day":
        near = range(max(0, expr.first - 2), expr.first)
        return not any(tokens.any_of(i, words_of("same_day_habit")) for i in near)
    if tokens.lower(expr.first + 1) != "next":
        return True
    if tokens.any_of(expr.last, ("decade", "century")):
        return False
    is_ahead = tokens.any_of(expr.first - 1, words_of("before_stretch")) and tokens.lower(expr.last) != "day"
    return not (is_ahead and not tells_a_past(tokens, expr))


def _whole_unit(tokens: Tokens, expr: Expr) -> bool:
    return not tokens.has(expr.last + 1, "dash")


def _vague_future(tokens: Tokens, expr: Expr) -> bool:
    return not tokens.has(expr.last + 1, "apos")


def _frequency(tokens: Tokens, expr: Expr) -> bool:
    """Refuse the adjective of "everyday life", which means ordinary."""
    return not (tokens.lower(expr.last) == "everyday" and tokens.has(expr.last + 1, "low"))


def _twelve(tokens: Tokens, expr: Expr) -> bool:
    return tokens.words[expr.first] == "12"


def _anaphor_units(tokens: Tokens, expr: Expr) -> bool:
    """Refuse "two weeks later than planned" and "no sooner, a day later or earlier"."""
    return not tokens.any_of(expr.last + 1, ("than", "or", "date")) and not tokens.has(expr.last, "cap")


_CHECKS = {
    "month:bare": names.bare_month,
    "year:bare": names.bare_year,
    "season:bare": names.bare_season,
    "weekday:bare": names.bare_weekday,
    "time:clock": clock,
    "time:partof": daypart,
    "time:span": clock_span,
    "year:span": names.year_span,
    "vague:years": _over_years,
    "vague:oneday": _one_day,
    "duration:number": _duration,
    "duration:range": _duration,
    "day:md": names.day_of_number,
    "day:wordafter": names.word_after_month,
    "day:weekdaynumber": names.weekday_number,
    "quarter:bare": _quarter,
    "vague:future": _vague_future,
    "anaphor:later": _anaphor,
    "ref:thequarter": _whole_unit,
    "ref:unit": _whole_unit,
    "vague:adverb": _vague_adverb,
    "vague:recent": _recent,
    "day:holiday": names.holiday,
    "deictic:current": _deictic_current,
    "stretch:number": _stretch,
    "deictic:unit": _deictic_unit,
    "stretch:one": _stretch_one,
    "deictic:yearend": _year_end,
    "set:weekdayspan": names.weekday_span,
    "year:fiscal": names.fiscal,
    "year:spanshort": names.short_span,
    "year:approx": names.approximate_year,
    "set:eachmonth": names.each_month,
    "time:twelve": _twelve,
    "set:weekdayparts": _weekday_parts,
    "set:weekdays": _weekdays,
    "ago:in": _in_units,
    "year:circa": _circa,
    "set:frequency": _frequency,
    "anaphor:units": _anaphor_units,
    "anaphor:unit": _anaphor_unit,
}
