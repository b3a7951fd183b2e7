"""Whole days in cells: which texts are one."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def whole_day(text: str) -> date | None:
    """Give the day that a text names (YYYY-MM-DD); None for a month, a year, or no day of the calendar."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
