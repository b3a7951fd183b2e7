"""Tells "today" and "tomorrow" from these times and the times to come (D2)."""

from __future__ import annotations

from functools import lru_cache

from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.patterns import open_patterns
from pipeline.rooms.dates.surroundings import opens, words_of
from pipeline.rooms.dates.tokens import Tokens

_SHORT_WORD = 3
_SENTENCE = 30  # how far to either side a sentence is looked at
_PHRASE = 6  # how far the head of "today's fast-moving world" may lie
_CLAUSE = 14  # how far the verb of "Today, the firm from Oslo employs ..." may lie


def is_no_day(tokens: Tokens, expr: Expr) -> bool:
    """Say whether a lone "today" or "tomorrow" means no day of the calendar, or is part of a name."""
    is_dated = tokens.has(expr.last + 1, "comma") and any(
        tokens.has(expr.last + 2, name) for name in ("month", "weekday", "int31")
    )
    if expr.first != expr.last or is_dated:
        return False
    word = tokens.lower(expr.first)
    if word == "today":
        is_told = expr.first in _marks_of_these_times(tokens.codes)
        return is_told or _is_name(tokens, expr.first) or _is_nowadays(tokens, expr.first)
    return word == "tomorrow" and (_is_name(tokens, expr.first) or _is_future(tokens, expr.first))


@lru_cache(maxsize=1)
def _marks_of_these_times(codes: str) -> frozenset[int]:
    """Give the tokens inside the phrases of nowadays.csv that stand for "today" among other words."""
    marked: set[int] = set()
    for pattern in open_patterns("nowadays"):
        for match in pattern.regex.finditer(codes):
            marked.update(range(match.start(), match.end()))
    return frozenset(marked)


def _is_name(tokens: Tokens, at: int) -> bool:
    """Say whether the word ends a name inside a sentence ("Bath Today serves homes", "USA Today")."""
    if not tokens.words[at][:1].isupper() or opens(tokens, at):
        return False
    if tokens.any_of(at - 1, words_of("paper_today")):
        return True
    goes_on = tokens.has(at + 1, "low") and not tokens.any_of(at + 1, words_of("after_year"))
    return goes_on and tokens.has(at - 1, "cap") and not tokens.has(at - 1, "upper") and tokens.has(at - 2, "cap")


def _is_nowadays(tokens: Tokens, at: int) -> bool:
    """Say whether "today" means these times ("the city it is today", "the world of today")."""
    before, after = at - 1, at + 1
    if tokens.has(after, "apos") and tokens.lower(after + 1) == "s":
        return _is_of_these_times(tokens, at)
    if any(tokens.any_of(i, ("face", "faces", "facing")) for i in range(max(0, before - 5), before + 1)):
        return tokens.any_of(before, ("face", "faces", "facing")) or not _stops(tokens, before - 5, before)
    word = tokens.lower(before)
    is_plural = word.endswith("s") and len(word) > _SHORT_WORD
    if is_plural and tokens.any_of(after, words_of("state_verb")) and opens(tokens, before):
        return True  # "tourists today have"
    if tokens.any_of(before, ("is", "are", "am")) and tokens.any_of(before - 1, words_of("pronoun")):
        return True
    if word == "of":
        return _is_of_today(tokens, before)
    if word in ("even", "still", "than") or tokens.any_of(after, ("than",)):
        return True
    if tokens.has(after, "comma") and tokens.lower(after + 1) == "and":
        after += 1
    if tokens.lower(after) == "and" and tokens.any_of(after + 1, words_of("onward")):
        return tokens.lower(after + 1) != "tomorrow" and tokens.lower(before) not in ("starting", "beginning", "from")
    return opens(tokens, at) and _tells_a_state(tokens, after)


def _is_of_today(tokens: Tokens, of: int) -> bool:
    """Say whether "of today" follows what belongs to the times ("the youth of today"), not to a day."""
    word = tokens.lower(of - 1)
    if word in words_of("part_of_a_day") or word in words_of("of_a_day"):
        return False
    if tokens.lower(of + 2) == "and" and tokens.lower(of + 3) == "tomorrow":
        return True
    return word in words_of("of_today") or (word.endswith("s") and tokens.has(of - 1, "low"))


def _is_of_these_times(tokens: Tokens, at: int) -> bool:
    """Tell "today's fast-moving world" from "today's meeting" by the head that follows."""
    for index in range(at + 3, min(at + 3 + _PHRASE, len(tokens.words))):
        if _stops(tokens, index, index):
            break
        if tokens.any_of(index, words_of("of_a_day")):
            return False
        if tokens.any_of(index, words_of("of_these_times")):
            return True
    return tokens.any_of(at - 1, ("in",))


def _tells_a_state(tokens: Tokens, after: int) -> bool:
    """Say whether a sentence that "Today," opens tells a standing state ("the firm employs 300 people")."""
    if not tokens.has(after, "comma"):
        return False
    for index in range(after + 1, min(after + _CLAUSE, len(tokens.words))):
        if any(tokens.has(index, name) for name in ("dot", "newline", "semicolon")):
            return False
        if tokens.any_of(index, ("is", "are", "has", "have")):
            return tokens.any_of(index + 1, words_of("state_after")) or (
                tokens.any_of(index, ("has", "have"))
                and (tokens.has(index + 1, "int") or tokens.has(index + 1, "number"))
            )
        if tokens.any_of(index, words_of("state_verb")):
            return True
    return False


def _stops(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether a sentence or clause ends among the tokens."""
    return any(tokens.has(i, name) for i in range(max(0, first), last + 1) for name in ("dot", "comma", "newline"))


def _is_future(tokens: Tokens, at: int) -> bool:
    """Say whether "tomorrow" means the times to come ("skills for tomorrow", "a better tomorrow")."""
    before, after = at - 1, at + 1
    word = tokens.lower(before)
    if tokens.has(after, "apos") and tokens.lower(after + 1) == "s":
        near = range(at + 3, min(at + 3 + _PHRASE, len(tokens.words)))
        return not any(tokens.any_of(index, words_of("of_a_day")) for index in near)
    if word == "for":
        return not tokens.any_of(before - 1, words_of("set_for"))
    if word == "of":
        return tokens.lower(before - 1) not in words_of("part_of_a_day") | words_of("of_a_day")
    if word == "and" and tokens.lower(before - 1) == "today":
        return tokens.lower(before - 2) == "of" and _is_of_today(tokens, before - 2)
    is_noun = tokens.any_of(before - 1, ("a", "an", "our", "the")) or tokens.any_of(before - 2, ("a", "an"))
    if is_noun and tokens.has(before, "low"):
        return word.endswith("er") or tokens.lower(before - 1) == "more" or tokens.any_of(before - 1, ("a", "an"))
    return word in words_of("for_tomorrow")


def is_habit(tokens: Tokens, expr: Expr) -> bool:
    """Say whether "the morning" or "the weekend" is any one ("you can walk here on the weekend")."""
    if tokens.lower(expr.first) != "the":
        return False  # "this weekend"
    first = last = expr.first
    while first > max(0, expr.first - _SENTENCE) and not _ends_sentence(tokens, first - 1):
        first -= 1
    while last < min(len(tokens.words) - 1, expr.last + _SENTENCE) and not _ends_sentence(tokens, last):
        last += 1
    inside = range(first, last + 1)
    if any(tokens.has(i, name) for i in inside for name in ("weekday", "month")):
        return False
    return any(tokens.any_of(i, words_of("habit")) for i in inside)


def _ends_sentence(tokens: Tokens, at: int) -> bool:
    return any(tokens.has(at, name) for name in ("dot", "newline"))
