"""Reference sentences (GUIDELINES.md F3, version 2), on the source text.

A block is a line; in a hard-wrapped text a block is a paragraph: the lines up to a blank line, a bullet, a
heading, a table row or a rule. A block is split after . ! ? before a capital, a digit or an opening quote,
unless the word before the stop is an abbreviation or an initial. Line ends may be LF, CRLF or CR.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_DOTTED = r"U\.S|U\.K|U\.N|E\.U|D\.C|B\.C|a\.m|p\.m"
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|St|No|Nos|vs|etc|e\.g|i\.e|cf|Art|Jr|Sr|Hon|H\.E|approx|Gov|Sen|Rep|Gen|Lt|Col"
    r"|Maj|Capt|Sgt|Adm|Rev|Ave|Blvd|Rd|Inc|Ltd|Co|Corp|Ste|Bros|Dept|Est|Fig|Sec|Vol|p|pp"
    rf"|{_DOTTED}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\.$"
)
_MAY_END_SENTENCE = re.compile(rf"\b(?:{_DOTTED}|etc|Inc|Ltd|Co|Corp|Jr|Sr)\.$")
_SENTENCE_OPENER = re.compile(
    r"\s+(?:The|This|These|That|Those|It|He|She|They|We|In|On|At|For|But|And|Our|His|Her|Its|Their|As|With"
    r"|After|Under|To|If|When|While)\b"
)
_BLOCK_OPENER = re.compile(r"^\s*(?:[-*•·▪○◦–]\s|\d{1,2}[.)]\s|#{1,6}\s|\||---|===|>|\*\*|\(?[a-z]\)\s)")
_INITIAL = re.compile(r"(?<![A-Za-z.])[A-Z]\.$")
_GLUED_STOP = re.compile(r"[a-z]{3}\.$")
_BOUNDARY = re.compile(r"[.!?][\"”’'\)\*]*(?:<sup>\d+</sup>)?(?:\s+(?=[\"“‘\(\*<]*[A-Z0-9])|(?=[A-Z][a-z]))")
_LINE_STOP = re.compile(r"[.!?:;][\"”’)]*\s*$")
# The longest word that decides anything before a stop ("approx."), so that look-back stays constant time.
_LOOK_BACK = 24

LINE = re.compile(r"[^\r\n]+(?:\r\n|\r|\n)?|\r\n|\r|\n")


def lines_of(text: str) -> list[tuple[int, int]]:
    """Give `[start, end)` of every line without its line end, empty lines included."""
    found = []
    for match in LINE.finditer(text):
        line = match.group().rstrip("\r\n")
        found.append((match.start(), match.start() + len(line)))
    return found


def is_hard_wrapped(text: str) -> bool:
    """Say whether most lines are filled to 40-100 characters and run on into the next one."""
    lines = [text[a:b] for a, b in lines_of(text)]
    full = sum(1 for line in lines if line.strip())
    if full < 6:
        return False
    running = sum(
        1
        for line, following in pairwise(lines)
        if 40 <= len(line.rstrip()) <= 100
        and following.strip()
        and not _BLOCK_OPENER.match(following)
        and not _LINE_STOP.search(line)
    )
    return running >= 0.35 * full


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the blocks of `text` in order as `[start, end)`."""
    lines = lines_of(text)
    if not is_hard_wrapped(text):
        yield from ((a, b) for a, b in lines if b > a)
        return
    start: int | None = None
    previous = (0, 0)
    for a, b in lines:
        line = text[a:b]
        short_before = start is not None and len(text[previous[0] : previous[1]].rstrip()) < 40
        if not line.strip() or _BLOCK_OPENER.match(line) or short_before:
            if start is not None:
                yield start, previous[1]
            start = None
        if line.strip():
            start = a if start is None else start
            previous = (a, b)
    if start is not None:
        yield start, previous[1]


def sentence_ranges(text: str) -> list[tuple[int, int]]:
    """Give the reference sentences of `text` as `[start, end)` in code points, in order."""
    found = []
    for base, stop in blocks(text):
        block = text[base:stop]
        cuts = [0, *_cuts(block), len(block)]
        for a, b in pairwise(cuts):
            piece = block[a:b]
            left = len(piece) - len(piece.lstrip())
            right = len(piece.rstrip())
            if right > left and re.search(r"\w", piece):
                found.append((base + a + left, base + a + right))
    return found


def _cuts(block: str) -> Iterator[int]:
    for match in _BOUNDARY.finditer(block):
        stop = match.start() + 1
        before = block[max(0, stop - _LOOK_BACK) : stop]
        if _ABBREVIATION.search(before) and not (
            _MAY_END_SENTENCE.search(before) and _SENTENCE_OPENER.match(block, stop)
        ):
            continue
        if _INITIAL.search(before):
            continue
        is_glued = match.group().strip() == match.group()
        if is_glued and not _GLUED_STOP.search(before):
            continue
        yield match.end()
