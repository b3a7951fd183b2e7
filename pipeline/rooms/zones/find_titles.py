"""Headlines, sub-headlines, release labels and dateline lines at the top; section headings further down."""

from __future__ import annotations

import re

from pipeline.rooms.zones.cues import has_cue
from pipeline.rooms.zones.pieces import Line, Page

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
DATE = re.compile(
    rf"{_DAY}(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}(?:,?\s+\d{{4}})?|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    rf"|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(rf"^\W*{DATE.pattern}\W*$", re.IGNORECASE)
_DATELINE = re.compile(rf"^[^.!?:]{{2,60}}[,(–—/-]\s*{DATE.pattern}[\s)–—.:-]*$", re.IGNORECASE)
_BYLINE = re.compile(rf"^{DATE.pattern}\s+(?:posted in|by|in)\b.{{0,80}}$", re.IGNORECASE)
_WRAPPED_IN_MARKS = re.compile(
    r"^\s*(?:[*_]{1,3}\S.*\S[*_]{1,3}|<(?:b|i|em|strong|h\d)>.*</(?:b|i|em|strong|h\d)>)\W*$"
)
_LONGEST = 320
_FIRST_LINES = 14


def find_titles(page: Page) -> None:
    """Label the block above the first paragraph, then section headings and a closing date below it."""
    body = _find_top(page)
    for number in range(body, len(page.lines)):
        line = page.lines[number]
        if not page.is_free(number):
            continue
        if is_date_line(line.text) and number >= len(page.lines) - 4 and page.depth(number) >= 0.7:
            page.label_line(number, "title", "date-line")
        elif _is_section_heading(page, number):
            page.label_line(number, "title", "section-heading")


def is_date_line(text: str) -> bool:
    """Say whether the line is a date, with or without a place before it, and nothing else."""
    return bool(_DATE_LINE.match(text) or _DATELINE.match(text) or _BYLINE.match(text))


def _find_top(page: Page) -> int:
    """Label the lines above the first paragraph and give the number of the line at which the body begins."""
    has_headline = False
    count = 0
    for number in range(len(page.lines)):
        if page.zone_of(number) in ("navigation", "running_header"):
            continue
        count += 1
        rule = _top_rule(page, number, has_headline)
        if rule is None or count > _FIRST_LINES:
            return number
        page.label_line(number, "title", rule)
        has_headline = has_headline or rule in ("headline", "heading")
    return len(page.lines)


def _top_rule(page: Page, number: int, has_headline: bool) -> str | None:
    line = page.lines[number]
    if has_cue("title", "opener", line.text):
        return None
    if is_date_line(line.text):
        return "dateline"
    if has_cue("title", "label", line.text) and len(line.text) <= 200 and line.words <= 20:
        return "label"
    if number and has_headline and has_cue("title", "section", line.text):
        return None
    if "heading" in line.marks:
        return "heading"
    if len(line.text) > _LONGEST or line.text.endswith(":"):
        return None
    if not has_headline:
        is_only = number + 1 >= len(page.lines) or (line.is_closed and not page.lines[number + 1].gap)
        return None if is_only or len(line.text) > 240 or _is_paragraph(line) else "headline"
    if _WRAPPED_IN_MARKS.match(line.source) and not line.is_closed:
        return "sub-headline"
    if line.is_closed or line.text.endswith((";", ",")) or len(line.text) > 200:
        return None
    if "numbered" in line.marks or _opens_list(page, number) or _runs_on(page, number):
        return None
    return "sub-headline"


def _is_paragraph(line: Line) -> bool:
    """Say whether a first line is a paragraph rather than a headline with a full stop."""
    return line.is_closed and (len(line.pieces) > 1 or len(line.text) > 160)


def _runs_on(page: Page, number: int) -> bool:
    """Say whether the next line goes on in the middle of a sentence, as in paragraphs that a PDF has cut up."""
    below = page.lines[number + 1] if number + 1 < len(page.lines) else None
    return below is not None and below.text[:1].islower() and not below.marks


def _opens_list(page: Page, number: int) -> bool:
    """Say whether the line is the lead-in of a list: it, or a plain line under which bullets begin at once."""
    line = page.lines[number]
    if "bullet" in line.marks:
        return False
    below = page.lines[number + 1] if number + 1 < len(page.lines) else None
    return below is not None and not below.gap and bool(below.marks & {"bullet", "numbered"})


def _is_section_heading(page: Page, number: int) -> bool:
    line: Line = page.lines[number]
    if line.is_closed or line.text.endswith(":") or line.words < 2 or len(line.text) > 160:
        return False
    if has_cue("title", "section", line.text) or number + 1 >= len(page.lines):
        return False
    if has_cue("boilerplate", "about", line.text) or has_cue("boilerplate", "head", line.text):
        return False
    below = page.lines[number + 1]
    if below.words < 8 and not below.marks & {"bullet", "numbered"}:
        return False  # a name with its office below it, not a heading with its text
    return bool(line.marks & {"heading", "bold"}) and not line.marks & {"bullet", "numbered", "table"}
