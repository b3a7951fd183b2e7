"""The word lists of contexts.csv, and what a place in the text says of the words beside it."""

from __future__ import annotations

from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.rooms.dates.tokens import Tokens


@cache
def words_of(name: str) -> frozenset[str]:
    """Give the words of one list in contexts.csv."""
    return frozenset(row["word"] for row in read_table("dates/contexts") if row["list"] == name)


def opens(tokens: Tokens, index: int) -> bool:
    """Say whether token `index` opens a line or a sentence, so that its capital means nothing."""
    return index <= 0 or any(tokens.has(index - 1, name) for name in ("newline", "dot", "quote", "colon"))


def ends_phrase(tokens: Tokens, after: int) -> bool:
    """Say whether the word at `after` cannot go on with a noun phrase."""
    if after >= len(tokens.words) or tokens.any_of(after, words_of("after_year")):
        return True
    return not any(tokens.has(after, name) for name in ("low", "cap", "upper", "int", "glued", "dash", "slash"))


def is_free_modifier(tokens: Tokens, after: int) -> bool:
    """Say whether a year after a determiner stands before a common noun and not inside a name."""
    if not (tokens.has(after, "cap") or tokens.has(after, "upper")):
        return True
    following = after + 1
    while (
        tokens.has(following, "cap")
        or tokens.has(following, "upper")
        or tokens.has(following, "amp")
        or (tokens.has(following, "dash") and tokens.touches(following) and tokens.touches(following + 1))
    ):
        following += 2 if tokens.has(following, "dash") else 1  # "the 2018 A-6 Auction"
        if following > after + 6:
            return False
    return following - after == 1 and not tokens.any_of(after, words_of("name_head"))
