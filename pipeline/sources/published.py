"""The publication day as a publisher writes it, as an ISO day, month or year."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Any

_TIME = r"(?:[T\s,].*)?"
# What is written in numbers alone is read here, since a library would have to guess the order of 03/04/2024.
_NUMERIC = tuple(
    re.compile(form, re.DOTALL)
    for form in (
        rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_TIME}",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T.*)?",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})",
        r"(?P<year>\d{4})",
    )
)
_NUMBERS = re.compile(rf"(\d{{1,2}})[./-](\d{{1,2}})[./-](\d{{4}}){_TIME}")
_YEAR_IN_WORDS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_LONGEST = 60  # "Wednesday, 27th of September 2023 at 10:30 a.m. GMT" has 50
_YEARS = range(1800, 2200)


def iso_date(written: str) -> str:
    """Give `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; a clock time is left out.

    Raises ValueError, with the reason, for what is no date and for 03/04/2024, which is two dates.
    """
    text = " ".join(written.split())
    if numbers := _NUMBERS.fullmatch(text):
        return _from_numbers(int(numbers[1]), int(numbers[2]), int(numbers[3]))
    for form in _NUMERIC:
        if match := form.fullmatch(text):
            parts = match.groupdict()
            return _join(int(parts["year"]), parts.get("month"), parts.get("day"))
    return _from_words(text)


@cache
def _word_parser() -> Any:
    """Open dateparser for absolute dates in English; the base is fixed, so that no clock is read."""
    from dateparser.date import DateDataParser

    base = datetime.datetime(2000, 1, 1)
    return DateDataParser(languages=["en"], settings={"PARSERS": ["absolute-time"], "RELATIVE_BASE": base})


def _from_words(text: str) -> str:
    """Read "27 November 2018", "Nov. 2018" and their like; a year of four digits must be written."""
    if len(text) > _LONGEST or not _YEAR_IN_WORDS.search(text) or not re.search(r"[A-Za-z]{3}", text):
        raise ValueError("it is no date")
    found = _word_parser().get_date_data(text)
    if found.date_obj is None:
        raise ValueError("it is no date")
    day = found.date_obj
    if found.period not in ("day", "month", "time"):
        return _join(day.year, None, None)
    return _join(day.year, str(day.month), None if found.period == "month" else str(day.day))


def _from_numbers(first: int, second: int, year: int) -> str:
    if first <= 12 and second <= 12 and first != second:
        raise ValueError("day and month cannot be told apart")
    day, month = (first, second) if first > 12 or first == second else (second, first)
    return _join(year, str(month), str(day))


def _join(year: int, month: str | None, day: str | None) -> str:
    if year not in _YEARS:
        raise ValueError(f"the year {year} is not between {_YEARS.start} and {_YEARS.stop - 1}")
    if month is None:
        return f"{year:04d}"
    try:
        datetime.date(year, int(month), int(day or 1))
    except ValueError as error:
        raise ValueError("there is no such day") from error
    return f"{year:04d}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
