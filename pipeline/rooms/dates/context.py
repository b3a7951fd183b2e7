"""Decides from the words around it whether a match that could be something else is a date at all (D2)."""

from __future__ import annotations

from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.tense import tense_of
from pipeline.rooms.dates.tokens import Tokens

# How many coordinated years ("2011, 2012 and 2013") are asked whether they are dates themselves.
_LONGEST_CHAIN = 4


@cache
def words_of(name: str) -> frozenset[str]:
    """Give the words of one list in contexts.csv."""
    return frozenset(row["word"] for row in read_table("dates/contexts") if row["list"] == name)


def is_date(tokens: Tokens, expr: Expr, layer: str = "edtf") -> bool:
    """Say whether the words around `expr` allow it to be a date expression of a layer."""
    if layer == "edtf" and expr.family == "deictic:dayword" and _is_nowadays(tokens, expr):
        return False
    if expr.family in _CHECKS and not _CHECKS[expr.family](tokens, expr):
        return False
    return not _is_cut_out_of_a_code(tokens, expr)


def _is_nowadays(tokens: Tokens, expr: Expr) -> bool:
    """Say whether "today" means these times ("the city it is today", "the world of today")."""
    if expr.first != expr.last or tokens.lower(expr.first) != "today":
        return False
    before = expr.first - 1
    if tokens.any_of(before, ("is", "are", "am")):
        return tokens.any_of(before - 1, ("it", "they", "we", "he", "she", "you", "i"))
    return tokens.lower(before) == "of" and tokens.any_of(before - 1, words_of("of_today"))


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
        if tokens.has(last + 1, "dash") and not tokens.has(last + 2, "year"):
            return any(tokens.has(last + 2, name) for name in ("glued", "upper", "int", "cap"))
    return False


def _bare_month(tokens: Tokens, expr: Expr) -> bool:
    before = expr.first - 1
    word = tokens.lower(expr.first)
    doubtful = tokens.has(expr.first, "personname") or (
        tokens.has(expr.first, "shortname") and not tokens.text.endswith(".", expr.start, expr.end)
    )
    if word == "may" and tokens.words[expr.first] == "MAY" and not tokens.any_of(before, words_of("before_month")):
        return False
    if not doubtful:
        return not (tokens.has(before, "cap") and tokens.has(expr.last + 1, "cap") and not _opens(tokens, before))
    if tokens.has(expr.last, "shortname") and tokens.has(expr.last + 1, "cap"):
        return False
    if tokens.any_of(before, words_of("before_month")):
        return True
    is_name = tokens.has(expr.last + 1, "cap") and not tokens.has(expr.last + 1, "month")
    return tokens.any_of(before, ("and", "or", ",")) and tokens.has(before - 1, "month") and not is_name


def _opens(tokens: Tokens, index: int) -> bool:
    """Say whether token `index` opens a line or a sentence, so that its capital means nothing."""
    return index <= 0 or any(tokens.has(index - 1, name) for name in ("newline", "dot", "quote", "colon"))


def _bare_year(tokens: Tokens, expr: Expr) -> bool:
    return _is_year(tokens, expr.first)


def _is_year(tokens: Tokens, at: int, chain: int = 0) -> bool:
    """Say whether the four figures at token `at` are a year; `chain` counts the coordinated ones asked before."""
    before, after = at - 1, at + 1
    if tokens.has(before, "currency") or tokens.has(after, "percent") or tokens.has(before, "hash"):
        return False
    if (
        tokens.any_of(after, ("bc", "bce"))
        or tokens.any_of(after, words_of("counted"))
        or tokens.any_of(before, words_of("count_before"))
    ):
        return False
    if tokens.any_of(before, words_of("before_year")):
        return True
    if not tokens.has(at, "modern"):
        return False
    if tokens.any_of(before, words_of("year_object")):
        if tokens.has(before - 1, "year"):
            return True
        if tokens.lower(before) == "of" and tokens.any_of(before - 1, words_of("instrument")):
            return not tokens.has(before - 1, "cap")
        return not (tokens.has(after, "cap") and tokens.has(after + 1, "cap"))
    if tokens.any_of(before, words_of("determiner")) or (
        tokens.lower(before) == "s" and tokens.has(before - 1, "apos")
    ):
        return _is_free_modifier(tokens, after)
    if tokens.has(before, "lparen"):
        return tokens.has(after, "rparen") or tokens.has(after, "dash") or tokens.has(after, "comma")
    if tokens.any_of(before, ("and", "or", "&", ",", "to", "-", "–")) or tokens.has(before, "dash"):
        if tokens.has(before - 1, "year"):
            if chain > _LONGEST_CHAIN or tokens.has(before - 2, "month"):
                return True
            return _is_year(tokens, before - 1, chain + 1)
        return tokens.any_of(before, ("and", "or")) and not tokens.has(after, "low") and not tokens.has(after, "cap")
    if before < 0 or tokens.has(before, "newline"):
        return tokens.has(after, "colon") or tokens.has(after, "dash") or tokens.has(after, "newline")
    if tokens.has(before, "low"):
        return _ends_phrase(tokens, after)
    return False


def _ends_phrase(tokens: Tokens, after: int) -> bool:
    if after >= len(tokens.words) or tokens.any_of(after, words_of("after_year")):
        return True
    return not any(tokens.has(after, name) for name in ("low", "cap", "upper", "int", "glued", "dash", "slash"))


def _is_free_modifier(tokens: Tokens, after: int) -> bool:
    """Say whether a year after a determiner stands before a common noun and not inside a name."""
    if not (tokens.has(after, "cap") or tokens.has(after, "upper")):
        return True
    following = after + 1
    while tokens.has(following, "cap") or tokens.has(following, "upper") or tokens.has(following, "amp"):
        following += 1
        if following > after + 6:
            return False
    return following - after == 1 and not tokens.any_of(after, words_of("name_head"))


def _bare_season(tokens: Tokens, expr: Expr) -> bool:
    before, after = expr.first - 1, expr.last + 1
    season = tokens.lower(expr.last)
    if tokens.has(expr.last, "cap") and tokens.has(after, "cap"):
        return False  # a name: "the Spring Hill school"
    if tokens.lower(expr.first) == "the" or (expr.point and expr.point.part):
        if season in ("fall", "spring") and tokens.any_of(after, ("of", "in", "from")):
            return False
        return season not in ("fall", "spring") or tokens.any_of(before, words_of("before_season"))
    return tokens.any_of(before, words_of("before_season")) and not tokens.has(after, "cap")


def _bare_weekday(tokens: Tokens, expr: Expr) -> bool:
    at = next(i for i in range(expr.first, expr.last + 1) if tokens.has(i, "weekday"))
    if tokens.has(at, "shortname") and at == expr.last:
        dotted = tokens.text[tokens.starts[at] : tokens.ends[at]].endswith(".")
        return dotted and tokens.any_of(expr.first - 1, words_of("before_month"))
    if tokens.any_of(expr.first - 1, ("a", "an")):
        return False  # any one: "it was a Saturday"
    return tokens.words[at][:1].isupper() and not tokens.any_of(expr.first - 1, words_of("day_name"))


def _clock(tokens: Tokens, expr: Expr) -> bool:
    word = tokens.lower(expr.first)
    if tokens.has(expr.last, "clock") and not any(c.isalpha() for c in word) and expr.first == expr.last:
        return tokens.any_of(expr.first - 1, words_of("before_clock")) or tokens.any_of(expr.last + 1, ("on",))
    return True


def _daypart(tokens: Tokens, expr: Expr) -> bool:
    return tokens.any_of(expr.first - 1, ("in", "during", "later", "earlier", "by"))


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
        _opens(tokens, expr.first) and not tokens.has(expr.last + 1, "dash")
    )


def _duration(tokens: Tokens, expr: Expr) -> bool:
    if tokens.any_of(expr.last + 1, ("old", "olds", "ago", "anniversary")):
        return False
    if tokens.has(expr.last + 1, "dash") and tokens.any_of(expr.last + 2, ("old", "olds", "anniversary")):
        return False
    if tokens.lower(expr.last) == "quarters" and tokens.any_of(expr.last + 1, ("of", "full")):
        return False  # a share: "three-quarters of its food"
    first = next((i for i in range(expr.first, expr.last + 1) if tokens.has(i, "int")), None)
    if first is None:
        return True
    if tokens.has(first, "modern") or tokens.has(first - 1, "month") or tokens.has(first - 1, "currency"):
        return False
    return not (tokens.touches(first) and (tokens.has(first - 1, "slash") or tokens.has(first - 1, "dash")))


def _day_of_number(tokens: Tokens, expr: Expr) -> bool:
    """Refuse a month and number when the number belongs to what follows ("in May 20 people", "June 5:1")."""
    after = expr.last + 1
    if tokens.has(expr.last, "int31") and tokens.any_of(after, words_of("counted")):
        return False
    return not (tokens.touches(after) and tokens.has(after, "percent"))


def _word_after_month(tokens: Tokens, expr: Expr) -> bool:
    """Tell "on May first" from "May first responders ..."."""
    month = next(i for i in range(expr.first, expr.last + 1) if tokens.has(i, "month"))
    return not tokens.has(month, "personname") or tokens.has(expr.last, "year") or not tokens.has(expr.last + 1, "low")


def _weekday_number(tokens: Tokens, expr: Expr) -> bool:
    return not (tokens.has(expr.last + 1, "low") and not tokens.any_of(expr.last + 1, words_of("after_year")))


def _quarter(tokens: Tokens, expr: Expr) -> bool:
    return not (tokens.any_of(expr.last + 1, ("final", "finals", "century", "of", "mile", "pounder", "horse")))


def _stretch(tokens: Tokens, expr: Expr) -> bool:
    if tokens.any_of(expr.last + 1, ("of",)):
        return False
    modals = ("to", "will", "can", "should", "may", "would")
    return not (tokens.lower(expr.first) == "last" and tokens.any_of(expr.first - 1, modals))


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
    if expr.point is not None and expr.point.grain == "day":
        return False
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


def _holiday(tokens: Tokens, expr: Expr) -> bool:
    """Take a holiday for a date only where it says when ("on Christmas Day"), not in "Christmas trees"."""
    if expr.point is None or expr.point.year is not None or expr.point.named is not None:
        return True
    return tokens.any_of(expr.first - 1, words_of("before_holiday")) and _ends_phrase(tokens, expr.last + 1)


def _vague_adverb(tokens: Tokens, expr: Expr) -> bool:
    if tokens.any_of(expr.last + 1, ("after", "before", "thereafter", "afterwards")):
        return False
    return not (tokens.has(expr.last, "cap") and expr.first == expr.last and tokens.has(expr.first - 1, "cap"))


def _recent(tokens: Tokens, expr: Expr) -> bool:
    return not (tokens.has(expr.last, "cap") and tokens.has(expr.last + 1, "cap") and _opens(tokens, expr.first))


def _anaphor(tokens: Tokens, expr: Expr) -> bool:
    return not (tokens.has(expr.first + 1, "cap") and tokens.has(expr.first, "low"))


def _anaphor_unit(tokens: Tokens, expr: Expr) -> bool:
    """Leave "the next decade" to the stretches: it counts from the release."""
    return not (tokens.lower(expr.first + 1) == "next" and tokens.any_of(expr.last, ("decade", "century")))


def _whole_unit(tokens: Tokens, expr: Expr) -> bool:
    return not tokens.has(expr.last + 1, "dash")


def _vague_future(tokens: Tokens, expr: Expr) -> bool:
    return not tokens.has(expr.last + 1, "apos")


def _weekday_span(tokens: Tokens, expr: Expr) -> bool:
    """Tell opening days ("Monday to Friday") from a run of days ("will meet from Friday to Sunday")."""
    is_plain = expr.last - expr.first == 2 and tokens.lower(expr.first - 1) == "from"
    return not (is_plain and not tokens.any_of(expr.first, ("monday", "mon")) and tense_of(tokens, expr) != 0)


def _twelve(tokens: Tokens, expr: Expr) -> bool:
    return tokens.words[expr.first] == "12"


def _anaphor_units(tokens: Tokens, expr: Expr) -> bool:
    """Refuse "two weeks later than planned" and "no sooner, a day later or earlier"."""
    return not tokens.any_of(expr.last + 1, ("than", "or", "date")) and not tokens.has(expr.last, "cap")


def _fiscal(tokens: Tokens, expr: Expr) -> bool:
    """Leave out the name of a budget ("Budget 2022"); the year of "the budget year 2022" stays."""
    return not (tokens.words[expr.first] == "Budget" and tokens.has(expr.first + 1, "year"))


_CHECKS = {
    "month:bare": _bare_month,
    "year:bare": _bare_year,
    "season:bare": _bare_season,
    "weekday:bare": _bare_weekday,
    "time:clock": _clock,
    "time:partof": _daypart,
    "vague:years": _over_years,
    "vague:oneday": _one_day,
    "duration:number": _duration,
    "duration:range": _duration,
    "day:md": _day_of_number,
    "day:wordafter": _word_after_month,
    "day:weekdaynumber": _weekday_number,
    "quarter:bare": _quarter,
    "vague:future": _vague_future,
    "anaphor:later": _anaphor,
    "ref:thequarter": _whole_unit,
    "ref:unit": _whole_unit,
    "vague:adverb": _vague_adverb,
    "vague:recent": _recent,
    "day:holiday": _holiday,
    "deictic:current": _deictic_current,
    "stretch:number": _stretch,
    "deictic:unit": _deictic_unit,
    "stretch:one": _stretch_one,
    "deictic:yearend": _year_end,
    "set:weekdayspan": _weekday_span,
    "year:fiscal": _fiscal,
    "time:twelve": _twelve,
    "anaphor:units": _anaphor_units,
    "anaphor:unit": _anaphor_unit,
}
