"""Tells months, years, seasons and weekdays from names, counts and verbs spelt alike (D2)."""

from __future__ import annotations

from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.surroundings import ends_phrase, is_free_modifier, opens, words_of
from pipeline.rooms.dates.tense import is_of_a_plan_or_past, tense_of
from pipeline.rooms.dates.tokens import Tokens

# How many coordinated years ("2011, 2012 and 2013") are asked whether they are dates themselves.
_LONGEST_CHAIN = 4
# The youngest person whose age is given as "14 years" without "old".
_YOUNGEST = 14
_SHARE = 6  # tokens of "(nearly 76 per cent"
_LONGEST_NAME = 4
_LONGEST_AGE_SENTENCE = 30  # tokens before an age in which "the median age" may stand
_NEAR_A_COIN = 30  # tokens to either side of "the first quarter" in which a word of coins may stand
_FOUNDED = ("founded", "established", "born", "built", "circa")


def bare_month(tokens: Tokens, expr: Expr) -> bool:
    """Tell a month from a name or a verb ("April Mensah", "they may go")."""
    before = expr.first - 1
    word = tokens.lower(expr.first)
    doubtful = tokens.has(expr.first, "personname") or (
        tokens.has(expr.first, "shortname") and not tokens.text.endswith(".", expr.start, expr.end)
    )
    if word == "may" and tokens.words[expr.first] == "MAY" and not tokens.any_of(before, words_of("before_month")):
        return False
    if not doubtful:
        return not (tokens.has(before, "cap") and tokens.has(expr.last + 1, "cap") and not opens(tokens, before))
    if tokens.has(expr.last, "shortname") and tokens.has(expr.last + 1, "cap"):
        return False
    if tokens.any_of(before, words_of("before_month")):
        return True
    if tokens.lower(before) == "s" and tokens.has(before - 1, "apos"):
        return tokens.has(expr.last + 1, "low")  # "the mayor's April visit"
    is_name = tokens.has(expr.last + 1, "cap") and not tokens.has(expr.last + 1, "month")
    return tokens.any_of(before, ("and", "or", ",")) and tokens.has(before - 1, "month") and not is_name


def bare_year(tokens: Tokens, expr: Expr) -> bool:
    """Tell a year from a count or a number in a name."""
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
        is_back = tokens.lower(before) == "to" and tokens.lower(before - 1) == "back"
        return (is_back or tokens.any_of(before, _FOUNDED)) and ends_phrase(tokens, after)
    if tokens.any_of(before, _FOUNDED) and ends_phrase(tokens, after):
        return True
    if tokens.any_of(before, words_of("year_object")):
        if tokens.has(before - 1, "year"):
            return True
        is_share = tokens.has(before - 1, "int") or tokens.has(before - 1, "number")
        if tokens.lower(before) == "of" and is_share and not ends_phrase(tokens, after):
            return False  # "one of 2000 places"
        if tokens.lower(before) == "of" and tokens.any_of(before - 1, words_of("instrument")):
            return not tokens.has(before - 1, "cap")
        return not (tokens.has(after, "cap") and tokens.has(after + 1, "cap"))
    if tokens.any_of(before, words_of("determiner")) or (
        tokens.lower(before) == "s" and tokens.has(before - 1, "apos")
    ):
        if tokens.has(after, "dash") and tokens.has(after + 1, "year"):
            after += 2  # "the 2024-2026 Action Plan"
        return is_free_modifier(tokens, after)
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
        return ends_phrase(tokens, after)
    return False


def is_share(tokens: Tokens, expr: Expr) -> bool:
    """Say whether quarters are parts of a whole ("three-quarters of its food", "three quarters (76%)")."""
    after = expr.last + 1
    near = range(after + 1, after + _SHARE)
    is_told = tokens.has(after, "lparen") and any(tokens.any_of(i, ("%", "percent", "cent")) for i in near)
    return is_told or tokens.any_of(after, ("of", "full"))


def approximate_year(tokens: Tokens, expr: Expr) -> bool:
    """Tell "around 2030" from "almost 1000 cases"."""
    if tokens.any_of(expr.first, ("almost", "nearly", "roughly", "approximately")) and not ends_phrase(
        tokens, expr.last + 1
    ):
        return False
    return not tokens.any_of(expr.last + 1, words_of("counted")) and (
        tokens.has(expr.last, "modern") or ends_phrase(tokens, expr.last + 1)
    )


def bare_season(tokens: Tokens, expr: Expr) -> bool:
    """Tell "in the fall" from "the Spring Hill school" and "the summer school"."""
    before, after = expr.first - 1, expr.last + 1
    season = tokens.lower(expr.last)
    if tokens.has(expr.last, "cap") and tokens.has(after, "cap"):
        return False  # a name: "the Spring Hill school"
    if not (expr.point and expr.point.part) and not is_of_a_plan_or_past(tokens, expr):
        return False  # any one: "roads are icy in winter"
    if tokens.lower(expr.first) == "the" or (expr.point and expr.point.part):
        if season in ("fall", "spring") and tokens.any_of(after, ("of", "in", "from")):
            return False
        if not tokens.any_of(before, words_of("before_season")) and not ends_phrase(tokens, after):
            return False  # "the summer school"
        if tokens.has(after, "cap") and tokens.has(after + 1, "cap"):
            return False  # "the summer Olympic Games"
        return season not in ("fall", "spring") or tokens.any_of(before, words_of("before_season"))
    if tokens.any_of(before, ("for", "of")) and not ends_phrase(tokens, after):
        return False  # "the case for summer work"
    return tokens.any_of(before, words_of("before_season")) and not tokens.has(after, "cap")


def bare_weekday(tokens: Tokens, expr: Expr) -> bool:
    """Tell a weekday from a named day ("Black Friday") and from any one ("a Saturday")."""
    at = next(i for i in range(expr.first, expr.last + 1) if tokens.has(i, "weekday"))
    if tokens.has(at, "shortname") and at == expr.last:
        dotted = tokens.text[tokens.starts[at] : tokens.ends[at]].endswith(".")
        return dotted and tokens.any_of(expr.first - 1, words_of("before_month"))
    if is_first_name(tokens, at) or _is_in_a_name(tokens, at):
        return False
    article = expr.first - 3 if _is_coordinated(tokens, expr.first) else expr.first - 1
    if tokens.any_of(article, ("a", "an")):
        return False  # any one: "it was a Saturday", "on a Saturday or Sunday"
    return tokens.words[at][:1].isupper() and not tokens.any_of(expr.first - 1, words_of("day_name"))


def _is_coordinated(tokens: Tokens, first: int) -> bool:
    return tokens.any_of(first - 1, ("or", "and")) and tokens.has(first - 2, "weekday")


def day_of_number(tokens: Tokens, expr: Expr) -> bool:
    """Refuse a month and number when the number belongs to what follows ("in May 20 people", "June 5:1")."""
    after = expr.last + 1
    if tokens.has(expr.last, "int31") and tokens.any_of(after, words_of("counted")):
        return False
    return not (tokens.touches(after) and tokens.has(after, "percent"))


def word_after_month(tokens: Tokens, expr: Expr) -> bool:
    """Tell "on May first" from "May first responders ..."."""
    month = next(i for i in range(expr.first, expr.last + 1) if tokens.has(i, "month"))
    return not tokens.has(month, "personname") or tokens.has(expr.last, "year") or not tokens.has(expr.last + 1, "low")


def weekday_number(tokens: Tokens, expr: Expr) -> bool:
    """Tell "Thursday 12" from a count ("Thursday 12 people came")."""
    return not (tokens.has(expr.last + 1, "low") and not tokens.any_of(expr.last + 1, words_of("after_year")))


def holiday(tokens: Tokens, expr: Expr) -> bool:
    """Take a holiday for a date only where it says when ("on Christmas Day"), not in "Christmas trees"."""
    if expr.point is None or expr.point.year is not None or expr.point.named is not None:
        return True
    return tokens.any_of(expr.first - 1, words_of("before_holiday")) and ends_phrase(tokens, expr.last + 1)


def fiscal(tokens: Tokens, expr: Expr) -> bool:
    """Leave out the name of a budget ("Budget 2022"); the year of "the budget year 2022" stays."""
    return not (tokens.words[expr.first] == "Budget" and tokens.has(expr.first + 1, "year"))


def short_span(tokens: Tokens, expr: Expr) -> bool:
    """Take "2003-4" for years only where a year may stand."""
    return tokens.any_of(expr.first - 1, words_of("before_year")) or tokens.has(expr.first - 1, "lparen")


def each_month(tokens: Tokens, expr: Expr) -> bool:
    """Leave "each December 31" to the day."""
    return not (tokens.has(expr.last + 1, "int31") and tokens.has(expr.last, "month"))


def weekday_span(tokens: Tokens, expr: Expr) -> bool:
    """Tell opening days ("Monday to Friday") from a run of days ("will meet from Friday to Sunday")."""
    is_plain = expr.last - expr.first == 2 and tokens.lower(expr.first - 1) == "from"
    return not (is_plain and not tokens.any_of(expr.first, ("monday", "mon")) and tense_of(tokens, expr) != 0)


def is_first_name(tokens: Tokens, at: int) -> bool:
    """Say whether "Sunday" or "Friday" is a person's name ("Minister Sunday Okoro", "Sunday Okoro, the mayor")."""
    if tokens.lower(at) not in ("sunday", "friday") or tokens.has(at + 1, "month"):
        return False
    before = at - 2 if tokens.has(at - 1, "dot") else at - 1
    if tokens.any_of(before, words_of("name_title")) and tokens.words[before][:1].isupper():
        return True
    follows = tokens.has(at + 1, "cap") and not tokens.any_of(at + 1, words_of("name_title"))
    return opens(tokens, at) and follows and tokens.has(at + 2, "comma")


def _is_in_a_name(tokens: Tokens, at: int) -> bool:
    """Say whether a weekday opens the name of a body ("the Sunday Supper Mission")."""
    after = at + 1
    while tokens.has(after, "cap") and after <= at + _LONGEST_NAME:
        if tokens.any_of(after, words_of("weekday_name_head")):
            return True
        after += 1
    return False


def is_named_length(tokens: Tokens, expr: Expr) -> bool:
    """Say whether a length is part of a name ("the 16 Days of Kindness")."""
    is_of = tokens.lower(expr.last + 1) == "of" and tokens.has(expr.last + 2, "cap")
    return is_of and tokens.has(expr.last, "cap") and tokens.any_of(expr.first - 1, words_of("determiner"))


def is_age(tokens: Tokens, expr: Expr, number: int) -> bool:
    """Say whether a number of years between commas or brackets after a name is an age ("Ana Ruiz, 34 years, ...")."""
    if tokens.lower(expr.last) != "years" or number != expr.last - 1 or number != expr.first:
        return False
    before, after = number - 1, expr.last + 1
    if not (tokens.has(number, "int2") and int(tokens.words[number]) >= _YOUNGEST):
        return False
    is_named = tokens.has(before - 1, "cap") and tokens.has(before - 2, "cap")
    if tokens.has(before, "lparen"):
        return tokens.has(after, "rparen") and is_named
    ends = any(tokens.has(after, name) for name in ("comma", "dot", "newline"))
    return tokens.has(before, "comma") and ends and (is_named or tokens.any_of(before - 1, words_of("of_an_age")))


def is_mean_age(tokens: Tokens, expr: Expr) -> bool:
    """Say whether a length is an age at which many people are ("the median age climbed from 26.1 to 27.4 years")."""
    if not tokens.any_of(expr.first - 1, words_of("before_mean_age")) or tokens.lower(expr.last) != "years":
        return False
    for index in range(expr.first - 2, max(0, expr.first - _LONGEST_AGE_SENTENCE), -1):
        if tokens.has(index, "newline") or tokens.has(index, "dot"):
            return False
        pair = (tokens.lower(index - 1), tokens.lower(index))
        if pair == ("life", "expectancy") or (pair[1] == "age" and pair[0] in ("median", "average", "mean")):
            return True
    return False


def is_coin(tokens: Tokens, expr: Expr) -> bool:
    """Say whether "the first quarter" is a coin ("the first quarter released by the Mint")."""
    if not tokens.any_of(expr.last + 1, ("released", "minted", "issued", "struck")):
        return False
    near = range(max(0, expr.first - _NEAR_A_COIN), min(len(tokens.words), expr.last + _NEAR_A_COIN))
    return any(tokens.any_of(index, words_of("of_a_coin")) for index in near)


def year_span(tokens: Tokens, expr: Expr) -> bool:
    """Tell "the season 2020/21" from the number of a document ("decision 2016/31")."""
    if not tokens.has(expr.first, "modern") and tokens.has(expr.first, "year") and tokens.has(expr.last + 1, "cap"):
        return tokens.any_of(expr.first - 1, words_of("before_year"))  # not "1219-25 Oak Avenue"
    if not tokens.has(expr.last - 1, "slash") or expr.point is None or expr.until is None:
        return True
    if (expr.until.year or 0) - (expr.point.year or 0) == 1:
        return True
    return tokens.any_of(expr.first - 1, words_of("before_year"))


def named_frequency(tokens: Tokens, expr: Expr) -> bool:
    """Say whether "annual" belongs to a name ("the Annual Report", "the daily Kompas wrote")."""
    after = expr.last + 1
    if tokens.touches(expr.first) and tokens.touches(after) and tokens.has(after, "dash"):
        return tokens.has(expr.first - 1, "dash")  # in an address: "/the-daily-news"
    if expr.first != expr.last or not (tokens.has(after, "cap") or tokens.has(after, "upper")):
        return False
    if tokens.has(expr.last, "cap"):
        return not opens(tokens, expr.first) or _is_wrapped(tokens, expr.first)
    while tokens.has(after, "cap") and after < expr.last + 4:
        after += 1
    if tokens.lower(expr.last) not in ("daily", "weekly", "monthly"):
        return False
    return tokens.any_of(after, words_of("of_a_paper"))


def _is_wrapped(tokens: Tokens, at: int) -> bool:
    """Say whether a lone line end before a token breaks a phrase ("the third and fourth / Biennial Reports")."""
    if not tokens.has(at - 1, "newline") or at < _LONGEST_NAME:
        return False
    is_lone = tokens.ends[at - 1] - tokens.starts[at - 1] == 1 and not tokens.has(at - 2, "newline")
    return is_lone and any(tokens.has(at - 2, name) for name in ("ord", "ord31", "ordword"))
