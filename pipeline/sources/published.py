"""The publication day as a publisher writes it, as an ISO day, month or year."""

from __future__ import annotations

import datetime
import re

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_TIME = r"(?:[T\s,].*)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.DOTALL)
    for form in (
        rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_TIME}",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T.*)?",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})",
        r"(?P<year>\d{4})",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH_NAME}[\s,-]+(?P<year>\d{{4}}){_TIME}",
        rf"{_WEEKDAY}{_MONTH_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_TIME}",
        rf"{_MONTH_NAME}\s+(?P<year>\d{{4}})",
    )
)
_NUMBERS = re.compile(rf"(\d{{1,2}})[./-](\d{{1,2}})[./-](\d{{4}}){_TIME}")
_YEARS = range(1800, 2200)


def iso_date(written: str) -> str:
    """Give `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; a clock time is left out.

    Raises ValueError, with the reason, for what is no date and for 03/04/2024, which is two dates.
    """
    text = " ".join(written.split())
    if numbers := _NUMBERS.fullmatch(text):
        return _from_numbers(int(numbers[1]), int(numbers[2]), int(numbers[3]))
    for form in _FORMS:
        if match := form.fullmatch(text):
            parts = match.groupdict()
            month = parts.get("month")
            if name := parts.get("name"):
                month = str(_MONTHS.index(name[:3].lower()) + 1)
            return _join(int(parts["year"]), month, parts.get("day"))
    raise ValueError("it is no date")


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
