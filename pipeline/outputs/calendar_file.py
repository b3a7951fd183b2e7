"""`dateline.ics`: the planned events that have days, for a calendar (iCalendar, RFC 5545).

Same events, same bytes: an entry is stamped with the day of its release, or with its own first day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from pipeline.outputs.days import whole_day
from pipeline.outputs.table import Cell

Row = Mapping[str, Cell]


def calendar_pieces(events: Iterable[Row]) -> Iterator[bytes]:
    """Yield the bytes of the file; `events` are rows of the events table, of which the planned and dated are taken."""
    calendar = Calendar()
    calendar.add("prodid", "-//Dateline//planned events//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Planned events")
    for row in events:
        entry = _entry(row)
        if entry is not None:
            calendar.add_component(entry)
    yield calendar.to_ical()


def _entry(row: Row) -> Event | None:
    first, last = _day(row["date_from"]), _day(row["date_to"])
    if row["status"] != "planned" or first is None or last is None or last < first or last == date.max:
        return None
    entry = Event()
    entry.add("uid", f"{row['event_id']}@dateline")
    stamp = _day(row["published"]) or first
    entry.add("dtstamp", datetime.combine(stamp, time(), UTC))
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(days=1))  # the day after the last one: it does not belong to the entry
    entry.add("summary", _text(row["title"]) or _text(row["type"]))
    if places := _text(row["places"]):
        entry.add("location", places)
    about = [f"{word}: {_text(row[name])}" for word, name in _ABOUT if row[name]]
    entry.add("description", "\n".join(about))
    entry.add("categories", [_text(row["type"])])
    entry.add("transp", "TRANSPARENT")  # somebody else's event keeps nobody busy
    return entry


_ABOUT = (
    ("When", "date_text"),
    ("Who", "participants"),
    ("Said in", "evidence"),
    ("Release", "release_id"),
    ("Grade", "grade"),
)


def _day(value: Cell) -> date | None:
    return whole_day(value) if isinstance(value, str) else None


def _text(value: Cell) -> str:
    return "" if value is None else str(value)
