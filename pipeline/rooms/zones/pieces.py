"""Cuts the clean text into the pieces that zones are made of: lines, and sentences inside lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from pipeline.model.align import Ruler
from pipeline.model.records import Release

_LINE = re.compile(r"[^\n]+")
_END_MARK = re.compile(r"^[\W_]*(?:the end|ends?|30)?[\W_]*$", re.IGNORECASE)
_ABOUT = re.compile(r"(?<=[a-z.] )About (?=(?:the )?[A-Z][\w&]+ [A-Z&])")
_STOP = re.compile(r"[.!?][\"')\]*]*$")
_ABBREVIATION_END = re.compile(r"(?:\b[A-Z]\.(?:[A-Z]\.)+|\b(?:Inc|Ltd|Co|Corp|No)\.)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence of one line, `[start, end)` in the clean text without outer white space.

    `line` numbers the lines that have words; `opens` says that the piece is the first of its line.
    """

    start: int
    end: int
    text: str
    line: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the clean text with words in it.

    `source` is the source text it came from, whole lines; `gap` says that a blank line stands before it,
    `ruled` that a rule does. `pieces` is the range of its pieces in `Page.pieces`.
    """

    start: int
    end: int
    text: str
    source: str
    marks: frozenset[str]
    gap: bool
    ruled: bool
    pieces: range

    @property
    def is_closed(self) -> bool:
        """Say whether the line ends like a sentence."""
        return bool(_STOP.search(self.text)) and not _ABBREVIATION_END.search(self.text)

    @property
    def is_end_mark(self) -> bool:
        """Say whether the line only says that the release ends ("ENDS", "-30-", "###")."""
        return bool(_END_MARK.match(self.text))

    @property
    def words(self) -> int:
        """The number of words separated by white space."""
        return len(self.text.split())


@dataclass(slots=True)
class Page:
    """A release as lines and pieces, and the label (zone type, rule) each piece has been given so far."""

    length: int
    lines: list[Line]
    pieces: list[Piece]
    labels: list[tuple[str, str] | None] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)  # pieces at which a new zone begins even after a like one

    def label_line(self, number: int, zone: str, rule: str) -> None:
        """Label those pieces of line `number` that have no label yet."""
        for at in self.lines[number].pieces:
            self.label_piece(at, zone, rule)

    def label_piece(self, at: int, zone: str, rule: str) -> None:
        """Label piece `at` unless it has a label: who comes first decides."""
        if self.labels[at] is None:
            self.labels[at] = (zone, rule)

    def zone_of(self, number: int) -> str | None:
        """Give the zone type of the first piece of line `number`."""
        label = self.labels[self.lines[number].pieces.start]
        return label[0] if label else None

    def is_free(self, number: int) -> bool:
        """Say whether no piece of line `number` has a label."""
        return all(self.labels[at] is None for at in self.lines[number].pieces)

    def depth(self, number: int) -> float:
        """Give how far down line `number` begins, 0 at the top, 1 at the end."""
        return self.lines[number].start / max(self.length, 1)


def read_page(release: Release) -> Page:
    """Cut `release` into lines and pieces; needs its `clean` and `sentences` layers."""
    assert release.clean is not None
    assert release.sentences is not None
    text = release.clean.text
    ruler = Ruler(release.clean)
    marks: dict[int, set[str]] = {}
    for mark in release.clean.marks:
        marks.setdefault(mark.start, set()).add(mark.kind)
    rules = sorted(start for start, kinds in marks.items() if "rule" in kinds)
    cuts = [s.start for s in release.sentences]
    page = Page(len(text), [], [])
    last_end = 0
    for match in _LINE.finditer(text):
        start, end = _stripped(text, match.start(), match.end())
        if start == end:
            continue
        first = len(page.pieces)
        between = text[last_end : match.start()]
        inner = sorted({*cuts[bisect_left(cuts, start + 1) : bisect_left(cuts, end)], *_abouts(text, start, end)})
        for a, b in zip([start, *inner], [*inner, end], strict=True):
            left, right = _stripped(text, a, b)
            if left < right:
                page.pieces.append(Piece(left, right, text[left:right], len(page.lines), a == start))
        ruled = any(last_end <= at <= start for at in rules[bisect_left(rules, last_end) :][:1])
        source = _source_lines(release.source.text, *ruler.to_source(start, end))
        page.lines.append(
            Line(
                start,
                end,
                text[start:end],
                source,
                frozenset(marks.get(match.start(), ())),
                between.count("\n") > 1,
                ruled,
                range(first, len(page.pieces)),
            )
        )
        last_end = match.end()
    page.labels = [None] * len(page.pieces)
    return page


def _abouts(text: str, start: int, end: int) -> list[int]:
    """Give where "About X" begins in the middle of a line, behind an address or a word without a stop."""
    return [match.start() for match in _ABOUT.finditer(text, start + 1, end)]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return left, max(left, start + len(piece.rstrip()))


def _source_lines(text: str, start: int, end: int) -> str:
    """Widen `[start, end)` to whole lines."""
    left = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    ends = [at for at in (text.find("\n", end), text.find("\r", end)) if at >= 0]
    return text[left : min(ends, default=len(text))].strip()
