"""Finds the names with a year in them that a text defines: the system ("2019 Framework") (D2)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.rooms.dates.tokens import Tokens

_LONGEST = 5  # words of a name after its year


def defined_years(tokens: Tokens) -> Iterator[int]:
    """Give the tokens of years that belong to a name which the text defines in brackets."""
    years = [index for index in range(len(tokens.words)) if tokens.has(index, "modern") and _goes_on(tokens, index)]
    names = {(tokens.words[index], tokens.words[index + 1]) for index in years if _defines(tokens, index)}
    return (index for index in years if (tokens.words[index], tokens.words[index + 1]) in names)


def _goes_on(tokens: Tokens, year: int) -> bool:
    after = year + 1
    return tokens.has(after, "cap") and not any(tokens.has(after, n) for n in ("month", "weekday", "calunit", "season"))


def _defines(tokens: Tokens, year: int) -> bool:
    """Say whether the name stands alone in brackets with quotation marks: (the "2019 Framework")."""
    before = year - 2 if tokens.lower(year - 1) == "the" else year - 1
    if not tokens.has(before, "quote"):
        return False
    before -= 1 + (tokens.lower(before - 1) == "the")
    if not tokens.has(before, "lparen") and not tokens.any_of(before, ("or", "the")):
        return False
    return any(tokens.has(index, "quote") for index in range(year + 2, year + 2 + _LONGEST))
