"""The tense that governs a date, from the words around it."""

from __future__ import annotations

from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.surroundings import words_of
from pipeline.rooms.dates.tokens import Tokens

PAST, NONE, FUTURE = -1, 0, 1
_NUMBER = {"past": PAST, "present": NONE, "future": FUTURE}
_REACH = 24
_SET_REACH = 8
_VERB_NEAR = 3


@cache
def _cues() -> dict[str, int]:
    return {row["cue"]: _NUMBER[row["tense"]] for row in read_table("dates/tense")}


def tense_of(tokens: Tokens, expr: Expr) -> int:
    """Give -1 (past), 1 (future) or 0 (not told) for the verb that governs an expression.

    The nearest verb of the sentence decides; one to the left counts as nearer. (Measured on 171 releases, a
    dependency parser found the governing verb no more often.)
    """
    before = expr.first - 1
    if tokens.lower(before) == "since":
        return PAST
    if tokens.any_of(before, ("until", "till")) or (
        tokens.lower(before) == "as" and tokens.any_of(before - 1, ("soon", "early"))
    ):
        return FUTURE
    if _is_bidden(tokens, expr) or _is_set_for(tokens, expr):
        return FUTURE
    left = _nearest(tokens, range(expr.first - 1, max(-1, expr.first - _REACH), -1))
    right = _nearest(tokens, range(expr.last + 1, _end_of_quotation(tokens, expr)))
    if left is None or left[1] == NONE:
        return right[1] if right is not None else NONE
    if right is None or right[1] == NONE or expr.first - left[0] <= 2 * (right[0] - expr.last):
        return left[1]
    return right[1]


def _is_bidden(tokens: Tokens, expr: Expr) -> bool:
    """Say whether an imperative after the comma has the time ("On Monday, bring your friends")."""
    after = expr.last + 1
    return tokens.has(after, "comma") and tokens.has(after + 1, "low") and tokens.any_of(after + 1, words_of("bidding"))


def _is_set_for(tokens: Tokens, expr: Expr) -> bool:
    """Say whether somebody has set the time ahead ("The judge set the hearing for 18 May")."""
    is_named = expr.point is not None and expr.point.month is not None
    if not is_named or tokens.lower(expr.first - 1) != "for":
        return False
    near = range(expr.first - 2, max(-1, expr.first - _SET_REACH), -1)
    return any(tokens.any_of(i, words_of("sets_for")) for i in near if not _stops(tokens, i, expr.first))


def _stops(tokens: Tokens, first: int, last: int) -> bool:
    return any(tokens.has(i, name) for i in range(first, last) for name in ("dot", "newline", "semicolon", "comma"))


def is_of_a_plan_or_past(tokens: Tokens, expr: Expr) -> bool:
    """Say whether a verb of the sentence places the time: past, future, or the present of a plan ("opens in spring").

    States and habits ("roads are icy in winter") do not.
    """
    if tense_of(tokens, expr) != NONE:
        return True
    near = range(max(0, expr.first - _REACH), min(len(tokens.words), expr.last + _REACH))
    return any(tokens.any_of(i, words_of("plan_verb")) for i in near)


def tells_a_past(tokens: Tokens, expr: Expr) -> bool:
    """Say whether a past verb governs an expression and none of the future follows ("noted that ... Treasury will")."""
    after = _nearest(tokens, range(expr.last + 1, _end_of_quotation(tokens, expr)))
    return tense_of(tokens, expr) == PAST and not (after is not None and after[1] == FUTURE)


def past_follows(tokens: Tokens, at: int) -> bool:
    """Say whether a past verb stands right behind a noun, the token `at` ("Monday's session drew many guests")."""
    after = _nearest(tokens, range(at + 1, min(len(tokens.words), at + 1 + _VERB_NEAR)))
    return after is not None and after[1] == PAST


def _end_of_quotation(tokens: Tokens, expr: Expr) -> int:
    """Give how far to the right a verb may stand: not behind the end of the quotation (', she said')."""
    end = min(len(tokens.words), expr.last + _REACH)
    for index in range(expr.last + 1, end):
        if tokens.has(index, "quote") and tokens.has(index - 1, "comma"):
            return index
    return end


def _nearest(tokens: Tokens, indexes: range) -> tuple[int, int] | None:
    """Give index and tense of the first verb met, None when the sentence ends before."""
    cues = _cues()
    for index in indexes:
        if tokens.has(index, "newline") or tokens.has(index, "dot") or tokens.has(index, "semicolon"):
            return None
        word = tokens.lower(index)
        found = cues.get(word)
        if word == "be" and tokens.lower(index - 1) == "to":
            found = FUTURE
        if word == "won" and not tokens.has(index + 1, "apos"):
            found = PAST  # not "won't"
        if found == NONE and tokens.any_of(index - 1, ("will", "shall", "ll")):
            found = FUTURE  # "will have"
        if found == PAST and tokens.lower(index - 1) == "to":
            continue  # "to set"
        if found is None and len(word) > 4 and word.endswith("ed") and tokens.words[index].islower():
            found = PAST
        if found == PAST and word not in ("was", "were", "had", "did"):
            found = _with_auxiliary(tokens, index)
        if found is not None:
            return index, found
    return None


def _with_auxiliary(tokens: Tokens, index: int) -> int:
    """Give the tense of a participle from its auxiliary ("will be held", "is held", "has been held")."""
    for at in range(index - 1, max(-1, index - 4), -1):
        word = tokens.lower(at)
        if word in ("be", "will", "shall"):
            return FUTURE
        if word in ("is", "are"):
            return NONE
        if word in ("was", "were", "been", "had"):
            return PAST
    return PAST
