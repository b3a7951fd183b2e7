"""Layout in front of a line's words: bullets, numbers, heading marks, rules, block tags."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.lang.mojibake import Unit
from pipeline.model.records import LineMark
from pipeline.rooms.clean.builder import CleanBuilder

# The last ones are what word processors' symbol fonts leave behind.
_BULLETS = r"\-*•·▪◦○●■➢✓–‣⁃∙◆❖►▶▸\uf0b7\uf0a7\uf0d8\uf076"
# The layout in front of a line's words. Levels: number of # marks; 1 for the rest.
_OPENERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("rule", re.compile(r"[ \t]*(?:\\?(?:[-=_*#~][ \t]*){3,}|(?:[-:]+\|)+[-:]*\|?[ \t]*)$")),
    ("heading", re.compile(r"[ \t]*(?P<level>#{1,6})[ \t]+(?:\*\*|__)?")),
    ("table", re.compile(r"[ \t]*\|[ \t]*")),
    ("quote", re.compile(r"[ \t]*>[ \t]+")),
    ("bullet", re.compile(rf"[ \t]*(?:[{_BULLETS}]|o(?=[ \t]{{2}}))(?:[ \t\u00a0]|&nbsp;)+")),
    ("numbered", re.compile(r"[ \t]*\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\\?[.)](?:[ \t\u00a0]|&nbsp;)+(?=\S)")),
    ("bold", re.compile(r"[ \t]*(?:\*\*|__)(?=\S[^*]*\*\*[ \t]*$)")),
)
_BULLET = re.compile(f"[{_BULLETS}]")
# Attribute lines of Markdown dialects: {:start="2"}, {% include share.html %}.
_TEMPLATE = re.compile(r"[ \t]*\{(?:[:%]|\{)[^}\n]{0,120}\}{1,2}[ \t]*$")
# Tags before a line's first word, and what the last of them makes of the line.
_LEADING_TAGS = re.compile(
    r"[ \t]*(?:</?(?P<last>p|div|li|ul|ol|span|br|h[1-6])(?:\s[^<>\n]{0,200})?/?>[ \t]*)+", re.IGNORECASE
)
_TAG_KINDS = {"li": "bullet"} | {f"h{n}": "heading" for n in range(1, 7)}


def open_line(builder: CleanBuilder, text: str, start: int, end: int, misread: Sequence[Unit] = ()) -> int:
    """Take the layout off the head of a line, note it as a mark, and give where the words begin."""
    if (begin := _after_misread_bullet(text, start, end, misread)) > start:
        builder.marks.append(LineMark("bullet", builder.length, 1))
        return begin
    begin = start
    line = text[start:end]
    if _TEMPLATE.match(line):
        return end
    tags = _LEADING_TAGS.match(line)
    if tags:
        begin += tags.end()
        kind = _TAG_KINDS.get((tags.group("last") or "").casefold()[:2], "")
        if kind and tags.end() < len(line):
            builder.marks.append(LineMark(kind, builder.length, 1))
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


def _after_misread_bullet(text: str, start: int, end: int, misread: Sequence[Unit]) -> int:
    """Give where the words begin after a bullet that was decoded wrongly ("â€¢ one"), else `start`."""
    number = bisect_left(misread, (start,))
    if number == len(misread):
        return start
    unit = misread[number]
    if unit.end >= end or text[start : unit.start].strip(" \t") or not _BULLET.fullmatch(unit.meant):
        return start
    words = text[unit.end : end].lstrip(" \t\u00a0")
    return end - len(words) if words and len(words) < end - unit.end else start
