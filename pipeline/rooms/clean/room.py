"""Drops markup, joins wrapped lines, splits glued words, evens out quotes, and keeps the alignment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from pipeline.lang.mojibake import find_mojibake
from pipeline.lang.segment import blocks, lines_of
from pipeline.model.records import CleanText, Release
from pipeline.rooms.clean.builder import CleanBuilder
from pipeline.rooms.clean.cuts import find_cuts, without
from pipeline.rooms.clean.inline import add_inline, part_words
from pipeline.rooms.clean.layout import open_line

# The author broke the line: by Markdown's two blanks, a tag or a backslash, or after an address.
_HARD_BREAK = re.compile(
    r"(?:  [ \t]{0,20}|<br[ \t]{0,3}/?>[ \t]{0,20}|\\|@[\w-]{1,40}(?:\.\w{2,20}){1,4}>?)$", re.IGNORECASE
)
_FEW_BREAKS = 0.3
_SUSPENDED = re.compile(r"\s*(?:and|or|to)\b")  # "small- and medium-sized"


@dataclass(frozen=True, slots=True)
class CleanRoom:
    """Fills `clean`. Front matter is left out; everything else is kept or lightly mended."""

    reads: tuple[str, ...] = ()
    fills: str = "clean"
    needs_doc: bool = False

    def __call__(self, release: Release, doc: Doc) -> CleanText:
        """Give the clean text of `release.source`, from where its front matter ends."""
        return clean_text(release.source.text, release.source.body_start)


def clean_text(text: str, body_start: int = 0) -> CleanText:
    """Clean `text` from code point `body_start` on; time is linear in its length."""
    builder = CleanBuilder()
    cuts = find_cuts(text)
    misread = find_mojibake(text, body_start)
    lines = [(a, b) for a, b in lines_of(text) if a >= body_start]
    joined = _wrapped_line_starts(text, lines)
    for number, (start, end) in enumerate(lines):
        if start in joined:
            _join(builder, text, lines[number - 1][1], start)
        elif builder.length or number:
            builder.add("\n", lines[number - 1][1] if number else start, start - lines[number - 1][1])
        begin = start if start in joined else open_line(builder, text, start, end, misread)
        for a, b in without(cuts, begin, end):
            if a > begin:
                part_words(builder, text, a)
            add_inline(builder, text, a, b, misread)
    return builder.build()


def _wrapped_line_starts(text: str, lines: list[tuple[int, int]]) -> set[int]:
    """Give the starts of lines that continue the block of the line before (hard-wrapped texts only)."""
    inside: set[int] = set()
    ranges = iter(blocks(text))
    current = next(ranges, None)
    pairs = list(pairwise(lines))
    for _before, (start, _end) in pairs:
        while current is not None and current[1] <= start:
            current = next(ranges, None)
        if current is not None and current[0] < start < current[1]:
            inside.add(start)
    broken = {after[0] for before, after in pairs if after[0] in inside and _HARD_BREAK.search(text, *before)}
    # Where most lines end in blanks, blanks mean nothing.
    return inside - broken if len(broken) <= _FEW_BREAKS * len(inside) else inside


def _join(builder: CleanBuilder, text: str, line_end: int, start: int) -> None:
    """Join a wrapped line: by a space, or by nothing after a hyphen ("peer-" + "to-peer")."""
    if builder.last == "-" and text[line_end - 2 : line_end - 1].isalpha() and not _SUSPENDED.match(text, start):
        return
    if builder.last != " ":
        builder.add(" ", line_end, start - line_end)
