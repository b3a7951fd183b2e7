"""What is mended inside a line: markup, entities, spaces, quote marks, glued words."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.lang.mojibake import Unit
from pipeline.rooms.clean.builder import CleanBuilder

# What is changed inside a line. The order of alternatives decides; names are read in `_replace`.
_INLINE = re.compile(
    r"""(?=[<{\[!&\\*_\u200b-\u200d\u2060\ufeff\u00ad \t\u00a0\u2000-\u200a\u202f\u3000\u2018\u2019\u201b-\u201e\u02bc
            \u00b4\u00ab\u00bb,.])  # no need to try the alternatives anywhere else
      (?:(?P<note><sup>\d{1,3}</sup>|\[\\?\[\^?\d{1,3}\\?\]\]\([^)\s]{0,500}\)
        |\\?\[\^?\d{1,3}\\?\](?!\()|\[\]\([^)\s]{0,500}\))
      | (?P<image>!\[[^\]\n]{0,300}\]\([^)\s]{0,500}\))
      | \[(?P<label>[^\]\n]{1,300})
        \]\((?P<target>(?:https?:|/|mailto:)(?:[^()\n]|\([^()\n]{0,100}\)){0,500}|[^)\s]{0,500})\)
      | (?P<tag></?[A-Za-z][^<>\n]{0,2000}>|\{:[^{}\n]{1,80}\})
      | (?P<entity>&(?:[A-Za-z]{2,8};|\#\d{2,5};?|\#[xX][0-9A-Fa-f]{2,5};))
      | (?P<escape>\\(?=[_*\#\[\]().|&<>~!+{}`'"$-]))
      | (?P<emphasis>\*{1,3}|(?<!\w)_{1,3}(?=[\w\[])|(?<=[\w.,!?)])_{1,3}(?!\w))
      | (?P<invisible>[\u200b-\u200d\u2060\ufeff\u00ad]+)
      | (?P<space>[ \t\u00a0\u2000-\u200a\u202f\u3000]{2,}|[\t\u00a0\u2000-\u200a\u202f\u3000])
      | (?P<single>[\u2018\u2019\u201b\u02bc\u00b4])
      | (?P<double>[\u201c\u201d\u201e\u00ab\u00bb])
      | (?P<comma>,)(?=[A-Za-z]{3})(?<=[A-Za-z],)
      | (?P<stop>(?<=[a-z]{3})(?<!www)\.)(?=[A-Z][a-z])(?![\w.-]{1,60}(?:@|\.[a-z]{2,3}\b|/)))
    """,
    re.VERBOSE,
)
_PARTING_TAG = re.compile(r"</?(?:br|p|div|li|tr|td|th|h[1-6])\b", re.IGNORECASE)
# What the pattern above makes of single characters, for those that stand for other ones.
_EVEN = str.maketrans({**dict.fromkeys("‘’‛ʼ´", "'"), **dict.fromkeys("“”„«»", '"'), "\u00a0": " ", "\u202f": " "})
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_STOPS = (".", "!", "?", ",", ";", ":")
_BLANK = (" ", "\n", "")  # after these no space is added
# Line separators that are no line ends for the reference segmentation still part lines for a reader.
_CONTROL_TO = {"\u2028": "\n", "\u2029": "\n", "\u0085": "\n"}
_CONTROL = ({chr(c) for c in range(32)} | set(_CONTROL_TO)) - {"\n", "\r", "\t"}


def add_inline(builder: CleanBuilder, text: str, start: int, end: int, misread: Sequence[Unit] = ()) -> None:
    """Add the source text `[start, end)`, a stretch of one line, to `builder`, mended.

    `misread` are the places, in order, that stand for other characters (`pipeline.lang.mojibake`).
    """
    position, number = start, bisect_left(misread, (start,))
    while True:
        match = _INLINE.search(text, position, end)
        while number < len(misread) and misread[number].start < position:
            number += 1  # inside of what was dropped or added
        unit = misread[number] if number < len(misread) and misread[number].end <= end else None
        if unit is not None and (match is None or unit.start <= match.start()):
            _add_plain(builder, text, position, unit.start)
            _add_meant(builder, unit)
            position = unit.end
            continue
        if match is None:
            break
        _add_plain(builder, text, position, match.start())
        if match.lastgroup == "target":
            part_words(builder, text, match.start("label"))
            add_inline(builder, text, *match.span("label"), misread)
            part_words(builder, text, match.end())
        else:
            _replace(builder, match)
        position = match.end()
    _add_plain(builder, text, position, end)


def _add_meant(builder: CleanBuilder, unit: Unit) -> None:
    """Add what a misread place stands for, as if it stood there."""
    length = unit.end - unit.start
    meant = _INVISIBLE.sub("", unit.meant.translate(_EVEN))
    if meant == " ":
        _add_space(builder, unit.start, length)
    else:
        builder.add("".join(" " if c in _CONTROL else c for c in meant), unit.start, length)


def part_words(builder: CleanBuilder, text: str, at: int) -> None:
    """Put a space between two words of which only markup, or nothing, stood between ("the[Fund](…)")."""
    if builder.last.isalnum() and text[at : at + 1].isalnum():
        builder.add(" ", at, 0)


def _add_plain(builder: CleanBuilder, text: str, start: int, end: int) -> None:
    if text.startswith(" ", start, end) and builder.last in _BLANK:
        start += 1  # a space on either side of dropped markup: one is enough
    piece = text[start:end]
    if not _CONTROL.isdisjoint(piece):
        piece = "".join(_CONTROL_TO.get(c, " ") if c in _CONTROL else c for c in piece)
    builder.add(piece, start, end - start)


def _add_space(builder: CleanBuilder, start: int, length: int) -> None:
    if builder.last not in _BLANK:
        builder.add(" ", start, length)


def _replace(builder: CleanBuilder, match: re.Match[str]) -> None:
    """Add what stands for one inline match; what is not added is dropped."""
    kind, found, start = match.lastgroup, match.group(), match.start()
    if kind == "entity":
        plain = html.unescape(found)
        if plain.isspace() or not plain.isprintable():
            _add_space(builder, start, len(found))
        else:
            builder.add("'" if plain in "‘’" else '"' if plain in "“”" else plain, start, len(found))
    elif kind == "space" or (kind == "tag" and _PARTING_TAG.match(found)):
        _add_space(builder, start, len(found))
    elif kind in ("single", "double"):
        builder.add("'" if kind == "single" else '"', start, 1)
    elif kind in ("comma", "stop"):
        builder.add(found, start, len(found))
        builder.add(" ", match.end(), 0)
    elif kind == "note" and builder.last in _STOPS and match.string[match.end() : match.end() + 1].isalnum():
        builder.add(" ", match.end(), 0)  # "the country.[1]Moreover"
