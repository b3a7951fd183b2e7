"""What one cell of a sheet holds: text that stays text, numbers, and days that a spreadsheet can sort."""

from __future__ import annotations

import re
from datetime import date

from pipeline.outputs.days import whole_day
from pipeline.outputs.table import Column

# Specifications and limits of Excel: 32,767 characters in a cell, 1,048,576 rows in a sheet.
MAX_CHARS = 32_767
CUT_MARK = " […cut: the whole text is in the CSV file]"

# Excel takes 1900 for a leap year, so that its day numbers before 1 March 1900 mean another day in other programs.
FIRST_DAY = date(1900, 3, 1)

# Text columns whose cell is a day where the whole day is known.
DAYS_IN_TEXT = ("published", "first_published", "last_published", "not_before", "not_after")

# What XML 1.0 cannot hold (section 2.2), besides the control characters that the file format can escape.
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def may_be_day(column: Column) -> bool:
    """Say whether the column holds days that a spreadsheet should know as such."""
    return column.type == "date" or column.name in DAYS_IN_TEXT


def as_day(text: str) -> date | None:
    """Give the day of a cell of such a column; None for less than a day, and before 1 March 1900."""
    day = whole_day(text)
    return day if day is not None and day >= FIRST_DAY else None


def as_text(value: str) -> str:
    """Give text that the file can hold: within the limit, cut with a mark, and without what XML forbids."""
    text = value if value.isascii() else _NOT_XML.sub("\ufffd", value)
    # Excel counts UTF-16 units, in which a character outside the basic plane is two.
    if len(text) * 2 > MAX_CHARS and _units(text) > MAX_CHARS:
        room = MAX_CHARS - len(CUT_MARK)
        cut = text[:room]
        while _units(cut) > room:
            cut = cut[: -max(1, (_units(cut) - room) // 2)]
        text = cut + CUT_MARK
    return text


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
