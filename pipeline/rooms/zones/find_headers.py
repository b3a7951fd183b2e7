"""Page headers and page numbers that a PDF conversion has left in the running text."""

from __future__ import annotations

import re

from pipeline.rooms.zones.cues import has_cue
from pipeline.rooms.zones.pieces import Line, Page

_PAGE_NUMBER = re.compile(
    r"^(?:page\s+\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\d{1,3}\s*[-–—]|[-–—]\s*\d{1,3}\s*[-–—]?|\d{1,3}\s+of\s+\d{1,3})$",
    re.IGNORECASE,
)
_HAS_PAGE_NUMBER = re.compile(r"\bpage\s+\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\b", re.IGNORECASE)
_LONGEST = 120
_APART = 400  # a header comes back after a page, not after a paragraph


def find_headers(page: Page) -> None:
    """Label page numbers, and short lines that come back a page later from the top of the text."""
    for number, line in enumerate(page.lines):
        if _is_page_number(line) or has_cue("running_header", "turn", line.text):
            page.label_line(number, "running_header", "page-number")
    _find_repeated(page)
    _find_rest(page)


def _find_repeated(page: Page) -> None:
    for key, numbers in _repeated(page).items():
        first = page.lines[numbers[0]]
        for number in numbers[1:]:
            if page.lines[number].start - first.start >= _APART:
                page.label_line(number, "running_header", "repeated-header")
        if "#" in key or _is_furniture(first):
            page.label_line(numbers[0], "running_header", "repeated-header")


def _find_rest(page: Page) -> None:
    """Label the lines below a repeated header that repeat, cut up otherwise, a line of the top."""
    top = {_key(line.text) for line in page.lines[:8] if line.start < _APART and _may_be_header(line)}
    for number, line in enumerate(page.lines):
        if page.zone_of(number) != "running_header" or line.start < _APART:
            continue
        joined = ""
        for below in range(number + 1, min(number + 4, len(page.lines))):
            if not _may_be_header(page.lines[below]):
                break
            joined = f"{joined} {page.lines[below].text}"
            if page.is_free(below) and _key(joined) in top:
                for header in range(number + 1, below + 1):
                    page.label_line(header, "running_header", "repeated-header")
                break


def _is_page_number(line: Line) -> bool:
    if line.marks & {"table", "numbered"}:
        return False
    return bool(_PAGE_NUMBER.match(line.text))


def _may_be_header(line: Line) -> bool:
    is_short = line.end - line.start <= _LONGEST
    return is_short and not line.is_closed and not line.marks & {"bullet", "numbered", "table"}


def _is_furniture(line: Line) -> bool:
    """Say whether the first of the like lines was set as a page header: two parts far apart, no heading."""
    return "heading" not in line.marks and bool(re.search(r"\S[ \t\u00a0]{6,}\S", line.source))


def _repeated(page: Page) -> dict[str, list[int]]:
    """Give the lines that stand at the top of the text, or bear a page number, and come back later."""
    groups: dict[str, list[int]] = {}
    for number, line in enumerate(page.lines):
        if _may_be_header(line):
            groups.setdefault(_key(line.text), []).append(number)
    found = {}
    tops = {0, 1}  # and whatever follows a line of the header
    for key, numbers in groups.items():
        apart = page.lines[numbers[-1]].start - page.lines[numbers[0]].start
        if len(numbers) > 1 and apart >= _APART and key and (numbers[0] in tops or "#" in key):
            found[key] = numbers
            tops.add(numbers[0] + 1)
    return found


def _key(text: str) -> str:
    """Give what stays alike from page to page: small letters, no leading article, `#` for the page number."""
    plain = _HAS_PAGE_NUMBER.sub(" # ", text.casefold())
    return re.sub(r"^(?:the|a)\s+", "", re.sub(r"[^\w#]+", " ", plain).strip())
