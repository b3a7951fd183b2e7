"""Standing self-description: "About X" sections, legal small print, paragraphs that say what a body is."""

from __future__ import annotations

import re

from pipeline.rooms.zones.cues import cue_span, has_cue, without_cues
from pipeline.rooms.zones.find_titles import DATE
from pipeline.rooms.zones.pieces import Line, Page

_HEAD_WORDS = 9
_UPPER_PART = 0.25
_LOWER_PART = 0.5
_SUBJECT = re.compile(r"^[\"'(*]*(?:The\s+)?[A-Z0-9]")
_PRONOUN = re.compile(
    r"^(?:This|That|These|Those|It|He|She|We|They|There|Here|What|Who|I|You|One|In|At|On|For|With|As|Our|His|Her|Today|However|While|Although|Since|Through|If|When|After|Before|But|And|By|To|From|All|Some)\b"
)
_LINKS = {"of", "and", "the", "for", "in", "on", "de", "des", "du", "la", "del", "y", "et", "to", "at", "&", "-", "–"}
_IS = re.compile(r"\b(?:is|are)\s+(?:an?|the|one of)\s+")
_QUOTE = re.compile(r"\"[^\"]{30,}")
_REACH = 200


def find_boilerplate(page: Page) -> None:
    """Label sections under an "About" head and legal notices, then self-describing paragraphs."""
    for number, line in enumerate(page.lines):
        if page.zone_of(number) is not None:
            continue
        if _is_head(page, number):
            _label_section(page, number)
        elif has_cue("boilerplate", "legal", line.text):
            page.label_line(number, "boilerplate", "legal")
    for number in range(len(page.lines)):
        if page.zone_of(number) is None:
            _label_identity(page, number)


def _is_head(page: Page, number: int) -> bool:
    line = page.lines[number]
    if page.depth(number) < _UPPER_PART or line.marks & {"bullet", "numbered", "table"}:
        return False
    if has_cue("boilerplate", "head", line.text):
        return True
    if page.depth(number) < _LOWER_PART:
        return False
    return has_cue("boilerplate", "about", line.text) and (_is_short_head(line) or _is_run_in(line))


def _is_short_head(line: Line) -> bool:
    return (
        line.words <= _HEAD_WORDS
        and not line.is_closed
        and bool(re.match(r"\W*About\s+(?:the\s+|our\s+)?\W*[A-Z0-9]|\W*ABOUT\s", line.text))
    )


def _is_run_in(line: Line) -> bool:
    """Say whether a bold or closed-off "About X" runs straight on into its text."""
    return bool(
        re.match(r"[*_]{2,3}\s*About\s+[^*_]{2,90}[*_]{2}|\W*About\s+(?:the\s+)?[A-Z][^.:]{1,80}:\s+\S", line.source)
    )


def _label_section(page: Page, start: int) -> None:
    page.breaks.add(page.lines[start].pieces.start)
    page.label_line(start, "boilerplate", "about")
    if page.lines[start].words > _HEAD_WORDS * 2:
        return
    for number in range(start + 1, min(start + 8, len(page.lines))):
        line = page.lines[number]
        is_new_head = line.marks & {"heading", "bold"} or has_cue("footnote", "head", line.text)
        if (
            page.zone_of(number) is not None
            or is_new_head
            or line.ruled
            or _QUOTE.search(line.text)
            or line.is_end_mark
        ):
            return
        page.label_line(number, "boilerplate", "about")


def _label_identity(page: Page, number: int) -> None:
    """Label the sentences that say what a body is, and what follows them in a paragraph free of news."""
    line = page.lines[number]
    if line.marks & {"heading", "bullet", "table"} or not line.is_closed:
        return
    is_introduction = _is_introduction(page, number)
    for at in line.pieces:
        is_low = is_introduction or page.pieces[at].start >= _LOWER_PART * page.length
        strength = _identity(page.pieces[at].text)
        if strength is None or (strength == "weak" and not (is_low and _may_be_weak(page, at, line))):
            continue
        page.label_piece(at, "boilerplate", f"identity-{strength}")
        for rest in range(at + 1, line.pieces.stop):
            text = page.pieces[rest].text
            if is_blocked(text) or not (is_low or _goes_on(text, page.pieces[at].text)):
                return
            page.label_piece(rest, "boilerplate", f"identity-{strength}")
        return


def _may_be_weak(page: Page, at: int, line: Line) -> bool:
    """Say whether a weak self-description may count: it opens its paragraph, or no news follows in it."""
    rest = range(at, line.pieces.stop)
    return at == line.pieces.start or not any(is_blocked(page.pieces[i].text) for i in rest)


def _goes_on(text: str, before: str) -> bool:
    """Say whether a sentence goes on about the subject of the one before ("It …", "C40 …")."""
    if re.match(r"(?:It|Its|They|Their)\b", text):
        return True
    names = re.findall(r"[A-Z][\w-]+", before[:_REACH])
    return any(re.search(rf"\b{re.escape(name)}\b", text[:60]) for name in names[:6] if name != "The")


def _is_introduction(page: Page, number: int) -> bool:
    """Say whether the paragraph opens the body, free of news, or stands under "Background" or the like."""
    if number and has_cue("boilerplate", "behind", page.lines[number - 1].text):
        return True
    if not number or any(is_blocked(page.pieces[at].text) for at in page.lines[number].pieces):
        return False
    opens_body = page.zone_of(number - 1) == "title" and has_cue("boilerplate", "identity", page.lines[number].text)
    return opens_body and len(page.lines[number].pieces) <= 2


def is_blocked(text: str) -> bool:
    """Say whether a sentence tells news: a reporting verb, a day, a promise, a quotation."""
    text = without_cues("boilerplate", "unblock", text)
    return bool(has_cue("boilerplate", "block", text) or DATE.search(text) or _QUOTE.search(text))


def _identity(text: str) -> str | None:
    """Give "strong" for "X is a network of …", "weak" for other self-descriptions, None for the rest."""
    if is_blocked(text) or _PRONOUN.match(text) or not _SUBJECT.match(text):
        return None
    match = _IS.search(text[:_REACH])
    if match and _is_subject(text[: match.start()]):
        phrase = re.split(r"[,.;:]|\b(?:that|which|who|of|for|in|at|by|with|on)\b", text[match.end() :], maxsplit=1)[0]
        if has_cue("boilerplate", "kind", phrase):
            return "strong"
    for kind in ("identity", "founded"):
        span = cue_span("boilerplate", kind, text[:_REACH])
        if span and (span[0] == 0 or _is_subject(text[: span[0]])):
            return "weak"
    return None


def _is_subject(text: str) -> bool:
    """Say whether what stands before the verb is a name and at most one apposition ("WeGO, based in Seoul, ")."""
    if not _is_name(text):
        return False
    plain = re.sub(r"\s*\([^()]{0,80}\)|,\s+(?:Inc|Ltd|LLC|LLP|S\.A|Corp|Co|PLC)\b\.?", "", text).rstrip()
    return plain.endswith(",") or "," not in plain


def _is_name(text: str) -> bool:
    """Say whether the subject reads as a name: capitalised words up to its first comma or bracket."""
    head = re.split(r"[,(]", text, maxsplit=1)[0].split()
    words = [word for word in head if word.casefold() not in _LINKS]
    return bool(words) and all(re.match(r"[\"'*]*[A-Z0-9]", word) for word in words)
