"""One table as a sheet, or as several when it has more rows than a sheet holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.outputs.table import Cell, Column, Table
from pipeline.outputs.workbook.cells import as_day, as_text, may_be_day
from pipeline.outputs.workbook.links import MAX_LINKS, link_of, may_be_link

MAX_ROWS = 1_048_576  # of a sheet in Excel, the header's included

# Columns of whole sentences: wide, and their lines broken.
_WRAPPED = ("evidence", "action", "title", "participants", "message", "roles", "aliases", "description", "reason")
_NARROWEST, _WIDEST, _WRAPPED_WIDTH = 6, 40, 60


@dataclass(frozen=True)
class Formats:
    """The looks of cells, made once for a workbook."""

    heading: Format
    plain: Format
    wrapped: Format
    day: Format
    link: Format
    big: Format

    @classmethod
    def of(cls, book: Workbook) -> Formats:
        """Add the formats to a workbook."""
        top = {"valign": "top"}
        heading = {"bold": True, "bg_color": "#1F3A4D", "font_color": "#FFFFFF", "valign": "vcenter", "border": 0}
        return cls(
            book.add_format(heading),
            book.add_format(top),
            book.add_format({**top, "text_wrap": True}),
            book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"}),
            book.add_format({**top, "font_color": "#0B5CAD", "underline": 1}),
            book.add_format({"bold": True, "font_size": 16}),
        )


class SheetWriter:
    """Writes the rows of one table, in their order, one after the other."""

    def __init__(self, book: Workbook, table: Table, formats: Formats, max_rows: int = MAX_ROWS) -> None:
        self.book, self.table, self.formats, self.max_rows = book, table, formats, max_rows
        self.names: list[str] = []
        self.widths = [len(c.name) + 3 for c in table.columns]
        self._sheet: Worksheet | None = None
        self._row = self._links = 0
        self._writers: list[Callable[[str], object]] = []

    def write(self, rows: Iterable[tuple[Cell, ...]]) -> int:
        """Write all rows and give their number; a table without rows is a sheet with its header."""
        self._open()
        total = 0
        for row in rows:
            if self._row == self.max_rows:
                self._close()
                self._open()
            self._write_row(row)
            total += 1
        self._close()
        return total

    def _open(self) -> None:
        number = len(self.names) + 1
        name = self.table.title if number == 1 else f"{self.table.title} ({number})"
        self.names.append(name)
        self._sheet = sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_row(0, 20)
        for at, column in enumerate(self.table.columns):
            sheet.write_string(0, at, column.name, self.formats.heading)
        self._writers = [self._writer(at, column) for at, column in enumerate(self.table.columns)]
        self._row, self._links = 1, 0

    def _close(self) -> None:
        sheet = self._sheet
        assert sheet is not None
        sheet.autofilter(0, 0, max(1, self._row - 1), len(self.table.columns) - 1)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        for at, column in enumerate(self.table.columns):
            wide = _WRAPPED_WIDTH if column.name in _WRAPPED else _WIDEST
            sheet.set_column(at, at, max(_NARROWEST, min(self.widths[at], wide)))

    def _writer(self, at: int, column: Column) -> Callable[[str], object]:
        """Give what writes a text into the column; chosen once, because there are millions of cells."""
        sheet, formats = self._sheet, self.formats
        assert sheet is not None
        look = formats.wrapped if column.name in _WRAPPED else formats.plain
        is_day, is_link = may_be_day(column), may_be_link(self.table.name, column.name)

        def write(text: str) -> object:
            if is_day and (day := as_day(text)):
                return sheet.write_datetime(self._row, at, day, formats.day)
            text = as_text(text)
            address = link_of(column.name, text) if is_link and self._links < MAX_LINKS else None
            if address is None:
                return sheet.write_string(self._row, at, text, look)
            self._links += 1
            return sheet.write_url(self._row, at, address, formats.link, text)

        return write

    def _write_row(self, row: tuple[Cell, ...]) -> None:
        sheet, formats = self._sheet, self.formats
        assert sheet is not None
        for at, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, str):
                self._writers[at](value)
                if len(value) >= self.widths[at]:
                    self.widths[at] = len(value) + 1
            elif isinstance(value, bool):
                sheet.write_boolean(self._row, at, value, formats.plain)
            else:
                sheet.write_number(self._row, at, value, formats.plain)
        self._row += 1


def write_columns(book: Workbook, formats: Formats, tables: Iterable[Table], sheets: Mapping[str, str]) -> None:
    """Add the sheet that explains every column."""
    sheet = book.add_worksheet("Columns")
    sheet.freeze_panes(1, 0)
    for at, (heading, width) in enumerate((("sheet", 16), ("column", 20), ("type", 10), ("meaning", 100))):
        sheet.write_string(0, at, heading, formats.heading)
        sheet.set_column(at, at, width)
    row = 0
    for table in tables:
        for column in table.columns:
            row += 1
            cells = (sheets[table.name], column.name, column.type, column.description)
            for at, text in enumerate(cells):
                sheet.write_string(row, at, text, formats.wrapped if at == 3 else formats.plain)
    sheet.autofilter(0, 0, row, 3)
