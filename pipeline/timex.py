"""Date expressions as TIMEX3 (TimeML), for researchers: the dates room's findings under news-annotation habits.

The dates layer follows GUIDELINES.md (EDTF); this export differs where TimeML differs: ranges are two expressions,
"the past two weeks" is a duration, "now" and "currently" are dates, "early May" is just the month.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.calendar import bounds
from pipeline.rooms.dates.expressions import Expr
from pipeline.rooms.dates.find import find_expressions
from pipeline.rooms.dates.reference import Reference
from pipeline.rooms.dates.resolve import Resolver
from pipeline.rooms.dates.timexvalues import timex_of
from pipeline.rooms.dates.tokens import tokenize

Json = dict[str, Any]
_FULL_DATES = 3
_NEWS_TENSE = -1  # a bare weekday or month in news mostly lies behind


def annotate(doc_id: str, dct: str, text: str) -> Json:
    """Give `{"doc_id", "timex": [{"start", "end", "text", "type", "value"}]}`, offsets in code points of `text`.

    `dct` is the document's day (ISO day, month or year; a time after it is ignored), empty when unknown. Raises
    ValueError when `dct` is no ISO date.
    """
    tokens = tokenize(text, soft_newlines=True)
    found = find_expressions(tokens, "timex")
    reference = _reference(dct)
    is_history = _is_history(found, reference)
    values = Resolver(
        tokens,
        reference,
        weekday_tense=_NEWS_TENSE,
        clock_today=True,
        narrative=is_history,
        quotations=False,
        layout=False,
    ).run(found)
    timexes = []
    quarter: str | None = None
    for expr, value in zip(found, values, strict=True):
        made = timex_of(tokens, expr, value, reference, quarter)
        if made is not None:
            kind, shown = made
            if "yearago" not in expr.flags and _is_recent_quarter(shown, reference):
                quarter = shown
            quote = text[expr.start : expr.end]
            timexes.append({"start": expr.start, "end": expr.end, "text": quote, "type": kind, "value": shown})
    return {"doc_id": doc_id, "timex": timexes}


def run_timex(lines: Iterable[str]) -> Iterator[str]:
    """Read JSON lines `{"doc_id", "dct", "text"}` and give JSON lines as `annotate` does; blank lines are skipped.

    Raises ValueError naming the line that is no such object.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            found = annotate(str(record["doc_id"]), str(record.get("dct") or ""), str(record["text"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"line {number}: {type(error).__name__}: {error}") from error
        yield json.dumps(found, ensure_ascii=False)


def _is_history(found: list[Expr], reference: Reference | None) -> bool:
    """Say whether the text's own full dates lie mostly long before the reference, as in an article on a war."""
    points = [e.point for e in found if e.kind == "date" and e.point is not None]
    years = sorted(p.year for p in points if p.year is not None and p.month is not None)
    if len(years) < _FULL_DATES:
        return False
    return reference is None or years[len(years) // 2] < reference.day.year - 1


def _is_recent_quarter(value: str, reference: Reference | None) -> bool:
    """Say whether a value is a quarter of the year up to the reference: the one that "a year earlier" counts from."""
    match = re.fullmatch(r"(\d{4})-Q(\d)", value)
    if match is None or reference is None:
        return False
    back = (reference.day.year - int(match[1])) * 4 + (reference.day.month + 2) // 3 - int(match[2])
    return 0 <= back < 4


def _reference(dct: str) -> Reference | None:
    day = dct.split("T")[0].strip()
    if not day:
        return None
    if len(day) == 8 and day.isdigit():
        day = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    first = bounds(day)[0]
    if first is None:
        raise ValueError(f"{dct!r} is no ISO date")
    return Reference(dt.date.fromisoformat(first), {10: "day", 7: "month"}.get(len(day), "year"))
