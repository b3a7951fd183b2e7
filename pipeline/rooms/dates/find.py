"""Finds date expressions in a text: pattern matches, cleared of what is no date, then joined to larger ones."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lang.lexicon import read_table
from pipeline.rooms.dates.build import build
from pipeline.rooms.dates.context import is_date, leave_preposition
from pipeline.rooms.dates.customs import settle_customs
from pipeline.rooms.dates.defined import defined_years
from pipeline.rooms.dates.expressions import Expr, Point
from pipeline.rooms.dates.hit import Hit
from pipeline.rooms.dates.join import join
from pipeline.rooms.dates.lexicon import open_lexicon
from pipeline.rooms.dates.patterns import Pattern, compile_pattern, open_patterns
from pipeline.rooms.dates.tokens import Tokens


def find_expressions(tokens: Tokens, layer: str = "edtf") -> list[Expr]:
    """Give the date expressions of a text in order, not overlapping, unresolved.

    `layer` is `edtf` (what the guidelines call dates) or `timex` (what TIMEX3 marks as well).
    """
    blocked = _blocked(tokens)
    found: list[Expr] = []
    free_from = 0
    for start, _end, _rank, pattern, match in _candidates(tokens, layer):
        if start < free_from or any(blocked[start : match.end()]):
            continue
        expr = build(Hit(tokens, match, pattern)) if pattern.build != "holiday" else _holiday(tokens, pattern, match)
        if expr is not None and is_date(tokens, expr, layer):
            found.append(settle_customs(tokens, leave_preposition(tokens, expr)) if layer == "edtf" else expr)
            free_from = match.end()
    return join(tokens, found, ranges=layer == "edtf")


def _candidates(tokens: Tokens, layer: str) -> list[tuple[int, int, int, Pattern, re.Match[str]]]:
    """Give all matches of all patterns, leftmost first, longest first, then in the order of the table."""
    found = []
    for pattern in (*open_patterns(), *_holiday_patterns()):
        if pattern.layer not in ("both", layer):
            continue
        for match in pattern.regex.finditer(tokens.codes):
            rank = pattern.rank - (1000 if pattern.layer == "timex" else 0)  # the special reading of an export wins
            found.append((match.start(), -match.end(), rank, pattern, match))
    found.sort(key=lambda x: x[:3])
    return found


def _blocked(tokens: Tokens) -> bytearray:
    """Mark the tokens that a guard takes out ("2030 Agenda", "30 years old", "the end of the day")."""
    marks = bytearray(len(tokens.words))
    for guard in open_patterns("guards"):
        for match in guard.regex.finditer(tokens.codes):
            marks[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    for index in defined_years(tokens):
        marks[index] = 1
    return marks


@cache
def _holiday_patterns() -> tuple[Pattern, ...]:
    """Make a pattern of every named day in holidays.csv, with or without a year."""
    lexicon, found = open_lexicon(), []
    for number, row in enumerate(read_table("dates/holidays")):
        words = re.findall(r"[a-z]+|'|\.", row["name"])
        items = [{"'": "apos", ".": "dot?"}.get(w, f"'{w}'") for w in words]
        source = f"(rel:deixis)? {' '.join(items)} (comma? ('of')? year:year)?"
        regex = re.compile(compile_pattern(source, lexicon, {}))
        constants = {"holiday": row["rule"], "general": row["general"]}
        found.append(Pattern("day:holiday", regex, "holiday", constants, "both", 1000 + number))
    return tuple(found)


def _holiday(tokens: Tokens, pattern: Pattern, match: re.Match[str]) -> Expr | None:
    hit = Hit(tokens, match, pattern)
    named = match.start() + (1 if hit.span("rel") else 0)
    if not tokens.words[named][:1].isupper():
        return None
    year = hit.number("year")
    if pattern.constants["general"] != "yes":
        # A national day is a name; only its year is told by the text.
        return None if year is None else hit.expr("date", point=Point("year", year), flags=frozenset({"nationalday"}))
    point = Point("day", year, holiday=pattern.constants["holiday"], named=hit.rel() if hit.span("rel") else None)
    return hit.expr("date", point=point)
