"""Calendar forms are read back from every spelling; bounds agree with values; no input is too odd or too long."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import calendar as cal
from pipeline.model.records import Date
from pipeline.rooms.dates.room import read_dates
from pipeline.timex import annotate

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31))
LONG = ["January", "February", "March", "April", "May", "June"]
LONG += ["July", "August", "September", "October", "November", "December"]
SHORT = ["Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def nth(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def day_spellings(day: dt.date) -> list[str]:
    month, short, weekday = LONG[day.month - 1], SHORT[day.month - 1], WEEKDAYS[day.weekday()]
    return [
        f"{day.day} {month} {day.year}",
        f"{day.day:02d} {month} {day.year}",
        f"{nth(day.day)} {month} {day.year}",
        f"the {nth(day.day)} of {month} {day.year}",
        f"{nth(day.day)} of {month}, {day.year}",
        f"{day.day} {month}, {day.year}",
        f"{day.day} {short} {day.year}",
        f"{day.day} {month.upper()} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month} {nth(day.day)}, {day.year}",
        f"{month} {nth(day.day)} {day.year}",
        f"{short} {day.day}, {day.year}",
        f"{month.upper()} {day.day}, {day.year}",
        f"{weekday} {day.day} {month} {day.year}",
        f"{weekday}, {day.day} {month} {day.year}",
        f"{weekday}, {month} {day.day}, {day.year}",
        f"{weekday} the {nth(day.day)} of {month} {day.year}",
        f"{day.year} {month} {day.day}",
        day.isoformat(),
    ]


def only(text: str, published: str = "") -> Date:
    items = read_dates(text, published).items
    assert len(items) == 1, [(text[i.start : i.end], i.value) for i in items]
    return items[0]


@given(DAYS)
@settings(max_examples=60, deadline=None)
def test_a_day_is_read_back_from_every_spelling(day: dt.date) -> None:
    for spelling in day_spellings(day):
        text = f"The council met on {spelling} at the port."
        found = only(text)
        assert (found.value, found.first, found.last) == (day.isoformat(),) * 3, spelling
        assert text[found.start : found.end].removeprefix("the ") == spelling.removeprefix("the ")


@given(DAYS)
@settings(max_examples=60, deadline=None)
def test_a_day_in_figures_is_read_back(day: dt.date) -> None:
    if day.day > 12:
        for spelling in (f"{day.day}/{day.month}/{day.year}", f"{day:%d.%m.%Y}", f"{day:%d-%m-%Y}", f"{day:%m/%d/%Y}"):
            assert only(f"Applications close on {spelling}.").value == day.isoformat(), spelling


@given(DAYS, st.integers(0, 23), st.integers(0, 59))
@settings(max_examples=40, deadline=None)
def test_a_clock_time_is_read_back_with_its_day(day: dt.date, hour: int, minute: int) -> None:
    shown, half = f"{day.day} {LONG[day.month - 1]} {day.year}", "a.m." if hour < 12 else "p.m."
    twelve = (hour - 1) % 12 + 1
    value = f"{day.isoformat()}T{hour:02d}:{minute:02d}"
    for clock in (f"{hour:02d}:{minute:02d}", f"{twelve}:{minute:02d} {half}", f"{twelve}.{minute:02d}{half[0]}m"):
        assert only(f"Doors open on {shown} at {clock} for all.").value == value, clock
        assert only(f"Doors open at {clock} on {shown} for all.").value == value, clock


@given(DAYS, st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_a_range_is_read_back_from_every_spelling(first: dt.date, length: int) -> None:
    last = first + dt.timedelta(days=length)
    a, b = LONG[first.month - 1], LONG[last.month - 1]
    spellings = [f"{first.day} {a} {first.year} to {last.day} {b} {last.year}"]
    if first.year == last.year:
        spellings += [
            f"{first.day} {a} to {last.day} {b} {last.year}",
            f"{a} {first.day} - {b} {last.day}, {last.year}",
        ]
    if (first.year, first.month) == (last.year, last.month):
        spellings += [
            f"{first.day}-{last.day} {a} {last.year}",
            f"{first.day}–{nth(last.day)} {a} {last.year}",
            f"{first.day} to {last.day} {a} {last.year}",
            f"{first.day} until {last.day} {a} {last.year}",
            f"{a} {first.day}-{last.day}, {last.year}",
            f"{a} {first.day} through {last.day}, {last.year}",
        ]
    for spelling in spellings:
        found = only(f"The fair runs from {spelling} in all halls.")
        assert (found.first, found.last) == (first.isoformat(), last.isoformat()), spelling
        assert found.value == f"{first.isoformat()}/{last.isoformat()}", spelling


@given(st.integers(1960, 2049), st.integers(1, 12))
@settings(max_examples=40, deadline=None)
def test_months_quarters_halves_and_parts_are_read_back(year: int, month: int) -> None:
    name, quarter, half = LONG[month - 1], (month + 2) // 3, (month + 5) // 6
    word = ("first", "second", "third", "fourth")
    expected = {
        f"{name} {year}": f"{year}-{month:02d}",
        f"{name} of {year}": f"{year}-{month:02d}",
        f"{SHORT[month - 1]} {year}": f"{year}-{month:02d}",
        f"Q{quarter} {year}": f"{year}-{32 + quarter}",
        f"{quarter}Q{year}": f"{year}-{32 + quarter}",
        f"the {word[quarter - 1]} quarter of {year}": f"{year}-{32 + quarter}",
        f"H{half} {year}": f"{year}-{half * 6 - 5:02d}/{year}-{half * 6:02d}",
        f"the {word[half - 1]} half of {year}": f"{year}-{half * 6 - 5:02d}/{year}-{half * 6:02d}",
        f"early {name} {year}": f"{year}-{month:02d}-01/{year}-{month:02d}-10",
        f"mid-{name} {year}": f"{year}-{month:02d}-11/{year}-{month:02d}-20",
        f"the end of {name} {year}": f"{year}-{month:02d}-21/{cal.month_end(year, month).isoformat()}",
        f"the end of {year}": f"{year}-12",
        f"mid-{year}": f"{year}-05/{year}-08",
        f"the {year // 10 * 10}s": f"{year // 10}X",
        f"summer {year}": f"{year}-22",
        f"{year}": f"{year}",
    }
    for spelling, value in expected.items():
        found = only(f"The bridge opened in {spelling}.")
        assert found.value == value, spelling
        assert (found.first, found.last) == cal.bounds(value), spelling


@given(st.dates(dt.date(1960, 1, 1), dt.date(2040, 12, 31)), st.integers(1, 30))
@settings(max_examples=40, deadline=None)
def test_whole_calendar_cycles_move_results_alike(day: dt.date, count: int) -> None:
    """After 28 years (inside one century of leap years) weekdays and months fall alike."""
    texts = (
        "The shop opened last week.",
        f"The shop opened {count} weeks ago.",
        "The shop will open next Tuesday.",
        "The shop opens at the end of the year.",
        "The shop was open in May.",
        f"Sales rose over the past {count} months.",
    )
    if day.month == 2 and day.day == 29:
        return
    later = day.replace(year=day.year + 28)
    for text in texts:
        for side in ("first", "last"):
            before, after = getattr(only(text, day.isoformat()), side), getattr(only(text, later.isoformat()), side)
            moved = dt.date.fromisoformat(before)
            moved = moved.replace(year=moved.year + 28)
            assert after == moved.isoformat(), text


TOLD = (
    "The council met on {day} {month} {year} and meets again on {day} {month} {next}.",
    "Opened in {month} {year}, the shop closed last week. It opens again next Tuesday or on {month} {day}.",
    "The plan for {year}-{next} was filed in the first half of {year}; the rest follows by the end of {next}.",
    "On {weekday}, {month} {day}, {year}, the fair began. Two weeks later it closed. It opens later this year.",
    "Since {year} they met every year in early {month}. They met three weeks ago and meet on {day} {month}.",
    "The talks ran from {day} {month} {year} to {month} {next}. They were to end by summer {next}.",
)


def moved_by(years: int, value: str | None) -> str | None:
    """Give a value with every year in it moved."""
    return value and re.sub(r"(?<![\d:-])\d{4}(?!\d)", lambda found: str(int(found[0]) + years), value)


@given(st.dates(dt.date(1960, 3, 1), dt.date(2040, 12, 31)), st.dates(dt.date(1960, 1, 1), dt.date(2040, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_a_text_moved_by_whole_calendar_cycles_moves_its_results(released: dt.date, told: dt.date) -> None:
    """Shift the release date and every year in the text by 28: spans stay, all values and bounds shift alike."""

    def read(text: str, years: int) -> list[tuple[int, int, str | None, str | None, str | None, str | None]]:
        year = told.year + years
        shown = {"day": told.day, "month": LONG[told.month - 1], "weekday": WEEKDAYS[told.weekday()]}
        published = f"{released.year + years}-{released:%m-%d}"
        items = read_dates(text.format(**shown, year=year, next=year + 1), published).items
        return [(i.start, i.end, i.value, i.first, i.last, i.mod) for i in items]

    for text in TOLD:
        before = [(a, b, moved_by(28, v), moved_by(28, f), moved_by(28, z), m) for a, b, v, f, z, m in read(text, 0)]
        assert read(text, 28) == before, text


WORDS = """
the of to and by in on at from until since mid early late end next last this past two 2 3 12 31 99 2019 1066 0 May
March June Mon. Sun Monday Sundays week weeks year years day quarter Q3 FY 9am noon 12:30 24/7 31/12/2019 30/02/2019
2019-13-45 1990s '90s first second half ago later before century spring fall - – , . ( ) / ' $ % th 1st 31st 29
"""
PIECES = st.sampled_from([*WORDS.split(), "\n"])
PUBLISHED = st.sampled_from(["", "2019-06-03", "2019-06", "2019", "0001-01-01", "9999-12-31"])


@given(st.lists(PIECES, max_size=40).map(" ".join), PUBLISHED)
@settings(max_examples=250, deadline=None)
def test_no_heap_of_date_words_raises_or_breaks_a_bound(text: str, published: str) -> None:
    previous = 0
    for item in read_dates(text, published).items:
        assert previous <= item.start < item.end <= len(text)
        previous = item.end
        if item.kind != "date" or item.value is None or item.precision == "fiscal_year":
            continue
        if item.first and item.last:
            assert dt.date.fromisoformat(item.first) <= dt.date.fromisoformat(item.last)
        if item.precision != "season":
            assert (item.first, item.last) == cal.bounds(item.value)
    annotate("d", published, text)


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_text_raises(text: str) -> None:
    read_dates(text, "2019-06-03")
    annotate("d", "", text)


@pytest.mark.parametrize(
    "piece",
    [
        "May ",
        "3 ",
        "the ",
        "June 3, ",
        "3/4/2019 ",
        "2019-",
        "3 and ",
        "from ",
        "Monday ",
        "1 to 2 June 2019, ",
        "9am ",
        "0",
        "Sept.",
        "a",
        "in the early ",
    ],
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        read_dates(text)
        return time.process_time() - start

    seconds(1_000)
    short, long = min(seconds(8_000) for _ in range(2)), seconds(64_000)
    assert long < 8 * 3 * max(short, 0.02)


def test_a_megabyte_is_read_in_reasonable_time() -> None:
    start = time.process_time()
    prose = "The council of the old port said that every ward would be heard and that nobody should be left out. "
    read_dates((prose * 8 + "It meets in the first week of May or at the end of 2019. ") * 1_150, "2019-06-03")
    assert time.process_time() - start < 45
