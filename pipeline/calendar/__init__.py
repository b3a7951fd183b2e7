"""Calendar values: EDTF strings, their bounds, and date arithmetic. Pure functions, no text."""

from pipeline.calendar.arithmetic import add_months, add_units, easter, month_end, nth_weekday, unit_range
from pipeline.calendar.edtf import bounds, day, interval, moment, month, year

__all__ = [
    "add_months",
    "add_units",
    "bounds",
    "day",
    "easter",
    "interval",
    "moment",
    "month",
    "month_end",
    "nth_weekday",
    "unit_range",
    "year",
]
