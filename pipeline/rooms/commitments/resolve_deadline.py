"""The date that bounds an action (rule 4.4, deadline)."""

from __future__ import annotations

import calendar
import datetime
import re

from spacy.tokens import Token

from pipeline.lang.syntax import token_at
from pipeline.model.records import Date, Deadline, Span
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.grammar import sent_start

_BOUNDING = ("by", "before", "until", "till", "within", "than")
_PLACING = ("in", "on", "over", "during", "through", "throughout", "around", "at", "of", "to", "from", "for", "as")
_PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$")
_BEHIND = re.compile(r"(?:the\s)?(?:last|past|previous|recent|earlier)\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:coming|next|soon|shortly|future|later|following|upcoming|ahead)\b", re.IGNORECASE)


def resolve_deadline(context: Context, action: Span, head: Token, cue: Token) -> Deadline | None:
    """Give the deadline of an action, or None. Dates in its span count, and one that opens the clause."""
    inside = [d for d in context.dates if action.start <= d.start < action.end]
    ranked = [(_rank(context, d, head), d) for d in inside]
    good = [(rank, -d.start, d) for rank, d in ranked if rank]
    if not good:
        opening = _opening_date(context, head, cue)
        good = [(1, 0, opening)] if opening else []
    if not good:
        return None
    return _as_deadline(context, max(good, key=lambda x: (x[0], x[1]))[2])


def _rank(context: Context, date: Date, head: Token) -> int:
    """Say how plainly a date bounds the action: 2 bounding words, 1 placing words, 0 not at all."""
    before = _words_before(context.text, date.start)
    if date.kind == "set" or _is_past(context, date):
        return 0
    token = token_at(context.doc, date.start)
    if token is None or _is_attributive(context, date) or _is_in_loose_clause(token, head):
        return 0
    bounding = any(w in _BOUNDING for w in before[-4:]) or context.text[date.start : date.end].lower().split()[0] in (
        "by",
        "before",
        "until",
        "within",
        "over",
    )
    if date.kind == "duration":
        if (
            bounding
            or before[-1:] == ["over"]
            or before[-4:-1] == ["in", "up", "to"]
            or before[-3:] == ["in", "up", "to"]
        ):
            return 2
        return 1 if "period" in before[-3:] else 0
    if bounding:
        return 2
    if before[-1:] == ["from"] and "/" not in (date.value or ""):
        return 0
    if before[-1:] == ["for"] and "/" not in (date.value or ""):
        return 0
    return 1


def _words_before(text: str, offset: int) -> list[str]:
    return re.findall(r"[A-Za-z]+", text[max(0, offset - 40) : offset].lower())[-5:]


def _is_past(context: Context, date: Date) -> bool:
    released = context.release.dates.released.value if context.release.dates else None
    if _BEHIND.match(context.text, date.start, date.end):
        return True
    if date.kind == "vague" and not _AHEAD.search(context.text, date.start, date.end):
        return True
    if released and date.last and date.first == date.last == released[:10]:
        return True  # "today" dates the release, not the deed
    return bool(released and date.last and date.last < released[:10] and len(released) >= 7)


def _is_attributive(context: Context, date: Date) -> bool:
    """Say whether a date only qualifies a noun ("2005 levels", "the 2021 budget"), a month aside ("the May fair")."""
    last = token_at(context.doc, max(date.start, date.end - 1))
    if last is None:
        return False
    if last.dep_ in ("compound", "nummod", "amod", "poss", "nmod") and last.head.idx >= date.end:
        return date.precision not in ("month",)
    return False


def _is_in_loose_clause(token: Token, head: Token) -> bool:
    steps = 0
    while token.i != head.i and token.head is not token and steps < 20:
        if token.dep_ == "relcl" or (token.dep_ == "acl" and token.tag_ == "VBN"):
            return True
        token = token.head
        steps += 1
    return False


def _opening_date(context: Context, head: Token, cue: Token) -> Date | None:
    """Find "In late May, the port will ...": a date that opens the sentence or stands between cue and verb."""
    if cue.pos_ == "NOUN":
        return None  # "In May, the port will honour its commitment to ..." dates the honouring
    start = cue.doc[sent_start(cue)].idx
    for date in context.dates:
        if start <= date.start < head.idx and date.kind != "set" and not _is_past(context, date):
            text = context.text[date.end : cue.idx]
            opens = re.fullmatch(
                r"\W*(?:(?:Starting|Beginning)\s)?(?:In|By|On|Before|Until|Within|From|Over|During)?\s*"
                r"(?:the\s|late\s|early\s|end-)*",
                context.text[start : date.start],
            )
            may_bound = date.kind != "duration" or "within" in context.text[start : date.start].lower()
            if opens and may_bound and ("," in text[:2] or len(text) < 60):
                return date
    return None


def _as_deadline(context: Context, date: Date) -> Deadline:
    if date.kind != "duration":
        return Deadline(date.value, date.first, date.last, date.id)
    released = context.release.dates.released.value if context.release.dates else None
    period = _PERIOD.match(date.value or "")
    if not released or len(released) < 10 or period is None:
        words = _words_before(context.text, date.start)
        keep = date.value if words[-1:] == ["over"] else None
        return Deadline(keep, None, None, date.id)
    start = datetime.date.fromisoformat(released[:10])
    years, months, weeks, days = (int(x or 0) for x in period.groups())
    end = _add_months(start, 12 * years + months) + datetime.timedelta(days=7 * weeks + days)
    if "to" in _words_before(context.text, date.start)[-1:]:
        return Deadline(end.isoformat(), end.isoformat(), end.isoformat(), date.id)
    value = f"{start.isoformat()}/{end.isoformat()}"
    return Deadline(value, start.isoformat(), end.isoformat(), date.id)


def _add_months(day: datetime.date, months: int) -> datetime.date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    if year > 9999:
        return datetime.date.max
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
