"""The workbook: an overview, a sheet for each table, and one that explains every column.

Same tables, same bytes: the file holds no time of its making and nothing of the machine.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.outputs.table import Cell, Table
from pipeline.outputs.workbook.links import sheet_address
from pipeline.outputs.workbook.sheet import MAX_ROWS, Formats, SheetWriter, write_columns

# Excel wants a time at which the file was made; this one is nobody's.
_MADE = datetime(2000, 1, 1)
_NOTES = (
    "Every row names the release it comes from, the sentence it was read in (evidence) and the place of its words "
    "(start, end: code points of the text file, counted from 0).",
    "The sheets hold the same rows as the CSV files; here the columns in words stand first, ids and offsets last.",
    "An empty cell means that the release does not say. Days before 1 March 1900, months and years are text.",
    "The column grade says how often that kind of finding is right: A at least 9 in 10, B at least 3 in 4, C less, "
    "or never measured.",
    "A release_id or text_file in blue opens the text of the release; an address opens the page it came from.",
)

Rows = Callable[[Table], Iterable[tuple[Cell, ...]]]


def write_workbook(path: Path, tables: Sequence[Table], rows: Rows, max_rows: int = MAX_ROWS) -> None:
    """Write the workbook to `path`; `rows` gives the rows of a table in their order.

    A table with more rows than `max_rows` goes on in a second sheet. Raises OSError when it cannot be written.
    """
    # The rows wait here until the book is put together; a run that was killed may have left some.
    parts = path.with_name(".workbook-parts")
    shutil.rmtree(parts, ignore_errors=True)
    parts.mkdir()
    try:
        _write(path, parts, tables, rows, max_rows)
    finally:
        shutil.rmtree(parts, ignore_errors=True)


def _write(path: Path, parts: Path, tables: Sequence[Table], rows: Rows, max_rows: int) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(parts),
    }
    with Workbook(str(path), options) as book:
        book.set_properties({"title": "Dateline", "created": _MADE})
        formats = Formats.of(book)
        front = book.add_worksheet("Overview")
        written: dict[str, tuple[list[str], int]] = {}
        for table in tables:
            writer = SheetWriter(book, table, formats, max_rows)
            number = writer.write(rows(table))
            written[table.name] = (writer.names, number)
        write_columns(book, formats, tables, {name: names[0] for name, (names, _) in written.items()})
        _write_overview(front, formats, tables, written)


def _write_overview(
    sheet: Worksheet, formats: Formats, tables: Sequence[Table], written: dict[str, tuple[list[str], int]]
) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 2, 3)
    sheet.set_column(3, 3, 96)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, "What the releases say", formats.big)
    row = 2
    for at, heading in enumerate(("sheet", "rows", "", "what a row is")):
        sheet.write_string(row, at, heading, formats.heading)
    for table in tables:
        names, number = written[table.name]
        for name in names:
            row += 1
            sheet.write_url(row, 0, sheet_address(name), formats.link, name)
            if name == names[0]:
                sheet.write_number(row, 1, number, formats.plain)
                sheet.write_string(row, 3, table.description, formats.wrapped)
            else:
                sheet.write_string(row, 3, f"more rows of {names[0]}", formats.wrapped)
    row += 1
    sheet.write_url(row, 0, sheet_address("Columns"), formats.link, "Columns")
    sheet.write_string(row, 3, "What every column of every sheet means.", formats.wrapped)
    for number, note in enumerate(_NOTES, row + 2):
        sheet.merge_range(number, 0, number, 3, note, formats.wrapped)
        sheet.set_row(number, 30)
