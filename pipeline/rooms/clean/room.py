"""Drops markup, joins wrapped lines, splits glued words, evens out quotes, and keeps the alignment."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.model.records import CleanText, LineMark, Release
from pipeline.lang.segment import blocks, lines_of
from pipeline.rooms.clean.builder import CleanBuilder

# The layout in front of a line's words. Levels: number of # marks; 1 for the rest.
_OPENERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("rule", re.compile(r"[ \t]*(?:[-=_*]{3,}|(?:[-:]+\|)+[-:]*\|?)[ \t]*$")),
    ("heading", re.compile(r"[ \t]*(?P<level>#{1,6})[ \t]+(?:\*\*|__)?")),
    ("table", re.compile(r"[ \t]*\|[ \t]*")),
    ("quote", re.compile(r"[ \t]*>[ \t]+")),
    ("bullet", re.compile(r"[ \t]*(?:[-*•·▪◦○●■➢✓–]|o(?=[ \t]{2}))[ \t\u00a0]+")),
    ("numbered", re.compile(r"[ \t]*\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)][ \t\u00a0]+(?=\S)")),
    ("bold", re.compile(r"[ \t]*(?:\*\*|__)(?=\S[^*]*\*\*[ \t]*$)")),
)
# What is changed inside a line. The order of alternatives decides; names are read in `_replacement`.
_INLINE = re.compile(
    r"""(?P<note><sup>\d{1,3}</sup>|\[\^?\d{1,3}\](?!\())
      | (?P<image>!\[[^\]\n]{0,300}\]\([^)\s]{0,500}\))
      | \[(?P<label>[^\]\n]{1,300})\]\((?P<target>[^)\s]{1,500})\)
      | (?P<tag></?[A-Za-z][^<>\n]{0,200}>)
      | (?P<entity>&(?:[A-Za-z]{2,8}|\#\d{2,5});)
      | (?P<escape>\\(?=[_*\#\[\]().|-]))
      | (?P<emphasis>\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=[\w.,!?])_{1,3}(?!\w))
      | (?P<invisible>[\u200b-\u200d\u2060\ufeff\u00ad]+)
      | (?P<space>[ \t\u00a0\u2000-\u200a\u202f\u3000]{2,}|[\t\u00a0\u2000-\u200a\u202f\u3000])
      | (?P<single>[\u2018\u2019\u201b\u02bc\u00b4])
      | (?P<double>[\u201c\u201d\u201e\u00ab\u00bb])
      | (?P<comma>,)(?=[A-Za-z]{3})(?<=[A-Za-z],)
      | (?P<stop>(?<=[a-z]{3})\.)(?=[A-Z][a-z])
      | (?P<modal>(?<![A-Za-z])(?:will|shall|would))(?=[a-z]{4})
    """,
    re.VERBOSE,
)
# Words that begin like a modal glued to a verb but are words of their own.
_NOT_GLUED = re.compile(r"will(?:ing|ow|ful|iam|emite)|shall(?:ow|ot)|would(?:n|st)", re.IGNORECASE)
_CONTROL = {chr(c) for c in range(32)} - {"\n", "\r", "\t"}


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
    joined = _wrapped_line_starts(text)
    lines = [(a, b) for a, b in lines_of(text) if a >= body_start]
    for number, (start, end) in enumerate(lines):
        if start in joined:
            _join(builder, text, lines[number - 1][1], start)
        elif builder.length or number:
            builder.add("\n", lines[number - 1][1] if number else start, start - lines[number - 1][1])
        begin = start if start in joined else _open_line(builder, text, start, end)
        _add_inline(builder, text, begin, end)
    return builder.build()


def _wrapped_line_starts(text: str) -> set[int]:
    """Give the starts of lines that continue the block of the line before (hard-wrapped texts only)."""
    inside: set[int] = set()
    ranges = iter(blocks(text))
    current = next(ranges, None)
    for start, _end in lines_of(text):
        while current is not None and current[1] <= start:
            current = next(ranges, None)
        if current is not None and current[0] < start < current[1]:
            inside.add(start)
    return inside


def _join(builder: CleanBuilder, text: str, line_end: int, start: int) -> None:
    """Join a wrapped line: by a space, or by nothing after a hyphen ("peer-" + "to-peer")."""
    if builder.last == "-" and text[line_end - 2 : line_end - 1].isalpha():
        return
    if builder.last != " ":
        builder.add(" ", line_end, start - line_end)


def _open_line(builder: CleanBuilder, text: str, start: int, end: int) -> int:
    """Take the layout off the head of a line, note it as a mark, and give where the words begin."""
    begin = start
    line = text[start:end]
    while True:
        for kind, pattern in _OPENERS:
            match = pattern.match(line, begin - start)
            if match and match.end() > begin - start:
                level = len(match.groupdict().get("level") or "#")
                builder.marks.append(LineMark(kind, builder.length, level))
                begin = start + match.end()
                break
        else:
            return begin + len(line[begin - start :]) - len(line[begin - start :].lstrip(" \t"))
        if kind in ("rule", "table", "bold", "heading"):
            return end if kind == "rule" else begin


def _add_inline(builder: CleanBuilder, text: str, start: int, end: int) -> None:
    position = start
    line_start = builder.length
    while True:
        match = _INLINE.search(text, position, end)
        if match is None:
            break
        _add_plain(builder, text, position, match.start())
        if match.lastgroup == "target":
            _add_inline(builder, text, *match.span("label"))
        else:
            _replace(builder, match, at_line_start=builder.length == line_start)
        position = match.end()
    _add_plain(builder, text, position, end)


def _add_plain(builder: CleanBuilder, text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if not _CONTROL.isdisjoint(piece):
        piece = "".join(" " if c in _CONTROL else c for c in piece)
    builder.add(piece, start, end - start)


def _replace(builder: CleanBuilder, match: re.Match[str], at_line_start: bool) -> None:
    """Add what stands for one inline match; what is not added is dropped."""
    kind, found, start = match.lastgroup, match.group(), match.start()
    if kind == "entity":
        plain = html.unescape(found)
        builder.add("'" if plain in "‘’" else '"' if plain in "“”" else plain, start, len(found))
    elif kind == "space":
        if not at_line_start and builder.last not in (" ", "\n"):
            builder.add(" ", start, len(found))
    elif kind == "tag":
        if re.match(r"</?(?:br|p|div|li|tr|td|h[1-6])\b", found, re.IGNORECASE) and builder.last not in (" ", "\n", ""):
            builder.add(" ", start, len(found))
    elif kind in ("single", "double"):
        builder.add("'" if kind == "single" else '"', start, 1)
    elif kind in ("comma", "stop"):
        builder.add(found, start, 1)
        builder.add(" ", match.end(), 0)
    elif kind == "modal":
        builder.add(found, start, len(found))
        if not _NOT_GLUED.match(match.string, start):
            builder.add(" ", match.end(), 0)
