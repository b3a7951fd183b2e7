"""The kinds of output beside the CSV files: which there are, and which are written unless left out."""

from __future__ import annotations

WORKBOOK, PAGE, CALENDAR, LINKED_DATA, PARQUET = "workbook", "page", "calendar", "jsonld", "parquet"

FILES = {
    WORKBOOK: "dateline.xlsx",
    PAGE: "report.html",
    CALENDAR: "dateline.ics",
    LINKED_DATA: "events.jsonld",
    PARQUET: "parquet",  # a folder: one file a table
}
ALL = frozenset(FILES)
DEFAULT = frozenset({WORKBOOK, PAGE, CALENDAR})
ON_DEMAND = ALL - DEFAULT
