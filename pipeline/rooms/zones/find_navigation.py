"""Web junk: menus, counters, share buttons, contact blocks, pointers to elsewhere."""

from __future__ import annotations

import re

from pipeline.rooms.zones.cues import cue_span, has_cue
from pipeline.rooms.zones.find_titles import DATE, is_date_line
from pipeline.rooms.zones.pieces import Line, Page

_SPLIT = re.compile(r"\s*(?:[|>»·•]|\]\s*\[|\s{2,})\s*")
_NUMBER = re.compile(r"\(?\d[\d.,]*\)?%?")
_STAMP = re.compile(r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?Z?$")  # a page builder's, never a writer's
_TEMPLATE = re.compile(r"^\{[:%{].{0,80}\}+$")
_ADDRESS = re.compile(
    r"https?://|www\.[a-z]|[\w.+-]{1,60}@[\w-]{1,60}\.\w|\b[a-z0-9-]{2,40}\.(?:com|org|net|gov|edu|int|info|example)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?:\+|\(|\b)\d[\d ().-]{5,20}\d\b|\bext\. ?\d|\bloc\. ?\d")
_LINK_ONLY = re.compile(
    r"^[\s*_#>(\[{|-]*(?:<[^<>]{1,300}>\s*)*(?:!?\[[^\]\n]{0,300}\]\([^)\n]{0,600}\)+|<?https?://\S{1,600}>?)"
    r"(?:\s*</?[a-z]{1,6}[^<>]{0,60}>)*[\s*_.)\]}|]*$",
    re.IGNORECASE,
)
_BREADCRUMB = re.compile(r"^(?:[\w&'-]+ ){1,4}[>»›] (?:[\w&'-]+ ?){1,5}(?:[>»›] ?(?:[\w&'-]+ ?){0,8}){0,4}$")
_RUN = 3
_LONG_RUN = 12  # nothing but a menu has so many short lines in a row with menu words among them


def find_navigation(page: Page) -> None:
    """Label navigation lines and sentences; what is in doubt stays body."""
    for number, line in enumerate(page.lines):
        rule = _line_rule(line, number)
        if rule:
            page.label_line(number, "navigation", rule)
        for at in line.pieces:
            text = page.pieces[at].text
            is_stamp = len(text) <= 60 and has_cue("navigation", "stamp", text) and DATE.search(text)
            if is_stamp or (len(text) <= 200 and has_cue("navigation", "notice", text)):
                page.label_piece(at, "navigation", "notice")
    _find_tail(page)
    _find_menu_runs(page)
    _find_section_labels(page)
    _find_contacts(page)
    _find_pointers(page)


def _line_rule(line: Line, number: int) -> str | None:
    if _TEMPLATE.match(line.text):
        return "template"
    if _STAMP.match(line.text):
        return "machine-stamp"
    if len(line.text) <= 160:
        if _is_counter_line(line):
            return "counter"
        if _menu_share(line.text) == 1.0:
            return "menu"
        if has_cue("navigation", "sibling", line.text):
            return "sibling"
        if number < 3 and _BREADCRUMB.match(line.text):
            return "breadcrumb"
    if number and _LINK_ONLY.match(line.source) and not line.marks & {"heading", "bullet", "numbered"}:
        return "link"
    return None


def _items(text: str) -> list[str]:
    return [item for item in _SPLIT.split(text) if re.search(r"\w", item)]


def _is_item(item: str) -> bool:
    head = re.split(r"\s*:\s", item, maxsplit=1)[0] if item.casefold().startswith(("prev", "next")) else item
    return has_cue("navigation", "menu", head) or _is_counter(item)


def _is_counter(item: str) -> bool:
    """Say whether the item is a counted word: a number and a word such as "views"."""
    plain, numbers = _NUMBER.subn(" ", item)
    return numbers > 0 and has_cue("navigation", "counter", plain)


def _menu_share(text: str) -> float:
    """Give the share of menu words and counters among the items of a line that separators cut up."""
    items = _items(text)
    return sum(map(_is_item, items)) / len(items) if items else 0.0


def _is_counter_line(line: Line) -> bool:
    """Say whether counters or shares make up a part of the line that wide gaps or bars set off."""
    items = _items(line.source)
    return len(items) > 1 and _menu_share(line.source) >= 0.5 and any(map(_is_counter, items))


def _find_menu_runs(page: Page) -> None:
    """Label runs of short unbroken lines of which enough are menu words ("HOME / GET HELP / …")."""
    run: list[int] = []
    for number, line in enumerate([*page.lines, None]):
        is_short = line is not None and _may_be_menu(line)
        if is_short and line is not None and not (run and line.gap):
            run.append(number)
            continue
        _label_run(page, run)
        run = [number] if is_short else []


def _may_be_menu(line: Line) -> bool:
    if line.words > 4 or line.is_closed or line.marks - {"table"}:
        return False
    return not (has_cue("title", "label", line.text) or is_date_line(line.text))


def _label_run(page: Page, run: list[int]) -> None:
    words = [number for number in run if _menu_share(page.lines[number].text) == 1.0]
    if len(run) >= _RUN and len(words) >= 2 and (len(words) * 3 >= len(run) or len(run) >= _LONG_RUN):
        for number in run:
            page.label_line(number, "navigation", "menu-run")


def _find_section_labels(page: Page) -> None:
    """Label the site's section names above the headline ("Town News / International Activities")."""
    for number, line in enumerate(page.lines[:5]):
        later = page.lines[number + 1 : number + 3]
        is_label = has_cue("navigation", "section", line.text) and line.words <= 4 and not line.is_closed
        if is_label and "heading" not in line.marks and any(other.words >= 5 for other in later):
            page.label_line(number, "navigation", "section-label")


def _has_address(text: str) -> bool:
    return bool(_ADDRESS.search(text) or _PHONE.search(text))


def _find_contacts(page: Page) -> None:
    """Label contact cues and the names, numbers and addresses below them."""
    for number, line in enumerate(page.lines):
        for at in line.pieces:
            piece = page.pieces[at]
            if not has_cue("navigation", "contact", piece.text):
                continue
            below = page.lines[number + 1 : number + 4]
            if not (_has_address(line.text) or _has_address(line.source) or any(_has_address(x.text) for x in below)):
                continue
            for rest in range(at, line.pieces.stop):
                page.label_piece(rest, "navigation", "contact")
            _extend_contact(page, number)
            break


def _extend_contact(page: Page, number: int) -> None:
    for below in range(number + 1, min(number + 12, len(page.lines))):
        line = page.lines[below]
        is_name = line.words <= 8 and not line.is_closed and not line.marks & {"heading", "bullet", "numbered"}
        is_address = _has_address(line.text) and line.words <= 25
        if line.gap and not is_address and not (is_name and _address_follows(page, below)):
            return
        if not (is_name or is_address) or not page.is_free(below):
            return
        page.label_line(below, "navigation", "contact")


def _address_follows(page: Page, number: int) -> bool:
    return any(_has_address(line.text) for line in page.lines[number + 1 : number + 3])


def _find_pointers(page: Page) -> None:
    """Label sentences that only send the reader elsewhere ("For more information, visit …")."""
    for number, line in enumerate(page.lines):
        for at in line.pieces:
            piece = page.pieces[at]
            span = cue_span("navigation", "pointer", piece.text)
            if span is None or len(piece.text) > 400:
                continue
            rest = piece.text[span[1] :]
            has_link = _has_address(rest) or (len(line.pieces) == 1 and "](" in line.source)
            if at == line.pieces.start and len(line.text) <= 250 and "](" in line.source:
                page.label_line(number, "navigation", "pointer")  # the link's address may hold stops that cut it up
            elif has_link or has_cue("navigation", "go", piece.text):
                page.label_piece(at, "navigation", "pointer")


def _heads_other_news(page: Page, number: int) -> bool:
    """Say whether a line heads the site's list of other releases ("News Releases" / "View All")."""
    line, below = page.lines[number], page.lines[number + 1 : number + 2]
    if page.depth(number) < 0.2 or not has_cue("navigation", "menu", line.text):
        return False
    return any(has_cue("navigation", "all", other.text) for other in below)


def _find_tail(page: Page) -> None:
    """Label everything from a site's tail on ("Latest News", "Tags", a distributor's list of copies)."""
    for number, line in enumerate(page.lines):
        is_tail = page.depth(number) >= 0.4 and line.words <= 8 and has_cue("navigation", "tail", line.text)
        if is_tail or _heads_other_news(page, number):
            for below in range(number, len(page.lines)):
                page.label_line(below, "navigation", "tail")
            return
