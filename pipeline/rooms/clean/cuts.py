"""What must be cut out, or cut apart, across the lines of the source text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from pipeline.lang.lexicon import read_table

_GLUE = re.compile(r"(?<![\w@#/.-])(?P<word>[A-Za-z]{2,9})(?:(?=[A-Z][a-z]{2})|(?P<year>(?=(?:19|20)\d\d\b)))")
_LINE_END = re.compile(r"[\r\n]")
_TARGET = r"(?:[^()\s]|(?<=-)(?:\r\n|\r|\n)|\([^()\s]{0,100}\)){0,800}[ \t]?"
_OVER_LINES = re.compile(
    rf"""!\[[^\[\]]{{0,300}}\]\({_TARGET}\)
      | \[(?P<label>[^\[\]\r\n]{{0,300}}(?:(?:\r\n|\r|\n)[^\[\]\r\n]{{0,300}}){{0,3}})\]\({_TARGET}\)
      | </?[A-Za-z]{{1,10}}\s[^<>=]{{0,60}}=[^<>]{{0,1500}}>""",
    re.VERBOSE,
)


@cache
def glued_forms(kind: str) -> frozenset[str]:
    """Give the words of one kind in `models/en/clean/glued.csv`."""
    return frozenset(row["form"] for row in read_table("clean/glued") if row["kind"] == kind)


@cache
def _modals() -> re.Pattern[str]:
    """Give the pattern of a modal glued to a verb ("willopen"); a plural or past ending is no verb."""
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(sorted(glued_forms('modal')))})(?=[a-z]{{4}})")


def find_cuts(text: str) -> list[tuple[int, int]]:
    """Give, in order, the ranges to drop and, as empty ranges, the places where two words are glued."""
    return sorted([*_markup_over_lines(text), *_glued_words(text)])


def without(cuts: list[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what is left of `[start, end)` without the cuts; an empty cut parts it."""
    at = bisect_right(cuts, (start, start)) - 1
    for index in range(max(at, 0), len(cuts)):
        a, b = cuts[index]
        if a >= end:
            break
        if b > start:
            if a > start:
                yield start, a
            start = max(start, b)
    if start < end:
        yield start, end


def _markup_over_lines(text: str) -> list[tuple[int, int]]:
    """Give the ranges of markup that a line end cuts in two: links with a wrapped label, long tags, comments."""
    found: list[tuple[int, int]] = []
    for match in _OVER_LINES.finditer(text):
        if not _LINE_END.search(match.group()):
            continue
        if match.group("label") is None:
            found.append(match.span())
        else:
            found += [(match.start(), match.start("label")), (match.end("label"), match.end())]
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start)) >= 0:
        found.append((start, end + 3))
        start = text.find("<!--", end)
    return found


def _glued_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield, as empty ranges, where a word or a month is glued to what follows it ("ofBergen", "May2014")."""
    for match in _GLUE.finditer(text):
        word, is_year = match.group("word"), match.group("year") is not None
        if word in glued_forms("word") or (is_year and word in glued_forms("month")):
            yield match.end("word"), match.end("word")
    own = tuple(sorted(glued_forms("own")))
    for match in _modals().finditer(text):
        if not text.startswith(own, match.start()):
            yield match.end(), match.end()
